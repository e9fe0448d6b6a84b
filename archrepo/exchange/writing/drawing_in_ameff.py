"""Turn a drawing of Archi into one of the exchange format: absolute places, lines in a list of their own.

Where boxes and bends lie, and how they look, comes from the reader that also makes pictures of these drawings. What
the format has no words for (composed labels, alignments, icons, kinds of borders) is told, once for each kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from archrepo.diagrams.notation import Notation
from archrepo.exchange.ameff_style import add_style
from archrepo.exchange.archi_drawing import read_archi_drawing
from archrepo.exchange.drawing_parts import content_of
from archrepo.exchange.model import FileView
from archrepo.exchange.names import AMEFF_NAMESPACE, XSI
from archrepo.exchange.writing.drawing_losses import DrawingLosses
from archrepo.exchange.writing.file_concepts import FileConcepts
from archrepo.exchange.writing.identifiers import XmlNames
from archrepo.exchange.writing.xml_forms import parsed, without_control_characters
from archrepo.language import Text
from archrepo.views import BLOCK, CONNECTION, GROUP, IMAGE, NOTE, STICKY, VIEW_REFERENCE, Box, Line, Point, View

_NS: Final = f"{{{AMEFF_NAMESPACE}}}"
_TYPE = f"{{{XSI}}}type"
_PREFIXES: Final[dict[str | None, str]] = {None: AMEFF_NAMESPACE, "xsi": XSI}
_LABELS: Final = frozenset({NOTE, VIEW_REFERENCE})
_LOST: Final = frozenset({IMAGE, STICKY, BLOCK})


def drawing_in_ameff(
    view: FileView, concepts: FileConcepts, ids: XmlNames, losses: DrawingLosses, notation: Notation
) -> tuple[bytes, str]:
    """Return the drawing as XML of the exchange format, and how far it was moved ("" when it was not)."""
    root = parsed(view.drawing)
    losses.of_view(root)
    made = _Drawing(root, view, concepts, ids, losses, notation)
    made.draw()
    return etree.tostring(made.node, encoding="UTF-8") + b"\n", made.moved


class _Drawing:
    def __init__(
        self,
        root: etree._Element,
        view: FileView,
        concepts: FileConcepts,
        ids: XmlNames,
        losses: DrawingLosses,
        notation: Notation,
    ) -> None:
        self._losses = losses
        self._notation = notation
        self._ids = ids
        self._view = view
        self._drawn = read_archi_drawing(root, concepts, key=view.id, title="")
        self._sources = {one.get("id", ""): one for one in root.iter("child")}
        self._connections = {one.get("id", ""): one for one in root.iter("sourceConnection")}
        self._names: dict[str, str] = {}
        self._shift = _shift(self._drawn)
        self.moved = " ".join(map(str, self._shift)) if any(self._shift) else ""
        self.node = etree.Element(f"{_NS}view", nsmap=_PREFIXES)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 forbid the default namespace
        self.node.set("identifier", ids[view.id])
        self.node.set(_TYPE, "Diagram")

    def draw(self) -> None:
        """Add all boxes and lines, and tell what is lost."""
        nodes: dict[str, etree._Element] = {}
        boxes = {box.key: box for box in self._drawn.boxes}
        lost: set[str] = set()
        for box in self._drawn.boxes:
            source = self._sources.get(box.key)
            if box.kind in _LOST:
                lost.add(box.key)
                self._losses.add(Text("afbeelding of blok in een view", "image or block in a view"))
                continue
            around = nodes.get(box.parent or "", self.node)
            nodes[box.key] = self._box(around, box, source)
        drawn = {line.key: line for line in (*self._drawn.lines, *self._drawn.nested)}
        lines = {key: drawn[key] for key in self._connections if key in drawn}
        nested = {line.key for line in self._drawn.nested}
        waiting = _by_source(lines, boxes)
        for _ in range(len(self._connections) - len(waiting)):
            self._losses.add(
                Text(
                    "lijn zonder relatie of zonder beide einden in het bestand",
                    "line without a relation or without both ends in the file",
                )
            )
        waiting = _kept(waiting, set(boxes) - lost, self._losses)
        for line in waiting:
            self._names[line.key] = self._ids.own(line.key, self._view.id)
        for line in waiting:
            self._line(line, is_nested=line.key in nested)

    def _box(self, around: etree._Element, box: Box, source: etree._Element | None) -> etree._Element:
        assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
        name = self._names[box.key] = self._ids.own(box.key, self._view.id)
        node = etree.SubElement(around, f"{_NS}node", identifier=name)
        kind = "Element" if box.element is not None else "Label" if box.kind in _LABELS else "Container"
        if box.element is not None and source is not None:
            node.set("elementRef", self._ids[source.get("archimateElement", "")])
        elif kind == "Label" and source is not None and source.find("child") is not None:
            kind = "Container"
        node.set(_TYPE, kind)
        for attribute, value in (("x", box.x + self._shift[0]), ("y", box.y + self._shift[1])):
            node.set(attribute, str(round(value)))
        node.set("w", str(max(1, round(box.w))))
        node.set("h", str(max(1, round(box.h))))
        if box.element is None:
            label = content_of(source) if box.kind == NOTE and source is not None else ""
            if box.kind == GROUP and source is not None:
                label = source.get("name", "")
            _add_text(node, "label", label or box.label)
        if source is not None:
            _add_text(node, "documentation", source.findtext("documentation") or "")
            self._style_of_box(node, box, source)
        if box.element is None and source is not None and source.get("archimateElement"):
            self._losses.add(
                Text(
                    "vak van een element dat niet in het bestand staat: nu een leeg vak",
                    "box of an element that is not in the file: an empty box now",
                )
            )
        self._view_reference(node, box)
        return node

    def _style_of_box(self, node: etree._Element, box: Box, source: etree._Element) -> None:
        style = box.style
        self._losses.of_box(source, style)
        if style.fill is None and style.fill_opacity is not None:
            # Archi fills the box itself; without a colour the format cannot say that one sees through it.
            style = replace(style, fill=self._notation.box(box.kind).fill)
            self._losses.change(
                Text(
                    "kleur die Archi zelf kiest, uitgeschreven omdat het vak doorzichtig is",
                    "colour that Archi chooses itself, written out as the box is transparent",
                )
            )
        add_style(node, style)

    def _view_reference(self, node: etree._Element, box: Box) -> None:
        if box.kind != VIEW_REFERENCE:
            return
        if box.target_view is not None and box.target_view in self._ids:
            etree.SubElement(node, f"{_NS}viewRef", ref=self._ids[box.target_view])
        else:
            self._losses.add(
                Text(
                    "verwijzing naar een view die niet in het bestand komt",
                    "reference to a view that is not in the file",
                )
            )

    def _line(self, line: Line, *, is_nested: bool) -> None:
        source = self._connections[line.key]
        self._losses.of_line(source, line.style)
        node = etree.SubElement(self.node, f"{_NS}connection", identifier=self._names[line.key])
        if line.kind == CONNECTION:
            node.set(_TYPE, "Line")
        else:
            node.set("relationshipRef", self._ids[source.get("archimateRelationship", "")])
            node.set(_TYPE, "NestingRelationship" if is_nested else "Relationship")
        node.set("source", self._names[line.source])
        node.set("target", self._names[line.target])
        _add_text(node, "label", source.get("name", ""))
        _add_text(node, "documentation", source.findtext("documentation") or "")
        add_style(node, line.style)
        for x, y in line.bendpoints:
            place = (max(0, round(x + self._shift[0])), max(0, round(y + self._shift[1])))
            etree.SubElement(node, f"{_NS}bendpoint", x=str(place[0]), y=str(place[1]))


def _by_source(lines: Mapping[str, Line], boxes: Iterable[str]) -> list[Line]:
    """Return the lines in the order of the boxes in which they start, each before the lines that start in it."""
    starting: dict[str, list[Line]] = {}
    for line in lines.values():
        starting.setdefault(line.source, []).append(line)
    found: list[Line] = []
    waiting = [line for box in reversed(list(boxes)) for line in reversed(starting.get(box, []))]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(starting.get(found[-1].key, []))
    return found


def _kept(lines: list[Line], ends: set[str], losses: DrawingLosses) -> list[Line]:
    """Return the lines that still have both ends, of which lines can be one."""
    known = ends | {line.key for line in lines}
    while True:
        kept = [line for line in lines if line.source in known and line.target in known]
        if len(kept) == len(lines):
            return kept
        for _ in range(len(lines) - len(kept)):
            losses.add(Text("lijn aan een afbeelding of blok", "line at an image or block"))
        lines, known = kept, ends | {line.key for line in kept}


def _shift(view: View) -> tuple[int, int]:
    """Return how far the drawing must move to the right and down to have no negative places."""
    points: list[Point] = [(box.x or 0, box.y or 0) for box in view.boxes]
    points += [point for line in (*view.lines, *view.nested) for point in line.bendpoints]
    return (
        max(0, -round(min((x for x, _ in points), default=0))),
        max(0, -round(min((y for _, y in points), default=0))),
    )


def _add_text(node: etree._Element, tag: str, text: str) -> None:
    if text:
        etree.SubElement(node, f"{_NS}{tag}").text = without_control_characters(text)
