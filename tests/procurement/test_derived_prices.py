"""What one bidder gets holds no number from which the price of another follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment
from archrepo.procurement.award.scores import ScoreKind
from archrepo.procurement.dossier.confidential import for_bidder
from tests.procurement.offers import NORTH, PURCHASE, SOUTH, assessed, bid_of, town

WITHOUT_KNOCK_OUTS = PURCHASE.replace("ar:obligation ar:Mandatory", "ar:obligation ar:Wish").replace(
    ":oordeel-noord a",
    ":oordeel-zuid a ar:Judgement ; ar:onCriterion :kwaliteit ; ar:ofBid :bod-zuid ; ar:awardedGrade :goed ;\n"
    '    ar:judgedBy :publiekszaken ; ar:judgedOn "2026-11-20"^^xsd:date ; ar:reason "ook"@nl .\n:oordeel-noord a',
)


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def _assessed(folder: Path, book: PrincipleBook, purchase: str) -> Assessment:
    return assessed(town(folder, purchase, noord=NORTH, zuid=SOUTH), book)


def test_points_that_follow_from_the_lowest_price_are_not_told(tmp_path: Path, book: PrincipleBook) -> None:
    whole = _assessed(tmp_path, book, WITHOUT_KNOCK_OUTS)
    before = bid_of(whole, "Noordzicht").score
    assert before is not None
    assert before.total is not None

    told = for_bidder(whole, bid_of(whole, "Noordzicht"))
    for score in (told.bids[0].score, *(award.bids[0] for award in told.awards)):
        assert score is not None
        assert [one.points for one in score.criteria if one.kind is ScoreKind.PRICE] == [None]
        assert (score.total, score.steps, score.rank) == (None, (), before.rank)
        assert score.quality == before.quality


def test_points_below_a_minimum_for_price_are_not_told_either(tmp_path: Path, book: PrincipleBook) -> None:
    purchase = WITHOUT_KNOCK_OUTS.replace("ar:maxPoints 40", "ar:maxPoints 40 ; ar:minimumPoints 35")
    whole = _assessed(tmp_path, book, purchase)
    score = for_bidder(whole, bid_of(whole, "Noordzicht")).bids[0].score

    assert score is not None
    assert [one.nl for one in score.reasons] == ["minder punten voor prijs dan het minimum"]


def test_points_between_stated_amounts_tell_nothing_of_others_and_stay(tmp_path: Path, book: PrincipleBook) -> None:
    purchase = WITHOUT_KNOCK_OUTS.replace(
        "ar:priceFormula ar:LinearToLowest",
        "ar:priceFormula ar:LinearBetweenAmounts ; ar:floorEuro 10000 ; ar:ceilingEuro 100000",
    )
    whole = _assessed(tmp_path, book, purchase)
    score = for_bidder(whole, bid_of(whole, "Noordzicht")).bids[0].score

    assert score is not None
    assert score.total is not None
