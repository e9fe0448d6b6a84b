"""How large the boxes of a generated view are: leaves by their label, boxes around others by what they hold."""

from __future__ import annotations

from archrepo.diagrams.box_svg import FONT_PX, ICON_ROOM, PADDING
from archrepo.diagrams.packing import pack
from archrepo.diagrams.text import LEADING, Typesetter, clean
from archrepo.views import Box, Point, View

HEAD = 30.0
INNER = 12.0
_WIDTHS = (124.0, 144.0, 164.0, 200.0)
_LOWEST = 52.0
_MOST_LINES = 4


class Sizes:
    """The size of every box of a view and where it lies in the box around it, when that is packed in rows."""

    def __init__(self, view: View, setter: Typesetter) -> None:
        """Measure from the leaves up."""
        self._setter = setter
        self._sizes: dict[str, Point] = {}
        self._inside: dict[str, Point] = {}
        self._held: dict[str | None, list[Box]] = {}
        for box in view.boxes:
            self._held.setdefault(box.parent, []).append(box)
        for box in reversed(view.boxes):
            self._sizes[box.key] = self._around(box) or self._leaf(box)

    def of(self, key: str) -> Point:
        """Return width and height."""
        return self._sizes[key]

    def inside(self, key: str) -> Point:
        """Return the place in the box around it."""
        return self._inside[key]

    def _leaf(self, box: Box) -> Point:
        if box.w is not None and box.h is not None:
            return box.w, box.h
        label = clean(f"«{box.specialization}»\n{box.label}" if box.specialization else box.label)[:400]
        for width in _WIDTHS:
            room = width - 2 * PADDING - ICON_ROOM
            lines = self._setter.lines(label, room, FONT_PX)
            words = max((self._setter.width(word) for word in label.replace("\n", " ").split(" ")), default=0.0)
            if len(lines) <= _MOST_LINES and words * FONT_PX <= room:
                break
        height = min(len(lines), 2 * _MOST_LINES) * FONT_PX * LEADING + 20
        return width, max(_LOWEST, height)

    def _around(self, box: Box) -> Point | None:
        """Return the size of a box that holds others, packed in rows; None for a leaf.

        Leaves side by side get one size, so that they stand in columns too.
        """
        held = self._held.get(box.key, [])
        if not held:
            return None
        leaves = [each.key for each in held if each.key not in self._held]
        if leaves:
            width = max(self._sizes[key][0] for key in leaves)
            height = max(self._sizes[key][1] for key in leaves)
            self._sizes |= dict.fromkeys(leaves, (width, height))
        packed = pack([self._sizes[each.key] for each in held], INNER)
        head = self._head(box, packed.width)
        for each, (x, y) in zip(held, packed.places, strict=True):
            self._inside[each.key] = (INNER + x, head + y)
        return packed.width + 2 * INNER, packed.height + head + INNER

    def _head(self, box: Box, width: float) -> float:
        lines = self._setter.lines(clean(box.label)[:200], max(width - ICON_ROOM, 60.0), FONT_PX)
        return max(HEAD, min(3, len(lines)) * FONT_PX * LEADING + 14)
