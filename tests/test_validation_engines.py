"""The fast engine against the W3C test suite of SHACL core and against pySHACL on the same shapes and data."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from reference_runs import SharedReference
from test_principles import FIXTURES, ONTOLOGY, opened

from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.places import shipped
from archrepo.principles import PrincipleBook, read_book
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation import Judge
from archrepo.validation.once import can_be_asked_once
from archrepo.validation.questions import questions
from archrepo.validation.reference import ReferenceFault, run_reference
from archrepo.validation.shapes import Compiler
from archrepo.validation.targets import targets
from archrepo.vocabulary import SH, TYPE, sh
from archrepo.workspace import Workspace, open_workspace

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
BOOK = read_book()
REFERENCE = SharedReference(ONTOLOGY)


def w3c_core(shared: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    with tarfile.open(shared / "data/w3c/shacl-tests.tar.xz") as archive:
        files = {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]  # a regular file
            for member in archive.getmembers()
            if member.isfile() and member.name.startswith("tests/core/")
        }
    for name in sorted(files):
        if name.endswith(".ttl") and not name.endswith(("manifest.ttl", "-data.ttl", "-shapes.ttl")):
            yield name, files


def graph_of(name: str, files: dict[str, bytes]) -> Graph:
    base = f"http://tests.example/{name}"
    quads = ox.parse(files[name], format=ox.RdfFormat.TURTLE, base_iri=base)
    return Graph((quad.subject, quad.predicate, quad.object) for quad in quads)  # type: ignore[misc]  # no triple terms


def key(graph: Graph, result: Term) -> tuple[str, ...]:
    def text(name: str) -> str:
        value = graph.value(result, sh(name))
        return "_" if isinstance(value, ox.BlankNode) else str(value)

    return tuple(text(name) for name in ("focusNode", "resultPath", "value", "sourceConstraintComponent"))


def term_key(term: Term | None) -> str:
    return "_" if isinstance(term, ox.BlankNode) else str(term)


SHAPE_CLASSES = ("NodeShape", "PropertyShape")


def own_results(shapes: Graph, data: Graph) -> list[tuple[str, ...]]:
    compiler = Compiler(shapes)
    nodes: dict[Term, None] = {}
    for name in SHAPE_CLASSES:
        nodes.update(dict.fromkeys(shapes.instances(sh(name))))
    for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"):
        for subjects in shapes.with_predicate(sh(name)).values():
            nodes.update(dict.fromkeys(subjects))
    return sorted(
        (term_key(result.focus), term_key(result.path), term_key(result.value), str(result.component))
        for node in nodes
        for focus in targets(shapes, data, node)
        for result in compiler.shape(node).results(data, focus)
    )


def test_every_w3c_core_case_gives_the_expected_results(shared: Path) -> None:
    faults = []
    count = 0
    for name, files in w3c_core(shared):
        graph = graph_of(name, files)
        for entry in graph.subjects(TYPE, ox.NamedNode(SHT + "Validate")):
            count += 1
            action = graph.value(entry, ox.NamedNode(MF + "action"))
            wanted = graph.value(entry, ox.NamedNode(MF + "result"))
            assert action is not None
            assert wanted is not None
            parts = []
            for part in ("shapesGraph", "dataGraph"):
                iri = graph.value(action, ox.NamedNode(SHT + part))
                assert iri is not None
                path = iri.value.removeprefix("http://tests.example/")
                parts.append(graph_of(path, files) if path else graph)
            if wanted == ox.NamedNode(SHT + "Failure"):
                continue
            results = sorted(key(graph, result) for result in graph.objects(wanted, sh("result")))
            found = own_results(*parts)
            if found != results:
                faults.append(f"{name}\n  expected {results}\n  found    {found}")

    assert count >= 90
    assert not faults, "\n".join(faults)


def differences(workspace: Workspace, book: PrincipleBook, only: set[str] | None = None) -> tuple[set[str], set[str]]:
    """The breaches that only the fast engine finds, and those that only pySHACL finds; equal engines give none.

    A breach is a principle with a subject; of a rule in SPARQL also how many different rows it gives. A result of
    pySHACL on a subject whose verdict is unknown is no breach: a needed fact is missing there.
    """
    judge = Judge(workspace, book)
    fast: set[tuple[str, str, Text]] = set()
    unknown: set[tuple[str, str]] = set()
    chosen = [
        found
        for found in book
        if found.check is None
        and found.question is None
        and (only is None or found.id in only)
        and (found.in_force_from is None or found.in_force_from <= workspace.as_of)
    ]
    for principle in chosen:
        judgements, findings = judge.judge(principle)
        shape = principle.shape.value
        unknown |= {(shape, judged.subject) for judged in judgements if judged.verdict is Verdict.UNKNOWN}
        fast |= {(shape, found.subject, found.message) for found in findings if found.verdict is Verdict.BROKEN}
    results = REFERENCE.run(workspace, book.shapes, {found.shape for found in chosen})
    slow = {
        (result.shape.value, result.focus.value, result.message)
        for result in results
        if (result.shape.value, result.focus.value) not in unknown
    }
    ours = Counter((shape, focus) for shape, focus, _message in fast)
    theirs = Counter((shape, focus) for shape, focus, _message in slow)
    return {str(key) for key in ours - theirs}, {str(key) for key in theirs - ours}


@pytest.mark.parametrize("folder", sorted(path.name for path in FIXTURES.iterdir()))
def test_both_engines_find_the_same_on_the_fixtures(folder: str) -> None:
    for path in sorted((FIXTURES / folder).glob("*.ttl")):
        workspace = opened(path)

        assert differences(workspace, BOOK, {folder}) == (set(), set()), path.name


def test_both_engines_find_the_same_on_voorbeeldstad() -> None:
    workspace = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22), ontology=ONTOLOGY)

    assert differences(workspace, BOOK) == (set(), set())


def test_both_engines_find_the_same_on_the_national_reference_model(gemma_folder: Path) -> None:
    workspace = open_workspace(gemma_folder, date(2026, 11, 22), ontology=ONTOLOGY)

    assert differences(workspace, BOOK) == (set(), set())


def test_a_constraint_that_pyshacl_refuses_is_an_error_not_a_finding() -> None:
    text = f"""
        @prefix sh: <{SH}> .
        <urn:s> a sh:NodeShape ; sh:targetNode <urn:x> ;
            sh:sparql [ sh:select "SELECT $this WHERE {{ VALUES ?a {{ 1 }} }}" ] ."""
    shapes = [
        (quad.subject, quad.predicate, quad.object) for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    ]

    with pytest.raises(ReferenceFault):
        run_reference([], shapes)  # type: ignore[arg-type]  # no triple terms


def test_no_shipped_principle_needs_the_slow_engine() -> None:
    compiler = Compiler(BOOK.shapes)

    for principle in BOOK:
        assert not compiler.needs_reference(principle.shape), principle.id
        for _node, text in questions(BOOK.shapes, principle.shape):
            assert can_be_asked_once(text), principle.id


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("?this ar:owner ?o .", True),
        ("?o ar:owns ?this .", True),
        ("{ ?this a ?t } UNION { ?x ar:y ?this }", True),
        ("FILTER NOT EXISTS { ?this ar:owner ?o }", False),
        ("OPTIONAL { ?this ar:owner ?o }", False),
        ("BIND (?this AS ?that)", False),
        ("{ SELECT ?this WHERE { ?this ar:owner ?o } }", False),
        ('?x rdfs:label "?this" . # ?this', False),
        ("?this $PATH ?value .", False),
        ("FILTER (EXISTS { ?a ?b ?c } || ?d) ?this ar:owner ?o .", True),
    ],
)
def test_only_a_question_that_binds_its_subject_is_asked_once(pattern: str, expected: bool) -> None:
    assert can_be_asked_once(f"SELECT ?this WHERE {{ {pattern} }}") is expected
