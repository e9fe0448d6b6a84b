"""The facts of a graph by how they are spelled, so that two graphs can be compared, nodes without a name included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from archrepo.exchange.facts.terms import UNNAMED
from archrepo.exchange.facts.texts import spelling
from archrepo.exchange.facts.trees import Trees
from archrepo.metamodel import Metamodel
from archrepo.store import Graph
from archrepo.turtle import Unnamed, Value
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import DESCRIPTION, LABEL, TYPE, VIEW

_OF_VIEWS = (LABEL, DESCRIPTION)


class Fact(NamedTuple):
    """What changes as one: the values of a predicate, its texts in one language, or one relation of ArchiMate.

    `part` is the tag of the language, with @ before it, or the other end of the relation; "" for all other values.
    """

    predicate: ox.NamedNode
    part: str = ""


#: The values of one subject by fact and spelling.
Values: TypeAlias = Mapping[Fact, Mapping[str, Term]]


class Spelled:
    """A graph of which each value has a spelling of its own, also that of a node without a name.

    `subjects` are those with a name, in the order of the graph. Of a view only the names and texts count: the rest is
    as its drawing is.
    """

    def __init__(self, graph: Graph, base: str, metamodel: Metamodel) -> None:
        """Spell with the names of the base; the relations are those of the metamodel."""
        self.graph = Trees(graph, {}).named
        self.subjects = {one: None for one in graph.all_subjects if isinstance(one, ox.NamedNode)}
        self._spell = spelling(self.graph, base)
        self._relations = {iri for iri, one in metamodel.predicates.items() if not one.is_domain_link}

    def values(self, subject: Subject) -> dict[Fact, dict[str, Term]]:
        """Return the values of a subject by fact and spelling; nothing for one that is not there."""
        found: dict[Fact, dict[str, Term]] = {}
        facts = self.graph.facts(subject)
        is_view = self.is_view(subject)
        for predicate, values in facts.items():
            for value in values if not is_view or predicate in _OF_VIEWS else ():
                spelled = self._spell(value)
                part = spelled if predicate in self._relations else _language(value)
                found.setdefault(Fact(predicate, part), {})[spelled] = value
        return found

    def is_view(self, subject: Subject) -> bool:
        """Tell whether the subject is a view here."""
        return self.graph.has(subject, TYPE, VIEW)

    def value(self, term: Term) -> Value:
        """Return the value as it is written anew."""
        if not isinstance(term, ox.BlankNode):
            return term
        facts = self.graph.facts(term)
        return Unnamed(tuple((key, tuple(self.value(one) for one in values)) for key, values in facts.items()))


def is_comparable(spellings: Mapping[str, Term]) -> bool:
    """Tell whether the values are spelled alike in any graph that says the same: none holds a name of the journey."""
    return not any(UNNAMED in one for one in spellings)


def _language(value: Term) -> str:
    return f"@{value.language}" if isinstance(value, ox.Literal) and value.language else ""
