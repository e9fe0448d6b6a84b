"""The paragraph on deviations for the annual report: which belong in it, and words that stay words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.language import Language
from archrepo.reporting.annual_report import (
    AnnualReport,
    annual_report,
    annual_report_form,
    annual_report_markdown,
    annual_report_text,
    published_principles,
)
from archrepo.reporting.waiver_register import register_form, register_markdown, register_text
from archrepo.validation import validate
from archrepo.waivers import read_waivers
from archrepo.workspace import Workspace, open_workspace

BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
HEADER = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:college a am:BusinessActor ; rdfs:label "College"@nl , "Board"@en .
:inkoop a ar:Procurement ; rdfs:label "Inkoop post"@nl , "Purchase of mail"@en ;
    ar:estimatedValueEuro 90000 ; ar:sendsEmail true .
:rest a ar:Procurement ; rdfs:label "Inkoop rest"@nl ; ar:estimatedValueEuro 90000 .
"""
WAIVER = """:NAME a ar:Waiver ; ar:ofPrinciple principle:STD-01 ; ar:subject :inkoop ;
    ar:reason "De leverancier kan het nog niet."@nl , "The supplier cannot do it yet."@en ;
    ar:decidedBy :college ; ar:decidedOn "2026-03-01"^^xsd:date ; ar:validUntil "2027-12-31"^^xsd:date .
"""
HOSTILE = '"# Kop\\n\\n1. [klik](javascript:alert) <script>alert(1)</script> **vet** | cel \\u001b[31m"@nl'


def opened(folder: Path, text: str, as_of: date = date(2026, 11, 22)) -> Workspace:
    (folder / "archrepo.toml").write_text('[workspace]\nname = "Dorp"\nbase = "https://m.example/id/"\n')
    (folder / "model.ttl").write_text(HEADER + text)
    return open_workspace(folder, as_of, ontology=ONTOLOGY)


def explained(workspace: Workspace, year: int = 2026) -> AnnualReport:
    report = validate(workspace, BOOK, only={principle.id for principle in published_principles(BOOK)})
    return annual_report(workspace, BOOK, report, read_waivers(workspace), year)


def waiver(name: str = "w", **changes: str) -> str:
    text = WAIVER.replace("NAME", name)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_family_whose_waivers_are_published_is_the_one_of_the_open_standards() -> None:
    assert {principle.family for principle in published_principles(BOOK)} == {"STD"}


def test_deviation_of_the_year_is_told_with_standard_reason_and_end(tmp_path: Path) -> None:
    workspace = opened(tmp_path, waiver())

    found = explained(workspace)
    text = "\n".join(annual_report_text(workspace, found, "nl"))

    (deviation,) = found.decided
    assert any("verplichte standaard" in fault.nl for fault in deviation.faults)
    assert text.startswith("Leg uit: afwijkingen van open standaarden in 2026\n\nIn 2026 besloot Dorp 1 keer ")
    assert "Waarom: De leverancier kan het nog niet.\n" in text
    assert "Besloten: door College, 1 maart 2026\n" in text
    assert "Geldt tot en met: 31 december 2027\n" in text
    assert "Risico: niet vastgelegd\n" in text
    assert "Staat in jaarverslag: nog niet\n" in text
    assert "uiterlijk op 30 juni van het jaar erna" in text.splitlines()[-1]


def test_older_decision_in_force_is_told_and_one_that_ended_before_is_not(tmp_path: Path) -> None:
    workspace = opened(tmp_path, waiver())

    assert [len(explained(workspace, year).decided) for year in (2025, 2026, 2027, 2028)] == [0, 1, 0, 0]
    assert [len(explained(workspace, year).continued) for year in (2025, 2026, 2027, 2028)] == [0, 0, 1, 0]
    later = opened(tmp_path, waiver(), date(2027, 11, 22))
    assert "Eén ouder besluit gold in dit jaar nog." in "\n".join(
        annual_report_text(later, explained(later, 2027), "nl")
    )


@pytest.mark.parametrize(
    ("language", "begins", "holds"),
    [
        ("nl", "2027 is nog niet begonnen.", "Eén ouder besluit geldt in dit jaar nog."),
        ("en", "2027 has not begun yet.", "One older decision is still in force in this year."),
    ],
)
def test_year_that_has_not_begun_is_not_said_to_have_gone_without_deviations(
    tmp_path: Path, language: Language, begins: str, holds: str
) -> None:
    workspace = opened(tmp_path, waiver())

    assert f"{begins} {holds}" in "\n".join(annual_report_text(workspace, explained(workspace, 2027), language))


