"""Points for quality: the grades of the assessors and the wishes that a bidder meets, with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from archrepo.language import Text
from archrepo.procurement.award.arithmetic import figure, percent_figure, points_figure, rounded, sum_text
from archrepo.procurement.award.scores import CriterionScore, ScoreKind
from archrepo.procurement.tender import Bid, Claim, Criterion, Grade, Judgement, Requirement, Tender
from archrepo.vocabulary import ar

YES: Final = ar("Yes").value
PARTLY: Final = ar("Partly").value
NO: Final = ar("No").value

_NO_MAXIMUM = Text("het aantal punten ontbreekt", "the number of points is missing")
_NO_JUDGEMENT = Text("er is nog niet beoordeeld", "nobody has judged yet")
_PRICE_BELOW = Text(
    "prijs is hier een deel van kwaliteit: maak er een eigen criterium van",
    "price is part of quality here: make it a criterion of its own",
)
_NO_REASON = Text("{who} gaf geen reden", "{who} gave no reason")
_NO_ANSWER = Text("de inschrijver heeft de wens niet beantwoord", "the bidder did not answer the wish")
_NO_SHARE = Text(
    "er staat niet hoeveel van de punten het antwoord 'deels' geeft: leg een trede vast met ar:forAnswer",
    "it is not stated which share of the points the answer 'partly' earns: state a step with ar:forAnswer",
)
_ONLY_CLAIM = Text("opgave zonder bewijsstuk", "a claim without evidence")
_JUDGED_AGAIN = Text(
    "{who} oordeelde meer dan eens: het laatste oordeel telt", "{who} judged more than once: the last judgement counts"
)
_JUDGED_TWICE = Text(
    "{who} oordeelde meer dan eens, en het is niet duidelijk wat het laatste oordeel is",
    "{who} judged more than once, and it is not clear which judgement is the last",
)
_TWO_ANSWERS = Text("de inschrijver geeft verschillende antwoorden", "the bidder gives different answers")
_SOMEBODY = Text("een beoordelaar", "an assessor")
_FULL = Fraction(100)


def quality_score(tender: Tender, bid: Bid, criterion: Criterion) -> CriterionScore:
    """Return the points of a bid on a quality criterion: of its grades, or of its sub-criteria and wishes added up.

    Points that the parts leave over are earned with a grade for the criterion itself.
    """
    return _graded(tender, bid, criterion, tender.grades)


def counting_wishes(tender: Tender, criterion: str) -> tuple[Requirement, ...]:
    """Return the wishes that earn points for a criterion, by its IRI, in order of the file."""
    return tuple(
        one for one in tender.requirements if one.is_wish and one.criterion == criterion and one.max_points is not None
    )


def points_left(tender: Tender, criterion: Criterion) -> Decimal | None:
    """Return the points that its parts and wishes leave over, never less than zero; None when it states no points."""
    if criterion.max_points is None or criterion.max_points < 0:
        return None
    parts = [one.max_points for one in tender.criteria if one.parent == criterion.iri]
    parts += [one.max_points for one in counting_wishes(tender, criterion.iri)]
    return max(criterion.max_points - sum((one or Decimal(0) for one in parts), Decimal(0)), Decimal(0))


def graded_criteria(tender: Tender) -> tuple[Criterion, ...]:
    """Return the criteria that people grade: about quality, without parts or with points that the parts leave over."""
    parents = {one.parent for one in tender.criteria}
    return tuple(
        one
        for one in tender.criteria
        if not one.is_price
        and ((one.iri not in parents and not counting_wishes(tender, one.iri)) or points_left(tender, one))
    )


def _graded(tender: Tender, bid: Bid, criterion: Criterion, inherited: Sequence[Grade]) -> CriterionScore:
    if criterion.is_price:
        return _score(criterion, None, (), (_PRICE_BELOW,), (), ())
    scale = criterion.grades or tuple(inherited)
    parts = (
        *(_graded(tender, bid, below, scale) for below in tender.criteria if below.parent == criterion.iri),
        *(wish_score(tender, bid, wish, scale) for wish in counting_wishes(tender, criterion.iri)),
    )
    maximum = criterion.max_points
    if maximum is None or maximum < 0:
        return _score(criterion, None, (), (_NO_MAXIMUM,), (), parts)
    judgements = [one for one in tender.judgements if one.bid == bid.iri and one.criterion == criterion.iri]
    of_parts = sum((part.max_points or Decimal(0) for part in parts), Decimal(0))
    rest = max(maximum - of_parts, Decimal(0))
    missing = [Text(f"{part.name.nl}: {one.nl}", f"{part.name.en}: {one.en}") for part in parts for one in part.missing]
    steps: list[Text] = []
    remarks: list[Text] = []
    own: Decimal | None = Decimal(0)
    if rest or not parts:
        own, told, lacking, remarks = _points_of_grades(judgements, scale, rest, tender.decimals)
        steps.extend(told)
        missing.extend(lacking)
    elif judgements:
        remarks.append(
            Text(
                "de trede voor het geheel telt niet mee: de punten zitten in de delen",
                "the grade for the whole does not count: the points are in the parts",
            )
        )
    if of_parts > maximum:
        remarks.append(
            Text(
                "de delen zijn samen {parts} punten waard, meer dan de {maximum} van het criterium",
                "the parts are worth {parts} points together, more than the {maximum} of the criterion",
            ).format(parts=figure(of_parts), maximum=figure(maximum))
        )
    known = [part.points for part in parts if part.points is not None]
    if own is None or len(known) < len(parts):
        return _score(criterion, None, steps, missing, remarks, parts)
    points = min(sum(known, own), maximum)
    if parts:
        terms = [points_figure(one) for one in ([*known, own] if rest else known)]
        steps.append(sum_text(terms, points_figure(sum(known, own))))
    return _score(criterion, points, steps, missing, remarks, parts)


def _points_of_grades(
    judgements: Sequence[Judgement], scale: Sequence[Grade], maximum: Decimal, decimals: int
) -> tuple[Decimal | None, list[Text], list[Text], list[Text]]:
    """Return points, steps, what is missing and remarks for the grades that assessors gave one criterion."""
    remarks = [
        _NO_REASON.format(who=_who(one))
        for one in judgements
        if not one.reason.nl.strip() and not one.reason.en.strip()
    ]
    if not judgements:
        return None, [], [_NO_JUDGEMENT], remarks
    judgements, again, unclear = _latest_of_each(judgements)
    remarks.extend(again)
    if unclear:
        return None, [], unclear, remarks
    steps_of_scale = {grade.iri: grade for grade in scale}
    given = [(one, steps_of_scale.get(one.grade)) for one in judgements]
    lacking = [
        Text("{who} gaf geen trede van de schaal", "{who} gave no step of the scale").format(who=_who(one))
        for one, grade in given
        if grade is None or not 0 <= grade.percent <= _FULL
    ]
    if lacking:
        return None, [], lacking, remarks
    grades = [grade for _, grade in given if grade is not None]
    if len({grade.iri for grade in grades}) > 1:
        remarks.append(_no_consensus([(one, grade) for one, grade in given if grade is not None]))
    share = sum((Fraction(grade.percent) for grade in grades), Fraction(0)) / len(grades)
    points = min(rounded(share / _FULL * Fraction(maximum), decimals), maximum)
    return points, list(_steps_of_grades(grades, share, maximum, points)), [], remarks


def _no_consensus(given: Sequence[tuple[Judgement, Grade]]) -> Text:
    listed = [Text("{who}: {grade}", "{who}: {grade}").format(who=_who(one), grade=grade.name) for one, grade in given]
    return Text(
        f"geen consensus ({'; '.join(one.nl for one in listed)}): het gemiddelde telt",
        f"no consensus ({'; '.join(one.en for one in listed)}): the average counts",
    )


def _steps_of_grades(grades: Sequence[Grade], share: Fraction, maximum: Decimal, points: Decimal) -> Iterator[Text]:
    """Yield the sums by which grades become points: their average when there are more, then the points."""
    average = percent_figure(share)
    if len(grades) > 1:
        percents = [percent_figure(grade.percent) for grade in grades]
        terms = Text(" + ".join(f"{one.nl}%" for one in percents), " + ".join(f"{one.en}%" for one in percents))
        yield Text(f"({terms.nl}) / {len(grades)} = {average.nl}%", f"({terms.en}) / {len(grades)} = {average.en}%")
    yield Text("{name}: {share}% x {maximum} = {points}", "{name}: {share}% x {maximum} = {points}").format(
        name=grades[0].name if len({one.iri for one in grades}) == 1 else Text("gemiddeld", "on average"),
        share=average,
        maximum=figure(maximum),
        points=points_figure(points),
    )


def _latest_of_each(judgements: Sequence[Judgement]) -> tuple[list[Judgement], list[Text], list[Text]]:
    """Return the judgement that counts of each role, remarks on roles that judged again, and what is unclear."""
    by_role: dict[str, list[Judgement]] = {}
    for number, one in enumerate(judgements):
        by_role.setdefault(one.judged_by.nl or str(number), []).append(one)
    kept: list[Judgement] = []
    again: list[Text] = []
    unclear: list[Text] = []
    for given in by_role.values():
        days = [one.judged_on for one in given if one.judged_on is not None]
        if len(given) == 1:
            kept.append(given[0])
        elif len(days) == len(given) == len(set(days)):
            kept.append(max(given, key=lambda one: one.judged_on or date.min))
            again.append(_JUDGED_AGAIN.format(who=_who(given[0])))
        else:
            unclear.append(_JUDGED_TWICE.format(who=_who(given[0])))
    return kept, again, unclear


def wish_score(tender: Tender, bid: Bid, wish: Requirement, scale: Sequence[Grade] = ()) -> CriterionScore:
    """Return the points of a bid on a wish: all for yes, none for no, and for partly what a step of the scale says."""
    maximum = wish.max_points or Decimal(0)
    claims = [one for one in bid.claims if one.requirement == wish.iri]
    claim = next(iter(claims), None)
    differ = len({one.grade for one in claims}) > 1
    share = _TWO_ANSWERS if differ else _share_of_answer(claim, (*scale, *tender.grades))
    remarks = (_ONLY_CLAIM,) if claim is not None and claim.grade in (YES, PARTLY) and not claim.has_evidence else ()
    name = Text(f"{wish.number} {wish.name.nl}".strip(), f"{wish.number} {wish.name.en}".strip())
    if isinstance(share, Text):
        return CriterionScore(wish.iri, name, ScoreKind.WISH, wish.max_points, None, (), (share,), remarks)
    points = min(rounded(share / _FULL * Fraction(maximum), tender.decimals), maximum)
    answer = {_FULL: Text("ja", "yes"), Fraction(0): Text("nee", "no")}.get(share, Text("deels", "partly"))
    step = Text("{answer}: {share}% x {maximum} = {points}", "{answer}: {share}% x {maximum} = {points}").format(
        answer=answer, share=percent_figure(share), maximum=figure(maximum), points=points_figure(points)
    )
    return CriterionScore(wish.iri, name, ScoreKind.WISH, wish.max_points, points, (step,), (), remarks)


def _share_of_answer(claim: Claim | None, scale: Sequence[Grade]) -> Fraction | Text:
    if claim is None or claim.grade not in (YES, PARTLY, NO):
        return _NO_ANSWER
    if claim.grade != PARTLY:
        return _FULL if claim.grade == YES else Fraction(0)
    for grade in scale:
        if grade.answer == PARTLY and 0 <= grade.percent <= _FULL:
            return Fraction(grade.percent)
    return _NO_SHARE


def _who(judgement: Judgement) -> Text:
    return judgement.judged_by if judgement.judged_by.nl else _SOMEBODY


def _score(
    criterion: Criterion,
    points: Decimal | None,
    steps: Sequence[Text],
    missing: Sequence[Text],
    remarks: Sequence[Text],
    parts: tuple[CriterionScore, ...],
) -> CriterionScore:
    return CriterionScore(
        criterion.iri,
        criterion.name,
        ScoreKind.QUALITY,
        criterion.max_points,
        points,
        tuple(steps),
        tuple(dict.fromkeys(missing)),
        tuple(remarks),
        parts,
    )
