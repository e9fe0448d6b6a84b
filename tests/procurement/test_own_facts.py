"""What only the municipality can state of an offer does not count against a bid."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.cli.assessing import broken_principles
from archrepo.findings import Verdict
from archrepo.procurement import Assessment
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.plain_words import PlainWords
from archrepo.workspace import Workspace
from tests.procurement.offers import assessed, bid_of, town


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return town(tmp_path_factory.mktemp("stad"))


@pytest.fixture(scope="module")
def result(small: Workspace) -> Assessment:
    return assessed(small, shipped_book())


def test_a_bid_without_owner_is_not_told_to_break_a_principle(result: Assessment) -> None:
    south = bid_of(result, "Zuiderlicht")
    (owner,) = (one for one in south.verdicts if one.principle == "GOV-02")

    assert owner.verdict is Verdict.BROKEN
    assert {"GOV-02", "MOD-02", "MOD-09"} <= {one.principle for one in south.for_municipality}
    assert not {"GOV-02", "MOD-02"} & set(south.summary.nl.replace(",", " ").replace(".", " ").split())
    assert "GOV-02" not in {principle for principle, _ in broken_principles(result)}


def test_what_a_bidder_is_asked_counts_and_what_is_met_needs_nothing(result: Assessment) -> None:
    for bid in result.bids:
        assert {one.verdict for one in bid.for_municipality} <= {Verdict.BROKEN, Verdict.UNKNOWN}
        assert not {one.principle for one in bid.for_municipality} & {"BIO-05", "CON-07", "STD-02"}
    assert not any(one.is_for_municipality for one in result.verdicts)


def test_a_reader_finds_it_apart_with_what_to_do(small: Workspace, result: Assessment) -> None:
    lines = list(assessment_text(result, "nl", words=PlainWords(small)))

    start = lines.index("  wat de gemeente zelf nog invult:", lines.index("  valt af: 2 Beschikbaar"))
    assert any("Noem na de gunning welke afdeling of rol eigenaar is." in line for line in lines[start:])
    assert not [line for line in lines if "voldoet niet[GOV-02]" in line]


def test_a_candidate_of_before_the_tender_is_described_by_the_municipality_itself(tmp_path: Path) -> None:
    tender = ':inkoop a ar:Procurement ; rdfs:label "X"@nl ; ar:candidate :los . :los a am:ApplicationComponent ; '
    workspace = town(tmp_path, f'{tender} rdfs:label "Los"@nl ; ar:lifecycle ar:Planned .\n', leeg="")
    (tmp_path / "proposals/nieuw/bids/leeg.ttl").unlink()
    (candidate,) = assessed(workspace, shipped_book()).bids

    assert candidate.for_municipality == ()
    assert "GOV-02" in candidate.summary.nl