def test_decision_without_a_day_is_told_as_such(tmp_path: Path) -> None:
    workspace = opened(tmp_path, waiver().replace('ar:decidedOn "2026-03-01"^^xsd:date ; ', ""))

    found = explained(workspace)

    assert (len(found.decided), len(found.undated)) == (0, 1)
    assert "Besloten: door College, niet vastgelegd" in "\n".join(annual_report_text(workspace, found, "nl"))


def test_waiver_from_a_principle_of_another_family_is_left_out(tmp_path: Path) -> None:
    workspace = opened(tmp_path, waiver().replace("STD-01", "INK-01"))

    assert explained(workspace).deviations == ()


def test_year_without_deviations_is_a_sentence_in_both_languages(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "")
    found = explained(workspace)

    assert "In 2026 besloot Dorp niet om" in "\n".join(annual_report_text(workspace, found, "nl"))
    assert "In 2026 Dorp did not decide" in "\n".join(annual_report_markdown(workspace, found, "en"))
    assert list(register_text(workspace, (), "nl")) == ["Er zijn geen afwijkingen vastgelegd."]
    assert list(register_markdown(workspace, (), "en")) == ["No waivers are recorded."]


def test_several_waivers_for_one_subject_and_several_subjects_of_one_waiver(tmp_path: Path) -> None:
    text = waiver("a") + waiver("b").replace("2026-03-01", "2026-05-01")
    workspace = opened(tmp_path, text + waiver("c").replace(":inkoop ;", ":inkoop , :rest ;"))

    found = explained(workspace)

    assert [one.waiver.iri.rsplit("/", 1)[1] for one in found.decided] == ["a", "b", "c"]
    assert [name.nl for name in found.decided[2].subjects] == ["Inkoop post", "Inkoop rest"]
    assert len(list(register_markdown(workspace, read_waivers(workspace), "nl"))) == 4 + 4


def test_deviation_that_has_been_mended_is_told_as_in_order(tmp_path: Path) -> None:
    workspace = opened(tmp_path, waiver().replace(":inkoop", ":rest"))

    (deviation,) = explained(workspace).decided

    assert deviation.faults == ()
    assert "Wat: inmiddels in orde" in "\n".join(annual_report_text(workspace, explained(workspace), "nl"))


def test_ended_deviation_says_so_and_its_own_finding_is_not_what_was_deviated_from(tmp_path: Path) -> None:
    workspace = opened(tmp_path, waiver().replace("2027-12-31", "2026-06-30"))

    (deviation,) = explained(workspace).decided

    assert deviation.faults
    assert not any("verlopen op" in fault.nl for fault in deviation.faults)
    assert "Gold tot en met: 30 juni 2026" in "\n".join(annual_report_text(workspace, explained(workspace), "nl"))


def test_published_deviation_names_its_report(tmp_path: Path) -> None:
    text = waiver().replace(" ar:decidedBy", " ar:reportedIn <https://m.example/jaarverslag> ; ar:decidedBy")
    workspace = opened(tmp_path, text)

    form = annual_report_form(explained(workspace), "en")
    fields = register_form(workspace, read_waivers(workspace), "en")

    assert form["decided"][0]["reported_in"] == "https://m.example/jaarverslag"
    assert fields["waivers"][0]["reported_in"] == "https://m.example/jaarverslag"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_hostile_words_stay_words_in_every_form(tmp_path: Path, language: str) -> None:
    text = waiver().replace('"De leverancier kan het nog niet."@nl , "The supplier cannot do it yet."@en', HOSTILE)
    workspace = opened(tmp_path, text)
    found, waivers = explained(workspace), read_waivers(workspace)

    plain = "\n".join((*annual_report_text(workspace, found, language), *register_text(workspace, waivers, language)))
    page = "\n".join(
        (*annual_report_markdown(workspace, found, language), *register_markdown(workspace, waivers, language))
    )

    assert "\x1b" not in plain + page
    assert not any(line.lstrip().startswith("# Kop") for line in (plain + page).splitlines())
    assert "<script" not in page
    assert "[klik](" not in page
    assert "**vet**" not in page
    assert "\\[klik\\](javascript:alert)" in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {9}
