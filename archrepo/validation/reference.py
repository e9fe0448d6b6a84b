"""pySHACL, the reference engine: what the fast engine is compared with, and what runs shapes it does not know.

`plain_shapes` writes the principles as SHACL that any engine reads: ar:appliesWhen and the needed facts become "not
applicable, or kept, or a fact is missing that may change this". pySHACL 0.40 does not raise when it refuses a
constraint but returns a ValidationFailure as its report, so the type of the report is checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
import rdflib
from pyshacl import validate as run_pyshacl
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.plain_certainty import Fold
from archrepo.validation.questions import imports_of
from archrepo.validation.shapes import OWN_PARAMETERS, Compiler
from archrepo.validation.targets import CLASSES
from archrepo.vocabulary import (
    APPLICABILITY_NEEDS,
    APPLIES_WHEN,
    NEEDS,
    PRINCIPLE_CLASS,
    SH,
    TYPE,
    sh,
)

_KEPT_ON_THE_SHAPE = {
    "targetClass",
    "targetNode",
    "targetSubjectsOf",
    "targetObjectsOf",
    "severity",
    "message",
    "deactivated",
    "sparql",
}


_TARGETS = {sh(name) for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")}


class ReferenceFault(RuntimeError):
    """pySHACL refused the shapes; the text is its reason."""


@dataclass(frozen=True, slots=True)
class ReferenceResult:
    """One result of pySHACL; `message` is the Dutch one, or one without a language, and empty when there is none."""

    shape: Term
    focus: Term
    path: Term | None
    value: Term | None
    component: Term | None
    severity: Term | None
    message: str


def plain_shapes(shapes: Graph, *, only: Collection[Term] | None = None) -> list[Triple]:
    """Return the shapes as standard SHACL, with ar:appliesWhen and the needs folded into the rule of each principle.

    A question in SPARQL stays as it is, so it may give rows for subjects that lack a needed fact.

    `only` names the principles to keep; None means all.
    """
    everyone = shapes.instances(PRINCIPLE_CLASS)
    left_out = {shape for shape in everyone if only is not None and shape not in only}
    compiler = Compiler(shapes)
    principles = [shape for shape in everyone if shape not in left_out and _is_conditional(shapes, shape)]
    moved: set[tuple[Subject, ox.NamedNode]] = set()
    extra: list[Triple] = []
    for number, shape in enumerate(principles):
        rule: dict[ox.NamedNode, tuple[Term, ...]] = {}
        for predicate, values in shapes.facts(shape).items():
            is_standard = predicate.value.startswith(SH) and predicate.value[len(SH) :] not in _KEPT_ON_THE_SHAPE
            if is_standard or predicate in OWN_PARAMETERS:
                moved.add((shape, predicate))
                rule[predicate] = tuple(values)
        moved.add((shape, TYPE))
        extra += [(shape, TYPE, sh("NodeShape")), (shape, TYPE, PRINCIPLE_CLASS)]
        if any(predicate != sh("path") for predicate in rule):
            fold = Fold(shapes, compiler, shape, number)
            fold.add(rule)
            extra += fold.triples
    kept = [
        triple
        for triple in shapes
        if (triple[0], triple[1]) not in moved
        and triple[0] not in left_out
        and (only is None or triple[0] in only or not _makes_target(triple))
    ]
    # pySHACL 0.40 takes the prefixes that sh:prefixes names, but not those that these import.
    imported = [
        (node, sh("prefixes"), found)
        for ontology, nodes in shapes.with_predicate(sh("prefixes")).items()
        for found in imports_of(shapes, ontology)
        for node in nodes
    ]
    return [*kept, *extra, *imported]


def _makes_target(triple: Triple) -> bool:
    """Tell whether a fact about a shape gives it focus nodes; a class that is a shape is about its instances."""
    return triple[1] in _TARGETS or (triple[1] == TYPE and triple[2] in CLASSES)


def _is_conditional(shapes: Graph, shape: Subject) -> bool:
    """Tell whether a principle does not judge everything it is asked about: it has a condition, or needs facts."""
    return any(shapes.objects(shape, predicate) for predicate in (APPLIES_WHEN, APPLICABILITY_NEEDS, NEEDS))


class _PreparingGraph(rdflib.Graph):
    """An rdflib graph that parses each query text once; pySHACL 0.40 asks the same text for every focus node.

    With 30 shapes on GEMMA, 7 of them with a question, that is 27 s instead of 204 s.
    """

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> rdflib.query.Result:
        """Answer a query as rdflib does."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, *arguments, **options)


def as_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return the triples as an rdflib graph, over N-Triples text; blank nodes keep their names."""
    listed = list(triples)
    text = ox.serialize((ox.Triple(*triple) for triple in listed), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    names = {
        term.value: rdflib.BNode(term.value)
        for triple in listed
        for term in (triple[0], triple[2])
        if isinstance(term, ox.BlankNode)
    }
    graph = _PreparingGraph()
    # rdflib 7 would write "2011-01-01"^^xsd:dateTime as another literal, which is no term of the model.
    is_rewriting, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        graph.parse(data=text, format="nt", bnode_context=names)
    finally:
        rdflib.NORMALIZE_LITERALS = is_rewriting
    return graph


def run_reference(graph: Iterable[Triple], shapes: Iterable[Triple]) -> list[ReferenceResult]:
    """Return what pySHACL finds, sorted; the graph is neither inferred over nor changed.

    Raises:
        ReferenceFault: pySHACL refuses a shape or a constraint.
    """
    return run_prepared(as_rdflib(graph), as_rdflib(shapes))


def run_prepared(data: rdflib.Graph, shapes: rdflib.Graph) -> list[ReferenceResult]:
    """Return what pySHACL finds in graphs that `as_rdflib` made, sorted; they are not changed.

    Raises:
        ReferenceFault: pySHACL refuses a shape or a constraint.
    """
    # A future holds whatever a run ends with: rdflib 7 raises a bare Exception where it does not know a path, say.
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(run_pyshacl, data, shacl_graph=shapes, inplace=True, inference="none", advanced=False)
    fault = run.exception()
    if isinstance(fault, MemoryError):
        raise fault
    if fault is not None:
        raise ReferenceFault(str(fault) or type(fault).__name__) from fault
    _, report, words = run.result()
    if not isinstance(report, rdflib.Graph):
        raise ReferenceFault(str(words))
    namespace = rdflib.Namespace(SH)
    found = []
    # A result within sh:detail, about the inner shape of a sh:node, is no result of its own.
    for result in report.objects(None, namespace.result):
        messages = [
            str(message)
            for message in report.objects(result, namespace.resultMessage)
            if isinstance(message, rdflib.Literal) and message.language in (None, "nl")
        ]
        shape, focus = (_term(report.value(result, namespace[name])) for name in ("sourceShape", "focusNode"))
        assert shape is not None
        assert focus is not None
        found.append(
            ReferenceResult(
                shape=shape,
                focus=focus,
                path=_term(report.value(result, namespace.resultPath)),
                value=_term(report.value(result, namespace.value)),
                component=_term(report.value(result, namespace.sourceConstraintComponent)),
                severity=_term(report.value(result, namespace.resultSeverity)),
                message=min(messages, default=""),
            )
        )
    return sorted(found, key=lambda result: (str(result.shape), str(result.focus), result.message, str(result.value)))


def _term(node: rdflib.term.Node | None) -> Term | None:
    """Return a term of rdflib as pyoxigraph has it."""
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return (
            ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
        )
    return None
