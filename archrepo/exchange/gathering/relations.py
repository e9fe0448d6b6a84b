"""The relations of a workspace as those of a model file: imported ones in their place, others behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pyoxigraph import BlankNode, Literal

from archrepo.exchange.gathering.describing import NO_ID, Described, Descriptions, profile_ids
from archrepo.exchange.gathering.identifiers import Identifiers
from archrepo.exchange.gathering.kept import Kept, Terms
from archrepo.exchange.gathering.kinds import Kinds
from archrepo.exchange.model import AccessType, FileRelation, Property
from archrepo.exchange.profiles import ProfileNames
from archrepo.metamodel import Metamodel
from archrepo.relations import Relation, RelationSet
from archrepo.store import Graph
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import ACCESS_TYPE, DIRECTED, MODIFIER, RELATION_SOURCE, RELATION_TARGET

_ACCESS_TYPES: Mapping[str, AccessType] = {name: name for name in get_args(AccessType)}
_TRUE = Literal(True)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation of the workspace; `node` is None for one that is a triple, `in_file` its id in the import."""

    kept: Kept
    in_file: str
    kind: str
    node: Subject | None
    source: Term | None
    target: Term | None
    access: AccessType | None = None
    directed: bool = False
    lasting: tuple[Property, ...] = ()
    terms: Terms | None = None


def find_relations(
    relations: RelationSet,
    graph: Graph,
    metamodel: Metamodel,
    kinds: Kinds,
    imported: Iterable[tuple[Kept, str]],
    new_ones: Kept,
    is_ours: Callable[[Relation], bool],
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Return the imported relations that are still there in the given order, and the others in that of the files.

    `imported` are the ids of the imports that may be relations; `new_ones` tells how to describe what was not imported.
    A relation that was a triple and is now said in another way keeps its place. Links of the municipality are left out.
    """
    by_terms: dict[Terms, Relation] = {
        (one.source, one.predicate, one.target): one for one in relations if one.node is None
    }
    found: dict[tuple[Kept, str], Found] = {}
    order: list[tuple[Kept, str]] = []
    gone: dict[tuple[Term, Term | None, Term], list[tuple[Kept, str]]] = {}
    kinds_written: dict[Term, Term] = {iri: one.kind.iri for iri, one in metamodel.predicates.items()}
    known: set[Term] = set()
    for kept, identifier in imported:
        plain = kept.plain.get(identifier)
        node = kept.iris.get(identifier)
        if plain is not None:
            order.append((kept, identifier))
            terms, _ = plain
            still = by_terms.pop(terms, None)
            if still is not None:
                found[kept, identifier] = _plain(still, kept, identifier)
            else:
                gone.setdefault((terms[0], kinds_written.get(terms[1]), terms[2]), []).append((kept, identifier))
        elif node is not None and kept.kinds[identifier] == "relation" and node not in known:
            known.add(node)
            kind_name = kinds.relation(node)
            if kind_name is not None:
                order.append((kept, identifier))
                found[kept, identifier] = _node(graph, node, kept, identifier, kind_name)
    extra: list[Found] = []
    for one in _others(relations, metamodel, by_terms, known):
        if is_ours(one):
            places = gone.get((one.source, one.kind.iri, one.target))
            kept, identifier = places.pop(0) if places else (new_ones, NO_ID)
            made = _plain(one, kept, identifier) if one.node is None else _of_set(graph, one, kept, identifier)
            if identifier != NO_ID:
                found[kept, identifier] = made
            else:
                extra.append(made)
    return tuple(found[one] for one in order if one in found), tuple(extra)


def _others(
    relations: RelationSet, metamodel: Metamodel, plain: Mapping[Terms, Relation], known: set[Term]
) -> Iterator[Relation]:
    for one in relations:
        if metamodel.predicates[one.predicate].is_domain_link:
            continue
        if one.node is None:
            if (one.source, one.predicate, one.target) in plain:
                yield one
        elif one.node not in known:
            yield one


def _plain(one: Relation, kept: Kept, identifier: str) -> Found:
    return Found(
        kept,
        identifier,
        one.kind.name,
        None,
        one.source,
        one.target,
        _ACCESS_TYPES.get(one.access or ""),
        one.directed,
        kept.lasting(identifier),
        (one.source, one.predicate, one.target),
    )


def _node(graph: Graph, node: Subject, kept: Kept, identifier: str, kind: str) -> Found:
    source, target = graph.value(node, RELATION_SOURCE), graph.value(node, RELATION_TARGET)
    access = graph.value(node, ACCESS_TYPE)
    directed = graph.has(node, DIRECTED, _TRUE)
    stated = _ACCESS_TYPES.get(access.value) if access else None
    return Found(kept, identifier, kind, node, source, target, stated, directed)


def _of_set(graph: Graph, one: Relation, kept: Kept, identifier: str) -> Found:
    assert one.node is not None
    found = _node(graph, one.node, kept, identifier, one.kind.name)
    lasting = kept.lasting(identifier)
    terms = (one.source, one.predicate, one.target)
    return Found(
        kept, identifier, found.kind, one.node, found.source, found.target, found.access, found.directed, lasting, terms
    )


class RelationMaker:
    """Makes the relations of a model file out of those that were found."""

    def __init__(self, graph: Graph, describe: Descriptions, identifiers: Identifiers, profiles: ProfileNames) -> None:
        """Take what every relation needs."""
        self._graph = graph
        self._describe = describe
        self._identifiers = identifiers
        self._profiles = profiles

    def identifier(self, found: Found) -> str:
        """Return the id of the relation in the file that is made."""
        if found.in_file in found.kept.plain:
            return self._identifiers.imported_plain(found.kept, found.in_file)
        if found.node is None or isinstance(found.node, BlankNode):
            assert found.terms is not None
            return self._identifiers.plain(found.terms)
        return self._identifiers[found.node]

    def made(self, found: Found, identifier: str, end_of: Callable[[Term], str]) -> FileRelation:
        """Return the relation; `end_of` gives the id of an end."""
        described, modifier = Described((), (), (), ()), ""
        if found.node is not None:
            described = self._describe(found.node, found.kept, found.in_file)
            stated = self._graph.value(found.node, MODIFIER)
            modifier = stated.value if stated else ""
        else:
            names = found.kept.phrases(found.in_file, "name", ())
            texts = found.kept.phrases(found.in_file, "text", ())
            described = Described(names, texts, (), ())
        own = described.properties
        return FileRelation(
            identifier,
            found.kind,
            end_of(found.source) if found.source is not None else "",
            end_of(found.target) if found.target is not None else "",
            described.names,
            described.texts,
            (*own, *(one for one in found.lasting if one not in own)),
            profile_ids(described, found.kind, self._profiles, found.kept.profiles(found.in_file)),
            found.access,
            modifier,
            found.directed,
            found.kept.foreign(found.in_file),
        )


def without_lost_ends(found: Sequence[Found], lost: set[Term]) -> tuple[tuple[Found, ...], int]:
    """Return the relations of which both ends are there still, and how many are not; `lost` grows by those."""
    kept, count = tuple(found), 0
    while lost:
        left = tuple(one for one in kept if one.source not in lost and one.target not in lost)
        if len(left) == len(kept):
            break
        lost |= {one.node for one in kept if one.node is not None} - {one.node for one in left}
        count += len(kept) - len(left)
        kept = left
    return kept, count
