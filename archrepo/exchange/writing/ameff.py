"""Write the ArchiMate exchange file format 3.1: concepts go back to their place in what remained of the file read.

Concepts that are gone leave it, its organizations and the drawings; new ones come at the end of their list, by id.
Source: ArchiMate Model Exchange File Format 3.1, The Open Group, 2019; it is also the format for ArchiMate 3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from lxml import etree

from archrepo.exchange.foreign import put_back
from archrepo.exchange.model import Concept, FileElement, FileRelation, FileView, ModelFile, Phrase, Property, concepts
from archrepo.exchange.names import AMEFF_NAMESPACE, XML, XSI
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.pruning import prune_ameff_drawing, tell_gone
from archrepo.exchange.writing.written import WrittenFile
from archrepo.exchange.writing.xml_forms import EXCHANGE_FORM, parsed, without_control_characters, written_xml

_NS: Final = f"{{{AMEFF_NAMESPACE}}}"
_TYPE = f"{{{XSI}}}type"
_LANGUAGE = f"{{{XML}}}lang"
_NAME, _DOCUMENTATION, _PROPERTIES = _NS + "name", _NS + "documentation", _NS + "properties"
_DESCRIBING = (_NAME, _DOCUMENTATION, _PROPERTIES)
#: The parts of a model, in the order of the schema.
_PARTS: Final = (
    "name",
    "documentation",
    "properties",
    "metadata",
    "elements",
    "relationships",
    "organizations",
    "propertyDefinitions",
    "views",
)
_NAMELESS: Final = frozenset({"AndJunction", "OrJunction"})


def write_ameff(model: ModelFile) -> WrittenFile:
    """Return the exchange file; `model` is in the form of the exchange format."""
    remarks = Remarks(model.path)
    return WrittenFile(written_xml(ameff_tree(model, remarks), EXCHANGE_FORM), remarks=remarks.all())


def ameff_tree(model: ModelFile, remarks: Remarks) -> etree._Element:
    """Return the tree of the exchange file, complete."""
    root = parsed(model.rest)
    writer = _Concepts(Definitions(root, model.keys))
    by_id = {concept.id: concept for concept in concepts(model)}
    places = [
        node
        for path in ("elements/element", "relationships/relationship", "views/diagrams/view")
        for node in root.iterfind("/".join(_NS + step for step in path.split("/")))
    ]
    gone = {identifier for node in places if (identifier := node.get("identifier", "")) not in by_id}
    tell_gone(remarks, gone)
    writer.describe(root, model.names, model.texts, model.properties, ())
    for node in places:
        concept = by_id.pop(node.get("identifier", ""), None)
        if concept is not None:
            writer.fill(node, concept, gone)
        else:
            _remove(node)
    for item in list(root.iter(_NS + "item")) if gone else ():
        if item.get("identifierRef") in gone:
            _remove(item)
    for concept in sorted(by_id.values(), key=lambda one: one.id):
        writer.fill(etree.SubElement(_list_of(root, concept), _tag(concept), identifier=concept.id), concept, gone)
    writer.definitions.write(root)
    return root


class Definitions:
    """The property definitions of a file: those it has, and those that new keys need."""

    def __init__(self, root: etree._Element, types: Mapping[str, str]) -> None:
        """Read those that the file has; `types` are the data types of all keys."""
        self._types = types
        self._ids: dict[str, str] = {}
        self._new: list[str] = []
        self._taken = {str(node.get("identifier")) for node in root.iter() if node.get("identifier")}
        for node in root.iterfind(f"{_NS}propertyDefinitions/{_NS}propertyDefinition"):
            self._ids.setdefault(node.findtext(_NAME) or "", node.get("identifier", ""))

    def __getitem__(self, key: str) -> str:
        """Return the id of the definition of the key; a new one when the file has none."""
        found = self._ids.get(key)
        if found is None:
            number = len(self._ids) + 1
            while f"propid-{number}" in self._taken:
                number += 1
            found = self._ids[key] = f"propid-{number}"
            self._taken.add(found)
            self._new.append(key)
        return found

    def write(self, root: etree._Element) -> None:
        """Add the new definitions to the file, in the order in which they were needed."""
        if not self._new:
            return
        parent = part_of(root, "propertyDefinitions")
        for key in self._new:
            kind = self._types.get(key, "string")
            node = etree.SubElement(parent, _NS + "propertyDefinition", identifier=self._ids[key], type=kind)
            etree.SubElement(node, _NAME).text = without_control_characters(key)


class _Concepts:
    """Fills the places of concepts."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions

    def fill(self, node: etree._Element, concept: Concept, gone: set[str]) -> None:
        """Make the emptied element the concept."""
        if isinstance(concept, FileView):
            self._view(node, concept, gone)
            return
        if isinstance(concept, FileRelation):
            node.set("source", concept.source)
            node.set("target", concept.target)
        node.set(_TYPE, concept.kind)
        if isinstance(concept, FileRelation):
            if concept.access:
                node.set("accessType", concept.access)
            if concept.modifier:
                node.set("modifier", without_control_characters(concept.modifier))
            if concept.directed:
                node.set("isDirected", "true")
        names = concept.names
        if isinstance(concept, FileElement) and not names and concept.kind not in _NAMELESS:
            names = (Phrase(""),)
        self.describe(node, names, concept.texts, concept.properties, concept.foreign)

    def _view(self, node: etree._Element, view: FileView, gone: set[str]) -> None:
        drawing = parsed(view.drawing)
        if gone:
            prune_ameff_drawing(drawing, gone)
        stated = drawing.get("viewpoint") or drawing.get("viewpointRef") or ""
        if stated != view.viewpoint:
            drawing.attrib.pop("viewpointRef", "")
            drawing.set("viewpoint", view.viewpoint)
        self.describe(drawing, view.names or (Phrase(""),), view.texts, view.properties, ())
        parent = node.getparent()
        assert parent is not None
        parent.replace(node, drawing)

    def describe(
        self,
        node: etree._Element,
        names: Sequence[Phrase],
        texts: Sequence[Phrase],
        properties: Sequence[Property],
        foreign: Iterable[str],
    ) -> None:
        """Give the element its names, documentation, other parts and properties, in the order of the schema."""
        for part in list(node):
            if part.tag in _DESCRIBING:
                node.remove(part)
        made = etree.Element("made")
        for tag, phrases in ((_NAME, names), (_DOCUMENTATION, texts)):
            for phrase in phrases:
                _add_phrase(made, tag, phrase)
        put_back(made, foreign)
        for attribute, value in made.attrib.items():
            node.set(attribute, value)
        for at, part in enumerate(list(made)):
            node.insert(at, part)
        if properties:
            node.insert(self._place_of_properties(node), self._properties(properties))

    def _place_of_properties(self, node: etree._Element) -> int:
        """Return where properties stand: after names, documentation and parts of other namespaces."""
        for at, part in enumerate(node):
            tag = str(part.tag)
            if tag.startswith(_NS) and tag not in _DESCRIBING:
                return at
        return len(node)

    def _properties(self, properties: Sequence[Property]) -> etree._Element:
        parent = etree.Element(_PROPERTIES)
        for (definition, key), same in groupby(properties, key=lambda one: (one.definition, one.key)):
            node, languages = None, set[str]()
            for one in same:
                # Values of one property in several languages stand in it together, each language once.
                if node is None or not one.language or one.language in languages or "" in languages:
                    reference = definition or self.definitions[key]
                    node = etree.SubElement(parent, _NS + "property", propertyDefinitionRef=reference)
                    languages = set()
                languages.add(one.language)
                _add_phrase(node, _NS + "value", Phrase(one.value, one.language))
        return parent


