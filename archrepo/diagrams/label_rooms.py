"""Where the words of a box may stand, and how they are set there.

In a drawn view this is where Archi puts them, so that the picture reads as its author saw it; where the words then do
not fit, they get the rest of the box, closer lines and at last smaller letters.
Source: Archi 5, AbstractTextControlContainerFigure, GroupFigure, NoteFigure (github.com/archimatetool/archi, MIT).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from archrepo.diagrams import shapes
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.notation import BoxLook
from archrepo.diagrams.text import LEADING, Block, Typesetter, clean
from archrepo.views import GROUP, NOTE, STICKY, Box, Style

FONT_PX: Final = 12.0
PADDING: Final = 4.0
ICON_ROOM: Final = 20.0
#: The height of a line in Archi, whose letters are Segoe UI, and what is tried before the letters get smaller.
DRAWN_LEADINGS: Final = (1.33, LEADING, 1.1)
_USUAL_LEADINGS: Final = (LEADING,)
#: No lower room is of use for words.
LOWEST_LINE: Final = 14.0
#: The share of the width that the tab of a group takes at least, as the tool draws it.
_GROUP_TAB_SHARE: Final = 0.5
_HEADED: Final = frozenset({shapes.headed, shapes.headed_and_footed, shapes.product})
_SLANTED: Final = frozenset({shapes.stadium, shapes.oval, shapes.chevron, shapes.slanted, shapes.block_arrow})


@dataclass(frozen=True, slots=True)
class Room:
    """Where the label of a box may stand: the area, and the end of it (top, middle, bottom) where it starts."""

    area: Rect
    position: str
    align: str
    leadings: tuple[float, ...] = _USUAL_LEADINGS


def font_px(style: Style) -> float:
    """Return the font size of a style in pixels."""
    return style.font_size * 4 / 3 if style.font_size else FONT_PX


def outline_of(box: Box, look: BoxLook) -> shapes.Outline:
    """Return the outline of the figure that the drawing asks for."""
    if look.outline is shapes.dog_ear and box.style.border in ("rectangle", "none"):
        return shapes.square
    if look.outline is shapes.tab and box.style.border == "rectangle":
        return shapes.square
    return look.second if box.figure and look.second else look.outline


def tab_of(box: Box, rect: Rect, setter: Typesetter, is_drawn: bool) -> tuple[float, float]:
    """Return width and height of the tab of a group: wide and high enough for its name, where the box is."""
    share = _GROUP_TAB_SHARE if is_drawn and box.kind == GROUP else 1 / shapes.TAB_SHARE
    width, height = rect.w * share, shapes.TAB_HEIGHT
    if (box.style.position or "top") == "top":
        size = font_px(box.style)
        lines = tab_lines(box, is_drawn)
        width = max(width, max(setter.width(line, bold=box.style.bold) for line in lines) * size + 2 * PADDING + 1)
        height = max(height, size * DRAWN_LEADINGS[0], len(lines) * size * LEADING if len(lines) > 1 else 0)
    return min(width, rect.w), min(height, rect.h / 2)


def tab_lines(box: Box, is_drawn: bool) -> list[str]:
    """Return the lines that the tab of a group makes room for: those of its label; in a stored drawing the first."""
    lines = clean(box.label).split("\n")
    return lines[:1] if is_drawn else lines


def words_span(box: Box, rect: Rect, setter: Typesetter) -> tuple[float, float]:
    """Return from where to where the words of a box run, when its longest line is not broken."""
    size = font_px(box.style)
    lines = clean(box.label).split("\n")
    wide = max(setter.width(line[:400], bold=box.style.bold) for line in lines) * size
    room = max(0.0, rect.w - 2 * PADDING)
    slack = max(0.0, room - wide)
    share = {"left": 0.0, "right": 1.0}.get(box.style.align or "center", 0.5)
    left = rect.x + PADDING + slack * share
    return left, left + min(wide, room)


def label_room(
    box: Box,
    rect: Rect,
    look: BoxLook,
    inside: tuple[float, float] | None,
    is_drawn: bool,
    tab: tuple[float, float] | None = None,
) -> Room:
    """Return where the label of `box` goes.

    `inside` is the highest top and lowest bottom of the boxes in it; `tab` is the size of its tab, where it has one.
    """
    style = box.style
    padding = PADDING + 1 if box.kind == NOTE else PADDING
    top = min(padding, rect.h / 8)
    area = Rect(rect.x + padding, rect.y + top, rect.w - 2 * padding, rect.h - 2 * top)
    align = style.align or ("left" if box.kind == NOTE else "center")
    leadings = DRAWN_LEADINGS if is_drawn else _USUAL_LEADINGS
    outline = outline_of(box, look)
    if outline is shapes.tab and (style.position or "top") == "top":
        wide, high = tab or (rect.w / shapes.TAB_SHARE, min(shapes.TAB_HEIGHT, rect.h / 2))
        return Room(Rect(area.x, rect.y, max(0.0, wide - 2 * PADDING), high), "middle", style.align or "left", leadings)
    if outline is shapes.tab and tab and style.position == "middle" and area.h - tab[1] >= LOWEST_LINE:
        # In the middle of all its height the words of a low group would stand on the line under the tab.
        area = Rect(area.x, rect.y + tab[1], area.w, rect.h - tab[1] - top)
    if outline is shapes.stick_figure:
        name = Rect(area.x, rect.y + rect.h - shapes.NAME_HEIGHT, area.w, shapes.NAME_HEIGHT)
        return Room(name, "bottom", "center", leadings)
    if outline in _HEADED:
        head = min(shapes.HEAD_HEIGHT, rect.h / 4)
        area = Rect(area.x, area.y + head, area.w, area.h - head)
    if outline is shapes.lugs:
        area = Rect(area.x + 18, area.y, area.w - 18, area.h)
    elif box.figure and outline in _SLANTED:
        inset = min(area.h / 4, area.w / 5)
        area = Rect(area.x + inset, area.y, area.w - 2 * inset, area.h)
    position = style.position or ("top" if is_drawn or inside or box.kind in (NOTE, GROUP, STICKY) else "middle")
    if inside:
        head, foot = inside[0] - rect.y - 3, rect.y + rect.h - inside[1] - 3
        if position == "top" and head >= 14:
            area = Rect(area.x, area.y, area.w, min(area.h, head))
        elif position == "bottom" and foot >= 14:
            area = Rect(area.x, rect.y + rect.h - foot - 1, area.w, foot)
    return Room(area, position, align, leadings)


def set_label(
    label: str, room: Room, style: Style, icon_shown: bool, rect: Rect, setter: Typesetter
) -> tuple[Block, Rect]:
    """Return the label as set, and the area it is set in: narrower when it would run under the icon."""
    size = font_px(style)
    area = room.area
    if icon_shown and room.position == "top" and len(room.leadings) > 1:
        beside = _beside_icon(area, room.align)
        block = setter.fit(label, beside.w, area.h, size, bold=style.bold, leadings=room.leadings[:1])
        if block.size == size and block.lines and not block.is_cut_short:
            if not block.is_hyphenated:
                return block, beside
            # Words that must be broken beside the icon may be whole below it.
            below = replace(area, y=rect.y + ICON_ROOM, h=area.y + area.h - rect.y - ICON_ROOM)
            lower = setter.fit(label, below.w, below.h, size, bold=style.bold, leadings=room.leadings)
            if lower.size == size and not lower.is_cut_short and not lower.is_hyphenated:
                return lower, below
            return block, beside
    block = setter.fit(label, area.w, area.h, size, bold=style.bold, leadings=room.leadings)
    if not icon_shown or not block.lines:
        return block, area
    top = top_of(block, area, room.position)
    widest = max(setter.width(line, bold=style.bold) for line in block.lines) * block.size
    slack = {"left": 0.0, "center": (area.w - widest) / 2, "right": area.w - widest}[room.align]
    right = area.x + widest + slack if room.align != "right" else area.x + area.w
    if top >= rect.y + ICON_ROOM or right <= rect.x + rect.w - ICON_ROOM:
        return block, area
    if room.align == "center" and area.w - 2 * ICON_ROOM >= max(widest, 0.6 * area.w):
        return block, area
    narrow = replace(area, w=area.w - ICON_ROOM + PADDING)
    return setter.fit(label, narrow.w, narrow.h, size, bold=style.bold, leadings=room.leadings), narrow


def _beside_icon(area: Rect, align: str) -> Rect:
    """Return the part of the top of a box that Archi gives to the words beside the icon."""
    room = ICON_ROOM - PADDING
    if align == "center":
        return Rect(area.x + room, area.y, max(0.0, area.w - 2 * room), area.h)
    return Rect(area.x, area.y, area.w - room, area.h) if align == "right" else area


def top_of(block: Block, area: Rect, position: str) -> float:
    """Return the y of the top of the block."""
    if position == "middle":
        return area.y + (area.h - block.height) / 2
    return area.y + area.h - block.height if position == "bottom" else area.y
