"""An assessment for eyes that may not see everything: blind for assessors, and of one bid for its bidder.

Both are assessments again, so that whatever is made of them (text, JSON, tables, pages, reports) leaks as little.
"""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TypeVar

from archrepo.findings import Finding, Location
from archrepo.language import LANGUAGES, Language, Text
from archrepo.procurement.assessment import (
    Assessment,
    BidAssessment,
    Impact,
    PrincipleVerdict,
    Touched,
    UnreadBid,
)
from archrepo.procurement.award.prices import LINEAR_BETWEEN_AMOUNTS
from archrepo.procurement.award.scores import Award, BidScore, CriterionScore, ScoreKind
from archrepo.procurement.dossier.scrubbing import Amounts, Scrub, mapped, names_of_bid, strings_in, words_in
from archrepo.procurement.tender import Bid

_ALIAS = Text("Inschrijver {letter}", "Bidder {letter}")
_RIVAL = Text("een andere inschrijver", "another bidder")
_NOT_SHOWN = Text("alleen de eigen inschrijving wordt getoond", "only the bid itself is shown")
_TOO_FEW = Text("minder punten voor prijs dan het minimum", "fewer points for price than the minimum")
_MONEY = "Euro"
Placed = TypeVar("Placed")
_UNREAD = UnreadBid(
    Text("bestand en fout staan hier niet", "its file and its fault are not told here"),
    Location("", 0, 0, 0, 0),
    Text("bekijk de toets met namen", "look at the assessment with names"),
)


def blinded(assessment: Assessment, *, hides_prices: bool = False) -> Assessment:
    """Return the assessment with the bids as "Inschrijver A", "Inschrijver B" and so on, in an order by their content.

    No name, IRI or file of a bidder, of what is offered or of anything else that only a bid brings is in it, and no
    word of the names of bidder and product that the tender itself does not use. What a bidder writes of itself in other
    words cannot be told apart from any other text.
    """
    bids = in_blind_order(assessment)
    aliases = [_ALIAS.format(letter=_letters(index)) for index in range(len(bids))]
    common = frozenset(words_in(_published(assessment)))
    named = list(zip(bids, aliases, strict=True))
    dutch, english = Scrub("nl", named, common), Scrub("en", named, common)
    kept = _in_order_of(assessment, bids)
    if hides_prices:
        amounts = Amounts(amount for one in bids for amount in _amounts(one))
        kept = mapped(_without_prices(kept), lambda text: Text(amounts(text.nl), amounts(text.en)), amounts)
    found = mapped(kept, lambda text: Text(dutch(text.nl), english(text.en)), dutch)
    return replace(
        found,
        bids=tuple(
            replace(one, name=alias, impact=_sorted_impact(one.impact))
            for one, alias in zip(found.bids, aliases, strict=True)
        ),
        impact=_sorted_impact(found.impact),
        unread=(_UNREAD,) * len(assessment.unread),
    )


def in_blind_order(assessment: Assessment) -> tuple[BidAssessment, ...]:
    """Return the bids in the order in which `blinded` shows them, with their names."""
    return tuple(sorted(assessment.bids, key=lambda one: digest_of(one.bid)))


