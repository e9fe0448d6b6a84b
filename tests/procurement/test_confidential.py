"""Nothing tells who bids in a blind assessment, and nothing of the others stands in what a bidder gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from the_knowledge import sample_assessment, shipped_book

from archrepo.errors import RequestFault
from archrepo.language import LANGUAGES
from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment
from archrepo.procurement.dossier.comparing import compare_bids
from archrepo.procurement.dossier.confidential import blinded, for_bidder
from archrepo.procurement.proposals import find_bid
from archrepo.reporting.assessment_form import assessment_form
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.comparison_forms import comparison_csv, comparison_form, comparison_text
from archrepo.reporting.json_form import written
from tests.procurement.offers import NORTH, PURCHASE, SOUTH, assessed, bid_of, town

CHEAP = """
:bod-oost a ar:Bid ; rdfs:label "Inschrijving Oostwaarts"@nl ; ar:ofProcurement :inkoop ; ar:bidder :oostwaarts ;
    ar:offers :kaartenbak ; ar:bidPriceEuro 71234 ; ar:readFrom [ a ar:SourceFile ; ar:fileName "oostwaarts.xlsx" ] ;
    ar:claim [ a ar:Claim ; ar:onRequirement :eis-a ; ar:claims ar:Yes ; ar:evidenceDocument "oostwaarts-tls.pdf" ;
        ar:claimText "KAARTENBAK van Oostwaarts doet dit al jaren" ] .
:oostwaarts a ar:Supplier ; rdfs:label "Oostwaarts en Zonen"@nl .
:kaartenbak a am:ApplicationComponent ; rdfs:label "Kaartenbak"@nl ; ar:lifecycle ar:Planned ; ar:replaces :oud ;
    am:serves :verhuizen .
"""
TELLING = re.compile(
    r"noordzicht|zaakwijzer|zuiderlicht|dossierlijn|oostwaarts|kaartenbak|bod-|concept-noord|zonen|noord\.ttl", re.I
)


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory, book: PrincipleBook) -> Assessment:
    return assessed(town(tmp_path_factory.mktemp("stad"), noord=NORTH, zuid=SOUTH, oost=CHEAP), book)


def forms(assessment: Assessment) -> Iterator[str]:
    """Yield every form of text that can be made of an assessment, and the value itself."""
    comparison = compare_bids(assessment)
    for language in LANGUAGES:
        yield "\n".join(assessment_text(assessment, language))
        yield written(assessment_form(assessment, language))
        yield "\n".join(comparison_text(comparison, language))
        yield written(comparison_form(comparison, language))
        yield comparison_csv(comparison, language)
    yield repr(assessment)


def test_no_form_of_a_blind_assessment_tells_who_bids(result: Assessment) -> None:
    told = [found[0] for form in forms(blinded(result)) for found in TELLING.finditer(form)]

    assert told == []
    assert all(TELLING.search(form) for form in forms(result))


def test_blind_names_are_letters_and_the_same_each_time(result: Assessment) -> None:
    blind = blinded(result)

    assert [bid.name.nl for bid in blind.bids] == ["Inschrijver A", "Inschrijver B", "Inschrijver C"]
    assert blind == blinded(result)


def test_every_bid_has_one_letter(result: Assessment) -> None:
    prices = [bid.bid.price_euro for bid in blinded(result).bids]

    assert sorted(filter(None, prices)) == [Decimal(60500), Decimal(71234), Decimal(80000)]


def test_blind_keeps_what_is_judged(result: Assessment) -> None:
    blind = {bid.bid.price_euro: bid for bid in blinded(result).bids}

    for bid in result.bids:
        other = blind[bid.bid.price_euro]
        assert [found.outcome for found in bid.requirements] == [found.outcome for found in other.requirements]
        assert [(one.principle, one.verdict) for one in bid.verdicts] == [
            (one.principle, one.verdict) for one in other.verdicts
        ]


def test_words_that_the_tender_uses_itself_stay(result: Assessment) -> None:
    assert all("Verhuizing verwerken" in form for form in forms(blinded(result)) if "procurement" in form[:200])


def test_without_prices_no_price_or_point_of_a_price_is_shown(result: Assessment) -> None:
    for form in forms(blinded(result, hides_prices=True)):
        assert not re.search(r"60[.,]?500|71[.,]?234|(?<!\d)80[.,]?000", form)


def test_a_bidder_gets_nothing_of_the_others(result: Assessment) -> None:
    own = for_bidder(result, bid_of(result, "Noordzicht"))

    for form in forms(own):
        assert not re.search(r"zuiderlicht|dossierlijn|oostwaarts|kaartenbak|60[.,]?500|71[.,]?234|zuid", form, re.I)
        assert "90000" not in form
        assert "90.000" not in form
    assert own.bids[0].verdicts == bid_of(result, "Noordzicht").verdicts


def test_a_candidate_of_before_the_tender_is_not_told_to_a_bidder(
    tmp_path_factory: pytest.TempPathFactory, book: PrincipleBook
) -> None:
    purchase = PURCHASE.replace("ar:termYears 4", "ar:termYears 4 ; ar:candidate :geheimpje")
    candidate = ':geheimpje a am:ApplicationComponent ; rdfs:label "Geheimpje"@nl ; ar:lifecycle ar:Planned .'

    found = assessed(town(tmp_path_factory.mktemp("stad"), purchase + candidate), book)
    for form in forms(for_bidder(found, bid_of(found, "Zuiderlicht"))):
        assert "geheimpje" not in form.casefold()


def test_a_bid_is_found_by_name_bidder_or_iri(result: Assessment) -> None:
    for wanted in ("Inschrijving Noordzicht", "noordzicht software b.v.", ":bod-noord"):
        assert find_bid(result.tender.bids, wanted).iri.endswith("/bod-noord")
    with pytest.raises(RequestFault, match="no bid"):
        find_bid(result.tender.bids, "westenwind")


def test_a_name_that_two_bids_have_is_not_chosen_for_the_user(result: Assessment) -> None:
    first, second, _ = result.tender.bids

    with pytest.raises(RequestFault, match="not unique") as caught:
        find_bid((first, replace(second, bidder_name=first.bidder_name)), first.bidder_name.nl)
    assert f"({first.iri.rpartition('/')[2]})" in caught.value.remedy.nl


def test_the_shipped_bids_are_blind_as_well() -> None:
    found = sample_assessment("zaaksysteem")
    names = [bid.bid.bidder_name.nl.split()[0] for bid in found.bids]
    names += [thing.name.nl for bid in found.bids for thing in bid.things if thing.iri in bid.bid.offered]
    telling = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name != "Voorbeeld"), re.I)

    for form in forms(blinded(found)):
        assert telling.search(form) is None
