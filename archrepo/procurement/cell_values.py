"""What a person types in a cell, as a day, a number or a web address; None when it is not certain what was meant."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

_WEB = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")


def day_of(text: str) -> str | None:
    """Return the day as 2026-11-22, from that form or 22-11-2026, with or without a time of midnight behind it."""
    bare = text.strip().removesuffix("00:00:00").strip().removesuffix("T")
    parts = bare.split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        bare = "-".join(reversed(parts))
    try:
        return date.fromisoformat(bare).isoformat()
    except ValueError:
        return None


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
    return _WEB.match(text) is not None
