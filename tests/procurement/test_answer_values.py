"""Answers as bidders write them: a yes with words, an open answer, a day in two readings, a mere reference."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.principles import PrincipleBook
from archrepo.procurement.publication.demand_values import AnswerKind
from archrepo.procurement.typed_values import day_of, days_of
from tests.procurement.offers import SOUTH, assessed, bid_of, requirement_of, town
from tests.procurement.test_bid_workbook import Form


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture
def form(tmp_path: Path, book: PrincipleBook) -> Form:
    return Form(town(tmp_path, zuid=SOUTH), book)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Ja, zie bijlage 2", "zie bijlage 2"),
        ("Ja; wij gebruiken TLS 1.3", "wij gebruiken TLS 1.3"),
        ("ja (zie tls.pdf)", "zie tls.pdf"),
        ("Nee - onze dienst kent dat anders", "onze dienst kent dat anders"),
    ],
)
def test_what_stands_behind_a_yes_is_its_explanation(form: Form, answer: str, words: str) -> None:
    form.fill("Eisen", "E-001", {"F": answer, "G": "hoofdstuk 3"})

    read = form.read()

    assert (read.claims, read.faults) == (1, ())
    assert f'"{words}; hoofdstuk 3"' in read.turtle


@pytest.mark.parametrize("answer", ["Ja, mits u de module koopt", "Ja, maar pas in 2028", "nee, tenzij u betaalt"])
def test_a_yes_with_a_condition_is_no_yes(form: Form, answer: str) -> None:
    form.fill("Eisen", "E-001", {"F": answer})

    read = form.read()

    (fault,) = read.faults
    assert (fault.place, read.claims) == ("Eisen!F2", 0)
    assert "geen duidelijk ja of nee" in fault.text.nl


@pytest.mark.parametrize("answer", ["n.v.t.", "Weet ik niet", "onbekend", "Unknown"])
def test_an_open_answer_is_told_and_is_not_silence(form: Form, book: PrincipleBook, answer: str) -> None:
    form.fill("Eisen", "E-001", {"F": answer})
    read = form.read()
    (form.workspace.root / "proposals/nieuw/bids" / read.file_name).write_text(read.turtle, encoding="utf-8")

    verdict = requirement_of(bid_of(assessed(form.workspace, book), "Noordzicht"), "1")

    assert [fault.text.nl for fault in read.faults] == [f"'{answer}' laat de vraag open"]
    assert "zegt hier niets over" not in verdict.reason.nl
    assert any(answer in remark.nl for remark in verdict.remarks)


def test_a_reference_is_no_value_of_a_fact(form: Form) -> None:
    number = form.fact(AnswerKind.TEXT)
    form.fill("Feiten", number, {"F": "Zie offerte"})

    read = form.read()

    assert (read.facts, [fault.text.nl for fault in read.faults]) == (
        0,
        ["'Zie offerte' is een verwijzing, geen antwoord"],
    )


def test_a_yes_with_words_is_a_fact_with_an_explanation(form: Form) -> None:
    form.fill("Feiten", form.fact(AnswerKind.YES_NO), {"F": "Ja, zie bijlage 2"})

    read = form.read()

    assert (read.facts, read.faults) == (1, ())
    assert '"zie bijlage 2"' in read.turtle


@pytest.mark.parametrize(
    ("text", "day", "days"),
    [
        ("22/11/2026", "2026-11-22", ()),
        ("01/02/2026", None, ("2026-02-01", "2026-01-02")),
        ("3/3/2026", "2026-03-03", ()),
        ("31/02/2026", None, ()),
        ("22-11-2026", "2026-11-22", ()),
    ],
)
def test_a_day_with_slashes_counts_when_it_can_be_one_day_only(
    text: str, day: str | None, days: tuple[str, ...]
) -> None:
    found = day_of(text)

    assert found == (date.fromisoformat(day) if day else None)
    assert [str(one) for one in days_of(text)] == list(days)


def test_a_day_in_two_readings_is_told_with_both(form: Form) -> None:
    form.fill("Eisen", "E-001", {"F": "ja", "I": "01/02/2026"})

    (fault,) = form.read().faults

    assert (fault.text.nl, fault.remedy.nl) == (
        "'01/02/2026' kan twee dagen zijn",
        "schrijf 2026-02-01 of 2026-01-02",
    )


def test_the_count_of_questions_adds_up(form: Form) -> None:
    form.fill("Eisen", "E-001", {"F": "ja"})
    form.fill("Eisen", "E-002", {"F": "onbekend"})

    read = form.read()

    left = read.asked - read.claims - read.facts
    assert read.counted.nl == (
        f"{read.asked} vragen: 1 overgenomen, {left} niet: {left - 1} niet beantwoord, 1 niet te lezen als antwoord"
    )
    assert left - 1 == len(read.unanswered)


def test_the_sheet_that_archrepo_hides_is_not_told(form: Form) -> None:
    assert [one.nl for one in form.read().remarks if "verborgen" in one.nl] == []

    form.workbook.create_sheet("Geheim").append(["Nr", "Eis"])
    form.sheet("Geheim").sheet_state = "hidden"

    (told,) = (one.nl for one in form.read().remarks if "verborgen" in one.nl)
    assert told.endswith("gelezen: Geheim")


@pytest.mark.parametrize(
    ("answer", "number_format", "value"),
    [
        (99.995, "General", "99.995"),
        (0.999, "0.0%", "99.9"),
        (99.9, "@", "99.9"),
        ("99,9%", "@", "99.9"),
        ("99,9", "@", "99.9"),
    ],
)
def test_a_percentage_is_read_as_the_cell_holds_it(form: Form, answer: object, number_format: str, value: str) -> None:
    _fill_availability(form, answer, number_format)

    read = form.read()

    assert (read.facts, read.faults) == (1, ())
    assert f"availabilityPercent {value} " in " ".join(read.turtle.split())


def test_a_text_that_can_be_two_numbers_is_told_with_both(form: Form) -> None:
    _fill_availability(form, "99.995", "@")

    (fault,) = form.read().faults

    assert fault.text.nl == "'99.995' kan twee getallen zijn: 99,995 of 99995"
    assert fault.remedy.nl == "schrijf 99,9950 of 99995"


def _fill_availability(form: Form, answer: object, number_format: str) -> None:
    number = next(one.number for one in form.programme.facts if one.property.endswith("availabilityPercent"))
    form.fill("Feiten", number, {"F": answer})
    sheet = form.sheet("Feiten")
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == number)
    sheet[f"F{row}"].number_format = number_format
