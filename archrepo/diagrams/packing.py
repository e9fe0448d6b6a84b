"""Boxes without lines, put in rows: nested landscapes as a reader expects them, without a layout engine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from archrepo.views import Point


@dataclass(frozen=True, slots=True)
class Packed:
    """The left upper corner of each item, in the order given, and the room that all take together."""

    places: tuple[Point, ...]
    width: float
    height: float


def pack(sizes: Sequence[Point], gap: float, aspect: float = 1.6) -> Packed:
    """Return the items in rows of about equal width, of which the whole is near `aspect` (width by height).

    The order is kept, because it carries meaning (the alphabet, or the order of a process). Items of a row stand on one
    line.
    """
    if not sizes:
        return Packed((), 0.0, 0.0)
    widest = max(width for width, _ in sizes)
    total = sum(width + gap for width, _ in sizes) - gap
    tries = {widest, total}
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    tries.update(max(widest, math.sqrt(area * aspect) * factor) for factor in (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.8))
    return min((_rows(sizes, gap, limit) for limit in sorted(tries)), key=lambda packed: _badness(packed, area, aspect))


def _rows(sizes: Sequence[Point], gap: float, limit: float) -> Packed:
    places: list[Point] = []
    x = y = row = width = 0.0
    for item_width, item_height in sizes:
        if x and x + item_width > limit + 0.01:
            x, y, row = 0.0, y + row + gap, 0.0
        places.append((x, y))
        x += item_width + gap
        row = max(row, item_height)
        width = max(width, x - gap)
    return Packed(tuple(places), width, y + row)


def _badness(packed: Packed, area: float, aspect: float) -> float:
    """Return how far a packing is from full and from the wanted shape; less is better."""
    shape = abs(math.log(packed.width / packed.height / aspect)) if packed.height and packed.width else 0.0
    return packed.width * packed.height / area + 0.6 * shape
