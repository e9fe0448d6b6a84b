"""The routes of all lines of a placed view: round every box that is not theirs, level and upright, side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archrepo.diagrams.geometry import Rect, segment_meets
from archrepo.diagrams.placing.finding import Finder, Trip, Way
from archrepo.diagrams.placing.spreading import Leg, spread
from archrepo.diagrams.placing.tracks import Ground, lay_tracks
from archrepo.views import Line, Point, View

#: With more legs than this every line gets one try.
MANY = 120


@dataclass(frozen=True, slots=True)
class Routes:
    """The points of each line between its ends, under its key; the lines that found no way are in `lost`."""

    bends: Mapping[str, tuple[Point, ...]]
    lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on a line that it must pass: the room of its words, or a knot where another line ends."""

    key: str
    rect: Rect
    is_knot: bool = False


def route(
    view: View,
    rects: Mapping[str, Rect],
    words: Sequence[Rect] = (),
    stops: Mapping[str, Stop] | None = None,
    tabs: Mapping[str, float] | None = None,
    rounds: int = 4,
    is_taut: bool = False,
) -> Routes:
    """Return the routes of the lines of a view of which the boxes stand at `rects`.

    `words` are the titles inside boxes, which no line may cover; `stops` hold, under the key of a line, what it must
    pass; `tabs` are the heights of the tabs of groups, beside which no line ends. Lines go level and upright, or taut:
    straight from corner to corner as far as nothing is in the way.
    """
    stops = stops or {}
    stop_of_line = {line: stop.key for line, stop in stops.items()}
    ground = replace(_ground(view, rects, words, stops, stop_of_line), tabs=tabs or {})
    chains = _chains(view)
    legs: list[tuple[Line, str, str]] = []
    for line in view.lines:
        source, target = stop_of_line.get(line.source, line.source), stop_of_line.get(line.target, line.target)
        known = ground.solids.keys() | ground.frames.keys()
        if source not in known or target not in known or source == target:
            continue
        stop = stops.get(line.key)
        legs += [(line, source, target)] if stop is None else [(line, source, stop.key), (line, stop.key, target)]
    if not legs:
        return Routes({}, frozenset())
    tracks = lay_tracks(ground, [(source, target) for _, source, target in legs])
    places = {**ground.solids, **ground.frames}
    trips = [
        Trip(
            source, target, places[target], _allowed(line, chains, tracks.bits), _apart(places[source], places[target])
        )
        for line, source, target in legs
    ]
    ways = Finder(tracks).all_ways(trips, rounds if len(trips) <= MANY else 0)
    found = [(leg, way) for leg, way in zip(legs, ways, strict=True) if way is not None]
    if is_taut:
        points = [
            taut([tracks.places[node] for node in way.nodes], _blocks(line, source, target, ground, chains))
            for (line, source, target), way in found
        ]
    else:
        points = spread([Leg(way.nodes, source, target) for (_, source, target), way in found], tracks.places, ground)
    return _collected(legs, ways, points, stops)


def _ground(
    view: View,
    rects: Mapping[str, Rect],
    words: Sequence[Rect],
    stops: Mapping[str, Stop],
    stop_of_line: Mapping[str, str],
) -> Ground:
    """Return what stands in the way: boxes that no line enters are solid, with all that lies inside them."""
    ends = {stop_of_line.get(end, end) for line in view.lines for end in (line.source, line.target)}
    chains = _chains(view)
    entered = {around for key in ends for around in chains.get(key, ())}
    solids: dict[str, Rect] = {}
    frames: dict[str, Rect] = {}
    for box in view.boxes:
        if box.key in entered:
            frames[box.key] = rects[box.key]
        elif box.parent is None or box.parent in frames:
            solids[box.key] = rects[box.key]
    solids |= {stop.key: stop.rect for stop in stops.values()}
    ports = frozenset(key for key in ends if key in solids or key in frames) | {stop.key for stop in stops.values()}
    heads = [rect for rect in words if not any(solid.contains(rect) for solid in solids.values())]
    return Ground(solids, frames, heads, ports, frozenset(stop.key for stop in stops.values()))