def part_of(root: etree._Element, name: str) -> etree._Element:
    """Return the part of the model with that name, made at the place that the schema gives it when there is none."""
    found = root.find(_NS + name)
    if found is None:
        before = {_NS + one for one in _PARTS[: _PARTS.index(name)]}
        at = max((root.index(part) + 1 for part in root if part.tag in before), default=0)
        found = etree.Element(_NS + name)
        root.insert(at, found)
    return found


def _list_of(root: etree._Element, concept: Concept) -> etree._Element:
    if isinstance(concept, FileElement):
        return part_of(root, "elements")
    if isinstance(concept, FileRelation):
        return part_of(root, "relationships")
    views = part_of(root, "views")
    found = views.find(_NS + "diagrams")
    return found if found is not None else etree.SubElement(views, _NS + "diagrams")


def _tag(concept: Concept) -> str:
    if isinstance(concept, FileElement):
        return _NS + "element"
    return _NS + ("relationship" if isinstance(concept, FileRelation) else "view")


def _add_phrase(parent: etree._Element, tag: str, phrase: Phrase) -> None:
    node = etree.SubElement(parent, tag)
    node.text = without_control_characters(phrase.text)
    if phrase.language:
        node.set(_LANGUAGE, phrase.language)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)
    if len(parent) == 0 and str(parent.tag) != _NS + "item":
        _remove(parent)
