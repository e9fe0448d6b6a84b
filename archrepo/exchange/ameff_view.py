"""Write placed views into an ArchiMate exchange file, with the elements and relations that they show.

Another tool opens it as a small model; concepts that came from such a tool keep the ids that they had there.
Source: ArchiMate Model Exchange File Format 3.1, The Open Group, 2019; it is also the format for ArchiMate 3.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

import pyoxigraph as ox
from lxml import etree

from archrepo.diagrams.svg import in_language
from archrepo.diagrams.text import clean
from archrepo.exchange.ameff_style import add_style
from archrepo.exchange.lock import LOCK_FILE, read_lock
from archrepo.exchange.names import AMEFF_NAMESPACE, XML, XSI
from archrepo.language import LANGUAGES, Language
from archrepo.migrating import turned
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.views import CONNECTION, NOTE, VIEW_REFERENCE, Box, Line, Point, View, boxes_by_key
from archrepo.vocabulary import DESCRIPTION, LABEL
from archrepo.workspace import Workspace

_NS = f"{{{AMEFF_NAMESPACE}}}"
_TYPE = f"{{{XSI}}}type"
_LANGUAGE = f"{{{XML}}}lang"
_SCHEMA = f"{AMEFF_NAMESPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_EDITION = "3.2"
_JUNCTION = "AndJunction"
_PREFIXES: dict[str | None, str] = {None: AMEFF_NAMESPACE, "xsi": XSI}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_MARGIN = 20.0


def write_ameff_views(workspace: Workspace, views: Sequence[View], language: Language = "nl") -> bytes:
    """Return an exchange file with these placed views, in order, and all that they show.

    What has no type in ArchiMate 3 stands in it as a visual group or a plain line. The same views give the same bytes.
    """
    return _Writer(workspace, language).write(views)


class _Writer:
    """Collects the concepts of all views, then writes them in the order of the schema."""

    def __init__(self, workspace: Workspace, language: Language) -> None:
        self._workspace = turned(workspace, _EDITION)
        self._language = language
        self._known = _file_ids(workspace)
        self._elements: dict[ox.NamedNode, str] = {}
        self._relations: dict[str, Relation] = {}

    def write(self, views: Sequence[View]) -> bytes:
        """Return the file."""
        drawn = [self._view(view, number) for number, view in enumerate(views, 1)]
        root = etree.Element(f"{_NS}model", nsmap=_PREFIXES)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 forbid the default namespace
        root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
        root.set("identifier", _made("model", self._workspace.configuration.base))
        _add(root, "name", self._workspace.name, self._language)
        if self._elements:
            elements = etree.SubElement(root, f"{_NS}elements")
            for iri, identifier in self._elements.items():
                self._element(elements, iri, identifier)
        self._write_relations(root)
        diagrams = etree.SubElement(etree.SubElement(root, f"{_NS}views"), f"{_NS}diagrams")
        diagrams.extend(drawn)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _element(self, parent: etree._Element, iri: ox.NamedNode, identifier: str) -> None:
        kind = self._workspace.elements[iri].kind.name
        node = etree.SubElement(parent, f"{_NS}element", identifier=identifier)
        node.set(_TYPE, _JUNCTION if kind == "Junction" else kind)
        self._described(node, iri, self._workspace.label(iri, self._language))

    def _described(self, node: etree._Element, iri: Term, name: str) -> None:
        """Write the names and descriptions of a concept in each language that it has them in."""
        for tag, predicate, fallback in (("name", LABEL, name), ("documentation", DESCRIPTION, "")):
            texts = {
                one.language or "": one.value
                for one in self._workspace.model.objects(iri, predicate)
                if isinstance(one, ox.Literal)
            }
            for language in [*(each for each in LANGUAGES if each in texts), *sorted(set(texts) - set(LANGUAGES))]:
                _add(node, tag, texts[language], language)
            if not texts and fallback:
                _add(node, tag, fallback, self._language)

    def _write_relations(self, root: etree._Element) -> None:
        """Write the relations; one whose end is no element here or no relation of the file is left out."""
        usable = {
            identifier: relation
            for identifier, relation in self._relations.items()
            if self._end(relation.source) and self._end(relation.target)
        }
        if not usable:
            return
        relations = etree.SubElement(root, f"{_NS}relationships")
        for identifier, relation in usable.items():
            node = etree.SubElement(relations, f"{_NS}relationship", identifier=identifier)
            node.set("source", self._end(relation.source))
            node.set("target", self._end(relation.target))
            node.set(_TYPE, relation.kind.name)
            if relation.access:
                node.set("accessType", relation.access)
            if relation.modifier:
                node.set("modifier", clean(relation.modifier))
            if relation.directed:
                node.set("isDirected", "true")
            if relation.node is not None:
                self._described(node, relation.node, "")

    def _end(self, term: Term) -> str:
        """Return the id of an end of a relation; "" when it is not in the file."""
        if isinstance(term, ox.NamedNode) and term in self._elements:
            return self._elements[term]
        return next((key for key, one in self._relations.items() if one.node == term), "")

    def _id_of_element(self, iri: ox.NamedNode) -> str:
        if iri not in self._elements:
            self._elements[iri] = self._known.get((iri.value, "", ""), "") or _made("element", iri.value)
        return self._elements[iri]

    def _id_of_relation(self, relation: Relation) -> str:
        if relation.node is not None:
            terms = (relation.node.value, "", "")
        else:
            terms = (relation.source.value, relation.predicate.value, relation.target.value)
        identifier = self._known.get(terms, "") or _made("relation", relation.key)
        self._relations.setdefault(identifier, relation)
        return identifier

    def _is_element(self, box: Box | None) -> bool:
        element = self._workspace.elements.get(box.element) if box is not None and box.element is not None else None
        return element is not None and (_EDITION in element.kind.languages or "Junction" in element.kind.name)

    def _view(self, view: View, number: int) -> etree._Element:
        """Return one view; concepts in it are remembered for the lists above it."""
        prefix = f"view{number}"
        node = etree.Element(f"{_NS}view", identifier=_made(prefix, view.key))
        node.set(_TYPE, "Diagram")
        _add(node, "name", in_language(view.title, self._language), self._language)
        question = in_language(view.question, self._language)
        if question:
            _add(node, "documentation", question, self._language)
        boxes = boxes_by_key(view)
        shift = _shift(view)
        ids = {key: _made(prefix, f"{view.key} {key}") for key in boxes}
        nodes: dict[str, etree._Element] = {}
        for box in view.boxes:
            around = nodes[box.parent] if box.parent is not None else node
            nodes[box.key] = self._node(around, box, ids[box.key], shift)
        kept = dict(self._connections(view, boxes, ids, prefix))
        for identifier, (line, relation) in kept.items():
            self._connection(node, identifier, line, relation, (ids[line.source], ids[line.target]), shift)
        for line in view.nested:
            for relation in self._relations_of(line, boxes):
                self._id_of_relation(relation)
        return node

    def _connections(
        self, view: View, boxes: Mapping[str, Box], ids: dict[str, str], prefix: str
    ) -> Iterator[tuple[str, tuple[Line, Relation | None]]]:
        """Yield a connection for each relation of each line, after those in which it ends."""
        waiting = list(view.lines)
        while waiting:
            ready = [line for line in waiting if line.source in ids and line.target in ids]
            if not ready:
                return
            waiting = [line for line in waiting if line not in ready]
            for line in ready:
                found: list[Relation | None] = [*self._relations_of(line, boxes)] or [None]
                for index, relation in enumerate(found):
                    identifier = _made(prefix, f"{view.key} {line.key} {index}")
                    ids.setdefault(line.key, identifier)
                    yield identifier, (line, relation)

    def _relations_of(self, line: Line, boxes: Mapping[str, Box]) -> list[Relation]:
        """Return the relations that a line stands for, of which both ends are in the file; none for another line."""
        relations = self._workspace.relations
        if line.relation is not None and line.relation in relations.by_node:
            one = relations.by_node[line.relation]
            return [one] if self._end(one.source) and self._end(one.target) else []
        source, target = boxes.get(line.source), boxes.get(line.target)
        if line.kind == CONNECTION or source is None or target is None or source.element is None:
            return []
        if not (self._is_element(source) and self._is_element(target)):
            return []
        return [
            one
            for one in relations.outgoing(source.element)
            if one.target == target.element and one.kind.name == line.kind and (one.access or None) == line.access
        ]

    def _node(self, parent: etree._Element, box: Box, identifier: str, shift: Point) -> etree._Element:
        node = etree.SubElement(parent, f"{_NS}node", identifier=identifier)
        node.set("x", str(round((box.x or 0) + shift[0])))
        node.set("y", str(round((box.y or 0) + shift[1])))
        node.set("w", str(max(1, round(box.w or 0))))
        node.set("h", str(max(1, round(box.h or 0))))
        if self._is_element(box):
            assert box.element is not None
            node.set(_TYPE, "Element")
            node.set("elementRef", self._id_of_element(box.element))
        else:
            node.set(_TYPE, "Label" if box.kind in (NOTE, VIEW_REFERENCE) else "Container")
            _add(node, "label", box.label, self._language)
        add_style(node, box.style)
        return node

    def _connection(
        self,
        parent: etree._Element,
        identifier: str,
        line: Line,
        relation: Relation | None,
        ends: tuple[str, str],
        shift: Point,
    ) -> None:
        node = etree.SubElement(parent, f"{_NS}connection", identifier=identifier, source=ends[0], target=ends[1])
        if relation is not None:
            node.set(_TYPE, "Relationship")
            node.set("relationshipRef", self._id_of_relation(relation))
        else:
            node.set(_TYPE, "Line")
        if line.label:
            _add(node, "label", line.label, self._language)
        add_style(node, line.style)
        for x, y in line.bendpoints:
            etree.SubElement(
                node, f"{_NS}bendpoint", x=str(max(0, round(x + shift[0]))), y=str(max(0, round(y + shift[1])))
            )


def _file_ids(workspace: Workspace) -> dict[tuple[str, str, str], str]:
    """Return the ids that imported concepts had in their file, by IRI or by the terms of a plain triple."""
    folders = {(workspace.root / file.path).parent for file in workspace.files}
    return {
        terms: identifier if _NAME.fullmatch(identifier) else f"id-{identifier}"
        for folder in sorted(folders)
        if (folder / LOCK_FILE).is_file()
        for identifier, terms in read_lock(folder).concepts().items()
        if _NAME.fullmatch(f"id-{identifier}")
    }


def _made(kind: str, key: str) -> str:
    """Return an id that is the same at every export."""
    return f"id-{sha256(f'{kind} {key}'.encode()).hexdigest()[:32]}"


def _shift(view: View) -> Point:
    """Return what brings everything right of and below the origin, as the format wants it."""
    xs = [box.x or 0 for box in view.boxes] + [x for line in view.lines for x, _ in line.bendpoints]
    ys = [box.y or 0 for box in view.boxes] + [y for line in view.lines for _, y in line.bendpoints]
    return _MARGIN - min(xs, default=0), _MARGIN - min(ys, default=0)


def _add(parent: etree._Element, tag: str, words: str, language: str) -> None:
    node = etree.SubElement(parent, f"{_NS}{tag}")
    node.text = clean(words)
    if language:
        node.set(_LANGUAGE, language)
