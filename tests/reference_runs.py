"""pySHACL on many small models: the ontology, which they all share, becomes a graph of rdflib once.

Of 1.4 s for one example, 1.1 s went into parsing the ontology and the shapes of all other principles again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.reference import ReferenceResult, as_rdflib, plain_shapes, run_prepared
from archrepo.vocabulary import sh
from archrepo.workspace import Ontology, Workspace

_TARGETS = frozenset(sh(f"target{what}") for what in ("Class", "Node", "SubjectsOf", "ObjectsOf"))


class SharedReference:
    """pySHACL with an ontology at hand, for workspaces that were opened with it."""

    def __init__(self, ontology: Ontology) -> None:
        """Turn the ontology into a graph of rdflib."""
        self._ontology = ontology
        self._shared = frozenset(ontology.graph)
        self._graph = as_rdflib(ontology.graph)
        self._asked: tuple[Graph, frozenset[Term], tuple[Triple, ...]] | None = None

    def run(
        self,
        workspace: Workspace,
        shapes: Graph,
        only: Collection[Term],
        about: Mapping[Subject, Sequence[ox.NamedNode]] | None = None,
    ) -> list[ReferenceResult]:
        """Return what pySHACL finds in the workspace's own graph with these shapes, sorted.

        `about` names the focus nodes of each shape, instead of those that its targets give.
        """
        assert workspace.ontology is self._ontology
        laid_over = {*workspace.model, *workspace.derived, *workspace.run_context}
        plain = self._plain(shapes, frozenset(only))
        if about is not None:
            chosen: list[Triple] = [(shape, sh("targetNode"), one) for shape, focus in about.items() for one in focus]
            plain = (*(triple for triple in plain if triple[1] not in _TARGETS), *chosen)
        size = len(self._graph)
        own = list(as_rdflib(laid_over - self._shared))
        for triple in own:
            self._graph.add(triple)
        assert len(self._graph) == size + len(own)
        try:
            return run_prepared(self._graph, as_rdflib(plain))
        finally:
            for triple in own:
                self._graph.remove(triple)
            assert len(self._graph) == size

    def _plain(self, shapes: Graph, only: frozenset[Term]) -> tuple[Triple, ...]:
        """Return these shapes as standard SHACL; kept for the next run, which is often about the same."""
        if self._asked is None or self._asked[0] is not shapes or self._asked[1] != only:
            roots = (*only, *shapes.instances(sh("ConstraintComponent")))
            self._asked = shapes, only, tuple(reached(plain_shapes(shapes, only=only), roots))
        return self._asked[2]


def reached(triples: Iterable[Triple], roots: Iterable[Term]) -> list[Triple]:
    """Return the triples about the roots and about whatever these lead to; other shapes have no focus nodes."""
    facts: dict[Term, list[Triple]] = {}
    for triple in triples:
        facts.setdefault(triple[0], []).append(triple)
    waiting, kept = list(roots), dict[Term, None]()
    while waiting:
        subject = waiting.pop()
        if subject not in kept:
            kept[subject] = None
            waiting += [triple[2] for triple in facts.get(subject, ())]
    return [triple for subject in kept for triple in facts.get(subject, ())]
