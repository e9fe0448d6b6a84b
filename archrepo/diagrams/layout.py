"""Placing a generated view: prepared, tried in a few ways, and the best kept.

Graphviz gives coordinates only; boxes without lines never reach it, because rows of our own read better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archrepo.diagrams import dot
from archrepo.diagrams.dot import Cluster, Edge, Node, Placement, Request
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.line_svg import Router, label_lines
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.packing import pack
from archrepo.diagrams.preparation import cut_lines, feedback_order, gather_leaves, merge_lines
from archrepo.diagrams.scoring import Score, score
from archrepo.diagrams.sizes import HEAD, INNER, Sizes
from archrepo.diagrams.text import LEADING, Typesetter
from archrepo.language import Language
from archrepo.views import Line, Point, View

GAP = 24.0
#: Room at the left of each layer for its name.
LAYER_NAME = 170.0
#: More lines than this make no picture.
MOST_LINES = 70
#: Above this many boxes only one layout is tried.
MOST_TRIED = 150


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to ask Graphviz."""

    to_the_right: bool
    splines: str
    node_gap: float
    rank_gap: float


def place(view: View, setter: Typesetter, notation: Notation, language: Language) -> View:
    """Return `view` with coordinates: rows when it has no lines, else the best of a few layouts.

    Raises:
        LayoutFault: the layout program is missing, fails or takes too long.
    """
    view = cut_lines(gather_leaves(merge_lines(view), notation, language), MOST_LINES)
    sizes = Sizes(view, setter)
    if not view.lines:
        return _rows(view, sizes)
    best: tuple[float, View] | None = None
    for variant in _variants(view):
        placed = _Graph(view, sizes, setter, variant).placed()
        badness = measure(placed, notation).badness
        if best is None or badness < best[0]:
            best = (badness, placed)
    assert best is not None
    return best[1]


def measure(view: View, notation: Notation) -> Score:
    """Return the score of a placed view."""
    rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
    router = Router(view, rects, {box.key: notation.box(box.kind) for box in view.boxes})
    return score(view, {line.key: router.points(line) for line in view.lines})


def _variants(view: View) -> Iterator[Variant]:
    """Yield the ways to try, the likeliest first."""
    if view.arrangement == "layers":
        yield Variant(False, "polyline", 24, 60)
        if len(view.boxes) <= MOST_TRIED:
            yield Variant(False, "polyline", 40, 90)
            yield Variant(False, "line", 30, 80)
        return
    first = view.arrangement == "flow"
    yield Variant(first, "polyline", 28, 44)
    if len(view.boxes) <= MOST_TRIED:
        yield Variant(not first, "polyline", 28, 44)
        yield Variant(first, "polyline", 44, 70)
        yield Variant(first, "line", 36, 60)
        yield Variant(not first, "polyline", 44, 70)
        yield Variant(first, "spline", 44, 70)


def _rows(view: View, sizes: Sizes) -> View:
    """Return a view without lines, packed in rows on every level."""
    tops = [box.key for box in view.boxes if box.parent is None]
    packed = pack([sizes.of(key) for key in tops], GAP)
    places = dict(zip(tops, packed.places, strict=True))
    return _finished(view, sizes, places, {}, ())


def _finished(
    view: View,
    sizes: Sizes,
    places: Mapping[str, Point],
    frames: Mapping[str, tuple[Point, Point]],
    lines: Sequence[Line],
) -> View:
    """Return the view with its boxes at `places`, boxes inside them packed, and `frames` (place and size) as given."""
    at = dict(places)
    size = {box.key: sizes.of(box.key) for box in view.boxes}
    for key, (place_, size_) in frames.items():
        at[key], size[key] = place_, size_
    for box in view.boxes:
        if box.key not in at:
            assert box.parent is not None
            left, top = at[box.parent]
            x, y = sizes.inside(box.key)
            at[box.key] = (left + x, top + y)
    boxes = tuple(
        replace(box, x=at[box.key][0], y=at[box.key][1], w=size[box.key][0], h=size[box.key][1]) for box in view.boxes
    )
    left = min((box.x or 0.0 for box in boxes), default=0.0)
    top = min((box.y or 0.0 for box in boxes), default=0.0)
    return replace(
        view,
        boxes=boxes,
        lines=tuple(lines),
        x=left,
        y=top,
        width=max(((box.x or 0) + (box.w or 0) for box in boxes), default=0.0) - left,
        height=max(((box.y or 0) + (box.h or 0) for box in boxes), default=0.0) - top,
    )


