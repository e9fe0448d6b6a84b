"""What a person types as a number, an amount or a day, in a form or in a cell, the Dutch way or the plain way.

A form shows what was made of it, so it takes the Dutch reading of a number. A cell of a bidder is read out of sight, so
what can be read in two ways is none there. A day that can be two days is none anywhere, nor is an amount such as
410,000: a factor of a thousand in a price decides a tender.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.wording import month_number

_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,6})?")
_PLAIN = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?")
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_HYPHENED = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_MOST_MONTHS = 12


def number_of(text: str) -> Decimal | None:
    """Return the number as a Dutch reader means it: `480000`, `480.000,50`, `99,5` or `99.5`; None when it is none."""
    plain = _bare(text)
    if _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None


def only_number_of(text: str) -> Decimal | None:
    """Return the number as `number_of` reads it; None as well when it can be two, as 1.000 can."""
    return None if _TWO_WAYS.fullmatch(_bare(text)) else number_of(text)


def readings_of(text: str) -> tuple[Decimal, ...]:
    """Return the two numbers that 1.000 or 1,000 can be, the small one first; none when it can be read in one way."""
    plain = _bare(text)
    if not _TWO_WAYS.fullmatch(plain):
        return ()
    return Decimal(plain.replace(",", ".")), Decimal(plain.replace(",", "").replace(".", ""))


def why_two_numbers(text: str) -> tuple[Text, Text] | None:
    """Return the two numbers that 1.000 can be, and how to write each so that it is one; None when it is one."""
    readings = readings_of(text)
    if not readings:
        return None
    small, large = readings
    plain = f"{small.normalize():f}"
    longer = plain if small == small.to_integral_value() else f"{small}0"
    dutch = (plain.replace(".", ","), longer.replace(".", ","))
    return (
        Text(
            f"'{text}' kan twee getallen zijn: {dutch[0]} of {large}",
            f"'{text}' can be two numbers: {plain} or {large}",
        ),
        Text(f"schrijf {dutch[1]} of {large}", f"write {longer} or {large}"),
    )


def amount_of(text: str) -> Decimal | None:
    """Return the amount of money as `number_of` reads it; None as well for 410,000, which can be two amounts."""
    return None if _two_amounts(text) else number_of(text)


def why_no_amount(text: str) -> tuple[Text, Text] | None:
    """Return why this is no amount though it is a number, with both amounts that it can be; None when it is one."""
    if not _two_amounts(text):
        return None
    small, large = readings_of(text)
    cents = small.quantize(Decimal("0.01"), ROUND_HALF_UP)
    plain = f"{cents.normalize():f}"
    dutch, grouped = plain.replace(".", ","), f"{large:,}"
    return (
        Text(
            f"'{text}' kan twee bedragen zijn: {dutch} of {grouped.replace(',', '.')}",
            f"'{text}' can be two amounts: {plain} or {grouped}",
        ),
        Text(f"schrijf {dutch} of {grouped.replace(',', '.')}", f"write {plain} or {large}"),
    )


def _two_amounts(text: str) -> bool:
    return "," in _bare(text) and _TWO_WAYS.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").removeprefix("€").removesuffix(",-")


def price_of(text: str) -> Decimal | None:
    """Return the price in euro that a person wrote, as `amount_of` reads it; nothing written gives None.

    Raises:
        RequestFault: it is no amount, or can be two.
    """
    two = why_no_amount(text)
    if two is not None:
        raise RequestFault(two[0], remedy=two[1])
    price = amount_of(text)
    if text.strip() and (price is None or price < 0):
        raise RequestFault(
            Text(f"'{text}' is geen prijs", f"'{text}' is no price"),
            remedy=Text("schrijf het bedrag, zoals 410000 of 410.000,50", "write the amount, such as 410000"),
        )
    return price


def day_of(text: str) -> date | None:
    """Return the day of 2026-11-22, 22-11-2026 or 22 november 2026, also with a midnight behind it; None without one.

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
    dutch = _HYPHENED.fullmatch(bare)
    try:
        return date(int(dutch[3]), int(dutch[2]), int(dutch[1])) if dutch else date.fromisoformat(bare)
    except ValueError:
        return None


def day_as_typed(text: str) -> str:
    """Return a day as a person types it, 18-1-2027 for 2027-01-18; what is no day stays as it is."""
    day = day_of(text)
    return f"{day.day}-{day.month}-{day.year:04}" if day is not None else text


def days_of(text: str) -> tuple[date, ...]:
    """Return the two days that 01/02/2026 can be, the Dutch order first; none when it can be read in one way only."""
    found = _SLASHED.fullmatch(text.strip())
    if found is None or int(found[1]) == int(found[2]):
        return ()
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    try:
        return date(year, second, first), date(year, first, second)
    except ValueError:
        return ()


def why_no_day(text: str) -> tuple[Text, Text]:
    """Return why this is no day, and how to write it; of one that can be two days both are named."""
    days = days_of(text)
    if not days:
        return (
            Text(f"'{text}' is geen datum", f"'{text}' is no date"),
            Text("schrijf de dag als 2026-11-22 of 22-11-2026", "write the day as 2026-11-22 or 22-11-2026"),
        )
    return (
        Text(f"'{text}' kan twee dagen zijn", f"'{text}' can be two days"),
        Text(f"schrijf {days[0]} of {days[1]}", f"write {days[0]} or {days[1]}"),
    )


def asked_day(text: str) -> date | None:
    """Return the day that a person wrote, as `day_of` reads it; nothing written gives None.

    Raises:
        RequestFault: it is no day, or can be two.
    """
    day = day_of(text)
    if text.strip() and day is None:
        why, remedy = why_no_day(text.strip())
        raise RequestFault(why, remedy=remedy)
    return day
