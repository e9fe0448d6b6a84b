"""The ends of ArchiMate lines as path data, each drawn at a point and in a direction."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from archrepo.diagrams.shapes import n
from archrepo.views import Point

LineEnd = Literal["none", "diamond", "open diamond", "ball", "triangle", "hollow triangle", "arrow", "half arrow"]
Filling = Literal["line", "white", "none"]


@dataclass(frozen=True, slots=True)
class EndShape:
    """A line end as corner points: `back` pixels behind the tip and `aside` to the left and right of the line."""

    corners: tuple[tuple[float, float], ...]
    filling: Filling
    closed: bool = True


_BALL = 3.2
SHAPES: Final[Mapping[LineEnd, EndShape]] = {
    "diamond": EndShape(((0, 0), (7, 4), (14, 0), (7, -4)), "line"),
    "open diamond": EndShape(((0, 0), (7, 4), (14, 0), (7, -4)), "white"),
    "triangle": EndShape(((0, 0), (9, 3.6), (9, -3.6)), "line"),
    "hollow triangle": EndShape(((0, 0), (11, 6), (11, -6)), "white"),
    "arrow": EndShape(((9, 4.2), (0, 0), (9, -4.2)), "none", closed=False),
    "half arrow": EndShape(((0, 0), (9, 4.2)), "none", closed=False),
}


#: The same ends as large as Archi draws them, for drawn views. Source: Archi 5, the figures of its connections.
TOOL_SHAPES: Final[Mapping[LineEnd, EndShape]] = {
    "diamond": EndShape(((0, 0), (10, 6), (20, 0), (10, -6)), "line"),
    "open diamond": EndShape(((0, 0), (10, 6), (20, 0), (10, -6)), "white"),
    "triangle": EndShape(((0, 0), (7, 3), (7, -3)), "line"),
    "hollow triangle": EndShape(((0, 0), (10, 7), (10, -7)), "white"),
    "arrow": EndShape(((7, 3), (0, 0), (7, -3)), "none", closed=False),
    "half arrow": EndShape(((0, 0), (9, 4)), "none", closed=False),
}


def end_path(
    end: LineEnd, tip: Point, before: Point, shapes: Mapping[LineEnd, EndShape] = SHAPES
) -> tuple[str, Filling]:
    """Return the path of `end` with its tip at `tip`, for a line that comes from `before`, and how to fill it."""
    length = math.dist(tip, before)
    if end == "none" or not length:
        return "", "none"
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    x, y = tip
    if end == "ball":
        r, far_x, far_y = n(_BALL), ux * 2 * _BALL, uy * 2 * _BALL
        return f"M{n(x)} {n(y)}a{r} {r} 0 1 0 {n(-far_x)} {n(-far_y)}a{r} {r} 0 1 0 {n(far_x)} {n(far_y)}z", "line"
    shape = shapes[end]
    corners = [f"{n(x - ux * back - uy * aside)} {n(y - uy * back + ux * aside)}" for back, aside in shape.corners]
    return "M" + "L".join(corners) + ("z" if shape.closed else ""), shape.filling
