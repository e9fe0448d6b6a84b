"""How large the boxes of a generated view are: leaves by their label, boxes around others by what they hold."""

from __future__ import annotations

from archrepo.diagrams import shapes
from archrepo.diagrams.box_svg import ICON_ROOM, PADDING, font_px, outline_of
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.packing import pack
from archrepo.diagrams.text import LEADING, Typesetter, clean
from archrepo.views import NOTE, STICKY, Box, Point, View

HEAD = 30.0
INNER = 12.0
#: A box with a tab grows with its title up to this width; what is longer is set smaller.
WIDEST_TAB = 420.0
_HEAD_WIDTHS = (130.0, 180.0, 240.0, 320.0)
_WIDTHS = (124.0, 144.0, 164.0, 200.0)
_NOTE_WIDTHS = (180.0, 240.0, 320.0)
_LOWEST = 52.0
_JUNCTION = 15.0
#: What the slanting sides of some second figures take from the words.
_FIGURE_ROOM = 34.0
_MOST_LINES = 4


class Sizes:
    """The size of every box of a view and where it lies in the box around it, when that is packed in rows."""

    def __init__(self, view: View, setter: Typesetter, notation: Notation) -> None:
        """Measure from the leaves up."""
        self._setter = setter
        self._notation = notation
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
        if self._notation.box(box.kind).is_junction:
            return _JUNCTION, _JUNCTION
        is_note = box.kind in (NOTE, STICKY)
        longest = 2000 if is_note else 400
        most_lines = 30 if is_note else _MOST_LINES
        size = font_px(box.style)
        label = clean(f"«{box.specialization}»\n{box.label}" if box.specialization else box.label)[:longest]
        for width in _NOTE_WIDTHS if is_note else _WIDTHS:
            room = width - 2 * PADDING - (0 if is_note else ICON_ROOM) - (_FIGURE_ROOM if box.figure else 0)
            lines = self._setter.lines(label, room, size, bold=box.style.bold)
            words = max((self._setter.width(word) for word in label.replace("\n", " ").split(" ")), default=0.0)
            if len(lines) <= most_lines and words * size <= room:
                break
        height = min(len(lines), 2 * most_lines) * size * LEADING + 20
        if self._has_tab(box):
            width = max(width, self.head_room(box)[1])
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
        _, least = self.head_room(box)
        width = max(packed.width, least - 2 * INNER)
        head = self.head(box, width + 2 * INNER)
        for each, (x, y) in zip(held, packed.places, strict=True):
            self._inside[each.key] = (INNER + x, head + y)
        return width + 2 * INNER, packed.height + head + INNER

    def _has_tab(self, box: Box) -> bool:
        return outline_of(box, self._notation.box(box.kind)) is shapes.tab

    def head(self, box: Box, width: float) -> float:
        """Return the room above what a box of `width` holds: enough for its whole title."""
        if self._has_tab(box):
            return shapes.TAB_HEIGHT + INNER
        return max(HEAD, len(self._title(box, width)) * font_px(box.style) * LEADING + 16)

    def head_room(self, box: Box) -> Point:
        """Return the height and the least width of the room that the title of a box around others needs."""
        label = clean(box.label)[:200]
        if self._has_tab(box):
            wide = self._setter.width(label, bold=box.style.bold) * font_px(box.style)
            return shapes.TAB_HEIGHT + INNER, min((wide + 3 * PADDING) * shapes.TAB_SHARE, WIDEST_TAB)
        longest = max((self._setter.width(word, bold=True) for word in label.split()), default=0.0) * font_px(box.style)
        for width in _HEAD_WIDTHS:
            if len(self._title(box, width)) <= 3 and longest <= width - 2 * ICON_ROOM - 2 * PADDING:
                break
        return self.head(box, width), width

    def _title(self, box: Box, width: float) -> list[str]:
        room = max(width - 2 * ICON_ROOM - 2 * PADDING, 60.0)
        label = f"«{box.specialization}»\n{box.label}" if box.specialization else box.label
        return self._setter.lines(clean(label)[:200], room, font_px(box.style), bold=box.style.bold)[:8]

    def title_rect(self, box: Box, rect: Rect) -> Rect:
        """Return where the title of a box around others stands, when the box lies at `rect`."""
        size = font_px(box.style)
        if self._has_tab(box):
            return Rect(rect.x, rect.y, rect.w / shapes.TAB_SHARE, shapes.TAB_HEIGHT)
        lines = self._title(box, rect.w)
        wide = max((self._setter.width(line, bold=box.style.bold) for line in lines), default=0.0) * size
        high = len(lines) * size * LEADING + PADDING
        wide = min(wide + 2 * PADDING, rect.w)
        left = {"left": rect.x, "right": rect.x + rect.w - wide}.get(
            box.style.align or "", rect.x + (rect.w - wide) / 2
        )
        if box.style.position == "middle":
            return Rect(left, rect.y + (rect.h - high) / 2, wide, high)
        return Rect(left, rect.y, wide, high)
