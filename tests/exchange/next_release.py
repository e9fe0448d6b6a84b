"""Make another release out of a reference model, native or as a coArchi folder: the edits that publishers make."""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"
ARCHIMATE = "{http://www.archimatetool.com/archimate}"
_BOXES = ("child", "children")
_LINES = ("sourceConnection", "sourceConnections")
_ID = re.compile(r"\bid-[0-9a-f][0-9a-f-]{7,}")
_WORDS = ("name", "value", "key", "documentation", "content", "labelExpression")


class NextRelease:
    """One release that is edited in memory; a native file is one tree, a coArchi folder one tree a file."""

    def __init__(self, trees: dict[str, etree._Element]) -> None:
        self.trees = trees
        self.is_native = len(trees) == 1
        self.concepts: dict[str, tuple[str, etree._Element]] = {}
        for path, root in trees.items():
            for node in root.iter("element") if self.is_native else [root]:
                for one in properties(node):
                    if one.get("key") == "Object ID":
                        self.concepts.setdefault(one.get("value", ""), (path, node))

    @classmethod
    def of(cls, source: Path) -> NextRelease:
        """Return the release in a native file or in a packed coArchi folder."""
        if source.suffix == ".archimate":
            return cls({source.name: etree.fromstring(source.read_bytes())})
        with tarfile.open(source) as packed:
            files = {member.name: packed.extractfile(member) for member in packed if member.isfile()}
            return cls({name: etree.fromstring(file.read()) for name, file in files.items() if file is not None})

    def write(self, folder: Path, *, has_other_ids: bool = False) -> Path:
        """Write the release, with other file ids when asked, and return what an import takes."""
        files: dict[str, bytes] = {}
        for path, root in self.trees.items():
            if has_other_ids:
                _give_other_ids(root)
            files[other_ids(path) if has_other_ids else path] = etree.tostring(root, encoding="UTF-8")
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder / next(iter(files)) if self.is_native else folder

    def node(self, object_id: str) -> etree._Element:
        """Return the concept with this Object ID."""
        return self.concepts[object_id][1]

    def rename(self, object_id: str, name: str) -> None:
        """Give a concept another name."""
        self.node(object_id).set("name", name)

    def set(self, object_id: str, key: str, value: str) -> None:
        """Give a property of a concept another value, or add it."""
        node = self.node(object_id)
        for one in properties(node):
            if one.get("key") == key:
                one.set("value", value)
                return
        tag = "property" if self.is_native else "properties"
        etree.SubElement(node, tag, key=key, value=value)

    def set_release(self, name: str) -> None:
        """Give the model as a whole another release."""
        for root in self.trees.values():
            for one in properties(root):
                if kind(root) in ("model", "ArchimateModel") and one.get("key") == "Release":
                    one.set("value", name)

    def move(self, object_id: str, to: str) -> None:
        """Put a concept into the folder of another one."""
        path, node = self.concepts[object_id]
        there, other = self.concepts[to]
        if self.is_native:
            folder = other.getparent()
            assert folder is not None
            folder.append(node)
        else:
            self.trees[f"{there.rsplit('/', 1)[0]}/{path.rsplit('/', 1)[1]}"] = self.trees.pop(path)

    def retype(self, object_id: str, kind: str) -> None:
        """Make an element of another type; in a native file only, where the type stands in one place."""
        assert self.is_native
        self.node(object_id).set(XSI, f"archimate:{kind}")

    def add_standard(self, object_id: str, name: str, like: str) -> None:
        """Add a standard beside another one."""
        path, other = self.concepts[like]
        identifier = f"id-{hashlib.sha1(object_id.encode()).hexdigest()}"
        if self.is_native:
            folder = other.getparent()
            assert folder is not None
            node = etree.SubElement(folder, "element", {XSI: "archimate:Constraint", "name": name, "id": identifier})
        else:
            node = etree.Element(other.tag, {"name": name, "id": identifier}, nsmap=other.nsmap)
            path = f"{path.rsplit('/', 1)[0]}/Constraint_{identifier}.xml"
            self.trees[path] = node
        self.concepts[object_id] = path, node
        self.set(object_id, "Object ID", object_id)
        self.set(object_id, "GEMMA type", "Standaard")
        self.set(object_id, "GEMMA status", "In gebruik")

    def add_demand(self, component: str, standard: str, role: str) -> None:
        """Let a component ask a standard."""
        source, target = self.node(component), self.node(standard)
        object_id = hashlib.sha1(f"{component}{standard}".encode()).hexdigest()
        identifier = f"id-{object_id}"
        path, like = next(
            (path, node) for path, node in self.concepts.values() if kind(node) == "RealizationRelationship"
        )
        if self.is_native:
            folder = like.getparent()
            assert folder is not None
            ends = {"source": source.get("id", ""), "target": target.get("id", "")}
            known = {XSI: "archimate:RealizationRelationship", "id": identifier, **ends}
            node = etree.SubElement(folder, "element", known)
        else:
            node = etree.Element(like.tag, {"id": identifier}, nsmap=like.nsmap)
            for end, other in (("source", source), ("target", target)):
                name = f"{kind(other)}_{other.get('id')}.xml#{other.get('id')}"
                etree.SubElement(node, end, {XSI: f"archimate:{kind(other)}", "href": name})
            path = f"{path.rsplit('/', 1)[0]}/RealizationRelationship_{identifier}.xml"
            self.trees[path] = node
        self.concepts[object_id] = path, node
        self.set(object_id, "Object ID", object_id)
        self.set(object_id, "Verbindingsrol", role)

    def withdraw(self, object_id: str) -> None:
        """Take out a concept with its relations, and with its boxes and lines in views."""
        gone = {self.node(object_id).get("id", "")}
        while True:
            more = {
                node.get("id", "")
                for _, node in self.concepts.values()
                if any(end in gone for end in ends(node)) and node.get("id") not in gone
            }
            if not more:
                break
            gone |= more
        for known, (path, node) in list(self.concepts.items()):
            if node.get("id") in gone:
                del self.concepts[known]
                parent = node.getparent()
                if self.is_native:
                    assert parent is not None
                    parent.remove(node)
                else:
                    del self.trees[path]
        for root in self.trees.values():
            _erase(root, gone)


