"""Parts that drawings of both formats share: colours, fonts, extents, and lines that nesting makes needless."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from lxml import etree

from archrepo.language import Text
from archrepo.views import CONNECTION, Box, Line, Point, Style

#: Position of weight, slant and strokes in the Windows part of a stored SWT font.
_WINDOWS_UNDERLINE, _WINDOWS_STRIKEOUT = 12, 13
_BOLD, _ITALIC = 1, 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a box or a line of a drawing of Archi, looked up in one pass, each in the order of the file."""

    features: Mapping[str, str]
    children: Sequence[etree._Element]
    connections: Sequence[etree._Element]
    bendpoints: Sequence[etree._Element]
    bounds: etree._Element | None


def parts_of(node: etree._Element) -> Parts:
    """Return the parts of a box, a line or a whole view."""
    features: dict[str, str] = {}
    children: list[etree._Element] = []
    connections: list[etree._Element] = []
    bendpoints: list[etree._Element] = []
    bounds = None
    for one in node:
        tag = one.tag
        if tag == "bounds":
            bounds = one
        elif tag == "child":
            children.append(one)
        elif tag == "sourceConnection":
            connections.append(one)
        elif tag == "bendpoint":
            bendpoints.append(one)
        elif tag == "feature":
            features[one.get("name", "")] = one.get("value", "")
    return Parts(features, children, connections, bendpoints, bounds)


def content_of(node: etree._Element) -> str:
    """Return the text of a note of Archi: a part of it as Archi writes it, an attribute where coArchi did."""
    return node.get("content") or node.findtext("content") or ""


def swt_font(data: str) -> tuple[str | None, float | None, int, bool, bool]:
    """Return name, size in points, style bits, underline and strikeout of a font as Eclipse SWT stores it."""
    parts = data.split("|")
    if len(parts) < 4:
        return None, None, 0, False, False
    try:
        size: float | None = float(parts[2])
        style = int(parts[3])
    except ValueError:
        return parts[1] or None, None, 0, False, False
    is_windows = len(parts) > _WINDOWS_STRIKEOUT and parts[4] == "WINDOWS"
    underline = is_windows and parts[_WINDOWS_UNDERLINE] not in ("0", "")
    strikeout = is_windows and parts[_WINDOWS_STRIKEOUT] not in ("0", "")
    return parts[1] or None, size, style & (_BOLD | _ITALIC), underline, strikeout


def is_bold(style: int) -> bool:
    """Tell whether the style bits of a font say bold."""
    return bool(style & _BOLD)


def is_italic(style: int) -> bool:
    """Tell whether the style bits of a font say italic."""
    return bool(style & _ITALIC)


def colour(value: str | None) -> str | None:
    """Return "#rrggbb" in lower case; None for anything else."""
    if value and len(value) == 7 and value[0] == "#":
        digits = value[1:].lower()
        if all(digit in "0123456789abcdef" for digit in digits):
            return f"#{digits}"
    return None


def opacity(value: str | None, full: float) -> float | None:
    """Return the share of `full`; None when nothing is stated or it is full."""
    try:
        found = float(value) if value else full
    except ValueError:
        return None
    return None if found >= full else max(0.0, found) / full


def number(node: etree._Element, name: str, default: float) -> float:
    """Return the attribute as a number; the default when it is absent, no number, or endless."""
    try:
        found = float(node.get(name, default))
    except ValueError:
        return default
    return found if isfinite(found) else default


def size(node: etree._Element, name: str, default: float) -> float:
    """Return a width or height; Archi writes -1 for the default size of the type."""
    stated = number(node, name, -1)
    return stated if stated > 0 else default


def extent(boxes: Sequence[Box], lines: Iterable[Line]) -> tuple[float, float, float, float]:
    """Return x, y, width and height around all boxes and bendpoints; zeros when there is nothing."""
    xs: list[float] = []
    ys: list[float] = []
    for box in boxes:
        assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
        xs += (box.x, box.x + box.w)
        ys += (box.y, box.y + box.h)
    for line in lines:
        xs += (point[0] for point in line.bendpoints)
        ys += (point[1] for point in line.bendpoints)
    if not xs:
        return 0.0, 0.0, 0.0, 0.0
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def middle(points: Sequence[Point]) -> Point:
    """Return the point halfway along the path."""
    lengths = [((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 for one, other in pairwise(points)]
    left = sum(lengths) / 2
    for (one, other), length in zip(pairwise(points), lengths, strict=True):
        if length and left <= length:
            share = left / length
            return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
        left -= length
    return points[0]


def split_nested(lines: Iterable[Line], boxes: Mapping[str, Box]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines to draw, and the relations that the picture already shows by one box lying in another.

    A relation is shown by nesting when one end lies directly in the other, or when one end is a relation of which
    both ends lie directly in the other end.
    """
    lines = tuple(lines)
    by_key = {line.key: line for line in lines}

    def holds(outer: str, inner: str) -> bool:
        if outer not in boxes or boxes[outer].element is None:
            return False
        if inner in boxes:
            return boxes[inner].parent == outer and boxes[inner].element is not None
        line = by_key.get(inner)
        return line is not None and all(
            end in boxes and boxes[end].parent == outer for end in (line.source, line.target)
        )

    nested = {
        line.key
        for line in lines
        if line.kind != CONNECTION and (holds(line.source, line.target) or holds(line.target, line.source))
    }
    return (
        tuple(line for line in lines if line.key not in nested),
        tuple(line for line in lines if line.key in nested),
    )


def style_of(font: str | None, **parts: object) -> Style:
    """Return a style with the font as SWT stores it and the other parts as given."""
    if not font:
        return Style(**parts)  # type: ignore[arg-type]  # the callers give fields of Style only
    name, size, bits, underline, strikeout = swt_font(font)
    return Style(
        font=name,
        font_size=size,
        bold=is_bold(bits),
        italic=is_italic(bits),
        underline=underline,
        strikeout=strikeout,
        **parts,  # type: ignore[arg-type]  # the callers give fields of Style only
    )


def left_out(missing_elements: int, missing_relations: int, plain_labels: int) -> tuple[Text, ...]:
    """Return in words what the picture does not show as the author drew it."""
    found: list[Text] = []
    if missing_elements:
        found.append(
            Text(
                f"{missing_elements} vakken van elementen die niet meer in het model staan",
                f"{missing_elements} boxes of elements that are no longer in the model",
            )
        )
    if missing_relations:
        found.append(
            Text(
                f"{missing_relations} lijnen zonder relatie of zonder beide einden in het model",
                f"{missing_relations} lines without a relation or without both ends in the model",
            )
        )
    if plain_labels:
        found.append(
            Text(
                f"{plain_labels} samengestelde labels; hier staat de naam van het element",
                f"{plain_labels} composed labels; the name of the element stands here instead",
            )
        )
    return tuple(found)