def for_bidder(assessment: Assessment, bid: BidAssessment) -> Assessment:
    """Return what one bidder may have: everything on its own bid, and nothing of the others or of the estimate.

    What people answered on the purchase is not in it. Where a person names another bid, its bidder or its product, as
    in the reason of a grade, "another bidder" stands; what this bidder wrote itself stays as it is.
    Points for price that follow from the lowest price are not in it: with its own price a bidder could work that out.
    """
    tender = replace(
        assessment.tender,
        bids=tuple(one for one in assessment.tender.bids if one.iri == bid.iri),
        judgements=tuple(one for one in assessment.tender.judgements if one.bid == bid.iri),
        candidates=tuple(one for one in assessment.tender.candidates if one in bid.bid.offered),
        awarded_bid=assessment.tender.awarded_bid if assessment.tender.awarded_bid == bid.iri else "",
        estimated_value_euro=None,
    )
    cost = bid.cost
    if cost is not None and cost.beside_estimate_euro is not None:
        cost = replace(cost, beside_estimate_euro=None, steps=())
    hidden = _telling_criteria(assessment)
    own = replace(
        bid,
        score=None if bid.score is None else _own_score(bid.score, hidden),
        cost=cost,
        left_out=tuple(one for one in bid.left_out if one not in bid.of_rivals),
        of_rivals=(),
    )
    estimates = Amounts(
        one
        for one in (assessment.procurement.estimated_value_euro, assessment.tender.estimated_value_euro)
        if one is not None
    )
    told = replace(
        assessment,
        procurement=replace(assessment.procurement, estimated_value_euro=None),
        verdicts=_without_answers(assessment),
        bids=(own,),
        new_findings=bid.new_findings,
        resolved_findings=bid.resolved_findings,
        impact=bid.impact,
        tender=tender,
        awards=tuple(_own_award(award, score, hidden) for award in assessment.awards if (score := award.of(bid.iri))),
        questions=(),
        unread=(),
    )
    dutch, english = (_without_rivals(assessment, bid, language) for language in LANGUAGES)
    return mapped(
        told,
        lambda text: Text(dutch(estimates(text.nl)), english(estimates(text.en))),
        lambda text: dutch(estimates(text)),
    )


def _without_answers(assessment: Assessment) -> tuple[PrincipleVerdict, ...]:
    """Return the verdicts on the purchase, without evidence where it is what people answered."""
    asked = {one.about for one in assessment.questions}
    return tuple(replace(one, evidence=()) if one.principle in asked else one for one in assessment.verdicts)


def _published(assessment: Assessment) -> tuple[str, ...]:
    """Return what the purchase itself says, without a word of a bid."""
    tender = replace(assessment.tender, bids=(), judgements=(), candidates=(), awarded_bid="")
    return tuple(strings_in((tender, assessment.procurement)))


def _without_rivals(assessment: Assessment, own: BidAssessment, language: Language) -> Callable[[str], str]:
    """Return what takes the names of the other bids out of a text that is not of this bidder itself."""
    published, names = _published(assessment), names_of_bid(own)
    judged = [(one.name, one.remedy) for one in (*assessment.verdicts, *own.verdicts)]
    common = frozenset(words_in((*published, *names, *strings_in(tuple(judged)))))
    rivals = [(one, _RIVAL) for one in assessment.bids if one.iri != own.iri]
    scrub = Scrub(language, rivals, common, names, published)
    written = frozenset(strings_in((own.bid, own.facts, own.things)))
    return cache(lambda text: text if text in written else scrub(text))


def _in_order_of(assessment: Assessment, bids: Sequence[BidAssessment]) -> Assessment:
    """Return the assessment with everything of the bids in their new order."""
    order = {one.iri: index for index, one in enumerate(bids)}
    tender = assessment.tender
    return replace(
        assessment,
        bids=tuple(bids),
        new_findings=_findings(assessment.new_findings, [one.new_findings for one in bids]),
        resolved_findings=_findings(assessment.resolved_findings, [one.resolved_findings for one in bids]),
        tender=replace(
            tender,
            bids=tuple(sorted(tender.bids, key=lambda one: order.get(one.iri, -1))),
            judgements=tuple(sorted(tender.judgements, key=lambda one: order.get(one.bid, -1))),
            candidates=tuple(sorted(tender.candidates, key=lambda one: order.get(one, -1))),
        ),
        awards=tuple(_award(award, order) for award in assessment.awards),
    )


