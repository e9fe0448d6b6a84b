"""The W3C test suite of SHACL: its cases, what each expects, and what the validation room answers.

A result is compared whole: focus node, path, value, component, severity, and the shape where that has a name. A blank
node counts as any other blank node.
"""

from __future__ import annotations

import tarfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pyshacl
import rdflib

from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.faults import RuleFault
from archrepo.validation.questions import Row, ask_once, questions
from archrepo.validation.reference import ReferenceFault, _term, plain_shapes, run_reference
from archrepo.validation.rules import goes_beyond, look_through
from archrepo.validation.shapes import Compiler
from archrepo.validation.targets import targets
from archrepo.vocabulary import SH, TYPE, sh

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
FAILURE = ("sh:Failure",)
PARTS = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "resultSeverity", "sourceShape")

Result: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One case: its name such as `core/node/and-001`, its two graphs, and the results it expects, or FAILURE."""

    name: str
    shapes: Graph
    data: Graph
    expected: list[Result] | tuple[str]


def cases(shared: Path) -> Iterator[Case]:
    """Iterate over all cases of the archive, by name."""
    with tarfile.open(shared / "data/w3c/shacl-tests.tar.xz") as archive:
        files = {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]  # a regular file
            for member in archive.getmembers()
            if member.isfile() and member.name.endswith(".ttl")
        }
    for name in sorted(files):
        graph = _graph(name, files)
        for entry in graph.subjects(TYPE, ox.NamedNode(SHT + "Validate")):
            action, wanted = (graph.value(entry, ox.NamedNode(MF + part)) for part in ("action", "result"))
            assert action is not None
            assert wanted is not None
            parts = []
            for part in ("shapesGraph", "dataGraph"):
                iri = graph.value(action, ox.NamedNode(SHT + part))
                assert iri is not None
                parts.append(_graph(iri.value.removeprefix("http://tests.example/"), files))
            expected: list[Result] | tuple[str] = FAILURE
            if wanted != ox.NamedNode(SHT + "Failure"):
                expected = sorted(_expected(graph, result) for result in graph.objects(wanted, sh("result")))
            yield Case(name.removeprefix("tests/").removesuffix(".ttl"), parts[0], parts[1], expected)


def _graph(name: str, files: dict[str, bytes]) -> Graph:
    quads = ox.parse(files[name], format=ox.RdfFormat.TURTLE, base_iri=f"http://tests.example/{name}")
    return Graph((quad.subject, quad.predicate, quad.object) for quad in quads)  # type: ignore[misc]  # no triple terms


def _expected(graph: Graph, result: Term) -> Result:
    return tuple(_text(graph.value(result, sh(part))) for part in PARTS)


def _text(term: Term | None) -> str:
    return "_" if isinstance(term, ox.BlankNode) else str(term)


def answer(case: Case) -> list[Result] | tuple[str]:
    """Return the results by the way that a principle takes: the fast engine, and pySHACL for what goes beyond it."""
    compiler = Compiler(case.shapes)
    found: list[Result] = []
    try:
        beyond = set()
        for shape in _shapes(case.shapes):
            focus_nodes = targets(case.shapes, case.data, shape)
            if not focus_nodes:
                continue
            look_through(case.shapes, compiler, shape)
            asked = [text for _node, text in questions(case.shapes, shape)]
            if goes_beyond(compiler, shape, asked):
                beyond.add(shape)
                continue
            rows = [row for text in asked for row in ask_once(case.data, text)]
            for focus in focus_nodes:
                found += [
                    _result(case.shapes, (one.focus, one.path, one.value, one.component), one.shape)
                    for one in compiler.shape(shape).results(case.data, focus)
                ]
                found += [_asked(case.shapes, shape, row) for row in rows if row.this == focus]
        if beyond:
            found += by_reference(case, beyond)
    except (RuleFault, ReferenceFault):
        return FAILURE
    return sorted(found)


def by_reference(case: Case, only: set[Term]) -> list[Result]:
    """Return the results of pySHACL as the validation room runs it, for the shapes in `only`.

    Raises:
        ReferenceFault: pySHACL refuses the shapes.
    """
    return sorted(
        tuple(map(_text, (one.focus, one.path, one.value, one.component, one.severity, one.shape)))
        for one in run_reference(case.data, plain_shapes(case.shapes, only=only))
    )


def by_pyshacl(case: Case) -> list[Result] | tuple[str]:
    """Return the results of pySHACL itself, without anything of ours around it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data, shapes = (rdflib.Graph().parse(data=_n_triples(graph), format="nt") for graph in (case.data, case.shapes))
    report = validated(data, shapes)
    if not isinstance(report, rdflib.Graph):
        return FAILURE
    return sorted(
        tuple(_text(_term(report.value(result, rdflib.Namespace(SH)[part]))) for part in PARTS)
        for result in report.objects(None, rdflib.Namespace(SH).result)
    )


def validated(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph | str:
    """Return the report of pySHACL, or the kind and the words of the error with which it ended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ThreadPoolExecutor(1) as pool:
            run = pool.submit(pyshacl.validate, data, shacl_graph=shapes, inference="none")
    # rdflib 7 ends with a bare Exception.
    fault = run.exception()
    if fault is not None:
        return f"{type(fault).__name__}: {fault}"
    _, report, words = run.result()
    return report if isinstance(report, rdflib.Graph) else str(words)


def _n_triples(graph: Graph) -> bytes:
    text = ox.serialize((ox.Triple(*triple) for triple in graph), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return text


def _shapes(shapes: Graph) -> list[Term]:
    found: dict[Term, None] = {}
    for name in ("NodeShape", "PropertyShape"):
        found.update(dict.fromkeys(shapes.instances(sh(name))))
    for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"):
        for subjects in shapes.with_predicate(sh(name)).values():
            found.update(dict.fromkeys(subjects))
    return list(found)


def _asked(shapes: Graph, shape: Term, row: Row) -> Result:
    path = row.get("path") or shapes.value(shape, sh("path"))
    value = row.get("value")
    if value is None and shapes.value(shape, sh("path")) is None:
        value = row.this
    return _result(shapes, (row.this, path, value, sh("SPARQLConstraintComponent")), shape)


def _result(shapes: Graph, parts: tuple[Term | None, ...], shape: Term) -> Result:
    return tuple(map(_text, (*parts, shapes.value(shape, sh("severity")) or sh("Violation"), shape)))
