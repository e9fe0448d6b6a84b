"""How good a placed picture is: crossings, lines through boxes, size and shape; less is better."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archrepo.diagrams.geometry import Rect, segment_meets, segments_cross
from archrepo.views import Point, View

WANTED_ASPECT = 1.5


@dataclass(frozen=True, slots=True)
class Score:
    """What was counted in a picture."""

    crossings: int
    lines_through_boxes: int
    width: float
    height: float

    @property
    def badness(self) -> float:
        """Return one figure to compare pictures of the same view by."""
        aspect = abs(math.log(max(self.width, 1) / max(self.height, 1) / WANTED_ASPECT))
        return 40 * self.lines_through_boxes + 6 * self.crossings + 25 * aspect + (self.width + self.height) / 60


def score(view: View, routes: Mapping[str, Sequence[Point]]) -> Score:
    """Return the score of a placed view; `routes` holds the points of every line from border to border."""
    rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
    around = _ancestors(view)
    segments = [
        (line.key, a, b, {line.source, line.target, *around.get(line.source, ()), *around.get(line.target, ())})
        for line in view.lines
        for a, b in pairwise(routes.get(line.key, ()))
    ]
    through = {
        (key, box)
        for key, a, b, own in segments
        for box, rect in rects.items()
        if box not in own and segment_meets(a, b, rect.grown(-1))
    }
    crossings = sum(
        1
        for index, (key, a, b, _) in enumerate(segments)
        for other, c, d, _ in segments[index + 1 :]
        if key != other and segments_cross(a, b, c, d)
    )
    return Score(
        crossings,
        len(through),
        max((rect.x + rect.w for rect in rects.values()), default=0) - min((r.x for r in rects.values()), default=0),
        max((rect.y + rect.h for rect in rects.values()), default=0) - min((r.y for r in rects.values()), default=0),
    )


def _ancestors(view: View) -> dict[str, tuple[str, ...]]:
    """Return the boxes around each box; a line may run through those."""
    around: dict[str, tuple[str, ...]] = {}
    for box in view.boxes:
        around[box.key] = () if box.parent is None else (box.parent, *around.get(box.parent, ()))
    return around
