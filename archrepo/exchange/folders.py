"""Say in every format's words how a file arranges its concepts: the folders of Archi, the organizations of AMEFF."""

from __future__ import annotations

from lxml import etree

from archrepo.exchange.model import Folder, Phrase, Property
from archrepo.exchange.names import AMEFF_NAMESPACE, XML

_LANGUAGE = f"{{{XML}}}lang"
_NS = f"{{{AMEFF_NAMESPACE}}}"
_ITEM = _NS + "item"


def folders_of(root: etree._Element) -> tuple[Folder, ...]:
    """Return the folders at the top of a model, in the order of the file; `root` is that of a native or exchange file.

    Several trees of an exchange file are folders without a name; one tree is not, and its items are the folders.
    """
    if not str(root.tag).startswith(_NS):
        return tuple(_archi_folder(node) for node in root.iterchildren("folder"))
    trees = list(root.iterchildren(_NS + "organizations"))
    if len(trees) > 1:
        return tuple(_nameless(tree.get("identifier", ""), tree) for tree in trees)
    folders: list[Folder] = []
    for tree in trees:
        loose: list[str] = []
        for member in _members(tree):
            if isinstance(member, Folder):
                folders.append(member)
            else:
                loose.append(member)
        if loose:
            folders.append(Folder("", "", (), members=tuple(loose)))
    return tuple(folders)


def _archi_folder(node: etree._Element) -> Folder:
    texts: list[Phrase] = []
    properties: list[Property] = []
    members: list[str | Folder] = []
    for part in node:
        tag = part.tag
        if tag == "element":
            members.append(part.get("id", ""))
        elif tag == "folder":
            members.append(_archi_folder(part))
        elif tag == "property":
            properties.append(Property(part.get("key", ""), part.get("value", "")))
        elif tag == "documentation" and part.text:
            texts.append(Phrase(part.text))
    name = node.get("name")
    return Folder(
        node.get("id", ""),
        node.get("type", ""),
        (Phrase(name),) if name else (),
        tuple(texts),
        tuple(properties),
        tuple(members),
    )


def _nameless(identifier: str, tree: etree._Element) -> Folder:
    return Folder(identifier, "", (), members=_members(tree))


def _members(node: etree._Element) -> tuple[str | Folder, ...]:
    """Return what stands in a tree or an item: the id that an item refers to, a folder, or the one behind the other."""
    members: list[str | Folder] = []
    for item in node.iterchildren(_ITEM):
        reference = item.get("identifierRef")
        if reference:
            members.append(reference)
        if not reference or next(item.iterchildren(_ITEM), None) is not None:
            members.append(
                Folder(
                    item.get("identifier", ""),
                    "",
                    _phrases(item, "label"),
                    _phrases(item, "documentation"),
                    members=_members(item),
                )
            )
    return tuple(members)


def _phrases(item: etree._Element, name: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(part.text or "", part.get(_LANGUAGE, "")) for part in item.iterchildren(_NS + name))
