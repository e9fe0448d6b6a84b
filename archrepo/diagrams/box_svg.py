"""One box as SVG: its outline, image, icon and label."""

from __future__ import annotations

from typing import Final

from archrepo.diagrams import font, shapes
from archrepo.diagrams.box_pictures import image, large_icon
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.label_rooms import (
    FONT_PX,
    ICON_ROOM,
    PADDING,
    Room,
    font_px,
    label_room,
    outline_of,
    set_label,
    top_of,
)
from archrepo.diagrams.notation import BoxLook
from archrepo.diagrams.paint import BoxPaint
from archrepo.diagrams.palettes import BLACK, readable_on
from archrepo.diagrams.shapes import n
from archrepo.diagrams.text import Block, Typesetter, clean, escape, is_measured, isolated, width_em
from archrepo.views import NOTE, VIEW_REFERENCE, Box, Style

__all__ = ["FONT_PX", "ICON_ROOM", "PADDING", "Room", "font_px", "is_dark", "label_room", "outline_of"]

#: So many characters of an explanation are shown at the pointer; the table beside the picture has all.
MOST_TIP = 700
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
#: Fonts of authors whose words are hardly ever wider than measured here: what they can be more is in the padding.
_NARROW: Final = frozenset(
    {"arial", "arial narrow", "calibri", "dialog", "sans", "segoe ui", "segoe ui semibold", "tahoma", "times new roman"}
)
#: Words in another font that fill more of their line than this are held to their measure.
_SURE: Final = 0.8
#: The letter of the layer, and the room above the words that it needs.
_LETTER_PX: Final = 9.0
_LETTER_ROOM: Final = 12.0
NO_WORDS: Final = Block((), FONT_PX)


def is_dark(colour: str) -> bool:
    """Return whether white letters read better than black ones on `colour` ("#rrggbb")."""
    return readable_on(colour) != BLACK


def box_parts(
    box: Box,
    rect: Rect,
    look: BoxLook,
    setter: Typesetter,
    room: Room,
    paint: BoxPaint,
    out: list[str],
    *,
    tab: tuple[float, float] | None = None,
    fill: str = "",
    family: str = "",
) -> None:
    """Append the shapes and the label of one box to `out`.

    `tab` is the size of the tab of a group, `fill` a gradient instead of the plain fill, `family` the font to name.
    """
    outline = outline_of(box, look)
    if box.figure and look.second is None and look.icon and not look.is_junction:
        _large(box, rect, look, setter, room, paint, out, family)
        return
    if tab:
        x, y, w, h = rect.x, rect.y, rect.w, rect.h
        if box.style.border == "tab":
            out.append(f'<path d="{shapes.square(x, y, *tab)}" {paint.outline(paint.tab_fill)}/>')
            out.append(f'<path d="{shapes.square(x, y + tab[1], w, h - tab[1])}" {paint.outline(fill)}/>')
        else:
            out.append(f'<path d="{shapes.tabbed(x, y, w, h, *tab)}" {paint.outline(fill)}/>')
    else:
        out.append(f'<path d="{outline(rect.x, rect.y, rect.w, rect.h)}" {paint.outline(fill)}/>')
    if box.picture:
        out.append(image(box.picture, rect))
    if look.is_junction:
        return
    icon = look.icon if outline is look.outline and not tab and not box.picture and box.icon_visible else None
    icon_shown = icon is not None and rect.w >= 24 and rect.h >= 20
    if icon is not None and icon_shown:
        at = f'transform="translate({n(rect.x + rect.w - 19)} {n(rect.y + 3)})"'
        if icon.stroke:
            out.append(f'<path {at} d="{icon.stroke}" fill="none" stroke="{paint.icon}"/>')
        if icon.fill:
            out.append(f'<path {at} d="{icon.fill}" fill="{paint.icon}"/>')
    label = clean(box.label)
    if box.specialization:
        label = f"«{clean(box.specialization)}»\n{label}"
    block, area = set_label(label, room, box.style, icon_shown, rect, setter) if label else (NO_WORDS, room.area)
    append_text(block, area, room, box.style, paint.ink, out, family)
    if look.letter and rect.w >= 40 and rect.h >= 24:
        base_line = _letter_line(block, area, room, rect, setter)
        if base_line is not None:
            inset = 4 if outline is shapes.square else 24 if outline is shapes.lugs else 9
            out.append(
                f'<text x="{n(rect.x + inset)}" y="{n(base_line)}" font-size="{n(_LETTER_PX)}" '
                f'font-weight="bold" fill="{paint.icon}">{look.letter}</text>'
            )


