"""Turn a drawing of Archi into one of the exchange format: absolute places, lines in a list of their own.

Where boxes and bends lie, and how they look, comes from the reader that also makes pictures of these drawings. What
the format has no words for (composed labels, alignments, icons, kinds of borders) is told, once for each kind.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from archrepo.exchange.ameff_style import add_style
from archrepo.exchange.archi_drawing import read_archi_drawing
from archrepo.exchange.drawing_parts import content_of
from archrepo.exchange.model import FileView
from archrepo.exchange.names import AMEFF_NAMESPACE, XSI
from archrepo.exchange.remarks import Remarks
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
_BOX: Final = frozenset(
    [
        "id",
        "name",
        "content",
        "archimateElement",
        "model",
        "targetConnections",
        "fillColor",
        "lineColor",
        "font",
        "fontColor",
        "alpha",
    ]
)
_LINE: Final = frozenset(
    [
        "id",
        "name",
        "source",
        "target",
        "archimateRelationship",
        "targetConnections",
        "lineColor",
        "font",
        "fontColor",
        "lineWidth",
    ]
)
_PARTS: Final = frozenset({"bounds", "child", "sourceConnection", "bendpoint", "content", "documentation"})
#: Features that other parts of the drawing say: the alpha of a line, and whether Archi uses its colour.
_FEATURES: Final = frozenset({"lineAlpha", "deriveElementLineColor"})
_DIGITS_OF_ALPHA: Final = 255


def drawing_in_ameff(view: FileView, concepts: FileConcepts, ids: XmlNames, remarks: Remarks) -> tuple[bytes, str]:
    """Return the drawing as XML of the exchange format, and how far it was moved ("" when it was not)."""
    root = parsed(view.drawing)
    made = _Drawing(root, view, concepts, ids, remarks)
    made.draw()
    return etree.tostring(made.node, encoding="UTF-8") + b"\n", made.moved


class _Drawing:
    def __init__(
        self, root: etree._Element, view: FileView, concepts: FileConcepts, ids: XmlNames, remarks: Remarks
    ) -> None:
        self._remarks = remarks
        self._concepts = concepts
        self._ids = ids
        self._view = view
        self._drawn = read_archi_drawing(root, concepts, key=view.id, title="")
        self._sources = {one.get("id", ""): one for one in root.iter("child", "sourceConnection")}
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
            if source is not None:
                self._tell_lost(source, _BOX)
            if box.kind in _LOST:
                lost.add(box.key)
                self._remarks.loss(Text("afbeelding of blok in een view", "image or block in a view"))
                continue
            around = nodes.get(box.parent or "", self.node)
            nodes[box.key] = self._box(around, box, source)
        lines = {line.key: line for line in (*self._drawn.lines, *self._drawn.nested)}
        nested = {line.key for line in self._drawn.nested}
        waiting = [lines[key] for key in self._sources if key in lines]
        waiting = _kept(waiting, set(boxes) - lost, self._remarks)
        for line in waiting:
            self._names[line.key] = self._ids.own(line.key, self._view.id)
        for line in waiting:
            self._line(line, is_nested=line.key in nested)
        for text in self._drawn.left_out:
            self._remarks.loss(Text(f"in een view: {text.nl}", f"in a view: {text.en}"))

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
        self._view_reference(node, box)
        return node

    def _style_of_box(self, node: etree._Element, box: Box, source: etree._Element) -> None:
        add_style(node, box.style)
        if source.get("alpha") and not box.style.fill and box.style.fill_opacity is not None:
            self._remarks.loss(Text("doorzichtigheid zonder kleur", "transparency without a colour"))
        if source.get("lineColor") and not box.style.line:
            self._remarks.loss(
                Text("lijnkleur die Archi niet gebruikt", "colour of a line that Archi does not use"),
            )
        self._tell_rounded(source, box.style.font_size, box.style.fill_opacity)

    def _view_reference(self, node: etree._Element, box: Box) -> None:
        if box.kind != VIEW_REFERENCE:
            return
        if box.target_view is not None and box.target_view in self._ids:
            etree.SubElement(node, f"{_NS}viewRef", ref=self._ids[box.target_view])
        else:
            self._remarks.loss(
                Text(
                    "verwijzing naar een view die niet in het bestand komt",
                    "reference to a view that is not in the file",
                )
            )

    def _line(self, line: Line, *, is_nested: bool) -> None:
        source = self._sources[line.key]
        self._tell_lost(source, _LINE)
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
        self._tell_rounded(source, line.style.font_size, None)
        for x, y in line.bendpoints:
            place = (max(0, round(x + self._shift[0])), max(0, round(y + self._shift[1])))
            etree.SubElement(node, f"{_NS}bendpoint", x=str(place[0]), y=str(place[1]))

    def _tell_lost(self, source: etree._Element, known: frozenset[str]) -> None:
        for attribute in map(str, source.attrib):
            if attribute not in known and attribute != _TYPE:
                self._remarks.loss(
                    Text(f"weergave {attribute} van een vak of lijn", f"look {attribute} of a box or line")
                )
        for part in source:
            if part.tag == "feature":
                if part.get("name") not in _FEATURES:
                    name = part.get("name", "")
                    self._remarks.loss(Text(f"weergave {name} van een vak of lijn", f"look {name} of a box or line"))
            elif part.tag not in _PARTS and isinstance(part.tag, str):
                self._remarks.loss(
                    Text(f"onderdeel {part.tag} van een vak of lijn", f"part {part.tag} of a box or line")
                )

    def _tell_rounded(self, source: etree._Element, size: float | None, opacity: float | None) -> None:
        if size is not None and not (2 * size).is_integer():
            self._remarks.loss(
                Text("lettergrootte afgerond op een halve punt", "font size rounded to half a point"),
            )
        if opacity is not None and round(round(100 * opacity) * _DIGITS_OF_ALPHA / 100) != round(
            opacity * _DIGITS_OF_ALPHA
        ):
            self._remarks.loss(
                Text("doorzichtigheid afgerond op een procent", "transparency rounded to one per cent"),
            )


def _kept(lines: list[Line], ends: set[str], remarks: Remarks) -> list[Line]:
    """Return the lines that still have both ends, of which lines can be one."""
    known = ends | {line.key for line in lines}
    while True:
        kept = [line for line in lines if line.source in known and line.target in known]
        if len(kept) == len(lines):
            return kept
        for _ in range(len(lines) - len(kept)):
            remarks.loss(Text("lijn aan een afbeelding of blok", "line at an image or block"))
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
