"""The set of relations of a model, and the graph that follows from it.

A relation is written as a plain triple (form A) or as a node with a source and a target (form B). A plain triple
beside a node of the same class between the same ends is the same relation, never an extra one. The derived graph
holds what follows for queries: the plain form of every node, and every super-predicate. It is never written to a
file. docs/decisions/ says why the form is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from archrepo.metamodel import Metamodel, RelationType
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    ACCESS_TYPE,
    ACCESSES,
    ASSOCIATION,
    DIRECTED,
    DIRECTED_TO,
    MODIFIER,
    RELATION_SOURCE,
    RELATION_TARGET,
    SUBPROPERTY_OF,
    TYPE,
)

_TRUE = ox.Literal(True)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; `node` is the IRI of form B, None for a plain triple.

    `predicate` is the most telling predicate: the one written in form A, or the one that class and attributes give.
    """

    kind: RelationType
    source: Subject
    target: Term
    predicate: ox.NamedNode
    node: Subject | None
    access: str | None
    modifier: str | None
    directed: bool

    @property
    def key(self) -> str:
        """Return what identifies the relation: the IRI of its node, or its three terms."""
        if self.node is not None:
            return self.node.value
        return f"{self.source.value} {self.predicate.value} {self.target.value}"


class RelationSet:
    """All relations of a model, nodes first, each group in the order of the files."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        """Keep the relations; the indexes by end are made on first use."""
        self._all = tuple(relations)

    def __iter__(self) -> Iterator[Relation]:
        """Iterate over the relations."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return the number of relations."""
        return len(self._all)

    @cached_property
    def _by_source(self) -> Mapping[Term, list[Relation]]:
        index: dict[Term, list[Relation]] = {}
        for relation in self._all:
            index.setdefault(relation.source, []).append(relation)
        return index

    @cached_property
    def _by_target(self) -> Mapping[Term, list[Relation]]:
        index: dict[Term, list[Relation]] = {}
        for relation in self._all:
            index.setdefault(relation.target, []).append(relation)
        return index

    @cached_property
    def by_node(self) -> Mapping[Term, Relation]:
        """The relations that are nodes, by their IRI."""
        return {relation.node: relation for relation in self._all if relation.node is not None}

    def outgoing(self, end: Term) -> tuple[Relation, ...]:
        """Return the relations that start at `end`."""
        return tuple(self._by_source.get(end, ()))

    def incoming(self, end: Term) -> tuple[Relation, ...]:
        """Return the relations that end at `end`."""
        return tuple(self._by_target.get(end, ()))


def read_relations(model: Graph, metamodel: Metamodel) -> RelationSet:
    """Return the set of relations of the asserted triples."""
    nodes = list(_nodes(model, metamodel))
    twins = {(relation.source, relation.kind.iri, relation.target) for relation in nodes}
    plain: list[Relation] = []
    for predicate, written in metamodel.predicates.items():
        kind = written.kind
        for target, sources in model.with_predicate(predicate).items():
            if isinstance(target, ox.Literal):
                continue
            plain += [
                Relation(kind, source, target, predicate, None, written.access, None, written.directed)
                for source in sources
                if (source, kind.iri, target) not in twins
            ]
    return RelationSet([*nodes, *plain])


def _nodes(model: Graph, metamodel: Metamodel) -> Iterator[Relation]:
    by_access: dict[str | None, ox.NamedNode] = {
        predicate.access: predicate.iri for predicate in metamodel.predicates.values() if predicate.access is not None
    }
    for kind in metamodel.relation_types.values():
        for node in model.subjects(TYPE, kind.iri):
            source = model.value(node, RELATION_SOURCE)
            target = model.value(node, RELATION_TARGET)
            if source is None or target is None or isinstance(source, ox.Literal):
                continue
            access = modifier = None
            directed = False
            predicate = kind.predicate
            if predicate == ACCESSES:
                value = model.value(node, ACCESS_TYPE)
                access = value.value if isinstance(value, ox.Literal) else None
                predicate = by_access.get(access, predicate)
            elif kind.iri == ASSOCIATION:
                directed = model.has(node, DIRECTED, _TRUE)
                predicate = DIRECTED_TO if directed else predicate
            else:
                value = model.value(node, MODIFIER)
                modifier = value.value if isinstance(value, ox.Literal) else None
            yield Relation(kind, source, target, predicate, node, access, modifier, directed)


def derived_graph(model: Graph, metamodel: Metamodel, ontology: Graph) -> list[Triple]:
    """Return the triples that follow from the relations and are not in the model, without duplicates.

    Equal to the four CONSTRUCT queries of the decided form, run until nothing new appears; a test holds it to that.
    """
    found: dict[Triple, None] = {}
    for kind in metamodel.relation_types.values():
        for node in model.subjects(TYPE, kind.iri):
            _derive_node(model, metamodel, kind, node, found)
    above: dict[Term, tuple[ox.NamedNode, ...]] = {
        predicate: _above(ontology, predicate)
        for predicates in ontology.with_predicate(SUBPROPERTY_OF).values()
        for predicate in predicates
    }
    for subject, predicate, value in list(found):
        for higher in above.get(predicate, ()):
            found[(subject, higher, value)] = None
    for lower, higher_ones in above.items():
        assert isinstance(lower, ox.NamedNode)
        for value, subjects in model.with_predicate(lower).items():
            for subject in subjects:
                for higher in higher_ones:
                    found[(subject, higher, value)] = None
    return [triple for triple in found if not model.has(*triple)]


def _derive_node(
    model: Graph, metamodel: Metamodel, kind: RelationType, node: Subject, found: dict[Triple, None]
) -> None:
    for source in model.objects(node, RELATION_SOURCE):
        if isinstance(source, ox.Literal):
            continue
        for target in model.objects(node, RELATION_TARGET):
            found[(source, kind.predicate, target)] = None
            if kind.predicate == ACCESSES:
                for access in model.objects(node, ACCESS_TYPE):
                    for written in metamodel.predicates.values():
                        if written.access is not None and access == ox.Literal(written.access):
                            found[(source, written.iri, target)] = None
            elif kind.iri == ASSOCIATION and model.has(node, DIRECTED, _TRUE):
                found[(source, DIRECTED_TO, target)] = None


def _above(ontology: Graph, predicate: Term) -> tuple[ox.NamedNode, ...]:
    seen: dict[ox.NamedNode, None] = {}
    queue = [predicate]
    while queue:
        for higher in ontology.objects(queue.pop(), SUBPROPERTY_OF):
            if isinstance(higher, ox.NamedNode) and higher not in seen:
                seen[higher] = None
                queue.append(higher)
    return tuple(seen)