class _Graph:
    """A view with lines on its way through Graphviz, in one variant."""

    def __init__(self, view: View, sizes: Sizes, setter: Typesetter, variant: Variant) -> None:
        self._view = view
        self._sizes = sizes
        self._setter = setter
        self._variant = variant
        ends = {end for line in view.lines for end in (line.source, line.target)}
        self._by_key = {box.key: box for box in view.boxes}
        parents = {box.parent for box in view.boxes if box.parent}
        touched_inside: set[str] = set()
        for key in ends:
            touched_inside.update(self._around(key))
        self._layers = [box.key for box in view.boxes if box.parent is None] if view.arrangement == "layers" else []
        #: Boxes that Graphviz sees as a box around others: something inside them has a line.
        self._clusters = [box.key for box in view.boxes if box.key in parents and box.key in touched_inside]
        inside = set(self._clusters)
        #: Boxes that Graphviz places; what lies inside them comes along.
        self._nodes = [
            box.key
            for box in view.boxes
            if box.key not in inside
            and (box.parent is None or box.parent in inside)
            and (box.key in ends or box.parent is not None)
        ]
        self._loose = [
            box.key for box in view.boxes if box.parent is None and box.key not in inside and box.key not in ends
        ]
        self._number = {key: index for index, key in enumerate(self._nodes)}

    def _around(self, key: str) -> tuple[str, ...]:
        box = self._by_key.get(key)
        return () if box is None or box.parent is None else (box.parent, *self._around(box.parent))

    def _stand_in(self, key: str) -> str:
        """Return the node that stands for an end of a line: itself, or the first node inside a cluster."""
        while key not in self._number:
            key = next(box.key for box in self._view.boxes if box.parent == key)
        return key

    def placed(self) -> View:
        """Return the view placed."""
        is_layered = bool(self._layers)
        cluster_number = {key: index for index, key in enumerate(self._clusters)}

        def cluster_of(key: str) -> int:
            parent = self._by_key[key].parent
            return -1 if is_layered or parent is None else cluster_number[parent]

        nodes = [Node(*self._sizes.of(key), cluster_of(key)) for key in self._nodes]
        layer_of = {key: index for index, layer in enumerate(self._layers) for key in self._members(layer)}
        edges: list[Edge] = []
        legs: list[tuple[Line, list[int], bool]] = []
        order = feedback_order(
            len(nodes),
            [
                (self._number[self._stand_in(a.source)], self._number[self._stand_in(a.target)])
                for a in self._view.lines
            ],
        )
        for line in self._view.lines:
            start, end = self._number[self._stand_in(line.source)], self._number[self._stand_in(line.target)]
            turned = order[start] > order[end]
            if is_layered:
                turned = layer_of.get(line.source, 0) > layer_of.get(line.target, 0)
            if turned:
                start, end = end, start
            words, size, width = label_lines(line, self._setter)
            if words and start != end:
                nodes.append(
                    Node(width + 8, len(words) * size * LEADING + 4, self._common_cluster(line, cluster_number))
                )
                edges += [Edge(start, len(nodes) - 1), Edge(len(nodes) - 1, end)]
                legs.append((line, [len(edges) - 2, len(edges) - 1], turned))
            else:
                edges.append(Edge(start, end))
                legs.append((line, [len(edges) - 1], turned))
        ranks: list[list[int]] = []
        if is_layered:
            anchors = []
            for layer in self._layers:
                nodes.append(Node(1, 1))
                anchors.append(len(nodes) - 1)
                ranks.append([anchors[-1], *(self._number[key] for key in self._members(layer) if key in self._number)])
            edges += [Edge(above, below) for above, below in pairwise(anchors)]
        clusters = [] if is_layered else [Cluster(cluster_of(key), HEAD) for key in self._clusters]
        variant = self._variant
        answer = dot.run(
            Request(
                nodes, edges, clusters, ranks, variant.to_the_right, variant.splines, variant.node_gap, variant.rank_gap
            )
        )
        return self._view_of(answer, legs, edges)

    def _members(self, layer: str) -> list[str]:
        return [box.key for box in self._view.boxes if box.parent == layer]

    def _common_cluster(self, line: Line, numbers: Mapping[str, int]) -> int:
        """Return the innermost cluster around both ends, so that a label stays with its line."""
        if self._layers:
            return -1
        around_target = self._around(line.target)
        return next((numbers[key] for key in self._around(line.source) if key in around_target), -1)

    def _view_of(self, answer: Placement, legs: Sequence[tuple[Line, list[int], bool]], edges: Sequence[Edge]) -> View:
        places: dict[str, Point] = {}
        for key, (x, y) in zip(self._nodes, answer.centres, strict=False):
            width, height = self._sizes.of(key)
            places[key] = (x - width / 2, y - height / 2)
        frames = self._frames(answer, places)
        lines = []
        for line, numbers, turned in legs:
            bends: list[Point] = []
            for number in numbers:
                if bends or number != numbers[0]:
                    bends.append(answer.centres[edges[number].source])
                bends += answer.bends[number][1:-1]
            middle = answer.centres[edges[numbers[0]].target] if len(numbers) == 2 else None
            straight = line.source not in self._number or line.target not in self._number
            route = [] if straight and middle is None else [middle] if straight and middle else _thinned(bends)
            lines.append(replace(line, bendpoints=tuple(reversed(route) if turned else route), label_point=middle))
        self._place_loose(places, frames)
        return _finished(self._view, self._sizes, places, frames, lines)

    def _frames(self, answer: Placement, places: Mapping[str, Point]) -> dict[str, tuple[Point, Point]]:
        """Return place and size of the boxes around others: Graphviz' clusters, or full-width layers."""
        if not self._layers:
            return {
                key: ((left, top), (right - left, bottom - top))
                for key, (left, top, right, bottom) in zip(self._clusters, answer.boxes, strict=True)
            }
        left = min(x for x, _ in answer.centres)
        for x, _ in places.values():
            left = min(left, x - INNER)
        left -= LAYER_NAME
        right = max(places[key][0] + self._sizes.of(key)[0] for key in places) + INNER
        frames: dict[str, tuple[Point, Point]] = {}
        for layer in self._layers:
            members = [key for key in self._members(layer) if key in places]
            if members:
                top = min(places[key][1] for key in members) - INNER
                bottom = max(places[key][1] + self._sizes.of(key)[1] for key in members) + INNER
                frames[layer] = ((left, top), (right - left, bottom - top))
        return frames

    def _place_loose(self, places: dict[str, Point], frames: Mapping[str, tuple[Point, Point]]) -> None:
        """Put the boxes without lines in rows under the rest."""
        loose = [key for key in self._loose if key not in frames]
        if not loose:
            return
        bottoms = [places[key][1] + self._sizes.of(key)[1] for key in places]
        bottoms += [top + height for (_, top), (_, height) in frames.values()]
        rights = [places[key][0] + self._sizes.of(key)[0] for key in places]
        below, width = max(bottoms, default=0.0) + 2 * GAP, max(rights, default=600.0)
        packed = pack([self._sizes.of(key) for key in loose], GAP, aspect=max(2.0, width / 120))
        for key, (x, y) in zip(loose, packed.places, strict=True):
            places[key] = (x, y + below)


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Return the corners only: points on the straight line between their neighbours are left out."""
    kept: list[Point] = []
    for index, point in enumerate(points):
        if 0 < index < len(points) - 1:
            (ax, ay), (bx, by) = kept[-1], points[index + 1]
            if abs((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) < 2.0:
                continue
        kept.append(point)
    return kept
