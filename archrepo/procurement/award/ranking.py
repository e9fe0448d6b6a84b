"""Award by the method of the tender: quality first, then price among the bids that are left, then the ranking.

A bid that is out does not set the lowest price, and what cannot be determined is told and never ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from archrepo.language import Text
from archrepo.procurement.award.arithmetic import figure, points_figure, sum_text
from archrepo.procurement.award.prices import LINEAR_BETWEEN_AMOUNTS, Lowest, above_ceiling, price_score
from archrepo.procurement.award.quality import quality_score
from archrepo.procurement.award.scores import Award, BidScore, BidStatus, CriterionScore, ScoreKind
from archrepo.procurement.tender import Bid, Criterion, Tender
from archrepo.vocabulary import ar

TIE_BY_QUALITY: Final = ar("TieByQuality").value
TIE_BY_PRICE: Final = ar("TieByPrice").value
TIE_BY_DRAWING: Final = ar("TieByDrawing").value

_NOT_COUNTED = Text("de inschrijving valt af en telt niet mee", "the bid is out and does not count")


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A bid on its way: its quality scores, and why it is out, if it is.

    `is_pending` when it may still be put out, `is_undecided` when that is because of a mandatory requirement.
    """

    bid: Bid
    reasons: tuple[Text, ...]
    scores: Mapping[str, CriterionScore]
    is_pending: bool
    is_undecided: bool


def award_of(
    tender: Tender,
    knocked_out: Mapping[str, Sequence[Text]] | None = None,
    lot: str = "",
    undecided: Collection[str] = (),
) -> Award:
    """Return the outcome of the award method over the bids of a tender, or over those of one lot.

    `knocked_out` gives the reasons for each bid (by IRI) that fails a mandatory requirement; it is out. A bid is also
    out above a ceiling and below a minimum of points. Points are rounded half up to the decimals of the tender at each
    leaf, and then added up. When one bid that takes part lacks a price, a grade or an answer that points depend on, no
    bid has a rank. `undecided` are the bids (by IRI) of which it is open whether they meet each mandatory requirement:
    they take part, but the award tells that the ranking is provisional, and they alone cannot set the lowest price.
    """
    tops = _tops(tender, lot)
    bids = [bid for bid in tender.bids if not lot or not bid.lots or lot in bid.lots]
    weighed = [
        _weigh(tender, bid, tops, tuple((knocked_out or {}).get(bid.iri, ())), is_undecided=bid.iri in undecided)
        for bid in bids
    ]
    lowest = _lowest([one for one in weighed if not one.reasons])
    scores = [_score(tender, one, tops, lowest) for one in weighed]
    ranked, ties = _ranked(tender, [score for score in scores if score.status is BidStatus.RANKED])
    undetermined = [score for score in scores if score.status is BidStatus.UNDETERMINED]
    if undetermined:
        ranked = [replace(score, rank=None) for score in ranked]
        ties = []
    firsts = [score.iri for score in ranked if score.rank == 1]
    out = [score for score in scores if score.status is BidStatus.OUT]
    return Award(
        lot=lot,
        bids=(*ranked, *undetermined, *out),
        winner=firsts[0] if len(firsts) == 1 else "",
        lowest_price_euro=lowest.euro,
        ties=tuple(ties),
        remarks=(*_remarks(tender, tops), *_provisional([one.bid for one in weighed if one.is_undecided])),
        summary=_summary(ranked, undetermined, out, has_tie=bool(ties)),
    )


def _tops(tender: Tender, lot: str) -> tuple[Criterion, ...]:
    """Return the criteria that are under no other: those of the lot, or of the procurement if the lot has none."""
    known = {criterion.iri for criterion in tender.criteria}
    tops = [criterion for criterion in tender.criteria if criterion.parent not in known]
    return tuple(one for one in tops if lot and one.lot == lot) or tuple(one for one in tops if not one.lot)


def _weigh(
    tender: Tender, bid: Bid, tops: Sequence[Criterion], knocked_out: tuple[Text, ...], *, is_undecided: bool
) -> _Weighed:
    reasons = list(knocked_out)
    reasons.extend(
        reason
        for criterion in tops
        if criterion.is_price and (reason := above_ceiling(criterion, bid.price_euro)) is not None
    )
    scores = {one.iri: quality_score(tender, bid, one) for one in tops if not one.is_price}
    is_pending = is_undecided
    for criterion, score in _scored(tender, scores.values()):
        minimum = criterion.minimum_points
        if minimum is not None and score.points is None:
            is_pending = True
        elif (reason := _below_minimum(criterion, score)) is not None:
            reasons.append(reason)
    return _Weighed(bid, tuple(dict.fromkeys(reasons)), scores, is_pending, is_undecided and not reasons)


def _scored(tender: Tender, scores: Iterable[CriterionScore]) -> Iterator[tuple[Criterion, CriterionScore]]:
    """Yield every criterion with its score, those below it included; wishes are left out."""
    criteria = {criterion.iri: criterion for criterion in tender.criteria}
    for score in scores:
        if score.iri in criteria:
            yield criteria[score.iri], score
            yield from _scored(tender, score.parts)


