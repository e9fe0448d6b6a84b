"""Turn a file of the exchange format for ArchiMate 2.1 into the tree of that for ArchiMate 3, so that one reader does.

The older format calls a name a label, knows no kinds of nodes in a view, and lets ids be referred to in one way only.
Source: the schema of the ArchiMate 2.1 model exchange file format, The Open Group, 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from archrepo.exchange.model import Remark
from archrepo.exchange.names import AMEFF_2_NAMESPACE, AMEFF_NAMESPACE, XSI
from archrepo.exchange.refusals import line_of
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text

_TYPE: Final = f"{{{XSI}}}type"
_SCHEMA: Final = f"{{{XSI}}}schemaLocation"
_OLD: Final = f"{{{AMEFF_2_NAMESPACE}}}"
_NEW: Final = f"{{{AMEFF_NAMESPACE}}}"

_RENAMED: Final[Mapping[str, str]] = {
    "organization": "organizations",
    "propertydefs": "propertyDefinitions",
    "propertydef": "propertyDefinition",
}
_ATTRIBUTES: Final[Mapping[str, str]] = {
    "identifierref": "identifierRef",
    "elementref": "elementRef",
    "relationshipref": "relationshipRef",
}
#: A label of these is what ArchiMate 3 calls a name.
_NAMED: Final = frozenset({"element", "relationship", "view"})
_DRAWN: Final = frozenset({"node", "connection"})
_CONTAINERS: Final = frozenset({"group", "container"})
#: The order of the parts in ArchiMate 3; a part of another namespace follows the documentation.
_ORDER: Final = (
    *("name", "label", "documentation", "", "properties", "metadata", "elements", "relationships"),
    *("organizations", "propertyDefinitions", "views", "style", "bendpoint", "node", "connection"),
)
_FOREIGN: Final = _ORDER.index("")
#: The key under which exporters of the time kept what kind of junction it is, as it is compared.
_JUNCTION_KEY: Final = "junctiontype"


def exchange_3_tree(root: etree._Element, name: str) -> tuple[etree._Element, tuple[Remark, ...]]:
    """Return the tree in the form of ArchiMate 3 with what changed; types keep their old names, which the reader knows.

    Every part keeps the line on which it stood. `name` is what a reader calls the file.
    """
    return _Turner(root, name).turned()


class _Turner:
    """One file on its way from the old form to the new."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._remarks = Remarks(name)
        self._junction_keys = {
            node.get("identifier", "")
            for node in root.iterfind(f"{_OLD}propertydefs/{_OLD}propertydef")
            if (node.get("name") or "").replace(" ", "").lower() == _JUNCTION_KEY
        }

    def turned(self) -> tuple[etree._Element, tuple[Remark, ...]]:
        """Return the new tree and the remarks."""
        nsmap: dict[str | None, str] = {None: AMEFF_NAMESPACE, "xsi": XSI}
        for prefix, iri in self._root.nsmap.items():
            if prefix and iri not in (AMEFF_2_NAMESPACE, XSI):
                nsmap[prefix] = iri
        made = etree.Element(f"{_NEW}model", nsmap=nsmap)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 forbid the default namespace
        self._fill(made, self._root)
        for view in made.iterfind(f"{_NEW}views/{_NEW}diagrams/{_NEW}view"):
            self._move_inside(view)
        etree.indent(made)
        return made, self._remarks.all()

    def _fill(self, made: etree._Element, node: etree._Element) -> None:
        """Give `made` the attributes, the text and the parts of `node`."""
        tag = _local(node)
        made.sourceline = node.sourceline
        made.text = None if len(node) else node.text
        for attribute, value in node.attrib.items():
            attribute, value = str(attribute), str(value)
            if tag == "property" and attribute == "identifierref":
                made.set("propertyDefinitionRef", value)
            elif attribute != _SCHEMA and not (tag == "propertydef" and attribute == "name"):
                made.set(_ATTRIBUTES.get(attribute, attribute), value)
        if tag in ("node", "connection", "view"):
            self._give_kind(made, node, tag)
        elif tag in ("element", "relationship"):
            made.set(_TYPE, self._concept_kind(node))
        elif tag == "propertydef":
            etree.SubElement(made, f"{_NEW}name").text = node.get("name", "")
        inside = etree.SubElement(made, f"{_NEW}diagrams") if tag == "views" else made
        parts = [part for part in node.iterchildren("*") if self._is_kept(part, tag)]
        for part in sorted(parts, key=lambda part: _rank(part, tag)):
            if not str(part.tag).startswith(_OLD):
                inside.append(part)
            else:
                self._fill(etree.SubElement(inside, _NEW + _new_name(part, tag)), part)

    def _is_kept(self, part: etree._Element, tag: str) -> bool:
        if tag in _DRAWN and _local(part) == "properties":
            self._remarks.loss(
                Text(
                    "eigenschappen van een vak of lijn in een view; ArchiMate 3 kent die niet",
                    "properties of a box or line in a view, which ArchiMate 3 does not know",
                ),
                line_of(part),
            )
            return False
        return True

    def _concept_kind(self, node: etree._Element) -> str:
        kind = node.get(_TYPE, "").rpartition(":")[2]
        if kind != "Junction":
            return kind.removesuffix("Relationship") if _local(node) == "relationship" else kind
        stated = next(
            (
                one.findtext(f"{_OLD}value") or ""
                for one in node.iterfind(f"{_OLD}properties/{_OLD}property")
                if one.get("identifierref") in self._junction_keys
            ),
            None,
        )
        if stated is None:
            self._remarks.change(
                Text(
                    "knooppunt zonder soort: opgenomen als En-knooppunt",
                    "junction of no stated kind: carried over as an and junction",
                ),
                line_of(node),
            )
        return "OrJunction" if stated is not None and stated.strip().lower() in ("or", "xor") else "AndJunction"

    def _give_kind(self, made: etree._Element, node: etree._Element, tag: str) -> None:
        """State what ArchiMate 3 asks for and the older form leaves to the reader: what is drawn here."""
        if tag == "view":
            kind = "Diagram"
        elif tag == "connection":
            kind = "Relationship" if node.get("relationshipref") else "Line"
        elif node.get("elementref"):
            kind = "Element"
        elif node.get("type", "").lower() in _CONTAINERS or node.find(f"{_OLD}node") is not None:
            kind = "Container"
        else:
            kind = "Label"
        if "type" in made.attrib:
            del made.attrib["type"]
        made.set(_TYPE, kind)

    def _move_inside(self, view: etree._Element) -> None:
        """Move the whole drawing when a part of it lies left of or above the origin, which ArchiMate 3 forbids."""
        placed = [part for part in view.iter(f"{_NEW}node", f"{_NEW}bendpoint") if _at(part) is not None]
        left, above = (min([0, *(point[axis] for part in placed if (point := _at(part)))]) for axis in (0, 1))
        if not left and not above:
            return
        for part in placed:
            x, y = _at(part) or (0, 0)
            part.set("x", str(x - left))
            part.set("y", str(y - above))
        self._remarks.change(
            Text(
                "view met een vak links van of boven de oorsprong: in zijn geheel verschoven",
                "view with a box left of or above the origin: moved as a whole",
            ),
            line_of(view),
        )


def _at(part: etree._Element) -> tuple[int, int] | None:
    try:
        return int(part.get("x", "")), int(part.get("y", ""))
    except ValueError:
        return None


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _new_name(part: etree._Element, within: str) -> str:
    tag = _local(part)
    return "name" if tag == "label" and within in _NAMED else _RENAMED.get(tag, tag)


def _rank(part: etree._Element, within: str) -> int:
    name = _new_name(part, within) if str(part.tag).startswith(_OLD) else ""
    return _ORDER.index(name) if name in _ORDER else _FOREIGN
