"""Small model files as a hostile author would write them, for property tests: both formats, every corner of each."""

from __future__ import annotations

from hypothesis import strategies as some
from lxml import etree

from archrepo.exchange.names import AMEFF_NAMESPACE, XML, XSI

_TYPE = f"{{{XSI}}}type"
_LANG = f"{{{XML}}}lang"
_NS = f"{{{AMEFF_NAMESPACE}}}"
TEXTS = some.text(
    some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | some.sampled_from("\t\n\r\\\"' "),
    max_size=8,
)
KINDS = some.sampled_from(["BusinessProcess", "Node", "Goal", "Plateau", "Grouping", "OrJunction", "Unheard"])
RELATIONS = some.sampled_from(["Serving", "Access", "Flow", "Association", "Aggregation", "Influence", "Unheard"])
LANGUAGES = some.sampled_from(["", "nl", "en", "nl-NL", "pt_BR", "geen taal"])
KEYS = some.sampled_from(["k", "K", "k ", "", "Object ID", "sleutel (x)"])
_IDS = some.text(some.characters(codec="ascii", min_codepoint=33, exclude_characters="&<>"), min_size=1, max_size=5)
_FEATURES = some.sampled_from(["", '<feature name="a" value="1"/>', '<x:y xmlns:x="urn:x" x:z="&quot;&#10;">é</x:y>'])


def _ids(draw: some.DrawFn, taken: tuple[str, ...]) -> list[str]:
    free = _IDS.filter(lambda one: one not in taken)
    return draw(some.lists(free, min_size=1, max_size=8, unique=True))


@some.composite
def archi_models(draw: some.DrawFn) -> etree._Element:
    """Return the root of a native file: folders in folders, elements, relations, views, profiles, features."""
    root = etree.Element(
        "{http://www.archimatetool.com/archimate}model",
        nsmap={"archimate": "http://www.archimatetool.com/archimate", "xsi": XSI},
        attrib={"name": draw(TEXTS), "id": "model", "version": "5.0.0"},
    )
    folders = [etree.SubElement(root, "folder", id="top", type="business", name="Alles")]
    folders += [etree.SubElement(draw(some.sampled_from(folders)), "folder", id="in", name=draw(TEXTS))]
    names = _ids(draw, ("model", "top", "in", "p1", "p2"))
    split = draw(some.integers(1, len(names)))
    for number, name in enumerate(names):
        node = etree.SubElement(draw(some.sampled_from(folders)), "element", {"id": name})
        if number < split:
            kind = draw(KINDS)
            node.set(_TYPE, f"archimate:{kind.removeprefix('Or')}")
            if kind == "OrJunction":
                node.set("type", "or")
        else:
            node.set("source", draw(some.sampled_from([*names, "weg"])))
            node.set("target", draw(some.sampled_from(names[:number])))
            kind = draw(RELATIONS)
            node.set(_TYPE, f"archimate:{kind}Relationship")
            if kind == "Access":
                node.set("accessType", draw(some.sampled_from("01239")))
            if draw(some.booleans()):
                node.set("strength", draw(some.sampled_from(["", "+", "--"])))
            if draw(some.booleans()):
                node.set("directed", "true")
        _describe_archi(draw, node)
        if draw(some.booleans()):
            node.set("profiles", draw(some.sampled_from(["p1", "p2 p1", "p1 weg", "weg"])))
        feature = draw(_FEATURES)
        if feature:
            node.append(etree.fromstring(feature))
    for number in range(draw(some.integers(0, 2))):
        view = etree.SubElement(
            folders[0], "element", {_TYPE: "archimate:ArchimateDiagramModel", "id": f"view {number}"}
        )
        _describe_archi(draw, view)
        for shown in draw(some.lists(some.sampled_from(names), max_size=3)):
            box = etree.SubElement(view, "child", archimateElement=shown)
            etree.SubElement(box, "bounds", x=str(draw(some.integers(-5, 5))), y="0")
    _describe_archi(draw, root, "purpose")
    for number in range(draw(some.integers(0, 2))):
        kind = draw(some.sampled_from(["Node", "FlowRelationship", ""]))
        etree.SubElement(root, "profile", name=draw(some.sampled_from("ab")), id=f"p{number + 1}", conceptType=kind)
    return root


