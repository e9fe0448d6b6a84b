"""Where Graphviz puts the boxes of a view with lines, and the room it keeps for the words on them.

Graphviz sees numbered boxes only. Boxes that no line touches come to it as one block for each box around them, packed
in rows of our own, and those at the top stand in rows below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from archrepo.diagrams import dot
from archrepo.diagrams.dot import Cluster, Edge, Node, Placement, Request, Sitting
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.line_svg import label_lines
from archrepo.diagrams.packing import Packed, pack
from archrepo.diagrams.placing.folding import run_folded
from archrepo.diagrams.placing.routes import Stop
from archrepo.diagrams.preparation import feedback_order
from archrepo.diagrams.sizes import INNER, Sizes
from archrepo.diagrams.text import LEADING, Typesetter
from archrepo.views import Line, Point, View

GAP = 24.0
#: Room at the left of each layer for its name.
LAYER_NAME = 170.0
#: The side of the place on a line where another line ends.
KNOT = 6.0


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to ask Graphviz."""

    to_the_right: bool
    node_gap: float
    rank_gap: float
    is_folded: bool = False


@dataclass(slots=True)
class Arranged:
    """Left upper corners, sizes of the boxes that became larger, and the places that lines must pass."""

    places: dict[str, Point] = field(default_factory=dict)
    frames: dict[str, Rect] = field(default_factory=dict)
    stops: dict[str, Stop] = field(default_factory=dict)


def word_room(line: Line, setter: Typesetter, *, is_knot: bool) -> Point | None:
    """Return the room that a line needs on its way: for its words, or for the end of another line; None for none."""
    words, size, width = label_lines(line, setter)
    if words and not is_knot:
        return width + 8, len(words) * size * LEADING + 4
    return (KNOT, KNOT) if is_knot else None


