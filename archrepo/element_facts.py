"""What the model says of one thing: its facts, its relations as sentences, and where it is written.

Made for one page at a time, so the work grows with the number of links of the thing and not with the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import local_name, text_of
from archrepo.relations import Relation
from archrepo.turtle import Triple, write
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    ALT_LABEL,
    COMMENT,
    DESCRIPTION,
    LABEL,
    NOTATION,
    PREF_LABEL,
    PREFIXES,
    RELATION_SOURCE,
    RELATION_TARGET,
    SHOWS,
    TYPE,
    ar,
)
from archrepo.wording import value_text
from archrepo.workspace import Workspace

_CARRIES = ar("carries")
_TOLD_ELSEWHERE = frozenset({TYPE, LABEL, PREF_LABEL, DESCRIPTION, COMMENT})


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: its words, the thing it names or the web address it holds, and its parts when it has any."""

    text: Text
    iri: ox.NamedNode | None = None
    address: str | None = None
    parts: tuple[tuple[Text, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One property with its values in the order of the file; `explanation` says what the property means."""

    predicate: ox.NamedNode
    name: Text
    explanation: Text
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The thing at the other end of a relation; `remark` says what the relation adds, such as what it carries."""

    iri: Term
    name: Text
    kind: Text
    remark: Text
    node: ox.NamedNode | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """All relations that read with the same verb: "Zaaksysteem *bedient* Behandelen klacht, Behandelen bezwaar"."""

    verb: Text
    is_outgoing: bool
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """What a relation says itself, as one sentence: "API-gateway *stroomt naar* Zaaksysteem"."""

    source: Term
    source_name: Text
    verb: Text
    target: Term
    target_name: Text


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """Everything that the page of one thing tells about it."""

    iri: ox.NamedNode
    name: Text
    kind: Text
    layer: str
    description: Text
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]
    between: Between | None
    views: tuple[ox.NamedNode, ...]
    location: Location
    source_line: str


def element_facts(workspace: Workspace, iri: ox.NamedNode) -> ElementFacts:
    """Return what the model says of `iri`; a thing of which it says nothing has a name and no facts."""
    element = workspace.elements.get(iri)
    location = workspace.locate(iri)
    none = Text.same("")
    description = text_of(workspace.graph, iri, DESCRIPTION) or text_of(workspace.graph, iri, COMMENT) or none
    views = (view for view in workspace.model.subjects(SHOWS, iri) if isinstance(view, ox.NamedNode))
    return ElementFacts(
        iri=iri,
        name=thing_name(workspace, iri),
        kind=kind_name(workspace, iri),
        layer=element.kind.layer if element else "",
        description=description,
        facts=tuple(_facts(workspace, iri)),
        sentences=tuple(sentences(workspace, iri)),
        between=_between(workspace, iri),
        views=tuple(sorted(views, key=lambda view: (workspace.label(view), view.value))),
        location=location,
        source_line=workspace.source_line(location),
    )


def _between(workspace: Workspace, iri: ox.NamedNode) -> Between | None:
    relation = workspace.relations.by_node.get(iri)
    if relation is None:
        return None
    return Between(
        relation.source,
        thing_name(workspace, relation.source),
        workspace.metamodel.sentence(relation.predicate),
        relation.target,
        thing_name(workspace, relation.target),
    )


def kind_name(workspace: Workspace, iri: Term) -> Text:
    """Return what sort of thing this is: the name of its first class, the closest one for an element."""
    for cls in workspace.graph.objects(iri, TYPE):
        return workspace.name_of(cls)
    return Text("onbekend", "unknown")


def thing_name(workspace: Workspace, iri: Term) -> Text:
    """Return the name of a thing; a relation without a name of its own is named by its two ends."""
    relation = workspace.relations.by_node.get(iri)
    if relation is None or workspace.model.value(iri, LABEL) is not None:
        return workspace.name_of(iri)
    return Text("{source} → {target}", "{source} → {target}").format(
        source=workspace.name_of(relation.source), target=workspace.name_of(relation.target)
    )


def _facts(workspace: Workspace, iri: ox.NamedNode) -> Iterator[Fact]:
    predicates = workspace.metamodel.predicates
    source = workspace.model if workspace.model.facts(iri) else workspace.graph
    ends = (RELATION_SOURCE, RELATION_TARGET) if iri in workspace.relations.by_node else ()
    order = [*ends, *(found for found in source.facts(iri) if found not in ends)]
    for predicate in order:
        written = predicates.get(predicate)
        if predicate in _TOLD_ELSEWHERE or predicate == SHOWS or (written and not written.is_domain_link):
            continue
        values = _values(workspace, source.objects(iri, predicate), is_text=predicate in (ALT_LABEL, NOTATION))
        explanation = text_of(workspace.ontology.graph, predicate, COMMENT) or Text.same("")
        yield Fact(predicate, workspace.name_of(predicate), explanation, tuple(values))


def _values(workspace: Workspace, terms: Iterable[Term], *, is_text: bool) -> Iterator[Value]:
    """Iterate over the values; texts in both languages become one value, as does a node with parts."""
    spoken: dict[str, list[str]] = {"nl": [], "en": []}
    for term in terms:
        if isinstance(term, ox.BlankNode):
            parts = tuple(
                (workspace.name_of(predicate), value_text(workspace, value))
                for predicate, values in workspace.graph.facts(term).items()
                if predicate != TYPE
                for value in values
            )
            yield Value(Text.same(""), parts=parts)
        elif isinstance(term, ox.NamedNode):
            known = bool(workspace.graph.facts(term))
            address = term.value if not known and term.value.startswith(("https://", "http://")) else None
            text = Text.same(term.value) if address else thing_name(workspace, term)
            yield Value(text, iri=term if known else None, address=address)
        elif not is_text and term.language in spoken:
            spoken[term.language].append(term.value)
        else:
            is_address = term.value.startswith(("https://", "http://")) and not re.search(r"\s", term.value)
            yield Value(value_text(workspace, term), address=term.value if is_address else None)
    for dutch, english in zip(spoken["nl"] or spoken["en"], spoken["en"] or spoken["nl"], strict=False):
        yield Value(Text(dutch, english))


def sentences(workspace: Workspace, iri: Term) -> Iterator[Sentence]:
    """Iterate over the relations of a thing as sentences: outgoing first, in the order of the metamodel.

    Links such as "owner" stand among the facts when the thing itself has them, and here when others point at it.
    """
    metamodel, relations = workspace.metamodel, workspace.relations
    links = metamodel.predicates
    own = [found for found in relations.outgoing(iri) if not links[found.predicate].is_domain_link]
    for predicate, found in _by_predicate(own):
        neighbours = (_neighbour(workspace, relation, relation.target) for relation in found)
        yield Sentence(metamodel.sentence(predicate), True, _sorted(neighbours))
    for predicate, found in _by_predicate(relations.incoming(iri)):
        neighbours = (_neighbour(workspace, relation, relation.source) for relation in found)
        yield Sentence(metamodel.inverse_sentence(predicate), False, _sorted(neighbours))


def _by_predicate(relations: Iterable[Relation]) -> list[tuple[ox.NamedNode, list[Relation]]]:
    groups: dict[ox.NamedNode, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(relation.predicate, []).append(relation)
    return sorted(groups.items(), key=lambda group: (group[1][0].kind.order, local_name(group[0])))


def _sorted(neighbours: Iterable[Neighbour]) -> tuple[Neighbour, ...]:
    return tuple(sorted(neighbours, key=lambda found: (found.name.nl.casefold(), found.iri.value)))


def _neighbour(workspace: Workspace, relation: Relation, other: Term) -> Neighbour:
    element = workspace.elements.get(other)
    return Neighbour(
        iri=other,
        name=thing_name(workspace, other),
        kind=element.kind.label if element else kind_name(workspace, other),
        remark=relation_remark(workspace, relation),
        node=relation.node if isinstance(relation.node, ox.NamedNode) else None,
    )


def relation_remark(workspace: Workspace, relation: Relation) -> Text:
    """Return what a relation node says itself: its name, what it carries, or its strength; empty for a plain triple."""
    node = relation.node
    if node is None:
        return Text.same("")
    carried = [workspace.name_of(value) for value in workspace.model.objects(node, _CARRIES)]
    if carried:
        return Text(", ".join(text.nl for text in carried), ", ".join(text.en for text in carried))
    name = text_of(workspace.model, node, LABEL)
    return name or Text.same(relation.modifier or "")


def as_turtle(workspace: Workspace, iri: ox.NamedNode) -> str:
    """Return what the model says of a thing as Turtle, with its nodes without a name."""
    graph = workspace.model if workspace.model.facts(iri) else workspace.ontology.graph
    found: list[Triple] = []
    queue: list[Subject] = [iri]
    seen: set[Subject] = set()
    while queue:
        subject = queue.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for predicate, values in graph.facts(subject).items():
            for value in values:
                found.append((subject, predicate, value))
                if isinstance(value, ox.BlankNode):
                    queue.append(value)
    return write(found, {"": workspace.base, **PREFIXES})
