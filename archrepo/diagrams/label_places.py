"""Where the words of a line stand: where the drawing asks, or so near it that line ends and other words stay free."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from archrepo.diagrams.geometry import Rect, along, segment_meets
from archrepo.views import LinePosition, Point

#: The share of a line's length at which its words stand.
SHARES: Final = {"source": 0.15, "middle": 0.5, "target": 0.85}
#: The longest line end is a diamond of 14 pixels; a stroke and some air come on top.
HEAD_ROOM: Final = 18.0
#: A bare end needs only so much that one sees where the line leaves its box.
BARE_ROOM: Final = 6.0
_STEP = 0.05
_NEAREST = 0.1


def label_place(
    points: Sequence[Point],
    position: LinePosition,
    size: tuple[float, float],
    room: tuple[float, float],
    taken: Sequence[Rect] = (),
) -> Point:
    """Return the middle of a label of `size` on the line; `room` is what the start and the end of the line need free.

    The label slides along the line in small steps until both ends are free and no label in `taken` is covered; where
    no place is like that, it stands where it covers least.
    """
    wanted = SHARES[position]
    best, best_lack = along(points, wanted), math.inf
    for share in _shares(wanted):
        middle = along(points, share)
        rect = Rect(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)
        lack = max(0.0, room[0] - _distance(points[0], rect)) + max(0.0, room[1] - _distance(points[-1], rect))
        if lack < best_lack:
            lack += _covered(rect, taken)
        if not lack:
            return middle
        # A place that is hardly better is no reason to go further from where the words belong.
        if lack < best_lack - 0.5:
            best, best_lack = middle, lack
    return best


def _shares(wanted: float) -> Iterator[float]:
    """Yield the shares to try: the wanted one, then further and further away from it."""
    yield wanted
    for step in range(1, int(1 / _STEP)):
        for share in (wanted - step * _STEP, wanted + step * _STEP):
            if _NEAREST <= share <= 1 - _NEAREST:
                yield share


def _distance(point: Point, rect: Rect) -> float:
    """Return how far the point is from the rectangle; 0 inside."""
    aside = max(rect.x - point[0], point[0] - rect.x - rect.w, 0.0)
    above = max(rect.y - point[1], point[1] - rect.y - rect.h, 0.0)
    return math.hypot(aside, above)


def _covered(rect: Rect, taken: Sequence[Rect]) -> float:
    """Return how far the rectangle must move away from each of the others to leave it free, in all; 0 when it does."""
    left, top, right, bottom = rect.x, rect.y, rect.x + rect.w, rect.y + rect.h
    lack = 0.0
    for other in taken:
        if other.y < bottom and other.x < right and other.x + other.w > left and other.y + other.h > top:
            width = min(right, other.x + other.w) - max(left, other.x)
            lack += min(width, min(bottom, other.y + other.h) - max(top, other.y))
    return lack


def free_place(
    points: Sequence[Point],
    size: tuple[float, float],
    solids: Sequence[Rect],
    routes: Sequence[Sequence[Point]],
    reach: float = 48.0,
) -> Point:
    """Return the middle of a label of `size` on or beside a line that covers no rectangle and no other line.

    Places on the line come first, from its middle outwards, then places beside it, up to `reach` further than touching.
    Where none is free, the place that covers least is returned.
    """
    wide, high = size
    near = [rect for rect in solids if _is_near(rect, points, wide + reach, high + reach)]
    segments = [(a, b) for route in routes for a, b in pairwise(route)]
    best, best_lack = along(points, 0.5), math.inf
    beside = [(0.0, 0.0)]
    for extra in (2.0, 12.0, 24.0, reach):
        aside, above = wide / 2 + extra, high / 2 + extra
        beside += [(aside, 0.0), (-aside, 0.0), (0.0, -above), (0.0, above)]
        beside += [(x, y) for x in (aside, -aside) for y in (-above, above)]
    for dx, dy in beside:
        for share in (0.5, *(one for one in _shares(0.5))):
            x, y = along(points, share)
            rect = Rect(x + dx - wide / 2, y + dy - high / 2, wide, high)
            lack = _covered(rect, near)
            if lack < best_lack:
                inner = rect.grown(-1)
                lack += 10 * sum(1 for a, b in segments if segment_meets(a, b, inner))
            if lack == 0:
                return x + dx, y + dy
            if lack < best_lack - 0.5:
                best, best_lack = (x + dx, y + dy), lack
    return best


def _is_near(rect: Rect, points: Sequence[Point], aside: float, above: float) -> bool:
    """Return whether a rectangle lies so near a line that its label could cover it."""
    return (
        min(x for x, _ in points) - aside < rect.x + rect.w
        and max(x for x, _ in points) + aside > rect.x
        and min(y for _, y in points) - above < rect.y + rect.h
        and max(y for _, y in points) + above > rect.y
    )
