"""Values of literals: whatever somebody wrote, it has a value, a place in the order and words, or it has none."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.validation.literals import compare, fits, value_of
from archrepo.vocabulary import XSD
from archrepo.wording import date_text, duration_text, euro_text, number_text

DATATYPES = (
    "anyURI",
    "base64Binary",
    "boolean",
    "byte",
    "date",
    "dateTime",
    "dateTimeStamp",
    "dayTimeDuration",
    "decimal",
    "double",
    "duration",
    "float",
    "gDay",
    "gMonth",
    "gMonthDay",
    "gYear",
    "gYearMonth",
    "hexBinary",
    "int",
    "integer",
    "language",
    "long",
    "negativeInteger",
    "nonNegativeInteger",
    "nonPositiveInteger",
    "positiveInteger",
    "short",
    "string",
    "time",
    "token",
    "unsignedByte",
    "unsignedInt",
    "unsignedLong",
    "unsignedShort",
    "yearMonthDuration",
)
ODD = (
    "NaN",
    "sNaN",
    "INF",
    "-INF",
    "inf",
    "Infinity",
    "1e99999",
    "-1e-99999",
    "1_000",
    " 1 ",
    "1\n",
    "٣",
    "9" * 5000,
    "0." + "9" * 5000,
    "",
    "-",
    ".",
    "12:00:00",
    "12:00:00Z",
    "24:00:00",
    "25:00:00",
    "12:00:00.123456789",
    "12:00:00+99:00",
    "2026-02-30",
    "0000-01-01",
    "12026-01-01",
    "-0001-01-01",
    "20260101",
    "2026-W01-1",
    "2026-01-01T00:00:00.1234567Z",
    "2026-01-01T24:00:00",
    "P1Y",
    "-P1Y",
    "P",
    "PT",
    "P" + "9" * 5000 + "D",
    "PT0.5S",
    "true",
    "1",
)
texts = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=12),
    st.text("0123456789+-.:eETZPYMDHSINFa", max_size=24),
    st.builds("".join, st.lists(st.sampled_from([*ODD, "Z", "+01:00", "-", "."]), max_size=3)),
)
literals = st.builds(
    lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)), texts, st.sampled_from(DATATYPES)
)


def literal(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


@given(literals, literals)
def test_whatever_is_written_has_a_value_or_none_and_never_stops_a_check(left: ox.Literal, right: ox.Literal) -> None:
    order, back = compare(left, right), compare(right, left)

    assert back == (None if order is None else -order)
    assert fits(left) or value_of(left) is None or left.datatype.value != XSD + "decimal"
    for words in (number_text(left.value), date_text(left.value), duration_text(left.value)):
        assert words.nl or not left.value


@pytest.mark.parametrize("name", DATATYPES)
def test_odd_values_of_a_datatype_fit_or_not_and_equal_themselves(name: str) -> None:
    for one in (literal(text, name) for text in ODD):
        assert compare(one, one) in (0, None)
        assert isinstance(fits(one), bool)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NaN", "decimal"),
        ("NaN", "double"),
        ("1e99999", "decimal"),
        ("INF", "decimal"),
        ("1_000", "integer"),
        ("٣", "integer"),
        ("ja", "boolean"),
        ("2026-01-01", "dateTime"),
        ("20260101", "date"),
        ("12:00", "time"),
        ("25:00:00", "time"),
    ],
)
def test_a_text_that_does_not_fit_has_no_value(text: str, name: str) -> None:
    assert value_of(literal(text, name)) is None
    assert name == "double" or not fits(literal(text, name))


def test_numbers_of_any_length_are_compared_exactly() -> None:
    long = "9" * 5000

    assert fits(literal(long, "integer"))
    assert not fits(literal(long, "long"))
    assert compare(literal(long, "integer"), literal(long[:-1] + "8", "integer")) == 1
    assert compare(literal(long, "integer"), literal("INF", "double")) == -1
    assert compare(literal("-INF", "double"), literal("-" + long, "decimal")) == -1
    assert value_of(literal("1.50", "decimal")) == Decimal("1.5")


@pytest.mark.parametrize("text", ["24:00:00", "23:59:59.123456789Z", "00:00:00+14:00"])
def test_a_time_of_day_that_xml_schema_knows_fits(text: str) -> None:
    assert fits(literal(text, "time"))


def test_a_time_with_a_zone_is_not_compared_with_one_without() -> None:
    assert compare(literal("12:00:00", "time"), literal("12:00:00Z", "time")) is None
    assert compare(literal("12:00:00Z", "time"), literal("13:00:00Z", "time")) == -1


def test_a_number_beyond_words_stays_as_it_is_written() -> None:
    for text in ("NaN", "1e99999", "9" * 5000, "Infinity"):
        assert number_text(text).nl == text
    assert euro_text(Decimal("NaN")).nl == "NaN"
    assert euro_text(Decimal("1e99999")).en == "1E+99999"
    assert len(number_text(10**5000).nl) == 5001