def properties(node: etree._Element) -> Iterator[etree._Element]:
    """Iterate over the properties of a concept or model."""
    return (part for part in node if part.tag in ("property", "properties"))


def kind(node: etree._Element) -> str:
    """Return the type of a concept."""
    return str(node.get(XSI, "")).removeprefix("archimate:") or str(node.tag).removeprefix(ARCHIMATE)


def ends(node: etree._Element) -> tuple[str, ...]:
    """Return the ids of the two ends of a relation; none for anything else."""
    if not kind(node).endswith("Relationship"):
        return ()
    named = [node.get(end, "") for end in ("source", "target")]
    parts = [part.get("href", "").rpartition("#")[2] for part in node if part.tag in ("source", "target")]
    return tuple(parts or named)


def other_ids(text: str) -> str:
    """Return the text with another id for each id of a concept."""
    return _ID.sub(lambda found: f"id-{hashlib.sha1(found[0].encode()).hexdigest()}", text)


def _give_other_ids(root: etree._Element) -> None:
    """Give everything in a tree another id; what people read stays the same."""
    for node in root.iter():
        for key, value in node.attrib.items():
            if key not in _WORDS and "id-" in value:
                node.set(key, other_ids(str(value)))


def _erase(root: etree._Element, gone: set[str]) -> None:
    """Take boxes and lines of these concepts out of the drawings in a tree."""
    drawn: set[str] = set()
    for node in [*root.iter(*_BOXES), *root.iter(*_LINES)]:
        refers = {node.get("archimateElement"), node.get("archimateRelationship")}
        refers |= {
            part.get("href", "").rpartition("#")[2]
            for part in node
            if part.tag in ("archimateElement", "archimateRelationship")
        }
        if refers & gone:
            drawn |= {one.get("id", "") for one in node.iter(*_BOXES, *_LINES)}
    for line in list(root.iter(*_LINES)):
        hangs = {line.get("id"), line.get("source"), line.get("target")}
        if hangs & drawn:
            drawn |= {line.get("id", "")}
    for node in [*root.iter(*_BOXES), *root.iter(*_LINES)]:
        parent = node.getparent()
        if node.get("id") in drawn and parent is not None:
            parent.remove(node)
        elif node.get("targetConnections"):
            kept = [one for one in node.get("targetConnections", "").split() if one not in drawn]
            node.set("targetConnections", " ".join(kept))
