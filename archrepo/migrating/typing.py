"""What becomes of the types of one element in another version of ArchiMate, forth and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import ElementType, Metamodel, text_of
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import am

#: What happens to a type: it stays, gets another name, goes up in one with others, or is no more.
Change = Literal["unchanged", "renamed", "merged", "removed"]

_TABLE = "archimate-migration.ttl"


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What becomes of one type; `others` are the further types that an architect may choose, `advice` says why."""

    old: ElementType
    new: ElementType
    change: Change
    others: tuple[ElementType, ...] = ()
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class Typing:
    """What an element says of its types: those it has, those it had in an earlier version, and its domain."""

    types: tuple[Term, ...]
    former: tuple[Term, ...] = ()
    domains: tuple[Term, ...] = ()


class TypeRules:
    """The rules from one version to a later one."""

    def __init__(self, metamodel: Metamodel, version: str) -> None:
        """Read what the ontology says of types that the later version does not have."""
        self._metamodel = metamodel
        self._version = version
        table = Graph(metamodel.table(_TABLE))
        found = [rule for kind in metamodel.types.values() if (rule := self._rule(kind, table)) is not None]
        #: The rules by the IRI of the type that changes.
        self.by_type: Mapping[Term, TypeRule] = {rule.old.iri: rule for rule in found}
        #: What the table says of a relation that starts at a type, by both.
        self.of_relations: Mapping[tuple[Term, Term], Text] = {
            (source, relation): text_of(table, source, am("advice")) or Text.same("")
            for relation, sources in table.with_predicate(am("changedRelation")).items()
            for source in sources
        }

    def _rule(self, kind: ElementType, table: Graph) -> TypeRule | None:
        if not kind.languages or self._version in kind.languages:
            return None
        if self._version in kind.removed_in:
            proposed = next(iter(self._types(table, kind, "proposedType")), kind)
            others = self._types(table, kind, "otherType")
            return TypeRule(kind, proposed, "removed", others, text_of(table, kind.iri, am("advice")))
        above = self._metamodel.kind_in(kind, self._version)
        merged = [
            one
            for one in self._metamodel.types.values()
            if one.iri != above.iri and self._metamodel.is_below(one.iri, above.iri) and not one.removed_in
        ]
        return TypeRule(kind, self._metamodel.types[above.iri], "merged" if len(merged) > 1 else "renamed")

    def _types(self, table: Graph, kind: ElementType, name: str) -> tuple[ElementType, ...]:
        known = self._metamodel.types
        return tuple(known[one] for one in table.objects(kind.iri, am(name)) if isinstance(one, ox.NamedNode))

    def raised(self, typing: Typing, chosen: Mapping[Term, ox.NamedNode]) -> Typing:
        """Return the types in the later version; `chosen` are those that an architect wants for the old ones."""
        types: dict[Term, None] = {}
        former: dict[Term, None] = dict.fromkeys(typing.former)
        domains: dict[Term, None] = dict.fromkeys(typing.domains)
        for cls in typing.types:
            rule = self.by_type.get(cls)
            if rule is None:
                types[cls] = None
                continue
            new = self._metamodel.types[chosen.get(cls, rule.new.iri)]
            former[cls] = None
            if new.iri in typing.types:
                former[new.iri] = None
            types[new.iri] = None
            domain = self._metamodel.domain_of(rule.old)
            if not new.layer and domain is not None:
                domains[domain] = None
        return Typing(tuple(types), tuple(former), tuple(domains))

    def lowered(self, typing: Typing, nearby: Sequence[Term]) -> Typing:
        """Return the types in the earlier version; `nearby` are the domains of its neighbours, most frequent first.

        What it had counts; else the type that stands for its domain, for that of its neighbours, or for the first
        domain that has one.
        """
        known = self._metamodel.types
        if typing.former:
            expected = {self.by_type[cls].new.iri if cls in self.by_type else cls for cls in typing.former}
            there = [cls for cls in typing.types if cls in expected]
            chosen = [cls for cls in typing.types if isinstance(cls, ox.NamedNode) and cls in known]
            gone = there or chosen[:1]
            at = typing.types.index(gone[0]) if gone else 0
            left = [cls for cls in typing.types if cls not in gone]
            return Typing(tuple(dict.fromkeys([*left[:at], *typing.former, *left[at:]])))
        types = [self._in_domain(cls, (*typing.domains, *nearby)) for cls in typing.types]
        return Typing(tuple(dict.fromkeys(types)))

    def _in_domain(self, cls: Term, domains: Sequence[Term]) -> Term:
        kind = self._metamodel.types.get(cls) if isinstance(cls, ox.NamedNode) else None
        if kind is None or kind.layer or not kind.aspect:
            return cls
        for domain in (*domains, *self._metamodel.domains):
            former = self._metamodel.former_type(cls, domain)
            if former is not None:
                return former.iri
        return cls

    def is_later(self, cls: Term) -> bool:
        """Tell whether only the later version has a type."""
        kind = self._metamodel.types.get(cls) if isinstance(cls, ox.NamedNode) else None
        return kind is not None and kind.languages == {self._version}
