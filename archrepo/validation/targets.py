"""Which nodes of a graph a shape is about."""

from __future__ import annotations

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.paths import Read, here
from archrepo.vocabulary import OWL, RDFS, TYPE, sh

CLASSES = {ox.NamedNode(RDFS + "Class"), ox.NamedNode(OWL + "Class")}


def target_reads(shapes: Graph, shape: Term) -> tuple[Read, ...]:
    """Return the predicates that decide on the focus nodes of a shape."""
    reads = []
    if any(shapes.objects(shape, sh("targetClass"))) or any(kind in CLASSES for kind in shapes.objects(shape, TYPE)):
        reads.append(Read(TYPE, True, here))
    for name, is_forward in (("targetSubjectsOf", True), ("targetObjectsOf", False)):
        for predicate in shapes.objects(shape, sh(name)):
            if isinstance(predicate, ox.NamedNode):
                reads.append(Read(predicate, is_forward, here))
    return tuple(reads)


def targets(shapes: Graph, graph: Graph, shape: Term) -> tuple[Term, ...]:
    """Return the focus nodes of a shape, sorted, each once; class targets follow rdfs:subClassOf."""
    found: dict[Term, None] = dict.fromkeys(shapes.objects(shape, sh("targetNode")))
    for cls in shapes.objects(shape, sh("targetClass")):
        found.update(dict.fromkeys(graph.instances(cls)))
    if any(kind in CLASSES for kind in shapes.objects(shape, TYPE)):
        found.update(dict.fromkeys(graph.instances(shape)))
    for predicate in shapes.objects(shape, sh("targetSubjectsOf")):
        if isinstance(predicate, ox.NamedNode):
            for subjects in graph.with_predicate(predicate).values():
                found.update(dict.fromkeys(subjects))
    for predicate in shapes.objects(shape, sh("targetObjectsOf")):
        if isinstance(predicate, ox.NamedNode):
            found.update(dict.fromkeys(graph.with_predicate(predicate)))
    return tuple(sorted(found, key=str))
