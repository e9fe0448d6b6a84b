"""The tracks that lines may run on: between the boxes of a placed view, never on a border, never through words.

A track is a level or upright stretch of free room: beside every box, from every box that has lines, and straight
between boxes that face each other. Tracks meet in nodes; a line goes from node to node. What a line may enter differs
from line to line (only the boxes around its own ends), so each step carries the frames it runs through as bits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archrepo.diagrams.geometry import Rect
from archrepo.views import Point

#: How far a track stays away from a box where there is room, and where there is little.
BESIDE = 18.0
SKIN = 3.0
#: Directions a line may go: up, right, down, left.
UP, RIGHT, DOWN, LEFT = range(4)
#: A port stands at least so far from the corner of its box.
CORNER = 7.0
_NEAR = 8.0
#: Boxes face each other when they have so much of their sides in common.
_FACING = 26.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands in the way: `solids` for every line, `frames` (boxes around others) for lines without an end inside.

    `words` are rectangles of text inside frames. `ports` names the boxes that lines end at.
    """

    solids: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    words: Sequence[Rect] = ()
    ports: frozenset[str] = frozenset()
    #: Boxes with one port in the middle of each side.
    pinned: frozenset[str] = frozenset()
    #: How far the tab of a group stands above its body, at the sides of which lines end.
    tabs: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Tracks:
    """Nodes by number: their places, their neighbours in four directions (-1: none) and the frames on the way there."""

    places: list[Point] = field(default_factory=list)
    steps: list[list[int]] = field(default_factory=list)
    passed: list[list[int]] = field(default_factory=list)
    #: For each box the nodes on its border with the direction that leads away from it.
    ports: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    #: The bit of each frame.
    bits: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class _Track:
    """A stretch at `at` (x of an upright one, y of a level one) from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class _Axis:
    """The stretches of one direction and what blocks them; `flip` swaps x and y, so that one text serves both."""

    flip: bool
    #: (low, high, near, far): blocks a stretch at low < at < high between near and far.
    blocks: list[tuple[float, float, float, float]] = field(default_factory=list)
    tracks: set[_Track] = field(default_factory=set)
    ports: dict[tuple[_Track, float], list[tuple[str, int]]] = field(default_factory=dict)

    def box(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return left, right, top and bottom as this axis sees them."""
        if self.flip:
            return rect.y, rect.y + rect.h, rect.x, rect.x + rect.w
        return rect.x, rect.x + rect.w, rect.y, rect.y + rect.h

    def free(self, at: float, along: float, reach: tuple[float, float]) -> tuple[float, float] | None:
        """Return the free stretch at `at` around `along`; None when that place is blocked."""
        start, end = reach
        for low, high, near, far in self.blocks:
            if low < at < high:
                if far <= along:
                    start = max(start, far)
                elif near >= along:
                    end = min(end, near)
                else:
                    return None
        return (start, end) if end - start > 1 else None


def lay_tracks(ground: Ground, pairs: Iterable[tuple[str, str]]) -> Tracks:
    """Return the tracks of a ground; `pairs` are the ends of the lines, between which straight tracks are laid too."""
    rects = {**ground.solids, **ground.frames}
    reach = _reach(rects.values())
    pairs = tuple(dict.fromkeys(pairs))
    upright = _axis(ground, rects, pairs, reach, flip=False)
    level = _axis(ground, rects, pairs, reach, flip=True)
    return _joined(ground, upright, level)


def _reach(rects: Iterable[Rect]) -> Rect:
    rects = tuple(rects)
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.x + r.w for r in rects), max(r.y + r.h for r in rects)
    return Rect(left, top, right - left, bottom - top).grown(4 * BESIDE)


def _axis(
    ground: Ground, rects: Mapping[str, Rect], pairs: Sequence[tuple[str, str]], reach: Rect, *, flip: bool
) -> _Axis:
    axis = _Axis(flip)
    for rect in (*ground.solids.values(), *ground.words):
        left, right, top, bottom = axis.box(rect)
        axis.blocks.append((left - SKIN, right + SKIN, top - SKIN, bottom + SKIN))
    sides = []
    for rect in ground.frames.values():
        left, right, top, bottom = axis.box(rect)
        axis.blocks += [
            (left - SKIN, left + SKIN, top - SKIN, bottom + SKIN),
            (right - SKIN, right + SKIN, top - SKIN, bottom + SKIN),
        ]
    for rect in rects.values():
        left, right, top, bottom = axis.box(rect)
        sides += [(left, top, bottom), (right, top, bottom)]
    sides.sort()
    bounds = axis.box(reach)
    stretch = bounds[2], bounds[3]
    for rect in (*rects.values(), *ground.words):
        _lay_beside(axis, rect, sides, stretch)
    _lay_ports(axis, ground, rects, pairs, stretch)
    return axis


