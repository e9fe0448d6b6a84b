"""The fast engine against pySHACL on the same shapes and data; test_shacl_conformance.py has the suite of the W3C."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from reference_runs import SharedReference
from test_principles import FIXTURES, ONTOLOGY, opened
from the_knowledge import shipped_book

from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.places import shipped
from archrepo.principles import PrincipleBook
from archrepo.turtle.reading import Subject
from archrepo.validation import Judge, validate
from archrepo.validation.once import can_be_asked_once
from archrepo.validation.questions import questions
from archrepo.validation.reference import ReferenceFault, run_reference
from archrepo.validation.shapes import Compiler
from archrepo.vocabulary import SH
from archrepo.workspace import Workspace, open_workspace

BOOK = shipped_book()
REFERENCE = SharedReference(ONTOLOGY)


def differences(
    workspace: Workspace, book: PrincipleBook, only: Collection[str], *, every: int | None = None
) -> tuple[set[str], set[str]]:
    """The breaches that only the fast engine finds, and those that only pySHACL finds; equal engines give none.

    A breach is a principle with a subject; of a rule in SPARQL also how many different rows it gives. A result of
    pySHACL on a subject whose verdict is unknown is no breach: a needed fact is missing there. With `every` pySHACL is
    asked only about the subjects with a breach, and about one in `every` of those without.
    """
    judge = Judge(workspace, book)
    fast: set[tuple[str, str, Text]] = set()
    unknown: set[tuple[str, str]] = set()
    about: dict[Subject, list[ox.NamedNode]] = {}
    chosen = [
        found
        for found in book
        if found.check is None
        and found.question is None
        and found.id in only
        and (found.in_force_from is None or found.in_force_from <= workspace.as_of)
    ]
    for principle in chosen:
        judgements, findings = judge.judge(principle)
        shape = principle.shape.value
        unknown |= {(shape, judged.subject) for judged in judgements if judged.verdict is Verdict.UNKNOWN}
        breaches = {(shape, found.subject, found.message) for found in findings if found.verdict is Verdict.BROKEN}
        fast |= breaches
        asked = {subject for _shape, subject, _message in breaches}
        asked.update([judged.subject for judged in judgements if judged.subject not in asked][::every])
        about[principle.shape] = [ox.NamedNode(subject) for subject in sorted(asked)]
    results = REFERENCE.run(workspace, book.shapes, {found.shape for found in chosen}, about if every else None)
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
    """The rules that find something there; the others find something in their own examples, above.

    About every breach and one in ten of the others; benchmarks/engines.py asks about all.
    """
    workspace = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22), ontology=ONTOLOGY)
    report = validate(workspace, BOOK)
    finding = {judged.principle for judged in report.judgements if judged.verdict in (Verdict.BROKEN, Verdict.EXCEPTED)}

    assert len(finding) >= 10
    assert differences(workspace, BOOK, finding, every=10) == (set(), set())


def test_both_engines_find_the_same_on_the_national_reference_model(gemma_folder: Path) -> None:
    """The rules that judge something there; pySHACL takes many minutes to ask the others about everything they skip."""
    workspace = open_workspace(gemma_folder, date(2026, 11, 22), ontology=ONTOLOGY)
    report = validate(workspace, BOOK)
    judging = {judged.principle for judged in report.judgements if judged.verdict is not Verdict.NOT_APPLICABLE}

    assert len(judging) >= 10
    assert differences(workspace, BOOK, judging, every=10) == (set(), set())


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
        ("{ SELECT ?this WHERE { ?this ar:owner ?o } }", True),
        ("{ SELECT ?o WHERE { ?this ar:owner ?o } }", False),
        ('?x rdfs:label "?this" . # ?this', False),
        ("?this $PATH ?value .", False),
        ("FILTER (EXISTS { ?a ?b ?c } || ?d) ?this ar:owner ?o .", True),
        ("?this a ?t { FILTER (BOUND(?this)) }", False),
        ("?this a ?t { FILTER NOT EXISTS { ?this ar:owner ?o } } UNION { ?this ar:x ?y }", False),
        ("{ ?this a ?t } UNION { ?x ar:y ?z }", False),
        ("OPTIONAL { ?this ar:owner ?o } ?this a ?t", False),
        ("?this a ?t OPTIONAL { ?this ar:owner ?o FILTER (?o != ?this) }", True),
        ("BIND (?this AS ?that) ?this a ?t", False),
        ("?this a ?t BIND (?this AS ?that)", True),
        ("?this <http://x.example/a#b> ?o OPTIONAL { ?o a ?t }", True),
        ("?this a ?t . ?x ?y ?z } LIMIT 1 #", False),
        ("{ SELECT ?this (COUNT(?o) AS ?n) WHERE { ?this ar:owner ?o } GROUP BY ?this }", True),
        ("{ SELECT ?this (COUNT(?o) AS ?n) WHERE { ?this ar:owner ?o } }", False),
        ("?this ar:owner ?o } GROUP BY ?this HAVING (COUNT(?o) > 1", True),
        ("?this ar:owner ?o } HAVING (COUNT(?o) > 1", False),
    ],
)
def test_only_a_question_that_binds_its_subject_is_asked_once(pattern: str, expected: bool) -> None:
    end = ")" if "HAVING" in pattern else "}"

    assert can_be_asked_once(f"SELECT ?this WHERE {{ {pattern} {end}") is expected
