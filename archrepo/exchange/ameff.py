"""Read the ArchiMate model exchange file format, version 3 (AMEFF), with all languages it holds.

Source: ArchiMate Model Exchange File Format 3.1, The Open Group, 2019; it is also the format for ArchiMate 3.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from lxml import etree

from archrepo.errors import InputFault
from archrepo.exchange.document import Document
from archrepo.exchange.folders import folders_of
from archrepo.exchange.foreign import attribute_text, part_text
from archrepo.exchange.model import (
    AccessType,
    FileElement,
    FileRelation,
    FileView,
    ModelFile,
    Phrase,
    Property,
)
from archrepo.exchange.names import (
    AMEFF_NAMESPACE,
    ELEMENTS_OF_ARCHIMATE_2,
    RELATIONS_OF_ARCHIMATE_2,
    XML,
    XSI,
)
from archrepo.exchange.refusals import fault, line_of
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text

_TYPE = f"{{{XSI}}}type"
_LANGUAGE = f"{{{XML}}}lang"
_NS = f"{{{AMEFF_NAMESPACE}}}"
_NAME, _DOCUMENTATION, _PROPERTIES, _VALUE = _NS + "name", _NS + "documentation", _NS + "properties", _NS + "value"
_ELEMENT_ATTRIBUTES = frozenset({_TYPE, "identifier"})
_RELATION_ATTRIBUTES = frozenset({_TYPE, "identifier", "source", "target", "accessType", "modifier", "isDirected"})
_PARTS = frozenset({_NAME, _DOCUMENTATION, _PROPERTIES})
_ACCESS_TYPES: Mapping[str, AccessType] = {name: name for name in get_args(AccessType)}

_Described = tuple[tuple[Phrase, ...], tuple[Phrase, ...], tuple[Property, ...]]


def read_ameff(document: Document) -> ModelFile:
    """Return the model in an exchange file; the document's tree is used up by it.

    Raises:
        InputFault: a concept or view has no identifier.
    """
    root = document.root
    reader = _Reader(document.path, root)
    elements = tuple(reader.element(node) for node in root.iterfind(f"{_NS}elements/{_NS}element"))
    relations = tuple(reader.relation(node) for node in root.iterfind(f"{_NS}relationships/{_NS}relationship"))
    views = tuple(reader.view(node) for node in root.iterfind(f"{_NS}views/{_NS}diagrams/{_NS}view"))
    names, texts, properties = reader.described(root)
    return ModelFile(
        path=document.path,
        format="ameff",
        id=root.get("identifier") or "model",
        names=names,
        texts=texts,
        properties=properties,
        elements=elements,
        relations=relations,
        views=views,
        profiles=(),
        keys=reader.keys,
        rest=etree.tostring(root, encoding="UTF-8") + b"\n",
        images=document.images,
        remarks=reader.remarks.all(),
        folders=folders_of(root),
    )


class _Reader:
    """What is known of one file while its concepts are read."""

    def __init__(self, path: str, root: etree._Element) -> None:
        self.path = path
        self.remarks = Remarks(path)
        self.keys: dict[str, str] = {}
        self._definitions: dict[str, str] = {}
        #: Ids of definitions that have the name of one before them.
        self._further_definitions: set[str] = set()
        for node in root.iterfind(f"{_NS}propertyDefinitions/{_NS}propertyDefinition"):
            key = node.findtext(_NAME) or ""
            identifier = node.get("identifier", "")
            self._definitions[identifier] = key
            if key in self.keys:
                self._further_definitions.add(identifier)
            else:
                self.keys[key] = node.get("type", "string")

    def element(self, node: etree._Element) -> FileElement:
        """Take over one element, and leave only its identifier in the tree."""
        kind = self._kind(node, ELEMENTS_OF_ARCHIMATE_2, "Element")
        names, texts, properties = self.described(node)
        foreign = self._foreign(node, _ELEMENT_ATTRIBUTES)
        return FileElement(self._reduced(node), kind, names, texts, properties, (), foreign)

    def relation(self, node: etree._Element) -> FileRelation:
        """Take over one relationship, and leave only its identifier in the tree."""
        kind = self._kind(node, RELATIONS_OF_ARCHIMATE_2, "Relationship").removesuffix("Relationship") or "Relationship"
        names, texts, properties = self.described(node)
        foreign = self._foreign(node, _RELATION_ATTRIBUTES)
        stated = node.get("accessType", "")
        access = _ACCESS_TYPES.get(stated)
        if stated and access is None:
            foreign = (attribute_text("accessType", stated), *foreign)
            self.remarks.change(
                Text(f'onbekende toegang accessType="{stated}"', f'unknown access accessType="{stated}"'), line_of(node)
            )
        source, target = node.get("source", ""), node.get("target", "")
        modifier, directed = node.get("modifier", ""), node.get("isDirected") in ("true", "1")
        identifier = self._reduced(node)
        return FileRelation(
            identifier, kind, source, target, names, texts, properties, (), access, modifier, directed, foreign
        )

    def view(self, node: etree._Element) -> FileView:
        """Take over one view with its drawing, and leave only its identifier in the tree."""
        names, texts, properties = self.described(node)
        shown = (str(part.get("elementRef")) for part in node.iter(_NS + "node") if part.get("elementRef"))
        viewpoint = node.get("viewpoint") or node.get("viewpointRef") or ""
        drawing = etree.tostring(node, encoding="UTF-8", with_tail=False) + b"\n"
        shows = tuple(dict.fromkeys(shown))
        return FileView(self._reduced(node), "diagram", viewpoint, names, texts, properties, shows, drawing, "ameff")

    def described(self, node: etree._Element) -> _Described:
        """Return the names, documentation and properties that stand in the element itself, in every language."""
        names: list[Phrase] = []
        texts: list[Phrase] = []
        properties: list[Property] = []
        for part in node:
            tag = part.tag
            if tag == _NAME:
                names.append(Phrase(part.text or "", part.get(_LANGUAGE, "")))
            elif tag == _DOCUMENTATION:
                texts.append(Phrase(part.text or "", part.get(_LANGUAGE, "")))
            elif tag == _PROPERTIES:
                for one in part.iterchildren(_NS + "property"):
                    properties += self._values(one)
        return tuple(names), tuple(texts), tuple(properties)

    def _values(self, node: etree._Element) -> list[Property]:
        reference = node.get("propertyDefinitionRef", "")
        key = self._definitions.get(reference)
        if key is None:
            key = self._definitions[reference] = reference
            self.keys.setdefault(key, "string")
            self.remarks.change(
                Text(
                    f"eigenschap {reference} is nergens gedefinieerd: opgenomen onder die naam",
                    f"property {reference} is defined nowhere: carried over under that name",
                ),
                line_of(node),
            )
        definition = reference if reference in self._further_definitions else ""
        values = list(node.iterchildren(_VALUE))
        if not values:
            return [Property(key, "", "", definition)]
        return [Property(key, value.text or "", value.get(_LANGUAGE, ""), definition) for value in values]

    def _kind(self, node: etree._Element, renamed: Mapping[str, str], unknown: str) -> str:
        kind = node.get(_TYPE, "").rpartition(":")[2]
        if not kind:
            self.remarks.change(
                Text(f"concept zonder type: opgenomen als {unknown}", f"concept without a type: taken as {unknown}"),
                line_of(node),
            )
            return unknown
        new = renamed.get(kind)
        if new is None:
            return kind
        self.remarks.change(
            Text(f"{kind} (ArchiMate 2) is opgenomen als {new}", f"{kind} (ArchiMate 2) is carried over as {new}"),
            line_of(node),
        )
        return new

    def _foreign(self, node: etree._Element, known: frozenset[str]) -> tuple[str, ...]:
        """Return the attributes and parts of a concept that have no field in the model."""
        attributes = [attribute_text(str(name), str(node.get(name, ""))) for name in node.attrib if name not in known]
        parts = [part_text(part) for part in node if part.tag not in _PARTS and isinstance(part.tag, str)]
        return *attributes, *parts

    def _reduced(self, node: etree._Element) -> str:
        """Return the identifier; empty the node of all else."""
        identifier = node.get("identifier")
        if not identifier:
            raise self._without_identifier(node)
        node.clear(keep_tail=True)  # type: ignore[call-arg]  # missing in lxml-stubs 0.5.1
        node.set("identifier", identifier)
        return identifier

    def _without_identifier(self, node: etree._Element) -> InputFault:
        return fault(
            self.path,
            Text("dit concept heeft geen identifier", "this concept has no identifier"),
            Text(
                "geef het een attribuut identifier, of exporteer het model opnieuw",
                "give it an attribute identifier, or export the model again",
            ),
            line_of(node),
        )
