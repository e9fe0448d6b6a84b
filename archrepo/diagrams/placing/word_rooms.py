"""Room for the words on lines in a view of which the boxes stand already: where they stood, else on a free place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from archrepo.diagrams.geometry import Rect, overlap
from archrepo.diagrams.placing.arranging import KNOT, word_room
from archrepo.diagrams.placing.routes import Stop
from archrepo.diagrams.text import Typesetter
from archrepo.views import Line, Point, View

if TYPE_CHECKING:
    from archrepo.diagrams.placing.keeping import KeptPlace

#: Room between words and what stands beside them.
_CLEAR = 7.0
_STEP = 14.0
#: So many steps from the middle of its line the search for a free place goes.
_RINGS = 28
#: A step aside from the straight way between both ends counts for more than one along it.
_ASIDE = 1.6


def word_rooms(view: View, setter: Typesetter) -> dict[str, Point]:
    """Return the room that each line needs on its way, under its key: for its words, or where another line ends."""
    keys = {line.key for line in view.lines}
    knotted = {end for line in view.lines for end in (line.source, line.target) if end in keys}
    rooms = ((line, word_room(line, setter, is_knot=line.key in knotted)) for line in view.lines)
    return {line.key: room for line, room in rooms if room is not None and line.source != line.target}


def middle_of(line: Line, rects: Mapping[str, Rect], lines: Mapping[str, Line]) -> Point | None:
    """Return the point midway between the middles of both ends; None when an end has no place."""
    ends: list[Point] = []
    for end in (line.source, line.target):
        if end in rects:
            ends.append(rects[end].center)
        elif end in lines and lines[end].source in rects and lines[end].target in rects:
            (ax, ay), (bx, by) = rects[lines[end].source].center, rects[lines[end].target].center
            ends.append(((ax + bx) / 2, (ay + by) / 2))
    if len(ends) < 2:
        return None
    return (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2


def kept_words(
    view: View, rects: Mapping[str, Rect], rooms: Mapping[str, Point], kept: Mapping[str, KeptPlace]
) -> dict[str, Rect]:
    """Return where the words of lines stood of which both ends have a place, under the keys of the lines."""
    lines = {line.key: line for line in view.lines}
    found: dict[str, Rect] = {}
    for line in view.lines:
        middle, place = middle_of(line, rects, lines), kept.get(line.key)
        if middle is not None and place is not None and line.key in rooms:
            found[line.key] = _around((middle[0] + place.x, middle[1] + place.y), rooms[line.key])
    return found


def stops_beside(
    view: View,
    rects: Mapping[str, Rect],
    titles: Sequence[Rect],
    rooms: Mapping[str, Point],
    kept: Mapping[str, KeptPlace],
) -> dict[str, Stop]:
    """Return what each line must pass: its words where they stood as far as that is free, else on the nearest place.

    A line for whose words no free place is near has no stop.
    """
    lines = {line.key: line for line in view.lines}
    solids = {line.key: _solids(view, line, rects, titles) for line in view.lines if line.key in rooms}
    taken: dict[str, Rect] = {}
    for key, rect in kept_words(view, rects, rooms, kept).items():
        if not any(overlap(rect.grown(-1.5), other) for other in (*solids[key], *taken.values())):
            taken[key] = rect
    for line in view.lines:
        middle = middle_of(line, rects, lines)
        if line.key in taken or line.key not in rooms or middle is None:
            continue
        blocks = [*solids[line.key], *taken.values()]
        found = next(
            (
                rect
                for point in _near(middle, _heading(line, rects))
                for rect in (_around(point, rooms[line.key]),)
                if not any(overlap(rect.grown(_CLEAR), other) for other in blocks)
            ),
            None,
        )
        if found is not None:
            taken[line.key] = found
    return {key: Stop(f"stop of {key}", rect, rect.w <= KNOT) for key, rect in taken.items()}


def _solids(view: View, line: Line, rects: Mapping[str, Rect], titles: Sequence[Rect]) -> list[Rect]:
    """Return what the words of a line may not cover: all boxes but those around its ends, and the borders of these."""
    parents = {box.key: box.parent for box in view.boxes}
    around: set[str] = set()
    for end in (line.source, line.target):
        key = parents.get(end)
        while key is not None:
            around.add(key)
            key = parents[key]
    solids = [*titles, *(rect for key, rect in rects.items() if key not in around)]
    return [*solids, *(edge for key in sorted(around) for edge in _borders(rects[key]))]


def _heading(line: Line, rects: Mapping[str, Rect]) -> Point:
    """Return the direction from source to target, of length 1; level when that is not known."""
    if line.source not in rects or line.target not in rects:
        return 1.0, 0.0
    (ax, ay), (bx, by) = rects[line.source].center, rects[line.target].center
    length = math.dist((ax, ay), (bx, by))
    return ((bx - ax) / length, (by - ay) / length) if length else (1.0, 0.0)


def _near(middle: Point, heading: Point) -> Iterator[Point]:
    """Yield points on a grid around a middle, those along the heading before those aside of it."""
    along_x, along_y = heading

    def far(step: tuple[int, int]) -> float:
        along = step[0] * along_x + step[1] * along_y
        aside = step[1] * along_x - step[0] * along_y
        return math.hypot(along, _ASIDE * aside)

    steps = [(x, y) for x in range(-_RINGS, _RINGS + 1) for y in range(-_RINGS, _RINGS + 1)]
    for x, y in sorted(steps, key=lambda step: (round(far(step), 6), step)):
        yield middle[0] + x * _STEP, middle[1] + y * _STEP


def _around(middle: Point, size: Point) -> Rect:
    return Rect(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)


def _borders(rect: Rect) -> tuple[Rect, ...]:
    right, bottom = rect.x + rect.w, rect.y + rect.h
    return (
        Rect(rect.x - 1, rect.y, 2, rect.h),
        Rect(right - 1, rect.y, 2, rect.h),
        Rect(rect.x, rect.y - 1, rect.w, 2),
        Rect(rect.x, bottom - 1, rect.w, 2),
    )
