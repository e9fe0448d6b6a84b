"""The set of relations of a model, and the graph that follows from it.

A relation is written as a plain triple (form A) or as a node with a source and a target (form B). A plain triple
beside a node of the same class between the same ends is the same relation, never an extra one. The derived graph
holds what follows for queries: the plain form of every node, and every super-predicate. It is never written to a
file. docs/decisions/ says why the form is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.metamodel import Metamodel, RelationPredicate, RelationType
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    ACCESS_TYPE,
    ACCESSES,
    ASSOCIATION,
    DIRECTED,
    DIRECTED_TO,
    DOMAIN,
    FORMER_TYPE,
    MODIFIER,
    RELATION_SOURCE,
    RELATION_TARGET,
    SUBPROPERTY_OF,
    TYPE,
)

Above: TypeAlias = Mapping[ox.NamedNode, tuple[ox.NamedNode, ...]]

SHAPE_OF_A_RELATION = (TYPE, RELATION_SOURCE, RELATION_TARGET, ACCESS_TYPE, MODIFIER, DIRECTED)

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
        self._groups: Mapping[ox.NamedNode, Sequence[Relation]] = {}

    @classmethod
    def of_groups(cls, groups: Mapping[ox.NamedNode, Sequence[Relation]]) -> RelationSet:
        """Return the set of the nodes by their class and the plain relations by their predicate, in that order."""
        found = cls(chain.from_iterable(groups.values()))
        found._groups = groups
        return found

    def __iter__(self) -> Iterator[Relation]:
        """Iterate over the relations."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return the number of relations."""
        return len(self._all)

    @cached_property
    def _by_source(self) -> Mapping[Term, list[Relation]]:
        return _indexed(self._all, lambda relation: relation.source)

    @cached_property
    def _by_target(self) -> Mapping[Term, list[Relation]]:
        return _indexed(self._all, lambda relation: relation.target)

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

    def after(self, model: Graph, metamodel: Metamodel, changed: Iterable[Triple]) -> RelationSet:
        """Return the set of a model that came from this one's by these triples; this very set when it is the same."""
        kinds, predicates, nodes = _touched(model, metamodel, changed)
        if not kinds and not predicates:
            return self
        old = self._groups
        groups = dict(old)
        apart: list[Relation] = []
        for kind in metamodel.relation_types.values():
            if kind.iri in kinds:
                known = {one.node: one for one in old[kind.iri] if one.node not in nodes}
                groups[kind.iri] = list(_nodes(model, metamodel, kind, known))
                between = _between(old[kind.iri], groups[kind.iri])
                apart += between
                predicates.update(one.iri for one in metamodel.predicates.values() if between and one.kind is kind)
        for written in metamodel.predicates.values():
            if written.iri in predicates:
                groups[written.iri] = _plain(model, written, groups[written.kind.iri], old[written.iri])
                apart += _between(old[written.iri], groups[written.iri])
        if not apart:
            return self
        new = RelationSet.of_groups(groups)
        if "_by_source" in vars(self):
            vars(new)["_by_source"] = _reindexed(self._by_source, new, apart, lambda relation: relation.source)
        if "_by_target" in vars(self):
            vars(new)["_by_target"] = _reindexed(self._by_target, new, apart, lambda relation: relation.target)
        return new


def _indexed(relations: Iterable[Relation], end_of: Callable[[Relation], Term]) -> dict[Term, list[Relation]]:
    index: dict[Term, list[Relation]] = {}
    for relation in relations:
        index.setdefault(end_of(relation), []).append(relation)
    return index


def _reindexed(
    known: Mapping[Term, list[Relation]],
    relations: Iterable[Relation],
    apart: Iterable[Relation],
    end_of: Callable[[Relation], Term],
) -> Mapping[Term, list[Relation]]:
    """Return the index of the relations, of which those that differ from the ones known are among `apart`."""
    ends = {end_of(relation) for relation in apart}
    index = {end: listed for end, listed in known.items() if end not in ends}
    index.update(_indexed((relation for relation in relations if end_of(relation) in ends), end_of))
    return index


def _between(was: Sequence[Relation], now: Sequence[Relation]) -> list[Relation]:
    """Return what stands in both between the relations that they begin and end with alike."""
    most = min(len(was), len(now))
    start = next((at for at in range(most) if was[at] is not now[at] and was[at] != now[at]), most)
    most -= start
    end = next((at for at in range(most) if was[-at - 1] is not now[-at - 1] and was[-at - 1] != now[-at - 1]), most)
    return [*was[start : len(was) - end], *now[start : len(now) - end]]


def _touched(
    model: Graph, metamodel: Metamodel, changed: Iterable[Triple]
) -> tuple[set[Term], set[ox.NamedNode], set[Term]]:
    """Return the classes of relations and the predicates of which something changed, and the changed subjects."""
    kinds: set[Term] = set()
    predicates: set[ox.NamedNode] = set()
    nodes: set[Term] = set()
    for subject, predicate, value in changed:
        nodes.add(subject)
        if predicate in metamodel.predicates:
            predicates.add(predicate)
        elif predicate == TYPE:
            kinds.add(value)
        elif predicate in SHAPE_OF_A_RELATION:
            kinds.update(model.objects(subject, TYPE))
    return kinds & metamodel.relation_types.keys(), predicates, nodes


