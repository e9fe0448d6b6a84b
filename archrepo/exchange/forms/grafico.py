"""Read a coArchi folder (grafico): a file for every concept, view and folder, as one tree of a native Archi file.

The folder does not keep the order of what stands beside each other. Here that is: the folders at the top as coArchi
loads them, below that first the folders and then the concepts, each by file name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from archrepo.errors import InputFault
from archrepo.exchange.forms.grafico_words import (
    ARCHIMATE,
    CANVAS,
    CONCEPT,
    NATIVE_CLASSES,
    NATIVE_PARTS,
    ORDERS,
    REFERENCES,
    TEXTS,
    TOP_FOLDERS,
    TYPE,
)
from archrepo.exchange.names import ARCHI_NAMESPACES, XSI
from archrepo.exchange.refusals import fault, line_of
from archrepo.exchange.safe_xml import parse_xml
from archrepo.language import Text

MODEL_FOLDER: Final = "model/"
IMAGES_FOLDER: Final = "images/"
FOLDER_FILE: Final = "folder.xml"

#: No one can find his way in a tree of folders that is deeper.
_DEEPEST: Final = 100
_ROOT: Final = "ArchimateModel"
#: Parts that the native file puts before all others.
_FIRST: Final = frozenset({"bounds", "metadata"})
_NAMESPACES: Final = frozenset(
    {*ARCHI_NAMESPACES, *(f"{namespace}/canvas" for namespace in ARCHI_NAMESPACES), ARCHIMATE, CANVAS}
)


def grafico_tree(files: Mapping[str, bytes], name: str) -> etree._Element:
    """Return the native tree of the model in `files`, by path from the folder that holds `model/`.

    `name` is what a reader calls that folder: faults name the file in it.

    Raises:
        InputFault: a file is no XML or no part of a model, a folder lacks its `folder.xml`, or an id is missing.
    """
    return _Reader(files, name).tree()


class _Reader:
    """The files of one model, by the folder they stand in."""

    def __init__(self, files: Mapping[str, bytes], name: str) -> None:
        self._files = files
        self._name = name
        self._folders: dict[str, set[str]] = {}
        self._members: dict[str, list[str]] = {}
        self._has_canvas = False
        for path in files:
            if path.startswith(MODEL_FOLDER) and path.endswith(".xml"):
                self._place(path)

    def _place(self, path: str) -> None:
        folder, _, name = path.rpartition("/")
        self._members.setdefault(folder, []).append(name)
        while "/" in folder:
            above = folder.rpartition("/")[0]
            self._folders.setdefault(above, set()).add(folder)
            folder = above

    def tree(self) -> etree._Element:
        """Return the whole model."""
        top = MODEL_FOLDER.rstrip("/")
        read, _, path = self._read(f"{top}/{FOLDER_FILE}")
        if _local(read) != _ROOT:
            raise self._no_part(path, read)
        root = etree.Element(f"{{{ARCHIMATE}}}model", nsmap={"xsi": XSI, "archimate": ARCHIMATE, "canvas": CANVAS})
        parts = _attributes(root, read, _ROOT)
        _add_parts(root, [part for part in parts if _is_first(part)])
        for folder in sorted(self._folders.get(top, ()), key=top_order):
            self._add_folder(root, folder, 1)
        _add_parts(root, [part for part in parts if not _is_first(part)])
        # A prefix within the value of xsi:type is not seen as used.
        used = ["xsi", "archimate", *(["canvas"] if self._has_canvas else [])]
        etree.cleanup_namespaces(root, keep_ns_prefixes=used)
        etree.indent(root)
        return root

    def _add_folder(self, above: etree._Element, path: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise fault(
                f"{self._name}/{path}",
                Text(
                    f"de mappen in dit model liggen meer dan {_DEEPEST} diep in elkaar",
                    f"the folders of this model lie more than {_DEEPEST} deep in each other",
                ),
                Text("maak de mappenboom minder diep", "make the tree of folders less deep"),
            )
        read, _, place = self._read(f"{path}/{FOLDER_FILE}")
        if _local(read) != "Folder":
            raise self._no_part(place, read)
        node = etree.SubElement(above, "folder")
        parts = _attributes(node, read, "Folder")
        for folder in sorted(self._folders.get(path, ()), key=top_order):
            self._add_folder(node, folder, depth + 1)
        _add_parts(node, parts)
        for name in sorted(self._members.get(path, ())):
            if name != FOLDER_FILE:
                self._add_concept(node, f"{path}/{name}")

    def _add_concept(self, folder: etree._Element, path: str) -> None:
        read, namespace, place = self._read(path)
        kind = _local(read)
        if not read.get("id"):
            raise fault(
                place,
                Text("dit concept heeft geen id", "this concept has no id"),
                Text(
                    "zet het bestand terug uit git, of open het model in Archi en leg het opnieuw vast",
                    "restore the file from git, or open the model in Archi and commit it again",
                ),
                line_of(read),
            )
        node = etree.SubElement(folder, "element")
        is_canvas = namespace.endswith("/canvas")
        self._has_canvas |= is_canvas
        node.set(TYPE, f"{'canvas' if is_canvas else 'archimate'}:{kind}")
        _add_parts(node, _attributes(node, read, kind))

    def _read(self, path: str) -> tuple[etree._Element, str, str]:
        """Return the root of a file, the namespace it is in, and what a reader calls the file."""
        place = f"{self._name}/{path}"
        data = self._files.get(path)
        if data is None:
            raise fault(
                place,
                Text(f"deze map heeft geen {FOLDER_FILE}", f"this folder has no {FOLDER_FILE}"),
                Text(
                    "haal de hele map opnieuw op uit git; elke map van coArchi heeft zo'n bestand",
                    "get the whole folder from git again; every folder of coArchi has such a file",
                ),
            )
        root = parse_xml(data, place)
        namespace = str(root.tag)[1:].partition("}")[0] if str(root.tag).startswith("{") else ""
        if namespace not in _NAMESPACES:
            raise self._no_part(place, root)
        return root, namespace, place

    def _no_part(self, place: str, node: etree._Element) -> InputFault:
        return fault(
            place,
            Text(
                f"{_local(node)} is hier geen onderdeel van een coArchi-model",
                f"{_local(node)} is no part of a coArchi model here",
            ),
            Text(
                "haal het bestand weg, of zet het terug uit git",
                "take the file away, or restore it from git",
            ),
            line_of(node),
        )


def top_order(path: str) -> tuple[int, str]:
    """Return the place of a folder among those beside it: those of coArchi first, then all others by their path."""
    name = path.rpartition("/")[2]
    return (TOP_FOLDERS.index(name) if name in TOP_FOLDERS else len(TOP_FOLDERS), path)


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


_Part = etree._Element | tuple[str, str]


def _attributes(node: etree._Element, read: etree._Element, kind: str) -> list[_Part]:
    """Give `node` the attributes of what was read; return its parts, and the texts that become parts, in order."""
    order = ORDERS.get(kind, CONCEPT)
    kept: list[tuple[str, str]] = []
    parts: list[tuple[str, _Part]] = []
    profiles: list[str] = []
    for name, value in _plain_attributes(read):
        if name in TEXTS:
            parts.append((name, (name, value)))
        elif name != TYPE:
            kept.append((name, value))
    for part in read.iterchildren("*"):
        tag = str(part.tag)
        identifier = part.get("href", "").rpartition("#")[2]
        if "href" not in part.attrib:
            parts.append((tag, part))
        elif tag == "profiles":
            profiles.append(identifier)
        else:
            kept.append((REFERENCES.get(tag, tag), identifier))
    if profiles:
        kept.append(("profiles", " ".join(profiles)))
    for name, value in sorted(kept, key=lambda one: _rank(order, "referencedModel" if one[0] == "model" else one[0])):
        node.set(name, value)
    return [part for _, part in sorted(parts, key=lambda one: (one[0] not in _FIRST, _rank(order, one[0])))]


def _plain_attributes(node: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in node.attrib.items())


def _is_first(part: _Part) -> bool:
    return not isinstance(part, tuple) and part.tag in _FIRST


def _add_parts(node: etree._Element, parts: list[_Part]) -> None:
    for part in parts:
        if isinstance(part, tuple):
            etree.SubElement(node, part[0]).text = part[1]
            continue
        tag = str(part.tag)
        made = etree.SubElement(node, NATIVE_PARTS.get(tag, tag))
        prefix, _, kind = part.get(TYPE, "").rpartition(":")
        if kind:
            made.set(TYPE, f"{prefix}:{NATIVE_CLASSES.get(kind, kind)}")
        _add_parts(made, _attributes(made, part, kind or CLASS_OF.get(tag, tag)))
        if not len(part) and part.text and part.text.strip():
            made.text = part.text


#: The class of parts that state none.
CLASS_OF: Final[Mapping[str, str]] = {"sourceConnections": "DiagramModelConnection"}


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
