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

    The order is kept, because it carries meaning (the alphabet, or the order of a process): from left to right, row by
    row; an item that fits below the one before it, within the height of the row, stands there.
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
    column = right = 0.0  # where the column at hand starts and ends
    top = bottom = 0.0  # of the row at hand
    below = width = 0.0  # where the next item of the column would stand; the widest row
    for item_width, item_height in sizes:
        fits_below = bool(places) and below + item_height <= bottom and column + item_width <= max(limit, right) + 0.01
        if not fits_below:
            column, below = (right + gap if places else 0.0), top
            if column and column + item_width > limit + 0.01:
                top = below = bottom + gap
                column = right = 0.0
        places.append((column, below))
        right = max(right, column + item_width)
        below += item_height + gap
        bottom = max(bottom, below - gap)
        width = max(width, right)
    return Packed(tuple(places), width, bottom)


def _badness(packed: Packed, area: float, aspect: float) -> float:
    """Return how far a packing is from full and from the wanted shape; less is better."""
    shape = abs(math.log(packed.width / packed.height / aspect)) if packed.height and packed.width else 0.0
    return packed.width * packed.height / area + 0.6 * shape