def _chains(view: View) -> dict[str, tuple[str, ...]]:
    """Return the boxes around each box, the nearest first."""
    chains: dict[str, tuple[str, ...]] = {}
    for box in view.boxes:
        chains[box.key] = () if box.parent is None else (box.parent, *chains.get(box.parent, ()))
    return chains


def _allowed(line: Line, chains: Mapping[str, tuple[str, ...]], bits: Mapping[str, int]) -> int:
    """Return the frames that a line may be in, as bits: those around its ends."""
    mask = 0
    for end in (line.source, line.target):
        for key in chains.get(end, ()):
            mask |= bits.get(key, 0)
    return mask


def _blocks(line: Line, source: str, target: str, ground: Ground, chains: Mapping[str, tuple[str, ...]]) -> list[Rect]:
    """Return what a slanting line may not touch: boxes that are not its own, and titles."""
    own = {source, target, *chains.get(line.source, ()), *chains.get(line.target, ())}
    blocks = [rect.grown(4) for key, rect in (*ground.solids.items(), *ground.frames.items()) if key not in own]
    return [*blocks, *ground.words, *(rect.grown(-1) for key in (source, target) if (rect := ground.solids.get(key)))]


def taut(points: Sequence[Point], blocks: Sequence[Rect]) -> list[Point]:
    """Return the line pulled taut: corners go as long as the straight way past them meets none of the blocks."""
    corners = thinned(points)
    near = [rect for rect in blocks if _meets_bounds(rect, corners)]
    kept = [corners[0]]
    index = 0
    while index < len(corners) - 1:
        following = len(corners) - 1
        while following > index + 1 and any(segment_meets(corners[index], corners[following], rect) for rect in near):
            following -= 1
        kept.append(corners[following])
        index = following
    return kept


def _meets_bounds(rect: Rect, points: Sequence[Point]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return rect.x < max(xs) and rect.x + rect.w > min(xs) and rect.y < max(ys) and rect.y + rect.h > min(ys)


def _apart(one: Rect, other: Rect) -> float:
    """Return how far two boxes are from each other, measured level and upright."""
    aside = max(one.x - other.x - other.w, other.x - one.x - one.w, 0.0)
    above = max(one.y - other.y - other.h, other.y - one.y - one.h, 0.0)
    return aside + above


def _collected(
    legs: Sequence[tuple[Line, str, str]],
    ways: Sequence[Way | None],
    points: Sequence[Sequence[Point]],
    stops: Mapping[str, Stop],
) -> Routes:
    bends: dict[str, list[Point]] = {}
    lost: set[str] = set()
    index = 0
    #: Where a line ends in another line, it goes on to the very middle of the knot there.
    middles = {stop.key: stop.rect.center for stop in stops.values() if stop.is_knot}
    for (line, source, target), way in zip(legs, ways, strict=True):
        knots = {key: middle for key, middle in middles.items() if line.key not in stops or stops[line.key].key != key}
        own = bends.setdefault(line.key, [])
        if way is None:
            lost.add(line.key)
            continue
        if own and line.key in stops:
            own.append(stops[line.key].rect.center)
        own += points[index]
        index += 1
        if target in knots:
            own.append(knots[target])
        elif source in knots:
            own.insert(0, knots[source])
    return Routes({key: tuple(thinned(own)) for key, own in bends.items() if key not in lost}, frozenset(lost))


def thinned(points: Sequence[Point]) -> list[Point]:
    """Return the ends and the corners: points on the straight line between their neighbours are left out."""
    kept: list[Point] = []
    for index, point in enumerate(points):
        if kept and math.dist(kept[-1], point) < 0.05:
            continue
        if kept and index < len(points) - 1:
            (ax, ay), (bx, by) = kept[-1], points[index + 1]
            if abs((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) < 0.5:
                continue
        kept.append(point)
    return kept
