"""How much of the money and of the critical applications hangs on few suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archrepo.charts.answers import Answers, Row
from archrepo.charts.portfolio import bands_of, place
from archrepo.charts.values import Part, Share, Shares
from archrepo.language import Text
from archrepo.vocabulary import ar
from archrepo.wording import euro_text

_INDEX = ar("SupplierSpread")


def shares(answers: Answers) -> tuple[Shares | None, tuple[str, ...], tuple[str, ...]]:
    """Return the shares, what is there and what is not; None when no amount of any supplier is known."""
    found = [
        (row.part("item"), row.amount(), row.whole("applications") or 0, row.whole("critical") or 0)
        for row in answers
        if row.term("item") is not None
    ]
    total = sum((euro for _, euro, _, _ in found if euro), Decimal(0))
    every = [
        Share(name, euro or None, euro * 100 / total if euro else None, count, critical)
        for name, euro, count, critical in found
    ]
    known = sorted((one for one in every if one.euro), key=lambda one: (-(one.euro or 0), one.name.words))
    unknown = tuple(one for one in every if not one.euro)
    left_out = [_others(answers, row) for row in answers if row.whole("parties")]
    if unknown:
        names = ", ".join(one.name.words for one in unknown[:8])
        left_out.append(answers.say(f"Geen bedrag bekend van: {names}.", f"No amount is known of: {names}."))
    if not known:
        return None, (), tuple(left_out)
    top = answers.whole("top", 1, 30)
    # One supplier more takes as much room as the row that would stand for it.
    largest = known[:top] if len(known) > top + 1 else known
    percents = [one.percent or Decimal(0) for one in known]
    index = concentration(percents)
    bands = bands_of(answers, _INDEX)
    band = place(bands, Decimal(index))
    shown = Shares(
        largest=tuple(largest),
        rest=_rest(answers, known[len(largest) :]),
        total=total,
        suppliers=len(known),
        index=index,
        index_words=bands[band][1] if band is not None else "",
        top_three=sum(percents[:3], Decimal(0)),
        unknown=unknown,
    )
    counts = (answers.counted(len(known), Text("leverancier", "supplier"), Text("leveranciers", "suppliers")),)
    return shown, counts, tuple(left_out)


def concentration(percents: Sequence[Decimal]) -> int:
    """Return the Herfindahl-Hirschman index of shares in percent, from 0 to 10 000, rounded."""
    return round(sum((percent * percent for percent in percents), Decimal(0)))


def _others(answers: Answers, row: Row) -> str:
    """Return what is told of parties that supply no application."""
    count, amount = row.whole("parties"), euro_text(row.amount() or 0).in_(answers.language)
    return answers.say(
        f"Partijen met een contract die geen applicatie leveren: {count}, samen {amount} per jaar.",
        f"Parties with a contract that supply no application: {count}, {amount} a year together.",
    )


def _rest(answers: Answers, rest: Sequence[Share]) -> Share | None:
    if not rest:
        return None
    return Share(
        Part(answers.say(f"{len(rest)} andere leveranciers", f"{len(rest)} other suppliers")),
        sum((one.euro or Decimal(0) for one in rest), Decimal(0)),
        sum((one.percent or Decimal(0) for one in rest), Decimal(0)),
        sum(one.applications for one in rest),
        sum(one.critical for one in rest),
    )
