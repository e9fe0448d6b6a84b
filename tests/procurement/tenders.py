"""Tenders, bids and judgements to score, each with as little as the case needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.award.prices import LINEAR_TO_LOWEST
from archrepo.procurement.tender import Bid, Claim, CostLine, Criterion, Grade, Judgement, Requirement, Tender

NOWHERE = Location("", 0, 0, 0, 0)
TENS = tuple(Grade(f"grade-{step}", Text.same(str(step)), Decimal(step * 10)) for step in (10, 8, 6, 2, 0))


def criterion(
    iri: str,
    points: str | int | None,
    *,
    formula: str = "",
    parent: str = "",
    minimum: str | int | None = None,
    ceiling: str | int | None = None,
    floor: str | int | None = None,
    grades: tuple[Grade, ...] = (),
    lot: str = "",
) -> Criterion:
    """Return a criterion; one with a formula is a price criterion."""
    return Criterion(
        iri,
        Text.same(iri),
        bool(formula),
        number(points),
        number(minimum),
        parent,
        formula,
        Text.same(""),
        number(ceiling),
        number(floor),
        grades,
        NOWHERE,
        lot,
    )


def wish(iri: str, points: str | int | None, under: str) -> Requirement:
    return Requirement(
        iri=iri,
        number="",
        name=Text.same(iri),
        text=Text.same(iri),
        is_knock_out=False,
        is_wish=True,
        max_points=number(points),
        criterion=under,
        document="",
        topics=(),
        standards=(),
        measures=(),
        evidence_kinds=(),
        lots=(),
        quantity=None,
        read_from="",
        read_at="",
        location=NOWHERE,
    )


def claim(requirement: str, grade: str, *documents: str) -> Claim:
    return Claim(requirement, "", grade, None, "", documents, None, "", NOWHERE)


def bid(
    iri: str,
    price: str | int | None,
    *claims: Claim,
    lots: tuple[str, ...] = (),
    costs: tuple[CostLine, ...] = (),
) -> Bid:
    return Bid(
        iri, Text.same(iri), "", Text.same(""), (), "", lots, number(price), None, claims, "", NOWHERE, costs=costs
    )


def judgement(
    bid: str, criterion: str, grade: str, by: str = "inkoper", reason: str = "omdat", on: date | None = None
) -> Judgement:
    return Judgement(criterion, bid, grade, Text.same(by), on, Text.same(reason), NOWHERE)


def tender(
    criteria: Sequence[Criterion],
    bids: Sequence[Bid],
    judgements: Sequence[Judgement] = (),
    *,
    wishes: Sequence[Requirement] = (),
    tie_rule: str = "",
    grades: tuple[Grade, ...] = TENS,
    total: int | None = None,
    decimals: int = 2,
    term: int | None = 4,
    estimate: int | None = None,
) -> Tender:
    """Return a tender whose criteria add up to its total, unless the case says otherwise."""
    nothing = Text.same("")
    points = sum((one.max_points or Decimal(0) for one in criteria if not one.parent), Decimal(0))
    return Tender(
        iri="tender",
        name=Text.same("tender"),
        description=nothing,
        title="",
        owner=nothing,
        estimated_value_euro=number(estimate),
        term_years=number(term),
        procedure=nothing,
        publication_date=None,
        submission_deadline=None,
        award_notice_date=None,
        award_date=None,
        terms=nothing,
        traits=(),
        reference_components=(),
        base_registrations=(),
        hosting=(),
        lots=(),
        documents=(),
        requirements=tuple(wishes),
        criteria=tuple(criteria),
        grades=grades,
        total_points=points if total is None else Decimal(total),
        decimals=decimals,
        tie_rule=tie_rule,
        tie_text=nothing,
        candidates=(),
        bids=tuple(bids),
        judgements=tuple(judgements),
        awarded_bid="",
        location=NOWHERE,
    )


def price(points: int = 30, formula: str = LINEAR_TO_LOWEST, ceiling: int | None = None) -> Criterion:
    """Return the price criterion of the hand-worked examples: linear, thirty points."""
    return criterion("prijs", points, formula=formula, ceiling=ceiling)


def number(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