def _letter_line(block: Block, area: Rect, room: Room, rect: Rect, setter: Typesetter) -> float | None:
    """Return the base line of the letter of a layer: left above, else left below; None where words take both."""
    above, below = rect.y + _LETTER_ROOM - 1, rect.y + rect.h - 4
    if not block.lines:
        return above
    widest = max(setter.width(line, bold=True) for line in block.lines) * block.size
    left = area.x + {"left": 0.0, "center": (area.w - widest) / 2, "right": area.w - widest}[room.align]
    top = top_of(block, area, room.position)
    if top > rect.y + _LETTER_ROOM or left > rect.x + 2 * _LETTER_ROOM:
        return above
    return below if top + block.height < rect.y + rect.h - _LETTER_ROOM else None


def _large(
    box: Box, rect: Rect, look: BoxLook, setter: Typesetter, room: Room, paint: BoxPaint, out: list[str], family: str
) -> None:
    """Append a box of which the icon is the whole figure; its name stands above or below it."""
    block, area = set_label(clean(box.label), room, box.style, False, rect, setter)
    above, below = rect.y, rect.y + rect.h
    if block.lines and room.position == "bottom":
        below = top_of(block, area, room.position)
    elif block.lines and room.position == "top":
        above = top_of(block, area, room.position) + block.height
    assert look.icon is not None
    large_icon(look.icon, Rect(rect.x, above, rect.w, below - above).grown(-2), paint, out)
    append_text(block, area, room, box.style, paint.ink, out, family)


def append_text(block: Block, area: Rect, room: Room, style: Style, ink: str, out: list[str], family: str = "") -> None:
    """Append the lines of `block` to `out` as one text element."""
    if not block.lines:
        return
    if room.align == "left":
        x = area.x
    else:
        x = area.x + (area.w / 2 if room.align == "center" else area.w)
    # The letters of a line stand in the middle of the height that the line has.
    lead = (block.leading - font.ASCENT - font.DESCENT) / 2 + font.ASCENT
    y = top_of(block, area, room.position) + block.size * lead
    marks = _ANCHORS[room.align]
    if block.size != FONT_PX:
        marks += f' font-size="{n(block.size)}"'
    if style.bold:
        marks += ' font-weight="bold"'
    if style.italic:
        marks += ' font-style="italic"'
    if style.underline or style.strikeout:
        marks += ' text-decoration="' + ("underline" if style.underline else "line-through") + '"'
    if ink != BLACK:
        marks += f' fill="{ink}"'
    if family:
        marks += f' font-family="{family}"'
    x_ = n(x)
    sure = area.w * _SURE if style.font and style.font.lower() not in _NARROW else area.w + 1
    words, fixed = _line(block.lines[0], block.size, area.w, style.bold, sure)
    if fixed:
        words = f"<tspan{fixed}>{words}</tspan>"
    if len(block.lines) > 1:
        step = n(block.size * block.leading)
        for line in block.lines[1:]:
            more, fixed = _line(line, block.size, area.w, style.bold, sure)
            words += f'<tspan x="{x_}" dy="{step}"{fixed}>{more}</tspan>'
    out.append(f'<text x="{x_}" y="{n(y)}"{marks}>{words}</text>')


def _line(line: str, size: float, width: float, bold: bool, sure: float) -> tuple[str, str]:
    """Return the escaped line, and a fixed length when its letters could run wider than they were measured."""
    is_known = line.isascii() or is_measured(line)
    if is_known and sure > width:
        return escape(line) or " ", ""
    wide = width_em(line, bold=bold) * size
    if is_known and wide <= sure:
        return escape(line) or " ", ""
    return escape(line), f' textLength="{n(min(width, wide))}" lengthAdjust="spacingAndGlyphs"'


def spoken(box: Box, look: BoxLook, language_label: str) -> str:
    """Return the words that a pointer or a screen reader gives for the box: its whole label, whatever was cut."""
    name = isolated(clean(box.label).replace("\n", " ").strip())
    tip = f" · {isolated(clean(box.tip)[:MOST_TIP])}" if box.tip else ""
    if box.kind in (NOTE, VIEW_REFERENCE):
        return f"{language_label}: {name}{tip}"
    return f"{name} ({language_label}){tip}" if name else f"{language_label}{tip}"