def _below_minimum(criterion: Criterion, score: CriterionScore) -> Text | None:
    minimum = criterion.minimum_points
    if minimum is None or score.points is None or score.points >= minimum:
        return None
    return Text(
        "{criterion}: {points} punten, en het minimum is {minimum}",
        "{criterion}: {points} points, and the minimum is {minimum}",
    ).format(criterion=criterion.name, points=points_figure(score.points), minimum=figure(minimum))


def _lowest(taking_part: Sequence[_Weighed]) -> Lowest:
    """Return the lowest price; not certain when a price is missing, or when the cheapest may still be put out."""
    missing = tuple(
        Text(
            "de laagste prijs staat niet vast: {bid} heeft geen bruikbare prijs",
            "the lowest price is not certain: {bid} has no price that can be used",
        ).format(bid=one.bid.name)
        for one in taking_part
        if one.bid.price_euro is None or one.bid.price_euro < 0
    )
    if missing or not taking_part:
        return Lowest(None, missing)
    prices = [(one.bid.price_euro, one) for one in taking_part if one.bid.price_euro is not None]
    lowest = min(price for price, _ in prices)
    cheapest = [one for price, one in prices if price == lowest]
    if all(one.is_pending for one in cheapest):
        return Lowest(
            None,
            tuple(
                Text(
                    "de laagste prijs staat niet vast: {bid} valt misschien nog af",
                    "the lowest price is not certain: {bid} may still be out",
                ).format(bid=one.bid.name)
                for one in cheapest
            ),
        )
    return Lowest(lowest)


def _score(tender: Tender, weighed: _Weighed, tops: Sequence[Criterion], lowest: Lowest) -> BidScore:
    bid = weighed.bid
    reasons = list(weighed.reasons)
    criteria = []
    for criterion in tops:
        if not criterion.is_price:
            criteria.append(weighed.scores[criterion.iri])
        elif weighed.reasons:
            criteria.append(
                CriterionScore(
                    criterion.iri, criterion.name, ScoreKind.PRICE, criterion.max_points, None, (), (), (_NOT_COUNTED,)
                )
            )
        else:
            priced = price_score(criterion, bid.price_euro, lowest, tender.decimals)
            criteria.append(priced)
            reasons.extend(filter(None, [_below_minimum(criterion, priced)]))
    points = [one.points for one in criteria]
    known = [one for one in points if one is not None]
    quality = [one.points for one in criteria if one.kind is not ScoreKind.PRICE]
    known_quality = [one for one in quality if one is not None]
    is_complete = len(known) == len(points) and bool(points)
    total = sum(known, Decimal(0)) if is_complete and not reasons else None
    missing = [
        Text(f"{one.name.nl}: {why.nl}", f"{one.name.en}: {why.en}")
        for one in criteria
        if not reasons
        for why in one.missing
    ]
    status = BidStatus.OUT if reasons else BidStatus.RANKED if total is not None else BidStatus.UNDETERMINED
    return BidScore(
        iri=bid.iri,
        name=bid.name,
        price_euro=bid.price_euro,
        status=status,
        reasons=tuple(reasons),
        criteria=tuple(criteria),
        quality=sum(known_quality, Decimal(0)) if len(known_quality) == len(quality) else None,
        total=total,
        steps=() if total is None else (sum_text(map(points_figure, known), points_figure(total)),),
        rank=None,
        missing=tuple(missing),
    )


def _ranked(tender: Tender, scores: Sequence[BidScore]) -> tuple[list[BidScore], list[Text]]:
    """Return the scores with their ranks, best first, and how each tie was decided."""
    ranked: list[BidScore] = []
    ties: list[Text] = []
    for _, group in groupby(sorted(scores, key=_by_total), key=_by_total):
        equal = list(group)
        if len(equal) > 1:
            ties.append(_tie_text(tender, equal))
            equal.sort(key=lambda score: _tie_key(tender, score))
        start = len(ranked)
        for position, score in enumerate(equal):
            before = equal[position - 1] if position else None
            is_shared = before is not None and _tie_key(tender, before) == _tie_key(tender, score)
            ranked.append(replace(score, rank=ranked[-1].rank if is_shared else start + position + 1))
    return ranked, ties


def _by_total(score: BidScore) -> Decimal:
    return -(score.total or Decimal(0))


def _tie_key(tender: Tender, score: BidScore) -> Decimal:
    """Return what decides between bids with equal points, the better one smaller; always zero when nothing does."""
    if tender.tie_rule == TIE_BY_QUALITY:
        return -(score.quality or Decimal(0))
    if tender.tie_rule == TIE_BY_PRICE:
        return Decimal("Infinity") if score.price_euro is None else score.price_euro
    return Decimal(0)


