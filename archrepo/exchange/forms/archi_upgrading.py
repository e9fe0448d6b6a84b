"""Bring the tree of an older Archi up to date, as Archi itself does when it opens the file.

What an older version left out because it was the default, or wrote under another name, would be read wrongly.
Source: the compatibility handlers of Archi 5, which go back to version 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from archrepo.exchange.forms.grafico_words import TYPE
from archrepo.exchange.model import Remark
from archrepo.exchange.refusals import line_of
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text
from archrepo.metamodel import local_name, read_table
from archrepo.vocabulary import GROUPING, am

NEWEST: Final = "5.0.0"

_Version = tuple[int, ...]
_NUMBER: Final = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}")
_RELATIONSHIP: Final = "Relationship"
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OLD_FOLDERS: Final = {"connectors": ("other", "Other"), "derived": ("relations", "Relations")}
_TAB_HEIGHT: Final = 18
_CENTRE, _LEFT = "2", "1"
_SWAPPED_IN: Final = am("archiFiguresSwappedIn")
_OPAQUE: Final = "255"


def brought_up_to_date(root: etree._Element, name: str) -> tuple[Remark, ...]:
    """Change the tree of a native file into that of the newest version, and return what to tell; () for a newest one.

    A file that states no version, or one that is no version, is left as it is.
    """
    stated = root.get("version", "")
    if not _NUMBER.fullmatch(stated) or _version(stated) >= _version(NEWEST):
        return ()
    upgrading = _Upgrading(root, _version(stated), Remarks(name))
    upgrading.upgrade()
    root.set("version", NEWEST)
    upgrading.remarks.change(
        Text(f"model van Archi {stated}: gelezen als versie {NEWEST}", f"model of Archi {stated}: read as {NEWEST}")
    )
    return upgrading.remarks.all()


def _version(text: str) -> _Version:
    return tuple(map(int, text.split(".")))


class _Upgrading:
    """One tree, and the version that wrote it."""

    def __init__(self, root: etree._Element, version: _Version, remarks: Remarks) -> None:
        self.remarks = remarks
        self._root = root
        self._version = version
        self._kinds = {node.get("id", ""): _local_type(node) for node in root.iter("element")}

    def upgrade(self) -> None:
        """Take each step that the version needs, the oldest first."""
        if self._version < (2, 1):
            self._name_lines()
        if self._version < (3, 1, 1):
            self._lower_boxes_in_groups()
        if self._version < (4,):
            self._rename_references()
            self._move_folders()
        if self._version < (4, 4):
            self._align_titles()
        if self._version in ((4, 0, 1), (4, 4), (4, 4, 0)):
            self._fade_outlines()
        self._swap_figures()

    def _boxes(self) -> Iterator[etree._Element]:
        return self._root.iter("child")

    def _name_lines(self) -> None:
        """Take away the names that relations had of their own accord, and name lines by what was written along them."""
        relations = {node.get("id", ""): node for node in self._root.iter("element")}
        for node in relations.values():
            kind = _local_type(node)
            if kind.endswith(_RELATIONSHIP) and node.get("name", "").casefold() == _former_name(kind):
                del node.attrib["name"]
                self.remarks.change(
                    Text(
                        "relatie met de naam die Archi vroeger zelf gaf: zonder naam opgenomen",
                        "relation with the name that Archi used to give: carried over without a name",
                    ),
                    line_of(node),
                )
        for line in self._root.iter("sourceConnection"):
            text = line.get("text", "")
            reference = line.get("relationship") or line.get("archimateRelationship") or ""
            named = relations.get(reference) if reference else line
            if text and named is not None:
                named.set("name", text)
                del line.attrib["text"]

    def _lower_boxes_in_groups(self) -> None:
        for box in self._boxes():
            above = box.getparent()
            bounds = box.find("bounds")
            if above is not None and above.tag == "child" and _local_type(above) == "Group" and bounds is not None:
                y = bounds.get("y", "0")
                if y.lstrip("-").isdecimal():
                    bounds.set("y", str(int(y) + _TAB_HEIGHT))

    def _rename_references(self) -> None:
        for line in self._root.iter("sourceConnection"):
            if "relationship" in line.attrib:
                line.set("archimateRelationship", line.attrib.pop("relationship"))

    def _move_folders(self) -> None:
        """Give folders that Archi no longer knows their new place: among others of that type, or under its name."""
        tops = {folder.get("type", ""): folder for folder in self._root.iterchildren("folder")}
        for old, (new, title) in _OLD_FOLDERS.items():
            folder = tops.get(old)
            if folder is None:
                continue
            if new not in tops:
                folder.set("type", new)
                folder.set("name", title)
                continue
            tops[new].extend(list(folder))
            self._root.remove(folder)

    def _align_titles(self) -> None:
        for box in self._boxes():
            is_group = _local_type(box) == "Group" or self._kind_shown(box) == local_name(GROUPING)
            if is_group and box.get("textAlignment", _CENTRE) == _CENTRE:
                box.set("textAlignment", _LEFT)

    def _fade_outlines(self) -> None:
        for box in self._boxes():
            alpha = box.get("alpha", _OPAQUE)
            if alpha != _OPAQUE:
                etree.SubElement(box, "feature", name="lineAlpha", value=alpha)

    def _swap_figures(self) -> None:
        swapped = {
            local_name(kind)
            for kind, fact, since in read_table("archimate-archi.ttl")
            if fact == _SWAPPED_IN and self._version < _version(since.value)
        }
        for box in self._boxes():
            if self._kind_shown(box) in swapped:
                if box.get("type", "0") == "0":
                    box.set("type", "1")
                elif box.get("type") == "1":
                    del box.attrib["type"]

    def _kind_shown(self, box: etree._Element) -> str:
        return self._kinds.get(box.get("archimateElement", ""), "")


def _former_name(kind: str) -> str:
    """Return the name, in small letters, that Archi itself gave to every new relation of that type before 2.1."""
    return f"{_INNER_CAPITAL.sub(' ', kind.removesuffix(_RELATIONSHIP)).casefold()} relation"


def _local_type(node: etree._Element) -> str:
    return node.get(TYPE, "").rpartition(":")[2]
