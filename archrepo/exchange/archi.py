"""Read the native file of Archi (.archimate), also when it is a zip with pictures, and also of older versions.

Every concept is read once, in the order of the file; the views keep their XML, because a drawing is the author's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    Profile,
    Property,
    ViewForm,
)
from archrepo.exchange.names import (
    ARCHI_ACCESS_TYPES,
    ELEMENTS_OF_ARCHIMATE_2,
    RELATIONS_OF_ARCHIMATE_2,
    XSI,
)
from archrepo.exchange.refusals import fault, line_of
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text

_TYPE = f"{{{XSI}}}type"
_RELATIONSHIP = "Relationship"
_VIEW_FORMS: Mapping[str, ViewForm] = {
    "ArchimateDiagramModel": "diagram",
    "DiagramModel": "diagram",
    "SketchModel": "sketch",
    "CanvasModel": "canvas",
}
_CONCEPT_ATTRIBUTES = frozenset({_TYPE, "id", "name", "profiles", "type"})
_RELATION_ATTRIBUTES = frozenset(
    {_TYPE, "id", "name", "profiles", "source", "target", "accessType", "strength", "directed"}
)

# Strings without a link to the tree: the tree is emptied while it is read.
_SHOWN = etree.XPath(".//child/@archimateElement", smart_strings=False)
_IN_FOLDER = frozenset({"folder", "element"})
_OF_FOLDER = frozenset({"documentation", "property", "feature"})


def read_archi(document: Document) -> ModelFile:
    """Return the model in a native Archi file; the document's tree is used up by it.

    Raises:
        InputFault: a concept or view has no id.
    """
    reader = _Reader(document.path)
    root = document.root
    # Listed first: a concept is emptied as soon as it is read, so that what remains is the rest of the file.
    nodes = list(_concepts(root, reader.remarks))
    found = set(nodes)
    for node in root.iter("element"):
        if node not in found:
            reader.remarks.loss(Text("concept buiten de mappen", "concept outside the folders"), line_of(node))
    for node in nodes:
        reader.read(node)
    names, texts, properties = reader.description(root, "purpose")
    profiles = tuple(
        Profile(node.get("id", ""), node.get("name", ""), node.get("conceptType", ""), node.get("imagePath", ""))
        for node in root.iterfind("profile")
    )
    return ModelFile(
        path=document.path,
        format="archi",
        id=root.get("id") or "model",
        names=names,
        texts=texts,
        properties=properties,
        elements=tuple(reader.elements),
        relations=tuple(reader.relations),
        views=tuple(reader.views),
        profiles=profiles,
        keys=reader.keys,
        rest=etree.tostring(root, encoding="UTF-8") + b"\n",
        images=document.images,
        remarks=reader.remarks.all(),
        folders=folders_of(root),
    )


def _concepts(root: etree._Element, remarks: Remarks) -> Iterator[etree._Element]:
    """Return the concepts and views in all folders, in the order of the file; what lies in a view is not entered."""
    waiting = list(root.iterchildren("folder", reversed=True))
    while waiting:
        node = waiting.pop()
        if node.tag != "folder":
            yield node
            continue
        for part in node.iterchildren(reversed=True):
            if part.tag in _IN_FOLDER:
                waiting.append(part)
            elif part.tag not in _OF_FOLDER and isinstance(part.tag, str):
                remarks.change(
                    Text(
                        f"onbekend onderdeel {part.tag} in een map: staat alleen in model.xml",
                        f"unknown part {part.tag} in a folder: stands in model.xml only",
                    ),
                    line_of(part),
                )


class _Reader:
    """The concepts found so far in one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.elements: list[FileElement] = []
        self.relations: list[FileRelation] = []
        self.views: list[FileView] = []
        self.keys: dict[str, str] = {}
        self.remarks = Remarks(path)
        #: What the node described last holds besides its name, documentation and properties.
        self._unknown_parts: list[etree._Element] = []

    def read(self, node: etree._Element) -> None:
        """Take over one `element` of the file, and leave only its id in the tree."""
        kind = node.get(_TYPE, "").rpartition(":")[2]
        identifier = node.get("id")
        if not identifier:
            raise self._without_id(node)
        form = _VIEW_FORMS.get(kind)
        if form:
            self.views.append(self._view(node, identifier, form))
        elif kind.endswith(_RELATIONSHIP):
            self.relations.append(self._relation(node, identifier, kind.removesuffix(_RELATIONSHIP)))
        else:
            self.elements.append(self._element(node, identifier, kind))
        node.clear(keep_tail=True)  # type: ignore[call-arg]  # missing in lxml-stubs 0.5.1
        node.set("id", identifier)

    def description(
        self, node: etree._Element, text_tag: str = "documentation"
    ) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...], tuple[Property, ...]]:
        """Return the name, documentation and properties that stand in the element itself."""
        self._unknown_parts.clear()
        name = node.get("name")
        names = (Phrase(name),) if name else ()
        texts: tuple[Phrase, ...] = ()
        properties: list[Property] = []
        for part in node:
            tag = part.tag
            if tag == "property":
                key = part.get("key", "")
                self.keys.setdefault(key, "string")
                properties.append(Property(key, part.get("value", "")))
            elif tag == text_tag:
                texts += (Phrase(part.text),) if part.text else ()
            elif isinstance(tag, str):
                self._unknown_parts.append(part)
        return names, texts, tuple(properties)

    def _element(self, node: etree._Element, identifier: str, kind: str) -> FileElement:
        names, texts, properties = self.description(node)
        foreign = self._foreign(node, _CONCEPT_ATTRIBUTES)
        if kind == "Junction":
            kind = "OrJunction" if node.get("type") == "or" else "AndJunction"
        elif kind in ELEMENTS_OF_ARCHIMATE_2:
            kind = self._renamed(kind, ELEMENTS_OF_ARCHIMATE_2[kind], node)
        elif not kind:
            kind = "Element"
            self.remarks.change(
                Text("element zonder type: opgenomen als Element", "element without a type: taken as Element")
            )
        profiles = tuple(node.get("profiles", "").split())
        return FileElement(identifier, kind, names, texts, properties, profiles, foreign)

    def _relation(self, node: etree._Element, identifier: str, kind: str) -> FileRelation:
        names, texts, properties = self.description(node)
        foreign = self._foreign(node, _RELATION_ATTRIBUTES)
        if kind in RELATIONS_OF_ARCHIMATE_2:
            kind = self._renamed(kind, RELATIONS_OF_ARCHIMATE_2[kind], node)
        access: AccessType | None = None
        if kind == "Access":
            stated = node.get("accessType", "")
            access = ARCHI_ACCESS_TYPES.get(stated)
            if access is None:
                foreign = (attribute_text("accessType", stated), *foreign)
                self.remarks.change(
                    Text(f'onbekende toegang accessType="{stated}"', f'unknown access accessType="{stated}"'),
                    line_of(node),
                )
        return FileRelation(
            identifier,
            kind,
            node.get("source", ""),
            node.get("target", ""),
            names,
            texts,
            properties,
            tuple(node.get("profiles", "").split()),
            access,
            node.get("strength", ""),
            node.get("directed") == "true",
            foreign,
        )

    def _view(self, node: etree._Element, identifier: str, form: ViewForm) -> FileView:
        names, texts, properties = self.description(node)
        shown = _SHOWN(node)
        assert isinstance(shown, list)
        return FileView(
            identifier,
            form,
            node.get("viewpoint", ""),
            names,
            texts,
            properties,
            tuple(dict.fromkeys(map(str, shown))),
            etree.tostring(node, encoding="UTF-8", with_tail=False) + b"\n",
        )

    def _renamed(self, old: str, new: str, node: etree._Element) -> str:
        self.remarks.change(
            Text(f"{old} (ArchiMate 2) is opgenomen als {new}", f"{old} (ArchiMate 2) is carried over as {new}"),
            line_of(node),
        )
        return new

    def _foreign(self, node: etree._Element, known: frozenset[str]) -> tuple[str, ...]:
        """Return the attributes and parts of a concept that have no field in the model."""
        if not self._unknown_parts and known.issuperset(node.keys()):
            return ()
        attributes = [attribute_text(str(name), str(node.get(name, ""))) for name in node.attrib if name not in known]
        return *attributes, *map(part_text, self._unknown_parts)

    def _without_id(self, node: etree._Element) -> InputFault:
        return fault(
            self.path,
            Text("dit concept heeft geen id", "this concept has no id"),
            Text(
                "open het model in Archi en sla het opnieuw op; Archi geeft dan elk concept een id",
                "open the model in Archi and save it again; Archi then gives every concept an id",
            ),
            line_of(node),
        )
