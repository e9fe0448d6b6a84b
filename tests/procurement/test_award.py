"""Scoring bids: examples worked by hand, and what holds for any prices and grades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tenders import TENS, bid, claim, criterion, judgement, price, tender, wish

from archrepo.language import Text
from archrepo.procurement.award.prices import LINEAR_BETWEEN_AMOUNTS, LINEAR_TO_LOWEST, PROPORTIONAL_TO_LOWEST
from archrepo.procurement.award.quality import NO, PARTLY, YES, graded_criteria
from archrepo.procurement.award.ranking import award_of
from archrepo.procurement.award.scores import Award, BidScore, BidStatus, CriterionScore
from archrepo.procurement.tender import Claim, Grade

KNOCKED_OUT = {"a": [Text("voldoet niet aan eis 3", "does not meet requirement 3")]}


def scored(found: Award, name: str) -> BidScore:
    score = found.of(name)
    assert score is not None
    return score


def on(found: Award, name: str, criterion_iri: str) -> CriterionScore:
    return next(one for one in scored(found, name).criteria if one.iri == criterion_iri)


def points(found: Award, criterion_iri: str) -> dict[str, Decimal | None]:
    return {score.iri: on(found, score.iri, criterion_iri).points for score in found.bids}


def prices_only(formula: str, *prices: int | str | None, floor: int | None = None, ceiling: int | None = None) -> Award:
    listed = [bid(name, amount) for name, amount in zip("abcdef", prices, strict=False)]
    return award_of(tender([criterion("prijs", 30, formula=formula, floor=floor, ceiling=ceiling)], listed))


# ------------------------------------------------------------------------------------------------------------ price


def test_900_against_1100_on_30_points_gives_23_33_with_the_sum_in_words() -> None:
    found = prices_only(LINEAR_TO_LOWEST, 900, 1100)

    assert points(found, "prijs") == {"a": Decimal("30.00"), "b": Decimal("23.33")}
    assert on(found, "b", "prijs").steps == (
        Text("(1 - (1.100 - 900) / 900) x 30 = 23,33", "(1 - (1,100 - 900) / 900) x 30 = 23.33"),
    )


@pytest.mark.parametrize(
    ("amount", "earned"), [(900, "30"), (1350, "15"), (1799, "0.03"), (1800, "0"), (1801, "0"), (90000, "0")]
)
def test_linear_points_are_zero_from_twice_the_lowest_price(amount: int, earned: str) -> None:
    assert points(prices_only(LINEAR_TO_LOWEST, 900, amount), "prijs")["b"] == Decimal(earned)


@pytest.mark.parametrize(("amount", "earned"), [(900, "30"), (1000, "27"), (1100, "24.55"), (1800, "15")])
def test_proportional_points_are_the_lowest_price_over_the_price(amount: int, earned: str) -> None:
    assert points(prices_only(PROPORTIONAL_TO_LOWEST, 900, amount), "prijs")["b"] == Decimal(earned)


@pytest.mark.parametrize(("amount", "earned"), [(500, "30"), (800, "30"), (900, "22.50"), (1000, "15"), (1200, "0")])
def test_points_between_amounts_do_not_depend_on_the_other_bids(amount: int, earned: str) -> None:
    found = prices_only(LINEAR_BETWEEN_AMOUNTS, amount, 1, floor=800, ceiling=1200)

    assert points(found, "prijs")["a"] == Decimal(earned)


def test_a_half_is_rounded_away_from_zero() -> None:
    found = award_of(tender([price(1)], [bid("a", 1000), bid("b", 1995)]))
    whole = award_of(
        tender([criterion("plan", "0.5")], [bid("a", 1)], [judgement("a", "plan", "grade-10")], decimals=0)
    )

    assert points(found, "prijs")["b"] == Decimal("0.01")
    assert points(whole, "plan")["a"] == Decimal("0.5")


def test_a_price_above_the_ceiling_is_out_and_one_on_it_is_not() -> None:
    found = award_of(tender([price(ceiling=1000)], [bid("a", 1000), bid("b", 1001)]))

    assert [(one.iri, one.status) for one in found.bids] == [("a", BidStatus.RANKED), ("b", BidStatus.OUT)]
    assert scored(found, "b").reasons[0].nl == "de prijs van 1.001 euro ligt boven het plafond van 1.000 euro"


def test_a_bid_that_is_out_does_not_set_the_lowest_price() -> None:
    found = award_of(tender([price()], [bid("a", 400), bid("b", 900), bid("c", 1100)]), KNOCKED_OUT)

    assert found.lowest_price_euro == 900
    assert points(found, "prijs") == {"b": Decimal(30), "c": Decimal("23.33"), "a": None}
    assert scored(found, "a").reasons[0].nl == "voldoet niet aan eis 3"
    assert found.summary.nl == "b heeft de meeste punten: 30,00. a valt af."


@pytest.mark.parametrize("amount", [None, -1])
def test_without_a_usable_price_nobody_gets_a_rank(amount: int | None) -> None:
    found = prices_only(LINEAR_TO_LOWEST, 900, amount)

    assert all(bid.rank is None for bid in found.bids)
    assert found.winner == ""
    assert found.lowest_price_euro is None
    assert "b heeft geen bruikbare prijs" in scored(found, "a").missing[0].nl


def test_a_missing_price_leaves_points_between_amounts_of_the_others_known() -> None:
    found = prices_only(LINEAR_BETWEEN_AMOUNTS, 900, None, floor=800, ceiling=1200)

    assert points(found, "prijs")["a"] == Decimal("22.50")
    assert all(bid.rank is None for bid in found.bids)


@pytest.mark.parametrize("formula", [LINEAR_TO_LOWEST, PROPORTIONAL_TO_LOWEST])
def test_a_price_of_nothing_cannot_be_divided_by_and_is_told(formula: str) -> None:
    found = prices_only(formula, 0, 900)

    assert on(found, "a", "prijs").points is None
    assert "0 euro" in on(found, "a", "prijs").missing[0].nl
    assert all(bid.rank is None for bid in found.bids)


@pytest.mark.parametrize(("floor", "ceiling"), [(None, 1200), (800, None), (1200, 1200)])
def test_amounts_that_are_not_stated_give_no_points(floor: int | None, ceiling: int | None) -> None:
    found = prices_only(LINEAR_BETWEEN_AMOUNTS, 900, floor=floor, ceiling=ceiling)

    assert on(found, "a", "prijs").points is None


def test_a_formula_in_words_alone_is_not_guessed() -> None:
    found = award_of(tender([criterion("prijs", 30, formula="https://elders.example/formule")], [bid("a", 900)]))

    assert on(found, "a", "prijs").points is None
    assert found.summary.nl.startswith("De rangorde is niet te bepalen")


AMOUNTS = some.decimals(min_value="0.01", max_value="9999999.99", places=2)


@settings(max_examples=200, deadline=None)
@given(
    prices=some.lists(AMOUNTS, min_size=1, max_size=6),
    maximum=some.decimals(min_value=0, max_value=1000, places=1),
    formula=some.sampled_from([LINEAR_TO_LOWEST, PROPORTIONAL_TO_LOWEST]),
    decimals=some.integers(min_value=1, max_value=4),
)
def test_the_lowest_price_gets_all_and_a_higher_price_never_more(
    prices: list[Decimal], maximum: Decimal, formula: str, decimals: int
) -> None:
    bids = [bid(f"b{number}", str(amount)) for number, amount in enumerate(prices)]
    found = award_of(tender([criterion("prijs", str(maximum), formula=formula)], bids, decimals=decimals))

    by_price = sorted((score.price_euro or Decimal(0), score.total or Decimal(0)) for score in found.bids)
    assert by_price[0][1] == maximum
    assert all(0 <= earned <= by_price[0][1] for _, earned in by_price)
    assert [earned for _, earned in by_price] == sorted((earned for _, earned in by_price), reverse=True)


@settings(max_examples=100, deadline=None)
@given(amount=AMOUNTS, floor=AMOUNTS, ceiling=AMOUNTS)
def test_points_between_amounts_are_never_negative_nor_over_the_maximum(
    amount: Decimal, floor: Decimal, ceiling: Decimal
) -> None:
    one = criterion("prijs", 30, formula=LINEAR_BETWEEN_AMOUNTS, floor=str(floor), ceiling=str(ceiling))
    found = award_of(tender([one], [bid("a", str(amount))]))

    earned = on(found, "a", "prijs").points
    assert earned is None or 0 <= earned <= 30


# ---------------------------------------------------------------------------------------------------------- quality


@pytest.mark.parametrize(("step", "earned"), [(10, "25"), (8, "20"), (6, "15"), (2, "5"), (0, "0")])
def test_a_grade_of_ten_steps_earns_its_share(step: int, earned: str) -> None:
    found = award_of(tender([criterion("plan", 25)], [bid("a", None)], [judgement("a", "plan", f"grade-{step}")]))

    assert points(found, "plan") == {"a": Decimal(earned)}


def test_assessors_who_differ_are_told_and_the_average_counts() -> None:
    given = [judgement("a", "plan", "grade-10", "adviseur"), judgement("a", "plan", "grade-8", "beheerder")]
    found = on(award_of(tender([criterion("plan", 20)], [bid("a", None)], given)), "a", "plan")

    assert found.points == Decimal("18.00")
    assert [step.nl for step in found.steps] == ["(100% + 80%) / 2 = 90%", "gemiddeld: 90% x 20 = 18,00"]
    assert found.remarks[0].nl == "geen consensus (adviseur: 10; beheerder: 8): het gemiddelde telt"


def test_assessors_who_agree_give_no_remark_and_a_missing_reason_does() -> None:
    given = [judgement("a", "plan", "grade-8"), judgement("a", "plan", "grade-8", "beheerder", reason=" ")]
    found = on(award_of(tender([criterion("plan", 20)], [bid("a", None)], given)), "a", "plan")

    assert found.points == Decimal(16)
    assert [remark.nl for remark in found.remarks] == ["beheerder gaf geen reden"]


@pytest.mark.parametrize(("second", "earned"), [(date(2026, 9, 2), "12"), (date(2026, 9, 1), None), (None, None)])
def test_of_a_role_that_judged_again_the_last_judgement_counts(second: date | None, earned: str | None) -> None:
    given = [
        judgement("a", "plan", "grade-10", on=date(2026, 9, 1)),
        judgement("a", "plan", "grade-6", on=second),
    ]
    found = on(award_of(tender([criterion("plan", 20)], [bid("a", None)], given)), "a", "plan")

    assert found.points == (None if earned is None else Decimal(earned))
    assert "meer dan eens" in (found.remarks or found.missing)[0].nl


def test_a_bid_that_nobody_judged_is_not_ranked_and_neither_are_the_others() -> None:
    found = award_of(
        tender([criterion("plan", 20)], [bid("a", None), bid("b", None)], [judgement("a", "plan", "grade-8")])
    )

    assert all(bid.rank is None for bid in found.bids)
    assert [(one.iri, one.status) for one in found.bids] == [("a", BidStatus.RANKED), ("b", BidStatus.UNDETERMINED)]
    assert scored(found, "b").missing[0].nl == "plan: er is nog niet beoordeeld"


def test_a_grade_outside_the_scale_earns_nothing_and_is_told() -> None:
    found = on(
        award_of(tender([criterion("plan", 20)], [bid("a", None)], [judgement("a", "plan", "grade-7")])), "a", "plan"
    )

    assert found.points is None
    assert found.missing[0].nl == "inkoper gaf geen trede van de schaal"


def test_a_criterion_has_the_scale_of_its_own_before_that_of_the_tender() -> None:
    own = (Grade("goed", Text("Goed", "Good"), Decimal(75)),)
    found = award_of(tender([criterion("plan", 20, grades=own)], [bid("a", None)], [judgement("a", "plan", "goed")]))

    assert on(found, "a", "plan").steps[0].nl == "Goed: 75% x 20 = 15,00"


def with_wishes(*claims: Claim, grades: tuple[Grade, ...] = TENS) -> CriterionScore:
    offered = bid("a", None, *claims)
    one = tender(
        [criterion("wensen", 10)], [offered], wishes=[wish("w1", 6, "wensen"), wish("w2", 4, "wensen")], grades=grades
    )
    return on(award_of(one), "a", "wensen")


def test_a_wish_earns_its_points_for_yes_and_none_for_no() -> None:
    found = with_wishes(claim("w1", YES, "handleiding.pdf"), claim("w2", NO))

    assert found.points == Decimal(6)
    assert [step.nl for step in found.steps] == ["6,00 + 0,00 = 6,00"]
    assert [part.steps[0].nl for part in found.parts] == ["ja: 100% x 6 = 6,00", "nee: 0% x 4 = 0,00"]


def test_a_wish_claimed_without_evidence_counts_and_says_that_it_is_a_claim() -> None:
    found = with_wishes(claim("w1", YES), claim("w2", YES, "bewijs.pdf"))

    assert found.points == Decimal(10)
    assert [[remark.nl for remark in part.remarks] for part in found.parts] == [["opgave zonder bewijsstuk"], []]


def test_partly_earns_only_what_a_step_of_the_scale_says() -> None:
    half = Grade("deels", Text("Deels", "Partly"), Decimal(50), PARTLY)

    untold = with_wishes(claim("w1", PARTLY), claim("w2", YES))
    told = with_wishes(claim("w1", PARTLY), claim("w2", YES), grades=(*TENS, half))

    assert untold.points is None
    assert "hoeveel van de punten" in untold.missing[0].nl
    assert told.points == Decimal(7)
    assert told.parts[0].steps[0].nl == "deels: 50% x 6 = 3,00"


@pytest.mark.parametrize("claims", [(), (claim("w1", ""),)])
def test_a_wish_that_is_not_answered_is_not_counted_as_no(claims: tuple[Claim, ...]) -> None:
    found = with_wishes(*claims, claim("w2", YES))

    assert found.points is None
    assert found.missing[0].nl == "w1: de inschrijver heeft de wens niet beantwoord"


def test_two_different_answers_to_a_wish_are_not_chosen_between() -> None:
    found = with_wishes(claim("w1", YES), claim("w1", NO), claim("w2", YES))

    assert found.points is None
    assert found.missing[0].nl == "w1: de inschrijver geeft verschillende antwoorden"


def test_sub_criteria_and_wishes_add_up_and_a_grade_earns_the_rest() -> None:
    criteria = [criterion("kwaliteit", 60), criterion("plan", 30, parent="kwaliteit")]
    given = [judgement("a", "plan", "grade-8"), judgement("a", "kwaliteit", "grade-6")]
    offered = bid("a", None, claim("w", YES, "x"))
    found = on(award_of(tender(criteria, [offered], given, wishes=[wish("w", 10, "kwaliteit")])), "a", "kwaliteit")

    assert [part.points for part in found.parts] == [Decimal(24), Decimal(10)]
    assert found.points == Decimal(46)
    assert found.steps[-1].nl == "24,00 + 10,00 + 12,00 = 46,00"


def test_a_minimum_of_a_sub_criterion_puts_a_bid_out_of_the_lowest_price() -> None:
    criteria = [price(40), criterion("kwaliteit", 60), criterion("plan", 60, parent="kwaliteit", minimum=36)]
    given = [judgement("a", "plan", "grade-2"), judgement("b", "plan", "grade-6")]
    found = award_of(tender(criteria, [bid("a", 100), bid("b", 900)], given))

    assert found.lowest_price_euro == 900
    assert scored(found, "a").reasons[0].nl == "plan: 12,00 punten, en het minimum is 36"
    assert (found.winner, scored(found, "b").total) == ("b", Decimal(76))


def test_the_lowest_price_is_not_certain_while_its_bid_may_still_miss_a_minimum() -> None:
    criteria = [price(40), criterion("plan", 60, minimum=36)]
    found = award_of(tender(criteria, [bid("a", 100), bid("b", 900)], [judgement("b", "plan", "grade-10")]))

    assert found.lowest_price_euro is None
    assert "a valt misschien nog af" in on(found, "b", "prijs").missing[0].nl


@settings(max_examples=150, deadline=None)
@given(
    steps=some.lists(some.sampled_from([10, 8, 6, 2, 0]), min_size=1, max_size=5),
    maximum=some.decimals(min_value=0, max_value=500, places=1),
)
def test_points_of_grades_lie_between_the_lowest_and_the_highest_grade(steps: list[int], maximum: Decimal) -> None:
    given = [judgement("a", "plan", f"grade-{step}", f"rol {number}") for number, step in enumerate(steps)]
    earned = on(award_of(tender([criterion("plan", str(maximum))], [bid("a", None)], given)), "a", "plan").points

    assert earned is not None
    assert min(steps) * maximum / 10 - Decimal("0.005") <= earned <= max(steps) * maximum / 10 + Decimal("0.005")


def test_a_criterion_is_graded_for_the_points_that_its_wishes_leave_over() -> None:
    quality, full, plain = criterion("rest", 60), criterion("vol", 12), criterion("eis", 10)
    wishes = [wish("w1", 12, under="rest"), wish("w2", 12, under="vol")]
    knock_out = replace(wish("k", 5, under="eis"), is_wish=False, is_knock_out=True)

    graded = graded_criteria(tender([quality, full, plain], [bid("a", 1)], wishes=[*wishes, knock_out]))

    assert [one.iri for one in graded] == ["rest", "eis"]
