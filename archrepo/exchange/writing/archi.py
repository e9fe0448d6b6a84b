"""Write the native file of Archi: concepts go back to their place in what remained of the file that was read.

Concepts that are gone leave it, and the drawings; new ones come at the end of the folder of their layer, sorted by id.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from archrepo.exchange.foreign import put_back
from archrepo.exchange.model import (
    Concept,
    FileRelation,
    FileView,
    ModelFile,
    Phrase,
    Property,
    concepts,
)
from archrepo.exchange.names import ARCHI_ACCESS_TYPES, ARCHI_NAMESPACES, XSI
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.places_in_archi import Places, default_folder, shipped_metamodel
from archrepo.exchange.writing.pruning import prune_archi_drawing, tell_gone
from archrepo.exchange.writing.written import WrittenFile
from archrepo.exchange.writing.xml_forms import NATIVE_FORM, parsed, without_control_characters, written_xml

_TYPE = f"{{{XSI}}}type"
_JUNCTIONS: Final = {"AndJunction": "", "OrJunction": "or"}
#: Write is the default and is not written.
_ACCESS_NUMBERS: Final = {name: number for number, name in ARCHI_ACCESS_TYPES.items() if number} | {"Write": ""}
_DESCRIBING: Final = frozenset({"documentation", "property"})
_MODEL_IN_ARCHIVE: Final = "model.xml"
_ARCHIVE_DATE: Final = (2000, 1, 1, 0, 0, 0)


def write_archi(model: ModelFile) -> WrittenFile:
    """Return the native file; a zip with `images/` when pictures travel with the model."""
    remarks = Remarks(model.path)
    root = archi_tree(model, remarks)
    data = written_xml(root, NATIVE_FORM)
    return WrittenFile(_packed(data, model) if model.images else data, remarks=remarks.all())


def archi_tree(model: ModelFile, remarks: Remarks) -> etree._Element:
    """Return the tree of the native file, complete; `model` is in the form of Archi."""
    root = parsed(model.rest)
    _describe_model(root, model)
    by_id = {concept.id: concept for concept in concepts(model)}
    prefix = next((prefix for prefix, uri in root.nsmap.items() if uri in ARCHI_NAMESPACES and prefix), "archimate")
    writer = _Concepts(prefix)
    places = [node for node in root.iter("element") if node.get("id")]
    gone = {identifier for node in places if (identifier := node.get("id", "")) not in by_id}
    tell_gone(remarks, gone)
    for node in places:
        concept = by_id.pop(node.get("id", ""), None)
        if concept is not None:
            writer.fill(node, concept, gone)
        else:
            parent = node.getparent()
            assert parent is not None
            parent.remove(node)
    if by_id:
        _add_new(root, writer, by_id.values())
    return root


def _packed(data: bytes, model: ModelFile) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in [(_MODEL_IN_ARCHIVE, data), *sorted(model.images.items())]:
            member = zipfile.ZipInfo(path, _ARCHIVE_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return packed.getvalue()


def _describe_model(root: etree._Element, model: ModelFile) -> None:
    name = model.names[0].text if model.names else ""
    if name != root.get("name", ""):
        root.set("name", without_control_characters(name))
    _replace(root, "purpose", frozenset({"purpose", "property"}), model.texts, model.properties)


class _Concepts:
    """Fills the places of concepts; `prefix` is that of Archi's namespace in the file."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def fill(self, node: etree._Element, concept: Concept, gone: set[str]) -> None:
        """Make the emptied element the concept."""
        if isinstance(concept, FileView):
            self._view(node, concept, gone)
            return
        for attribute in list(node.attrib):
            del node.attrib[attribute]
        relation = concept if isinstance(concept, FileRelation) else None
        kind = f"{concept.kind}Relationship" if relation else concept.kind
        junction = _JUNCTIONS.get(concept.kind)
        node.set(_TYPE, f"{self._prefix}:{'Junction' if junction is not None else kind}")
        if concept.names and concept.names[0].text:
            node.set("name", without_control_characters(concept.names[0].text))
        node.set("id", concept.id)
        if concept.profiles:
            node.set("profiles", " ".join(concept.profiles))
        if junction:
            node.set("type", junction)
        if relation:
            _set_ends(node, relation)
        _add_texts(node, concept.texts, "documentation")
        _add_properties(node, concept.properties)
        put_back(node, concept.foreign)

    def _view(self, node: etree._Element, view: FileView, gone: set[str]) -> None:
        drawing = parsed(view.drawing)
        if gone:
            prune_archi_drawing(drawing, gone)
        name = view.names[0].text if view.names else ""
        if name != drawing.get("name", ""):
            drawing.set("name", without_control_characters(name))
        if view.viewpoint != drawing.get("viewpoint", ""):
            drawing.set("viewpoint", view.viewpoint)
            if not view.viewpoint:
                del drawing.attrib["viewpoint"]
        _replace(drawing, "documentation", _DESCRIBING, view.texts, view.properties)
        parent = node.getparent()
        assert parent is not None
        parent.replace(node, drawing)


def _set_ends(node: etree._Element, relation: FileRelation) -> None:
    if relation.source:
        node.set("source", relation.source)
    if relation.target:
        node.set("target", relation.target)
    access = _ACCESS_NUMBERS[relation.access] if relation.access else ""
    if access:
        node.set("accessType", access)
    if relation.modifier:
        node.set("strength", without_control_characters(relation.modifier))
    if relation.directed:
        node.set("directed", "true")


def _add_texts(node: etree._Element, texts: Sequence[Phrase], tag: str) -> None:
    for text in texts:
        # To Archi an empty text is none, and it writes none.
        if text.text:
            etree.SubElement(node, tag).text = without_control_characters(text.text)


def _add_properties(node: etree._Element, properties: Sequence[Property]) -> None:
    for one in properties:
        made = etree.SubElement(node, "property")
        if one.key:
            made.set("key", without_control_characters(one.key))
        if one.value:
            made.set("value", without_control_characters(one.value))


def _replace(
    node: etree._Element, tag: str, tags: frozenset[str], texts: Sequence[Phrase], properties: Sequence[Property]
) -> None:
    """Make the text and the properties of a view or a model those given; untouched when they are so already."""
    there = [part for part in node if part.tag in tags]
    stated = [part.text for part in there if part.tag == tag and part.text]
    pairs = [(part.get("key", ""), part.get("value", "")) for part in there if part.tag == "property"]
    if stated == [one.text for one in texts] and pairs == [(one.key, one.value) for one in properties]:
        return
    at = node.index(there[0]) if there else len(node)
    for part in there:
        node.remove(part)
    made = etree.Element("made")
    _add_texts(made, texts, tag)
    _add_properties(made, properties)
    for offset, part in enumerate(list(made)):
        node.insert(at + offset, part)


def _add_new(root: etree._Element, writer: _Concepts, new: Iterable[Concept]) -> None:
    places = Places(shipped_metamodel())
    for concept in sorted(new, key=lambda one: one.id):
        folder = top_folder(root, places[concept])
        writer.fill(etree.SubElement(folder, "element", id=concept.id), concept, set())


def top_folder(root: etree._Element, kind: str) -> etree._Element:
    """Return the folder of that type at the top, made after the other folders when the file has none."""
    folders = list(root.iterchildren("folder"))
    found = next((folder for folder in folders if folder.get("type") == kind), None)
    if found is None:
        made = default_folder(kind)
        found = etree.Element("folder", name=made.names[0].text, id=made.id, type=kind)
        root.insert(root.index(folders[-1]) + 1 if folders else 0, found)
    return found
