"""A large graph over which many small ones are laid, one after another: what they share is made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from archrepo.store.graph import Graph
from archrepo.store.pairs import Pairs
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term


class Ground:
    """The large graph, with its triples made ready for a SPARQL store."""

    def __init__(self, graph: Graph) -> None:
        """Make nothing yet."""
        self.graph = graph

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The triples as a SPARQL store takes them."""
        return tuple(ox.Quad(*triple) for triple in self.graph)

    def under(self, extra: Sequence[Triple]) -> Graph:
        """Return a graph of these triples and `extra`, as `Graph.extended` would make it."""
        if any(self.graph.facts(subject) for subject, _, _ in extra):
            return self.graph.extended(extra)
        return _Laid(self, extra)


class _Laid(Graph):
    """The triples of the ground and others, which say nothing of its subjects."""

    def __init__(self, ground: Ground, extra: Sequence[Triple]) -> None:
        super().__init__()
        self._by_subject = ground.graph.extended(extra)._by_subject
        self._ground = ground
        self._own = Graph(extra)

    def _all_pairs(self) -> Pairs:
        if self._pairs is None:
            pairs = dict(self._ground.graph._all_pairs())
            for predicate, listed in self._own._all_pairs().items():
                pairs[predicate] = [*pairs.get(predicate, ()), *listed]
            self._pairs = pairs
        return self._pairs

    def _holders(self, predicate: ox.NamedNode) -> dict[Term, list[Subject]]:
        is_own = predicate in self._own._all_pairs()
        return super()._holders(predicate) if is_own else self._ground.graph._holders(predicate)

    @property
    def store(self) -> ox.Store:
        """The same triples as a SPARQL store, made on first use."""
        store = self._store
        if store is None:
            store = ox.Store()
            store.bulk_extend(chain(self._ground.quads, (ox.Quad(*triple) for triple in self._own)))
            self._store = store
        return store
