"""What a person types in a form or a cell is read the Dutch way and the plain way; of two readings none is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from archrepo.errors import RequestFault
from archrepo.procurement.typed_values import asked_day, number_of, only_number_of, price_of, readings_of


@pytest.mark.parametrize(
    ("typed", "euro"),
    [("410000", "410000"), ("410.000", "410000"), ("410.000,50", "410000.50"), ("€ 99,5", "99.5"), ("0", "0")],
)
def test_a_price_is_read_as_a_dutch_reader_means_it(typed: str, euro: str) -> None:
    assert price_of(typed) == Decimal(euro)


def test_no_price_typed_is_no_price() -> None:
    assert price_of(" ") is None


@pytest.mark.parametrize("typed", ["-1", "veel", "NaN", "1e9", "410,000.00"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(RequestFault, match="no price"):
        price_of(typed)


@pytest.mark.parametrize(
    ("typed", "words", "remedy"),
    [
        ("410,000", "kan twee bedragen zijn: 410 of 410.000", "schrijf 410 of 410.000"),
        ("€ 12,500", "kan twee bedragen zijn: 12,5 of 12.500", "schrijf 12,5 of 12.500"),
    ],
)
def test_an_amount_that_can_be_two_is_refused_with_both(typed: str, words: str, remedy: str) -> None:
    with pytest.raises(RequestFault) as caught:
        price_of(typed)

    assert caught.value.text.nl.endswith(words)
    assert caught.value.remedy is not None
    assert caught.value.remedy.nl == remedy
    assert [price_of(one) for one in remedy.removeprefix("schrijf ").split(" of ")] == list(readings_of(typed))


@pytest.mark.parametrize("typed", ["1.000", "1,000", "€ 12.500", "-1.000"])
def test_a_number_of_two_readings_is_dutch_in_a_form_and_none_in_a_cell(typed: str) -> None:
    assert number_of(typed) is not None
    assert only_number_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"), [("0.500", "0.500"), ("1.000.000", "1000000"), ("99,5", "99.5"), ("1 000", "1000")]
)
def test_a_number_of_one_reading_is_that_in_a_form_and_in_a_cell(typed: str, number: str) -> None:
    assert number_of(typed) == only_number_of(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["2027-04-03", "3-4-2027", "03-04-2027", "3 april 2027", " 2027-04-03 "])
def test_a_day_is_asked_the_dutch_way(typed: str) -> None:
    assert asked_day(typed) == date(2027, 4, 3)


def test_no_day_typed_is_no_day() -> None:
    assert asked_day(" ") is None


def test_a_day_that_can_be_two_is_refused_with_both() -> None:
    with pytest.raises(RequestFault, match="two days") as caught:
        asked_day("03/04/2027")

    assert caught.value.remedy is not None
    assert caught.value.remedy.nl == "schrijf 2027-04-03 of 2027-03-04"


@pytest.mark.parametrize("typed", ["morgen", "2027-02-30", "31-4-2027", "4-2027"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(RequestFault, match="no date"):
        asked_day(typed)
