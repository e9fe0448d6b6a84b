"""What a person types in a cell, as a day, a number or a web address; None when it is not certain what was meant."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from archrepo.wording import month_number

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LONGER = re.compile(r"(?P<word>[^\W\d_]+)\s*(?:[,;:.(–]|\s-)\s*(?P<rest>\S.*)", re.DOTALL)
_MOST_MONTHS = 12
_WEB = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")


def day_of(text: str) -> str | None:
    """Return the day as 2026-11-22, from that form, 22-11-2026 or 22 november 2026, or with a midnight behind it.

    22/11/2026 counts as well, but 01/02/2026 can be two days and is none.
    """
    bare = text.strip().removesuffix("00:00:00").strip().removesuffix("T")
    slashed = _SLASHED.fullmatch(bare)
    if slashed is not None and (int(slashed[1]) > _MOST_MONTHS or int(slashed[1]) == int(slashed[2])):
        bare = bare.replace("/", "-")
    words = bare.split()
    month = month_number(words[1]) if len(words) == 3 else None
    if month is not None:
        bare = f"{words[0]}-{month}-{words[2]}"
    parts = bare.split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        bare = "-".join(part.zfill(2) for part in reversed(parts))
    try:
        return date.fromisoformat(bare).isoformat()
    except ValueError:
        return None


def days_of(text: str) -> tuple[str, ...]:
    """Return the two days that 01/02/2026 can be, the Dutch order first; none when it can be read in one way only."""
    found = _SLASHED.fullmatch(text.strip())
    if found is None or found[1].zfill(2) == found[2].zfill(2):
        return ()
    first, second, year = found[1].zfill(2), found[2].zfill(2), found[3]
    days = (day_of(f"{year}-{second}-{first}"), day_of(f"{year}-{first}-{second}"))
    return tuple(day for day in days if day is not None) if None not in days else ()


def word_and_rest(text: str) -> tuple[str, str]:
    """Return the first word of an answer as `word_of` gives it and what stands behind a comma or such; else all."""
    found = _LONGER.fullmatch(text.strip())
    return (word_of(found["word"]), found["rest"].strip().removesuffix(")")) if found else (word_of(text), "")


def number_of(text: str) -> Decimal | None:
    """Return the number of an answer with a comma or a point for decimals; None when it can be read in two ways."""
    bare = text.strip()
    if not re.fullmatch(r"-?\d+([.,]\d+)?", bare) or re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", bare):
        return None
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None


def is_web_address(text: str) -> bool:
    """Tell whether the text is a whole web address."""
    return _WEB.fullmatch(text) is not None and is_iri(text)


def is_iri(text: str) -> bool:
    """Tell whether the text can be the name of a thing; what a stranger wrote in a hidden sheet need not be."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def word_of(text: str) -> str:
    """Return an answer of one word as it is compared, in small letters and without a full stop or exclamation mark."""
    return text.casefold().strip(" .!")


def is_choice(value: str) -> bool:
    """Tell whether the text of a choice is a word or the name of a thing; no text is no choice."""
    return bool(value) and (":" not in value or is_iri(value))
