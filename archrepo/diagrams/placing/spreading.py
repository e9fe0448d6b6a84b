"""Lines on one track, laid side by side: in the order in which they turn off, with the room that the channel has.

A stretch of a line may slide across its direction between the boxes beside it, and along the side of the box where it
ends. Stretches that lie beside each other get a distance; the order is such that lines that run together and part again
do not cross.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.placing.tracks import CORNER, Ground
from archrepo.views import Point

#: Wanted distance between two lines side by side; less where there is no room.
APART = 9.0
#: The same for two that end at one box, so that their arrowheads stand free.
HEADS_APART = 15.0
_TIGHTER = 0.75
_TRIES = 16
#: Distance of a line from a box it passes, where there is room.
CLEAR = 8.0
#: Distance from the box where the line ends, so that its arrowhead stands free.
HEAD = 20.0


@dataclass(frozen=True, slots=True)
class Leg:
    """A line or a part of one, as node numbers from border to border, and the boxes at its ends."""

    nodes: tuple[int, ...]
    source: str
    target: str


@dataclass(slots=True)
class _Stretch:
    """A straight part of a leg: `at` across, from `start` to `end` along; nodes `first` to `last` of the leg."""

    leg: int
    first: int
    last: int
    at: float
    start: float
    end: float
    low: float = 0.0
    high: float = 0.0
    #: The boxes at whose side it ends.
    ends: frozenset[str] = frozenset()


def spread(legs: Sequence[Leg], places: Sequence[Point], ground: Ground) -> list[list[Point]]:
    """Return the corners of each leg from border to border, side by side where they ran on one track."""
    corners = [_corners(leg.nodes, places) for leg in legs]
    points = [[places[leg.nodes[index]] for index in own] for leg, own in zip(legs, corners, strict=True)]
    for axis in (0, 1):
        _spread_axis(axis, legs, places, ground, corners, points)
    return points


def _corners(nodes: Sequence[int], places: Sequence[Point]) -> list[int]:
    """Return the places in `nodes` where the leg starts, turns and ends."""
    kept = [0]
    for index in range(1, len(nodes) - 1):
        a, b, c = places[nodes[index - 1]], places[nodes[index]], places[nodes[index + 1]]
        if not (a[0] == b[0] == c[0] or a[1] == b[1] == c[1]):
            kept.append(index)
    return [*kept, len(nodes) - 1]


def _spread_axis(
    axis: int,
    legs: Sequence[Leg],
    places: Sequence[Point],
    ground: Ground,
    corners: Sequence[Sequence[int]],
    points: list[list[Point]],
) -> None:
    """Slide the upright stretches (axis 0) or the level ones (axis 1) apart, in place."""
    stretches: list[_Stretch] = []
    for number, own in enumerate(corners):
        for index in range(len(own) - 1):
            a, b = points[number][index], points[number][index + 1]
            one, other = places[legs[number].nodes[own[index]]], places[legs[number].nodes[own[index + 1]]]
            if one[axis] == other[axis] and one != other:
                low, high = sorted((a[1 - axis], b[1 - axis]))
                stretches.append(_Stretch(number, index, index + 1, one[axis], low, high))
    _limit(axis, stretches, legs, ground, points)
    ordered = _in_order(axis, stretches, legs, places, corners)
    for stretch, at in zip(ordered, _solved(ordered), strict=True):
        bends = points[stretch.leg]
        for index in (stretch.first, stretch.last):
            x, y = bends[index]
            bends[index] = (at, y) if axis == 0 else (x, at)


def _limit(
    axis: int, stretches: Sequence[_Stretch], legs: Sequence[Leg], ground: Ground, points: Sequence[Sequence[Point]]
) -> None:
    """Find how far each stretch may slide: to the boxes and borders beside it, and within the sides it ends at."""
    walls: list[tuple[float, float, float, str]] = []
    for key, rect in (*ground.solids.items(), *ground.frames.items()):
        near, far, low, high = _sides(axis, rect)
        walls += [(low, near, far, key), (high, near, far, key)]
    for rect in ground.words:
        near, far, low, high = _sides(axis, rect)
        walls += [(low, near, far, ""), (high, near, far, "")]
    walls.sort()
    for stretch in stretches:
        leg = legs[stretch.leg]
        ends = [key for key, is_end in ((leg.source, stretch.first == 0),) if is_end]
        if stretch.last == len(points[stretch.leg]) - 1:
            ends.append(leg.target)
        stretch.ends = frozenset(ends)
        low, high = stretch.at - 200.0, stretch.at + 200.0
        own = {leg.source, leg.target}
        near_own = [False, False]
        for at, near, far, key in walls:
            if key in ends or far <= stretch.start - 0.01 or near >= stretch.end + 0.01:
                continue
            if at <= stretch.at:
                if at >= low:
                    low, near_own[0] = at, key in own
            else:
                high, near_own[1] = at, key in own
                break
        for side in (0, 1):
            clear = min(HEAD if near_own[side] else CLEAR, (high - low) / (3 if near_own[side] else 4))
            if side == 0:
                stretch.low = low + clear
            else:
                stretch.high = high - clear
        if stretch.low > stretch.high:
            stretch.low = stretch.high = (low + high) / 2
        for key in ends:
            rect = ground.solids.get(key) or ground.frames[key]
            _, _, near, far = _sides(axis, rect)
            near += ground.tabs.get(key, 0.0) if axis == 1 else 0.0
            corner = min(CORNER, (far - near) / 4)
            if key in ground.pinned:
                stretch.low = stretch.high = stretch.at
            else:
                stretch.low = min(max(stretch.low, near + corner), far - corner)
                stretch.high = max(min(stretch.high, far - corner), stretch.low)


def _sides(axis: int, rect: Rect) -> tuple[float, float, float, float]:
    """Return where a box starts and ends along the stretches of an axis, and across them."""
    if axis == 0:
        return rect.y, rect.y + rect.h, rect.x, rect.x + rect.w
    return rect.x, rect.x + rect.w, rect.y, rect.y + rect.h


def _in_order(
    axis: int,
    stretches: Sequence[_Stretch],
    legs: Sequence[Leg],
    places: Sequence[Point],
    corners: Sequence[Sequence[int]],
) -> list[_Stretch]:
    """Return the stretches from low to high; those on one track in the order in which their lines turn off."""
    tracks: dict[float, list[_Stretch]] = {}
    for stretch in stretches:
        tracks.setdefault(stretch.at, []).append(stretch)
    where = [{node: index for index, node in enumerate(leg.nodes)} for leg in legs]
    ordered: list[_Stretch] = []
    for at in sorted(tracks):
        group = tracks[at]
        before: list[set[int]] = [set() for _ in group]
        for i, one in enumerate(group):
            for j in range(i + 1, len(group)):
                other = group[j]
                if one.leg == other.leg or one.end < other.start or other.end < one.start:
                    continue
                side = _side(axis, one, other, legs, places, corners, where)
                if side < 0:
                    before[j].add(i)
                elif side > 0:
                    before[i].add(j)
        left = list(range(len(group)))
        while left:
            first = min(left, key=lambda index: (len(before[index]), index))
            left.remove(first)
            ordered.append(group[first])
            for rest in left:
                before[rest].discard(first)
    return ordered


def _side(
    axis: int,
    one: _Stretch,
    other: _Stretch,
    legs: Sequence[Leg],
    places: Sequence[Point],
    corners: Sequence[Sequence[int]],
    where: Sequence[Mapping[int, int]],
) -> float:
    """Return below zero when `one` must lie on the low side of `other`, above zero on the high side, else 0."""
    nodes, others = legs[one.leg].nodes, legs[other.leg].nodes
    there = where[other.leg]
    first, last = corners[one.leg][one.first], corners[one.leg][one.last]
    common = [index for index in range(first, last + 1) if nodes[index] in there]
    if not common:
        return 0.0
    if len(common) == 1:
        index = common[0]
        return _turn(axis, nodes, index, places) - _turn(axis, others, there[nodes[index]], places)
    start, end = common[0], common[-1]
    sense = 1 if there[nodes[end]] > there[nodes[start]] else -1
    travel = 1 if places[nodes[end]][1 - axis] > places[nodes[start]][1 - axis] else -1
    # Going down, the right hand is the low side of an upright stretch; going right, it is the high side of a level one.
    right_is_high = -travel if axis == 0 else travel
    hand = _parting(nodes, others, end, there[nodes[end]], sense, places, 1)
    if not hand:
        hand = -_parting(nodes, others, start, there[nodes[start]], sense, places, -1)
    if not hand:
        return float(one.leg - other.leg)
    return hand * right_is_high


def _turn(axis: int, nodes: Sequence[int], index: int, places: Sequence[Point]) -> float:
    """Return to which side (-1 low, 1 high) of an axis a leg goes at one of its nodes; 0 when it goes on or ends."""
    here = places[nodes[index]][axis]
    total = 0.0
    for near in (index - 1, index + 1):
        if 0 <= near < len(nodes):
            there = places[nodes[near]][axis]
            total += (there > here) - (there < here)
    return total


def _parting(
    nodes: Sequence[int],
    others: Sequence[int],
    index: int,
    there: int,
    sense: int,
    places: Sequence[Point],
    step: int,
) -> int:
    """Return 1 when the leg of `nodes` goes to the right of the other where they part, -1 to the left, 0 when never.

    Both are followed from a common node, forwards (`step` 1) or backwards along the first of them.
    """
    while True:
        following = index + step
        other_following = there + step * sense
        one = nodes[following] if 0 <= following < len(nodes) else None
        other = others[other_following] if 0 <= other_following < len(others) else None
        if one is not None and one == other:
            index, there = following, other_following
            continue
        came = nodes[index - step]
        mine = _hand(places[came], places[nodes[index]], places[one]) if one is not None else 0
        its = _hand(places[came], places[nodes[index]], places[other]) if other is not None else 0
        return (mine > its) - (mine < its)


def _hand(before: Point, here: Point, after: Point) -> int:
    """Return 1 for a turn to the right hand (y grows downwards), -1 to the left, 0 straight on."""
    cross = (here[0] - before[0]) * (after[1] - here[1]) - (here[1] - before[1]) * (after[0] - here[0])
    return (cross > 0.001) - (cross < -0.001)


def _solved(ordered: Sequence[_Stretch]) -> list[float]:
    """Return where each stretch goes: in the given order, apart, within its limits and near where it was."""
    count = len(ordered)
    beside: list[list[int]] = [[] for _ in range(count)]
    for i, one in enumerate(ordered):
        for j in range(i):
            other = ordered[j]
            if (
                one.leg != other.leg
                and one.low < other.high + HEADS_APART
                and one.start < other.end + 4
                and other.start < one.end + 4
            ):
                beside[i].append(j)
    group = list(range(count))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, near in enumerate(beside):
        for j in near:
            group[root(i)] = root(j)
    members: dict[int, list[int]] = {}
    for index in range(count):
        members.setdefault(root(index), []).append(index)
    result = [stretch.at for stretch in ordered]
    for own in members.values():
        _settle(own, ordered, beside, result)
    return result


def _settle(own: Sequence[int], ordered: Sequence[_Stretch], beside: Sequence[Sequence[int]], out: list[float]) -> None:
    """Write the places of one group of stretches to `out`: apart, and nearer only where there is no room for that."""
    after: dict[int, list[int]] = {index: [] for index in own}
    for index in own:
        for other in beside[index]:
            after[other].append(index)
    apart = {
        (other, index): HEADS_APART if ordered[index].ends & ordered[other].ends else APART
        for index in own
        for other in beside[index]
    }
    for _ in range(_TRIES):
        low: dict[int, float] = {}
        high: dict[int, float] = {}
        for index in own:
            low[index] = max([ordered[index].low, *(low[other] + apart[other, index] for other in beside[index])])
        for index in reversed(own):
            high[index] = min([ordered[index].high, *(high[other] - apart[index, other] for other in after[index])])
        tight = {index for index in own if low[index] > high[index] + 1e-6}
        if not tight:
            break
        for pair in apart:
            if pair[0] in tight and pair[1] in tight:
                apart[pair] *= _TIGHTER
    for index in own:
        low[index] = min(low[index], ordered[index].high)
        high[index] = max(high[index], low[index])
    up: dict[int, float] = {}
    down: dict[int, float] = {}
    for index in own:
        floor = max([low[index], *(up[other] + apart[other, index] for other in beside[index])])
        up[index] = min(max(ordered[index].at, floor), high[index])
    for index in reversed(own):
        ceiling = min([high[index], *(down[other] - apart[index, other] for other in after[index])])
        down[index] = max(min(ordered[index].at, ceiling), low[index])
    for index in own:
        out[index] = (up[index] + down[index]) / 2