def _findings(found: Sequence[Finding], by_bid: Sequence[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    theirs = dict.fromkeys(finding for listed in by_bid for finding in listed)
    return (*(finding for finding in found if finding not in theirs), *theirs)


def _award(award: Award, order: Mapping[str, int]) -> Award:
    """Return the award with bids that have no rank in the new order; the ranked ones stay first."""
    statuses = list(dict.fromkeys(one.status for one in award.bids))
    ordered = sorted(award.bids, key=lambda one: (statuses.index(one.status), one.rank or 0, order.get(one.iri, -1)))
    return replace(award, bids=tuple(ordered))


def _own_award(award: Award, score: BidScore, hidden: frozenset[str]) -> Award:
    return Award(
        lot=award.lot,
        bids=(_own_score(score, hidden),),
        winner=award.winner if award.winner == score.iri else "",
        lowest_price_euro=None,
        ties=(),
        remarks=(),
        summary=_NOT_SHOWN,
    )


def _telling_criteria(assessment: Assessment) -> frozenset[str]:
    """Return the price criteria by which own points and own price together give away the lowest price."""
    criteria = assessment.tender.criteria
    return frozenset(one.iri for one in criteria if one.is_price and one.formula != LINEAR_BETWEEN_AMOUNTS)


def _own_score(score: BidScore, hidden: frozenset[str]) -> BidScore:
    """Return a score without what shows the price of another bid: sums, points that follow from it, and their total."""
    telling = [one for one in score.criteria if one.iri in hidden]
    names = tuple(f"{one.name.nl}: " for one in telling)
    return replace(
        score,
        criteria=tuple(_without_sums(one, hidden) for one in score.criteria),
        reasons=tuple(_TOO_FEW if one.nl.startswith(names) else one for one in score.reasons),
        total=None if telling else score.total,
        steps=() if telling else score.steps,
        missing=(),
    )


def _without_sums(score: CriterionScore, hidden: frozenset[str]) -> CriterionScore:
    if score.kind is ScoreKind.PRICE:
        points = None if score.iri in hidden else score.points
        return replace(score, points=points, steps=(), missing=(), remarks=(), parts=())
    return replace(score, parts=tuple(_without_sums(one, hidden) for one in score.parts))


def _without_prices(assessment: Assessment) -> Assessment:
    """Return the assessment without any price, cost, or point that follows from them."""

    def hidden(bid: Bid) -> Bid:
        return replace(bid, price_euro=None, costs=())

    return replace(
        assessment,
        bids=tuple(
            replace(
                one,
                bid=hidden(one.bid),
                facts=tuple(fact for fact in one.facts if not fact.property.endswith(_MONEY)),
                cost=None,
                score=None,
            )
            for one in assessment.bids
        ),
        tender=replace(assessment.tender, bids=tuple(hidden(one) for one in assessment.tender.bids)),
        awards=(),
    )


def _amounts(bid: BidAssessment) -> Iterator[Decimal]:
    """Yield what a bid asks and costs, and every other amount that it states."""
    if bid.bid.price_euro is not None:
        yield bid.bid.price_euro
    yield from (line.amount_euro for line in bid.bid.costs)
    for fact in bid.facts:
        if fact.property.endswith(_MONEY):
            stated = fact.value.en.replace(",", "")
            if stated.replace(".", "", 1).isdigit():
                yield Decimal(stated)


def digest_of(bid: Bid) -> str:
    """Return a number that follows from all that a bid says, so that only who has the bid can tell it.

    Where in its file the bid says so does not matter: a line more, or claims in another order, give the same number.
    """
    said = _placeless(replace(bid, claims=tuple(sorted((_placeless(one) for one in bid.claims), key=repr))))
    return sha256(repr(said).encode()).hexdigest()


def _placeless(value: Placed) -> Placed:
    """Return the value without where in its file it is written, and so without the numbers of nameless parts."""
    found: object = value
    if isinstance(value, Location):
        found = Location("", 0, 0, 0, 0)
    elif isinstance(value, str) and value.startswith("_:"):
        found = "_:"
    elif isinstance(value, tuple):
        found = tuple(_placeless(one) for one in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _placeless(getattr(value, field.name)) for field in dataclasses.fields(value)}
        found = replace(value, **parts)
    return found  # type: ignore[return-value]  # each branch keeps the type of what it was given


def _letters(index: int) -> str:
    """Return A to Z, and AA, AB and so on behind them."""
    more, last = divmod(index, len(string.ascii_uppercase))
    return (_letters(more - 1) if more else "") + string.ascii_uppercase[last]


def _sorted_impact(impact: Impact) -> Impact:
    def listed(found: tuple[Touched, ...]) -> tuple[Touched, ...]:
        return tuple(sorted(found, key=lambda one: (one.name.nl.casefold(), one.how.nl, one.iri)))

    return Impact(**{field.name: listed(getattr(impact, field.name)) for field in dataclasses.fields(impact)})
