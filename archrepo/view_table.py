"""The twin in words of a picture: its boxes and its lines as rows, for who cannot see it or wants to look something up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.metamodel import Metamodel
from archrepo.views import CONNECTION, GROUP, IMAGE, NOTE, VIEW_REFERENCE, Box, Line, View
from archrepo.vocabulary import am

_OTHER_KINDS = {
    GROUP: Text("groep", "group"),
    NOTE: Text("notitie", "note"),
    VIEW_REFERENCE: Text("verwijzing naar plaat", "link to picture"),
    IMAGE: Text("afbeelding", "image"),
    CONNECTION: Text("hoort bij", "belongs to"),
}


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One box: its words, its kind, the element it stands for and the words of the box around it."""

    label: str
    kind: str
    element: ox.NamedNode | None
    inside: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line, or one box in another that stands for a relation: "Zaaksysteem - bedient - Behandelen klacht"."""

    source: str
    verb: str
    target: str
    label: str
    source_element: ox.NamedNode | None
    target_element: ox.NamedNode | None


@dataclass(frozen=True, slots=True)
class ViewTable:
    """The rows of a view, boxes sorted by kind and name, lines by their ends."""

    boxes: tuple[BoxRow, ...]
    lines: tuple[LineRow, ...]


def view_table(view: View, metamodel: Metamodel, language: Language = "nl") -> ViewTable:
    """Return the boxes and lines of a view as rows; boxes without words and lines to other lines are left out."""
    boxes = {box.key: box for box in view.boxes}
    rows = {_box_row(box, boxes, metamodel, language) for box in view.boxes if box.label.strip()}
    lines = dict.fromkeys(_line_rows(view, boxes, metamodel, language))
    return ViewTable(
        tuple(sorted(rows, key=lambda row: (row.kind, row.label.casefold(), row.inside, str(row.element)))),
        tuple(sorted(lines, key=lambda row: (row.source.casefold(), row.verb, row.target.casefold()))),
    )


def _box_row(box: Box, boxes: dict[str, Box], metamodel: Metamodel, language: Language) -> BoxRow:
    parent = boxes.get(box.parent or "")
    return BoxRow(_words(box), _kind(box.kind, metamodel, language), box.element, _words(parent) if parent else "")


def _line_rows(view: View, boxes: dict[str, Box], metamodel: Metamodel, language: Language) -> Iterator[LineRow]:
    for line in (*view.lines, *view.nested):
        source, target = boxes.get(line.source), boxes.get(line.target)
        if source is not None and target is not None:
            yield LineRow(
                _words(source),
                _verb(line, metamodel, language),
                _words(target),
                line.label,
                source.element,
                target.element,
            )


def _words(box: Box) -> str:
    return " ".join(box.label.split()) or box.kind


def _kind(kind: str, metamodel: Metamodel, language: Language) -> str:
    if kind in _OTHER_KINDS:
        return _OTHER_KINDS[kind].in_(language)
    found = metamodel.types.get(am(kind))
    return found.label.in_(language) if found else kind


def _verb(line: Line, metamodel: Metamodel, language: Language) -> str:
    if line.kind in _OTHER_KINDS:
        return _OTHER_KINDS[line.kind].in_(language)
    for predicate, written in metamodel.predicates.items():
        if written.kind.name == line.kind and written.access == line.access and not written.is_domain_link:
            return metamodel.sentence(predicate).in_(language)
    return next(
        (metamodel.sentence(kind.predicate).in_(language) for kind in metamodel.relation_types.values() if kind.name == line.kind),
        line.kind,
    )
