"""Unknown verdicts that tell of one gap stand together, and no finding is lost by it, in no form and on no page."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.blocks import FEWEST_PRINCIPLES, FEWEST_SUBJECTS, blocks_of
from archrepo.findings import Finding, Location, Report, Severity, Verdict
from archrepo.language import LANGUAGES, Language, Text
from archrepo.missing_facts import missing_facts
from archrepo.quality import Choice, Quality
from archrepo.reporting.annotations import github_lines, gitlab_form, markdown_lines
from archrepo.reporting.json_form import check_form
from archrepo.reporting.missing_text import missing_markdown, missing_text
from archrepo.reporting.text import report_text
from archrepo.validation import validate
from archrepo.workspace import Workspace, open_workspace

BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
HEADER = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:zorg a ar:Department ; rdfs:label "Zorg"@nl , "Care"@en .
"""
APPLICATIONS = 40


def unknown(principle: str, subject: str, message: str = "niet bekend", verdict: Verdict = Verdict.UNKNOWN) -> Finding:
    return Finding(
        location=Location("a.ttl", 1, 1, 1, 2),
        severity=Severity.INFO,
        verdict=verdict,
        principle=principle,
        subject=subject,
        label=Text.same(subject.upper()),
        message=Text.same(message),
        remedy=Text.same("schrijf het op"),
    )


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Many applications of which hardly anything is known."""
    folder = tmp_path_factory.mktemp("m")
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n')
    lines = [
        f':app{number:02} a am:ApplicationComponent ; rdfs:label "App {number:02}"@nl ; ar:lifecycle ar:InUse'
        f"{' ; ar:owner :zorg' if number % 2 else ''}{' ; ar:internetFacing false' if number % 5 == 0 else ''} .\n"
        for number in range(APPLICATIONS)
    ]
    (folder / "model.ttl").write_text(HEADER + "".join(lines))
    return open_workspace(folder, date(2026, 11, 22), ontology=ONTOLOGY)


@pytest.fixture(scope="module")
def report(fresh: Workspace) -> Report:
    return validate(fresh, BOOK)


def test_one_principle_that_is_unknown_for_many_is_one_block_with_the_first_names_and_the_number() -> None:
    found = [unknown("REG-05", subject) for subject in "abcde"]

    (block,) = blocks_of(found)

    assert block.is_one_principle
    assert block.findings == tuple(found)
    assert block.heading.nl == "5 onderdelen"
    assert (block.names.nl, block.names.en) == ("A, B, C en 2 andere", "A, B, C and 2 others")


def test_what_differs_in_words_is_not_told_as_one_gap() -> None:
    found = [unknown("REG-05", subject, message=f"dit: {subject}") for subject in "abcde"]

    assert len(blocks_of(found)) == len(found)


def test_breach_is_never_joined() -> None:
    found = [unknown("REG-05", subject, verdict=Verdict.BROKEN) for subject in "abcde"]

    assert len(blocks_of(found)) == len(found)


def test_remedy_that_names_its_subject_is_given_as_an_example() -> None:
    found = [replace(unknown("DIE-08", subject), remedy=Text.same(f"beoordeel {subject}")) for subject in "abcde"]

    (block,) = blocks_of(found)

    assert block.remedy.nl == "voor elk onderdeel, zoals: beoordeel a"
    assert blocks_of([unknown("DIE-08", subject) for subject in "abcde"])[0].remedy.nl == "schrijf het op"


def test_gap_of_many_is_told_of_the_principle_and_what_is_left_of_the_subject() -> None:
    many = [unknown("P-1", f"s{number}") for number in range(FEWEST_SUBJECTS)]
    left = [unknown(f"P-{number}", "s0") for number in range(2, 2 + FEWEST_PRINCIPLES)]

    blocks = blocks_of([*left, *many])

    assert [(block.is_one_principle, len(block.findings)) for block in blocks] == [
        (False, FEWEST_PRINCIPLES),
        (True, FEWEST_SUBJECTS),
    ]


def test_few_that_lack_the_same_are_told_one_by_one() -> None:
    found = [unknown("P-1", f"s{number}") for number in range(FEWEST_SUBJECTS - 1)]

    assert len(blocks_of(found)) == len(found)


def test_joining_loses_and_repeats_nothing_whatever_the_findings() -> None:
    chance = random.Random(3)
    for _ in range(50):
        pairs = [(f"P-{chance.randrange(6)}", f"s{chance.randrange(8)}") for _ in range(60)]
        found = [
            unknown(*pair, verdict=chance.choice((Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.BROKEN)))
            for pair in dict.fromkeys(pairs)
        ]

        blocks = blocks_of(found)

        told = [finding for block in blocks for finding in block.findings]
        assert sorted(told, key=found.index) == found
        assert [found.index(block.first) for block in blocks] == sorted(found.index(block.first) for block in blocks)
        assert all(len(block.findings) == 1 or len(block.findings) >= FEWEST_PRINCIPLES for block in blocks)


def test_fresh_model_is_told_in_few_blocks_and_machines_get_every_finding(fresh: Workspace, report: Report) -> None:
    number = sum(found.verdict is Verdict.UNKNOWN for found in report.findings)

    blocks = [block for block in blocks_of(report.findings) if block.first.verdict is Verdict.UNKNOWN]

    assert number > 500
    assert len(blocks) < 40
    assert sum(len(block.findings) for block in blocks) == number
    assert len(json.loads(json.dumps(check_form(fresh, report, "nl", 1)))["findings"]) == len(report.findings)
    assert len(list(github_lines(report, "nl"))) == len(gitlab_form(report, "nl")) == len(report.findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_in_text_and_markdown_add_up_to_all_findings(
    fresh: Workspace, report: Report, language: Language
) -> None:
    many = re.compile(r"(\d+) (?:onderdelen|subjects): |(?:over|on) (\d+) princip")

    heads = [line for line in report_text(fresh, report, language) if re.match(r"\S+:\d+:\d+: ", line)]
    rows = [line for line in markdown_lines(report, language) if line.startswith("| ")][1:]

    for told in (heads, rows):
        numbers = [found for line in told for found in [many.search(line)]]
        counted = sum(int(found[1] or found[2]) if found is not None else 1 for found in numbers)
        assert counted == len(report.findings)


def test_page_counts_findings_and_shows_blocks(fresh: Workspace, report: Report) -> None:
    quality = Quality(fresh, BOOK, report)

    selection = quality.choose(Choice(verdict="unknown"))

    assert selection.pages == 1
    assert sum(len(block.findings) for block in selection.blocks) == selection.total > 500


def test_worklist_names_everything_that_lacks_a_fact_in_few_lines(fresh: Workspace, report: Report) -> None:
    worklist = missing_facts(fresh, BOOK, report)

    text = list(missing_text(worklist, "nl"))
    rows = list(missing_markdown(worklist, "nl"))

    asked = sum(one.count for one in worklist)
    assert asked > 500
    for lines in (text, rows):
        names = re.findall(r"App \d\d", " ".join(lines))
        assert len(names) == asked
        assert set(names) == {f"App {number:02}" for number in range(APPLICATIONS)}
    assert len(text) < asked / 2
    assert len(rows) < asked / 5


def test_worklist_tells_the_line_of_each_name(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n')
    facts = "".join(
        f':a{n} a am:ApplicationComponent ; rdfs:label "A{n}"@nl ; ar:lifecycle ar:InUse .\n' for n in "12345"
    )
    (tmp_path / "model.ttl").write_text(HEADER + facts)
    small = open_workspace(tmp_path, date(2026, 11, 22), ontology=ONTOLOGY)

    text = "\n".join(missing_text(missing_facts(small, BOOK, validate(small, BOOK)), "nl", lambda path: f"map/{path}"))

    assert "      map/model.ttl: A1 (6), A2 (7), A3 (8), A4 (9), A5 (10)\n" in text
