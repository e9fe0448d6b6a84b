"""Answers that say two things, cannot be read, or rest on evidence that does not count (yet, or no more)."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement import RequirementOutcome, RequirementVerdict
from tests.procurement.offers import NORTH, PURCHASE, SOUTH, assessed, bid_of, requirement_of, town

MET, CLAIMED, BROKEN, UNKNOWN = (
    RequirementOutcome.MET,
    RequirementOutcome.CLAIMED,
    RequirementOutcome.BROKEN,
    RequirementOutcome.UNKNOWN,
)
WITH_EVIDENCE = PURCHASE.replace("ar:asksStandard std:tls", "ar:asksEvidence ar:HavenTest")


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def _verdict(
    folder: Path, book: PrincipleBook, north: str, number: str, purchase: str = PURCHASE
) -> RequirementVerdict:
    found = assessed(town(folder, purchase, noord=north, zuid=SOUTH), book)
    return requirement_of(bid_of(found, "Noordzicht"), number)


@pytest.mark.parametrize("is_last", [True, False])
def test_of_two_answers_the_worst_counts_wherever_it_stands(tmp_path: Path, book: PrincipleBook, is_last: bool) -> None:
    no = "[ a ar:Claim ; ar:onRequirement :eis-a ; ar:claims ar:No ]"
    north = (
        NORTH.replace('ar:readAt "Eisen!E4" ]', f'ar:readAt "Eisen!E4" ] , {no}')
        if is_last
        else NORTH.replace("ar:claim [", f"ar:claim {no} , [")
    )
    found = _verdict(tmp_path, book, north, "1")

    assert found.outcome is BROKEN
    assert any("het slechtste telt" in remark.nl for remark in found.remarks)


@pytest.mark.parametrize("answers", ["ar:Yes , ar:No", "ar:No , ar:Yes", "ar:Partly , ar:Yes", "ar:Partly"])
def test_an_answer_that_is_also_no_or_partly_breaks_a_mandatory_requirement(
    tmp_path: Path, book: PrincipleBook, answers: str
) -> None:
    north = NORTH.replace(":eis-a ; ar:claims ar:Yes", f":eis-a ; ar:claims {answers}")
    assert _verdict(tmp_path, book, north, "1").outcome is BROKEN


@pytest.mark.parametrize("answer", ['"Ja"', "ar:Misschien", "true"])
def test_an_answer_that_is_not_on_the_scale_is_unknown(tmp_path: Path, book: PrincipleBook, answer: str) -> None:
    north = NORTH.replace(":eis-a ; ar:claims ar:Yes", f":eis-a ; ar:claims {answer}")
    assert _verdict(tmp_path, book, north, "1").outcome is UNKNOWN


@pytest.mark.parametrize("number", ["99.8 , 12", '"99,8"', '"99.8"', "9.98e1", '"NaN"^^xsd:double'])
def test_a_number_that_cannot_be_read_is_unknown_also_with_evidence(
    tmp_path: Path, book: PrincipleBook, number: str
) -> None:
    north = NORTH.replace("ar:claimedValue 99.8", f'ar:claimedValue {number} ; ar:evidenceDocument "sla.pdf"')
    assert _verdict(tmp_path, book, north, "2").outcome is UNKNOWN


@pytest.mark.parametrize(
    ("number", "outcome"),
    [("99.5", CLAIMED), ("99.4999", BROKEN), ("-99.8", BROKEN), ("0", BROKEN), ("+99.50", CLAIMED)],
)
def test_a_number_at_and_around_the_limit(
    tmp_path: Path, book: PrincipleBook, number: str, outcome: RequirementOutcome
) -> None:
    assert _verdict(tmp_path, book, NORTH.replace("99.8", number), "2").outcome is outcome


@pytest.mark.parametrize(("days", "outcome"), [("2", CLAIMED), ("2.01", BROKEN), ("0.5", BROKEN), ("1", CLAIMED)])
def test_a_minimum_and_a_maximum_both_count(
    tmp_path: Path, book: PrincipleBook, days: str, outcome: RequirementOutcome
) -> None:
    purchase = PURCHASE.replace("ar:maximumValue 2", "ar:minimumValue 1 ; ar:maximumValue 2")
    claim = f"[ a ar:Claim ; ar:onRequirement :eis-e ; ar:claims ar:Yes ; ar:claimedValue {days} ]"
    north = NORTH.replace("ar:claim [", f"ar:claim {claim} , [")
    assert _verdict(tmp_path, book, north, "5", purchase).outcome is outcome


@pytest.mark.parametrize("document", ['""', '"  "'])
def test_a_document_without_a_name_is_no_evidence(tmp_path: Path, book: PrincipleBook, document: str) -> None:
    assert _verdict(tmp_path, book, NORTH.replace('"tls.pdf"', document), "1").outcome is CLAIMED


def test_a_document_of_after_the_day_of_the_verdict_is_no_evidence_yet(tmp_path: Path, book: PrincipleBook) -> None:
    north = NORTH.replace('"tls.pdf"', '"tls.pdf" ; ar:evidenceDate "2099-01-01"^^xsd:date')
    found = _verdict(tmp_path, book, north, "1")

    assert found.outcome is CLAIMED
    assert "van na de dag van dit oordeel" in found.grounds[0].words.nl


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2026-06-01", MET), ("2026-11-22", MET), ("2026-11-23", UNKNOWN), ("2025-11-22", MET), ("2025-11-21", UNKNOWN)],
)
def test_evidence_counts_from_its_day_for_as_long_as_its_kind_holds(
    tmp_path: Path, book: PrincipleBook, day: str, outcome: RequirementOutcome
) -> None:
    proof = f':bewijs ar:evidenceKind ar:HavenTest ; ar:testedOn "{day}"^^xsd:date .\n'
    assert _verdict(tmp_path, book, NORTH + proof, "1", WITH_EVIDENCE).outcome is outcome

    claimed = NORTH.replace('"tls.pdf"', f'"tls.pdf" ; ar:evidenceDate "{day}"^^xsd:date')
    assert _verdict(tmp_path, book, claimed, "1", WITH_EVIDENCE).outcome is outcome


def test_of_two_prices_none_is_chosen(tmp_path: Path, book: PrincipleBook) -> None:
    north = NORTH.replace("ar:bidPriceEuro 80000", "ar:bidPriceEuro 80000 , 1")
    found = assessed(town(tmp_path, noord=north, zuid=SOUTH), book)

    assert bid_of(found, "Noordzicht").bid.price_euro is None


def test_a_claim_on_a_requirement_of_another_tender_says_nothing_here(tmp_path: Path, book: PrincipleBook) -> None:
    other = "[ a ar:Claim ; ar:onRequirement :eis-elders ; ar:claims ar:No ]"
    found = assessed(town(tmp_path, noord=NORTH.replace("ar:claim [", f"ar:claim {other} , ["), zuid=SOUTH), book)
    honest = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH), book)

    outcomes = [[one.outcome for one in bid_of(each, "Noordzicht").requirements] for each in (found, honest)]
    assert outcomes[0] == outcomes[1]


def test_a_requirement_of_one_lot_puts_no_bid_out_of_another(tmp_path: Path, book: PrincipleBook) -> None:
    lots = ':vast a ar:Lot ; rdfs:label "Vast"@nl .\n:los a ar:Lot ; rdfs:label "Los"@nl .\n'
    purchase = PURCHASE.replace(":inkoop a ar:Procurement", ":inkoop a ar:Procurement ; ar:lot :vast , :los")
    purchase = purchase.replace(":eis-b a am:Requirement", ":eis-b a am:Requirement ; ar:ofLot :los")
    found = assessed(town(tmp_path, purchase + lots, noord=NORTH, zuid=SOUTH), book)

    reasons = {
        award.lot.rpartition("/")[2]: [one.nl for bid in award.bids if "Zuid" in bid.name.nl for one in bid.reasons]
        for award in found.awards
    }
    assert reasons["vast"] == []
    assert [reason.partition(":")[0] for reason in reasons["los"]] == ["eis 2 Beschikbaar"]