def _describe_archi(draw: some.DrawFn, node: etree._Element, text: str = "documentation") -> None:
    if draw(some.booleans()):
        node.set("name", draw(TEXTS))
    if draw(some.booleans()):
        etree.SubElement(node, text).text = draw(TEXTS)
    for key in draw(some.lists(KEYS, max_size=4)):
        etree.SubElement(node, "property", key=key, value=draw(TEXTS))


@some.composite
def ameff_models(draw: some.DrawFn) -> etree._Element:
    """Return the root of an exchange file: languages, definitions with one name, organizations that share concepts."""
    root = etree.Element(_NS + "model", identifier="model", nsmap={None: AMEFF_NAMESPACE, "xsi": XSI})
    _describe_ameff(draw, root)
    names = _ids(draw, ("model", "d0", "d1", "d2", "v0", "v1"))
    split = draw(some.integers(1, len(names)))
    elements = etree.SubElement(root, _NS + "elements")
    relations = etree.SubElement(root, _NS + "relationships")
    for number, name in enumerate(names):
        if number < split:
            node = etree.SubElement(elements, _NS + "element", {"identifier": name, _TYPE: draw(KINDS)})
        else:
            kind = draw(RELATIONS)
            node = etree.SubElement(relations, _NS + "relationship", {"identifier": name, _TYPE: kind})
            node.set("source", draw(some.sampled_from([*names, "weg"])))
            node.set("target", draw(some.sampled_from(names[:number])))
            access = draw(some.sampled_from(["", "Access", "Read", "Write", "ReadWrite", "Onbekend"]))
            if access:
                node.set("accessType", access)
            if draw(some.booleans()):
                node.set("isDirected", draw(some.sampled_from(["true", "false"])))
            if draw(some.booleans()):
                node.set("modifier", draw(some.sampled_from(["", "+", "5"])))
        _describe_ameff(draw, node)
        if draw(some.booleans()):
            node.set("{urn:x}eigen", draw(TEXTS))
            node.append(etree.fromstring('<x:y xmlns:x="urn:x">é</x:y>'))
    for _ in range(draw(some.integers(0, 2))):
        tree = etree.SubElement(root, _NS + "organizations")
        for shown in draw(some.lists(some.sampled_from(names), max_size=4)):
            item = etree.SubElement(tree, _NS + "item")
            if draw(some.booleans()):
                etree.SubElement(item, _NS + "label", {_LANG: "nl"}).text = draw(TEXTS)
                item = etree.SubElement(item, _NS + "item")
            item.set("identifierRef", shown)
    definitions = etree.SubElement(root, _NS + "propertyDefinitions")
    for number in range(draw(some.integers(0, 3))):
        kind = draw(some.sampled_from(["string", "number"]))
        one = etree.SubElement(definitions, _NS + "propertyDefinition", identifier=f"d{number}", type=kind)
        etree.SubElement(one, _NS + "name").text = draw(KEYS)
    diagrams = etree.SubElement(etree.SubElement(root, _NS + "views"), _NS + "diagrams")
    for number in range(draw(some.integers(0, 2))):
        view = etree.SubElement(diagrams, _NS + "view", {"identifier": f"v{number}", _TYPE: "Diagram"})
        _describe_ameff(draw, view)
        for shown in draw(some.lists(some.sampled_from(names), max_size=3)):
            etree.SubElement(view, _NS + "node", {"elementRef": shown, "x": "0", "y": "0", _TYPE: "Element"})
    return root


def _describe_ameff(draw: some.DrawFn, node: etree._Element) -> None:
    for tag in ("name", "documentation"):
        for _ in range(draw(some.integers(0, 3))):
            _add_phrase(draw, node, tag)
    if draw(some.booleans()):
        properties = etree.SubElement(node, _NS + "properties")
        for _ in range(draw(some.integers(1, 4))):
            reference = draw(some.sampled_from(["d0", "d1", "d2", "d3"]))
            one = etree.SubElement(properties, _NS + "property", propertyDefinitionRef=reference)
            for _ in range(draw(some.integers(0, 2))):
                _add_phrase(draw, one, "value")


def _add_phrase(draw: some.DrawFn, node: etree._Element, tag: str) -> None:
    made = etree.SubElement(node, _NS + tag)
    made.text = draw(TEXTS)
    language = draw(LANGUAGES)
    if language:
        made.set(_LANG, language)
