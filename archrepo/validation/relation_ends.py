"""The check that a relation is whole: one source, one target, and at both ends something that exists.

A relation that lacks an end cannot be drawn, counted or held against the relation matrix; without this check it would
vanish from every answer without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.outcome import Fault, Outcome, written_term
from archrepo.vocabulary import AM, AR, PREFIXES, RELATION_SOURCE, RELATION_TARGET, TYPE
from archrepo.workspace import Workspace


def relation_ends(workspace: Workspace) -> Outcome:
    """Hold every relation, written as a node or as a plain triple, against what a relation must have."""
    subjects: dict[Term, None] = {}
    faults: list[Fault] = []
    known: dict[Term, bool] = {}
    for kind in workspace.metamodel.relation_types.values():
        for node in workspace.model.subjects(TYPE, kind.iri):
            subjects[node] = None
            for predicate in (RELATION_SOURCE, RELATION_TARGET):
                faults += _faults_of_node(workspace, node, predicate, known)
    for predicate, written in workspace.metamodel.predicates.items():
        # What a municipal link may point at is said in the vocabulary, and checked with the other values.
        if written.is_domain_link:
            continue
        for target, sources in workspace.model.with_predicate(predicate).items():
            for source in sources:
                subjects[source] = None
                if not _is_end(workspace, source, known):
                    place = workspace.locate(source, predicate, target)
                    faults.append(_no_element(workspace, source, source, place))
                if isinstance(target, ox.Literal) or not _is_end(workspace, target, known):
                    faults.append(_wrong_end(workspace, source, predicate, target))
    return Outcome(tuple(subjects), tuple(dict.fromkeys(faults)))


def _faults_of_node(
    workspace: Workspace, node: Subject, predicate: ox.NamedNode, known: dict[Term, bool]
) -> Iterator[Fault]:
    ends = workspace.model.objects(node, predicate)
    name = written_term(workspace, predicate)
    if not ends:
        yield Fault(
            subject=node,
            name=workspace.name_of(node),
            location=workspace.locate(node),
            message=Text(f"is een relatie zonder `{name}`", f"is a relation without `{name}`"),
            remedy=Text(f"schrijf `{name} :element`", f"write `{name} :element`"),
        )
    if len(ends) > 1:
        places = {end: workspace.locate(node, predicate, end) for end in ends}
        ordered = sorted(ends, key=lambda end: places[end])
        listed = [f"`{written_term(workspace, end)}` ({places[end].path}:{places[end].line})" for end in ordered]
        yield Fault(
            subject=node,
            name=workspace.name_of(node),
            location=places[ordered[1]],
            message=Text(
                f"heeft meer dan één `{name}`: {' en '.join(listed)}",
                f"has more than one `{name}`: {' and '.join(listed)}",
            ),
            remedy=Text(
                "maak van elk paar uiteinden een eigen relatie", "make a relation of its own of each pair of ends"
            ),
        )
    for end in ends:
        if isinstance(end, ox.Literal) or not _is_end(workspace, end, known):
            yield _wrong_end(workspace, node, predicate, end)


def _wrong_end(workspace: Workspace, subject: Subject, predicate: ox.NamedNode, end: Term) -> Fault:
    place = workspace.locate(subject, predicate, end)
    if not isinstance(end, ox.Literal):
        return _no_element(workspace, subject, end, place)
    name, shown = written_term(workspace, predicate), written_term(workspace, end)
    return Fault(
        subject=subject,
        name=workspace.name_of(subject),
        location=place,
        message=Text(
            f"verwijst met `{name}` naar de tekst `{shown}` en niet naar een element",
            f"refers with `{name}` to the text `{shown}` and not to an element",
        ),
        remedy=Text(f"schrijf `{name} :naam-van-het-element`", f"write `{name} :name-of-the-element`"),
    )


def _no_element(workspace: Workspace, subject: Subject, end: Term, place: Location) -> Fault:
    shown = written_term(workspace, end)
    return Fault(
        subject=subject,
        name=workspace.name_of(subject),
        location=place,
        message=Text(
            f"`{shown}` staat in een relatie, maar is geen element en geen relatie",
            f"`{shown}` stands in a relation, but is no element and no relation",
        ),
        remedy=Text(
            f"geef het een type, bijvoorbeeld `{shown} a am:ApplicationComponent`, of verwijs naar een element",
            f"give it a type, such as `{shown} a am:ApplicationComponent`, or refer to an element",
        ),
    )


def _is_end(workspace: Workspace, end: Term, known: dict[Term, bool]) -> bool:
    found = known.get(end)
    if found is None:
        found = known[end] = _looks_like_an_end(workspace, end)
    return found


def _looks_like_an_end(workspace: Workspace, end: Term) -> bool:
    if end in workspace.elements or end in workspace.relations.by_node:
        return True
    vocabulary = workspace.ontology.graph
    if vocabulary.facts(end):
        return True
    types = workspace.model.objects(end, TYPE)
    if any(kind in workspace.metamodel.relation_types for kind in types):
        return True  # a relation that is not whole itself, which is a finding of its own
    if any(kind.value.startswith((AM, AR)) and not vocabulary.facts(kind) for kind in types):
        return True  # a typing error in the type, which the dangling references report
    if workspace.model.facts(end) or not isinstance(end, ox.NamedNode):
        return False
    # Described nowhere: a name of our own is a dangling reference; one of a known reference set may stay outside.
    return end.value.startswith((workspace.base, *PREFIXES.values()))
