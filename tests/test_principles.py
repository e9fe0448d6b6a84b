"""Every principle proves itself on its own examples: good, near-miss bad, and unknown where a fact can be missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.places import examples_folder
from archrepo.principles import Principle
from archrepo.validation import validate
from archrepo.validation.examples import EXAMPLE_DATE, read_examples
from archrepo.validation.proving import prove, strays
from archrepo.workspace import Workspace

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "principles"
AS_OF = EXAMPLE_DATE
BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
EXAMPLES = read_examples(examples_folder(ROOT / "shapes"), ROOT)
PRINCIPLES = list(BOOK)


def opened(path: Path) -> Workspace:
    """Return one example as a model of its own."""
    (example,) = (one for one in EXAMPLES[path.parent.name] if one.name == path.name)
    return example.opened(ONTOLOGY, AS_OF)


@pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda principle: principle.id)
def test_principle_is_whole_and_its_examples_have_exactly_the_findings_that_they_name(principle: Principle) -> None:
    proof = prove(BOOK, principle, EXAMPLES.get(principle.id, ()), ONTOLOGY, AS_OF)

    assert [f"{gap.location}: {gap.message.en}" for gap in proof.gaps] == []
    assert proof.findings > 0


def test_every_folder_of_examples_belongs_to_a_principle() -> None:
    assert [gap.message.en for gap in strays(BOOK, EXAMPLES)] == []


def test_examples_of_the_shipped_principles_are_those_of_the_test_suite() -> None:
    assert {BOOK.examples_of(principle).parent for principle in BOOK} == {FIXTURES}


def test_every_family_has_two_principles_or_more() -> None:
    counts: dict[str, int] = {}
    for principle in BOOK:
        counts[principle.family] = counts.get(principle.family, 0) + 1

    assert len(counts) == 14
    assert min(counts.values()) >= 2
    assert len(BOOK) >= 28


def test_no_question_trips_the_screening_of_pyshacl() -> None:
    forbidden = re.compile(r"\b(VALUES|MINUS)\b|ervice[\s<]", re.IGNORECASE)
    for path in sorted((ROOT / "shapes").rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        for question in re.findall(r'sh:select """(.*?)"""', text, re.DOTALL):
            assert not forbidden.search(question), f"{path.name}: {question}"


def test_validation_changes_neither_graph_nor_files() -> None:
    path = FIXTURES / "GOV-02" / "bad.ttl"
    workspace = opened(path)
    triples, text = set(workspace.graph), path.read_bytes()

    validate(workspace, BOOK)

    assert set(workspace.graph) == triples
    assert path.read_bytes() == text
