"""Models of the exchange format made at random, of all that a native file of Archi can hold, partly in our words."""

from __future__ import annotations

from hypothesis import strategies as some
from lxml import etree
from made_models import texts

AMEFF = "http://www.opengroup.org/xsd/archimate/3.0/"
NS = f"{{{AMEFF}}}"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
TYPE = f"{{{XSI}}}type"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

languages = some.sampled_from([None, "nl", "en", "fy"])
said = texts.filter(bool)
channels = some.integers(0, 255)


def _add(draw: some.DrawFn, parent: etree._Element, tag: str, text: str) -> None:
    node = etree.SubElement(parent, NS + tag)
    node.text = text
    language = draw(languages)
    if language:
        node.set(LANGUAGE, language)


def _describe(draw: some.DrawFn, node: etree._Element, keys: list[str]) -> None:
    for _ in range(draw(some.integers(1, 3))):
        _add(draw, node, "name", draw(said))
    for _ in range(draw(some.integers(0, 2))):
        _add(draw, node, "documentation", draw(said))
    stated = draw(some.lists(some.sampled_from(keys), max_size=3))
    if stated:
        properties = etree.SubElement(node, NS + "properties")
        for key in stated:
            made = etree.SubElement(properties, NS + "property", propertyDefinitionRef=key)
            _add(draw, made, "value", draw(texts))


def _style(draw: some.DrawFn, node: etree._Element, *, is_box: bool) -> None:
    style = etree.SubElement(node, NS + "style")
    if not is_box and draw(some.booleans()):
        style.set("lineWidth", str(draw(some.integers(1, 4))))
    for name in ("fillColor", "lineColor") if is_box else ("lineColor",):
        if draw(some.booleans()):
            colour = etree.SubElement(style, NS + name, r=str(draw(channels)), g=str(draw(channels)), b="7")
            if is_box and draw(some.booleans()):
                colour.set("a", str(draw(some.integers(0, 99))))
    if draw(some.booleans()):
        font = etree.SubElement(style, NS + "font", name="Arial", size=draw(some.sampled_from(["9", "9.5", "12"])))
        words = draw(some.sampled_from([None, "bold", "italic", "bold italic"]))
        if words:
            font.set("style", words)
        etree.SubElement(font, NS + "color", r="1", g=str(draw(channels)), b="3")
    if len(style) == 0 and not style.attrib:
        node.remove(style)


def _drawing(draw: some.DrawFn, view: etree._Element, name: str, elements: list[str], relations: list[str]) -> None:
    boxes: list[etree._Element] = []
    for number in range(draw(some.integers(0, 4))):
        inside = [view, *(box for box in boxes if box.get(TYPE) != "Label")]
        kind = draw(some.sampled_from(["Element", "Element", "Container", "Label"]))
        node = etree.SubElement(draw(some.sampled_from(inside)), NS + "node", identifier=f"{name}-n{number}")
        if kind == "Element":
            node.set("elementRef", draw(some.sampled_from(elements)))
        node.set(TYPE, kind)
        for attribute, least in (("x", 0), ("y", 0), ("w", 1), ("h", 1)):
            node.set(attribute, str(draw(some.integers(least, 300))))
        if kind != "Element":
            etree.SubElement(node, NS + "label").text = draw(said)
        _style(draw, node, is_box=True)
        boxes.append(node)
    for number in range(draw(some.integers(0, 3)) if boxes else 0):
        source, target = draw(some.sampled_from(boxes)), draw(some.sampled_from(boxes))
        node = etree.SubElement(view, NS + "connection", identifier=f"{name}-c{number}")
        node.set(TYPE, "Line")
        is_nested = target in list(source) or source in list(target)
        if relations and draw(some.booleans()) and not is_nested:
            node.set(TYPE, "Relationship")
            node.set("relationshipRef", draw(some.sampled_from(relations)))
        elif draw(some.booleans()):
            etree.SubElement(node, NS + "label").text = draw(said)
        node.set("source", source.get("identifier", ""))
        node.set("target", target.get("identifier", ""))
        _style(draw, node, is_box=False)
        for _ in range(draw(some.integers(0, 2))):
            etree.SubElement(node, NS + "bendpoint", x=str(draw(channels)), y=str(draw(channels)))


@some.composite
def exchange_models(draw: some.DrawFn) -> bytes:
    """Return a whole exchange file, valid under the schema."""
    root = etree.Element(NS + "model", {"identifier": "m"}, nsmap={None: AMEFF, "xsi": XSI})  # type: ignore[dict-item]  # lxml-stubs 0.5.1 forbid the default namespace
    keys = ["p1", "p2", "p3"]
    _describe(draw, root, keys)
    elements = [f"e{number}" for number in range(draw(some.integers(1, 4)))]
    parent = etree.SubElement(root, NS + "elements")
    for name in elements:
        node = etree.SubElement(parent, NS + "element", identifier=name)
        node.set(TYPE, draw(some.sampled_from(["Node", "Goal", "Product", "Location", "OrJunction"])))
        _describe(draw, node, keys)
    relations = [f"r{number}" for number in range(draw(some.integers(0, 3)))]
    parent = etree.SubElement(root, NS + "relationships") if relations else root
    for number, name in enumerate(relations):
        node = etree.SubElement(parent, NS + "relationship", identifier=name, source=draw(some.sampled_from(elements)))
        node.set("target", draw(some.sampled_from(elements + relations[:number])))
        kind = draw(some.sampled_from(["Access", "Influence", "Association", "Flow"]))
        node.set(TYPE, kind)
        if kind == "Access":
            node.set("accessType", draw(some.sampled_from(["Access", "Read", "Write", "ReadWrite"])))
        if kind == "Influence":
            node.set("modifier", draw(said))
        if kind == "Association" and draw(some.booleans()):
            node.set("isDirected", "true")
        _describe(draw, node, keys)
    parent = etree.SubElement(root, NS + "propertyDefinitions")
    for key, kind, name in zip(keys, ["string", "number", "date"], ["k", "name", ""], strict=True):
        etree.SubElement(
            etree.SubElement(parent, NS + "propertyDefinition", identifier=key, type=kind), NS + "name"
        ).text = name
    if draw(some.booleans()):
        diagrams = etree.SubElement(etree.SubElement(root, NS + "views"), NS + "diagrams")
        view = etree.SubElement(
            diagrams, NS + "view", identifier="v", viewpoint=draw(some.sampled_from(["x", "Layered"]))
        )
        view.set(TYPE, "Diagram")
        _describe(draw, view, keys)
        _drawing(draw, view, "v", elements, relations)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
