"""The tables that hold applications against the reference model and the open standards."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from test_queries import ROOT, answer, small
from the_knowledge import shipped_book

from archrepo.findings import Verdict
from archrepo.validation import validate
from archrepo.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


DEMANDS = """
    :zaakcomponent a am:ApplicationComponent ; rdfs:label "Zaakcomponent"@nl .
    :zaak-api a am:Constraint ; rdfs:label "Zaak-API"@nl .
    :zaak-api-1 a am:Constraint ; rdfs:label "Zaak-API 1"@nl ; am:specializes :zaak-api ; prop:Status "Teruggetrokken" .
    :zaak-api-2 a am:Constraint ; rdfs:label "Zaak-API 2"@nl ; am:specializes :zaak-api ; prop:Status "In gebruik" .
    :epub a am:Constraint ; rdfs:label "EPUB"@nl .
    :eis-1 a am:Realization ; am:source :zaakcomponent ; am:target :zaak-api ; prop:Verbindingsrol "Verplicht" .
    :eis-2 a am:Realization ; am:source :zaakcomponent ; am:target :epub ; prop:Verbindingsrol "Aanbevolen" .
    :zaken a am:ApplicationComponent ; rdfs:label "Zaken"@nl ; ar:lifecycle ar:InUse ;
        ar:referenceComponent :zaakcomponent .
"""


@pytest.mark.parametrize(
    ("supports", "answers"),
    [
        ("", [("", ""), ("", ""), ("", "")]),
        (":zaken ar:supportsStandard :zaak-api-2 .", [("ja", "nee"), ("ja", "ja"), ("nee", "")]),
        (":zaken ar:supportsStandard :zaak-api .", [("ja", "nee"), ("ja", "nee"), ("nee", "")]),
        (":zaken ar:supportsStandard :epub .", [("nee", "nee"), ("nee", "nee"), ("ja", "")]),
    ],
)
def test_c13_tells_no_apart_from_not_recorded(tmp_path: Path, supports: str, answers: list[tuple[str, str]]) -> None:
    rows = answer(small(tmp_path, DEMANDS + supports), "C13", component="zaken")

    assert [(*row[2:4], row[5], row[6]) for row in rows] == [
        ("Verplicht", "Zaak-API", "Zaak-API 1", "Teruggetrokken"),
        ("Verplicht", "Zaak-API", "Zaak-API 2", "In gebruik"),
        ("Aanbevolen", "EPUB", "", ""),
    ]
    assert [(row[4], row[7]) for row in rows] == answers


def test_c13_and_std_03_agree_on_the_example_municipality(workspace: Workspace) -> None:
    rows = answer(workspace, "C13")

    refused = {(row[0], row[3]) for row in rows if row[2] == "Verplicht" and row[4] == "nee"}
    assert refused == {("Subsidiesysteem", "Documenten API-standaard")}


CLASSES = """
    :laag a am:DataObject ; rdfs:label "Laag"@nl ; ar:confidentialityClass 1 .
    :hoog a am:DataObject ; rdfs:label "Hoog"@nl ; ar:confidentialityClass 3 .
    :kern a am:ApplicationComponent ; rdfs:label "Kern"@nl ; prop:Vertrouwelijkheid "2" ; prop:BBN "BBN 2" .
    :a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:InUse .
"""


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        (":a ar:confidentialityClass 1 ; am:reads :laag , :hoog .", ("1", "3", "Hoog", "", "", "", "2", "")),
        (":a ar:confidentialityClass 3 ; am:reads :laag , :hoog .", ("3", "3", "Hoog", "", "", "", "0", "")),
        (":a am:reads :hoog .", ("", "3", "Hoog", "", "", "", "", "")),
        (":a ar:confidentialityClass 1 .", ("1", "", "", "", "", "", "", "")),
        (
            ":a ar:confidentialityClass 1 ; am:reads :laag ; ar:referenceComponent :kern .",
            ("1", "1", "Laag", "Kern", "2", "BBN 2", "1", ""),
        ),
        (
            ':a ar:confidentialityClass 1 ; ar:referenceComponent :kern ; ar:lowerClassReason "openbaar"@nl .',
            ("1", "", "", "Kern", "2", "BBN 2", "0", "openbaar"),
        ),
    ],
)
def test_c30_carries_the_highest_class_of_the_data_to_the_application(
    tmp_path: Path, facts: str, row: tuple[str, ...]
) -> None:
    rows = answer(small(tmp_path, CLASSES + facts), "C30")

    assert rows == [("A", "klasse vertrouwelijkheid", *row)]


SENDER = """
    :post a am:ApplicationComponent ; rdfs:label "Post"@nl ; ar:lifecycle ar:InUse ; ar:sendsEmail true .
    :site a ar:InternetDomain ; rdfs:label "Domein"@nl .
