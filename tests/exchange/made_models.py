"""Native models of Archi made at random, with folders and drawings, of what the exchange format has other words for."""

from __future__ import annotations

from hypothesis import strategies as some
from lxml import etree

ARCHI = "http://www.archimatetool.com/archimate"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"

texts = some.text(
    some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | some.sampled_from(" \t\n\r\\\"'&<>"), max_size=12
)
ids = some.text(some.sampled_from("ab1-._ %é"), min_size=1, max_size=4).filter(lambda one: one.strip() == one)
kinds = some.sampled_from(
    [
        ("BusinessProcess", "business"),
        ("ApplicationComponent", "application"),
        ("Goal", "motivation"),
        ("Grouping", "other"),
        ("Junction", "other"),
    ]
)
relation_kinds = some.sampled_from(["Serving", "Access", "Association", "Influence", "Composition"])
colours = some.sampled_from([None, "#ff0000", "#00FF80", "nonsense"])
places = some.integers(-60, 400)


def _describe(draw: some.DrawFn, node: etree._Element, *, has_properties: bool = True) -> None:
    if draw(some.booleans()):
        etree.SubElement(node, "documentation").text = draw(texts)
    keys = draw(some.lists(some.sampled_from(["k", "K", "k ", "", "Object ID"]), max_size=3)) if has_properties else []
    for key in keys:
        etree.SubElement(node, "property", key=key, value=draw(texts))


def _look(draw: some.DrawFn, node: etree._Element) -> None:
    for name in ("fillColor", "lineColor", "fontColor"):
        colour = draw(colours)
        if colour:
            node.set(name, colour)
    if draw(some.booleans()):
        size = draw(some.sampled_from(["9.0", "11.25", "8.5"]))
        node.set("font", f"1|Arial|{size}|{draw(some.integers(0, 3))}|WINDOWS|1|0|0|0|0|400|0|0|0|0|3|2|1|34|Arial")
    if draw(some.booleans()):
        node.set("alpha", str(draw(some.integers(0, 255))))
    if draw(some.booleans()):
        node.set("textAlignment", "1")


class _View:
    """One view while it is made: boxes in boxes, then lines from any of them to any other, also to lines."""

    def __init__(self, draw: some.DrawFn, root: etree._Element, prefix: str) -> None:
        self.draw, self.root, self.prefix = draw, root, prefix
        self.boxes: list[tuple[etree._Element, str]] = []
        self.lines: list[etree._Element] = []

    def add_boxes(self, elements: list[str], views: list[str]) -> None:
        for number in range(self.draw(some.integers(0, 5))):
            inside = [self.root, *(box for box, kind in self.boxes if kind in ("DiagramObject", "Group"))]
            kind = self.draw(some.sampled_from(["DiagramObject", "DiagramObject", "Group", "Note", "Reference"]))
            node = etree.Element("child", {XSI: f"archimate:{kind}", "id": f"{self.prefix}b{number}"})
            if kind == "DiagramObject":
                node.set("archimateElement", self.draw(some.sampled_from(elements)))
            elif kind == "Group":
                node.set("name", self.draw(texts))
                _describe(self.draw, node, has_properties=False)
            elif kind == "Reference":
                node.set(XSI, "archimate:DiagramModelReference")
                node.set("model", self.draw(some.sampled_from(views)))
            else:
                etree.SubElement(node, "content").text = self.draw(texts)
            _look(self.draw, node)
            bounds = etree.SubElement(node, "bounds", x=str(self.draw(places)), y=str(self.draw(places)))
            if self.draw(some.booleans()):
                bounds.set("width", str(self.draw(some.integers(1, 99))))
                bounds.set("height", str(self.draw(some.integers(1, 99))))
            self.draw(some.sampled_from(inside)).append(node)
            self.boxes.append((node, kind))

    def add_lines(self, relations: list[str]) -> None:
        for number in range(self.draw(some.integers(0, 4))):
            ends = [box for box, _ in self.boxes] + self.lines
            if len(ends) < 2:
                return
            source, target = self.draw(some.sampled_from(ends)), self.draw(some.sampled_from(ends))
            node = etree.SubElement(
                source, "sourceConnection", {XSI: "archimate:Connection", "id": f"{self.prefix}l{number}"}
            )
            node.set("source", source.get("id", ""))
            node.set("target", target.get("id", ""))
            target.set("targetConnections", f"{target.get('targetConnections', '')} {node.get('id')}".strip())
            if relations and self.draw(some.booleans()):
                node.set("archimateRelationship", self.draw(some.sampled_from(relations)))
            else:
                node.set("name", self.draw(texts))
            _look(self.draw, node)
            for _ in range(self.draw(some.integers(0, 2))):
                point = etree.SubElement(node, "bendpoint")
                for name in ("startX", "startY", "endX", "endY"):
                    point.set(name, str(self.draw(places)))
            self.lines.append(node)


