"""Which line of a side file belongs to which box of a view, and back.

An element is known by its IRI. A group that only has words is known by them; in another language by what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from archrepo.diagrams import KeptPlace
from archrepo.positions.side_file import (
    BoxName,
    SideFile,
    Spot,
    WordSpot,
    is_set,
    spots_by_name,
    without_sets,
    words_name,
)
from archrepo.views import Box, Line, Point, View

#: What a box that holds leaves of one kind is called by the layout: this, and the key of one of them.
_SET = "set-"
#: What of a strength may not stand in a side file.
_MARK = re.compile(r"[^+A-Za-z0-9-]")


@dataclass(frozen=True, slots=True)
class Matched:
    """The line of each box that has one, and the places for the layout, both under the keys of the boxes."""

    spots: Mapping[str, Spot] = field(default_factory=dict)
    places: Mapping[str, KeptPlace] = field(default_factory=dict)


def matched(view: View, side_file: SideFile) -> Matched:
    """Return which boxes of a view that has yet to be placed have a place, and where that is in the whole view."""
    spots = spots_by_name(side_file.spots)
    own = {without_sets(spot.box): spot for spot in side_file.spots if not is_set(spot.box[0])}
    found = _matches(view, own)
    corners: dict[BoxName, Point | None] = {}

    def corner(box: BoxName) -> Point | None:
        """Return the place in the whole view; None when a box around it has no line."""
        if box not in corners:
            spot = spots.get(box)
            around = corner(box[1:]) if len(box) > 1 else (0.0, 0.0)
            corners[box] = (around[0] + spot.x, around[1] + spot.y) if spot and around else None
        return corners[box]

    places: dict[str, KeptPlace] = {}
    parents = {box.key: box.parent for box in view.boxes}
    for key, spot in found.items():
        at, around = corner(spot.box), parents[key]
        if at is None:
            continue
        if len(spot.box) > 1 and is_set(spot.box[1]):
            group, group_at = spots[spot.box[1:]], corner(spot.box[1:])
            assert group_at is not None, "what lies in a box that has no place has none"
            places[_SET + key] = KeptPlace(*group_at, group.w, group.h, around, group.is_pinned)
            found = {**found, _SET + key: group}
            around = _SET + key
        places[key] = KeptPlace(*at, spot.w, spot.h, around, spot.is_pinned)
    return Matched(found, places | _words(view, side_file.words, found))


def _words(view: View, words: Sequence[WordSpot], found: Mapping[str, Spot]) -> dict[str, KeptPlace]:
    """Return how far the words of lines stand from the middle of their line, under the keys of the lines."""
    known = {(without_sets(spot.source), spot.kind, without_sets(spot.target)): spot for spot in words}
    names = {key: without_sets(name) for key, name in box_names(view, None, found).items()}
    places: dict[str, KeptPlace] = {}
    for line in view.lines:
        if line.source in names and line.target in names:
            spot = known.get((names[line.source], kind_of(line), names[line.target]))
            if spot is not None:
                places[line.key] = KeptPlace(spot.x, spot.y)
    return places


def kind_of(line: Line) -> str:
    """Return what tells a line from others between the same boxes."""
    marks = (line.access or "", "directed" if line.directed else "", _MARK.sub("", line.modifier))
    return ":".join([line.kind, *(mark for mark in marks if mark)])


def words_of(placed: View, asked: View, known: Mapping[str, Spot]) -> tuple[WordSpot, ...]:
    """Return a line for the words of each line of a placed view; of lines that are alike the first."""
    names = box_names(placed, asked, known)
    middles = {
        box.key: ((box.x or 0.0) + (box.w or 0.0) / 2, (box.y or 0.0) + (box.h or 0.0) / 2) for box in placed.boxes
    }
    found: dict[tuple[BoxName, str, BoxName], WordSpot] = {}
    for line in placed.lines:
        if line.label_point is None or line.source not in middles or line.target not in middles:
            continue
        if line.source == line.target:
            continue
        (ax, ay), (bx, by) = middles[line.source], middles[line.target]
        x, y = line.label_point[0] - (ax + bx) / 2, line.label_point[1] - (ay + by) / 2
        source, target = (_whole(names[end]) for end in (line.source, line.target))
        name = (source, kind_of(line), target)
        found.setdefault(name, WordSpot(*name, round(x), round(y)))
    return tuple(found.values())


def _whole(name: BoxName) -> BoxName:
    """Return the name of a box; of a set the name of the box it is called after."""
    first = name[0][1:-1] if is_set(name[0]) else name[0]
    return without_sets((first, *name[1:]))


def _matches(view: View, own: Mapping[BoxName, Spot]) -> dict[str, Spot]:
    names = box_names(view)
    found = {key: own[name] for key, name in names.items() if name in own}
    taken = {spot.box for spot in found.values()}
    loose: dict[BoxName, list[Spot]] = {}
    for name, spot in own.items():
        if spot.box not in taken and any(part.startswith('"') for part in name):
            loose.setdefault(_any_words(name), []).append(spot)
    alike: dict[BoxName, list[str]] = {}
    for key, name in names.items():
        if key not in found and not name[0].startswith('"'):
            alike.setdefault(_any_words(name), []).append(key)
    for name, keys in alike.items():
        spots = loose.get(name, [])
        if len(keys) == len(spots) == 1:
            found[keys[0]] = spots[0]
    for box in reversed(view.boxes):
        if box.key in found and box.parent is not None and box.parent not in found:
            around = own.get(without_sets(found[box.key].box)[1:])
            if around is not None and around not in found.values():
                found[box.parent] = around
    return found


def _any_words(name: BoxName) -> BoxName:
    return tuple('""' if part.startswith('"') else part for part in name)


def box_names(view: View, asked: View | None = None, known: Mapping[str, Spot] | None = None) -> dict[str, BoxName]:
    """Return the name of each box of a view, placed or not; groups by words keep the words they are `known` by.

    `asked` is the view before it was placed, as placing may change the words of a label.
    """
    known = known or {}
    first: dict[str, str] = {}
    names: dict[str, BoxName] = {}
    elements = {box.key: _term(box) for box in (*view.boxes, *(asked.boxes if asked else ()))}
    for box in view.boxes:
        spot = known.get(box.key)
        if spot is not None:
            first[box.key] = spot.box[0]
        elif box.key.startswith(_SET) and box.element is None and box.key.removeprefix(_SET) in elements:
            first[box.key] = "{" + elements[box.key.removeprefix(_SET)] + "}"
        else:
            first[box.key] = elements[box.key]
        around = names[box.parent] if box.parent is not None else ()
        names[box.key] = (first[box.key], *around)
    return names


def _term(box: Box) -> str:
    return f"<{box.element.value}>" if box.element is not None else words_name(box.label.partition("\n")[0])


def spots_of(placed: View, asked: View, known: Mapping[str, Spot], pinned: Collection[str]) -> tuple[Spot, ...]:
    """Return a line for each box of a placed view, in drawing order; `pinned` are keys, `known` the lines it had.

    Of two boxes with one name, which only a question of the user's own can make, the first has a line.
    """
    names = box_names(placed, asked, known)
    corners = {box.key: (box.x or 0.0, box.y or 0.0) for box in placed.boxes}
    spots: dict[BoxName, Spot] = {}
    for box in placed.boxes:
        left, top = corners[box.parent] if box.parent is not None else (0.0, 0.0)
        x, y = corners[box.key]
        spot = Spot(
            names[box.key], round(x - left), round(y - top), _up(box.w or 0), _up(box.h or 0), box.key in pinned
        )
        spots.setdefault(spot.box, spot)
    return tuple(spots.values())


def _up(size: float) -> float:
    return max(1.0, float(-int(-size // 1)))
