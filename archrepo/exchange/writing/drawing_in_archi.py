"""Turn a drawing of the exchange format into one of Archi: places relative to the box around, lines in their source.

Where boxes and bends lie comes from the reader that also makes pictures of these drawings. What Archi has no words for
(texts of boxes that stand for an element, points where a line is attached, a second view reference) is told.
"""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from lxml import etree

from archrepo.exchange.ameff_drawing import read_ameff_drawing
from archrepo.exchange.drawing_parts import middle
from archrepo.exchange.model import FileView
from archrepo.exchange.names import AMEFF_NAMESPACE, ARCHI_NAMESPACES, XSI
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.file_concepts import FileConcepts
from archrepo.exchange.writing.xml_forms import parsed, without_control_characters
from archrepo.language import Text
from archrepo.views import CONNECTION, GROUP, NOTE, VIEW_REFERENCE, Box, Line, Point, Style

_NS: Final = f"{{{AMEFF_NAMESPACE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = f"{{{XSI}}}type"
_PREFIX: Final = "archimate"
PREFIXES: Final[dict[str | None, str]] = {"xsi": XSI, _PREFIX: ARCHI_NAMESPACES[0]}
_FULL: Final = 255
_BOLD, _ITALIC = 1, 2
_KINDS: Final = {GROUP: "Group", NOTE: "Note", VIEW_REFERENCE: "DiagramModelReference"}
_DEEPEST_CHAIN: Final = 50


def drawing_in_archi(view: FileView, concepts: FileConcepts, shift: Point, remarks: Remarks) -> bytes:
    """Return the drawing as XML of Archi; `shift` is how far it was moved when it left Archi."""
    root = parsed(view.drawing)
    made = _Drawing(root, view, concepts, shift, remarks)
    made.draw()
    return etree.tostring(made.node, encoding="UTF-8") + b"\n"


