"""The frame of an exchange file that no reader left behind: all that is around the concepts, which are ids yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from archrepo.exchange import carried
from archrepo.exchange.model import Folder, ModelFile, Phrase, Property, concepts
from archrepo.exchange.names import AMEFF_NAMESPACE, XML, XSI
from archrepo.exchange.writing.ameff import part_of
from archrepo.exchange.writing.xml_forms import parsed, without_control_characters

_NS: Final = f"{{{AMEFF_NAMESPACE}}}"
_LANGUAGE = f"{{{XML}}}lang"
_SCHEMA: Final = f"{AMEFF_NAMESPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_PREFIXES: Final[dict[str | None, str]] = {None: AMEFF_NAMESPACE, "xsi": XSI}


def ameff_frame(model: ModelFile, was: Sequence[Property]) -> bytes:
    """Return the frame; `was` are the properties of the model that may hold parts of an exchange file it came from."""
    root = etree.Element(f"{_NS}model", nsmap=_PREFIXES)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 forbid the default namespace
    root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
    root.set("identifier", model.id)
    version = carried.stated(was, carried.VERSION)
    if version:
        root.set("version", version)
    metadata = carried.stated(was, carried.METADATA)
    if metadata:
        root.append(parsed(metadata.encode()))
    for part, tag, ids in (
        ("elements", "element", [one.id for one in model.elements]),
        ("relationships", "relationship", [one.id for one in model.relations]),
    ):
        for identifier in ids:
            etree.SubElement(part_of(root, part), _NS + tag, identifier=identifier)
    for tree in _trees(model.folders):
        organizations = etree.SubElement(root, f"{_NS}organizations")
        for member in tree:
            _add_item(organizations, member)
    _define_keys(root, model)
    viewpoints = carried.stated(was, carried.VIEWPOINTS)
    if viewpoints:
        part_of(root, "views").append(parsed(viewpoints.encode()))
    if model.views:
        diagrams = etree.SubElement(part_of(root, "views"), f"{_NS}diagrams")
        for view in model.views:
            etree.SubElement(diagrams, f"{_NS}view", identifier=view.id)
    return etree.tostring(root, encoding="UTF-8") + b"\n"


def _define_keys(root: etree._Element, model: ModelFile) -> None:
    used = {one.key for concept in concepts(model) for one in concept.properties}
    used |= {one.key for one in model.properties}
    used |= {key for key, kind in model.keys.items() if kind != "string"}
    for number, key in enumerate([key for key in model.keys if key in used], 1):
        parent = part_of(root, "propertyDefinitions")
        node = etree.SubElement(parent, f"{_NS}propertyDefinition", identifier=f"propid-{number}")
        node.set("type", model.keys[key])
        etree.SubElement(node, f"{_NS}name").text = without_control_characters(key)


def _trees(folders: Sequence[Folder]) -> list[tuple[str | Folder, ...]]:
    """Return the members of each tree: folders without a name are trees of their own, others stand in one together."""
    named = tuple(folder for folder in folders if folder.names or folder.id)
    nameless = [folder.members for folder in folders if not (folder.names or folder.id)]
    return [members for members in [named, *nameless] if members]


def _add_item(parent: etree._Element, member: str | Folder) -> None:
    node = etree.SubElement(parent, f"{_NS}item")
    if isinstance(member, str):
        node.set("identifierRef", member)
        return
    if member.id:
        node.set("identifier", member.id)
    for tag, phrases in (("label", member.names), ("documentation", member.texts)):
        for phrase in phrases:
            _add_phrase(node, tag, phrase)
    for one in member.members:
        _add_item(node, one)


def _add_phrase(parent: etree._Element, tag: str, phrase: Phrase) -> None:
    node = etree.SubElement(parent, _NS + tag)
    node.text = without_control_characters(phrase.text)
    if phrase.language:
        node.set(_LANGUAGE, phrase.language)
