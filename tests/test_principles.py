"""Every principle proves itself on its own fixtures: good, near-miss bad, and unknown where a fact can be missing."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path

import pytest

from archrepo.findings import Finding, Verdict
from archrepo.places import shipped
from archrepo.principles import Principle, read_book
from archrepo.validation import validate
from archrepo.vocabulary import sh
from archrepo.workspace import Configuration, Workspace, load_ontology
from archrepo.workspace.files import read_files

FIXTURES = Path(__file__).parent / "principles"
AS_OF = date(2026, 11, 22)
BOOK = read_book()
ONTOLOGY = load_ontology()
EXPECT = re.compile(r"# (expect|expect-unknown): ([A-Z0-9]+-\d+)\s*$")


def opened(path: Path) -> Workspace:
    configuration = Configuration(
        root=path.parent,
        name=path.stem,
        base="https://voorbeeldstad.example/id/",
        language="3.2",
        model=(path.name,),
        proposals=(),
        shapes=(),
    )
    return Workspace(configuration, read_files(path.parent, [path]), ONTOLOGY, AS_OF)


def expected(path: Path) -> list[tuple[int, str, str]]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for kind, identifier in EXPECT.findall(line):
            found.append((number, identifier, "broken" if kind == "expect" else "unknown"))
    return found


def findings_of(path: Path) -> tuple[Finding, ...]:
    return validate(opened(path), BOOK, only={path.parent.name}).findings


FILES = sorted(FIXTURES.glob("*/*.ttl"))
PRINCIPLES = list(BOOK)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture_has_exactly_the_findings_that_it_names(path: Path) -> None:
    found = sorted((finding.location.line, finding.principle, finding.verdict.value) for finding in findings_of(path))

    assert found == sorted(expected(path))
    assert bool(found) is (path.stem != "good")


@pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda principle: principle.id)
def test_principle_has_a_good_and_a_near_miss_bad_fixture(principle: Principle) -> None:
    folder = FIXTURES / principle.id

    good = (folder / "good.ttl").read_text(encoding="utf-8").splitlines()
    bad = [EXPECT.sub("", line).rstrip() for line in (folder / "bad.ttl").read_text(encoding="utf-8").splitlines()]
    changes = [line for line in difflib.ndiff(good, bad) if line[:1] in "+-"]
    assert len([line for line in changes if line[0] == "+"]) <= 3
    assert len([line for line in changes if line[0] == "-"]) <= 3


@pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda principle: principle.id)
def test_good_fixture_holds_a_subject_that_meets_the_principle(principle: Principle) -> None:
    report = validate(opened(FIXTURES / principle.id / "good.ttl"), BOOK, only={principle.id})

    assert report.verdicts(principle.id)[Verdict.MET] > 0


@pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda principle: principle.id)
def test_principle_with_needs_has_an_unknown_fixture(principle: Principle) -> None:
    assert not (principle.needs or principle.applicability_needs) or (FIXTURES / principle.id / "unknown.ttl").is_file()


@pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda principle: principle.id)
def test_principle_is_complete_in_itself(principle: Principle) -> None:
    for text in (principle.name, principle.statement, principle.rationale, principle.remedy, principle.message):
        assert text.nl.strip()
        assert text.en.strip()
        assert text.nl != text.en
    assert principle.source.startswith("https://")
    assert principle.source_text.nl
    assert principle.mark in {"ReadAtSource", "ToBeChecked", "Derived"}
    assert principle.in_force_from is not None
    assert not BOOK.shapes.objects(principle.shape, sh("property")), "a nested sh:property loses name and severity"


def test_every_family_has_two_principles_or_more() -> None:
    counts: dict[str, int] = {}
    for principle in BOOK:
        counts[principle.family] = counts.get(principle.family, 0) + 1

    assert len(counts) == 14
    assert min(counts.values()) >= 2
    assert len(BOOK) >= 28


def test_no_question_trips_the_screening_of_pyshacl() -> None:
    forbidden = re.compile(r"\b(VALUES|MINUS)\b|ervice[\s<]", re.IGNORECASE)
    for path in sorted(shipped("shapes").rglob("*.ttl")):
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
