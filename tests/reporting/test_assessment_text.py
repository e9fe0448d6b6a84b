"""An assessment as a buyer reads it: the verdict first, no Turtle unless asked, every bid with its reasons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.language import LANGUAGES, Text
from archrepo.procurement import Assessment
from archrepo.procurement.dossier.comparing import compare_bids
from archrepo.procurement.judging.headline import headline
from archrepo.reporting.assessment_form import assessment_form
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.comparison_forms import comparison_csv, comparison_form, comparison_text
from archrepo.reporting.plain_words import PlainWords
from archrepo.workspace import Workspace
from tests.procurement.offers import assessed, bid_of, town


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return town(tmp_path_factory.mktemp("stad"))


@pytest.fixture(scope="module")
def result(small: Workspace) -> Assessment:
    return assessed(small, shipped_book())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_buyer_reads_no_turtle(small: Workspace, result: Assessment, language: str) -> None:
    assert language in LANGUAGES
    lines = list(assessment_text(result, "nl" if language == "nl" else "en", words=PlainWords(small)))

    assert not [line for line in lines if "`" in line or re.search(r"\b(?:ar|am|std|prop|xsd):\w", line)]


def test_the_sentence_on_the_bids_comes_before_any_verdict(result: Assessment) -> None:
    lines = list(assessment_text(result, "nl"))

    sentence = lines.index(headline(result).nl)
    assert sentence < next(index for index, line in enumerate(lines) if "voldoet niet[" in line)
    assert headline(result).nl.startswith("Van 2 inschrijvingen: geen haalt zeker alle verplichte eisen, 2 vallen af.")


def test_every_knock_out_stands_with_its_reason_and_place(result: Assessment) -> None:
    lines = list(assessment_text(result, "nl"))

    start = lines.index("  valt af: 2 Beschikbaar")
    assert lines[start + 1].strip().startswith("opgegeven 98 procent, gevraagd minstens 99,50 procent (proposals/")


def test_the_fields_of_a_bid_hold_requirements_standards_concerns_and_award(result: Assessment) -> None:
    form = assessment_form(result, "nl")
    bids = form["bids"]
    assert isinstance(bids, list)
    (north,) = (one for one in bids if one["id"].endswith("bod-noord"))

    assert [one["number"] for one in north["knock_outs"]] == ["3"]
    assert {one["outcome"] for one in north["requirements"]} <= {"met", "claimed", "broken", "unknown"}
    assert north["standards"][0]["supported"] is True
    assert north["requirement_score"]["broken"] == len(bid_of(result, "Noordzicht").knock_outs)
    assert north["award"]["status"] == "out"


def test_rows_in_which_bids_do_not_differ_can_be_left_out(result: Assessment) -> None:
    comparison = compare_bids(result)

    every, different = (list(comparison_text(comparison, "nl", only_differences=only)) for only in (False, True))
    assert len(different) < len(every)
    assert all(len(row.cells) == len(comparison.columns) for section in comparison.sections for row in section.rows)


def test_a_cell_that_a_spreadsheet_would_work_out_is_kept_as_text(result: Assessment) -> None:
    comparison = compare_bids(result)

    assert comparison_csv(comparison, "nl").startswith("onderdeel;wat;sleutel;")
    assert not re.search(r"(?:^|;)[=+@-]", comparison_csv(comparison, "nl"), re.MULTILINE)
    assert comparison_form(comparison, "nl")["schema"] == "archrepo/compare-bids/1"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("stap over; schrijf `:x 1`", "stap over"),
        ("stap over en schrijf `ar:customised false`, of leg uit", "stap over, of leg uit"),
        ("stap over, of schrijf `ar:owner :x`", "stap over, of schrijf 'eigenaar'"),
        ("doe dat niet, dan `ar:dpiaRequired false`", "doe dat niet, dan 'DPIA verplicht: nee'"),
        ("voeg een eis toe: `ar:requirement :x`, met `:x a am:Requirement`", "voeg een eis toe"),
        ("leg een afwijking vast (`ar:Waiver`) met reden", "leg een afwijking vast met reden"),
        ("schrijf `a ; b`", ""),
        ("geen ar:owner genoemd", "geen eigenaar genoemd"),
    ],
)
def test_code_goes_and_names_stand_in_the_place_of_terms(small: Workspace, written: str, read: str) -> None:
    assert PlainWords(small)(Text.same(written), "nl") == read


def test_the_whole_text_is_the_same_each_time(small: Workspace, result: Assessment, tmp_path: Path) -> None:
    again = assessed(town(tmp_path), shipped_book())

    assert list(assessment_text(again, "nl")) == list(assessment_text(result, "nl"))