"""


def settled(folder: Path, facts: str, **parameters: str) -> tuple[str, ...]:
    """What C11 says about SPF: asked, supported, evidence, its day, whether it holds, the waiver, in order."""
    rows = answer(small(folder, SENDER + facts), "C11", **parameters)
    return next(row[6:] for row in rows if row[1] == "SPF")


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        ("", ("", "onbekend", "", "", "", "", "nee")),
        (":post ar:supportsStandard std:dkim .", ("", "nee", "", "", "", "", "nee")),
        (":post ar:supportsStandard std:spf .", ("", "ja", "", "", "", "", "ja")),
        (
            ':post ar:onDomain :site . :site ar:mailScorePercent 90 ; ar:scoresTestedOn "2026-10-01"^^xsd:date .',
            ("", "onbekend", "Mailtest internet.nl op 100 procent", "2026-10-01", "nee", "", "nee"),
        ),
        (
            ':post ar:onDomain :site . :site ar:mailScorePercent 100 ; ar:scoresTestedOn "2026-10-01"^^xsd:date .',
            ("", "onbekend", "Mailtest internet.nl op 100 procent", "2026-10-01", "ja", "", "ja"),
        ),
        (
            ':w a ar:Waiver ; rdfs:label "Later"@nl ; ar:subject :post ; ar:ofPrinciple principle:STD-02 ; '
            'ar:validUntil "2026-11-22"^^xsd:date .',
            ("", "onbekend", "", "", "", "Later", "ja"),
        ),
        (
            ":i a ar:Procurement ; ar:candidate :post ; ar:requirement :r . :r ar:obligation ar:Mandatory ; "
            "ar:asksStandard std:spf .",
            ("ja", "onbekend", "", "", "", "", "nee"),
        ),
        (
            ":i a ar:Procurement ; ar:candidate :post .",
            ("onbekend", "onbekend", "", "", "", "", "nee"),
        ),
        (
            ":post ar:hasEvidence [ a ar:Evidence ; ar:evidenceKind ar:InternetNlMailTest ] .",
            ("", "onbekend", "Mailtest internet.nl op 100 procent", "", "onbekend", "", "nee"),
        ),
    ],
)
def test_c11_says_in_which_way_a_standard_is_met(tmp_path: Path, facts: str, row: tuple[str, ...]) -> None:
    assert settled(tmp_path, facts, subject="post") == row


def test_c11_counts_a_test_and_a_waiver_only_on_their_days(tmp_path: Path) -> None:
    facts = (
        ":post ar:hasEvidence [ a ar:Evidence ; ar:evidenceKind ar:InternetNlMailTest ; "
        'ar:testedOn "2026-01-10"^^xsd:date ] .'
    )

    assert settled(tmp_path, facts, day="2026-01-09")[2:] == ("", "", "", "", "nee")
    assert settled(tmp_path, facts, day="2026-01-10")[3:] == ("2026-01-10", "ja", "", "ja")
    assert settled(tmp_path, facts, day="2028-01-10")[3:] == ("2026-01-10", "nee", "", "nee")


def test_c11_knows_the_list_of_an_earlier_day(workspace: Workspace) -> None:
    today = {row[1] for row in answer(workspace, "C11")}
    before = {row[1] for row in answer(workspace, "C11", day="2023-05-24")}

    assert today - before == {"security.txt"}


def test_c11_finds_open_what_std_02_finds(workspace: Workspace) -> None:
    rows = answer(workspace, "C11", subject="toerismewebsite")

    assert {row[1] for row in rows if row[-1] == "nee"} == {"HTTPS en HSTS", "TLS", "security.txt"}


@pytest.mark.parametrize(
    ("trait", "applies"), [("", "onbekend"), ("ar:sendsEmail true", "ja"), ("ar:sendsEmail false", None)]
)
def test_c11_tells_a_trait_that_nobody_recorded(tmp_path: Path, trait: str, applies: str | None) -> None:
    facts = f':post a am:ApplicationComponent ; rdfs:label "Post"@nl ; ar:lifecycle ar:InUse ; {trait} .'

    rows = [row for row in answer(small(tmp_path, facts), "C11") if row[1] == "SPF"]

    assert [row[5] for row in rows] == ([] if applies is None else [applies])
    assert [row[-1] for row in rows] == [{"onbekend": "onbekend", "ja": "nee"}[one] for one in [applies] if one]


def test_c11_tells_nothing_unknown_of_a_standard_that_applies_already(tmp_path: Path) -> None:
    facts = ':post a am:ApplicationComponent ; rdfs:label "Post"@nl ; ar:lifecycle ar:InUse ; ar:internetFacing true .'

    rows = [row for row in answer(small(tmp_path, facts), "C11") if row[1] == "IPv6 en IPv4"]

    assert {row[5] for row in rows} == {"ja"}


def test_c11_finds_unknown_what_std_02_cannot_judge(workspace: Workspace) -> None:
    rows = answer(workspace, "C11")

    std_02 = ("bereikbaar via internet", "openbare website", "verstuurt e-mail")
    found = {row[0] for row in rows if row[5] == "onbekend" and row[4] in std_02}
    book = shipped_book()
    report = validate(workspace, book, only={"STD-02"})
    assert found == {one.label.nl for one in report.findings if one.verdict is Verdict.UNKNOWN}


def test_c11_answers_on_the_example_municipality_without_a_wait(workspace: Workspace) -> None:
    answer(workspace, "C11")
    begin = time.process_time()

    answer(workspace, "C11")

    assert time.process_time() - begin < 0.3
