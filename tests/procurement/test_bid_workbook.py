"""A filled programme of requirements as a bid: claims and facts with their cells, and what does not fit told."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from the_knowledge import shipped_book

from archrepo.errors import InputFault
from archrepo.exchange.tender_files import read_tender_file
from archrepo.findings import Verdict
from archrepo.principles import PrincipleBook
from archrepo.procurement import RequirementOutcome, find_proposal
from archrepo.procurement.bids.workbook import ReadBid, read_bid_workbook
from archrepo.procurement.proposals import procurement_of
from archrepo.procurement.publication.demand_values import AnswerKind, Programme
from archrepo.procurement.publication.demands import demands_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.procurement.typed_values import day_of, only_number_of
from archrepo.reporting.demands_xlsx import demands_xlsx
from archrepo.turtle import parse
from archrepo.workspace import Workspace, with_files
from tests.procurement.offers import PURCHASE, SOUTH, assessed, bid_of, requirement_of, town


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


class Form:
    """The programme of the small town as a workbook, filled in by a test."""

    def __init__(self, workspace: Workspace, book: PrincipleBook) -> None:
        proposal = find_proposal(workspace, "nieuw")
        whole = with_files(workspace, proposal.paths)
        tender = read_tender(whole, procurement_of(workspace, whole, proposal))
        self.workspace = workspace
        self.programme: Programme = demands_of(whole, book, tender)
        self.workbook = openpyxl.load_workbook(io.BytesIO(demands_xlsx(self.programme, "nl")))

    def sheet(self, name: str) -> Worksheet:
        found = self.workbook[name]
        assert isinstance(found, Worksheet)
        return found

    def fill(self, sheet: str, number: str, cells: Mapping[str, object]) -> None:
        found = self.sheet(sheet)
        row = next(row for row in range(2, found.max_row + 1) if found.cell(row, 1).value == number)
        for letter, value in cells.items():
            found[f"{letter}{row}"] = value

    def fact(self, kind: AnswerKind) -> str:
        return next(one.number for one in self.programme.facts if one.kind is kind)

    def read(self) -> ReadBid:
        out = io.BytesIO()
        self.workbook.save(out)
        return self.read_bytes(out.getvalue())

    def read_bytes(self, data: bytes) -> ReadBid:
        document = read_tender_file("antwoord.xlsx", data)
        return read_bid_workbook(
            self.workspace,
            self.programme,
            document,
            "Noordzicht B.V.",
            price_euro=Decimal(80000),
            received_on=date(2026, 11, 20),
        )


@pytest.fixture
def form(tmp_path: Path, book: PrincipleBook) -> Form:
    return Form(town(tmp_path, zuid=SOUTH), book)


def test_answers_come_back_as_claims_with_words_evidence_and_cell(form: Form, book: PrincipleBook) -> None:
    form.fill("Eisen", "E-001", {"F": "ja", "G": "TLS 1.3", "H": "tls.pdf", "I": "2026-10-01"})
    form.fill("Eisen", "E-002", {"F": "nee"})
    read = form.read()
    home = form.workspace.root / "proposals/nieuw/bids"

    (home / read.file_name).write_text(read.turtle, encoding="utf-8")
    bid = bid_of(assessed(form.workspace, book), "Noordzicht")

    first = requirement_of(bid, "1").claim
    assert first is not None
    assert (first.documents, first.text, first.read_at) == (("tls.pdf",), "TLS 1.3", "Eisen!F2")
    assert first.evidence_date == date(2026, 10, 1)
    assert requirement_of(bid, "2").outcome is RequirementOutcome.BROKEN
    assert (read.claims, read.faults, bid.bid.price_euro) == (2, (), Decimal(80000))


def test_facts_are_typed_as_the_vocabulary_says_and_keep_their_cell(form: Form, book: PrincipleBook) -> None:
    number = form.fact(AnswerKind.YES_NO)
    form.fill("Feiten", number, {"F": "nee"})
    asked = next(one for one in form.programme.facts if one.number == number)

    read = form.read()

    triples = {(one[1].value, str(one[2])) for one in parse(read.turtle.encode(), "bod.ttl")}
    assert any(property_ == asked.property and value.startswith('"false"') for property_, value in triples)
    assert any(property_.endswith("#readAt") and "Feiten!F" in value for property_, value in triples)
    assert any(property_.endswith("#sha256") for property_, _ in triples)
    assert read.facts == 1


def test_a_choice_outside_the_list_is_told_with_the_nearest_and_left_out(form: Form) -> None:
    number = form.fact(AnswerKind.CHOICE)
    asked = next(one for one in form.programme.facts if one.number == number)
    near = asked.choices[0].name.nl
    form.fill("Feiten", number, {"F": f"{near}x"})

    read = form.read()

    (fault,) = read.faults
    assert fault.place.startswith("Feiten!F")
    assert near in fault.remedy.nl
    assert read.facts == 0


@pytest.mark.parametrize("answer", ["jazeker wel", "42"])
def test_a_word_that_is_no_answer_is_a_fault_with_its_cell(form: Form, answer: str) -> None:
    form.fill("Eisen", "E-001", {"F": answer})

    (fault,) = form.read().faults
    assert fault.place == "Eisen!F2"
    assert answer in fault.text.nl


@pytest.mark.parametrize("answer", ["Ja!", "JA.", " ja ", "Voldoet", "akkoord"])
def test_another_word_for_yes_is_a_yes(form: Form, answer: str) -> None:
    form.fill("Eisen", "E-001", {"F": answer})

    assert form.read().claims == 1


def test_a_fact_of_a_filled_workbook_breaks_no_rule_about_values(form: Form, book: PrincipleBook) -> None:
    form.fill("Feiten", form.fact(AnswerKind.YES_NO), {"F": "nee"})
    read = form.read()
    (form.workspace.root / "proposals/nieuw/bids" / read.file_name).write_text(read.turtle, encoding="utf-8")

    bid = bid_of(assessed(form.workspace, book), "Noordzicht")

    assert "MOD-11" not in [one.principle for one in bid.verdicts if one.verdict is Verdict.BROKEN]


def test_what_is_left_open_is_named_and_not_claimed(form: Form) -> None:
    read = form.read()

    assert "E-001" in read.unanswered
    assert (read.claims, read.facts) == (0, 0)


def test_a_changed_question_is_told_with_its_cell(form: Form) -> None:
    form.fill("Eisen", "E-001", {"B": "Iets heel anders", "F": "ja"})

    (remark,) = (one for one in form.read().remarks if "gewijzigd" in one.nl)
    assert remark.nl.startswith("Eisen!B2")


def test_a_workbook_of_another_tender_is_refused(form: Form) -> None:
    form.sheet("archrepo")["B1"] = "https://m.example/id/andere-inkoop"

    with pytest.raises(InputFault, match="another procurement"):
        form.read()


def test_a_number_that_the_bidder_invented_is_refused(form: Form) -> None:
    form.sheet("archrepo")["C5"] = "https://m.example/id/eis-verzonnen"
    form.fill("Eisen", "E-001", {"F": "ja"})

    read = form.read()
    assert [fault.place for fault in read.faults] == ["Eisen!F2"]
    assert read.claims == 0


def test_a_file_that_is_no_programme_is_refused(form: Form) -> None:
    del form.workbook["archrepo"]

    with pytest.raises(InputFault, match="hidden sheet"):
        form.read()


def test_the_same_workbook_gives_the_same_turtle(form: Form) -> None:
    form.fill("Eisen", "E-001", {"F": "ja"})

    out = io.BytesIO()
    form.workbook.save(out)

    assert form.read_bytes(out.getvalue()).turtle == form.read_bytes(out.getvalue()).turtle


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (only_number_of, "99,5", Decimal("99.5")),
        (only_number_of, "1.000", None),
        (only_number_of, "12 uur", None),
        (only_number_of, "24", Decimal(24)),
        (day_of, "22-11-2026", date(2026, 11, 22)),
        (day_of, "2026-11-22", date(2026, 11, 22)),
        (day_of, "3 maart 2026", date(2026, 3, 3)),
        (day_of, "1-3-2026", date(2026, 3, 1)),
        (day_of, "3 lente 2026", None),
        (day_of, "najaar", None),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(reader: Callable[[str], object], text: str, value: object) -> None:
    assert reader(text) == value


def test_the_tender_has_the_requirements_that_the_form_asks(form: Form) -> None:
    assert PURCHASE.count("a am:Requirement") == sum(one.kind.value == "own" for one in form.programme.demands)
