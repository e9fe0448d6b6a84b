"""The type of a concept as a file calls it: in the words of ArchiMate 3, also when it does not know the type."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from archrepo.metamodel import Metamodel
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import AM, FORMER_TYPE, TYPE
from archrepo.workspace import Element


class Kinds:
    """The types of the subjects of one graph."""

    def __init__(self, graph: Graph, elements: Mapping[Term, Element], metamodel: Metamodel) -> None:
        """Take the graph and what of it are elements."""
        self._graph = graph
        self._elements = elements
        self._relations: dict[Term, str] = {iri: kind.name for iri, kind in metamodel.relation_types.items()}

    def element(self, subject: Term) -> str | None:
        """Return the type of an element; None when the graph has nothing of that name."""
        types = self._graph.objects(subject, TYPE)
        known = self._elements.get(subject) if types else None
        if known is None:
            return _name(types)
        # A model that went on to a later version of ArchiMate keeps the type that each element had.
        former = self._graph.value(subject, FORMER_TYPE)
        return (_name((former,)) if former else None) or known.kind.drawn_as

    def relation(self, subject: Term) -> str | None:
        """Return the type of a relation that is a node; None when the graph has nothing of that name."""
        types = self._graph.objects(subject, TYPE)
        return next((found for one in types if (found := self._relations.get(one))), None) or _name(types)


def _name(types: tuple[Term, ...]) -> str | None:
    """Return the name of the first type in ArchiMate's own namespace."""
    return next((unquote(one.value.removeprefix(AM)) for one in types if one.value.startswith(AM)), None)
