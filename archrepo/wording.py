"""How a value of the model reads: dates, amounts, lengths of time and truth in plain Dutch and English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.turtle.reading import Term
from archrepo.vocabulary import XSD
from archrepo.workspace import Workspace

_MONTHS = (
    Text("januari", "January"),
    Text("februari", "February"),
    Text("maart", "March"),
    Text("april", "April"),
    Text("mei", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("augustus", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)
_ISO_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_LONGEST = Decimal("1e30")
_SMALLEST_ROUND = 100
_UNITS = (
    (Text("jaar", "year"), Text("jaar", "years")),
    (Text("maand", "month"), Text("maanden", "months")),
    (Text("dag", "day"), Text("dagen", "days")),
    (Text("uur", "hour"), Text("uur", "hours")),
    (Text("minuut", "minute"), Text("minuten", "minutes")),
    (Text("seconde", "second"), Text("seconden", "seconds")),
)
#: How xsd:duration writes each of the units; the time of a day begins at the fourth.
_LETTERS = "YMDHMS"
_FIRST_OF_TIME = 3
_WHOLE = frozenset(XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))


def value_text(workspace: Workspace, value: Term) -> Text:
    """Return the words of a value: the name of a thing, or a literal as people write it."""
    if not isinstance(value, ox.Literal):
        return workspace.name_of(value)
    kind = value.datatype.value
    if kind == XSD + "boolean":
        return Text("ja", "yes") if value.value in ("true", "1") else Text("nee", "no")
    if kind == XSD + "date":
        return date_text(value.value)
    if kind == XSD + "duration":
        return duration_text(value.value)
    if kind in _WHOLE or kind == XSD + "decimal":
        return number_text(value.value)
    return workspace.words_of(value)


def month_number(name: str) -> int | None:
    """Return the number of a month by its Dutch or English name; None for any other word."""
    wanted = name.casefold()
    numbers = (order for order, month in enumerate(_MONTHS, 1) if wanted in (month.nl, month.en.casefold()))
    return next(numbers, None)


def date_text(value: str | date) -> Text:
    """Return "30 juni 2028" for 2028-06-30; what is no date stays as it is."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return Text.same(str(value))
    month = _MONTHS[day.month - 1]
    return Text(f"{day.day} {month.nl} {day.year}", f"{day.day} {month.en} {day.year}")


def dates_in_words(text: str, language: Language) -> str:
    """Return a text in which every date reads as people write it: "vanaf 1 januari 2027" for "vanaf 2027-01-01"."""
    return _ISO_DATE.sub(lambda found: date_text(found[0]).in_(language), text)


def duration_text(value: str) -> Text:
    """Return "4 uur" for PT4H; what is no duration stays as it is."""
    found = _DURATION.fullmatch(value)
    if found is None or not any(found.groups()):
        return Text.same(value)
    parts = [(number.lstrip("0") or "0", units) for number, units in zip(found.groups(), _UNITS, strict=True) if number]
    words = [(number, units[0] if number == "1" else units[1]) for number, units in parts]
    return Text(
        " ".join(f"{number} {unit.nl}" for number, unit in words),
        " ".join(f"{number} {unit.en}" for number, unit in words),
    )


def duration_of(text: str) -> str:
    """Return PT4H for "4 uur" or "4 hours", as `duration_text` writes it; "" for what is no duration in words."""
    words = text.casefold().split()
    values = [""] * len(_UNITS)
    last = -1
    if not words or len(words) % 2:
        return ""
    for number, unit in zip(words[::2], words[1::2], strict=True):
        named = (at for at, forms in enumerate(_UNITS) if any(unit in (form.nl, form.en) for form in forms))
        at = next(named, -1)
        if at <= last or not (number.isascii() and number.isdecimal()):
            return ""
        values[at], last = f"{int(number)}{_LETTERS[at]}", at
    days, hours = "".join(values[:_FIRST_OF_TIME]), "".join(values[_FIRST_OF_TIME:])
    return f"P{days}{'T' if hours else ''}{hours}"


def number_text(value: str | int | Decimal) -> Text:
    """Return a number with the separators of each language; years and other small whole numbers stay bare.

    What is no number, or one of more than 30 digits, stays as it is written.
    """
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return Text.same(value)
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= _LONGEST:
        return Text.same(value if isinstance(value, str) else str(number))
    if number == number.to_integral_value():
        whole = int(number)
        english = f"{whole:,}" if abs(whole) >= 10_000 else str(whole)
        return Text(english.replace(",", "."), english)
    return decimal_text(number)


def decimal_text(number: Decimal) -> Text:
    """Return a number with two decimals: "1.234,50" and "1,234.50"."""
    english = f"{number:,.2f}"
    return Text(english.translate({ord(","): ".", ord("."): ","}), english)


def euro_text(amount: Decimal | int) -> Text:
    """Return an amount in whole euros: "€ 1.234.567" and "€1,234,567"; what is no amount stays as it is.

    An amount under 100 keeps its cents, when it has any: "€ 1,24".
    """
    amount = Decimal(amount)
    if not amount.is_finite() or abs(amount) >= _LONGEST:
        return Text.same(str(amount))
    if abs(amount) < _SMALLEST_ROUND and amount != amount.to_integral_value():
        small = decimal_text(amount)
        return Text(f"€\N{NO-BREAK SPACE}{small.nl}", f"€{small.en}")
    english = f"{int(amount.to_integral_value()):,}"
    return Text(f"€\N{NO-BREAK SPACE}{english.replace(',', '.')}", f"€{english}")
