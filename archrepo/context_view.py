"""The small picture on the page of a thing: what points at it on the left, what it points at on the right.

The places are computed here and not by a layout program, so that a page costs a few milliseconds: two columns and a
box between them as tall as the longer one, so that every line runs straight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.element_facts import relation_remark, thing_name
from archrepo.language import Language, Text
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.views import Box, Line, Point, View
from archrepo.workspace import Workspace

MOST_IN_COLUMN = 12
_WIDTH, _HEIGHT, _GAP, _ROOM = 180.0, 54.0, 12.0, 176.0
_MOST_CHARACTERS = 30


@dataclass(frozen=True, slots=True)
class _Link:
    """One line to draw: the neighbour and the relations of one kind that lead to it."""

    other: Term
    relations: tuple[Relation, ...]


def context_view(workspace: Workspace, iri: ox.NamedNode, language: Language = "nl") -> View | None:
    """Return the placed picture of an element and its neighbours; None when it has no relations or is no element.

    Each column shows at most twelve neighbours; `left_out` says how many more there are.
    """
    element = workspace.elements.get(iri)
    if element is None:
        return None
    incoming = _links(workspace, workspace.relations.incoming(iri), is_outgoing=False)
    outgoing = _links(workspace, workspace.relations.outgoing(iri), is_outgoing=True)
    if not incoming and not outgoing:
        return None
    left, right = incoming[:MOST_IN_COLUMN], outgoing[:MOST_IN_COLUMN]
    rows = max(len(left), len(right))
    tall = rows * (_HEIGHT + _GAP) - _GAP
    middle_x = _WIDTH + _ROOM if left else 0.0
    boxes = [_box(workspace, "me", iri, middle_x, 0.0, tall, language)]
    lines: list[Line] = []
    for side, links, x in (("in", left, 0.0), ("out", right, middle_x + _WIDTH + _ROOM)):
        offset = (tall - len(links) * (_HEIGHT + _GAP) + _GAP) / 2
        for row, link in enumerate(links):
            key = f"{side}{row}"
            y = offset + row * (_HEIGHT + _GAP)
            boxes.append(_box(workspace, key, link.other, x, y, _HEIGHT, language))
            border = (middle_x + _WIDTH if side == "out" else middle_x, y + _HEIGHT / 2)
            lines.append(_line(workspace, key, link, language, border, is_outgoing=side == "out"))
    name = workspace.name_of(iri)
    hidden = len(incoming) - len(left) + len(outgoing) - len(right)
    return View(
        key="context",
        title=name,
        question=Text("Waarmee heeft {name} een relatie?", "What is {name} related to?").format(name=name),
        boxes=tuple(boxes),
        lines=tuple(lines),
        kind="generated",
        left_out=_left_out(hidden),
    )


def _left_out(hidden: int) -> tuple[Text, ...]:
    if not hidden:
        return ()
    return (
        Text(
            f"Niet getekend: nog {hidden} {'relatie' if hidden == 1 else 'relaties'}; ze staan in de zinnen eronder.",
            f"Not drawn: {hidden} more {'relation' if hidden == 1 else 'relations'}; the sentences below have them.",
        ),
    )


def _links(workspace: Workspace, relations: Iterable[Relation], *, is_outgoing: bool) -> list[_Link]:
    """Return one link a neighbour and kind of relation, strongest kinds first; links such as "owner" come last."""
    predicates = workspace.metamodel.predicates
    found: dict[tuple[Term, ox.NamedNode], list[Relation]] = {}
    for relation in relations:
        other = relation.target if is_outgoing else relation.source
        if other in workspace.elements:
            found.setdefault((other, relation.predicate), []).append(relation)
    ranked = sorted(
        found.items(),
        key=lambda item: (
            predicates[item[0][1]].is_domain_link,
            item[1][0].kind.order,
            workspace.label(item[0][0]).casefold(),
            item[0][0].value,
        ),
    )
    return [_Link(other, tuple(group)) for (other, _), group in ranked]


def _box(workspace: Workspace, key: str, iri: Term, x: float, y: float, height: float, language: Language) -> Box:
    element = workspace.elements[iri]
    name = element.kind.drawn_as
    is_junction = name.endswith("Junction")
    return Box(
        key=key,
        kind="Junction" if is_junction else name,
        label=thing_name(workspace, iri).in_(language),
        element=element.iri,
        x=x,
        y=y,
        w=_WIDTH,
        h=height,
        is_or=is_junction and name.startswith("Or"),
    )


def _line(workspace: Workspace, key: str, link: _Link, language: Language, border: Point, *, is_outgoing: bool) -> Line:
    first = link.relations[0]
    written = workspace.metamodel.predicates[first.predicate]
    remarks = [text for text in (relation_remark(workspace, found).in_(language) for found in link.relations) if text]
    label = remarks[0] if remarks else ""
    if written.is_domain_link:
        label = workspace.label(first.predicate, language)
    access = next((kind for kind in ("Read", "Write", "ReadWrite", "Access") if kind == first.access), None)
    return Line(
        key=f"line-{key}",
        kind=first.kind.name,
        source="me" if is_outgoing else key,
        target=key if is_outgoing else "me",
        label=label if len(label) <= _MOST_CHARACTERS else label[: _MOST_CHARACTERS - 1] + "…",
        bendpoints=(border,),
        access=access,
        directed=first.directed,
        modifier=first.modifier or "",
        relations=len(link.relations),
    )
