"""What is certain although facts are missing, written as standard SHACL.

`certainty.py` weighs a subject of which facts are missing. A shape made here says the same to an engine that knows
nothing of missing facts: each demand that looks at a needed fact gets "or that fact is missing" beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.certainty import ENDURING, is_whole, read_need, touches
from archrepo.validation.lists import members
from archrepo.validation.shapes import Compiler
from archrepo.vocabulary import APPLICABILITY_NEEDS, APPLIES_WHEN, FIRST, NEEDS, NIL, REST, sh

Facts = Mapping[ox.NamedNode, Collection[Term]]


@dataclass(slots=True)
class Fold:
    """Folds the conditions of one principle into its rule; `triples` is what that takes.

    `number` keeps its nodes apart from those of other principles.
    """

    shapes: Graph
    compiler: Compiler
    shape: Subject
    number: int
    triples: list[Triple] = field(default_factory=list)
    _count: int = 0

    def add(self, rule: Facts) -> None:
        """Make the shape say: it does not apply for certain, or the rule is not broken for certain.

        `rule` are the constraints of the principle. A needed fact at which neither looks must be there in any case.
        """
        applies = self.shapes.value(self.shape, APPLIES_WHEN)
        weighed = [node for node in (self.shape, applies) if node is not None]
        ways = [
            self._missing(need)
            for need in self._needs()
            if not any(touches(self.compiler, node, read_need(self.shapes, need).first) for node in weighed)
        ]
        if applies is not None:
            ways.append(self._node({sh("not"): [self._inner(applies, surely=True)]}))
        ways.append(self._turned(self.shape, rule, surely=False))
        self.triples.append((self.shape, sh("or"), self._list(ways)))

    def _needs(self) -> Iterable[Term]:
        return (
            *self.shapes.objects(self.shape, APPLICABILITY_NEEDS),
            *self.shapes.objects(self.shape, NEEDS),
        )

    def _turned(self, node: Term, facts: Facts, *, surely: bool) -> Term:
        """Return the shape that is kept when `node` is kept for certain, or else when it is not broken for certain.

        `facts` are the constraints to weigh: those of the node, or the part of them that is its rule.
        """
        open_ends = [
            self._missing(need)
            for need in self._needs()
            if touches(self.compiler, node, read_need(self.shapes, need).first)
        ]
        if not open_ends:
            return node if node != self.shape else self._node(facts)
        if is_whole(facts):
            whole = self._node(facts)
            if surely:
                return self._all([whole, *(self._node({sh("not"): [end]}) for end in open_ends)])
            kept_apart = {*ENDURING, sh("path"), sh("flags")}
            enduring = self._node({key: values for key, values in facts.items() if key in kept_apart})
            return self._all([self._any([whole, *open_ends]), enduring])
        turned: dict[ox.NamedNode, Collection[Term]] = {}
        for key, values in facts.items():
            if key in (sh("and"), sh("or")):
                turned[key] = [
                    self._list([self._inner(one, surely=surely) for one in members(self.shapes, head)])
                    for head in values
                ]
            elif key in (sh("not"), sh("node")):
                turned[key] = [self._inner(one, surely=surely == (key == sh("node"))) for one in values]
            else:
                turned[key] = values
        return self._node(turned)

    def _inner(self, node: Term, *, surely: bool) -> Term:
        facts = {predicate: tuple(values) for predicate, values in self.shapes.facts(node).items()}
        return self._turned(node, facts, surely=surely)

    def _missing(self, need: Term) -> Term:
        """Return the shape that is kept when a needed fact is missing of anything that its path reaches."""
        steps = members(self.shapes, need) if self.shapes.value(need, FIRST) is not None else (need,)
        known: Term | None = None
        for step in reversed(steps):
            there = self._node({sh("path"): [step], sh("minCount"): [ox.Literal(1)]})
            known = self._all([there, self._node({sh("path"): [step], sh("node"): [known]})] if known else [there])
        assert known is not None
        return self._node({sh("not"): [known]})

    def _all(self, nodes: Sequence[Term]) -> Term:
        return self._node({sh("and"): [self._list(nodes)]})

    def _any(self, nodes: Sequence[Term]) -> Term:
        return self._node({sh("or"): [self._list(nodes)]})

    def _node(self, facts: Facts) -> ox.BlankNode:
        node = self._new()
        self.triples += [(node, key, value) for key, values in facts.items() for value in values]
        return node

    def _list(self, nodes: Sequence[Term]) -> Term:
        rest: Term = NIL
        for node in reversed(nodes):
            cell = self._new()
            self.triples += [(cell, FIRST, node), (cell, REST, rest)]
            rest = cell
        return rest

    def _new(self) -> ox.BlankNode:
        self._count += 1
        return ox.BlankNode(f"fold{self.number}x{self._count}")
