"""Points for the price: the coded formulas, each with its arithmetic in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from archrepo.language import Text
from archrepo.procurement.award.arithmetic import figure, points_figure, rounded
from archrepo.procurement.award.scores import CriterionScore, ScoreKind
from archrepo.procurement.tender import Criterion
from archrepo.vocabulary import ar

LINEAR_TO_LOWEST: Final = ar("LinearToLowest").value
PROPORTIONAL_TO_LOWEST: Final = ar("ProportionalToLowest").value
LINEAR_BETWEEN_AMOUNTS: Final = ar("LinearBetweenAmounts").value

_NO_PRICE = Text("de inschrijfprijs ontbreekt", "the bid price is missing")
_NEGATIVE_PRICE = Text("de inschrijfprijs is negatief", "the bid price is negative")
_NO_DIVISION = Text(
    "met een prijs van 0 euro valt deze rekenwijze niet toe te passen",
    "this formula cannot be applied with a price of 0 euros",
)
_NO_LOWEST = Text("de laagste prijs staat niet vast", "the lowest price is not certain")
_NO_FORMULA = Text(
    "de rekenwijze voor prijs staat er niet, of alleen in woorden: kies een rekenwijze",
    "the price formula is not stated, or only in words: choose a formula",
)
_NO_MAXIMUM = Text("het aantal punten van dit criterium ontbreekt", "the number of points of this criterion is missing")
_NO_AMOUNTS = Text(
    "deze rekenwijze heeft een bodemprijs en een hogere plafondprijs nodig",
    "this formula needs a floor price and a higher ceiling price",
)


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest price of the bids that take part: None when it is not certain, and `why` then says what is missing."""

    euro: Decimal | None
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sum:
    share: Fraction
    step: Text


_Formula = Callable[[Criterion, Decimal, Decimal], _Sum | Text]


def price_score(criterion: Criterion, price_euro: Decimal | None, lowest: Lowest, decimals: int) -> CriterionScore:
    """Return the points of one price; a price above the ceiling is for the caller to put out.

    The points lie between zero and the maximum of the criterion, rounded half up to that many decimals.
    """
    maximum = criterion.max_points
    formula = _FORMULAS.get(criterion.formula)
    missing: list[Text] = []
    if maximum is None or maximum < 0:
        missing.append(_NO_MAXIMUM)
    if formula is None:
        missing.append(_NO_FORMULA)
    if price_euro is None:
        missing.append(_NO_PRICE)
    elif price_euro < 0:
        missing.append(_NEGATIVE_PRICE)
    is_relative = criterion.formula != LINEAR_BETWEEN_AMOUNTS
    if is_relative and lowest.euro is None and price_euro is not None:
        missing.extend(lowest.why or (_NO_LOWEST,))
    if missing or maximum is None or formula is None or price_euro is None:
        return _undetermined(criterion, *missing)
    found = formula(criterion, price_euro, lowest.euro if lowest.euro is not None else Decimal(0))
    if isinstance(found, Text):
        return _undetermined(criterion, found)
    points = min(rounded(found.share * Fraction(maximum), decimals), maximum)
    step = Text(
        f"{found.step.nl} x {figure(maximum).nl} = {points_figure(points).nl}",
        f"{found.step.en} x {figure(maximum).en} = {points_figure(points).en}",
    )
    return CriterionScore(criterion.iri, criterion.name, ScoreKind.PRICE, maximum, points, (step,))


def above_ceiling(criterion: Criterion, price_euro: Decimal | None) -> Text | None:
    """Return why a price puts a bid out, or None when it does not."""
    ceiling = criterion.ceiling_euro
    if price_euro is None or ceiling is None or price_euro <= ceiling:
        return None
    return Text(
        "de prijs van {price} euro ligt boven het plafond van {ceiling} euro",
        "the price of {price} euros is above the ceiling of {ceiling} euros",
    ).format(price=figure(price_euro), ceiling=figure(ceiling))


def _linear_to_lowest(_: Criterion, price: Decimal, lowest: Decimal) -> _Sum | Text:
    if lowest == 0:
        return _NO_DIVISION
    if price > 2 * lowest:
        nothing = Text("(meer dan twee keer {lowest}: 0)", "(more than twice {lowest}: 0)")
        return _Sum(Fraction(0), nothing.format(lowest=figure(lowest)))
    share = min(Fraction(1), 1 - (Fraction(price) - Fraction(lowest)) / Fraction(lowest))
    step = Text.same("(1 - ({price} - {lowest}) / {lowest})")
    return _Sum(share, step.format(price=figure(price), lowest=figure(lowest)))


def _proportional_to_lowest(_: Criterion, price: Decimal, lowest: Decimal) -> _Sum | Text:
    if price == 0:
        return _NO_DIVISION
    share = min(Fraction(1), Fraction(lowest) / Fraction(price))
    return _Sum(share, Text.same("{lowest} / {price}").format(price=figure(price), lowest=figure(lowest)))


def _linear_between_amounts(criterion: Criterion, price: Decimal, _: Decimal) -> _Sum | Text:
    floor, ceiling = criterion.floor_euro, criterion.ceiling_euro
    if floor is None or ceiling is None or floor >= ceiling:
        return _NO_AMOUNTS
    if price <= floor:
        return _Sum(
            Fraction(1),
            Text("(niet boven de bodem van {floor}: 1)", "(not above the floor of {floor}: 1)").format(
                floor=figure(floor)
            ),
        )
    share = max(Fraction(0), (Fraction(ceiling) - Fraction(price)) / (Fraction(ceiling) - Fraction(floor)))
    step = Text.same("({ceiling} - {price}) / ({ceiling} - {floor})")
    return _Sum(share, step.format(ceiling=figure(ceiling), price=figure(price), floor=figure(floor)))


_FORMULAS: Final[Mapping[str, _Formula]] = {
    LINEAR_TO_LOWEST: _linear_to_lowest,
    PROPORTIONAL_TO_LOWEST: _proportional_to_lowest,
    LINEAR_BETWEEN_AMOUNTS: _linear_between_amounts,
}


def _undetermined(criterion: Criterion, *missing: Text) -> CriterionScore:
    return CriterionScore(
        criterion.iri, criterion.name, ScoreKind.PRICE, criterion.max_points, None, (), tuple(dict.fromkeys(missing))
    )
