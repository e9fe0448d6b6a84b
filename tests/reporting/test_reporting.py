"""From values to text: what a reader gets does not depend on the screen, and counts what there is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import sample_check, sample_town, shipped_book

from archrepo.blocks import blocks_of
from archrepo.findings import Finding, Judgement, Location, Report, Severity, Verdict
from archrepo.language import LANGUAGES, Text
from archrepo.lettering import png_of
from archrepo.principles import book_of
from archrepo.procurement import assess, find_proposal
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.json_form import check_form, finding_form
from archrepo.reporting.paint import Role
from archrepo.reporting.principle_text import waiver_turtle
from archrepo.reporting.statistics import statistics
from archrepo.reporting.text import _around, finding_lines, report_text, summary
from archrepo.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def town() -> Workspace:
    return sample_town()


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_check().report


def finding(severity: Severity = Severity.WARNING, verdict: Verdict = Verdict.BROKEN) -> Finding:
    return Finding(
        location=Location("baseline/data.ttl", 1, 1, 1, 8),
        severity=severity,
        verdict=verdict,
        principle="GOV-02",
        subject="https://voorbeeldstad.example/id/zaaksysteem",
        label=Text("Zaaksysteem", "Case system"),
        message=Text("is stuk", "is broken"),
        remedy=Text("maak heel", "mend it"),
    )


def test_every_finding_of_the_town_has_a_place_a_label_and_a_remedy(town: Workspace, report: Report) -> None:
    assert report.findings
    for found in report.findings:
        for language in LANGUAGES:
            lines = list(finding_lines(town, found, language))
            assert lines[0].startswith(f"{found.location}: {found.severity.word.in_(language)}[{found.principle}] ")
            assert found.label.in_(language)
            assert lines[-2].startswith(f"      = {'remedie' if language == 'nl' else 'remedy'}: ")
            assert lines[-1].endswith(f"archrepo explain {found.principle}")


def test_carets_stand_under_the_place(town: Workspace, report: Report) -> None:
    for found in report.findings:
        lines = list(finding_lines(town, found, "nl"))
        if found.location.line:
            source, carets = lines[1], lines[2]
            offset = source.index(" | ") + 3
            marked = source[offset:][found.location.column - 1 : found.location.end_column - 1]
            assert carets[offset:].lstrip().split(" ")[0] == "^" * len(marked)
            assert carets[offset:].index("^") == found.location.column - 1


def test_place_of_a_whole_file_shows_no_source_line(town: Workspace) -> None:
    whole = Finding(
        **{name: getattr(finding(), name) for name in Finding.__slots__} | {"location": Location("a.ttl", 0, 0, 0, 0)}
    )

    lines = list(finding_lines(town, whole, "nl"))

    assert lines[0].startswith("a.ttl: waarschuwing[GOV-02] ")
    assert len(lines) == 3


def test_paint_touches_only_what_it_is_given(town: Workspace) -> None:
    def loud(text: str, role: Role) -> str:
        return f"<{role}>{text}</{role}>"

    plain = "\n".join(finding_lines(town, finding(), "nl"))
    painted = "\n".join(finding_lines(town, finding(), "nl", paint=loud))

    for role in ("place", "warning", "source", "remedy"):
        painted = painted.replace(f"<{role}>", "").replace(f"</{role}>", "")
    assert painted == plain


@pytest.mark.parametrize(
    ("numbers", "dutch", "english"),
    [
        ((0, 0, 0), "Geen bevindingen.", "No findings."),
        ((1, 0, 0), "1 fout.", "1 error."),
        ((2, 1, 0), "2 fouten en 1 waarschuwing.", "2 errors and 1 warning."),
        ((1, 2, 2), "1 fout, 2 waarschuwingen en 2 opmerkingen.", "1 error, 2 warnings and 2 notes."),
    ],
)
def test_summary_counts_in_words(numbers: tuple[int, int, int], dutch: str, english: str) -> None:
    found = [finding(severity) for severity, number in zip(Severity, numbers, strict=True) for _ in range(number)]

    first = summary(Report(tuple(found), ()))[0]

    assert (first.nl, first.en) == (dutch, english)


def test_summary_says_how_many_are_excepted_and_counts_the_verdicts() -> None:
    judged = (
        Judgement("GOV-02", "a", Verdict.MET),
        Judgement("GOV-02", "b", Verdict.EXCEPTED),
        Judgement("REG-01", "a", Verdict.MET),
    )

    lines = summary(Report((finding(Severity.INFO, Verdict.EXCEPTED),), judged))

    assert [line.nl for line in lines] == [
        "1 opmerking.",
        "Daarvan is 1 door een vastgelegde afwijking toegestaan.",
        "2 principes, 3 oordelen: 2× voldoet, 1× afwijking vastgelegd.",
    ]


def test_report_has_its_findings_in_the_order_of_their_places(town: Workspace, report: Report) -> None:
    lines = [line for line in report_text(town, report, "nl") if re.match(r"\S+:\d+:\d+: ", line)]

    places = [(line.split(":")[0], int(line.split(":")[1]), int(line.split(":")[2])) for line in lines]
    assert places == sorted(places)
    assert len(places) == len(blocks_of(report.findings))


def test_machine_form_adds_up(town: Workspace, report: Report) -> None:
    form = json.loads(json.dumps(check_form(town, report, "nl", 1.23456)))

    totals = form["summary"]
    assert totals["violation"] + totals["warning"] + totals["info"] == len(form["findings"]) == len(report.findings)
    counted = sum(sum(value for key, value in one.items() if key != "id") for one in form["principles"])
    assert counted == len(report.judgements)
    assert totals["seconds"] == 1.235
    assert totals["elements"] == len(town.elements)


def test_machine_form_is_in_the_language_that_is_asked_for() -> None:
    assert finding_form(finding(), "nl")["label"] == "Zaaksysteem"
    assert finding_form(finding(), "en")["label"] == "Case system"


def test_statistics_count_each_element_and_relation_once(town: Workspace) -> None:
    found = statistics(town)

    assert sum(found.by_type.values()) == found.elements == len(town.elements)
    assert sum(found.by_relation.values()) == found.relations == len(town.relations)
    assert list(found.by_type.values()) == sorted(found.by_type.values(), reverse=True)
    assert set(found.names) >= {*found.by_type, *found.by_relation}


def test_waiver_that_explain_shows_is_a_waiver_once_it_is_filled_in(tmp_path: Path) -> None:
    from archrepo.waivers import read_waivers

    book = shipped_book()
    prefixes = (
        "@prefix : <https://x.example/> .\n@prefix ar: <https://w3id.org/archrepo/def#> .\n"
        "@prefix principle: <https://w3id.org/archrepo/principle/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    )
    text = "".join("\n".join(waiver_turtle(principle, "nl", AS_OF)) + "\n" for principle in book)
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "x"\nbase = "https://x.example/"\n')
    (tmp_path / "waivers.ttl").write_text(prefixes + text.replace(":...", ":iets"))

    waivers = read_waivers(open_workspace(tmp_path, AS_OF))

    assert [waiver.principle for waiver in waivers] == [principle.id for principle in book]
    assert not any(waiver.is_expired(AS_OF) for waiver in waivers)


def test_assessment_names_everything_that_it_touches_once(town: Workspace) -> None:
    assessment = assess(town, book_of(town), find_proposal(town, "zaaksysteem"))

    lines = list(assessment_text(assessment, "nl"))

    start = next(index for index, line in enumerate(lines) if line.startswith("  wordt geraakt ("))
    end = next(index for index, line in enumerate(lines) if line.startswith("  het model kent al een opvolger"))
    things = [line.split("): ")[0] for line in lines[start + 1 : end]]
    assert len(things) == len(set(things)) == len({(one.name.nl, one.kind.nl) for one in assessment.impact.touched})


def test_png_is_as_large_as_asked_for() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>'

    png = png_of(svg, zoom=3)

    assert int.from_bytes(png[16:20], "big") == 30
    assert int.from_bytes(png[20:24], "big") == 60


def test_very_long_source_line_is_shown_around_its_place_only() -> None:
    source = f':a rdfs:label "{"x" * 5000}"@nl ; ar:owner :b .'
    column = source.index("ar:owner") + 1

    line, place = _around(source, Location("a.ttl", 1, column, 1, column + len("ar:owner")))

    assert len(line) < 250
    assert line[place.column - 1 : place.end_column - 1] == "ar:owner"
    assert line.startswith("…")


def test_source_line_that_fits_is_left_as_it_is() -> None:
    place = Location("a.ttl", 1, 4, 1, 12)

    assert _around(":a ar:owner :b .", place) == (":a ar:owner :b .", place)


@pytest.mark.parametrize(("number", "together"), [(2, False), (3, True)])
def test_many_unknown_verdicts_on_one_subject_are_told_together(town: Workspace, number: int, together: bool) -> None:
    unknown = tuple(
        replace(finding(Severity.INFO, Verdict.UNKNOWN), principle=f"GOV-0{index}") for index in range(number)
    )

    text = "\n".join(report_text(town, Report((*unknown, finding()), ()), "nl"))

    assert ("over 3 principes is niets te zeggen" in text) is together
    assert (f"opmerking[{unknown[0].principle}]" in text) is not together
    assert all(one.principle in text for one in unknown)
    assert "waarschuwing[GOV-02] Zaaksysteem: is stuk" in text
