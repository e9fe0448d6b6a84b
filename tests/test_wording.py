"""How values read in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archrepo.language import Text
from archrepo.wording import date_text, dates_in_words, decimal_text, duration_text, euro_text, number_text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2028-06-30", Text("30 juni 2028", "30 June 2028")),
        ("ooit", Text.same("ooit")),
        ("2026-02-30", Text.same("2026-02-30")),
    ],
)
def test_date_reads_in_words_and_what_is_no_date_stays(given: str, expected: Text) -> None:
    assert date_text(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("PT4H", Text("4 uur", "4 hours")),
        ("P1Y6M", Text("1 jaar 6 maanden", "1 year 6 months")),
        ("P", Text.same("P")),
        ("vier uur", Text.same("vier uur")),
    ],
)
def test_length_of_time_reads_in_words(given: str, expected: Text) -> None:
    assert duration_text(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026", Text.same("2026")),
        ("95925", Text("95.925", "95,925")),
        ("-12000", Text("-12.000", "-12,000")),
        ("99.5", Text("99,50", "99.50")),
        ("veel", Text.same("veel")),
    ],
)
def test_number_has_the_separators_of_the_language(given: str, expected: Text) -> None:
    assert number_text(given) == expected


def test_amount_is_in_whole_euros() -> None:
    assert euro_text(Decimal("1.24")) == Text("€\N{NO-BREAK SPACE}1,24", "€1.24")
    assert euro_text(Decimal("99.995")) == Text("€\N{NO-BREAK SPACE}100,00", "€100.00")
    assert euro_text(Decimal("100.40")) == Text("€\N{NO-BREAK SPACE}100", "€100")
    assert euro_text(Decimal("50")) == Text("€\N{NO-BREAK SPACE}50", "€50")
    assert euro_text(Decimal("1234567.50")) == Text("€\N{NO-BREAK SPACE}1.234.568", "€1,234,568")
    assert decimal_text(Decimal("60.3")) == Text("60,30", "60.30")


def test_dates_within_a_text_read_as_people_write_them() -> None:
    text = "2027-01-01 tot en met 2027-13-31, nummer 1234-56-78-9 en SLA-2027-01-01"

    assert dates_in_words(text, "nl") == "1 januari 2027 tot en met 2027-13-31, nummer 1234-56-78-9 en SLA-2027-01-01"
    assert dates_in_words("by 2030-12-31.", "en") == "by 31 December 2030."
