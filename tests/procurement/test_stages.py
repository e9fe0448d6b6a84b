"""By which road a gap is mended follows from the dates of the tender: itself, by a note, or not any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archrepo.places import shipped
from archrepo.procurement import find_proposal
from archrepo.procurement.publication.stages import Stage, standing_of
from archrepo.procurement.tender import Tender
from archrepo.procurement.tender_reading import tender_of
from archrepo.workspace import open_workspace


@pytest.fixture(scope="module")
def tender() -> Tender:
    model = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))
    return tender_of(model, find_proposal(model, "zaaksysteem"))[1]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 6, 28), Stage.PREPARED),
        (date(2026, 6, 29), Stage.OPEN),
        (date(2026, 8, 31), Stage.OPEN),
        (date(2026, 9, 1), Stage.CLOSED),
    ],
)
def test_stage_changes_on_the_day_of_publication_and_after_the_last_day_for_bids(
    tender: Tender, day: date, stage: Stage
) -> None:
    assert standing_of(tender, day).stage is stage


def test_open_tender_is_mended_by_a_note_until_ten_days_before_its_end(tender: Tender) -> None:
    standing = standing_of(tender, date(2026, 7, 15))

    assert "nota van inlichtingen" in standing.road.nl and "langere termijn" in standing.road.nl
    assert "tot en met 31 augustus 2026" in standing.road.nl and "21 augustus 2026" in standing.road.nl
    assert "21 August 2026" in standing.road.en
    assert standing.counted(1).nl == "1 gat te herstellen met een nota van inlichtingen of rectificatie"


def test_closed_tender_may_not_change_and_its_gaps_are_risks(tender: Tender) -> None:
    standing = standing_of(tender, date(2026, 11, 22))

    assert not standing.is_open_to_change
    assert standing.road.nl.startswith("Inschrijven kon tot en met 31 augustus 2026. De eisen mag u nu niet meer")
    assert standing.counted(10).en == "10 gaps not to be mended any more; a risk for contract and evaluation"


def test_tender_without_dates_is_not_published_until_there_are_bids(tender: Tender) -> None:
    undated = replace(tender, publication_date=None, submission_deadline=None, bids=())
    published = replace(undated, publication_date=date(2026, 1, 1))

    assert standing_of(undated, date(2026, 11, 22)).stage is Stage.PREPARED
    assert standing_of(published, date(2026, 11, 22)).stage is Stage.OPEN


def test_tender_with_a_later_day_of_publication_is_not_published_though_bids_are_known(tender: Tender) -> None:
    known = replace(tender, bids=("zaakhaven",))  # type: ignore[arg-type]  # what matters is that there is one

    assert standing_of(known, date(2026, 6, 1)).stage is Stage.PREPARED
    assert standing_of(replace(known, publication_date=None), date(2026, 6, 1)).stage is Stage.OPEN