def read_relations(model: Graph, metamodel: Metamodel) -> RelationSet:
    """Return the set of relations of the asserted triples."""
    groups: dict[ox.NamedNode, Sequence[Relation]] = {
        kind.iri: list(_nodes(model, metamodel, kind, {})) for kind in metamodel.relation_types.values()
    }
    for written in metamodel.predicates.values():
        groups[written.iri] = _plain(model, written, groups[written.kind.iri], ())
    return RelationSet.of_groups(groups)


def _plain(
    model: Graph, written: RelationPredicate, nodes: Sequence[Relation], known: Sequence[Relation]
) -> Sequence[Relation]:
    """Return the relations that are written with a predicate and have no node of their class; `known` are old ones."""
    by_ends = {(relation.source, relation.target): relation for relation in known}
    twins = {(relation.source, relation.target) for relation in nodes}
    kind, predicate = written.kind, written.iri
    return [
        by_ends.get((source, target))
        or Relation(kind, source, target, predicate, None, written.access, None, written.directed)
        for target, sources in model.with_predicate(predicate).items()
        if not isinstance(target, ox.Literal)
        for source in sources
        if (source, target) not in twins
    ]


def _nodes(
    model: Graph, metamodel: Metamodel, kind: RelationType, known: Mapping[Subject | None, Relation]
) -> Iterator[Relation]:
    """Yield the relations of a class that are nodes; those `known` are taken as they are."""
    by_access: dict[str | None, ox.NamedNode] = {
        predicate.access: predicate.iri for predicate in metamodel.predicates.values() if predicate.access is not None
    }
    for node in model.subjects(TYPE, kind.iri):
        if node in known:
            yield known[node]
            continue
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
    above = predicates_above(ontology)
    _derive_above(found, above)
    for lower, higher_ones in above.items():
        for subject, values in model.described_with(lower):
            for value in values:
                for higher in higher_ones:
                    found[(subject, higher, value)] = None
    for placed in (FORMER_TYPE, DOMAIN):
        for subject, _values in model.described_with(placed):
            _derive_types(model, metamodel, subject, found)
    return [triple for triple in found if not model.has(*triple)]


def derived_about(model: Graph, metamodel: Metamodel, above: Above, subject: Subject) -> list[Triple]:
    """Return the triples of the derived graph that are about one subject, in the same order."""
    nodes = model.subjects(RELATION_SOURCE, subject)
    of_nodes: dict[Triple, None] = {}
    for kind in metamodel.relation_types.values() if nodes else ():
        for node in nodes:
            if model.has(node, TYPE, kind.iri):
                _derive_node(model, metamodel, kind, node, of_nodes)
    found = {triple: None for triple in of_nodes if triple[0] == subject}
    _derive_above(found, above)
    facts = model.facts(subject)
    for lower in above if not above.keys().isdisjoint(facts) else ():
        for value in facts.get(lower, ()):
            for higher in above[lower]:
                found[(subject, higher, value)] = None
    if FORMER_TYPE in facts or DOMAIN in facts:
        _derive_types(model, metamodel, subject, found)
    return [triple for triple in found if not model.has(*triple)]


def _derive_types(model: Graph, metamodel: Metamodel, subject: Subject, found: dict[Triple, None]) -> None:
    """Add the earlier type of which an element still is a special form, so that rules and questions know it by that."""
    former: list[Term] = list(model.objects(subject, FORMER_TYPE))
    if not former:
        pairs = ((cls, domain) for domain in model.objects(subject, DOMAIN) for cls in model.objects(subject, TYPE))
        former = [kind.iri for pair in pairs if (kind := metamodel.former_type(*pair)) is not None]
    for cls in former:
        found[(subject, TYPE, cls)] = None


def only_derived(model: Graph, metamodel: Metamodel, ontology: Graph) -> tuple[Subject, ...]:
    """Return the sources of relations that nothing describes, in the order in which the derived graph has them."""
    loose = [
        source
        for source in model.holders(RELATION_SOURCE)
        if not isinstance(source, ox.Literal) and not model.facts(source) and not ontology.facts(source)
    ]
    found: dict[Subject, None] = {}
    for kind in metamodel.relation_types.values() if loose else ():
        nodes = {node for source in loose for node in model.subjects(RELATION_SOURCE, source)}
        for node in model.subjects(TYPE, kind.iri):
            if node in nodes and model.value(node, RELATION_TARGET) is not None:
                for source in model.objects(node, RELATION_SOURCE):
                    if source in loose and not isinstance(source, ox.Literal):
                        found[source] = None
    return tuple(found)


def _derive_above(found: dict[Triple, None], above: Above) -> None:
    for subject, predicate, value in list(found):
        for higher in above.get(predicate, ()):
            found[(subject, higher, value)] = None


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


def predicates_above(ontology: Graph) -> Above:
    """Return the predicates above each one that has any."""
    return {
        predicate: _above(ontology, predicate)
        for predicates in ontology.with_predicate(SUBPROPERTY_OF).values()
        for predicate in predicates
        if isinstance(predicate, ox.NamedNode)
    }


def _above(ontology: Graph, predicate: Term) -> tuple[ox.NamedNode, ...]:
    seen: dict[ox.NamedNode, None] = {}
    queue = [predicate]
    while queue:
        for higher in ontology.objects(queue.pop(), SUBPROPERTY_OF):
            if isinstance(higher, ox.NamedNode) and higher not in seen:
                seen[higher] = None
                queue.append(higher)
    return tuple(seen)
