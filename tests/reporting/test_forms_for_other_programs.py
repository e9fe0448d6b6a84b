"""SARIF, JUnit, GitHub, GitLab and Markdown: the same findings, in the form that each program reads."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from the_knowledge import sample_check, shipped_book

from archrepo.blocks import blocks_of
from archrepo.findings import Location, Report, Severity, Verdict
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.reporting.annotations import github_lines, gitlab_form, junit_text, markdown_lines
from archrepo.reporting.sarif import sarif_form


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_check().report


@pytest.fixture(scope="module")
def hostile(report: Report) -> Report:
    """One finding whose name tries to leave every form that it is put into."""
    label = Text.same("a|b\n::error::x <script> \x00 ]]> `c`")
    first = replace(report.findings[0], label=label, location=Location("map, met: 100%/a b.ttl", 0, 0, 0, 0))
    return Report((first,), report.judgements)


def test_sarif_has_a_rule_for_every_result_and_a_place_that_counts_from_1(book: PrincipleBook, report: Report) -> None:
    run = sarif_form(book, report, "en")["runs"][0]  # type: ignore[index]

    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert len(run["results"]) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert result["ruleId"] in rules
        assert result["level"] in ("error", "warning", "note")
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == finding.location.line >= 1
        assert region["endColumn"] > region["startColumn"] or region["endLine"] > region["startLine"]
        assert ("suppressions" in result) is (finding.verdict is Verdict.EXCEPTED)


def test_sarif_fingerprint_stays_when_lines_move_and_differs_between_findings(
    book: PrincipleBook, report: Report
) -> None:
    def prints(of: Report) -> list[str]:
        results = sarif_form(book, of, "nl")["runs"][0]["results"]  # type: ignore[index]
        return [result["partialFingerprints"]["archrepo/1"] for result in results]

    moved = Report(
        tuple(replace(one, location=replace(one.location, line=one.location.line + 7)) for one in report.findings), ()
    )

    assert prints(moved) == prints(report)
    assert len(set(prints(report))) == len(report.findings)


def test_sarif_place_is_a_valid_address(book: PrincipleBook, hostile: Report) -> None:
    physical = sarif_form(book, hostile, "nl")["runs"][0]["results"][0]["locations"][0]["physicalLocation"]  # type: ignore[index]

    assert " " not in physical["artifactLocation"]["uri"]
    assert unquote(physical["artifactLocation"]["uri"]) == hostile.findings[0].location.path
    assert "region" not in physical


def test_junit_fails_exactly_the_broken_principles(book: PrincipleBook, report: Report) -> None:
    suite = ElementTree.fromstring(junit_text(book, report, "nl"))

    failed = {case.get("name", "").split()[0] for case in suite if case.find("failure") is not None}
    assert failed == {one.principle for one in report.findings if one.verdict is Verdict.BROKEN}
    assert suite.get("failures") == str(len(failed))
    assert suite.get("tests") == str(len({one.principle for one in report.judgements}))


def test_junit_stays_xml_whatever_a_label_holds(book: PrincipleBook, hostile: Report) -> None:
    suite = ElementTree.fromstring(junit_text(book, hostile, "nl"))

    assert len(suite)


def test_github_gets_one_command_a_finding_at_its_line(report: Report) -> None:
    lines = list(github_lines(report, "nl"))

    assert len(lines) == len(report.findings)
    for line, finding in zip(lines, report.findings, strict=True):
        found = re.match(r"::(error|warning|notice) file=([^,]+),line=(\d+),.*,title=([A-Z0-9-]+)::", line)
        assert found is not None
        assert (found[2], int(found[3]), found[4]) == (
            finding.location.path,
            finding.location.line,
            finding.principle,
        )
        assert (found[1] == "error") is (finding.severity is Severity.VIOLATION)


def test_github_command_cannot_be_left_by_a_label(hostile: Report) -> None:
    (line,) = github_lines(hostile, "nl")

    assert "\n" not in line
    assert line.startswith("::")
    assert "file=map%2C met%3A 100%25/a b.ttl,title=" in line


def test_gitlab_gets_a_line_and_a_fingerprint_for_every_finding(report: Report, hostile: Report) -> None:
    form = gitlab_form(report, "nl")

    assert len({one["fingerprint"] for one in form}) == len(report.findings)
    assert gitlab_form(hostile, "nl")[0]["location"] == {"path": "map, met: 100%/a b.ttl", "lines": {"begin": 1}}


def test_markdown_has_a_row_for_every_block_of_findings_and_no_html(report: Report, hostile: Report) -> None:
    rows = [line for line in markdown_lines(report, "nl") if line.startswith("| ")]
    (_, row) = [line for line in markdown_lines(hostile, "nl") if line.startswith("| ")]

    assert len(rows) == len(blocks_of(report.findings)) + 1
    assert "<script>" not in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
