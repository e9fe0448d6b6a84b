"""One bid of an assessment as fields of `archrepo/assess/1`; the names are a contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.procurement import BidAssessment, Concern, HumanQuestion, RequirementVerdict, StandardRow
from archrepo.procurement.award.costs import BidCost
from archrepo.procurement.award.scores import Award, BidScore, CriterionScore

ShownPath = Callable[[str], str]


def bid_fields(bid: BidAssessment, language: Language, shown_path: ShownPath = str) -> dict[str, object]:
    """Return what is told of a bid beside its principles: requirements, standards, concerns, cost, award, questions."""
    return {
        "bidder": bid.bid.bidder_name.in_(language),
        "offered": list(bid.bid.offered),
        "price_euro": amount(bid.bid.price_euro),
        "read_from": bid.bid.read_from,
        "left_out": [{"text": one.text.in_(language), **place(one.location, shown_path)} for one in bid.left_out],
        "refused_answers": [
            {
                "number": one.number,
                "answer": one.text,
                "reason": one.reason.in_(language),
                "read_at": one.read_at,
                **place(one.location, shown_path),
            }
            for one in bid.bid.refused
        ],
        "knock_outs": [_reason(found, language) for found in bid.knock_outs],
        "undecided_knock_outs": [_reason(found, language) for found in bid.undecided_knock_outs],
        "requirements": [_requirement(found, language, shown_path) for found in bid.requirements],
        "standards": [_standard(row, language, shown_path) for row in bid.standards],
        "facts": [
            {
                "id": fact.subject,
                "label": fact.subject_name.in_(language),
                "property": fact.property,
                "name": fact.name.in_(language),
                "value": fact.value.in_(language),
                "read_at": fact.read_at,
                **place(fact.location, shown_path),
            }
            for fact in bid.facts
        ],
        "concerns": [_concern(one, language) for one in bid.concerns],
        "cost": None if bid.cost is None else _cost(bid.cost, language),
        "award": None if bid.score is None else _score(bid.score, language),
        "questions": [question_form(one, language, shown_path) for one in bid.questions],
    }


def place(location: Location, shown_path: ShownPath) -> dict[str, object]:
    """Return a place as its fields."""
    return {"path": shown_path(location.path), "line": location.line, "column": location.column}


def amount(value: Decimal | None) -> float | None:
    """Return a number as JSON has it."""
    return None if value is None else float(value)


def question_form(question: HumanQuestion, language: Language, shown_path: ShownPath) -> dict[str, object]:
    """Return a question that no machine can judge as its fields."""
    return {
        "about": question.about,
        "about_label": question.about_name.in_(language),
        "question": question.words.in_(language),
        "id": question.subject,
        "label": question.subject_name.in_(language),
        "scale": words(question.scale, language),
        "assessor": question.assessor.in_(language),
        "answered": question.is_answered,
        "grade": question.grade.in_(language),
        "reason": question.reason.in_(language),
        "answered_on": question.answered_on,
        **place(question.location, shown_path),
    }


def award_form(award: Award, language: Language) -> dict[str, object]:
    """Return the outcome of the award method as its fields."""
    return {
        "lot": award.lot,
        "summary": award.summary.in_(language),
        "winner": award.winner,
        "lowest_price_euro": amount(award.lowest_price_euro),
        "ties": words(award.ties, language),
        "remarks": words(award.remarks, language),
        "bids": [{"id": one.iri, "label": one.name.in_(language), **_score(one, language)} for one in award.bids],
    }


def words(texts: Sequence[Text], language: Language) -> list[str]:
    """Return texts in one language."""
    return [text.in_(language) for text in texts]


def _reason(found: RequirementVerdict, language: Language) -> dict[str, object]:
    return {
        "id": found.requirement.iri,
        "number": found.requirement.number,
        "label": found.requirement.name.in_(language),
        "reason": found.reason.in_(language),
    }


def _requirement(found: RequirementVerdict, language: Language, shown_path: ShownPath) -> dict[str, object]:
    asked = found.requirement
    return {
        "id": asked.iri,
        "number": asked.number,
        "label": asked.name.in_(language),
        "mandatory": asked.is_knock_out,
        "outcome": found.outcome.value,
        "knock_out": found.is_knock_out,
        "reason": found.reason.in_(language),
        "grounds": [
            {
                "basis": ground.basis.value,
                "outcome": ground.outcome.value,
                "text": ground.words.in_(language),
                "read_at": ground.read_at,
                "places": [place(one, shown_path) for one in ground.places],
            }
            for ground in found.grounds
        ],
        "remarks": words(found.remarks, language),
    }


def _standard(row: StandardRow, language: Language, shown_path: ShownPath) -> dict[str, object]:
    return {
        "reference": row.reference,
        "reference_label": row.reference_name.in_(language),
        "standard": row.standard,
        "label": row.standard_name.in_(language),
        "mandatory": row.is_mandatory,
        "supported": row.is_supported,
        "versions": words(row.versions, language),
        **place(row.location, shown_path),
    }


def _concern(concern: Concern, language: Language) -> dict[str, object]:
    return {
        "id": concern.iri,
        "label": concern.name.in_(language),
        "verdict": concern.verdict.value if concern.verdict is not None else None,
        "summary": concern.summary.in_(language),
        "principles": [found.principle for found in concern.principles],
        "requirements": [found.requirement.iri for found in concern.requirements],
    }


def _cost(cost: BidCost, language: Language) -> dict[str, object]:
    return {
        "one_off_euro": amount(cost.one_off_euro),
        "yearly_euro": amount(cost.yearly_euro),
        "total_euro": amount(cost.total_euro),
        "per_resident_per_year_euro": amount(cost.per_resident_per_year_euro),
        "beside_price_euro": amount(cost.beside_price_euro),
        "beside_estimate_euro": amount(cost.beside_estimate_euro),
        "steps": words(cost.steps, language),
        "remarks": words(cost.remarks, language),
        "missing": words(cost.missing, language),
    }


def _score(score: BidScore, language: Language) -> dict[str, object]:
    return {
        "status": score.status.value,
        "rank": score.rank,
        "total": amount(score.total),
        "quality": amount(score.quality),
        "reasons": words(score.reasons, language),
        "missing": words(score.missing, language),
        "steps": words(score.steps, language),
        "criteria": [_criterion(one, language) for one in score.criteria],
    }


def _criterion(score: CriterionScore, language: Language) -> dict[str, object]:
    return {
        "id": score.iri,
        "label": score.name.in_(language),
        "kind": score.kind.value,
        "max_points": amount(score.max_points),
        "points": amount(score.points),
        "steps": words(score.steps, language),
        "missing": words(score.missing, language),
        "remarks": words(score.remarks, language),
        "parts": [_criterion(one, language) for one in score.parts],
    }
