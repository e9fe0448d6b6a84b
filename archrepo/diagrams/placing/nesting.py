"""Boxes arranged from the inside out: each box around others is laid out by itself, then stands as one box in its own.

What lies together stays compact however deep it is nested. Graphviz is asked once for each box in which lines run from
one thing to another; boxes that have no such lines are packed in rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from archrepo.diagrams import dot
from archrepo.diagrams.dot import Edge, Node, Request, Sitting
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.packing import pack
from archrepo.diagrams.placing.arranging import KNOT, Arranged, Variant, word_room
from archrepo.diagrams.placing.folding import run_folded
from archrepo.diagrams.placing.routes import Stop
from archrepo.diagrams.preparation import feedback_order
from archrepo.diagrams.sizes import Sizes
from archrepo.diagrams.text import Typesetter
from archrepo.views import Line, Point, View

#: Room between boxes where lines may have to pass, and between them and the box around them.
ALLEY = 28.0
EDGE = 24.0
_WANTED = 1.6


class Nesting:
    """A view with lines, arranged level by level."""

    def __init__(self, view: View, sizes: Sizes, setter: Typesetter, sitting: Sitting | None = None) -> None:
        """Find out at which level each line runs from one thing to another."""
        self._view = view
        self._sizes = sizes
        self._sitting = sitting
        self._by_key = {box.key: box for box in view.boxes}
        self._held: dict[str | None, list[str]] = {}
        around: dict[str, tuple[str | None, ...]] = {}
        for box in view.boxes:
            self._held.setdefault(box.parent, []).append(box.key)
            above = around[box.parent] if box.parent is not None else (None,)
            around[box.key] = (box.key, *above)
        lines = {line.key: line for line in view.lines}
        knotted = {end for line in view.lines for end in (line.source, line.target) if end in lines}
        self._touched: set[str | None] = set()
        #: Under each box around others (None: the top) the lines between two things in it.
        self._level: dict[str | None, list[tuple[Line, str, str]]] = {}
        self._rooms: dict[str, Point] = {}
        for line in view.lines:
            ends = [self._end(lines, end) for end in (line.source, line.target)]
            for end in ends:
                self._touched.update(around[end][1:])
            chain, other = around[ends[0]], around[ends[1]]
            common = next(key for key in chain if key in other)
            if common in ends:
                continue
            first = chain[chain.index(common) - 1]
            second = other[other.index(common) - 1]
            assert first is not None and second is not None
            self._level.setdefault(common, []).append((line, first, second))
            room = word_room(line, setter, is_knot=line.key in knotted)
            if room is not None:
                self._rooms[line.key] = room

    def _end(self, lines: Mapping[str, Line], key: str) -> str:
        """Return the box at an end of a line, also when it ends in another line."""
        while key not in self._by_key:
            line = lines[key]
            key = line.source if line.source in self._by_key else line.target
        return key

    @property
    def has_parts(self) -> bool:
        """Tell whether lines enter a box around others, or the view falls apart into groups without lines between."""
        return len(self._touched) > 1 or len(_components(self._held[None], self._level.get(None, []))) > 1

    def arrange(self, variant: Variant) -> Arranged:
        """Return the places of the boxes in one variant.

        Raises:
            LayoutFault: the layout program is missing, fails or takes too long.
        """
        inner: dict[str, Point] = {}
        stops: dict[str, tuple[str | None, Rect]] = {}
        size: dict[str, Point] = {}
        for box in reversed(self._view.boxes):
            if box.key in self._touched:
                wide, high = self._lay(box.key, variant, size, inner, stops)
                head, least = self._sizes.head_room(box)
                width = max(wide + 2 * EDGE, least)
                head = max(self._sizes.head(box, width), EDGE) if box.label.strip() else EDGE
                size[box.key] = (width, high + head + EDGE)
                for key in self._held[box.key]:
                    inner[key] = (inner[key][0] + EDGE, inner[key][1] + head)
                for name, (parent, rect) in list(stops.items()):
                    if parent == box.key:
                        stops[name] = (parent, Rect(rect.x + EDGE, rect.y + head, rect.w, rect.h))
            else:
                size[box.key] = self._sizes.of(box.key)
        self._lay(None, variant, size, inner, stops)
        arranged = Arranged()
        at: dict[str | None, Point] = {None: (0.0, 0.0)}
        for box in self._view.boxes:
            if box.parent is not None and box.parent not in self._touched:
                continue
            left, top = at[box.parent]
            x, y = inner[box.key]
            at[box.key] = (left + x, top + y)
            if box.key in self._touched:
                arranged.frames[box.key] = Rect(left + x, top + y, *size[box.key])
            else:
                arranged.places[box.key] = (left + x, top + y)
        for name, (parent, rect) in stops.items():
            left, top = at[parent]
            arranged.stops[name] = Stop(
                f"stop of {name}", Rect(rect.x + left, rect.y + top, rect.w, rect.h), rect.w <= KNOT
            )
        return arranged

    def _lay(
        self,
        parent: str | None,
        variant: Variant,
        size: Mapping[str, Point],
        inner: dict[str, Point],
        stops: dict[str, tuple[str | None, Rect]],
    ) -> Point:
        """Place what lies directly in `parent`, from its upper left corner, and return the room taken."""
        lines = self._level.get(parent, [])
        joined = {end for _, first, second in lines for end in (first, second)}
        loose = [key for key in self._held[parent] if key not in joined]
        graphs = [self._graph(keys, own, variant, size) for keys, own in _components(self._held[parent], lines)]
        rooms = [(max(r.x + r.w for r in rects.values()), max(r.y + r.h for r in rects.values())) for rects in graphs]
        alley = max(ALLEY, variant.node_gap - 4)
        packed = pack(rooms, alley)
        for rects, (left, top) in zip(graphs, packed.places, strict=True):
            for key, rect in rects.items():
                if key in joined:
                    inner[key] = (left + rect.x, top + rect.y)
                else:
                    stops[key] = (parent, Rect(left + rect.x, top + rect.y, rect.w, rect.h))
        if not loose:
            return packed.width, packed.height
        rows = pack([size[key] for key in loose], alley)
        x = y = 0.0
        if graphs:
            x, y = _beside((packed.width, packed.height), (rows.width, rows.height), alley)
            if y:
                # Below something wide, the rows may be as wide.
                area = sum((size[key][0] + alley) * (size[key][1] + alley) for key in loose)
                rows = pack([size[key] for key in loose], alley, max(_WANTED, packed.width**2 / area))
        for key, (left, top) in zip(loose, rows.places, strict=True):
            inner[key] = (left + x, top + y)
        return max(packed.width, x + rows.width), max(packed.height, y + rows.height)

    def _graph(
        self, keys: Sequence[str], lines: Sequence[tuple[Line, str, str]], variant: Variant, size: Mapping[str, Point]
    ) -> dict[str, Rect]:
        """Return where Graphviz puts boxes and, under the keys of lines, the room for words, from (0, 0)."""
        number = {key: index for index, key in enumerate(keys)}
        nodes = [Node(*size[key]) for key in keys]
        names = list(keys)
        ends = [(number[first], number[second]) for _, first, second in lines]
        order = feedback_order(len(keys), ends)
        edges: list[Edge] = []
        for (line, _, _), (start, end) in zip(lines, ends, strict=True):
            if order[start] > order[end]:
                start, end = end, start
            room = self._rooms.get(line.key)
            if room is None:
                edges.append(Edge(start, end))
                continue
            nodes.append(Node(*room))
            names.append(line.key)
            edges += [Edge(start, len(nodes) - 1), Edge(len(nodes) - 1, end)]
        request = Request(nodes, edges, (), (), variant.to_the_right, "line", variant.node_gap, variant.rank_gap)
        answer = (run_folded(request, self._sitting) if variant.is_folded else None) or dot.run(request, self._sitting)
        rects = {
            name: Rect(x - node.width / 2, y - node.height / 2, node.width, node.height)
            for name, node, (x, y) in zip(names, nodes, answer.centres, strict=True)
        }
        left, top = min(rect.x for rect in rects.values()), min(rect.y for rect in rects.values())
        return {name: Rect(rect.x - left, rect.y - top, rect.w, rect.h) for name, rect in rects.items()}


def _components(
    keys: Sequence[str], lines: Sequence[tuple[Line, str, str]]
) -> list[tuple[list[str], list[tuple[Line, str, str]]]]:
    """Return the groups of things that hang together by lines, with these; things without lines are in none."""
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    for _, first, second in lines:
        group[root(second)] = root(first)
    found: dict[str, tuple[list[str], list[tuple[Line, str, str]]]] = {}
    for key in keys:
        if key in group:
            found.setdefault(root(key), ([], []))[0].append(key)
    for each in lines:
        found[root(each[1])][1].append(each)
    return list(found.values())


def _beside(one: Point, other: Point, alley: float) -> Point:
    """Return where a second block goes: to the right of the first or below it, whichever has the better shape."""
    right = (one[0] + alley + other[0], max(one[1], other[1]))
    below = (max(one[0], other[0]), one[1] + alley + other[1])

    def badness(room: Point) -> float:
        return abs(math.log(room[0] / room[1] / _WANTED)) + math.log(room[0] * room[1])

    return (one[0] + alley, 0.0) if badness(right) < badness(below) else (0.0, one[1] + alley)
