"""What is done when the routes are known: loops at a free corner, and words without a place of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from archrepo.diagrams.geometry import Rect, segment_meets, segments_cross
from archrepo.diagrams.label_places import free_place
from archrepo.diagrams.line_svg import Router, label_lines
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.placing.routes import Stop
from archrepo.diagrams.text import LEADING, Typesetter
from archrepo.views import Line, Point, View

#: How far a loop reaches out of its box, and how far it stands from the corner.
_LOOP = 10.0
_FROM_CORNER = 22.0


def with_routes(
    lines: Sequence[Line], bends: Mapping[str, tuple[Point, ...]], stops: Mapping[str, Stop]
) -> tuple[Line, ...]:
    """Return the lines with their bends; words stand at the stop of their line, as far as it has one."""
    laid = []
    for line in lines:
        stop = stops.get(line.key)
        words_at = stop.rect.center if stop and (line.label or line.modifier) and not stop.is_knot else line.label_point
        laid.append(replace(line, bendpoints=bends.get(line.key, line.bendpoints), label_point=words_at))
    return tuple(laid)


def with_loops(
    view: View, rects: Mapping[str, Rect], titles: Sequence[Rect], stops: Mapping[str, Stop], setter: Typesetter
) -> tuple[View, list[Rect]]:
    """Return the view with its loops and their words in place, and the room that these take from other lines."""
    parents = {box.parent for box in view.boxes}
    solids = [*(rect for key, rect in rects.items() if key not in parents), *titles]
    solids += [stop.rect for stop in stops.values()]
    taken: list[Rect] = []
    lines = list(view.lines)
    for index, line in enumerate(lines):
        if line.source != line.target or line.source not in rects:
            continue
        loop = _loop(rects[line.source], [*solids, *taken], ())
        words, size, width = label_lines(line, setter)
        place = None
        if words:
            room = (width + 4, len(words) * size * LEADING)
            place = free_place(loop, room, [*solids, *taken], ())
            taken.append(_around(place, room))
        lines[index] = replace(line, bendpoints=loop, label_point=place)
    return replace(view, lines=tuple(lines)), taken


def settled(view: View, titles: Sequence[Rect], notation: Notation, setter: Typesetter) -> View:
    """Return a view with routes in which loops and the words that have no place yet cover as little as may be."""
    rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
    parents = {box.parent for box in view.boxes}
    solids = [*(rect for key, rect in rects.items() if key not in parents), *titles]
    looks = {box.key: notation.box(box.kind) for box in view.boxes}
    router = Router(view, rects, looks)
    routes = {line.key: router.points(line) for line in view.lines if line.source != line.target}
    labels: list[Rect] = []
    sizes: dict[str, Point] = {}
    for line in view.lines:
        words, size, width = label_lines(line, setter)
        if words:
            sizes[line.key] = (width + 4, len(words) * size * LEADING)
            if line.label_point is not None:
                labels.append(_around(line.label_point, sizes[line.key]))
    lines = list(view.lines)
    for index, line in enumerate(lines):
        if line.source == line.target and line.source in rects and not line.bendpoints:
            loop = _loop(rects[line.source], [*solids, *labels], list(routes.values()))
            lines[index] = replace(line, bendpoints=loop)
            routes[line.key] = loop
    for index, line in enumerate(lines):
        points = routes.get(line.key, ())
        if line.key in sizes and line.label_point is None and points:
            others = [route for key, route in routes.items() if key != line.key and route]
            place = free_place(points, sizes[line.key], [*solids, *labels], others)
            labels.append(_around(place, sizes[line.key]))
            lines[index] = replace(line, label_point=place)
    return replace(view, lines=tuple(lines))


def _around(middle: Point, size: Point) -> Rect:
    return Rect(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)


def _loop(rect: Rect, solids: Sequence[Rect], routes: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """Return a loop at the corner of a box where it covers and crosses least; the lower right one first."""
    right, bottom = rect.x + rect.w, rect.y + rect.h
    along_x, along_y = min(_FROM_CORNER, rect.w / 2), min(_FROM_CORNER, rect.h / 2)
    loops = []
    for x, outward_x in ((right, 1), (rect.x, -1)):
        for y, outward_y in ((bottom, 1), (rect.y, -1)):
            side, level = (x, y - outward_y * along_y), (x - outward_x * along_x, y)
            far_x, far_y = x + outward_x * _LOOP, y + outward_y * _LOOP
            loops.append((side, (far_x, side[1]), (far_x, far_y), (level[0], far_y), level))
    others = [solid for solid in solids if solid != rect]
    return min(loops, key=lambda loop: _lack(loop, others, routes))


def _lack(loop: Sequence[Point], solids: Sequence[Rect], routes: Sequence[Sequence[Point]]) -> int:
    through = sum(1 for a, b in pairwise(loop) for solid in solids if segment_meets(a, b, solid))
    crossed = sum(
        1
        for a, b in pairwise(loop)
        for route in routes
        for c, d in pairwise(route)
        if segments_cross(a, b, c, d) or segment_meets(c, d, Rect(*a, 0, 0).grown(3))
    )
    return 2 * through + crossed
