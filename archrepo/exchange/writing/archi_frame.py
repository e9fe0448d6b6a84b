"""The frame of a native file of Archi that no reader left behind: folders, with a place for each concept.

Archi wants every concept below the top folder of its layer. Folders of other tools are kept below these: one that holds
concepts of several layers comes back in each of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from archrepo.exchange.model import Concept, Folder, ModelFile, concepts
from archrepo.exchange.names import ARCHI_NAMESPACES
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.drawing_in_archi import PREFIXES
from archrepo.exchange.writing.places_in_archi import OTHER, TOP_FOLDERS, Places, default_folder
from archrepo.exchange.writing.xml_forms import without_control_characters
from archrepo.language import Text

#: The version that Archi 5 writes, for ArchiMate 3.2.
_VERSION: Final = "5.0.0"


def archi_frame(model: ModelFile, kinds: Mapping[str, str], places: Places, remarks: Remarks) -> bytes:
    """Return the frame; `kinds` are the types of folders at the top by id, where these are known."""
    root = etree.Element(f"{{{ARCHI_NAMESPACES[0]}}}model", nsmap=PREFIXES)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 type the prefixes too narrowly
    root.set("name", without_control_characters(model.names[0].text if model.names else ""))
    root.set("id", model.id)
    root.set("version", _VERSION)
    frame = _Frame(root, model, kinds, places, remarks)
    for folder in model.folders:
        frame.add_top(folder)
    frame.add_rest()
    for profile in model.profiles:
        node = etree.SubElement(root, "profile", name=profile.name, id=profile.id)
        if profile.kind:
            node.set("conceptType", profile.kind)
        if profile.image:
            node.set("imagePath", profile.image)
    return etree.tostring(root, encoding="UTF-8") + b"\n"


class _Frame:
    def __init__(
        self, root: etree._Element, model: ModelFile, kinds: Mapping[str, str], places: Places, remarks: Remarks
    ) -> None:
        self._root = root
        self._kinds = kinds
        self._remarks = remarks
        self._concepts: dict[str, Concept] = {one.id: one for one in concepts(model)}
        self._places = places
        self._placed: set[str] = set()
        self._tops: dict[str, etree._Element] = {}
        self._folders: dict[tuple[str, ...], etree._Element] = {}
        self._taken: set[str] = {model.id, *self._concepts}

    def add_top(self, folder: Folder) -> None:
        """Add a folder that stands at the top of another tool's tree."""
        kind = folder.kind or self._kinds.get(folder.id, "")
        if kind in TOP_FOLDERS and kind not in self._tops:
            self._tops[kind] = self._made(self._root, folder, kind)
            self._fill(folder, kind, [], is_fixed=True)
            return
        named = _kind_named(folder)
        if named and named not in self._tops:
            self._tops[named] = self._made(self._root, folder, named)
        path = [] if named or not (folder.names or folder.id) else [folder]
        self._fill(folder, named, path, is_fixed=False)

    def add_rest(self) -> None:
        """Add the concepts that stand in no folder to the top folder of their layer, and the folders that are left.

        A file that came from Archi gets no folders that it did not have.
        """
        for identifier, concept in self._concepts.items():
            if identifier not in self._placed:
                self._place(identifier, self._top(self._places[concept]))
        for kind in () if self._kinds else TOP_FOLDERS:
            self._top(kind)

    def _fill(self, folder: Folder, kind: str, path: list[Folder], *, is_fixed: bool) -> None:
        """Put the members where they belong; a fixed folder keeps all of them, whatever their layer."""
        if not folder.members and path:
            self._at(kind or OTHER, path)
        for member in folder.members:
            if isinstance(member, Folder):
                self._fill(member, kind, [*path, member], is_fixed=is_fixed)
                continue
            concept = self._concepts.get(member)
            if concept is None:
                self._remarks.loss(
                    Text("verwijzing in een map die geen concept is", "reference in a folder that is no concept")
                )
            elif member in self._placed:
                self._remarks.loss(
                    Text("tweede plaats van een concept in de mappen", "second place of a concept in the folders")
                )
            else:
                self._place(member, self._at(kind if is_fixed else self._places[concept], path))

    def _place(self, identifier: str, folder: etree._Element) -> None:
        etree.SubElement(folder, "element", id=identifier)
        self._placed.add(identifier)

    def _at(self, kind: str, path: Sequence[Folder]) -> etree._Element:
        """Return the folder at the end of the path, below the top folder of that type."""
        found = self._top(kind)
        for depth in range(len(path)):
            key = (kind, *(str(id(one)) for one in path[: depth + 1]))
            if key not in self._folders:
                self._folders[key] = self._made(found, path[depth], "")
            found = self._folders[key]
        return found

    def _top(self, kind: str) -> etree._Element:
        found = self._tops.get(kind)
        if found is None:
            found = self._tops[kind] = self._made(self._root, default_folder(kind), kind)
        return found

    def _made(self, parent: etree._Element, folder: Folder, kind: str) -> etree._Element:
        identifier, number = folder.id or _made_id(folder, 0), 0
        while identifier in self._taken:
            number += 1
            identifier = _made_id(folder, number)
        self._taken.add(identifier)
        name = folder.names[0].text if folder.names else ""
        node = etree.SubElement(parent, "folder", name=without_control_characters(name), id=identifier)
        if kind:
            node.set("type", kind)
        for text in folder.texts:
            etree.SubElement(node, "documentation").text = without_control_characters(text.text)
        for one in folder.properties:
            etree.SubElement(node, "property", key=one.key, value=one.value)
        return node


def _kind_named(folder: Folder) -> str:
    names = {phrase.text for phrase in folder.names}
    return next((kind for kind, name in TOP_FOLDERS.items() if name in names), "")


def _made_id(folder: Folder, number: int) -> str:
    name = folder.names[0].text if folder.names else ""
    return "id-" + hashlib.sha256(f"folder {folder.id} {name} {number}".encode()).hexdigest()[:32]
