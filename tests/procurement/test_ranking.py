"""The ranking of bids: ties, lots, and what is odd in the award method."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tenders import TENS, bid, criterion, judgement, price, tender, wish

from archrepo.language import Text
from archrepo.procurement.award.prices import LINEAR_BETWEEN_AMOUNTS, LINEAR_TO_LOWEST, PROPORTIONAL_TO_LOWEST
from archrepo.procurement.award.ranking import TIE_BY_DRAWING, TIE_BY_PRICE, TIE_BY_QUALITY, award_of
from archrepo.procurement.award.scores import Award
from archrepo.procurement.tender import Grade, Tender

KNOCKED_OUT = {"a": [Text("voldoet niet aan eis 3", "does not meet requirement 3")]}


def awarded(rule: str, *names: str) -> tuple[list[tuple[str, int | None]], str, list[str]]:
    """Return ranks, winner and ties; a and d have 60 points with most quality, b 60 with the lowest price, c none."""
    criteria = [
        criterion("prijs", 40, formula=LINEAR_BETWEEN_AMOUNTS, floor=500, ceiling=1500),
        criterion("plan", 40),
    ]
    prices = {"a": 1000, "b": 500, "c": 1500, "d": 1000}
    grades = {"a": "grade-10", "b": "grade-5", "c": "grade-0", "d": "grade-10"}
    middle = Grade("grade-5", Text.same("5"), Decimal(50))
    given = [judgement(name, "plan", grades[name]) for name in names]
    found = award_of(
        tender(criteria, [bid(name, prices[name]) for name in names], given, tie_rule=rule, grades=(*TENS, middle))
    )
    return [(one.iri, one.rank) for one in found.bids], found.winner, [tie.nl for tie in found.ties]


def test_most_quality_decides_a_tie() -> None:
    ranks, winner, ties = awarded(TIE_BY_QUALITY, "b", "a", "c")

    assert ranks == [("a", 1), ("b", 2), ("c", 3)]
    assert winner == "a"
    assert ties == ["b en a hebben elk 60,00 punten: de meeste punten voor kwaliteit beslissen"]


def test_the_lowest_price_decides_a_tie() -> None:
    ranks, winner, _ = awarded(TIE_BY_PRICE, "a", "b", "c")

    assert ranks == [("b", 1), ("a", 2), ("c", 3)]
    assert winner == "b"


@pytest.mark.parametrize(("rule", "words"), [(TIE_BY_DRAWING, "er wordt geloot"), ("", "er is geen regel")])
def test_drawing_lots_and_no_rule_name_nobody(rule: str, words: str) -> None:
    ranks, winner, ties = awarded(rule, "a", "b", "c")

    assert ranks == [("a", 1), ("b", 1), ("c", 3)]
    assert winner == ""
    assert words in ties[0]


def test_a_tie_that_its_rule_does_not_decide_names_nobody() -> None:
    ranks, winner, ties = awarded(TIE_BY_QUALITY, "a", "d", "c")

    assert ranks == [("a", 1), ("d", 1), ("c", 3)]
    assert winner == ""
    assert ties[0].endswith("maar ook die is gelijk")


def test_the_order_of_the_bids_does_not_change_the_ranks() -> None:
    assert sorted(awarded(TIE_BY_PRICE, "a", "b", "c", "d")[0]) == sorted(awarded(TIE_BY_PRICE, "d", "c", "b", "a")[0])


def test_nobody_wins_without_bids_or_when_all_are_out() -> None:
    empty = award_of(tender([price()], []))
    out = award_of(tender([price(ceiling=10)], [bid("a", 900)]))

    assert (empty.winner, empty.bids) == ("", ())
    assert out.summary.nl == "Geen inschrijving blijft over. a valt af."


def test_each_lot_has_its_own_criteria_and_bids() -> None:
    criteria = [price(), criterion("plan", 30, lot="l1"), criterion("snelheid", 30, lot="l2")]
    bids = [bid("a", 900, lots=("l1",)), bid("b", 1100, lots=("l2",)), bid("c", 1000)]
    given = [judgement("a", "plan", "grade-6"), judgement("c", "plan", "grade-8")]
    one = tender(criteria, bids, given, total=30)

    first, other = award_of(one, lot="l1"), award_of(one, lot="l3")

    assert [(score.iri, score.total) for score in first.bids] == [("c", Decimal(24)), ("a", Decimal(18))]
    assert [score.iri for score in other.bids] == ["c"]
    assert [score.iri for score in other.bids[0].criteria] == ["prijs"]


def test_what_is_odd_in_the_method_is_told() -> None:
    criteria = [
        price(30),
        criterion("plan", 60),
        criterion("los", 5, parent="rond"),
        criterion("rond", 5, parent="los"),
    ]
    given = [judgement("a", "plan", "grade-8"), judgement("b", "plan", "grade-8")]
    one = tender(criteria, [bid("a", 900), bid("b", 900)], given, wishes=[wish("w", 5, "")], total=100)

    assert [remark.nl for remark in award_of(one).remarks] == [
        "de criteria tellen op tot 90 punten en niet tot 100",
        "los telt nergens mee",
        "rond telt nergens mee",
        "wens w heeft punten maar hoort bij geen criterium; die punten tellen niet mee",
    ]


def test_without_criteria_nothing_is_ranked() -> None:
    found = award_of(tender([], [bid("a", 900)]))

    assert all(bid.rank is None for bid in found.bids)
    assert [remark.nl for remark in found.remarks] == ["er is geen gunningscriterium"]


def test_a_bid_with_open_knock_outs_makes_the_ranking_provisional() -> None:
    one = tender([price()], [bid("a", 900), bid("b", 1100)])

    dear, cheap = award_of(one, undecided={"b"}), award_of(one, undecided={"a"})

    assert [(score.iri, score.rank) for score in dear.bids] == [("a", 1), ("b", 2)]
    assert dear.remarks[-1].nl.startswith("voorlopig: van b staat nog niet vast")
    assert cheap.lowest_price_euro is None
    assert all(bid.rank is None for bid in cheap.bids)
    assert award_of(one, KNOCKED_OUT, undecided={"a"}).remarks == dear.remarks[:-1]


PRICES = some.lists(some.integers(min_value=1, max_value=900_000), min_size=1, max_size=5)
RELATIVE = some.sampled_from([LINEAR_TO_LOWEST, PROPORTIONAL_TO_LOWEST])
STEPS = some.lists(some.sampled_from([10, 8, 6, 2, 0]), min_size=6, max_size=6)


def bids_of(prices: list[int], steps: list[int], formula: str, factor: int = 1) -> Tender:
    """Return a tender with price and plan, and a bid for each price."""
    names = [f"b{number}" for number in range(len(prices))]
    judged = [judgement(name, "plan", f"grade-{step}") for name, step in zip(names, steps, strict=False)]
    bids = [bid(name, amount * factor) for name, amount in zip(names, prices, strict=True)]
    return tender([criterion("prijs", 40, formula=formula), criterion("plan", 60)], bids, judged)


def totals(found: Award) -> dict[str, Decimal | None]:
    return {score.iri: score.total for score in found.bids}


@settings(max_examples=100, deadline=None)
@given(prices=PRICES, steps=STEPS, formula=RELATIVE, cheapest=some.integers(min_value=0, max_value=900_000))
def test_a_bid_that_is_out_changes_nothing_for_the_others(
    prices: list[int], steps: list[int], formula: str, cheapest: int
) -> None:
    alone = award_of(bids_of(prices, steps, formula))
    one = bids_of([*prices, cheapest], steps, formula)
    out = one.bids[-1].iri

    found = award_of(one, {out: [Text.same("eis 1")]})

    assert {name: total for name, total in totals(found).items() if name != out} == totals(alone)
    assert found.winner == alone.winner != out


@settings(max_examples=100, deadline=None)
@given(prices=PRICES, steps=STEPS, formula=RELATIVE, factor=some.integers(min_value=2, max_value=100))
def test_prices_that_all_rise_alike_change_no_points(
    prices: list[int], steps: list[int], formula: str, factor: int
) -> None:
    assert totals(award_of(bids_of(prices, steps, formula))) == totals(
        award_of(bids_of(prices, steps, formula, factor))
    )


@settings(max_examples=100, deadline=None)
@given(prices=PRICES, steps=STEPS, formula=RELATIVE, rule=some.sampled_from([TIE_BY_QUALITY, TIE_BY_PRICE, ""]))
def test_ranks_follow_the_totals_and_only_an_undivided_first_place_wins(
    prices: list[int], steps: list[int], formula: str, rule: str
) -> None:
    found = award_of(replace(bids_of(prices, steps, formula), tie_rule=rule))

    ranked = [(score.rank, score.total) for score in found.bids]
    assert ranked == sorted(ranked, key=lambda one: (one[0] or 0, -(one[1] or 0)))
    assert [total for _, total in ranked] == sorted((total for _, total in ranked), reverse=True)
    firsts = [score.iri for score in found.bids if score.rank == 1]
    assert found.winner == (firsts[0] if len(firsts) == 1 else "")
