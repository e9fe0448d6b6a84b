"""Placing a view of which most boxes have a place already: those stay, what is new goes beside its neighbours.

A box around others grows with what comes in or becomes larger, and never shrinks. What it then lies on makes room, by
no more than is needed; a pinned box never does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archrepo.diagrams.geometry import Rect, overlap
from archrepo.diagrams.placing.arranging import LAYER_NAME
from archrepo.diagrams.placing.pushing import NEAR, Way, pushed
from archrepo.diagrams.placing.word_rooms import kept_words
from archrepo.diagrams.sizes import HEAD, INNER, Sizes
from archrepo.views import Box, Point, View

#: Room between a new box and those beside it: where lines may pass, and where none does.
ALLEY = 28.0
ROW = INNER
#: Room between boxes at the top without lines.
APART = 24.0
#: Room between a box around others and what comes into it where lines may pass.
EDGE = 16.0
#: So much nearer to its border may something stand that has its place already.
_SLACK = 2.5
#: So much of the room for a title is free below its words.
_UNDER_TITLE = 8.0
#: What it costs in pixels when there is no room for words between a new box and its neighbour.
_TIGHT = 220.0


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """Where a box stood: its left upper corner in the coordinates of the view, and its size when that is known.

    `around` is the key of the box it stood in, None at the top: in another box its place means nothing. A pinned box
    stays whatever comes near. Of a line it is how far the middle of its words stood from the middle between its ends.
    """

    x: float
    y: float
    w: float | None = None
    h: float | None = None
    around: str | None = None
    is_pinned: bool = False


def keep(
    view: View, kept: Mapping[str, KeptPlace], sizes: Sizes, rooms: Mapping[str, Point] | None = None
) -> dict[str, Rect]:
    """Return where every box stands: those in `kept` where they were, the others on the nearest free place.

    `rooms` is what the words of lines take, under the keys of the lines.
    """
    return _Keeping(view, kept, sizes, rooms or {}).rects()


class _Keeping:
    """One view on its way; `_rects` fills up box by box."""

    def __init__(self, view: View, kept: Mapping[str, KeptPlace], sizes: Sizes, rooms: Mapping[str, Point]) -> None:
        self._view = view
        self._kept = kept
        self._rooms = rooms
        #: Words of lines that stand already.
        self._words: tuple[Rect, ...] = ()
        self._sizes = sizes
        self._by_key = {box.key: box for box in view.boxes}
        self._held: dict[str | None, list[str]] = {}
        for box in view.boxes:
            self._held.setdefault(box.parent, []).append(box.key)
        self._neighbours: dict[str, list[str]] = {}
        #: Boxes in which a line begins or ends, however deep; None is the view itself.
        self._touched: set[str | None] = set()
        for line in view.lines:
            for one, other in ((line.source, line.target), (line.target, line.source)):
                self._neighbours.setdefault(one, []).append(other)
                if one in self._by_key:
                    self._touched.update((None, *self._chain(self._by_key[one].parent)))
        self._rects: dict[str, Rect] = {}
        #: Boxes that are as large or stand where they did not before.
        self._changed: set[str] = set()
        #: Pinned boxes and all boxes around them.
        self._firm: set[str] = set()
        for box in view.boxes:
            place = kept.get(box.key)
            if place is not None and _is_around(place.around, box.parent, kept):
                self._rects[box.key] = self._kept_rect(box, place)
                if place.is_pinned:
                    self._firm.update(self._chain(box.key))

    def rects(self) -> dict[str, Rect]:
        """Return the places of all boxes."""
        for box in reversed(self._view.boxes):
            if box.key in self._held:
                self._settle(box.key)
                self._wrap(box.key)
        self._settle(None)
        self._words = tuple(kept_words(self._view, self._rects, self._rooms, self._kept).values())
        for box in self._view.boxes:
            if box.key not in self._rects:
                self._add(box)
        if self._view.arrangement == "layers":
            self._align_layers()
        return self._rects

    def _kept_rect(self, box: Box, place: KeptPlace) -> Rect:
        wide, high = self._sizes.of(box.key) if box.key in self._held else self._sizes.alone(box.key)
        wide, high = place.w or wide, place.h or high
        if box.key not in self._held:
            larger = self._sizes.within(box, wide, high)
            if larger != (wide, high):
                self._changed.add(box.key)
            wide, high = larger
        return Rect(place.x, place.y, wide, high)

    def _chain(self, key: str | None) -> Iterator[str]:
        while key is not None:
            yield key
            key = self._by_key[key].parent

    def _gap(self, parent: str | None) -> float:
        return ALLEY if parent in self._touched else APART if parent is None else ROW

    def _wrap(self, key: str) -> bool:
        """Make a box as large as what it holds asks, and return whether that changed it."""
        inner = [self._rects[each] for each in self._held[key] if each in self._rects]
        known = self._rects.get(key)
        if not inner:
            return False
        found = self._around(key, inner, known)
        if found == known:
            return False
        self._rects[key] = found
        self._changed.add(key)
        return True

    def _around(self, key: str, inner: Sequence[Rect], known: Rect | None) -> Rect:
        """Return the room of a box around `inner`; of its borders only those move that must."""
        edge = EDGE if key in self._touched else INNER
        sides = self._name_room(key)
        left, right = min(r.x for r in inner) - max(edge, sides), max(r.x + r.w for r in inner) + edge
        top, bottom = min(r.y for r in inner), max(r.y + r.h for r in inner) + edge
        if known is not None:
            least = INNER - _SLACK
            left = known.x if left + edge - least >= known.x or (sides and left >= known.x - _SLACK) else left
            right = known.x + known.w if right - edge + least <= known.x + known.w else right
            bottom = known.y + known.h if bottom - edge + least <= known.y + known.h else bottom
            left, right = min(left, known.x), max(right, known.x + known.w)
            bottom = max(bottom, known.y + known.h)
        head = self._head(key, right - left)
        if known is not None and known.y + head - _UNDER_TITLE <= top:
            top = known.y
        else:
            top = min(top - head, known.y if known is not None else math.inf)
        return Rect(left, top, right - left, bottom - top)

    def _name_room(self, key: str) -> float:
        """Return the room that the name of a layer takes at its left."""
        return LAYER_NAME if self._view.arrangement == "layers" and self._by_key[key].parent is None else 0.0

    def _head(self, key: str, width: float) -> float:
        box = self._by_key[key]
        if self._name_room(key) or not box.label.strip():
            return INNER
        return self._sizes.head(box, width) if (box.style.position or "top") == "top" else HEAD

    def _settle(self, parent: str | None) -> None:
        """Move apart what lies on each other directly in `parent`."""
        rects = {key: self._rects[key] for key in self._held[parent] if key in self._rects}
        ways: tuple[Way, ...] = ("least", "right", "down", "left", "up", "itself")
        if self._view.arrangement == "layers":
            ways = ("down", "up") if parent is None else ("right", "left")
        for key, rect in pushed(rects, self._firm, self._changed, ways, self._gap(parent), self._count).items():
            self._shift(key, rect.x - self._rects[key].x, rect.y - self._rects[key].y)
            self._changed.add(key)

    def _count(self, key: str) -> int:
        """Return how many boxes move with one."""
        return 1 + sum(self._count(each) for each in self._held.get(key, ()) if each in self._rects)

    def _shift(self, key: str, right: float, down: float) -> None:
        rect = self._rects.get(key)
        if rect is not None:
            self._rects[key] = Rect(rect.x + right, rect.y + down, rect.w, rect.h)
        for each in self._held.get(key, ()):
            self._shift(each, right, down)

    def _add(self, box: Box) -> None:
        """Place a new box, with all that lies in it packed in rows; the boxes around it grow where they must."""
        siblings = [self._rects[key] for key in self._held[box.parent] if key in self._rects]
        self._rects[box.key] = self._free(box, self._new_size(box), siblings)
        self._fill(box.key)
        # What is new and fits makes nobody move; only a box around it that grew does.
        for key in self._chain(box.parent):
            self._changed.discard(key)
            grew = self._wrap(key)
            if not grew:
                break
            self._settle(self._by_key[key].parent)

    def _new_size(self, box: Box) -> Point:
        """Return the size of a new box: that of most leaves beside it, when its label fits in there."""
        if box.key in self._held:
            return self._sizes.of(box.key)
        own = self._sizes.alone(box.key)
        beside = [
            (rect.w, rect.h)
            for key in self._held[box.parent]
            if key in self._rects and key not in self._held and (rect := self._rects[key])
        ]
        if not beside:
            return own
        usual = max(dict.fromkeys(beside), key=beside.count)
        fits = own[0] <= usual[0] and own[1] <= usual[1]
        return usual if fits and usual[0] <= 2 * own[0] and usual[1] <= 2 * own[1] else own

    def _fill(self, key: str) -> None:
        rect = self._rects[key]
        for each in self._held.get(key, ()):
            x, y = self._sizes.inside(each)
            self._rects[each] = Rect(rect.x + x, rect.y + y, *self._sizes.of(each))
            self._fill(each)

    def _wanted(self, box: Box) -> Point:
        """Return where the middle of a new box would best be: amid its neighbours, else after the last in its box."""
        inside = {box.key}
        for each in self._view.boxes:
            if each.parent in inside:
                inside.add(each.key)
        centres = [
            self._rects[other].center
            for key in inside
            for other in self._neighbours.get(key, ())
            if other in self._rects and other not in inside
        ]
        if centres:
            return sum(x for x, _ in centres) / len(centres), sum(y for _, y in centres) / len(centres)
        siblings = [self._rects[key] for key in self._held[box.parent] if key in self._rects]
        if siblings:
            last = max(siblings, key=lambda rect: (rect.y + rect.h, rect.x + rect.w))
            return last.x + last.w, last.y + last.h / 2
        around = self._rects.get(box.parent) if box.parent else None
        return around.center if around else (0.0, 0.0)

    def _free(self, box: Box, size: Point, siblings: Sequence[Rect]) -> Rect:
        """Return the place for a new box where the fewest others must move, of those the nearest to its neighbours."""
        wide, high = size
        wanted, gap = self._wanted(box), self._gap(box.parent)
        corners = {(wanted[0] - wide / 2, wanted[1] - high / 2)}
        spoken = self._spoken(box)
        first = min((rect.x for rect in siblings), default=wanted[0])
        for rect, (aside, below) in spoken:
            x, y = rect.x + (rect.w - wide) / 2, rect.y + (rect.h - high) / 2
            corners |= {(rect.x + rect.w + aside, y), (rect.x - aside - wide, y)}
            corners |= {(x, rect.y + rect.h + below), (x, rect.y - below - high)}
        for rect in siblings:
            for y in (rect.y, rect.y + (rect.h - high) / 2, rect.y + rect.h - high):
                corners |= {(rect.x + rect.w + gap, y), (rect.x - gap - wide, y)}
            for x in (rect.x, rect.x + (rect.w - wide) / 2, rect.x + rect.w - wide):
                corners |= {(x, rect.y + rect.h + gap), (x, rect.y - gap - high)}
        around = self._rects.get(box.parent) if box.parent else None
        if around is not None and box.parent is not None:
            edge = max(EDGE if box.parent in self._touched else INNER, self._name_room(box.parent))
            corners.add((around.x + edge, around.y + self._head(box.parent, around.w)))

        def cost(at: Point) -> tuple[float, float, float]:
            rect = Rect(at[0], at[1], wide, high)
            tight = sum(
                overlap(Rect(at[0] - aside + 1, at[1] - below + 1, wide + 2 * aside - 2, high + 2 * below - 2), other)
                > 0
                for other, (aside, below) in spoken
            )
            growth = self._growth(box, rect)
            # Where no lines run, boxes stand in rows; a new row begins at the left.
            is_new_row = growth > 0 and box.parent not in self._touched
            away = abs(at[0] - first) if is_new_row else math.dist(rect.center, wanted)
            return away + growth + _TIGHT * tight, at[1], at[0]

        best: tuple[tuple[int, int, int], Rect] | None = None
        for x, y in sorted(corners, key=cost):
            rect = Rect(x, y, wide, high)
            if any(overlap(rect.grown(gap - 0.5), other) for other in siblings):
                continue
            covered = sum(overlap(rect.grown(NEAR), other) > 0 for other in self._words)
            found = (*self._pushes(box, rect), covered)
            if best is None or found < best[0]:
                best = (found, rect)
            if found == (0, 0, 0):
                break
        assert best is not None, "below and beside all others there is always room"
        return best[1]

    def _spoken(self, box: Box) -> list[tuple[Rect, Point]]:
        """Return the neighbours to which a line with words will run, with the room aside and below that those ask."""
        return [
            (self._rects[other], (room[0] + ALLEY, room[1] + ALLEY))
            for line in self._view.lines
            if (room := self._rooms.get(line.key)) is not None and box.key in (line.source, line.target)
            for other in (line.source, line.target)
            if other != box.key and other in self._rects
        ]

    def _growth(self, box: Box, rect: Rect) -> float:
        """Return by how much the box around must grow, so that free room inside it is taken first."""
        around = self._rects.get(box.parent) if box.parent else None
        if around is None or box.parent is None:
            return 0.0
        grown = self._around(box.parent, [rect], around)
        more = (grown.w - around.w) + (grown.h - around.h) + 4 * max(0.0, around.y - grown.y)
        if box.parent not in self._touched:
            more += 8 * max(0.0, around.x - grown.x)
        is_in_layer = self._name_room(box.parent) > 0
        return more + (4 * (grown.h - around.h) if is_in_layer else 0.0)

    def _pushes(self, box: Box, rect: Rect) -> tuple[int, int]:
        """Return how many fixed boxes and how many others are in the way when the boxes around a new one grow."""
        fixed = others = 0
        for key in self._chain(box.parent):
            known = self._rects.get(key)
            if known is None:
                break
            grown = self._around(key, [rect], known)
            if grown == known:
                break
            for each in self._held[self._by_key[key].parent]:
                if each != key and each in self._rects and overlap(grown.grown(NEAR), self._rects[each]):
                    fixed += each in self._firm and key in self._firm
                    others += self._count(each)
            rect = grown
        return fixed, others

    def _align_layers(self) -> None:
        """Draw the box of each layer over the whole width."""
        layers = [key for key in self._held[None] if key in self._held]
        if layers:
            left = min(self._rects[key].x for key in layers)
            right = max(self._rects[key].x + self._rects[key].w for key in layers)
            for key in layers:
                self._rects[key] = Rect(left, self._rects[key].y, right - left, self._rects[key].h)


def _is_around(then: str | None, now: str | None, kept: Mapping[str, KeptPlace]) -> bool:
    """Return whether a box still lies in the box it stood in, also when that is called after another it holds."""
    if then is None or now is None or then == now:
        return then == now
    return now in kept and kept.get(then) == kept[now]
