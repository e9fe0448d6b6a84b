"""A bid that says more than a bidder may: it changes no verdict, and it is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, BidAssessment
from archrepo.reporting.bid_text import bid_text
from archrepo.reporting.paint import plain
from tests.procurement.offers import NORTH, SOUTH, assessed, bid_of, town

GRADES = """
:o a ar:Judgement ; ar:onCriterion :kwaliteit ; ar:ofBid :bod-zuid ; ar:awardedGrade :goed ;
    ar:judgedBy :zuiderlicht ; ar:judgedOn "2026-11-20"^^xsd:date ; ar:reason "sterk"@nl .
[] ar:onCriterion :kwaliteit ; ar:ofBid :bod-noord ; ar:awardedGrade :matig ;
    ar:judgedBy :zuiderlicht ; ar:judgedOn "2026-11-21"^^xsd:date ; ar:reason "zwak"@nl .
"""
WAIVER = """
:afwijking a ar:Waiver ; ar:ofPrinciple principle:STD-01 ; ar:subject :eis-b ; ar:reason "mag"@nl ;
    ar:decidedBy :zuiderlicht ; ar:validUntil "2027-01-01"^^xsd:date .
"""
HALF_A_WAIVER = ":afwijking a ar:Waiver ; ar:subject :eis-b .\n"
ANSWER = """
:antwoord a ar:Answer ; ar:ofPrinciple principle:INK-19 ; ar:subject :inkoop ; ar:answeredOn "2026-11-20"^^xsd:date .
"""
LANDSCAPE = ":verhuizen ar:owner :zuiderlicht . :oud ar:lifecycle ar:Retired .\n"
PURCHASE_TOO = """
:eis-b ar:minimumValue 1 ; ar:obligation ar:Wish . :kwaliteit ar:maxPoints 1 . :inkoop ar:awardedBid :bod-zuid ;
    ar:judgement [ a ar:Judgement ; ar:onCriterion :kwaliteit ; ar:ofBid :bod-zuid ; ar:awardedGrade :goed ] .
"""
VOCABULARY = 'ar:Yes rdfs:label "nee"@nl . std:tls <http://www.w3.org/2004/02/skos/core#exactMatch> :eigen-norm .\n'
RIVAL = ":bod-noord ar:bidPriceEuro 1 ; ar:claim [ a ar:Claim ; ar:onRequirement :eis-a ; ar:claims ar:No ] .\n"


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory, book: PrincipleBook) -> Assessment:
    return assessed(town(tmp_path_factory.mktemp("stad")), book)


def _said(bid: BidAssessment) -> tuple[object, ...]:
    return (
        bid.summary,
        [(one.principle, one.verdict) for one in bid.verdicts],
        [(one.requirement.iri, one.outcome) for one in bid.requirements],
        bid.score,
        [one.message for one in bid.new_findings],
        [(one.about, one.grade, one.is_answered) for one in bid.questions],
    )


@pytest.mark.parametrize(
    ("added", "subjects"),
    [
        (GRADES, 2),
        (WAIVER, 1),
        (HALF_A_WAIVER, 1),
        (ANSWER, 1),
        (LANDSCAPE, 2),
        (PURCHASE_TOO, 4),
        (VOCABULARY, 2),
        (RIVAL, 1),
    ],
    ids=["grades", "waiver", "half a waiver", "answer", "landscape", "purchase", "vocabulary", "rival"],
)
def test_what_is_not_for_a_bidder_to_say_changes_nothing_and_is_told(
    tmp_path: Path, book: PrincipleBook, honest: Assessment, added: str, subjects: int
) -> None:
    found = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH + added), book)

    for name in ("Noordzicht", "Zuiderlicht"):
        assert _said(bid_of(found, name)) == _said(bid_of(honest, name))
    assert found.awards == honest.awards
    assert found.tender.judgements == honest.tender.judgements
    told = bid_of(found, "Zuiderlicht").left_out
    assert len(told) == subjects
    first = 1 + (tmp_path / "proposals/nieuw/bids/zuid.ttl").read_text("utf-8").count("\n") - added.count("\n")
    assert all(one.location.path == "proposals/nieuw/bids/zuid.ttl" for one in told)
    assert all(one.location.line >= first for one in told)
    assert bid_of(found, "Noordzicht").left_out == ()


def test_what_was_left_out_stands_in_the_text(tmp_path: Path, book: PrincipleBook) -> None:
    bid = bid_of(assessed(town(tmp_path, noord=NORTH, zuid=SOUTH + LANDSCAPE), book), "Zuiderlicht")

    shown = "\n".join(bid_text(bid, "nl", lambda place: f"{place.path}:{place.line}", plain))
    assert "niet overgenomen: wat de inschrijving zegt van Verhuizing verwerken" in shown


def test_a_fact_of_the_landscape_that_a_bid_repeats_is_no_reproach(tmp_path: Path, book: PrincipleBook) -> None:
    repeated = ':oud a am:ApplicationComponent ; rdfs:label "Oud systeem"@nl .\n'
    found = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH + repeated), book)

    assert bid_of(found, "Zuiderlicht").left_out == ()
