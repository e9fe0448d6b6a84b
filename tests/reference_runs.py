"""pySHACL on many small models: the ontology, which they all share, becomes a graph of rdflib once.

Of 1.4 s for one example, 1.1 s went into parsing the ontology and the shapes of all other principles again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.validation.reference import ReferenceResult, as_rdflib, plain_shapes, run_prepared
from archrepo.vocabulary import sh
from archrepo.workspace import Ontology, Workspace


class SharedReference:
    """pySHACL with an ontology at hand, for workspaces that were opened with it."""

    def __init__(self, ontology: Ontology) -> None:
        """Turn the ontology into a graph of rdflib."""
        self._shared = frozenset(ontology.graph)
        self._graph = as_rdflib(ontology.graph)

    def run(self, workspace: Workspace, shapes: Graph, only: Collection[Term]) -> list[ReferenceResult]:
        """Return what pySHACL finds in the workspace's own graph with these shapes, sorted."""
        triples = set(workspace.graph)
        assert self._shared <= triples
        size = len(self._graph)
        own = list(as_rdflib(triples - self._shared))
        for triple in own:
            self._graph.add(triple)
        assert len(self._graph) == size + len(own)
        roots = (*only, *shapes.instances(sh("ConstraintComponent")))
        try:
            return run_prepared(self._graph, as_rdflib(reached(plain_shapes(shapes, only=only), roots)))
        finally:
            for triple in own:
                self._graph.remove(triple)
            assert len(self._graph) == size


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
