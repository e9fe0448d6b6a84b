"""Read a view of the exchange format: absolute places, colours as numbers, lines in a list of their own.

Source: ArchiMate Model Exchange File Format 3.1, diagram schema, The Open Group, 2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from archrepo.exchange.drawing_parts import extent, left_out, number, opacity, split_nested
from archrepo.exchange.names import AMEFF_NAMESPACE, XSI
from archrepo.exchange.shown import Concepts
from archrepo.views import CONNECTION, GROUP, NOTE, VIEW_REFERENCE, Box, Line, Point, Style, View

_TYPE = f"{{{XSI}}}type"
_NS = f"{{{AMEFF_NAMESPACE}}}"
_NODE, _LABEL, _VIEW_REFERENCE, _STYLE, _BENDPOINT = (
    _NS + name for name in ("node", "label", "viewRef", "style", "bendpoint")
)
_KINDS: Final[Mapping[str, str]] = {"Container": GROUP, "Label": NOTE}
_LINES = frozenset({"Line"})


def read_ameff_drawing(root: etree._Element, concepts: Concepts, *, key: str, title: str) -> View:
    """Return the drawing as a view; names and types come from the model."""
    drawing = _Drawing(concepts)
    for node in root.iterchildren(_NODE):
        drawing.add(node, None)
    for node in root.iterchildren(_NS + "connection"):
        drawing.connect(node)
    known = {*drawing.boxes, *(line.key for line in drawing.lines)}
    ended = [line for line in drawing.lines if line.source in known and line.target in known]
    drawing.missing_relations += len(drawing.lines) - len(ended)
    lines, nested = split_nested(ended, drawing.boxes)
    boxes = tuple(drawing.boxes.values())
    x, y, width, height = extent(boxes, lines)
    return View(
        key=key,
        title=title,
        boxes=boxes,
        lines=lines,
        kind="drawn",
        viewpoint=root.get("viewpoint", ""),
        nested=nested,
        left_out=left_out(drawing.missing_elements, drawing.missing_relations, 0),
        x=x,
        y=y,
        width=width,
        height=height,
    )


class _Drawing:
    """The boxes and lines found so far in one drawing."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self.boxes: dict[str, Box] = {}
        self.lines: list[Line] = []
        self.missing_elements = self.missing_relations = 0

    def add(self, node: etree._Element, parent: str | None) -> None:
        """Add the box and the boxes in it."""
        kind = _KINDS.get(node.get(_TYPE, "").rpartition(":")[2], "")
        label, element, target, is_or = node.findtext(_LABEL) or "", None, None, False
        reference = node.find(_VIEW_REFERENCE)
        if reference is not None and kind:
            kind = VIEW_REFERENCE
            referred = self._concepts.view(reference.get("ref", ""))
            target, label = (referred.key, referred.label) if referred else (None, label or self._concepts.missing())
        elif not kind:
            shown = self._concepts.element(node.get("elementRef", ""))
            if shown is None:
                kind, label = NOTE, self._concepts.missing()
                self.missing_elements += 1
            else:
                element, kind, label, is_or = shown.iri, shown.kind, shown.label, shown.is_or
        box = Box(
            key=node.get("identifier", f"box-{len(self.boxes)}"),
            kind=kind,
            label=label,
            element=element,
            x=number(node, "x", 0),
            y=number(node, "y", 0),
            w=number(node, "w", 120),
            h=number(node, "h", 55),
            parent=parent,
            style=_style(node.find(_STYLE)),
            is_or=is_or,
            target_view=target,
        )
        self.boxes[box.key] = box
        for child in node.iterchildren(_NODE):
            self.add(child, box.key)

    def connect(self, node: etree._Element) -> None:
        """Add the line, unless the model no longer has its relation."""
        relation = None
        if node.get(_TYPE, "").rpartition(":")[2] not in _LINES:
            relation = self._concepts.relation(node.get("relationshipRef", ""))
            if relation is None:
                self.missing_relations += 1
                return
        points: tuple[Point, ...] = tuple(
            (number(point, "x", 0), number(point, "y", 0)) for point in node.iterchildren(_BENDPOINT)
        )
        self.lines.append(
            Line(
                key=node.get("identifier", f"line-{len(self.lines)}"),
                kind=relation.kind if relation else CONNECTION,
                source=node.get("source", ""),
                target=node.get("target", ""),
                relation=relation.node if relation else None,
                label=relation.label if relation else node.findtext(_LABEL) or "",
                bendpoints=points,
                access=relation.access if relation else None,
                directed=bool(relation and relation.directed),
                modifier=relation.modifier if relation else "",
                style=_style(node.find(_STYLE)),
            )
        )


def _style(node: etree._Element | None) -> Style:
    if node is None:
        return Style()
    fill, line, font = (node.find(_NS + name) for name in ("fillColor", "lineColor", "font"))
    words = set((font.get("style", "") if font is not None else "").split())
    text = font.find(_NS + "color") if font is not None else None
    return Style(
        fill=_colour(fill),
        fill_opacity=_opacity(fill),
        line=_colour(line),
        line_opacity=_opacity(line),
        line_width=number(node, "lineWidth", 1) if node.get("lineWidth") else None,
        text=_colour(text),
        font=font.get("name") if font is not None else None,
        font_size=number(font, "size", 9) if font is not None and font.get("size") else None,
        bold="bold" in words,
        italic="italic" in words,
        underline="underline" in words,
        strikeout="strikeout" in words,
    )


def _colour(node: etree._Element | None) -> str | None:
    if node is None:
        return None
    channels = (min(255, max(0, int(number(node, name, 0)))) for name in ("r", "g", "b"))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _opacity(node: etree._Element | None) -> float | None:
    return None if node is None else opacity(node.get("a"), 100)
