"""A file of a bid that cannot be read: told as an entry of its own, while purchase and other bids are judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, find_proposal
from archrepo.procurement.adopting import Terms, adopt
from archrepo.procurement.dossier.bidder_dossier import dossier_for_bidder
from archrepo.procurement.dossier.comparing import compare_bids
from archrepo.procurement.dossier.confidential import blinded
from archrepo.procurement.dossier.whole import dossier_of
from archrepo.procurement.judging.headline import headline
from archrepo.reporting.assessment_form import assessment_form
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.comparison_forms import comparison_form, comparison_text
from archrepo.reporting.dossier_files import MEDIA_TYPES, dossier_file
from archrepo.reporting.json_form import written
from archrepo.validation import check
from tests.procurement.offers import NORTH, PREFIXES, PURCHASE, SOUTH, assessed, bid_of, town

PATH = "proposals/nieuw/bids/zuid.ttl"
NO_TURTLE = SOUTH.replace("ar:bidPriceEuro 60500 ;", "ar:bidPriceEuro 60500 geheimzinnig ;")
BROKEN = {
    "no Turtle": (NO_TURTLE, ""),
    "no bid": (":los a ar:Supplier .", "geen inschrijving"),
    "two bids": (SOUTH + NORTH.replace("noord", "derde"), "meer dan een inschrijving"),
    "another purchase": (SOUTH.replace(":inkoop ;", ":elders ;"), "geen inschrijving op Nieuw systeem"),
    "name of the purchase": (SOUTH.replace(":bod-zuid", ":inkoop"), "dezelfde naam"),
    "name of the landscape": (SOUTH.replace(":bod-zuid", ":verhuizen"), "dezelfde naam"),
}
JUDGED_SOUTH = PURCHASE.replace("ar:judgement :oordeel-noord", "ar:judgement :oordeel-noord , :oordeel-zuid") + (
    """:oordeel-zuid a ar:Judgement ; ar:onCriterion :kwaliteit ; ar:ofBid :bod-zuid ; ar:awardedGrade :matig ;
    ar:judgedBy :publiekszaken ; ar:judgedOn "2026-11-20"^^xsd:date ; ar:reason "te dun"@nl .
