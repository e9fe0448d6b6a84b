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
#: When more than one in so many suppliers has no amount, the index tells of too few of them to conclude anything.
_MOST_UNKNOWN = 4


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
    left_out = [told for row in answers for told in _beside(answers, row)]
    if unknown:
        names = answers.listed([one.name.words for one in unknown])
        left_out.append(answers.say(f"Geen bedrag bekend van: {names}", f"No amount is known of: {names}"))
    knows_enough = len(unknown) * _MOST_UNKNOWN <= len(every)
    if known and not knows_enough:
        left_out.append(
            answers.say(
                f"De concentratie-index: van {len(unknown)} van de {len(every)} leveranciers is geen bedrag bekend. "
                "De aandelen zijn van de bedragen die wel bekend zijn.",
                f"The concentration index: of {len(unknown)} of the {len(every)} suppliers no amount is known. "
                "The shares are of the amounts that are known.",
            )
        )
    if not known:
        return None, (), tuple(left_out)
    top = answers.whole("top")
    # One supplier more takes as much room as the row that would stand for it.
    largest = known[:top] if len(known) > top + 1 else known
    percents = [one.percent or Decimal(0) for one in known]
    index = concentration(percents) if knows_enough else None
    bands = bands_of(answers, _INDEX)
    band = place(bands, Decimal(index)) if index is not None else None
    shown = Shares(
        largest=tuple(largest),
        rest=_rest(answers, known[len(largest) :]),
        total=total,
        suppliers=len(known),
        index=index,
        index_words=bands[band][1] if band is not None else "",
        top_three=sum(percents[:3], Decimal(0)),
        unknown=unknown,
        critical=sum(one.critical for one in every),
        critical_at_three=sum(one.critical for one in known[:3]),
    )
    counts = (answers.counted(len(known), Text("leverancier", "supplier"), Text("leveranciers", "suppliers")),)
    return shown, counts, tuple(left_out)


def concentration(percents: Sequence[Decimal]) -> int:
    """Return the Herfindahl-Hirschman index of shares in percent, from 0 to 10 000, rounded."""
    return round(sum((percent * percent for percent in percents), Decimal(0)))


def _beside(answers: Answers, row: Row) -> list[str]:
    """Return what is told of money in a row that belongs to no supplier of applications."""
    amount = euro_text(row.amount() or 0).in_(answers.language)
    told = []
    if parties := row.whole("parties"):
        told.append(
            answers.say(
                f"Partijen met een contract die geen applicatie leveren: {parties}, samen {amount} per jaar.",
                f"Parties with a contract that supply no application: {parties}, {amount} a year together.",
            )
        )
    if unsupplied := row.whole("unsupplied"):
        told.append(
            answers.say(
                f"Applicaties zonder leverancier: {unsupplied}, samen {amount} per jaar.",
                f"Applications without a supplier: {unsupplied}, {amount} a year together.",
            )
        )
    if later := row.whole("later"):
        told.append(
            answers.say(
                f"Contracten die nog niet zijn ingegaan: {later}, samen {amount} per jaar.",
                f"Contracts that have not begun yet: {later}, {amount} a year together.",
            )
        )
    return told


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
