"""How large the boxes of a placed view are: leaves by their label, boxes around others by title and by what they hold.

Whether a label fits is asked of `label_rooms`, which also sets it in the picture, so that no words become smaller or
are cut.
"""

from __future__ import annotations

from collections.abc import Mapping

from archrepo.diagrams import shapes
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.label_rooms import (
    ICON_ROOM,
    PADDING,
    Room,
    font_px,
    label_room,
    outline_of,
    set_label,
    tab_lines,
    tab_of,
    top_of,
)
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.packing import pack
from archrepo.diagrams.text import LEADING, Block, Typesetter, clean
from archrepo.views import IMAGE, NOTE, STICKY, Box, Point, View

HEAD = 30.0
INNER = 12.0
#: A label of more characters than this may be cut; the words at the pointer and the table have all of it.
LONGEST = 300
LONGEST_NOTE = 2000
_HEAD_WIDTHS = (130.0, 180.0, 240.0, 320.0, 480.0)
_WIDTHS = (124.0, 144.0, 164.0, 200.0, 260.0)
_NOTE_WIDTHS = (180.0, 240.0, 320.0)
_LOWEST = 52.0
_JUNCTION = 15.0
_IMAGE = (64.0, 48.0)
#: So many lines a label has before its box becomes wider, and before it is cut.
_MOST_LINES = 4
_LAST_LINES = 12


