"""Points, boxes and lines on the plane: where a line leaves a box, what crosses what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archrepo.views import Point


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with its top left corner at `x`, `y`; y grows downwards."""

    x: float
    y: float
    w: float
    h: float

    @property
    def center(self) -> Point:
        """Return the middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def contains(self, other: Rect) -> bool:
        """Return whether `other` lies wholly inside; touching borders count as inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.w <= self.x + self.w
            and other.y + other.h <= self.y + self.h
        )

    def grown(self, margin: float) -> Rect:
        """Return the rectangle with `margin` more room on every side; a negative margin shrinks it."""
        return Rect(self.x - margin, self.y - margin, self.w + 2 * margin, self.h + 2 * margin)


def border_point(box: Rect, toward: Point) -> Point:
    """Return where the straight line from the middle of `box` to `toward` meets the border."""
    cx, cy = box.center
    dx, dy = toward[0] - cx, toward[1] - cy
    reach = max(abs(dx) / box.w if box.w else 0, abs(dy) / box.h if box.h else 0)
    if not reach:
        return cx, cy
    return cx + dx * 0.5 / reach, cy + dy * 0.5 / reach


def circle_point(box: Rect, toward: Point) -> Point:
    """Return where the line from the middle of `box` to `toward` leaves the circle inside the box."""
    cx, cy = box.center
    dx, dy = toward[0] - cx, toward[1] - cy
    length = math.hypot(dx, dy)
    if not length:
        return cx, cy
    radius = min(box.w, box.h) / 2
    return cx + dx / length * radius, cy + dy / length * radius


def along(points: Sequence[Point], share: float) -> Point:
    """Return the point at `share` (0 to 1) of the length of the line through `points`."""
    if len(points) == 2:
        (ax, ay), (bx, by) = points
        return ax + (bx - ax) * share, ay + (by - ay) * share
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    left = sum(lengths) * share
    for (ax, ay), (bx, by), length in zip(points, points[1:], lengths, strict=False):
        if left <= length and length:
            return ax + (bx - ax) * left / length, ay + (by - ay) * left / length
        left -= length
    return points[-1]


def distance_to(points: Sequence[Point], point: Point) -> float:
    """Return how far `point` is from the line through `points`; infinite when there are none."""
    nearest = math.inf
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        share = max(0.0, min(1.0, ((point[0] - ax) * dx + (point[1] - ay) * dy) / length)) if length else 0.0
        nearest = min(nearest, math.hypot(point[0] - ax - share * dx, point[1] - ay - share * dy))
    return nearest


def segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Return whether segment a-b and segment c-d cross in one inner point; touching ends do not count."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def segment_meets(a: Point, b: Point, box: Rect) -> bool:
    """Return whether segment a-b has a part inside `box`; running along the border does not count."""
    low, high = 0.0, 1.0
    for start, delta, near, far in (
        (a[0], b[0] - a[0], box.x, box.x + box.w),
        (a[1], b[1] - a[1], box.y, box.y + box.h),
    ):
        if abs(delta) < 1e-9:
            if start <= near or start >= far:
                return False
            continue
        first, last = sorted(((near - start) / delta, (far - start) / delta))
        low, high = max(low, first), min(high, last)
    return high - low > 1e-9


def overlap(one: Rect, other: Rect) -> float:
    """Return how far two rectangles lie on each other: the smaller of the common width and height; 0 when apart."""
    wide = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    high = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return min(wide, high) if wide > 0 and high > 0 else 0.0


def shared_length(a: Point, b: Point, c: Point, d: Point, near: float = 0.75) -> float:
    """Return how long segment a-b and segment c-d run within `near` of each other; 0 when they only meet or cross."""
    length = math.dist(a, b)
    if not length:
        return 0.0
    along_x, along_y = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    for x, y in (c, d):
        if abs((x - a[0]) * along_y - (y - a[1]) * along_x) > near:
            return 0.0
    start, end = sorted((x - a[0]) * along_x + (y - a[1]) * along_y for x, y in (c, d))
    return max(0.0, min(end, length) - max(start, 0.0))