def _lay_beside(axis: _Axis, rect: Rect, sides: Sequence[tuple[float, float, float]], stretch: Point) -> None:
    """Lay a track along both sides of a box, halfway to its neighbour where that is near."""
    left, right, top, bottom = axis.box(rect)
    middle = (top + bottom) / 2
    start = bisect_right(sides, (right, float("inf"), 0.0))
    gap = next((at - right for at, near, far in sides[start:] if near < bottom and far > top), 4 * BESIDE)
    places = [right + min(BESIDE, gap / 2)]
    if gap > 5 * BESIDE:
        places.append(right + 2 * BESIDE)
    start = bisect_left(sides, (left, float("-inf"), 0.0))
    gap = next((left - at for at, near, far in reversed(sides[:start]) if near < bottom and far > top), 4 * BESIDE)
    places.append(left - min(BESIDE, gap / 2))
    if gap > 5 * BESIDE:
        places.append(left - 2 * BESIDE)
    for at in places:
        found = axis.free(at, middle, stretch)
        if found and not any(
            track.start == found[0] and track.end == found[1] and abs(track.at - at) < _NEAR for track in axis.tracks
        ):
            axis.tracks.add(_Track(at, *found))


def _lay_ports(
    axis: _Axis, ground: Ground, rects: Mapping[str, Rect], pairs: Sequence[tuple[str, str]], stretch: Point
) -> None:
    """Lay tracks from the middle of the sides of boxes with lines, and straight ones between boxes that face."""

    def side(key: str) -> Point:
        left, right, _, _ = axis.box(rects[key])
        return left + (ground.tabs.get(key, 0.0) if axis.flip else 0.0), right

    wanted: dict[str, set[float]] = {}
    for key in ground.ports:
        wanted[key] = {sum(side(key)) / 2}
    for one, other in pairs:
        a, b = side(one), side(other)
        low, high = max(a[0], b[0]), min(a[1], b[1])
        middles = [sum(each) / 2 for each in (a, b)]
        pinned = [middle for key, middle in zip((one, other), middles, strict=True) if key in ground.pinned]
        if pinned:
            at = pinned[0]
        elif high - low < min(_FACING, a[1] - a[0], b[1] - b[0]):
            continue
        else:
            inside = (middle for middle in middles if low + CORNER <= middle <= high - CORNER)
            at = next(inside, (low + high) / 2)
        if low + CORNER <= at <= high - CORNER:
            wanted[one].add(at)
            wanted[other].add(at)
    away, back = (LEFT, RIGHT) if axis.flip else (UP, DOWN)
    for key, places in sorted(wanted.items()):
        _, _, top, bottom = axis.box(rects[key])
        is_frame = key in ground.frames
        for at in sorted(places):
            ends_ = [(top, top - SKIN, away), (bottom, bottom + SKIN, back)]
            if is_frame:
                ends_ += [(top, top + SKIN, back), (bottom, bottom - SKIN, away)]
            for border, outside, direction in ends_:
                found = axis.free(at, outside, stretch)
                if found is None:
                    continue
                track = _Track(at, min(found[0], border), max(found[1], border))
                if is_frame:
                    track = _Track(at, *found)
                axis.tracks.add(track)
                axis.ports.setdefault((track, border), []).append((key, direction))


def _joined(ground: Ground, upright: _Axis, level: _Axis) -> Tracks:
    """Return the nodes where tracks meet or end at a box, linked to their neighbours."""
    tracks = Tracks(bits={key: 1 << index for index, key in enumerate(ground.frames)})
    numbers: dict[Point, int] = {}

    def node(place: Point) -> int:
        number = numbers.get(place)
        if number is None:
            number = numbers[place] = len(tracks.places)
            tracks.places.append(place)
            tracks.steps.append([-1, -1, -1, -1])
            tracks.passed.append([0, 0, 0, 0])
        return number

    levels = sorted(level.tracks)
    heights = [track.at for track in levels]
    on_level: dict[_Track, set[float]] = {track: set() for track in levels}
    on_upright: dict[_Track, set[float]] = {}
    for track in sorted(upright.tracks):
        met = on_upright[track] = set()
        for across in levels[bisect_left(heights, track.start) : bisect_right(heights, track.end)]:
            if across.start <= track.at <= across.end:
                met.add(across.at)
                on_level[across].add(track.at)
    for axis, met_on, out in ((upright, on_upright, DOWN), (level, on_level, RIGHT)):
        for ending, border in axis.ports:
            met_on[ending].add(border)
        for track, met in met_on.items():
            bands = [
                (top, bottom, tracks.bits[key])
                for key, rect in ground.frames.items()
                for left, right, top, bottom in (axis.box(rect),)
                if left < track.at < right
            ]
            ordered = sorted(met)
            nodes = [node((at, track.at) if axis.flip else (track.at, at)) for at in ordered]
            for index in range(len(nodes) - 1):
                one, other, start, end = nodes[index], nodes[index + 1], ordered[index], ordered[index + 1]
                tracks.steps[one][out] = other
                tracks.steps[other][(out + 2) % 4] = one
                mask = 0
                for top, bottom, bit in bands:
                    if top < end and bottom > start:
                        mask |= bit
                tracks.passed[one][out] = tracks.passed[other][(out + 2) % 4] = mask
        for (ending, border), boxes in axis.ports.items():
            number = node((border, ending.at) if axis.flip else (ending.at, border))
            for key, direction in boxes:
                if (number, direction) not in tracks.ports.setdefault(key, []):
                    tracks.ports[key].append((number, direction))
    return tracks
