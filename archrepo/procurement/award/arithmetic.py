"""Exact counting of points and amounts, and how numbers read in a sum: "1.100,50" and "1,100.50"."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor

from archrepo.language import Text

_MOST_DECIMALS = 6
_HALF = Fraction(1, 2)


def rounded(value: Fraction | Decimal | int, decimals: int) -> Decimal:
    """Return the number with that many decimals (0 to 6), a half away from zero."""
    places = min(max(decimals, 0), _MOST_DECIMALS)
    scaled = Fraction(value) * 10**places
    whole = floor(abs(scaled) + _HALF)
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


def figure(number: Decimal | int) -> Text:
    """Return a number as it stands in a sum: thousands apart, no decimals when whole, else at least two."""
    value = Decimal(number)
    if value == value.to_integral_value():
        return _dutch_too(f"{int(value):,}")
    digits = f"{value.normalize():,f}"
    missing = 2 - len(digits.partition(".")[2])
    return _dutch_too(digits + "0" * missing)


def points_figure(points: Decimal) -> Text:
    """Return points with all decimals that they were rounded to."""
    return _dutch_too(f"{points:,f}")


def percent_figure(percent: Fraction | Decimal) -> Text:
    """Return a percentage, rounded to two decimals when it has more."""
    return figure(rounded(percent, 2)) if Fraction(percent).denominator != 1 else figure(int(percent))


def sum_text(terms: Iterable[Text], total: Text) -> Text:
    """Return "a + b = total"; a single term gives only the total."""
    listed = tuple(terms)
    if len(listed) < 2:
        return total
    return Text(
        f"{' + '.join(one.nl for one in listed)} = {total.nl}", f"{' + '.join(one.en for one in listed)} = {total.en}"
    )


def _dutch_too(english: str) -> Text:
    return Text(english.translate({ord(","): ".", ord("."): ","}), english)