def _folders(draw: some.DrawFn, root: etree._Element, names: list[str]) -> dict[str, list[etree._Element]]:
    """Return for each type of folder at the top that folder and those in it."""
    found: dict[str, list[etree._Element]] = {}
    for kind in draw(some.permutations(["business", "application", "motivation", "other", "relations", "diagrams"])):
        top = etree.SubElement(root, "folder", name=draw(texts), id=names.pop(), type=kind)
        found[kind] = [top]
        for _ in range(draw(some.integers(0, 2))):
            around = draw(some.sampled_from(found[kind]))
            found[kind].append(etree.SubElement(around, "folder", name=draw(texts), id=names.pop()))
    return found


@some.composite
def archi_models(draw: some.DrawFn) -> bytes:
    """Return a whole native file."""
    root = etree.Element(f"{{{ARCHI}}}model", nsmap={"archimate": ARCHI, "xsi": XSI[1:].partition("}")[0]})
    names = draw(some.lists(ids, min_size=40, max_size=40, unique=True))
    root.attrib.update({"name": draw(texts), "id": names.pop(), "version": "5.0.0"})
    folders = _folders(draw, root, names)
    elements = [names.pop() for _ in range(draw(some.integers(1, 5)))]
    relations = [names.pop() for _ in range(draw(some.integers(0, 4)))]
    views = [names.pop() for _ in range(draw(some.integers(0, 2)))]
    for name in elements:
        kind, layer = draw(kinds)
        node = etree.SubElement(draw(some.sampled_from(folders[layer])), "element", {XSI: f"archimate:{kind}"})
        node.attrib.update({"name": draw(texts), "id": name})
        if kind == "Junction" and draw(some.booleans()):
            node.set("type", "or")
        _describe(draw, node)
    for number, name in enumerate(relations):
        kind = draw(relation_kinds)
        node = etree.SubElement(draw(some.sampled_from(folders["relations"])), "element")
        node.attrib.update({XSI: f"archimate:{kind}Relationship", "name": draw(texts), "id": name})
        node.set("source", draw(some.sampled_from(elements)))
        node.set("target", draw(some.sampled_from(elements + relations[:number])))
        if kind == "Access":
            node.set("accessType", draw(some.sampled_from("0123")))
        if kind == "Influence":
            node.set("strength", draw(texts))
        if kind == "Association" and draw(some.booleans()):
            node.set("directed", "true")
        _describe(draw, node)
    for name in views:
        node = etree.SubElement(draw(some.sampled_from(folders["diagrams"])), "element")
        node.attrib.update({XSI: "archimate:ArchimateDiagramModel", "name": draw(texts), "id": name})
        node.set("viewpoint", draw(some.sampled_from(["layered", "my own", "information_structure"])))
        view = _View(draw, node, f"{name}:")
        view.add_boxes(elements, views)
        view.add_lines(relations)
        _describe(draw, node)
    if draw(some.booleans()):
        etree.SubElement(root, "purpose").text = draw(texts)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