class Arranging:
    """A view with lines on its way through Graphviz, in one variant."""

    def __init__(self, view: View, sizes: Sizes, setter: Typesetter, sitting: Sitting | None = None) -> None:
        """Find out which boxes lines touch, and which lie in which."""
        self._view = view
        self._sizes = sizes
        self._sitting = sitting
        self._setter = setter
        self._by_key = {box.key: box for box in view.boxes}
        self._lines = {line.key: line for line in view.lines}
        self._around: dict[str, tuple[str, ...]] = {}
        self._held: dict[str | None, list[str]] = {}
        for box in view.boxes:
            self._around[box.key] = () if box.parent is None else (box.parent, *self._around.get(box.parent, ()))
            self._held.setdefault(box.parent, []).append(box.key)
        ends = {end for line in view.lines for end in (line.source, line.target) if end in self._by_key}
        touched = ends | {around for key in ends for around in self._around[key]}
        self._layers = list(self._held[None]) if view.arrangement == "layers" else []
        #: Boxes that Graphviz sees as a box around others: something inside them has a line.
        self._clusters = [
            box.key
            for box in view.boxes
            if box.key in self._held and any(key in touched for key in self._held[box.key])
        ]
        inside = set(self._clusters)
        #: Boxes that Graphviz places; what lies inside them comes along.
        self._nodes = [
            box.key
            for box in view.boxes
            if box.key not in inside
            and (box.parent is None or box.parent in inside)
            and (box.key in touched or (self._layers and box.parent is not None))
        ]
        number = {key: index for index, key in enumerate(self._nodes)}
        #: What no line touches, by the box around it, as one block of rows.
        self._blocks: dict[str, tuple[list[str], Packed]] = {}
        if not self._layers:
            for key in self._clusters:
                loose = [each for each in self._held[key] if each not in number and each not in inside]
                if loose:
                    self._blocks[key] = (loose, pack([sizes.of(each) for each in loose], INNER))
        self._loose = [key for key in self._held[None] if key not in number and key not in inside]
        self._number = number
        self._cluster_number = {key: index for index, key in enumerate(self._clusters)}

    def _stand_in(self, key: str) -> int:
        """Return the node that stands for an end of a line: itself, or the middle one of the nodes inside it."""
        if key in self._lines:
            line = self._lines[key]
            return self._stand_in(line.source if line.source in self._by_key else line.target)
        if key in self._number:
            return self._number[key]
        inner = [each for each in self._nodes if key in self._around[each]]
        return self._number[inner[(len(inner) - 1) // 2]]

    def _cluster_of(self, key: str) -> int:
        parent = self._by_key[key].parent
        return -1 if self._layers or parent is None else self._cluster_number[parent]

    def arrange(self, variant: Variant) -> Arranged:
        """Return the places of the boxes in one variant.

        Raises:
            LayoutFault: the layout program is missing, fails or takes too long.
        """
        nodes = [Node(*self._sizes.of(key), self._cluster_of(key)) for key in self._nodes]
        blocks: dict[str, int] = {}
        for key, (_, packed) in self._blocks.items():
            blocks[key] = len(nodes)
            nodes.append(Node(packed.width, packed.height, self._cluster_number[key]))
        layer_of = {key: index for index, layer in enumerate(self._layers) for key in self._held.get(layer, ())}
        drawn = [line for line in self._view.lines if line.source != line.target]
        ends = [(self._stand_in(line.source), self._stand_in(line.target)) for line in drawn]
        order = feedback_order(len(self._nodes), ends)
        knotted = {end for line in drawn for end in (line.source, line.target) if end in self._lines}
        edges: list[Edge] = []
        stops: list[tuple[Line, int]] = []
        for line, (start, end) in zip(drawn, ends, strict=True):
            if start == end:
                continue
            turned = order[start] > order[end]
            if self._layers:
                turned = layer_of.get(line.source, 0) > layer_of.get(line.target, 0)
            if turned:
                start, end = end, start
            room = word_room(line, self._setter, is_knot=line.key in knotted)
            if room is None:
                edges.append(Edge(start, end))
                continue
            nodes.append(Node(*room, self._common_cluster(line)))
            stops.append((line, len(nodes) - 1))
            edges += [Edge(start, len(nodes) - 1), Edge(len(nodes) - 1, end)]
        ranks: list[list[int]] = []
        if self._layers:
            anchors = []
            for layer in self._layers:
                nodes.append(Node(1, 1))
                anchors.append(len(nodes) - 1)
                members = self._held.get(layer, ())
                ranks.append([anchors[-1], *(self._number[key] for key in members if key in self._number)])
            edges += [Edge(above, below) for above, below in pairwise(anchors)]
        clusters = (
            []
            if self._layers
            else [Cluster(self._cluster_of(key), *self._sizes.head_room(self._by_key[key])) for key in self._clusters]
        )
        request = Request(
            nodes, edges, clusters, ranks, variant.to_the_right, "line", variant.node_gap, variant.rank_gap
        )
        answer = (run_folded(request, self._sitting) if variant.is_folded else None) or dot.run(request, self._sitting)
        return self._arranged(answer, blocks, stops, nodes)

    def _common_cluster(self, line: Line) -> int:
        """Return the innermost cluster around both ends, so that words stay with their line."""
        if self._layers:
            return -1
        around_target = self._around.get(line.target, ())
        common = (self._cluster_number[key] for key in self._around.get(line.source, ()) if key in around_target)
        return next(common, -1)

    def _arranged(
        self,
        answer: Placement,
        blocks: Mapping[str, int],
        stops: Sequence[tuple[Line, int]],
        nodes: Sequence[Node],
    ) -> Arranged:
        arranged = Arranged()

        def corner(index: int) -> Point:
            x, y = answer.centres[index]
            return x - nodes[index].width / 2, y - nodes[index].height / 2

        for index, key in enumerate(self._nodes):
            arranged.places[key] = corner(index)
        for key, index in blocks.items():
            left, top = corner(index)
            keys, packed = self._blocks[key]
            for each, (x, y) in zip(keys, packed.places, strict=True):
                arranged.places[each] = (left + x, top + y)
        for line, index in stops:
            rect = Rect(*corner(index), nodes[index].width, nodes[index].height)
            arranged.stops[line.key] = Stop(f"stop of {line.key}", rect, rect.w <= KNOT)
        if self._layers:
            self._frame_layers(arranged, answer)
        else:
            for key, (left, top, right, bottom) in zip(self._clusters, answer.boxes, strict=True):
                arranged.frames[key] = Rect(left, top, right - left, bottom - top)
            self._lower_tops(arranged)
        self._place_loose(arranged)
        return arranged

    def _frame_layers(self, arranged: Arranged, answer: Placement) -> None:
        """Draw the box of each layer over the whole width."""
        places = arranged.places
        left = min([*(x for x, _ in answer.centres), *(x - INNER for x, _ in places.values())]) - LAYER_NAME
        right = max(x + self._sizes.of(key)[0] for key, (x, _) in places.items()) + INNER
        for layer in self._layers:
            members = [key for key in self._held.get(layer, ()) if key in places]
            if members:
                top = min(places[key][1] for key in members) - INNER
                bottom = max(places[key][1] + self._sizes.of(key)[1] for key in members) + INNER
                arranged.frames[layer] = Rect(left, top, right - left, bottom - top)

    def _lower_tops(self, arranged: Arranged) -> None:
        """Take away the room on top of a box that turned out wide enough to need fewer lines for its title."""
        for key in reversed(self._clusters):
            frame = arranged.frames[key]
            tops = [
                arranged.frames[each].y if each in arranged.frames else arranged.places[each][1]
                for each in self._held[key]
            ]
            tops += [
                stop.rect.y for stop in arranged.stops.values() if frame.contains(stop.rect) and stop.rect.y > frame.y
            ]
            top = min(tops) - self._sizes.head(self._by_key[key], frame.w)
            if top > frame.y:
                arranged.frames[key] = Rect(frame.x, top, frame.w, frame.y + frame.h - top)

    def _place_loose(self, arranged: Arranged) -> None:
        """Put the boxes without lines in rows under the rest."""
        loose = [key for key in self._loose if key not in arranged.frames]
        if not loose:
            return
        rects = [Rect(*place, *self._sizes.of(key)) for key, place in arranged.places.items()]
        rects += [*arranged.frames.values(), *(stop.rect for stop in arranged.stops.values())]
        left = min(rect.x for rect in rects)
        below = max(rect.y + rect.h for rect in rects) + 2 * GAP
        width = max(rect.x + rect.w for rect in rects) - left
        packed = pack([self._sizes.of(key) for key in loose], GAP, aspect=max(2.0, width / 120))
        for key, (x, y) in zip(loose, packed.places, strict=True):
            arranged.places[key] = (left + x, below + y)