class Sizes:
    """The size of every box of a view and where it lies in the box around it, when that is packed in rows."""

    def __init__(self, view: View, setter: Typesetter, notation: Notation) -> None:
        """Measure from the leaves up."""
        self._setter = setter
        self._notation = notation
        self._is_drawn = view.kind == "drawn"
        self._sizes: dict[str, Point] = {}
        self._alone: dict[str, Point] = {}
        self._inside: dict[str, Point] = {}
        self._held: dict[str | None, list[Box]] = {}
        for box in view.boxes:
            self._held.setdefault(box.parent, []).append(box)
        for box in reversed(view.boxes):
            self._sizes[box.key] = self._alone[box.key] = self._around(box) or self._leaf(box)

    def of(self, key: str) -> Point:
        """Return width and height."""
        return self._sizes[key]

    def alone(self, key: str) -> Point:
        """Return width and height as if no leaves stood beside it."""
        return self._alone[key]

    def within(self, box: Box, width: float, height: float) -> Point:
        """Return the size nearest to `width` by `height` in which the label of a leaf fits: higher, else wider too."""
        size, label = font_px(box.style), _label(box)[: LONGEST_NOTE if box.kind in (NOTE, STICKY) else LONGEST]
        fixed = self._notation.box(box.kind).is_junction or box.kind == IMAGE or not label.strip()
        wide, high = self._alone[box.key]
        if fixed or (width >= wide and height >= high):
            return max(width, wide), max(height, high)
        for lines in range(_MOST_LINES):
            higher = height + lines * size * LEADING
            if self._fits(box, Rect(0, 0, width, higher), None, label):
                return width, higher
        return max(width, wide), max(height, high)

    def inside(self, key: str) -> Point:
        """Return the place in the box around it."""
        return self._inside[key]

    def _leaf(self, box: Box) -> Point:
        if box.w is not None and box.h is not None:
            return box.w, box.h
        if self._notation.box(box.kind).is_junction:
            return _JUNCTION, _JUNCTION
        if box.kind == IMAGE and not box.label.strip():
            return _IMAGE
        is_note = box.kind in (NOTE, STICKY)
        size = font_px(box.style)
        label = _label(box)[: LONGEST_NOTE if is_note else LONGEST]
        longest = max((self._setter.width(word, bold=box.style.bold) for word in label.split()), default=0.0) * size
        most_lines = 30 if is_note else _MOST_LINES
        widths: tuple[float, ...] = _NOTE_WIDTHS if is_note else _WIDTHS
        if self._has_tab(box):
            widths = (max(_WIDTHS[0], self.head_room(box)[1]),)
        for width in widths:
            is_last = width == widths[-1]
            room = width - 2 * PADDING - (0 if is_note else ICON_ROOM)
            if longest > room and not is_last:
                continue
            least = len(self._setter.lines(label, width - 2 * PADDING, size, bold=box.style.bold))
            most = max(least, _LAST_LINES) if is_last else most_lines
            for lines in range(min(least, 4 * most_lines), min(most, 4 * most_lines) + 1):
                height = max(_LOWEST, lines * size * LEADING + 20)
                if self._fits(box, Rect(0, 0, width, height), None, label):
                    return width, height
        return width, height

    def _fits(self, box: Box, rect: Rect, inside: Point | None, label: str) -> bool:
        block, _, _ = self._set(box, rect, inside, label)
        return (bool(block.lines) and block.size >= font_px(box.style) and not block.cut) or not label.strip()

    def _set(self, box: Box, rect: Rect, inside: Point | None, label: str) -> tuple[Block, Rect, Room]:
        """Return the label as the picture will have it, when the box lies at `rect`."""
        look = self._notation.box(box.kind)
        tab = tab_of(box, rect, self._setter, self._is_drawn) if self._has_tab(box) else None
        room = label_room(box, rect, look, inside, self._is_drawn, tab)
        outline = outline_of(box, look)
        has_icon = outline is look.outline and not tab and look.icon is not None and box.icon_visible
        block, area = set_label(label, room, box.style, has_icon, rect, self._setter)
        return block, area, room

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
        width = max(packed.width + 2 * INNER, self.head_room(box)[1])
        head = self.head(box, width)
        for each, (x, y) in zip(held, packed.places, strict=True):
            self._inside[each.key] = (INNER + x, head + y)
        return width, packed.height + head + INNER

    def _has_tab(self, box: Box) -> bool:
        return outline_of(box, self._notation.box(box.kind)) is shapes.tab

    def tab_height(self, box: Box, rect: Rect) -> float:
        """Return how far the tab of a group stands above the rest of the box at `rect`; 0 for a box without one."""
        return tab_of(box, rect, self._setter, self._is_drawn)[1] if self._has_tab(box) else 0.0

    def head(self, box: Box, width: float) -> float:
        """Return the room above what a box of `width` holds: enough for its whole title."""
        if self._has_tab(box):
            return tab_of(box, Rect(0, 0, width, 1000), self._setter, False)[1] + INNER
        label = _label(box)[:LONGEST]
        if not label.strip() or (box.style.position or "top") != "top":
            return HEAD
        size = font_px(box.style)
        for lines in range(1, _LAST_LINES):
            head = max(HEAD, lines * size * LEADING + 12)
            if self._fits(box, Rect(0, 0, width, head + 100), (head, head + 88), label):
                break
        return head

    def head_room(self, box: Box) -> Point:
        """Return the height and the least width of the room that the title of a box around others needs."""
        size = font_px(box.style)
        if self._has_tab(box):
            lines = (line[:LONGEST] for line in tab_lines(box, self._is_drawn))
            wide = max(self._setter.width(line, bold=box.style.bold) for line in lines) * size + 2 * PADDING + 4
            return self.head(box, wide), wide
        words = _label(box)[:LONGEST].split()
        longest = max((self._setter.width(word, bold=box.style.bold) for word in words), default=0.0) * size
        for width in _HEAD_WIDTHS:
            head = self.head(box, width)
            if head <= 3 * size * LEADING + 12 and longest <= width - 2 * ICON_ROOM - 2 * PADDING:
                break
        return head, width

    def title_rect(self, box: Box, rect: Rect, inside: Point) -> Rect:
        """Return where the title of a box around others stands.

        The box lies at `rect`; `inside` is the highest top and lowest bottom of what it holds.
        """
        block, area, room = self._set(box, rect, inside, _label(box)[:LONGEST])
        if not block.lines:
            return Rect(rect.x + rect.w / 2, rect.y, 0, 0)
        wide = max(self._setter.width(line, bold=box.style.bold) for line in block.lines) * block.size
        aside = {"left": 0.0, "right": 1.0}.get(room.align, 0.5)
        title = Rect(area.x + (area.w - wide) * aside, top_of(block, area, room.position), wide, block.height)
        return title.grown(2)

    def overflows(self, box: Box, rect: Rect, inside: Point | None) -> bool:
        """Return whether the label of a box at `rect` is set smaller than asked, or is cut."""
        label = _label(box)
        if self._notation.box(box.kind).is_junction or not label.strip():
            return False
        block, _, _ = self._set(box, rect, inside, label)
        return block.cut or block.size < font_px(box.style)


def insides(view: View, rects: Mapping[str, Rect]) -> dict[str, Point]:
    """Return the highest top and the lowest bottom of what each box holds, under the keys of boxes that hold any."""
    inside: dict[str, Point] = {}
    for box in view.boxes:
        if box.parent is not None:
            rect = rects[box.key]
            top, bottom = inside.get(box.parent, (rect.y, rect.y + rect.h))
            inside[box.parent] = min(top, rect.y), max(bottom, rect.y + rect.h)
    return inside


def _label(box: Box) -> str:
    return clean(f"«{box.specialization}»\n{box.label}" if box.specialization else box.label)
