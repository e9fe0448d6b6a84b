"""What people wrote with the name of a rival in it does not reach another bidder, in whatever form it gets its bid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archrepo.procurement import find_proposal
from archrepo.procurement.dossier.bidder_dossier import dossier_for_bidder
from archrepo.procurement.dossier.confidential import blinded, in_blind_order
from archrepo.procurement.dossier.whole import Dossier, dossier_of
from archrepo.reporting.assessment_form import assessment_form
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.dossier_files import MEDIA_TYPES, dossier_file
from archrepo.reporting.json_form import written
from archrepo.validation import open_check
from tests.procurement.offers import AS_OF, NORTH, PURCHASE, SOUTH, bid_of, town
from tests.reporting.test_dossier import words_of

BASE = "https://m.example/id/"
REASON = "sterk plan, beter dan ZUIDERLICHT ict; alleen Dossierlijn kan dit sneller, zie zuid.ttl"
ASKED = """
:loket a am:BusinessService ; rdfs:label "Loket"@nl ; ar:lifecycle ar:Planned ; ar:leadsToCase true ;
    ar:audience ar:Residents .
:antwoord a ar:Answer ; ar:ofPrinciple principle:DIE-09 ; ar:subject :loket ; ar:answeredBy :publiekszaken ;
    ar:answeredOn "2026-11-20"^^xsd:date ; ar:grade ar:No ;
    ar:reason "alleen Dossierlijn kan dit, zegt de wethouder"@nl .
"""
RIVAL = re.compile(r"zuiderlicht|dossierlijn|wethouder|\bzuid\b|bod-zuid", re.IGNORECASE)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("stad")
    town(folder, PURCHASE.replace("sterk plan", REASON) + ASKED, noord=NORTH, zuid=SOUTH)
    check = open_check(folder, AS_OF)
    return dossier_of(check, find_proposal(check.workspace, "nieuw"))


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
def test_no_report_for_a_bidder_names_a_rival(dossier: Dossier, ending: str) -> None:
    own = dossier_for_bidder(dossier, bid_of(dossier.assessment, "Noordzicht"))

    for language in ("nl", "en"):
        told = words_of(dossier_file(own, ending, language, BASE), ending)
        assert [found[0] for found in RIVAL.finditer(told)] == []


def test_no_text_for_a_bidder_names_a_rival_and_its_own_words_stay(dossier: Dossier) -> None:
    own = dossier_for_bidder(dossier, bid_of(dossier.assessment, "Noordzicht")).assessment
    whole = dossier.assessment

    for form in (repr(own), written(assessment_form(own, "nl")), "\n".join(assessment_text(own, "nl"))):
        assert RIVAL.search(form) is None
        assert "beter dan een andere inschrijver" in form or "sterk plan" not in form
    assert "beter dan een andere inschrijver; alleen onderdeel" in repr(own)
    assert "Dossierlijn" in repr(whole.questions)
    assert own.questions == ()
    assert own.bids[0].bid == bid_of(whole, "Noordzicht").bid
    assert own.bids[0].requirements == bid_of(whole, "Noordzicht").requirements


def test_a_bid_whose_name_begins_with_that_of_a_rival_keeps_its_own_name(tmp_path: Path) -> None:
    longer = NORTH.replace("bod-noord", "bod-zuid-2").replace('"Zaakwijzer"', '"Dossierlijn Plus"')
    town(tmp_path, PURCHASE.replace(":bod-noord", ":bod-zuid-2"), noord=longer, zuid=SOUTH)
    check = open_check(tmp_path, AS_OF)
    whole = dossier_of(check, find_proposal(check.workspace, "nieuw")).assessment
    own = bid_of(whole, "Noordzicht")
    told = dossier_for_bidder(dossier_of(check, find_proposal(check.workspace, "nieuw")), own).assessment

    assert told.bids[0].iri == own.iri
    assert [thing.name for thing in told.bids[0].things] == [thing.name for thing in own.things]


def test_a_line_of_comment_or_claims_in_another_order_change_no_letter(tmp_path: Path, dossier: Dossier) -> None:
    town(
        tmp_path,
        PURCHASE.replace("sterk plan", REASON) + ASKED,
        noord="# een regel\n\n" + NORTH,
        zuid="# een\n" + SOUTH,
    )
    check = open_check(tmp_path, AS_OF)
    found = dossier_of(check, find_proposal(check.workspace, "nieuw")).assessment

    assert [one.iri for one in in_blind_order(found)] == [one.iri for one in in_blind_order(dossier.assessment)]
    assert [one.name for one in blinded(found).bids] == [one.name for one in blinded(dossier.assessment).bids]
