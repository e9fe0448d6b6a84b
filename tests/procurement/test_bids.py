"""Bids: each judged apart, per principle and per requirement, with knock-outs, standards, concerns and questions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.findings import Verdict
from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, Basis, RequirementOutcome, find_proposal
from archrepo.procurement.judging.layers import layers_of
from archrepo.procurement.proposals import Proposal
from archrepo.validation import check
from archrepo.workspace import with_files
from tests.procurement.offers import NORTH, PURCHASE, SOUTH, assessed, bid_of, requirement_of, town


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory, book: PrincipleBook) -> Assessment:
    return assessed(town(tmp_path_factory.mktemp("stad")), book)


def test_the_check_of_a_bid_is_that_of_landscape_purchase_and_that_bid_alone(
    tmp_path: Path, book: PrincipleBook
) -> None:
    purchase = PURCHASE.replace(" ; ar:judgement :oordeel-noord", "").partition(":oordeel-noord a")[0]
    workspace = town(tmp_path, purchase)
    proposal = find_proposal(workspace, "nieuw")

    for layer, path in zip(layers_of(check(workspace, book), proposal), proposal.bid_paths, strict=True):
        alone = with_files(workspace, [*proposal.paths, path])
        assert layer.check.report == check(alone, book).report


def test_a_bid_says_the_same_whoever_else_bids(tmp_path: Path, book: PrincipleBook, result: Assessment) -> None:
    alone = assessed(town(tmp_path, noord=NORTH), book)

    one, other = bid_of(alone, "Noordzicht"), bid_of(result, "Noordzicht")
    assert (one.verdicts, one.requirements, one.questions) == (other.verdicts, other.requirements, other.questions)


def test_no_fact_of_one_bid_stands_in_what_is_said_of_the_other(result: Assessment) -> None:
    said = repr(bid_of(result, "Zuiderlicht"))

    assert "zaakwijzer" not in said.casefold()
    assert "noord" not in said.casefold()


def test_what_the_purchase_says_of_a_bid_is_no_dangling_reference_without_it(result: Assessment) -> None:
    assert not [found for verdict in result.verdicts for found in verdict.findings if "bod-noord" in found.message.nl]
    assert [one.grade for one in result.tender.judgements] == ["https://m.example/id/goed"]


def test_a_yes_with_a_document_and_a_fact_that_fits_is_met(result: Assessment) -> None:
    found = requirement_of(bid_of(result, "Noordzicht"), "1")

    assert found.outcome is RequirementOutcome.MET
    assert {ground.basis for ground in found.grounds} == {Basis.CLAIM, Basis.STANDARD}
    assert found.grounds[0].read_at == "Eisen!E2"
    assert {place.path for place in found.grounds[0].places} == {
        "proposals/nieuw/bids/noord.ttl",
        "proposals/nieuw/procurement.ttl",
    }


def test_a_yes_without_a_document_stays_a_claim(result: Assessment) -> None:
    assert requirement_of(bid_of(result, "Noordzicht"), "2").outcome is RequirementOutcome.CLAIMED
    assert requirement_of(bid_of(result, "Zuiderlicht"), "1").outcome is RequirementOutcome.CLAIMED


def test_a_number_below_the_minimum_knocks_the_bid_out_with_its_reason(result: Assessment) -> None:
    bid = bid_of(result, "Zuiderlicht")

    assert [one.requirement.number for one in bid.knock_outs] == ["2"]
    assert "opgegeven 98 procent, gevraagd minstens 99,50 procent" in bid.knock_outs[0].knock_out_reason.nl
    assert bid.summary.nl.startswith("Valt af op 1 verplichte eis: 2.")


def test_a_fact_that_contradicts_a_yes_breaks_it_and_shows_both_places(result: Assessment) -> None:
    found = requirement_of(bid_of(result, "Noordzicht"), "3")

    assert found.outcome is RequirementOutcome.BROKEN
    (ground,) = (one for one in found.grounds if one.basis is Basis.FACT)
    assert "terwijl het antwoord ja is" in ground.words.nl
    assert len({place.line for place in ground.places[:2]}) == 2


def test_hours_are_compared_with_days(result: Assessment) -> None:
    found = requirement_of(bid_of(result, "Noordzicht"), "5")

    assert found.outcome is RequirementOutcome.CLAIMED
    assert "opgegeven 1,50 dagen" in found.reason.nl


def test_silence_on_a_mandatory_requirement_is_unknown_and_told_apart_from_a_knock_out(result: Assessment) -> None:
    bid = bid_of(result, "Zuiderlicht")

    assert [one.requirement.number for one in bid.undecided_knock_outs] == ["3", "5"]
    assert requirement_of(bid, "4").outcome is RequirementOutcome.BROKEN
    assert not requirement_of(bid, "4").is_knock_out


def test_a_requirement_of_another_lot_does_not_apply(tmp_path: Path, book: PrincipleBook) -> None:
    purchase = PURCHASE.replace(":eis-d a am:Requirement", ":eis-d a am:Requirement ; ar:ofLot :perceel-2")
    bid = NORTH.replace("ar:bidPriceEuro", "ar:lot :perceel-1 ; ar:bidPriceEuro")

    found = requirement_of(bid_of(assessed(town(tmp_path, purchase, noord=bid), book), "Noordzicht"), "4")
    assert found.outcome is RequirementOutcome.NOT_APPLICABLE


def test_a_waiver_on_a_requirement_excepts_what_is_broken(tmp_path: Path, book: PrincipleBook) -> None:
    waiver = (
        ":afwijking a ar:Waiver ; ar:ofPrinciple principle:CON-07 ; ar:subject :eis-c ; ar:reason 'overgang'@nl ;"
        ' ar:decidedBy :publiekszaken ; ar:decidedOn "2026-11-01"^^xsd:date ; ar:validUntil "2027-11-01"^^xsd:date .'
    )

    result = assessed(town(tmp_path, PURCHASE + waiver), book)
    assert requirement_of(bid_of(result, "Noordzicht"), "3").outcome is RequirementOutcome.EXCEPTED


def test_a_version_supports_its_standard_and_its_status_is_told(result: Assessment) -> None:
    (row,) = bid_of(result, "Noordzicht").standards

    assert (row.is_mandatory, row.is_supported) == (True, True)
    assert [one.nl for one in row.versions] == ["Zaken-API 1.0 (Einde ondersteuning)"]
    assert bid_of(result, "Zuiderlicht").standards[0].is_supported is None


def test_exit_and_continuity_gather_principles_and_requirements(result: Assessment) -> None:
    concerns = {one.name.nl: one for one in bid_of(result, "Noordzicht").concerns}

    leaving = concerns["Weg kunnen bij de leverancier"]
    assert [one.requirement.number for one in leaving.requirements] == ["3"]
    assert leaving.verdict in set(Verdict)
    assert "eis voldoet niet: Exit" in leaving.summary.nl


def test_a_bid_that_is_out_gets_no_rank_and_the_other_does_not_win_by_default(result: Assessment) -> None:
    (award,) = result.awards

    assert award.winner == ""
    assert {score.status.value for score in award.bids} == {"out"}
    assert bid_of(result, "Zuiderlicht").cost is not None


def test_quality_is_a_question_with_scale_assessor_reason_and_day(result: Assessment) -> None:
    (asked,) = (one for one in bid_of(result, "Noordzicht").questions if one.about.endswith("/kwaliteit"))
    (open_question,) = (one for one in bid_of(result, "Zuiderlicht").questions if one.about.endswith("/kwaliteit"))

    assert [one.nl for one in asked.scale] == ["Goed", "Matig"]
    assert (asked.grade.nl, asked.reason.nl, asked.answered_on) == ("Goed", "sterk plan", "2026-11-20")
    assert not open_question.is_answered
    assert result.answered == sum(one.is_answered for one in result.all_questions) >= 1


def test_the_effects_of_a_bid_are_its_own(result: Assessment) -> None:
    assert [one.name.nl for one in bid_of(result, "Noordzicht").impact.unsupported] == []
    assert [one.name.nl for one in bid_of(result, "Zuiderlicht").impact.unsupported] == ["Verhuizing verwerken"]


def test_a_candidate_that_a_bid_offers_is_judged_once(tmp_path: Path, book: PrincipleBook) -> None:
    bid, product = SOUTH.split(":zuiderlicht a")
    purchase = PURCHASE.replace("ar:termYears 4", "ar:termYears 4 ; ar:candidate :dossierlijn")

    result = assessed(town(tmp_path, f"{purchase}\n:zuiderlicht a{product}", zuid=bid), book)
    assert [one.iri for one in result.bids] == ["https://m.example/id/bod-zuid"]
    assert any(one.iri.endswith("/dossierlijn") for found in result.bids[0].verdicts for one in found.subjects)


def test_assessing_twice_gives_the_same_and_changes_no_file(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.ttl")}

    assert assessed(workspace, book) == assessed(workspace, book)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.ttl")} == before


def test_the_price_counts_only_among_bids_that_take_part(tmp_path: Path, book: PrincipleBook) -> None:
    north = NORTH.replace("ar:exitClause false", "ar:exitClause true")
    result = assessed(town(tmp_path, noord=north, zuid=SOUTH), book)

    score = bid_of(result, "Noordzicht").score
    assert score is not None
    assert (score.rank, score.total) == (1, Decimal("100.00"))
    assert isinstance(find_proposal(town(tmp_path), "nieuw"), Proposal)
