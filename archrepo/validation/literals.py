"""Literals as SHACL compares them: order within a kind of value, and whether a text fits its datatype."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, InvalidOperation
from math import isnan
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import Term
from archrepo.vocabulary import RDF, XSD

Value: TypeAlias = Decimal | float | str | bool | date | datetime | time

_INTEGERS = {
    "integer": (None, None),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_WHOLE = re.compile(r"[+-]?\d+\Z", re.ASCII)
_FRACTION = re.compile(r"\.\d+")
# Without rounding: not Python's 28 digits, nor its 4300 for a whole number.
_EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_CLOCK = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_FORMS = {
    "decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)\Z", re.ASCII),
    "double": re.compile(r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)\Z", re.ASCII),
    "float": re.compile(r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)\Z", re.ASCII),
    "boolean": re.compile(r"(?:true|false|0|1)\Z", re.ASCII),
    "date": re.compile(rf"-?\d{{4,}}-\d\d-\d\d{_ZONE}\Z", re.ASCII),
    "dateTime": re.compile(rf"-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}\Z", re.ASCII),
    "time": re.compile(rf"{_CLOCK}{_ZONE}\Z", re.ASCII),
    "gYear": re.compile(rf"-?\d{{4,}}{_ZONE}\Z", re.ASCII),
    "duration": re.compile(
        r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?\Z", re.ASCII
    ),
}
_NUMERIC = {"decimal", "double", "float", *_INTEGERS}


def fits(literal: ox.Literal) -> bool:
    """Tell whether the text of a literal is one that its XML Schema datatype allows; others always fit."""
    name = _xsd_name(literal)
    text = literal.value
    if name in _INTEGERS:
        if not _WHOLE.match(text):
            return False
        least, most = _INTEGERS[name]
        number = _EXACT.create_decimal(text)
        return (least is None or number >= least) and (most is None or number <= most)
    form = _FORMS.get(name)
    if form is None:
        return True
    if not form.match(text):
        return False
    return name not in ("date", "dateTime") or value_of(literal) is not None


def _xsd_name(literal: ox.Literal) -> str:
    datatype = literal.datatype.value
    return datatype[len(XSD) :] if datatype.startswith(XSD) else ""


def value_of(literal: ox.Literal) -> Value | None:
    """Return the Python value of a literal, or None when it has none that can be ordered.

    That is so for a text that does not fit its datatype, for NaN, and for years that Python's calendar lacks.
    """
    name = _xsd_name(literal)
    text = literal.value
    form = _WHOLE if name in _INTEGERS else _FORMS.get(name)
    if form is not None and not form.match(text):
        return None
    try:
        if name in _INTEGERS or name == "decimal":
            return _EXACT.create_decimal(text)
        if name in ("double", "float"):
            number = float(text.replace("INF", "inf"))
            return None if isnan(number) else number
        if name == "date":
            return date.fromisoformat(text[:10])
        if name == "dateTime":
            return datetime.fromisoformat(_six_digits(text))
        if name == "time":
            return time.fromisoformat(_six_digits(text))
        if name == "boolean":
            return text in ("true", "1")
    except (ValueError, InvalidOperation):
        return None
    if literal.datatype.value in (XSD + "string", RDF + "langString"):
        return text
    return None


def _six_digits(text: str) -> str:
    """Return a time with the fraction of its seconds as long as Python reads it at most."""
    return _FRACTION.sub(lambda found: found[0][:7], text)


def compare(left: Term, right: Term) -> int | None:
    """Return -1, 0 or 1 when the literals can be ordered, None when they cannot.

    Numbers compare with numbers, texts with texts of the same datatype, dates with dates; a time with a zone does
    not compare with one without.
    """
    if not isinstance(left, ox.Literal) or not isinstance(right, ox.Literal):
        return None
    if not (_xsd_name(left) in _NUMERIC and _xsd_name(right) in _NUMERIC) and left.datatype != right.datatype:
        return None
    first, second = value_of(left), value_of(right)
    if first is None or second is None:
        return None
    if isinstance(first, (datetime, time)) and isinstance(second, (datetime, time)):
        if (first.tzinfo is None) != (second.tzinfo is None):
            return None
    elif isinstance(first, float) and isinstance(second, Decimal):
        first = _EXACT.create_decimal(first)
    elif isinstance(first, Decimal) and isinstance(second, float):
        second = _EXACT.create_decimal(second)
    if first == second:
        return 0
    return -1 if first < second else 1  # type: ignore[operator]  # both are of one kind here
