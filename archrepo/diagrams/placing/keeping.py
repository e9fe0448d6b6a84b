"""Placing a view of which most boxes have a place already: those stay, what is new goes beside its neighbours.

A box around others grows with what comes in. Only where there is no room left in it, what lies below is moved down, by
what is missing and no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archrepo.diagrams.geometry import Rect, overlap
from archrepo.diagrams.sizes import Sizes
from archrepo.views import Box, Point, View

#: Room between a new box and those beside it, and between it and the box around it.
GAP = 28.0
EDGE = 16.0


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """Where a box stood: its left upper corner in the coordinates of the view, and its size when that stays too."""

    x: float
    y: float
    w: float | None = None
    h: float | None = None


def keep(view: View, kept: Mapping[str, KeptPlace], sizes: Sizes) -> dict[str, Rect]:
    """Return where every box stands: those in `kept` where they were, the others on the nearest free place.

    A kept box that has come into another box than the one it stood in counts as new.
    """
    return _Keeping(view, kept, sizes).rects()


class _Keeping:
    """One view on its way; `_rects` fills up box by box."""

    def __init__(self, view: View, kept: Mapping[str, KeptPlace], sizes: Sizes) -> None:
        self._view = view
        self._sizes = sizes
        self._by_key = {box.key: box for box in view.boxes}
        self._held: dict[str | None, list[str]] = {}
        for box in view.boxes:
            self._held.setdefault(box.parent, []).append(box.key)
        self._neighbours: dict[str, list[str]] = {}
        for line in view.lines:
            for one, other in ((line.source, line.target), (line.target, line.source)):
                self._neighbours.setdefault(one, []).append(other)
        self._rects: dict[str, Rect] = {}
        for box in view.boxes:
            place = kept.get(box.key)
            around = kept.get(box.parent) if box.parent else None
            if place is not None and (around is None or _stands_in(place, around)):
                wide, high = sizes.of(box.key)
                self._rects[box.key] = Rect(place.x, place.y, place.w or wide, place.h or high)

    def rects(self) -> dict[str, Rect]:
        """Return the places of all boxes."""
        for box in reversed(self._view.boxes):
            if box.key in self._held:
                self._wrap(box.key)
        for box in self._view.boxes:
            if box.key not in self._rects:
                self._add(box)
        return self._rects

    def _chain(self, key: str | None) -> Iterator[str]:
        while key is not None:
            yield key
            key = self._by_key[key].parent

    def _wrap(self, key: str) -> None:
        """Make a box around others as large as what it holds asks; one without a place gets it from what it holds."""
        inner = [self._rects[each] for each in self._held[key] if each in self._rects]
        if inner:
            self._rects[key] = self._around(key, inner)

    def _around(self, key: str, inner: Sequence[Rect]) -> Rect:
        left, right = min(r.x for r in inner) - EDGE, max(r.x + r.w for r in inner) + EDGE
        top, bottom = min(r.y for r in inner), max(r.y + r.h for r in inner) + EDGE
        known = self._rects.get(key)
        if known is not None:
            left, right = min(left + EDGE - 4, known.x), max(right - EDGE + 4, known.x + known.w)
            bottom = max(bottom - EDGE + 4, known.y + known.h)
        top -= self._sizes.head(self._by_key[key], right - left)
        if known is not None:
            top = known.y if known.y <= min(r.y for r in inner) - 4 else min(top, known.y)
        return Rect(left, top, right - left, bottom - top)

    def _add(self, box: Box) -> None:
        """Place a new box, with all that lies in it packed in rows."""
        size = self._sizes.of(box.key)
        wanted = self._wanted(box)
        siblings = [self._rects[key] for key in self._held[box.parent] if key in self._rects and key != box.key]
        found = self._free(box, size, wanted, siblings)
        if found is None:
            found = self._made_room(box, size, siblings)
        self._rects[box.key] = found
        for key in self._chain(box.parent):
            self._wrap(key)
        self._fill(box.key)

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
        if not centres:
            siblings = [self._rects[key] for key in self._held[box.parent] if key in self._rects]
            if siblings:
                last = max(siblings, key=lambda rect: (rect.y + rect.h, rect.x + rect.w))
                return last.x + last.w, last.y + last.h / 2
            around = self._rects.get(box.parent) if box.parent else None
            return around.center if around else (0.0, 0.0)
        return sum(x for x, _ in centres) / len(centres), sum(y for _, y in centres) / len(centres)

    def _free(self, box: Box, size: Point, wanted: Point, siblings: Sequence[Rect]) -> Rect | None:
        """Return the free place nearest to `wanted`; None when the box around it cannot grow enough anywhere."""
        wide, high = size
        corners = {(wanted[0] - wide / 2, wanted[1] - high / 2)}
        for rect in siblings:
            for y in (rect.y, rect.y + (rect.h - high) / 2, rect.y + rect.h - high):
                corners |= {(rect.x + rect.w + GAP, y), (rect.x - GAP - wide, y)}
            for x in (rect.x, rect.x + (rect.w - wide) / 2, rect.x + rect.w - wide):
                corners |= {(x, rect.y + rect.h + GAP), (x, rect.y - GAP - high)}
        around = self._rects.get(box.parent) if box.parent else None
        if around is not None and box.parent is not None:
            head = self._sizes.head(self._by_key[box.parent], around.w)
            corners.add((around.x + EDGE, around.y + head))

        def cost(at: Point) -> tuple[float, float, float]:
            rect = Rect(at[0], at[1], wide, high)
            return math.dist(rect.center, wanted) + self._growth(box, rect), at[1], at[0]

        ranked = sorted(corners, key=cost)
        for x, y in ranked:
            rect = Rect(x, y, wide, high)
            if not any(overlap(rect.grown(GAP - 1), other) for other in siblings) and self._can_hold(box, rect):
                return rect
        return None

    def _growth(self, box: Box, rect: Rect) -> float:
        """Return by how much the box around must grow, so that free room inside it is taken first."""
        around = self._rects.get(box.parent) if box.parent else None
        if around is None or box.parent is None:
            return 0.0
        grown = self._around(box.parent, [rect])
        return (grown.w - around.w) + (grown.h - around.h) + 4 * max(0.0, around.y - grown.y)

    def _can_hold(self, box: Box, rect: Rect) -> bool:
        """Return whether the boxes around a new one can grow round it without covering what lies beside them."""
        for key in self._chain(box.parent):
            known = self._rects.get(key)
            if known is None:
                return True
            grown = self._around(key, [rect])
            if grown == known:
                return True
            beside = [self._rects[each] for each in self._held[self._by_key[key].parent] if each in self._rects]
            if any(other is not known and overlap(grown.grown(GAP / 4), other) for other in beside):
                return False
            rect = grown
        return True

    def _made_room(self, box: Box, size: Point, siblings: Sequence[Rect]) -> Rect:
        """Move down all that lies below the box around a new one, and return the place that comes free in it."""
        assert box.parent is not None, "at the top there is always a free place"
        around = self._rects[box.parent]
        bottom = around.y + around.h
        left = min((rect.x for rect in siblings), default=around.x + EDGE)
        more = size[1] + GAP
        chain = set(self._chain(box.parent))
        for key, rect in self._rects.items():
            if key in chain:
                self._rects[key] = replace(rect, h=rect.h + more)
            elif rect.y >= bottom - 1:
                self._rects[key] = replace(rect, y=rect.y + more)
        low = max((rect.y + rect.h for rect in siblings), default=around.y + EDGE)
        return Rect(left, max(low + GAP, bottom + more - size[1] - EDGE), *size)


def _stands_in(place: KeptPlace, around: KeptPlace) -> bool:
    """Return whether a kept box began inside the kept box around it."""
    right = around.x + around.w if around.w is not None else math.inf
    bottom = around.y + around.h if around.h is not None else math.inf
    return around.x - 1 <= place.x <= right and around.y - 1 <= place.y <= bottom
