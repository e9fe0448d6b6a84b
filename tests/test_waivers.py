"""Waivers: from when until when they except, and what an ended or faulty one does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import ConfigurationFault
from archrepo.findings import Report, Severity, Verdict
from archrepo.validation import validate
from archrepo.waivers import read_waivers
from archrepo.workspace import open_workspace

BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
HEADER = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:afdeling a ar:Department ; rdfs:label "Afdeling"@nl .
:app a am:ApplicationComponent ; rdfs:label "App"@nl ; ar:lifecycle ar:InUse OWNER .
:tweede a am:ApplicationComponent ; rdfs:label "Tweede"@nl ; ar:lifecycle ar:InUse .
"""
WAIVER = """
:NAME a ar:Waiver ; ar:ofPrinciple principle:GOV-02 ; ar:subject :app ; ar:reason "Nog geen afdeling."@nl ;
    ar:decidedBy "college"@nl ; ar:decidedOn "2026-08-15"^^xsd:date ; ar:validUntil "UNTIL"^^xsd:date .
"""


def waiver(until: str, name: str = "w") -> str:
    return WAIVER.replace("UNTIL", until).replace("NAME", name)


def checked(folder: Path, text: str, *, owner: bool = False, as_of: date = date(2026, 11, 22)) -> Report:
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n', encoding="utf-8")
    header = HEADER.replace("OWNER", "; ar:owner :afdeling" if owner else "")
    (folder / "model.ttl").write_text(header + text, encoding="utf-8")
    return validate(open_workspace(folder, as_of, ontology=ONTOLOGY), BOOK, only={"GOV-02"})


def verdict(report: Report, name: str = "app") -> Verdict:
    (found,) = (judged.verdict for judged in report.judgements if judged.subject.endswith(f"/{name}"))
    return found


def test_a_waiver_in_force_turns_the_breach_into_an_excepted_note(tmp_path: Path) -> None:
    report = checked(tmp_path, waiver("2027-01-01"))

    (found,) = (finding for finding in report.findings if finding.subject.endswith("/app"))
    assert (verdict(report), found.verdict, found.severity) == (Verdict.EXCEPTED, Verdict.EXCEPTED, Severity.INFO)
    assert found.waiver == "https://m.example/id/w"
    assert verdict(report, "tweede") is Verdict.BROKEN


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 8, 14), Verdict.BROKEN),
        (date(2026, 8, 15), Verdict.EXCEPTED),
        (date(2026, 9, 30), Verdict.EXCEPTED),
        (date(2026, 10, 1), Verdict.BROKEN),
    ],
)
def test_a_waiver_counts_from_the_day_of_its_decision_to_its_last_day(
    tmp_path: Path, as_of: date, expected: Verdict
) -> None:
    assert verdict(checked(tmp_path, waiver("2026-09-30"), as_of=as_of)) is expected


def test_an_ended_waiver_on_a_breach_is_a_finding_beside_the_breach(tmp_path: Path) -> None:
    report = checked(tmp_path, waiver("2026-09-30"))

    messages = [finding.message.nl for finding in report.findings if finding.subject.endswith("/app")]
    assert len(messages) == 2
    assert any("verlopen op 2026-09-30" in message for message in messages)


def test_an_ended_waiver_is_silent_once_the_breach_is_mended(tmp_path: Path) -> None:
    report = checked(tmp_path, waiver("2026-09-30"), owner=True)

    assert verdict(report) is Verdict.MET
    assert not [finding for finding in report.findings if finding.subject.endswith("/app")]


def test_an_ended_waiver_is_silent_once_a_later_one_is_in_force(tmp_path: Path) -> None:
    report = checked(tmp_path, waiver("2026-09-30", "oud") + waiver("2027-09-30", "nieuw"))

    assert verdict(report) is Verdict.EXCEPTED
    assert [finding.waiver for finding in report.findings if finding.subject.endswith("/app")] == [
        "https://m.example/id/nieuw"
    ]


def test_one_waiver_may_name_several_subjects(tmp_path: Path) -> None:
    report = checked(tmp_path, waiver("2027-01-01").replace("ar:subject :app", "ar:subject :app , :tweede"))

    assert verdict(report) is verdict(report, "tweede") is Verdict.EXCEPTED


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("ar:subject :app ;", 'ar:subject "app" ;', "ar:subject"),
        ("ar:subject :app ;", "ar:subject [] ;", "ar:subject"),
        ("ar:subject :app ;", "", "ar:subject"),
        ("ar:ofPrinciple principle:GOV-02 ;", 'ar:ofPrinciple "GOV-02" ;', "ar:ofPrinciple"),
        ("ar:ofPrinciple principle:GOV-02 ;", "ar:ofPrinciple principle:GOV-99 ;", "GOV-99"),
        ('ar:validUntil "2027-01-01"^^xsd:date', 'ar:validUntil "ooit"', "ar:validUntil"),
        ('ar:validUntil "2027-01-01"^^xsd:date', "ar:reviewedOn 1", "ar:validUntil"),
        ('ar:decidedOn "2026-08-15"^^xsd:date', 'ar:decidedOn "gisteren"', "ar:decidedOn"),
        ('ar:reason "Nog geen afdeling."@nl ;', "", "ar:reason"),
        ('ar:decidedBy "college"@nl ;', "", "ar:decidedBy"),
    ],
)
def test_a_faulty_waiver_is_refused_with_its_place_and_what_is_wrong(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    text = waiver("2027-01-01")
    assert old in text

    with pytest.raises(ConfigurationFault) as caught:
        checked(tmp_path, text.replace(old, new))

    assert named in caught.value.text.nl
    assert named in caught.value.text.en
    assert caught.value.remedy is not None
    assert caught.value.location is not None
    assert caught.value.location.path == "model.ttl"
    assert caught.value.location.line >= 11


def test_the_nearest_principle_is_named_for_an_unknown_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationFault) as caught:
        checked(tmp_path, waiver("2027-01-01").replace("GOV-02", "GOV-29"))

    assert caught.value.remedy is not None
    assert "GOV-02" in caught.value.remedy.nl


def test_waivers_are_listed_by_principle_and_subject(tmp_path: Path) -> None:
    checked(tmp_path, waiver("2027-01-01", "b") + waiver("2027-01-01", "a").replace(":app ;", ":tweede , :app ;"))

    found = read_waivers(open_workspace(tmp_path, date(2026, 11, 22), ontology=ONTOLOGY))

    assert [(one.subject.rsplit("/", 1)[1], one.iri.rsplit("/", 1)[1]) for one in found] == [
        ("app", "a"),
        ("app", "b"),
        ("tweede", "a"),
    ]