class _Drawing:
    def __init__(
        self, root: etree._Element, view: FileView, concepts: FileConcepts, shift: Point, remarks: Remarks
    ) -> None:
        self._remarks = remarks
        self._concepts = concepts
        self._shift = shift
        self._drawn = read_ameff_drawing(root, concepts, key=view.id, title="")
        self._sources = {one.get("identifier", ""): one for one in root.iter(f"{_NS}node")}
        self._connections = {one.get("identifier", ""): one for one in root.iter(f"{_NS}connection")}
        self._boxes = {box.key: box for box in self._drawn.boxes}
        self._lines = {line.key: line for line in (*self._drawn.lines, *self._drawn.nested)}
        self._nested = {line.key for line in self._drawn.nested}
        self._nodes: dict[str, etree._Element] = {}
        self._centres: dict[str, Point] = {}
        self.node = etree.Element("element", nsmap=PREFIXES)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 type the prefixes too narrowly
        self.node.set(_TYPE, f"{_PREFIX}:ArchimateDiagramModel")
        self.node.set("id", view.id)

    def draw(self) -> None:
        """Add all boxes and lines, and tell what is lost."""
        ended: dict[str, list[str]] = {}
        order = self._order()
        for key in order:
            ended.setdefault(self._lines[key].target, []).append(key)
        for box in self._drawn.boxes:
            self._nodes[box.key] = self._box(box, self._sources.get(box.key))
        for key in order:
            self._nodes[key] = self._line(self._lines[key], self._connections[key])
        for key in order:
            start = self._nodes[self._lines[key].source]
            start.insert(_place_of_lines(start), self._nodes[key])
        for key, lines in ended.items():
            _set_after_id(self._nodes[key], "targetConnections", " ".join(sorted(lines)))
        # A child stands behind the lines of the box around it, as Archi has it.
        for box in self._drawn.boxes:
            around = self._nodes[box.parent] if box.parent is not None else self.node
            around.append(self._nodes[box.key])
        for text in self._drawn.left_out:
            self._remarks.loss(Text(f"in een view: {text.nl}", f"in a view: {text.en}"))

    def _order(self) -> list[str]:
        """Return the lines in the order of the file, those that start in a line behind it.

        Lines that start in each other have no place in Archi, where each stands in what it starts in.
        """
        found = dict.fromkeys(key for key in self._connections if key in self._lines)
        known = set(self._boxes) - set(found)
        waiting = list(found)
        order: list[str] = []
        for _ in range(_DEEPEST_CHAIN):
            ready = [key for key in waiting if self._lines[key].source in known]
            known.update(ready)
            order += ready
            waiting = [key for key in waiting if key not in known]
        kept = self._ended(order)
        for _ in range(len(found) - len(kept)):
            self._remarks.loss(
                Text("lijn in een kring of lange keten van lijnen", "line in a ring or long chain of lines")
            )
        return kept

    def _ended(self, order: list[str]) -> list[str]:
        """Return the lines of which both ends are drawn, of which lines can be one."""
        while True:
            known = {*self._boxes, *order}
            kept = [key for key in order if self._lines[key].source in known and self._lines[key].target in known]
            if len(kept) == len(order):
                return kept
            order = kept

    def _box(self, box: Box, source: etree._Element | None) -> etree._Element:
        assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
        node = etree.Element("child")
        is_container = source is not None and source.get(_TYPE, "").rpartition(":")[2] == "Container"
        kind = GROUP if is_container else box.kind
        label = (source.findtext(f"{_NS}label") or "") if source is not None else box.label
        content = ""
        node.set(_TYPE, f"{_PREFIX}:{'DiagramObject' if box.element is not None else _KINDS[kind]}")
        node.set("id", box.key)
        if kind == GROUP and box.element is None:
            node.set("name", without_control_characters(label))
        self._style(node, box.style, is_box=True)
        if box.element is not None:
            assert source is not None
            node.set("archimateElement", source.get("elementRef", ""))
        elif kind == VIEW_REFERENCE:
            if box.target_view is None:
                node.set(_TYPE, f"{_PREFIX}:{_KINDS[NOTE]}")
                content = label
            else:
                node.set("model", box.target_view)
        elif kind == NOTE:
            content = label or box.label
        around = self._boxes[box.parent] if box.parent is not None else None
        x0, y0 = (around.x or 0, around.y or 0) if around else self._shift
        bounds = etree.Element("bounds")
        node.insert(0, bounds)
        for attribute, value in (("x", box.x - x0), ("y", box.y - y0)):
            if round(value):
                bounds.set(attribute, str(round(value)))
        bounds.set("width", str(round(box.w)))
        bounds.set("height", str(round(box.h)))
        if content:
            etree.SubElement(node, "content").text = without_control_characters(content)
        if source is not None:
            self._tell_box(node, box, kind, source)
        return node

    def _tell_box(self, node: etree._Element, box: Box, kind: str, source: etree._Element) -> None:
        self._documentation(node, source, is_kept=kind == GROUP and box.element is None)
        references = len(source.findall(f"{_NS}viewRef"))
        if references > (kind == VIEW_REFERENCE and box.target_view is not None):
            self._remarks.loss(Text("verwijzing van een vak naar een view", "reference from a box to a view"))
        label = source.findtext(f"{_NS}label") or ""
        if (box.element is not None or kind == VIEW_REFERENCE) and label and label != box.label:
            self._remarks.loss(Text("eigen opschrift van een vak", "own label of a box"))
        self._tell_languages(source)
        for attribute in ("conceptRef", "xpathPart"):
            if source.get(attribute):
                self._remarks.loss(Text(f"{attribute} van een opschrift", f"{attribute} of a label"))

    def _line(self, line: Line, source: etree._Element) -> etree._Element:
        node = etree.Element("sourceConnection")
        node.set(_TYPE, f"{_PREFIX}:Connection")
        node.set("id", line.key)
        label = source.findtext(f"{_NS}label") or ""
        if line.kind == CONNECTION and label:
            node.set("name", without_control_characters(label))
        elif label and label != line.label:
            self._remarks.loss(Text("eigen opschrift van een lijn", "own label of a line"))
        self._style(node, line.style, is_box=False)
        node.set("source", line.source)
        node.set("target", line.target)
        if line.kind != CONNECTION:
            node.set("archimateRelationship", source.get("relationshipRef", ""))
        is_nesting = source.get(_TYPE, "").rpartition(":")[2] == "NestingRelationship"
        if line.kind != CONNECTION and is_nesting != (line.key in self._nested):
            self._remarks.loss(
                Text(
                    "of een lijn door nesten wordt getoond, volgt in Archi uit de plaats van de vakken",
                    "whether nesting shows a line follows from the places of the boxes in Archi",
                )
            )
        self._documentation(node, source, is_kept=line.kind == CONNECTION)
        self._bendpoints(node, line)
        self._tell_languages(source)
        for part in ("sourceAttachment", "targetAttachment", "viewRef"):
            if source.find(_NS + part) is not None:
                self._remarks.loss(Text(f"{part} van een lijn", f"{part} of a line"))
        return node

    def _documentation(self, node: etree._Element, source: etree._Element, *, is_kept: bool) -> None:
        texts = [part.text for part in source.iterchildren(f"{_NS}documentation") if part.text]
        if is_kept and texts:
            etree.SubElement(node, "documentation").text = without_control_characters(texts[0])
            texts = texts[1:]
        for _ in texts:
            self._remarks.loss(Text("documentatie van een vak of lijn", "documentation of a box or line"))

    def _tell_languages(self, source: etree._Element) -> None:
        labels = source.findall(f"{_NS}label")
        if len(labels) > 1 or any(one.get(_XML) for one in labels):
            self._remarks.loss(
                Text("taal of vertaling van een opschrift in een view", "language or translation of a label in a view")
            )

    def _style(self, node: etree._Element, style: Style, *, is_box: bool) -> None:
        if style.font or style.font_size or style.bold or style.italic:
            bits = (_BOLD if style.bold else 0) | (_ITALIC if style.italic else 0)
            node.set("font", f"1|{style.font or ''}|{float(style.font_size or 9)}|{bits}|")
        if style.text:
            node.set("fontColor", style.text)
        if style.line_width and not is_box:
            node.set("lineWidth", str(round(style.line_width)))
        if style.line:
            node.set("lineColor", style.line)
        if is_box and style.fill:
            node.set("fillColor", style.fill)
            if style.fill_opacity is not None:
                node.set("alpha", str(round(style.fill_opacity * _FULL)))
        if is_box and style.line:
            etree.SubElement(node, "feature", name="deriveElementLineColor", value="false")
            if style.line_opacity is not None:
                etree.SubElement(node, "feature", name="lineAlpha", value=str(round(style.line_opacity * _FULL)))
        if style.underline:
            self._remarks.loss(Text("onderstreping van een opschrift", "underline of a label"))

    def _bendpoints(self, node: etree._Element, line: Line) -> None:
        for (start_x, end_x), (start_y, end_y) in self._bends(line, 0):
            point = etree.SubElement(node, "bendpoint")
            for name, value in (("startX", start_x), ("startY", start_y), ("endX", end_x), ("endY", end_y)):
                if value:
                    point.set(name, str(value))

    def _bends(self, line: Line, depth: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return for each bend how far it lies from the middles of both ends, across and down."""
        if not line.bendpoints:
            return []
        start, end = self._centre(line.source, depth), self._centre(line.target, depth)
        shares = [place / (len(line.bendpoints) + 1) for place in range(1, len(line.bendpoints) + 1)]
        return [
            (_distances(x, start[0], end[0], share), _distances(y, start[1], end[1], share))
            for (x, y), share in zip(line.bendpoints, shares, strict=True)
        ]

    def _centre(self, key: str, depth: int) -> Point:
        """Return the middle of a box or of a line; of a ring of lines the origin, as nothing tells where it is."""
        if key in self._centres:
            return self._centres[key]
        box, line = self._boxes.get(key), self._lines.get(key)
        # Until it is known a line lies at the origin, so that a ring of lines ends here instead of going round.
        found = self._centres[key] = (0.0, 0.0)
        if box is not None:
            assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
            found = (box.x + box.w / 2, box.y + box.h / 2)
        elif line is not None and depth < _DEEPEST_CHAIN:
            start, end = self._centre(line.source, depth + 1), self._centre(line.target, depth + 1)
            # The middle that Archi finds is that of the whole numbers which are written.
            bends = self._bends(line, depth + 1)
            shares = [place / (len(bends) + 1) for place in range(1, len(bends) + 1)]
            points = [
                (_between(x, start[0], end[0], share), _between(y, start[1], end[1], share))
                for (x, y), share in zip(bends, shares, strict=True)
            ]
            found = middle([start, *points, end])
        self._centres[key] = found
        return found


def _distances(value: float, start: float, end: float, share: float) -> tuple[int, int]:
    """Return whole distances from both ends that together give the place as exactly as can be."""
    choices = ((one(value - start), other(value - end)) for one in (ceil, floor) for other in (ceil, floor))
    return min(choices, key=lambda choice: abs(_between(choice, start, end, share) - value))


def _between(distances: tuple[int, int], start: float, end: float, share: float) -> float:
    return (start + distances[0]) * (1 - share) + (end + distances[1]) * share


def _place_of_lines(node: etree._Element) -> int:
    """Return where the next line of a box or line stands: behind its bounds and the lines that it has."""
    before = [at for at, part in enumerate(node) if part.tag in ("feature", "bounds", "sourceConnection")]
    return before[-1] + 1 if before else 0


def _set_after_id(node: etree._Element, name: str, value: str) -> None:
    stated = list(node.attrib.items())
    for attribute, _ in stated:
        del node.attrib[attribute]
    for attribute, one in stated:
        node.set(attribute, one)
        if attribute == "id":
            node.set(name, value)
