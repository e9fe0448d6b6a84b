"""How good a placed picture is: what crosses, covers or sticks out, and its size and shape; less is better."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from archrepo.diagrams.geometry import Rect, overlap, segment_meets, segments_cross, shared_length
from archrepo.diagrams.line_svg import Router, line_label
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.sizes import Sizes, insides
from archrepo.diagrams.text import Typesetter
from archrepo.views import Point, View

WANTED_ASPECT = 1.5
#: Two lines lie on each other when they run so long so near to each other, in pixels.
_SHARED = 12.0
_TIGHT = 2.5
#: Labels that touch by less than this do not cover each other.
_TOUCH = 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """What was counted in a picture.

    `lines_on_lines` counts pairs that can hardly be told apart for a while; `label_overlaps` the words of a line that
    cover other words, a box, or another line; `covered_titles` the lines through the title of a box around others;
    `overflows` the labels that do not fit their box at their own size.
    """

    crossings: int
    lines_through_boxes: int
    width: float
    height: float
    lines_on_lines: int = 0
    label_overlaps: int = 0
    covered_titles: int = 0
    box_overlaps: int = 0
    overflows: int = 0
    length: float = 0.0
    bends: int = 0

    @property
    def wrong(self) -> int:
        """Return the number of faults: what no picture of ours may have."""
        return self.lines_through_boxes + self.label_overlaps + self.covered_titles + self.box_overlaps + self.overflows

    @property
    def badness(self) -> float:
        """Return one figure to compare pictures of the same view by."""
        aspect = abs(math.log(max(self.width, 1) / max(self.height, 1) / WANTED_ASPECT))
        return (
            40 * self.wrong
            + 8 * self.lines_on_lines
            + 7 * self.crossings
            + 0.5 * self.bends
            + 45 * aspect
            + (self.width + self.height) / 60
            + math.sqrt(self.width * self.height) / 30
            + self.length / 600
        )


def score(
    view: View, notation: Notation, setter: Typesetter, drawn: Mapping[str, Sequence[Point]] | None = None
) -> Score:
    """Return the score of a placed view; `drawn` holds routes that are not led by the bends of the lines.

    A line may run through boxes around its ends; in a drawn view also through those that its ends merely lie in.
    """
    rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
    looks = {box.key: notation.box(box.kind) for box in view.boxes}
    router = Router(view, rects, looks)
    around = _ancestors(view)
    parents = {box.parent for box in view.boxes}
    routes: dict[str, tuple[Point, ...]] = {}
    labels: dict[str, Rect] = {}
    for line in view.lines:
        points = tuple(drawn[line.key]) if drawn and line.key in drawn else router.points(line)
        if points:
            routes[line.key] = points
            source, target = looks.get(line.source), looks.get(line.target)
            found = line_label(line, points, setter, notation.line(line.kind), source, target, tuple(labels.values()))
            if found:
                labels[line.key] = found.rect
    sizes = Sizes(view, setter, notation)
    inside = insides(view, rects)
    titles = {
        box.key: sizes.title_rect(box, rects[box.key], inside[box.key])
        for box in view.boxes
        if box.key in parents and box.label.strip()
    }
    if view.kind == "drawn":
        around = {
            key: tuple(other for other, box in rects.items() if other != key and box.contains(rect))
            for key, rect in rects.items()
        }
    own = {
        line.key: {line.source, line.target, *around.get(line.source, ()), *around.get(line.target, ())}
        for line in view.lines
    }
    crossings, shared = _crossings(routes)
    through = sum(
        1
        for key, points in routes.items()
        for box, rect in rects.items()
        if box not in own[key] and _runs_through(points, rect.grown(-1))
    )
    covered = sum(
        1
        for key, points in routes.items()
        for box, rect in titles.items()
        if box in own[key] and _runs_through(points, rect.grown(-2))
    )
    bounds = bounds_of(rects.values(), routes.values(), labels.values())
    return Score(
        crossings,
        through,
        bounds.w,
        bounds.h,
        shared,
        _label_overlaps(labels, routes, rects, titles, parents),
        covered,
        _box_overlaps(view, rects),
        sum(1 for box in view.boxes if sizes.overflows(box, rects[box.key], inside.get(box.key))),
        sum(math.dist(a, b) for points in routes.values() for a, b in pairwise(points)),
        sum(max(0, len(points) - 2) for points in routes.values()),
    )


def bounds_of(*things: Iterable[Rect | Sequence[Point]]) -> Rect:
    """Return the room that boxes, labels (rectangles) and routes (points) take together; none take none."""
    xs: list[float] = []
    ys: list[float] = []
    for group in things:
        for thing in group:
            if isinstance(thing, Rect):
                xs += [thing.x, thing.x + thing.w]
                ys += [thing.y, thing.y + thing.h]
            else:
                xs += [x for x, _ in thing]
                ys += [y for _, y in thing]
    if not xs:
        return Rect(0, 0, 0, 0)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _runs_through(points: Sequence[Point], rect: Rect) -> bool:
    return rect.w > 0 and rect.h > 0 and any(segment_meets(a, b, rect) for a, b in pairwise(points))


def promise(routes: Sequence[Sequence[Point]], room: Rect) -> float:
    """Return what `Score.badness` may become for lines in this room, as if they all went straight."""
    crossings, _ = _crossings({str(number): points for number, points in enumerate(routes)})
    length = sum(math.dist(a, b) for points in routes for a, b in pairwise(points))
    return Score(crossings, 0, room.w, room.h, length=length).badness


def _crossings(routes: Mapping[str, Sequence[Point]]) -> tuple[int, int]:
    """Return how often lines cross, and how many pairs lie on each other for a while."""
    segments = []
    for number, points in enumerate(routes.values()):
        for a, b in pairwise(points):
            segments.append((min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1]), number, a, b))
    segments.sort(key=lambda one: one[:5])
    crossings = 0
    shared: dict[tuple[int, int], float] = {}
    for index, (_, right, top, bottom, number, a, b) in enumerate(segments):
        for other in range(index + 1, len(segments)):
            left2, _, top2, bottom2, number2, c, d = segments[other]
            if left2 > right:
                break
            if number == number2 or top2 > bottom or bottom2 < top:
                continue
            if segments_cross(a, b, c, d):
                crossings += 1
                continue
            length = shared_length(a, b, c, d, _TIGHT)
            if length:
                pair = (number, number2) if number < number2 else (number2, number)
                shared[pair] = shared.get(pair, 0.0) + length
    return crossings, sum(1 for length in shared.values() if length > _SHARED)


def _label_overlaps(
    labels: Mapping[str, Rect],
    routes: Mapping[str, Sequence[Point]],
    rects: Mapping[str, Rect],
    titles: Mapping[str, Rect],
    parents: set[str | None],
) -> int:
    """Return how often the words of a line cover other words, a box or its title, or another line."""
    count = sum(1 for a, b in combinations(labels.values(), 2) if overlap(a, b) > _TOUCH)
    leaves = [rect for key, rect in rects.items() if key not in parents]
    for key, label in labels.items():
        count += sum(1 for rect in (*leaves, *titles.values()) if overlap(label, rect) > _TOUCH)
        inner = label.grown(-_TOUCH)
        count += sum(1 for other, points in routes.items() if other != key and _runs_through(points, inner))
    return count


def _box_overlaps(view: View, rects: Mapping[str, Rect]) -> int:
    """Return how many pairs of boxes in one box lie on each other, and how many stick out of the box around them."""
    held: dict[str | None, list[str]] = {}
    count = 0
    for box in view.boxes:
        held.setdefault(box.parent, []).append(box.key)
        if box.parent is not None and not rects[box.parent].grown(0.5).contains(rects[box.key]):
            count += 1
    for keys in held.values():
        ordered = sorted((rects[key] for key in keys), key=lambda rect: (rect.x, rect.y))
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                if other.x >= one.x + one.w:
                    break
                count += overlap(one, other) > _TOUCH
    return count


def _ancestors(view: View) -> dict[str, tuple[str, ...]]:
    """Return the boxes around each box; a line may run through those."""
    around: dict[str, tuple[str, ...]] = {}
    for box in view.boxes:
        around[box.key] = () if box.parent is None else (box.parent, *around.get(box.parent, ()))
    return around
