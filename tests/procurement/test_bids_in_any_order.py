"""Made-up bids: each is judged the same alone, among others, in any order of files, and from the start."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, BidAssessment, find_proposal
from archrepo.procurement.judging.layers import layers_of
from archrepo.validation import check
from archrepo.workspace import with_files
from tests.procurement.offers import PURCHASE, assessed, town

NAMES = ("anders", "beter", "compleet", "degelijk")
MADE_UP = PURCHASE.replace(" ; ar:judgement :oordeel-noord", "").partition(":oordeel-noord a")[0]
EVIL = (
    ":oud ar:lifecycle ar:Retired .",
    ":eis-b ar:minimumValue 1 .",
    ":bod-anders ar:bidPriceEuro 1 .",
    ':gedeeld a ar:Supplier ; rdfs:label "Gedeeld"@nl .',
    "[] ar:onCriterion :kwaliteit ; ar:ofBid :bod-beter ; ar:awardedGrade :goed .",
)


def _made_up(name: str, chance: random.Random) -> str:
    """Return a bid of that name with answers, facts, parts and meddling by chance."""
    claims = []
    for letter in chance.sample("abcde", chance.randint(1, 5)):
        value = f" ; ar:claimedValue {chance.choice(('99.9', '98', '1', '72', '-3'))}" if chance.random() < 0.5 else ""
        proof = ' ; ar:evidenceDocument "stuk.pdf"' if chance.random() < 0.5 else ""
        grade = chance.choice(("Yes", "Yes", "Partly", "No"))
        claims.append(f"[ a ar:Claim ; ar:onRequirement :eis-{letter} ; ar:claims ar:{grade}{value}{proof} ]")
    supplier = chance.choice((f":maker-{name}", ":gedeeld"))
    facts = "".join(
        chance.sample(
            (
                " ; ar:supportsStandard std:tls",
                " ; am:serves :verhuizen",
                " ; ar:replaces :oud",
                " ; ar:hosting ar:SaaS",
            ),
            chance.randint(0, 4),
        )
    )
    contract = f"; ar:exitClause {chance.choice(('true', 'false'))} ; ar:availabilityPercent 99.{chance.randint(0, 9)}"
    return f"""
:bod-{name} a ar:Bid ; rdfs:label "Bod {name}"@nl ; ar:ofProcurement :inkoop ; ar:bidder {supplier} ;
    ar:offers :product-{name} ; ar:offersContract :sla-{name} ; ar:bidPriceEuro {chance.randint(1, 99)}000 ;
    ar:claim {" , ".join(claims)} .
{supplier} a ar:Supplier ; rdfs:label "Maker {name}"@nl .
:sla-{name} a am:Contract ; rdfs:label "SLA {name}"@nl {contract} .
:product-{name} a am:ApplicationComponent ; rdfs:label "Product {name}"@nl ; ar:supplier {supplier} ;
    ar:lifecycle ar:Planned{facts} .
:stroom-{name} a am:Flow ; rdfs:label "Stroom {name}"@nl ; am:source :product-{name} ; am:target :oud .
{chance.choice(EVIL) if chance.random() < 0.6 else ""}
"""


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def _found(assessment: Assessment) -> dict[str, BidAssessment]:
    """Return what is said of each bid, without the points, which depend on the other prices."""
    return {bid.iri: replace(bid, score=None) for bid in assessment.bids}


def _said(bid: BidAssessment) -> tuple[object, ...]:
    """Return what is said of a bid whatever its file is called."""
    return (
        bid.summary,
        [(one.principle, one.verdict, [finding.subject for finding in one.findings]) for one in bid.verdicts],
        [(one.requirement.iri, one.outcome, [ground.words for ground in one.grounds]) for one in bid.requirements],
        [one.text for one in bid.left_out],
        [one.iri for one in bid.things],
        bid.cost,
    )


@pytest.mark.parametrize("seed", range(4))
def test_each_bid_is_judged_alike_alone_among_others_and_in_any_order(
    tmp_path: Path, book: PrincipleBook, seed: int
) -> None:
    chance = random.Random(seed)
    bids = {name: _made_up(name, chance) for name in NAMES}
    together = _found(assessed(town(tmp_path, MADE_UP, **bids), book))

    for name in chance.sample(NAMES, 2):
        shutil.rmtree(tmp_path / "proposals/nieuw/bids")
        alone = _found(assessed(town(tmp_path, MADE_UP, **{name: bids[name]}), book))
        rivals = ":bod-anders" in bids[name] and name != "anders"
        assert rivals or list(alone.values()) == [together[f"https://m.example/id/bod-{name}"]]

    shutil.rmtree(tmp_path / "proposals/nieuw/bids")
    shuffled = chance.sample(NAMES, len(NAMES))
    renamed = {f"map{number}": bids[name] for number, name in enumerate(shuffled)}
    again = _found(assessed(town(tmp_path, MADE_UP, **renamed), book))
    assert {iri: _said(bid) for iri, bid in again.items()} == {iri: _said(bid) for iri, bid in together.items()}


@pytest.mark.parametrize("seed", range(4, 6))
def test_the_check_of_each_layer_equals_one_from_the_start(tmp_path: Path, book: PrincipleBook, seed: int) -> None:
    chance = random.Random(seed)
    bids = {name: _made_up(name, chance).rpartition("\n:stroom")[0] for name in NAMES[:3]}
    workspace = town(tmp_path, MADE_UP, **bids)
    proposal = find_proposal(workspace, "nieuw")

    for layer, path in zip(layers_of(check(workspace, book), proposal), proposal.bid_paths, strict=True):
        cold = check(with_files(workspace, [*proposal.paths, path]), book)
        assert layer.check.report == cold.report


def test_an_empty_folder_of_bids_gives_no_bid_and_no_award(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path)
    shutil.rmtree(tmp_path / "proposals/nieuw/bids")
    (tmp_path / "proposals/nieuw/bids").mkdir()
    found = assessed(workspace, book)

    assert (found.bids, found.awards) == ((), ())
