"""What a bid costs over the term and per resident, beside its price and the estimate, with the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.procurement.award.arithmetic import figure, rounded
from archrepo.procurement.tender import Bid, CostLine, Tender
from archrepo.validation.literals import value_of
from archrepo.vocabulary import VALUE, ar
from archrepo.workspace import Workspace

_CENTS = 2
_NO_COSTS = Text(
    "het aanbod noemt geen kosten per jaar; alleen de inschrijfprijs telt",
    "the offer states no cost per year; only the bid price counts",
)
_NO_PRICE = Text("de inschrijfprijs", "the bid price")
_NO_TERM = Text("de looptijd in jaren", "the term in years")
_NO_RESIDENTS = Text("het aantal inwoners", "the number of residents")
_NO_ESTIMATE = Text("de geraamde waarde", "the estimated value")
_EURO = Text("{name}, in euro: {sum}", "{name}, in euros: {sum}")


@dataclass(frozen=True, slots=True)
class Residents:
    """How many residents the municipality had on 1 January of a year."""

    count: int
    year: int


@dataclass(frozen=True, slots=True)
class BidCost:
    """The cost of one bid; each amount is None when it cannot be determined, and `missing` names what it needs.

    `one_off_euro` is work that does not come back, `yearly_euro` the average of the stated years, `total_euro` both
    over the term. `beside_price_euro` is what the total is more than the price (own staff, for instance), and
    `beside_estimate_euro` what the price is more than the estimate; negative when it is less. `steps` is the
    arithmetic, in order.
    """

    bid: str
    name: Text
    price_euro: Decimal | None
    one_off_euro: Decimal | None
    yearly_euro: Decimal | None
    total_euro: Decimal | None
    per_resident_per_year_euro: Decimal | None
    beside_price_euro: Decimal | None
    beside_estimate_euro: Decimal | None
    steps: tuple[Text, ...]
    remarks: tuple[Text, ...]
    missing: tuple[Text, ...]


def residents_of(workspace: Workspace) -> Residents | None:
    """Return the latest number of residents that the model states, not later than its year; None when there is none."""
    found = []
    for municipality in workspace.model.instances(ar("Municipality")):
        for node in workspace.model.objects(municipality, ar("population")):
            year, count = (workspace.model.value(node, predicate) for predicate in (ar("year"), VALUE))
            numbers = [value_of(one) if isinstance(one, ox.Literal) else None for one in (year, count)]
            if all(isinstance(one, Decimal) for one in numbers):
                found.append(tuple(int(one) for one in numbers if isinstance(one, Decimal)))
    past = [(year, count) for year, count in found if year <= workspace.as_of.year and count > 0]
    return Residents(max(past)[1], max(past)[0]) if past else None


def cost_of(tender: Tender, bid: Bid, residents: Residents | None) -> BidCost:
    """Return the cost of a bid over the term of the tender.

    The yearly part is the average over the years that the costs are stated for, so that one example year is enough.
    Without any stated cost the price stands for the total.
    """
    missing = [
        what
        for what, is_there in (
            (_NO_PRICE, bid.price_euro is not None),
            (_NO_TERM, bool(tender.term_years)),
            (_NO_RESIDENTS, residents is not None),
            (_NO_ESTIMATE, tender.estimated_value_euro is not None),
        )
        if not is_there
    ]
    steps: list[Text] = []
    one_off, yearly = _parts(bid.costs, steps)
    total = _total(one_off, yearly, tender.term_years, steps) if bid.costs else bid.price_euro
    per_resident = _per_resident(total, tender.term_years, residents, steps)
    return BidCost(
        bid=bid.iri,
        name=bid.name,
        price_euro=bid.price_euro,
        one_off_euro=one_off,
        yearly_euro=yearly,
        total_euro=total,
        per_resident_per_year_euro=per_resident,
        beside_price_euro=_difference(
            Text("boven de inschrijfprijs", "above the bid price"),
            total if bid.costs else None,
            bid.price_euro,
            steps,
        ),
        beside_estimate_euro=_difference(
            Text("boven de raming", "above the estimate"),
            bid.price_euro,
            tender.estimated_value_euro,
            steps,
        ),
        steps=tuple(steps),
        remarks=() if bid.costs else (_NO_COSTS,),
        missing=tuple(missing),
    )


def _parts(lines: tuple[CostLine, ...], steps: list[Text]) -> tuple[Decimal | None, Decimal | None]:
    """Return the one-off sum and the average of the years; both None without costs."""
    if not lines:
        return None, None
    one_off = [line for line in lines if line.is_one_off]
    yearly = [line for line in lines if not line.is_one_off]
    once = sum((line.amount_euro for line in one_off), Decimal(0))
    if one_off:
        steps.append(_EURO.format(name=Text("eenmalig", "one-off"), sum=_added(one_off, 1, once)))
    years = {line.year for line in yearly if line.year is not None}
    count = max(len(years), 1)
    each = rounded(Fraction(sum((line.amount_euro for line in yearly), Decimal(0))) / count, _CENTS)
    if yearly:
        steps.append(_EURO.format(name=Text("per jaar", "per year"), sum=_added(yearly, count, each)))
    return once, each


def _added(lines: list[CostLine], years: int, result: Decimal) -> Text:
    """Return "96.000 (clouddienst) + 24.000 (medewerkers) = 120.000", divided by the years when there are more."""
    named = [_line_text(line) for line in lines]
    terms = Text(" + ".join(one.nl for one in named), " + ".join(one.en for one in named))
    if years > 1:
        terms = Text(f"({terms.nl}) / {years}", f"({terms.en}) / {years}")
    elif len(lines) == 1 and lines[0].amount_euro == result:
        return terms
    return Text(f"{terms.nl} = {figure(result).nl}", f"{terms.en} = {figure(result).en}")


def _line_text(line: CostLine) -> Text:
    amount = figure(line.amount_euro)
    if not line.kind.nl:
        return amount
    return Text(f"{amount.nl} ({line.kind.nl.lower()})", f"{amount.en} ({line.kind.en.lower()})")


def _total(
    one_off: Decimal | None, yearly: Decimal | None, term_years: Decimal | None, steps: list[Text]
) -> Decimal | None:
    if one_off is None or yearly is None or not term_years:
        return None
    total = rounded(Fraction(one_off) + Fraction(yearly) * Fraction(term_years), _CENTS)
    term = figure(term_years)
    told = Text(
        f"{figure(one_off).nl} + {term.nl} jaar x {figure(yearly).nl} = {figure(total).nl}",
        f"{figure(one_off).en} + {term.en} years x {figure(yearly).en} = {figure(total).en}",
    )
    steps.append(_EURO.format(name=Text("over de looptijd", "over the term"), sum=told))
    return total


def _per_resident(
    total: Decimal | None, term_years: Decimal | None, residents: Residents | None, steps: list[Text]
) -> Decimal | None:
    if total is None or not term_years or residents is None:
        return None
    each = rounded(Fraction(total) / Fraction(term_years) / residents.count, _CENTS)
    count = figure(residents.count)
    told = Text(
        f"{figure(total).nl} / {figure(term_years).nl} jaar / {count.nl} inwoners ({residents.year})"
        f" = {figure(each).nl}",
        f"{figure(total).en} / {figure(term_years).en} years / {count.en} residents ({residents.year})"
        f" = {figure(each).en}",
    )
    steps.append(_EURO.format(name=Text("per inwoner per jaar", "per resident per year"), sum=told))
    return each


def _difference(name: Text, one: Decimal | None, other: Decimal | None, steps: list[Text]) -> Decimal | None:
    if one is None or other is None:
        return None
    result = one - other
    told = Text(
        f"{figure(one).nl} - {figure(other).nl} = {figure(result).nl}",
        f"{figure(one).en} - {figure(other).en} = {figure(result).en}",
    )
    steps.append(_EURO.format(name=name, sum=told))
    return result
