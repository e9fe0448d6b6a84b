"""Write a coArchi folder (grafico) from the tree of a native Archi file, as coArchi itself writes it.

One file for each concept, view and folder, without an XML declaration, one attribute a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from archrepo.exchange.forms.grafico import CLASS_OF, FOLDER_FILE, IMAGES_FOLDER, MODEL_FOLDER, top_order
from archrepo.exchange.forms.grafico_words import (
    ARCHIMATE,
    CANVAS,
    CLASSES,
    CONCEPT,
    ORDERS,
    PARTS,
    REFERRING,
    TEXTS,
    TYPE,
)
from archrepo.exchange.identities import local_name
from archrepo.exchange.names import XSI

_IN_FOLDER: Final = frozenset({"folder", "element"})
#: A line of a view names its ends, which are boxes in the same file, by id.
_LINE: Final = "sourceConnections"
_ENDS: Final = frozenset({"source", "target"})
#: What coArchi leaves out because it is the default.
_LEFT_OUT_WHEN_EMPTY: Final = frozenset({"key", "value", "name", "viewpoint", "strength", *TEXTS})
_SPECIAL: Final = re.compile(r'[&<"\t\n\r]')
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"}

_Attributes = list[tuple[str, str]]
#: A part that refers to another file: its name and its attributes.
_Reference = tuple[str, _Attributes]


@dataclass(frozen=True, slots=True)
class GraficoFolder:
    """The files of a model by path, sorted.

    `reordered` is the number of folders in which something does not stand where it will stand when they are read.
    """

    files: Mapping[str, bytes]
    reordered: int


def grafico_files(root: etree._Element, images: Mapping[str, bytes]) -> GraficoFolder:
    """Return the model as files; ids that are no safe file name are %-encoded in it.

    `root` is the tree of a native Archi file, which does not change; `images` are the pictures by path.
    """
    writer = _Writer(root)
    written = writer.files | {
        path if path.startswith(IMAGES_FOLDER) else f"{IMAGES_FOLDER}{path}": data for path, data in images.items()
    }
    return GraficoFolder(dict(sorted(written.items())), writer.reordered)


class _Writer:
    """The files made so far, and in which file every concept stands."""

    def __init__(self, root: etree._Element) -> None:
        self.files: dict[str, bytes] = {}
        self.reordered = 0
        #: The xsi:type and the file name of every concept and view by id, and of profiles with no type.
        self._targets: dict[str, tuple[str, str]] = {}
        self._taken: set[str] = set()
        for node in root.iter("element"):
            self._note(node)
        for profile in root.iterchildren("profile"):
            self._targets[profile.get("id", "")] = ("", FOLDER_FILE)
        self.files[f"{MODEL_FOLDER}{FOLDER_FILE}"] = self._file(root, "archimate:ArchimateModel")
        self._add_folders(root, MODEL_FOLDER)

    def _note(self, node: etree._Element) -> None:
        kind, identifier = node.get(TYPE, ""), node.get("id", "")
        stem = f"{kind.rpartition(':')[2]}_{local_name(identifier)}"
        name, number = stem, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name.lower())
        self._targets[identifier] = (kind, f"{name}.xml")

    def _add_folders(self, above: etree._Element, path: str) -> None:
        folders = [f"{path}{_folder_name(folder)}" for folder in above.iterchildren("folder")]
        names = [self._targets[node.get("id", "")][1] for node in above.iterchildren("element")]
        self.reordered += folders != sorted(folders, key=top_order) or names != sorted(names)
        for folder in above.iterchildren("folder"):
            inside = f"{path}{_folder_name(folder)}/"
            self.files[f"{inside}{FOLDER_FILE}"] = self._file(folder, "archimate:Folder")
            self._add_folders(folder, inside)
            for node in folder.iterchildren("element"):
                kind, name = self._targets[node.get("id", "")]
                self.files[inside + name] = self._file(node, kind)

    def _file(self, node: etree._Element, kind: str) -> bytes:
        lines = list(self._lines(node, kind, "", is_root=True))
        uses_types = any("xsi:type=" in line for line in lines[1:])
        uses = [("xsi", XSI)] if uses_types else []
        uses += [("archimate", ARCHIMATE)] if kind.startswith("archimate:") or uses_types else []
        uses += [("canvas", CANVAS)] if kind.startswith("canvas:") else []
        first, rest = lines[0], lines[1:]
        declared = "".join(f'\n    xmlns:{prefix}="{iri}"' for prefix, iri in uses)
        end = len(kind) + 1
        return (first[:end] + declared + first[end:] + "".join(rest)).encode()

    def _lines(self, node: etree._Element, kind: str, indent: str, *, is_root: bool = False) -> Iterator[str]:
        """Return the XML of one part; the first piece is its whole start tag."""
        local = kind.rpartition(":")[2]
        tag = kind if is_root else PARTS.get(str(node.tag), str(node.tag))
        order = ORDERS.get(local if is_root or local else CLASS_OF.get(tag, tag), CONCEPT)
        attributes, parts = self._parts(node, tag, order, is_root=is_root)
        if kind and not is_root:
            attributes.insert(0, ("xsi:type", kind))
        start = _start(tag, attributes, indent)
        text = node.text if not is_root and not len(node) and node.text and node.text.strip() else ""
        if text:
            yield f"{start}>{_escaped(text)}</{tag}>\n"
        elif not parts:
            yield f"{start}/>\n"
        else:
            yield f"{start}>\n"
            for part in parts:
                if isinstance(part, tuple):
                    yield f"{_start(part[0], part[1], indent + '  ')}/>\n"
                else:
                    yield from self._lines(part, _grafico_type(part), indent + "  ")
            yield f"{indent}</{tag}>\n"

    def _parts(
        self, node: etree._Element, tag: str, order: tuple[str, ...], *, is_root: bool
    ) -> tuple[_Attributes, list[etree._Element | _Reference]]:
        """Return the attributes and the parts of one part, in order."""
        attributes: _Attributes = []
        parts: list[tuple[str, etree._Element | _Reference]] = []
        for name, value in node.attrib.items():
            name, value = str(name), str(value)
            if name == TYPE or (not value and name in _LEFT_OUT_WHEN_EMPTY):
                continue
            if name == "profiles":
                parts += [(name, self._reference(name, one)) for one in value.split()]
            elif name in REFERRING and not (tag == _LINE and name in _ENDS):
                parts.append((REFERRING[name], self._reference(REFERRING[name], value)))
            else:
                attributes.append((name, value))
        for part in node.iterchildren("*"):
            name = str(part.tag)
            if name in TEXTS:
                attributes += [(name, part.text)] if part.text else []
            elif not is_root or name not in _IN_FOLDER:
                parts.append((PARTS.get(name, name), part))
        attributes.sort(key=lambda one: _rank(order, one[0]))
        parts.sort(key=lambda one: _rank(order, one[0]))
        return attributes, [part for _, part in parts]

    def _reference(self, tag: str, identifier: str) -> _Reference:
        kind, name = self._targets.get(identifier, ("", ""))
        typed = [("xsi:type", kind)] if kind else []
        return (tag, [*typed, ("href", f"{name}#{identifier}")])


def _start(tag: str, attributes: _Attributes, indent: str) -> str:
    """Return a start tag without its end, each attribute on a line of its own."""
    return f"{indent}<{tag}" + "".join(f'\n{indent}    {name}="{_escaped(value)}"' for name, value in attributes)


def _folder_name(folder: etree._Element) -> str:
    return local_name(folder.get("type") or folder.get("id") or "").lstrip(".")


def _grafico_type(node: etree._Element) -> str:
    prefix, _, local = node.get(TYPE, "").rpartition(":")
    return f"{prefix}:{CLASSES.get(local, local)}" if local else ""


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _escaped(value: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)
