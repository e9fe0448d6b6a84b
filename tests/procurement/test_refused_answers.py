"""What a bidder filled in that is no answer is kept with place and reason, told of that bid only, and never counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement import Assessment, find_proposal
from archrepo.procurement.adopting import Terms, adopt
from archrepo.procurement.bids.workbook import ReadBid
from archrepo.procurement.dossier.confidential import blinded, for_bidder
from archrepo.procurement.publication.demand_values import AnswerKind
from archrepo.reporting.bid_form import bid_fields
from archrepo.reporting.bid_text import bid_text
from archrepo.reporting.paint import plain
from archrepo.turtle import parse
from tests.procurement.offers import SOUTH, assessed, bid_of, town
from tests.procurement.test_bid_workbook import Form

SECRET = "geheim van Noordzicht"


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture
def form(tmp_path: Path, book: PrincipleBook) -> Form:
    return Form(town(tmp_path, zuid=SOUTH), book)


def kept(form: Form, book: PrincipleBook) -> tuple[ReadBid, Assessment]:
    read = form.read()
    (form.workspace.root / "proposals/nieuw/bids" / read.file_name).write_text(read.turtle, encoding="utf-8")
    return read, assessed(form.workspace, book)


def test_a_refused_answer_stands_in_the_bid_with_number_words_place_and_reason(form: Form, book: PrincipleBook) -> None:
    number = form.fact(AnswerKind.NUMBER)
    form.fill("Feiten", number, {"F": "ongeveer 99"})

    read, found = kept(form, book)

    (refused,) = bid_of(found, "Noordzicht").bid.refused
    (fault,) = read.faults
    assert (refused.number, refused.text, refused.read_at) == (number, "ongeveer 99", fault.place)
    assert refused.reason == fault.text
    assert refused.location.path == "proposals/nieuw/bids/noordzicht-b-v.ttl"
    assert refused.location.line > 1


def test_an_answer_to_a_number_that_is_not_asked_keeps_its_words(form: Form, book: PrincipleBook) -> None:
    form.sheet("archrepo")["C5"] = "https://m.example/id/eis-verzonnen"
    form.fill("Eisen", "E-001", {"F": "ja, altijd"})

    (refused,) = bid_of(kept(form, book)[1], "Noordzicht").bid.refused

    assert refused.words.nl.startswith("het antwoord op E-001 ('ja, altijd') telt niet mee: ")


def test_a_refused_answer_counts_for_nothing(form: Form, book: PrincipleBook) -> None:
    silent = bid_of(kept(form, book)[1], "Noordzicht")
    form.fill("Feiten", form.fact(AnswerKind.YES_NO), {"F": "misschien"})
    form.fill("Feiten", form.fact(AnswerKind.NUMBER), {"F": "veel"})

    told = bid_of(kept(form, book)[1], "Noordzicht")

    assert len(told.bid.refused) == 2
    assert [(one.principle, one.verdict) for one in told.verdicts] == [
        (one.principle, one.verdict) for one in silent.verdicts
    ]
    assert [one.outcome for one in told.requirements] == [one.outcome for one in silent.requirements]
    assert (told.facts, told.score, told.left_out) == (silent.facts, silent.score, silent.left_out)


def test_a_refused_answer_is_told_as_a_remark_with_its_place(form: Form, book: PrincipleBook) -> None:
    form.fill("Eisen", "E-001", {"F": "ja", "I": "01/02/2026"})

    bid = bid_of(kept(form, book)[1], "Noordzicht")

    shown = "\n".join(bid_text(bid, "nl", str, plain))
    assert "het antwoord op E-001 telt niet mee: '01/02/2026' kan twee dagen zijn (Eisen!I2)" in shown
    (field,) = bid_fields(bid, "en")["refused_answers"]  # type: ignore[misc]  # the fields are those of JSON
    assert field["reason"] == "'01/02/2026' can be two days"


def test_a_refused_answer_is_told_to_its_own_bidder_only_and_without_names(form: Form, book: PrincipleBook) -> None:
    form.fill("Feiten", form.fact(AnswerKind.NUMBER), {"F": SECRET})

    found = kept(form, book)[1]
    own, other = (for_bidder(found, bid_of(found, name)) for name in ("Noordzicht", "Zuiderlicht"))

    assert SECRET in repr(own)
    assert SECRET not in repr(other)
    assert "geheim van" in repr(blinded(found))
    assert "Noordzicht" not in repr(blinded(found))


def test_words_of_a_bidder_stay_words(form: Form) -> None:
    hostile = '"] . :inkoop a :Iets . # <script>'
    form.fill("Feiten", form.fact(AnswerKind.NUMBER), {"F": hostile})

    triples = parse(form.read().turtle.encode(), "bod.ttl")

    assert any(str(value.value) == hostile for _, _, value in triples)
    assert not any(value.value.endswith("/Iets") for _, _, value in triples)


def test_claims_and_refused_answers_of_a_workbook_stay_with_the_tender_after_the_award(
    form: Form, book: PrincipleBook
) -> None:
    form.fill("Eisen", "E-001", {"F": "misschien", "G": "TLS 1.3"})
    form.fill("Feiten", form.fact(AnswerKind.YES_NO), {"F": "nee"})
    kept(form, book)

    adoption = adopt(form.workspace, book, find_proposal(form.workspace, "nieuw"), "Noordzicht B.V.", Terms())

    new = next(one.after for one in adoption.changes if one.before is None)
    assert "ar:Claim" not in new
    assert "ar:RefusedAnswer" not in new
    assert "ar:SourceFile" not in new
    assert "am:ApplicationComponent" in new