def _tie_text(tender: Tender, equal: Sequence[BidScore]) -> Text:
    told = Text(
        f"{_listed([one.name for one in equal]).nl} hebben elk {points_figure(equal[0].total or Decimal(0)).nl} punten",
        f"{_listed([one.name for one in equal]).en} have {points_figure(equal[0].total or Decimal(0)).en} points each",
    )
    keys = {_tie_key(tender, one) for one in equal}
    if tender.tie_rule == TIE_BY_DRAWING:
        how = Text("er wordt geloot", "lots are drawn")
    elif tender.tie_rule not in (TIE_BY_QUALITY, TIE_BY_PRICE):
        how = Text("er is geen regel die beslist", "there is no rule that decides")
    elif tender.tie_rule == TIE_BY_QUALITY:
        how = Text("de meeste punten voor kwaliteit beslissen", "most points for quality decide")
    else:
        how = Text("de laagste prijs beslist", "the lowest price decides")
    if tender.tie_rule in (TIE_BY_QUALITY, TIE_BY_PRICE) and len(keys) < len(equal):
        how = Text(f"{how.nl}, maar ook die is gelijk", f"{how.en}, but that is equal as well")
    return Text(f"{told.nl}: {how.nl}", f"{told.en}: {how.en}")


def _remarks(tender: Tender, tops: Sequence[Criterion]) -> Iterator[Text]:
    """Yield what is odd in the method: points that do not add up, criteria and wishes that count nowhere."""
    if not tops:
        yield Text("er is geen gunningscriterium", "there is no award criterion")
        return
    maxima = [one.max_points for one in tops if one.max_points is not None]
    if len(maxima) == len(tops) and sum(maxima) != tender.total_points:
        yield Text(
            "de criteria tellen op tot {sum} punten en niet tot {total}",
            "the criteria add up to {sum} points and not to {total}",
        ).format(sum=figure(sum(maxima, Decimal(0))), total=figure(tender.total_points))
    reached = {one.iri for one in tops}
    for _ in tender.criteria:
        reached |= {one.iri for one in tender.criteria if one.parent in reached}
    for one in tender.criteria:
        if one.iri not in reached and not one.lot:
            yield Text("{name} telt nergens mee", "{name} counts nowhere").format(name=one.name)
    for wish in tender.requirements:
        if wish.is_wish and wish.max_points is not None and wish.criterion not in {one.iri for one in tender.criteria}:
            yield Text(
                "wens {name} heeft punten maar hoort bij geen criterium; die punten tellen niet mee",
                "wish {name} has points but belongs to no criterion; those points do not count",
            ).format(name=wish.name)
    if any(one.is_price and one.formula != LINEAR_BETWEEN_AMOUNTS for one in tops) and len(tender.bids) == 1:
        yield Text(
            "er is één inschrijving: die krijgt alle punten voor prijs",
            "there is one bid: it gets all points for price",
        )


def _provisional(undecided: Sequence[Bid]) -> tuple[Text, ...]:
    if not undecided:
        return ()
    names = _listed([bid.name for bid in undecided])
    return (
        Text(
            f"voorlopig: van {names.nl} staat nog niet vast of aan elke verplichte eis is voldaan",
            f"provisional: of {names.en} it is not certain yet that each mandatory requirement is met",
        ),
    )


def _summary(
    ranked: Sequence[BidScore], undetermined: Sequence[BidScore], out: Sequence[BidScore], *, has_tie: bool
) -> Text:
    """Return one sentence on the outcome."""
    tail = Text("", "")
    if out:
        names = _listed([one.name for one in out])
        tail = (
            Text(f" {names.nl} valt af.", f" {names.en} is out.")
            if len(out) == 1
            else Text(f" {names.nl} vallen af.", f" {names.en} are out.")
        )
    if undetermined:
        names = _listed([one.name for one in undetermined])
        return Text(
            f"De rangorde is niet te bepalen: van {names.nl} ontbreken gegevens.{tail.nl}",
            f"The ranking cannot be determined: facts of {names.en} are missing.{tail.en}",
        )
    firsts = [one for one in ranked if one.rank == 1]
    if not firsts:
        return Text(f"Geen inschrijving blijft over.{tail.nl}", f"No bid is left.{tail.en}")
    points = points_figure(firsts[0].total or Decimal(0))
    names = _listed([one.name for one in firsts])
    if len(firsts) > 1:
        return Text(
            f"{names.nl} staan gelijk met {points.nl} punten; niets wijst één winnaar aan.{tail.nl}",
            f"{names.en} are equal with {points.en} points; nothing names one winner.{tail.en}",
        )
    if has_tie and any(one.total == firsts[0].total for one in ranked if one.rank != 1):
        return Text(
            f"{names.nl} gaat voor bij een gelijke stand van {points.nl} punten.{tail.nl}",
            f"{names.en} goes first in a tie of {points.en} points.{tail.en}",
        )
    return Text(
        f"{names.nl} heeft de meeste punten: {points.nl}.{tail.nl}",
        f"{names.en} has most points: {points.en}.{tail.en}",
    )


def _listed(names: Sequence[Text]) -> Text:
    """Return "a, b en c"."""
    if len(names) == 1:
        return names[0]
    return Text(
        f"{', '.join(one.nl for one in names[:-1])} en {names[-1].nl}",
        f"{', '.join(one.en for one in names[:-1])} and {names[-1].en}",
    )
