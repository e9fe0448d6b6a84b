"""Where the words of a line stand in a drawn view: exactly where the tool that drew it puts them.

Source: Archi 5, ArchiConnectionEndpointLocator, and draw2d, ConnectionLocator (Eclipse). Archi leaves the line
out under its own words instead of putting them on a ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from archrepo.diagrams.geometry import Rect
from archrepo.views import LinePosition, Point

#: Pixels from the end of the line along it, and beside it.
_ALONG: Final = 14.0
_BESIDE: Final = 4.0
#: The air around the words in which the line is not drawn.
_AIR: Final = 1.0


def drawn_label(points: Sequence[Point], position: LinePosition, size: tuple[float, float]) -> Rect:
    """Return the room of words of `size` on the line through `points`."""
    if position == "source":
        return _at_end(points[0], points[1], size)
    if position == "target":
        return _at_end(points[-1], points[-2], size)
    half, is_odd = divmod(len(points), 2)
    if is_odd:
        x, y = points[half]
    else:
        (ax, ay), (bx, by) = points[half - 1], points[half]
        x, y = (ax + bx) / 2, (ay + by) / 2
    return Rect(x - size[0] / 2, y - size[1] / 2, *size)


def _at_end(end: Point, toward: Point, size: tuple[float, float]) -> Rect:
    """Return the room beside the line, some way from its end; an upright line is reckoned with x and y swapped."""
    is_upright = abs(toward[0] - end[0]) <= abs(toward[1] - end[1])
    along, across = (1, 0) if is_upright else (0, 1)
    far = toward[along] - end[along]
    sign = 1.0 if far > 0 else -1.0
    slope = (toward[across] - end[across]) / far if far else 1.0
    start = end[along] + sign * _ALONG - (size[along] if sign < 0 else 0.0)
    beside = end[across] + sign * _ALONG * max(-1.0, min(1.0, slope)) + _BESIDE
    return Rect(beside, start, *size) if is_upright else Rect(start, beside, *size)


def pieces_outside(points: Sequence[Point], rect: Rect) -> list[tuple[Point, ...]]:
    """Return the line through `points` without what lies in `rect`, as pieces in order."""
    around = rect.grown(_AIR)
    pieces: list[list[Point]] = [[points[0]]]
    for a, b in pairwise(points):
        inside = _inside(a, b, around)
        if inside is None:
            pieces[-1].append(b)
            continue
        low, high = inside
        if low > 0:
            pieces[-1].append((a[0] + (b[0] - a[0]) * low, a[1] + (b[1] - a[1]) * low))
        pieces.append([(a[0] + (b[0] - a[0]) * high, a[1] + (b[1] - a[1]) * high)])
        if high < 1:
            pieces[-1].append(b)
    return [tuple(piece) for piece in pieces if len(piece) > 1]


def _inside(a: Point, b: Point, rect: Rect) -> tuple[float, float] | None:
    """Return from which to which share segment a-b lies in `rect`; None when it does not."""
    low, high = 0.0, 1.0
    for start, delta, near, far in (
        (a[0], b[0] - a[0], rect.x, rect.x + rect.w),
        (a[1], b[1] - a[1], rect.y, rect.y + rect.h),
    ):
        if not delta:
            if not near < start < far:
                return None
            continue
        first, last = sorted(((near - start) / delta, (far - start) / delta))
        low, high = max(low, first), min(high, last)
    return (low, high) if high > low else None
