"""Numbers that a buyer reads on bids: each says what it counts, and one notion has one number everywhere."""

from __future__ import annotations

import re
from datetime import date

import pytest

from archrepo.findings import Verdict
from archrepo.places import shipped
from archrepo.procurement import find_proposal
from archrepo.procurement.assessment import Assessment, BidAssessment, summary
from archrepo.procurement.dossier.comparing import Row, compare_bids
from archrepo.procurement.dossier.whole import Dossier, dossier_of
from archrepo.reporting.assessment_form import assessment_form
from archrepo.reporting.document import Bullets, Heading, Paragraph, Table
from archrepo.reporting.dossier_document import dossier_document
from archrepo.validation import open_check


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    town = open_check(shipped("models") / "voorbeeldstad", date(2026, 11, 22))
    return dossier_of(town, find_proposal(town.workspace, "zaaksysteem"))


@pytest.fixture(scope="module")
def assessment(dossier: Dossier) -> Assessment:
    return dossier.assessment


def bid_named(assessment: Assessment, name: str) -> BidAssessment:
    return next(one for one in assessment.bids if one.name.nl.startswith(name))


def row_of(assessment: Assessment, key: str) -> Row:
    section = next(one for one in compare_bids(assessment).sections if one.key == "result")
    return next(one for one in section.rows if one.key == key)


@pytest.mark.parametrize(("name", "broken", "unknown"), [("Snelzaak", 7, 0), ("Zaaknevel", 5, 8)])
def test_the_sentence_on_a_bid_has_the_numbers_of_the_table(
    assessment: Assessment, name: str, broken: int, unknown: int
) -> None:
    bid = bid_named(assessment, name)

    assert (bid.count(Verdict.BROKEN), bid.count(Verdict.UNKNOWN)) == (broken, unknown)
    assert f"Voldoet niet aan {broken} principes, waarvan 2 verplicht: INF-02, STD-03." in bid.summary.nl
    assert f"Does not meet {broken} principles, of which 2 mandatory: INF-02, STD-03." in bid.summary.en
    assert (f"Van {unknown} principes is het oordeel niet te bepalen" in bid.summary.nl) is bool(unknown)


def test_what_the_municipality_itself_fills_in_is_counted_apart(assessment: Assessment) -> None:
    bid = bid_named(assessment, "Zaaknevel")
    row = row_of(assessment, "for-municipality")
    form = assessment_form(assessment, "nl")

    assert len(bid.for_municipality) == 1
    assert row.name.nl == "principes: vult de gemeente zelf nog in"
    assert row.cells[assessment.bids.index(bid)].words.nl == "1"
    listed = form["bids"]
    assert isinstance(listed, list)
    assert [one["for_municipality"] for one in listed] == [len(one.for_municipality) for one in assessment.bids]


def test_the_sentence_on_the_purchase_is_about_the_purchase_alone(assessment: Assessment) -> None:
    assert assessment.summary == summary(assessment.verdicts)
    assert "INF-02" not in assessment.summary.nl


def test_a_broken_wish_is_not_counted_as_a_requirement(assessment: Assessment) -> None:
    names = [column.nl.split()[0] for column in compare_bids(assessment).columns]
    mandatory = row_of(assessment, "mandatory-broken")
    all_asked = row_of(assessment, "requirements-broken")

    assert names == ["Snelzaak", "Zaakhaven", "Zaaknevel", "Zaakstroom"]
    assert mandatory.name.nl == "verplichte eisen: voldoet niet"
    assert [cell.words.nl for cell in mandatory.cells] == ["13", "0", "0", "0"]
    assert all_asked.name.nl == "eisen en wensen samen: voldoet niet"
    assert [cell.words.nl for cell in all_asked.cells] == ["17", "3", "4", "4"]
    assert [cell.words.nl for cell in row_of(assessment, "mandatory-unknown").cells] == ["2", "0", "24", "0"]


def test_the_dossier_tells_the_same_numbers_by_the_same_name(dossier: Dossier) -> None:
    blocks = dossier_document(dossier, "nl").blocks
    table = next(one for one in blocks if isinstance(one, Table) and "verplichte eisen: voldoet niet" in one.headings)
    column = table.headings.index("verplichte eisen: voldoet niet")

    assert [row[column] for row in table.rows] == ["13; 2 niet te bepalen", "0", "0; 24 niet te bepalen", "0"]


def test_no_sentence_of_the_dossier_adds_up_bids_and_purchase(dossier: Dossier) -> None:
    told = " ".join(one.text for one in dossier_document(dossier, "nl").blocks if isinstance(one, Paragraph))

    assert not re.search(r"INF-02, INK-\d\d, STD-01", told)


def test_the_dossier_of_a_closed_tender_tells_gaps_as_risks(dossier: Dossier) -> None:
    document = dossier_document(dossier, "nl")
    headings = [one.text for one in document.blocks if isinstance(one, Heading)]
    items = [item for one in document.blocks if isinstance(one, Bullets) for item in one.items]

    assert "Bijlage 2. Risico's voor contract en evaluatie" in headings
    assert "10 gaten niet meer te herstellen; risico voor contract en evaluatie" in items
    assert not any("nota van inlichtingen" in one for one in headings)
