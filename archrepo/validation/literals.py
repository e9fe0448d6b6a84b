"""Literals as SHACL compares them: order within a kind of value, and whether a text fits its datatype."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
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
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_FORMS = {
    "decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)\Z"),
    "double": re.compile(r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)\Z"),
    "float": re.compile(r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)\Z"),
    "boolean": re.compile(r"(?:true|false|0|1)\Z"),
    "date": re.compile(rf"-?\d{{4,}}-\d\d-\d\d{_ZONE}\Z"),
    "dateTime": re.compile(rf"-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}\Z"),
    "time": re.compile(rf"\d\d:\d\d:\d\d(?:\.\d+)?{_ZONE}\Z"),
    "gYear": re.compile(rf"-?\d{{4,}}{_ZONE}\Z"),
    "duration": re.compile(r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?\Z"),
}
_NUMERIC = {"decimal", "double", "float", *_INTEGERS}


def fits(literal: ox.Literal) -> bool:
    """Tell whether the text of a literal is one that its XML Schema datatype allows; others always fit."""
    name = _xsd_name(literal)
    text = literal.value
    if name in _INTEGERS:
        if not re.match(r"[+-]?\d+\Z", text):
            return False
        least, most = _INTEGERS[name]
        number = int(text)
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
    """Return the Python value of a literal, or None when it has no value that can be ordered."""
    name = _xsd_name(literal)
    text = literal.value
    try:
        if name in _INTEGERS or name == "decimal":
            return Decimal(text)
        if name in ("double", "float"):
            return float(text.replace("INF", "inf"))
        if name == "date":
            return date.fromisoformat(text[:10])
        if name == "dateTime":
            return datetime.fromisoformat(text)
        if name == "time":
            return time.fromisoformat(text)
        if name == "boolean":
            return text in ("true", "1")
    except (ValueError, InvalidOperation):
        return None
    if literal.datatype.value in (XSD + "string", RDF + "langString"):
        return text
    return None


def compare(left: Term, right: Term) -> int | None:
    """Return -1, 0 or 1 when the literals can be ordered, None when they cannot.

    Numbers compare with numbers, texts with texts of the same datatype, dates with dates; a date and time with a
    zone does not compare with one without.
    """
    if not isinstance(left, ox.Literal) or not isinstance(right, ox.Literal):
        return None
    if not (_xsd_name(left) in _NUMERIC and _xsd_name(right) in _NUMERIC) and left.datatype != right.datatype:
        return None
    first, second = value_of(left), value_of(right)
    if first is None or second is None:
        return None
    both_times = isinstance(first, datetime) and isinstance(second, datetime)
    if both_times and (first.tzinfo is None) != (second.tzinfo is None):  # type: ignore[union-attr]  # both have a zone
        return None
    if isinstance(first, float) or isinstance(second, float):
        first, second = float(first), float(second)  # type: ignore[arg-type]  # both are numbers here
    if first == second:
        return 0
    return -1 if first < second else 1  # type: ignore[operator]  # both are of one kind here