"""
)


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def _shown(place: Location) -> str:
    return f"{place.path}:{place.line}"


def _without_summaries(found: Assessment) -> tuple[object, ...]:
    return found.verdicts, found.bids, found.impact, found.tender, found.new_findings, [a.bids for a in found.awards]


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_the_rest_is_assessed_as_if_the_broken_bid_were_not_there(
    tmp_path: Path, book: PrincipleBook, text: tuple[str, str]
) -> None:
    alone = assessed(town(tmp_path / _made(tmp_path, "a"), noord=NORTH), book)
    found = assessed(town(tmp_path / _made(tmp_path, "b"), noord=NORTH, zuid=text[0]), book)

    assert _without_summaries(found) == _without_summaries(alone)
    (unread,) = found.unread
    assert unread.location.path == PATH
    assert text[1] in unread.text.nl
    assert unread.remedy.nl


def _made(folder: Path, name: str) -> str:
    (folder / name).mkdir()
    return name


def test_what_the_buyer_says_of_the_broken_bid_is_in_nothing_else(tmp_path: Path, book: PrincipleBook) -> None:
    alone = assessed(town(tmp_path / _made(tmp_path, "a"), noord=NORTH), book)
    workspace = town(tmp_path / _made(tmp_path, "b"), JUDGED_SOUTH, noord=NORTH, zuid=NO_TURTLE)
    found = assessed(workspace, book)

    assert [one.verdicts for one in found.bids] == [one.verdicts for one in alone.bids]
    assert found.bids[0].new_findings == alone.bids[0].new_findings
    assert "te dun" not in repr(found)


def test_two_files_with_one_name_of_a_bid_are_both_told(tmp_path: Path, book: PrincipleBook) -> None:
    found = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH.replace(":bod-zuid", ":bod-noord")), book)

    assert found.bids == ()
    assert [one.location.path for one in found.unread] == ["proposals/nieuw/bids/noord.ttl", PATH]
    assert "zuid.ttl" in found.unread[0].text.nl
    assert "noord.ttl" in found.unread[1].text.nl


def test_the_award_and_the_sentence_on_top_say_that_a_bid_is_missing(tmp_path: Path, book: PrincipleBook) -> None:
    found = assessed(town(tmp_path, noord=NORTH, zuid=NO_TURTLE), book)

    assert "1 inschrijving is niet te lezen en telt niet mee in deze rangorde." in found.awards[0].summary.nl
    assert headline(found).nl.startswith("Niet te lezen: 1 inschrijving. Van 1 inschrijving")
    assert headline(assessed(town(tmp_path, noord=NO_TURTLE, zuid=NO_TURTLE), book)).nl.startswith(
        "Niet te lezen: 2 inschrijvingen. De inkoop"
    )


def test_text_json_and_every_report_have_an_entry_for_the_broken_bid(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path, noord=NORTH, zuid=NO_TURTLE)
    line = 1 + (PREFIXES + NO_TURTLE)[: (PREFIXES + NO_TURTLE).index("geheimzinnig")].count("\n")
    proposal = find_proposal(workspace, "nieuw")
    dossier = dossier_of(check(workspace, book), proposal)

    text = "\n".join(assessment_text(dossier.assessment, "nl"))
    assert f"{PATH}:{line}:" in text
    assert "deze inschrijving kon niet worden gelezen" in text
    form = assessment_form(dossier.assessment, "nl")
    assert [(one["path"], one["line"]) for one in form["unread_bids"]] == [(PATH, line)]  # type: ignore[attr-defined]
    page = dossier_file(dossier, "html", "nl", workspace.base).decode()
    assert "Niet gelezen inschrijvingen" in page
    assert f"{PATH}:{line}" in page
    for ending in set(MEDIA_TYPES) - {"html"}:
        assert dossier_file(dossier, ending, "nl", workspace.base)
    comparison = compare_bids(dossier.assessment)
    assert PATH in "\n".join(comparison_text(comparison, "nl"))
    assert PATH in written(comparison_form(comparison, "nl"))


def test_neither_another_bidder_nor_a_blind_reader_sees_anything_of_the_broken_bid(
    tmp_path: Path, book: PrincipleBook
) -> None:
    workspace = town(tmp_path, JUDGED_SOUTH, noord=NORTH, zuid=NO_TURTLE)
    dossier = dossier_of(check(workspace, book), find_proposal(workspace, "nieuw"))

    own = dossier_for_bidder(dossier, bid_of(dossier.assessment, "Noordzicht"))
    for seen in (repr(own), repr(blinded(dossier.assessment))):
        assert not [one for one in ("zuid", "Zuid", "geheimzinnig", "60500", "Dossierlijn") if one in seen]
    assert own.assessment.unread == ()
    assert "niet te lezen" not in repr(own).casefold()
    assert len(blinded(dossier.assessment).unread) == 1


def test_another_bid_can_be_adopted_with_a_warning_and_the_broken_one_is_refused_with_its_place(
    tmp_path: Path, book: PrincipleBook
) -> None:
    purchase = PURCHASE.replace("ar:termYears 4 ;", 'ar:termYears 4 ; ar:contractStartDate "2027-01-01"^^xsd:date ;')
    workspace = town(tmp_path, purchase, noord=NORTH, zuid=NO_TURTLE)
    proposal = find_proposal(workspace, "nieuw")
    terms = Terms(starts=workspace.as_of)

    adoption = adopt(workspace, book, proposal, "bod-noord", terms)
    with pytest.raises(InputFault) as caught:
        adopt(workspace, book, proposal, "zuid", terms)

    assert any("zuid.ttl is niet te lezen" in one.nl for one in adoption.warnings)
    assert caught.value.location is not None
    assert caught.value.location.path == PATH


def test_adopting_with_what_is_known_already_gives_the_same(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path)
    proposal, terms = find_proposal(workspace, "nieuw"), Terms(starts=workspace.as_of)
    before = check(workspace, book)
    known = dossier_of(before, proposal).assessment

    quick = adopt(workspace, book, proposal, "bod-noord", terms, before=before, assessment=known)

    assert quick == adopt(workspace, book, proposal, "bod-noord", terms)


def test_a_rivals_product_in_a_bid_is_told_and_does_not_count(tmp_path: Path, book: PrincipleBook) -> None:
    rival = ':zaakwijzer a am:ApplicationComponent ; rdfs:label "Slecht"@nl ; ar:hosting ar:OnPremises .\n'
    honest = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH), book)
    found = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH + rival), book)

    south = bid_of(found, "Zuiderlicht")
    assert bid_of(found, "Noordzicht") == bid_of(honest, "Noordzicht")
    assert [one.iri for one in south.things] == [one.iri for one in bid_of(honest, "Zuiderlicht").things]
    (told,) = south.left_out
    assert "zaakwijzer" in told.text.nl
    assert told.location.path == PATH


def test_a_bid_that_takes_a_name_of_a_rival_takes_nothing_from_it_and_is_told(
    tmp_path: Path, book: PrincipleBook
) -> None:
    honest = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH), book)
    found = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH.replace(":bod-zuid", ":noordzicht")), book)

    south = bid_of(found, "Zuiderlicht")
    assert bid_of(found, "Noordzicht") == bid_of(honest, "Noordzicht")
    assert [(one.requirement.iri, one.outcome) for one in south.requirements] == [
        (one.requirement.iri, one.outcome) for one in bid_of(honest, "Zuiderlicht").requirements
    ]
    assert "zo heet ook iets in een andere inschrijving" in south.left_out[0].text.nl
    assert (south.left_out[0].location.path, south.left_out[0].location.line > 1) == (PATH, True)


def test_a_bidder_does_not_learn_from_its_remarks_who_else_bids(tmp_path: Path, book: PrincipleBook) -> None:
    rival = ":zaakwijzer ar:hosting ar:OnPremises .\n"
    workspace = town(tmp_path, noord=NORTH, zuid=SOUTH + rival)
    dossier = dossier_of(check(workspace, book), find_proposal(workspace, "nieuw"))

    own = dossier_for_bidder(dossier, bid_of(dossier.assessment, "Zuiderlicht"))

    assert "zaakwijzer" not in repr(own)


def test_two_bidders_with_the_same_product_are_both_judged_on_their_own_words(
    tmp_path: Path, book: PrincipleBook
) -> None:
    found = assessed(town(tmp_path, noord=NORTH, zuid=SOUTH.replace(":dossierlijn", ":zaakwijzer")), book)

    assert [one.left_out for one in found.bids] == [(), ()]
    assert {one.name.nl for one in bid_of(found, "Zuiderlicht").things if one.iri.endswith("zaakwijzer")} == {
        "Dossierlijn"
    }


def test_a_day_of_evidence_that_is_no_day_is_told_at_its_line(tmp_path: Path, book: PrincipleBook) -> None:
    spoiled = NORTH.replace('"tls.pdf" ;', '"tls.pdf" ;\n            ar:evidenceDate "vorige week" ;')
    found = assessed(town(tmp_path, noord=spoiled, zuid=SOUTH), book)

    (told,) = bid_of(found, "Noordzicht").left_out
    assert "'vorige week' is geen dag" in told.text.nl
    text = PREFIXES + spoiled
    assert told.location.line == 1 + text[: text.index("vorige week")].count("\n")
    assert adopt(
        town(tmp_path, noord=spoiled, zuid=SOUTH),
        book,
        find_proposal(town(tmp_path, noord=spoiled, zuid=SOUTH), "nieuw"),
        "bod-noord",
        Terms(starts=town(tmp_path).as_of),
    ).changes
