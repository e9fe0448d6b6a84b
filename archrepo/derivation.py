"""Derived relations: what the valid derivation rules of ArchiMate say about elements that are joined indirectly.

They answer "which process does this application serve in the end" through functions and services. They are kept
apart from the model, each with its rule and its two premises; the rules and their limits are data in `ontology/`.
The potential rules are not applied: they multiply the model four to twenty times and only say "possibly".
Source: ArchiMate 3.2, appendix B.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.metamodel import ElementType, Metamodel, RelationType
from archrepo.relations import RelationSet
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import JUNCTION, NOTATION, RELATIONSHIP, TYPE, am

Ends: TypeAlias = tuple[Term, ox.NamedNode, Term]


@dataclass(frozen=True, slots=True)
class DerivedRelation:
    """One derived relation: its kind, its ends, the rule that gave it, and the two relations it rests on."""

    source: Term
    kind: RelationType
    target: Term
    rule: str
    premises: tuple[Ends, Ends]


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    first: Term
    second: Term
    second_from_middle: bool
    result: str
    forward: bool


@dataclass(frozen=True, slots=True)
class _Restriction:
    source_domains: frozenset[str]
    target_domains: frozenset[str]
    except_target_domains: frozenset[str]
    source_passive: bool | None
    target_passive: bool | None
    allows_only: frozenset[Term]
    forbids: frozenset[Term]

    def refuses(self, source: ElementType, kind: RelationType, target: ElementType) -> bool:
        """Tell whether the relation is one that this restriction rules out."""
        concerns = (
            (not self.source_domains or source.domain in self.source_domains)
            and (not self.target_domains or target.domain in self.target_domains)
            and target.domain not in self.except_target_domains
            and (self.source_passive is None or source.is_passive == self.source_passive)
            and (self.target_passive is None or target.is_passive == self.target_passive)
        )
        return concerns and (kind.iri in self.forbids or (bool(self.allows_only) and kind.iri not in self.allows_only))


@dataclass(frozen=True, slots=True)
class _Passage:
    from_domains: frozenset[str]
    through_domains: frozenset[str]
    to_domains: frozenset[str]
    except_types: frozenset[Term]


class _Limits:
    """The restrictions of the standard, as far as they concern relations between elements."""

    def __init__(self, metamodel: Metamodel) -> None:
        tables = metamodel.derivation_tables
        self._restrictions: list[_Restriction] = []
        self._passages: list[_Passage] = []
        self._no_middle: set[Term] = set()
        self._cache: dict[tuple[str, str, str], bool] = {}
        for node in tables.instances(am("DerivationRestriction")):
            allowed = frozenset(tables.objects(node, am("allowsOnly")))
            forbidden = frozenset(tables.objects(node, am("forbids")))
            self._no_middle.update(tables.objects(node, am("middleType")))
            if tables.value(node, am("passableThroughDomain")) is not None:
                self._passages.append(
                    _Passage(
                        from_domains=_names(tables, node, "passableFromDomain"),
                        through_domains=_names(tables, node, "passableThroughDomain"),
                        to_domains=_names(tables, node, "passableToDomain"),
                        except_types=frozenset(tables.objects(node, am("unpassableMiddleType"))),
                    )
                )
            about_relations = RELATIONSHIP in (
                *tables.objects(node, am("sourceType")),
                *tables.objects(node, am("targetType")),
            )
            if (allowed or forbidden) and not about_relations:
                self._restrictions.append(
                    _Restriction(
                        source_domains=_names(tables, node, "sourceDomain"),
                        target_domains=_names(tables, node, "targetDomain"),
                        except_target_domains=_names(tables, node, "exceptTargetDomain"),
                        source_passive=_flag(tables, node, "sourcePassive"),
                        target_passive=_flag(tables, node, "targetPassive"),
                        allows_only=allowed,
                        forbids=forbidden,
                    )
                )

    def may_share(self, source: ElementType, middle: ElementType, target: ElementType) -> bool:
        """Tell whether the concept in the middle may carry a derivation between these ends.

        Its domain is that of an end, or one that may be passed between the domains of the two ends.
        """
        if middle.iri in self._no_middle:
            return False
        if middle.domain in (source.domain, target.domain):
            return True
        return any(
            source.domain in passage.from_domains
            and middle.domain in passage.through_domains
            and target.domain in passage.to_domains
            and middle.iri not in passage.except_types
            for passage in self._passages
        )

    def allow(self, source: ElementType, kind: RelationType, target: ElementType) -> bool:
        """Tell whether no restriction rules out the relation."""
        key = (source.name, target.name, kind.name)
        if key not in self._cache:
            self._cache[key] = not any(limit.refuses(source, kind, target) for limit in self._restrictions)
        return self._cache[key]


def _names(tables: Graph, node: Term, name: str) -> frozenset[str]:
    return frozenset(value.value.rpartition("#")[2] for value in tables.objects(node, am(name)))


def _flag(tables: Graph, node: Term, name: str) -> bool | None:
    value = tables.value(node, am(name))
    return None if value is None else value == ox.Literal(True)


def _valid_rules(metamodel: Metamodel) -> list[_Rule]:
    tables = metamodel.derivation_tables

    def text(node: Term, name: str) -> str:
        value = tables.value(node, am(name))
        return value.value if value is not None else ""

    rules = []
    for node in tables.subjects(TYPE, am("DerivationRule")):
        if text(node, "certainty") == "valid":
            first, second = tables.value(node, am("first")), tables.value(node, am("second"))
            notation = tables.value(node, NOTATION)
            assert first is not None
            assert second is not None
            assert notation is not None
            assert text(node, "firstEnds") == "ab"
            rules.append(
                _Rule(
                    name=notation.value,
                    first=first,
                    second=second,
                    second_from_middle=text(node, "secondEnds") == "bc",
                    result=text(node, "result"),
                    forward=text(node, "resultEnds") == "ac",
                )
            )
    return rules


def derive(
    relations: RelationSet, kinds: Mapping[Term, ElementType], metamodel: Metamodel
) -> tuple[DerivedRelation, ...]:
    """Return every relation that the valid rules add to the set, in the order in which they are found.

    `kinds` gives the type of each element; relations that end in a relation, or in something that is no element,
    take no part. A junction passes its relation on unchanged. No relation from an element to itself is derived.
    """
    return tuple(_Derivation(kinds, metamodel).run(relations))


class _Derivation:
    """The state of one derivation: known relations, indexed by both ends and kind, and what is still to be combined."""

    def __init__(self, kinds: Mapping[Term, ElementType], metamodel: Metamodel) -> None:
        self.kinds = kinds
        self.limits = _Limits(metamodel)
        self.relation_types = metamodel.relation_types
        self.junctions = {iri for iri in metamodel.types if metamodel.is_below(iri, JUNCTION)}
        self.as_first: dict[ox.NamedNode, list[tuple[_Rule, ox.NamedNode]]] = {}
        self.as_second: dict[ox.NamedNode, list[tuple[_Rule, ox.NamedNode]]] = {}
        for rule in _valid_rules(metamodel):
            for first in metamodel.relation_types.values():
                for second in metamodel.relation_types.values():
                    if _fits(first, rule.first) and _fits(second, rule.second):
                        self.as_first.setdefault(first.iri, []).append((rule, second.iri))
                        self.as_second.setdefault(second.iri, []).append((rule, first.iri))
        self.known: set[Ends] = set()
        self.by_source: dict[tuple[Term, ox.NamedNode], list[Ends]] = {}
        self.by_target: dict[tuple[Term, ox.NamedNode], list[Ends]] = {}

    def run(self, relations: RelationSet) -> Iterator[DerivedRelation]:
        queue = list(dict.fromkeys(self._given(relations)))
        for ends in queue:
            self._add(ends)
        for ends in queue:
            for derived in list(self._from(ends)):
                key = (derived.source, derived.kind.iri, derived.target)
                if key not in self.known:
                    self._add(key)
                    queue.append(key)
                    yield derived

    def _add(self, ends: Ends) -> None:
        self.known.add(ends)
        self.by_source.setdefault((ends[0], ends[1]), []).append(ends)
        self.by_target.setdefault((ends[2], ends[1]), []).append(ends)

    def _given(self, relations: RelationSet) -> Iterator[Ends]:
        """Yield the relations between elements, with those that run through junctions joined end to end."""
        for relation in relations:
            source, target = self.kinds.get(relation.source), self.kinds.get(relation.target)
            if source is None or target is None or source.iri in self.junctions:
                continue
            for end in self._beyond_junctions(relations, relation.kind.iri, relation.target):
                if end != relation.source:
                    yield relation.source, relation.kind.iri, end

    def _beyond_junctions(self, relations: RelationSet, kind: ox.NamedNode, end: Term) -> Iterator[Term]:
        """Yield the elements that `end` stands for, each once: itself, or where the relations of a junction lead."""
        passed = {end}
        waiting = [end]
        while waiting:
            here = waiting.pop()
            type_of_end = self.kinds.get(here)
            if type_of_end is None:
                continue
            if type_of_end.iri not in self.junctions:
                yield here
                continue
            onward = [relation.target for relation in relations.outgoing(here) if relation.kind.iri == kind]
            # Reversed, because the last that waits is the first that goes: the order is that of the relations.
            for target in reversed(onward):
                if target not in passed:
                    passed.add(target)
                    waiting.append(target)

    def _from(self, ends: Ends) -> Iterator[DerivedRelation]:
        """Combine one relation with every known one that a rule joins it to, as first and as second premise."""
        source, kind, target = ends
        for rule, other_kind in self.as_first.get(kind, ()):
            index = self.by_source if rule.second_from_middle else self.by_target
            for second in index.get((target, other_kind), ()):
                yield from self._combine(rule, ends, second)
        for rule, other_kind in self.as_second.get(kind, ()):
            middle = source if rule.second_from_middle else target
            for first in self.by_target.get((middle, other_kind), ()):
                yield from self._combine(rule, first, ends)

    def _combine(self, rule: _Rule, first: Ends, second: Ends) -> Iterator[DerivedRelation]:
        middle = first[2]
        other = second[2 if rule.second_from_middle else 0]
        source, target = (first[0], other) if rule.forward else (other, first[0])
        if source == target or other == middle:
            return
        kind = self._result(rule, first[1], second[1])
        if (source, kind.iri, target) in self.known:
            return
        types = self.kinds[source], self.kinds[middle], self.kinds[target]
        if self.limits.may_share(*types) and self.limits.allow(types[0], kind, types[2]):
            yield DerivedRelation(source, kind, target, rule.name, (first, second))

    def _result(self, rule: _Rule, first: ox.NamedNode, second: ox.NamedNode) -> RelationType:
        both = self.relation_types[first], self.relation_types[second]
        if rule.result == "weakest":
            return min(both, key=lambda kind: kind.strength or 0)
        return both[1] if rule.result == "second" else both[0]


def _fits(kind: RelationType, wanted: Term) -> bool:
    return kind.iri == wanted or f"{kind.category}Category" == wanted.value.rpartition("#")[2]
