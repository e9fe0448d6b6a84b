"""One box as SVG: its outline, icon and label."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.diagrams import font, shapes
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.notation import DASHED, DOTTED, LINE_COLOUR, BoxLook
from archrepo.diagrams.shapes import n
from archrepo.diagrams.text import LEADING, Block, Typesetter, clean, escape, is_measured, width_em
from archrepo.views import GROUP, NOTE, VIEW_REFERENCE, Box, Style

FONT_PX = 12.0
PADDING = 4.0
ICON_ROOM = 20.0
#: So many characters of an explanation are shown at the pointer; the table beside the picture has all.
MOST_TIP = 700
_DASHES = {"solid": "", "dashed": DASHED, "dotted": DOTTED}
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}


@dataclass(frozen=True, slots=True)
class Room:
    """Where the label of a box may stand: the area, and the end of it (top, middle, bottom) where it starts."""

    area: Rect
    position: str
    align: str


def is_dark(colour: str) -> bool:
    """Return whether white letters read better than black ones on `colour` ("#rrggbb")."""
    number = int(colour[1:], 16)
    # The usual weights of red, green and blue; below 115 white has the better contrast.
    return (299 * (number >> 16) + 587 * (number >> 8 & 255) + 114 * (number & 255)) < 115_000


def font_px(style: Style) -> float:
    """Return the font size of a style in pixels."""
    return style.font_size * 4 / 3 if style.font_size else FONT_PX


def box_parts(box: Box, rect: Rect, look: BoxLook, setter: Typesetter, room: Room, out: list[str]) -> None:
    """Append the shapes and the label of one box to `out`."""
    style = box.style
    fill = style.fill or look.fill
    if look.is_junction and box.is_or:
        fill = "#ffffff"
    outline = outline_of(box, look)
    has_icon = outline is look.outline
    _append_shape(outline(rect.x, rect.y, rect.w, rect.h), fill, look, style, out)
    if look.is_junction:
        return
    icon_shown = has_icon and look.icon is not None and box.icon_visible and rect.w >= 24 and rect.h >= 20
    ink = style.text or (
        "#ffffff" if is_dark(fill) and (style.fill_opacity is None or style.fill_opacity > 0.5) else ""
    )
    if icon_shown and look.icon is not None:
        at = f'transform="translate({n(rect.x + rect.w - 19)} {n(rect.y + 3)})"'
        colour = "#ffffff" if is_dark(fill) else "#000"
        if look.icon.stroke:
            out.append(f'<path {at} d="{look.icon.stroke}" fill="none" stroke="{colour}"/>')
        if look.icon.fill:
            out.append(f'<path {at} d="{look.icon.fill}" fill="{colour}"/>')
    label = clean(box.label)
    if box.specialization:
        label = f"«{clean(box.specialization)}»\n{label}"
    block, area = _set(label, room, style, icon_shown, rect, setter)
    append_text(block, area, room, style, ink, out)


def outline_of(box: Box, look: BoxLook) -> shapes.Outline:
    """Return the outline of the figure that the drawing asks for."""
    if look.outline is shapes.dog_ear and box.style.border in ("rectangle", "none"):
        return shapes.square
    if look.outline is shapes.tab and box.style.border == "rectangle":
        return shapes.square
    return look.second if box.figure and look.second else look.outline


def _append_shape(path: str, fill: str, look: BoxLook, style: Style, out: list[str]) -> None:
    seen = style.line_opacity != 0 and style.line_style != "none" and style.border != "none"
    paint = f'fill="{fill}"'
    if style.fill_opacity is not None and style.fill_opacity < 1:
        paint += f' fill-opacity="{style.fill_opacity:.2g}"'
    if seen:
        paint += f' stroke="{style.line or LINE_COLOUR}"'
        dash = _DASHES.get(style.line_style or "", look.dash)
        if dash:
            paint += f' stroke-dasharray="{dash}"'
        if style.line_width and style.line_width != 1:
            paint += f' stroke-width="{style.line_width:g}"'
        if style.line_opacity is not None and style.line_opacity < 1:
            paint += f' stroke-opacity="{style.line_opacity:.2g}"'
    out.append(f'<path d="{path}" {paint}/>')


def _set(label: str, room: Room, style: Style, icon_shown: bool, rect: Rect, setter: Typesetter) -> tuple[Block, Rect]:
    """Return the label as set, and the area it is set in: narrower when it would run under the icon."""
    size = font_px(style)
    area = room.area
    block = setter.fit(label, area.w, area.h, size, bold=style.bold)
    if not icon_shown or not block.lines:
        return block, area
    top = _top(block, area, room.position)
    widest = max(setter.width(line, bold=style.bold) for line in block.lines) * block.size
    slack = {"left": 0.0, "center": (area.w - widest) / 2, "right": area.w - widest}[room.align]
    right = area.x + widest + slack if room.align != "right" else area.x + area.w
    if top >= rect.y + ICON_ROOM or right <= rect.x + rect.w - ICON_ROOM:
        return block, area
    if room.align == "center" and area.w - 2 * ICON_ROOM >= max(widest, 0.6 * area.w):
        return block, area
    narrow = Rect(area.x, area.y, area.w - ICON_ROOM + PADDING, area.h)
    return setter.fit(label, narrow.w, narrow.h, size, bold=style.bold), narrow


def _top(block: Block, area: Rect, position: str) -> float:
    """Return the y of the top of the block."""
    if position == "middle":
        return area.y + (area.h - block.height) / 2
    return area.y + area.h - block.height if position == "bottom" else area.y


def append_text(block: Block, area: Rect, room: Room, style: Style, ink: str, out: list[str]) -> None:
    """Append the lines of `block` to `out` as one text element."""
    if not block.lines:
        return
    if room.align == "left":
        x = area.x
    else:
        x = area.x + (area.w / 2 if room.align == "center" else area.w)
    # The letters of a line stand in the middle of the height that the line has.
    lead = (LEADING - font.ASCENT - font.DESCENT) / 2 + font.ASCENT
    y = _top(block, area, room.position) + block.size * lead
    marks = _ANCHORS[room.align]
    if block.size != FONT_PX:
        marks += f' font-size="{n(block.size)}"'
    if style.bold:
        marks += ' font-weight="bold"'
    if style.italic:
        marks += ' font-style="italic"'
    if style.underline or style.strikeout:
        marks += ' text-decoration="' + ("underline" if style.underline else "line-through") + '"'
    if ink and ink != "#000000":
        marks += f' fill="{ink}"'
    x_ = n(x)
    first, *others = (_line(line, block.size, area.w) for line in block.lines)
    step = n(block.size * LEADING)
    spans = "".join(f'<tspan x="{x_}" dy="{step}"{fixed}>{words}</tspan>' for words, fixed in others)
    words, fixed = first
    if fixed:
        words = f"<tspan{fixed}>{words}</tspan>"
    out.append(f'<text x="{x_}" y="{n(y)}"{marks}>{words}{spans}</text>')


def _line(line: str, size: float, width: float) -> tuple[str, str]:
    """Return the escaped line, and a fixed length when it has letters that could not be measured."""
    if line.isascii() or is_measured(line):
        return escape(line) or " ", ""
    return escape(line), f' textLength="{n(min(width, width_em(line) * size))}" lengthAdjust="spacingAndGlyphs"'


def label_room(box: Box, rect: Rect, look: BoxLook, inside: tuple[float, float] | None, is_drawn: bool) -> Room:
    """Return where the label of `box` goes; `inside` is the highest top and lowest bottom of the boxes in it."""
    style = box.style
    top = min(PADDING, rect.h / 8)
    area = Rect(rect.x + PADDING, rect.y + top, rect.w - 2 * PADDING, rect.h - 2 * top)
    align = style.align or ("left" if box.kind == NOTE else "center")
    outline = outline_of(box, look)
    if outline is shapes.tab:
        if (style.position or "top") == "top":
            return Room(
                Rect(area.x, rect.y, area.w / shapes.TAB_SHARE - PADDING, min(shapes.TAB_HEIGHT, rect.h / 2)),
                "middle",
                style.align or "left",
            )
    elif outline is shapes.lugs:
        area = Rect(area.x + 18, area.y, area.w - 18, area.h)
    elif box.figure and look.second in (
        shapes.stadium,
        shapes.oval,
        shapes.chevron,
        shapes.slanted,
        shapes.block_arrow,
    ):
        inset = min(area.h / 4, area.w / 5)
        area = Rect(area.x + inset, area.y, area.w - 2 * inset, area.h)
    position = style.position or ("top" if is_drawn or inside or box.kind in (NOTE, GROUP) else "middle")
    if inside:
        head, foot = inside[0] - rect.y - 3, rect.y + rect.h - inside[1] - 3
        if position == "top" and head >= 14:
            area = Rect(area.x, area.y, area.w, min(area.h, head))
        elif position == "bottom" and foot >= 14:
            area = Rect(area.x, rect.y + rect.h - foot - 1, area.w, foot)
    return Room(area, position, align)


def spoken(box: Box, look: BoxLook, language_label: str) -> str:
    """Return the words that a pointer or a screen reader gives for the box."""
    name = clean(box.label).replace("\n", " ").strip()[:400]
    tip = f" · {clean(box.tip)[:MOST_TIP]}" if box.tip else ""
    if box.kind in (NOTE, VIEW_REFERENCE):
        return f"{language_label}: {name}{tip}"
    return f"{name} ({language_label}){tip}" if name else f"{language_label}{tip}"
