"""Placing a view: prepared, arranged in a few ways, lines led round the boxes, and the best kept.

Graphviz says where boxes stand; the lines and their words are laid by ourselves (`placing`), because no line may run
through a box that is not its own and no words may lie on anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from archrepo.diagrams.dot import LayoutFault, Sitting, SlowFault
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.packing import pack
from archrepo.diagrams.placing.arranging import GAP, Arranged, Arranging, Variant
from archrepo.diagrams.placing.keeping import KeptPlace, keep
from archrepo.diagrams.placing.nesting import Nesting
from archrepo.diagrams.placing.routes import Stop, route
from archrepo.diagrams.placing.settling import settled, with_loops, with_routes
from archrepo.diagrams.placing.word_rooms import stops_beside, word_rooms
from archrepo.diagrams.preparation import cut_lines, gather_leaves, merge_lines, with_sound_ends, without_lines
from archrepo.diagrams.scoring import bounds_of, promise, score
from archrepo.diagrams.sizes import Sizes, insides
from archrepo.diagrams.text import Typesetter
from archrepo.language import Language, Text
from archrepo.views import Line, Point, View

#: More lines than this make no picture.
MOST_LINES = 150
#: Above this many boxes fewer layouts are tried, and lines go slanting: so many corners are hard to follow.
MOST_TRIED = MOST_SQUARE = 150
#: Above this many boxes no line can be followed; a landscape in rows is what can be read.
MOST_WITH_LINES = 300
#: Above this many boxes none keeps its place: each is compared with all others, which takes 5 seconds here.
MOST_KEPT = 1000
#: Up to so many pieces of line, so many of the most promising arrangements have their lines led round the boxes.
ROUTED: tuple[tuple[float, int], ...] = ((24, 6), (60, 4), (120, 3), (200, 2), (math.inf, 1))
_NOT_KEPT = Text(
    f"Deze plaat heeft meer dan {MOST_KEPT} vakken: die staan in rijen en niet op hun bewaarde plaats.",
    f"This picture has more than {MOST_KEPT} boxes: they stand in rows and not in their kept places.",
)


def place(
    view: View,
    setter: Typesetter,
    notation: Notation,
    language: Language,
    kept: Mapping[str, KeptPlace] | None = None,
) -> View:
    """Return `view` with coordinates: rows when it has no lines, else the best of a few layouts.

    Boxes under their keys in `kept` stay where they were, and so do the words of lines; what is new is put beside its
    neighbours. The lines are led anew. Above `MOST_WITH_LINES` boxes there are rows only, and the view says that lines
    are left out; above `MOST_KEPT` nothing stays where it was, and the view says so.

    Raises:
        LayoutFault: the layout program is missing, fails or takes too long.
    """
    view = merge_lines(with_sound_ends(view))
    if len(view.boxes) > MOST_WITH_LINES:
        view = without_lines(view)
    view = cut_lines(gather_leaves(view, notation, language, kept or {}), MOST_LINES)
    view = with_sound_ends(view)
    sizes = Sizes(view, setter, notation)
    if kept and any(box.key in kept for box in view.boxes):
        if len(view.boxes) > MOST_KEPT:
            return replace(_rows(view, sizes), remarks=(*view.remarks, _NOT_KEPT))
        rooms = word_rooms(view, setter)
        rects = keep(view, kept, sizes, rooms)
        stops = stops_beside(view, rects, _titles(view, sizes, rects), rooms, kept)
        return _routed(view, sizes, rects, stops, notation, setter)
    if not view.lines:
        return _rows(view, sizes)
    arrangements = sorted(_arrangements(view, sizes, setter), key=lambda arranged: _promise(view, sizes, arranged))
    legs = len(view.lines) + sum(1 for line in view.lines if line.label)
    most = next(number for limit, number in ROUTED if legs <= limit)
    best: tuple[float, Arranged] | None = None
    for arranged in arrangements[:most]:
        rects = _rects(view, sizes, arranged.places, arranged.frames)
        tried = _routed(view, sizes, rects, arranged.stops, notation, setter, rounds=1)
        badness = score(tried, notation, setter).badness
        if best is None or badness < best[0]:
            best = (badness, arranged)
    assert best is not None, "there is always an arrangement"
    rects = _rects(view, sizes, best[1].places, best[1].frames)
    return _routed(view, sizes, rects, best[1].stops, notation, setter)


def _promise(view: View, sizes: Sizes, arranged: Arranged) -> float:
    """Return how good an arrangement looks before its lines are led round the boxes: as if all went straight."""
    rects = _rects(view, sizes, arranged.places, arranged.frames)
    routes = []
    for line in view.lines:
        ends = [rects[key].center for key in (line.source, line.target) if key in rects]
        if len(ends) == 2:
            stop = arranged.stops.get(line.key)
            routes.append((ends[0], stop.rect.center, ends[1]) if stop else tuple(ends))
    room = bounds_of(rects.values(), [stop.rect for stop in arranged.stops.values()])
    return promise(routes, room)


def _arrangements(view: View, sizes: Sizes, setter: Typesetter) -> Iterator[Arranged]:
    """Yield the arrangements to choose from, at least one; those that fail are passed over.

    Raises:
        SlowFault: one takes too long, or all together do. To go on without it would make another picture on a slow
            computer than on a fast one.
        LayoutFault: all failed.
    """
    sitting = Sitting()
    arranging, nesting = Arranging(view, sizes, setter, sitting), Nesting(view, sizes, setter, sitting)
    is_layered = view.arrangement == "layers"
    has_any, failed = False, None
    for variant in _variants(view):
        ways: list[Arranging | Nesting] = [arranging] if is_layered or not variant.is_folded else []
        if not is_layered and (variant.is_folded or nesting.has_parts):
            ways.append(nesting)
        for way in ways:
            try:
                arranged = way.arrange(variant)
            except SlowFault:
                raise
            except LayoutFault as fault:
                failed = failed or fault
                continue
            has_any = True
            yield arranged
    if failed is not None and not has_any:
        raise failed


def _variants(view: View) -> Iterator[Variant]:
    """Yield the ways to try, the likeliest first."""
    is_small = len(view.boxes) <= MOST_TRIED
    if view.arrangement == "layers":
        yield Variant(False, 36, 60)
        if is_small:
            yield Variant(False, 48, 90)
            yield Variant(False, 48, 80, is_folded=True)
        return
    first = view.arrangement == "flow"
    yield Variant(first, 32, 52)
    if is_small:
        yield Variant(not first, 32, 52)
        yield Variant(first, 48, 80)
        yield Variant(not first, 48, 80)
    for to_the_right in (first, not first):
        yield Variant(to_the_right, 36, 60, is_folded=True)
        if is_small:
            yield Variant(to_the_right, 56, 110, is_folded=True)


def _rows(view: View, sizes: Sizes) -> View:
    """Return a view without lines, packed in rows on every level."""
    tops = [box.key for box in view.boxes if box.parent is None]
    packed = pack([sizes.of(key) for key in tops], GAP)
    places = dict(zip(tops, packed.places, strict=True))
    return finished(view, _rects(view, sizes, places, {}), ())


def _rects(view: View, sizes: Sizes, places: Mapping[str, Point], frames: Mapping[str, Rect]) -> dict[str, Rect]:
    """Return where every box stands: at `places`, as in `frames`, or packed in the box around it."""
    rects = {key: Rect(*place, *sizes.of(key)) for key, place in places.items()} | dict(frames)
    for box in view.boxes:
        if box.key not in rects:
            assert box.parent is not None
            x, y = sizes.inside(box.key)
            rects[box.key] = Rect(rects[box.parent].x + x, rects[box.parent].y + y, *sizes.of(box.key))
    return rects


def _routed(
    view: View,
    sizes: Sizes,
    rects: Mapping[str, Rect],
    stops: Mapping[str, Stop],
    notation: Notation,
    setter: Typesetter,
    *,
    rounds: int = 4,
) -> View:
    """Return the view with its boxes at `rects` and every line led round them, past its stop.

    Lines that cross much try again, so many `rounds`.
    """
    words = _titles(view, sizes, rects)
    view, loops = with_loops(view, rects, words, stops, setter)
    words += loops
    tabs = {box.key: sizes.tab_height(box, rects[box.key]) for box in view.boxes}
    is_taut = len(view.boxes) > MOST_SQUARE
    routes = route(view, rects, words, stops, tabs, rounds, is_taut)
    if any(key in stops for key in routes.lost):
        stops = {key: stop for key, stop in stops.items() if key not in routes.lost}
        routes = route(view, rects, words, stops, tabs, rounds, is_taut)
    placed = finished(view, rects, with_routes(view.lines, routes.bends, stops))
    return settled(placed, words, notation, setter)


def _titles(view: View, sizes: Sizes, rects: Mapping[str, Rect]) -> list[Rect]:
    inside = insides(view, rects)
    return [sizes.title_rect(box, rects[box.key], inside[box.key]) for box in view.boxes if box.key in inside]


def finished(view: View, rects: Mapping[str, Rect], lines: Sequence[Line]) -> View:
    """Return the view with its boxes at `rects`, these lines, and the room that the boxes take."""
    boxes = tuple(
        replace(box, x=rect.x, y=rect.y, w=rect.w, h=rect.h) for box in view.boxes for rect in (rects[box.key],)
    )
    left = min((rect.x for rect in rects.values()), default=0.0)
    top = min((rect.y for rect in rects.values()), default=0.0)
    return replace(
        view,
        boxes=boxes,
        lines=tuple(lines),
        x=left,
        y=top,
        width=max((rect.x + rect.w for rect in rects.values()), default=0.0) - left,
        height=max((rect.y + rect.h for rect in rects.values()), default=0.0) - top,
    )
