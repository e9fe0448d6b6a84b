"""What a purchase does to the landscape: touched, replaced, to be moved, left without support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.procurement.assessment import Impact, Touched
from archrepo.relations import Relation
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import CONTRACT_LINK, FLOWS_TO, REPLACES, SERVES, ar
from archrepo.workspace import Workspace

_CARRIES = ar("carries")
_RECEIVES = Text("krijgt nu van {old}", "now receives from {old}")
_DELIVERS = Text("levert nu aan {old}", "now delivers to {old}")


def impact_of(workspace: Workspace, after: Workspace, groups: Mapping[Subject, tuple[Subject, ...]]) -> Impact:
    """Return what the purchase and its candidates touch, replace and leave behind, each list sorted by name."""
    new = {subject for members in groups.values() for subject in members}
    replaced = _replaced(workspace, after, new)
    flows = list(_flows(workspace, after, replaced, new))
    return Impact(
        touched=_sorted(_touches(workspace, after, new)),
        replaced=_sorted(_touched(workspace, term, Text("wordt vervangen", "is replaced")) for term in replaced),
        successors=_sorted(
            _touched(
                workspace,
                one,
                Text("volgt in het model {old} al op", "already succeeds {old} in the model").format(
                    old=workspace.name_of(term)
                ),
            )
            for term in replaced
            for one in workspace.graph.subjects(REPLACES, term)
        ),
        to_move=_sorted(flow for flow, is_taken in flows if not is_taken),
        taken_over=_sorted(flow for flow, is_taken in flows if is_taken),
        unsupported=_sorted(_losing_support(workspace, after, replaced)),
        contracts=_sorted(
            _touched(
                workspace, contract, Text("hoort bij {old}", "belongs to {old}").format(old=workspace.name_of(term))
            )
            for term in replaced
            for contract in workspace.graph.objects(term, CONTRACT_LINK)
        ),
    )


def _replaced(workspace: Workspace, after: Workspace, new: Iterable[Subject]) -> list[Term]:
    found = {term: None for subject in new for term in after.model.objects(subject, REPLACES)}
    return [term for term in found if workspace.model.facts(term)]


def _touches(workspace: Workspace, after: Workspace, new: set[Subject]) -> Iterator[Touched]:
    """Yield the existing elements at the other end of the relations of the new ones."""
    seen: set[tuple[Term, str]] = set()
    for subject in sorted(new, key=str):
        for relation in (*after.relations.outgoing(subject), *after.relations.incoming(subject)):
            other = relation.target if relation.source == subject else relation.source
            if other in new or other not in workspace.elements or relation.predicate == REPLACES:
                continue
            text = Text("{source} {verb} {target}", "{source} {verb} {target}").format(
                source=after.name_of(relation.source),
                verb=after.metamodel.sentence(relation.predicate),
                target=after.name_of(relation.target),
            )
            if (other, text.nl) not in seen:
                seen.add((other, text.nl))
                yield _touched(after, other, text, relation)


def _flows(
    workspace: Workspace, after: Workspace, replaced: Iterable[Term], new: set[Subject]
) -> Iterator[tuple[Touched, bool]]:
    """Yield the flows of the replaced, told from the partner, and whether the purchase brings one in their place.

    One in their place has the same partner and direction, and the same data where both say which.
    """
    flows = [relation for relation in after.relations if relation.kind.predicate == FLOWS_TO]
    brought_to: dict[Term, list[Relation]] = {}
    brought_from: dict[Term, list[Relation]] = {}
    for relation in flows:
        if relation.source in new:
            brought_to.setdefault(relation.target, []).append(relation)
        if relation.target in new:
            brought_from.setdefault(relation.source, []).append(relation)
    for term in replaced:
        old = workspace.name_of(term)
        for relation in (*workspace.relations.outgoing(term), *workspace.relations.incoming(term)):
            if relation.kind.predicate != FLOWS_TO:
                continue
            receives = relation.source == term
            other = relation.target if receives else relation.source
            text = (_RECEIVES if receives else _DELIVERS).format(old=old)
            if relation.node is not None:
                carried = workspace.name_of(relation.node)
                text = Text(f"{text.nl}: {carried.nl}", f"{text.en}: {carried.en}")
            brought = (brought_to if receives else brought_from).get(other, ())
            yield _touched(workspace, other, text, relation), _brings(after, brought, _carried(workspace, relation))


def _brings(after: Workspace, brought: Iterable[Relation], wanted: frozenset[Term]) -> bool:
    """Tell whether a flow, or several together, bring the data; one that does not say what it carries may bring all."""
    carried = [_carried(after, one) for one in brought]
    return bool(carried) and (not all(carried) or wanted <= frozenset().union(*carried))


def _carried(workspace: Workspace, relation: Relation) -> frozenset[Term]:
    return frozenset(workspace.model.objects(relation.node, _CARRIES)) if relation.node is not None else frozenset()


def _losing_support(workspace: Workspace, after: Workspace, replaced: list[Term]) -> Iterator[Touched]:
    for term in replaced:
        for served in workspace.graph.objects(term, SERVES):
            helpers = [one for one in after.graph.subjects(SERVES, served) if one not in replaced]
            if not helpers:
                text = Text("nu ondersteund door {old}, straks door niets", "now served by {old}, later by nothing")
                yield _touched(workspace, served, text.format(old=workspace.name_of(term)))


def _touched(workspace: Workspace, term: Term, how: Text, relation: Relation | None = None) -> Touched:
    element = workspace.elements.get(term)
    if relation is None:
        location = workspace.locate(term)
    elif relation.node is not None:
        location = workspace.locate(relation.node)
    else:
        location = workspace.locate(relation.source, relation.predicate, relation.target)
    return Touched(
        iri=term.value if isinstance(term, ox.NamedNode) else str(term),
        name=workspace.name_of(term),
        kind=element.kind.label if element is not None else Text.same(""),
        how=how,
        location=location,
    )


def _sorted(found: Iterable[Touched]) -> tuple[Touched, ...]:
    return tuple(sorted(found, key=lambda one: (one.name.nl.casefold(), one.how.nl, one.iri)))
