"""The assessment of a procurement proposal as fields, `archrepo/assess/1`; the names are a contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archrepo.findings import Finding, Verdict
from archrepo.language import Language
from archrepo.procurement import Assessment, BidAssessment, Impact, PrincipleVerdict, RequirementOutcome, Touched
from archrepo.procurement.judging.headline import headline
from archrepo.reporting.bid_form import award_form, bid_fields, place, question_form
from archrepo.reporting.json_form import finding_form
from archrepo.reporting.unread_bids import unread_form

ASSESS_SCHEMA = "archrepo/assess/1"


def assessment_form(
    assessment: Assessment, language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the assessment as its fields."""
    facts, impact = assessment.procurement, assessment.impact
    value = facts.estimated_value_euro
    return {
        "schema": ASSESS_SCHEMA,
        "procurement": {
            "id": facts.iri,
            "label": facts.name.in_(language),
            "description": facts.description.in_(language),
            "estimated_value_euro": None if value is None else float(value),
            "procedure": facts.procedure,
            "publication_date": facts.publication_date,
            **place(facts.location, shown_path),
            "headline": headline(assessment).in_(language),
            "profile": assessment.profile,
            "as_of": assessment.as_of,
            "summary": assessment.summary.in_(language),
            "verdicts": _verdicts(assessment.verdicts, language, shown_path),
        },
        "bids": [_bid(bid, language, shown_path) for bid in assessment.bids],
        "unread_bids": unread_form(assessment.unread, language, shown_path),
        "impact": _effects(impact, assessment.new_findings, assessment.resolved_findings, language, shown_path),
        "awards": [award_form(award, language) for award in assessment.awards],
        "questions": {
            "asked": len(assessment.all_questions),
            "answered": assessment.answered,
            "of_the_purchase": [question_form(one, language, shown_path) for one in assessment.questions],
        },
    }


def _effects(
    impact: Impact,
    new: Sequence[Finding],
    resolved: Sequence[Finding],
    language: Language,
    shown_path: Callable[[str], str],
) -> dict[str, object]:
    return {
        "touched": _touched(impact.touched, language, shown_path),
        "replaced": _touched(impact.replaced, language, shown_path),
        "successors": _touched(impact.successors, language, shown_path),
        "to_move": _touched(impact.to_move, language, shown_path),
        "taken_over": _touched(impact.taken_over, language, shown_path),
        "unsupported": _touched(impact.unsupported, language, shown_path),
        "contracts": _touched(impact.contracts, language, shown_path),
        "new_findings": [finding_form(found, language, shown_path) for found in new],
        "resolved_findings": [finding_form(found, language, shown_path) for found in resolved],
    }


def _bid(bid: BidAssessment, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    return {
        "id": bid.iri,
        "label": bid.name.in_(language),
        "summary": bid.summary.in_(language),
        "verdicts": _verdicts(bid.verdicts, language, shown_path),
        "score": {verdict.value: bid.count(verdict) for verdict in Verdict},
        "for_municipality": len(bid.for_municipality),
        "requirement_score": {outcome.value: bid.count_requirements(outcome) for outcome in RequirementOutcome},
        **bid_fields(bid, language, shown_path),
        "impact": _effects(bid.impact, bid.new_findings, bid.resolved_findings, language, shown_path),
    }


def _verdicts(
    verdicts: Sequence[PrincipleVerdict], language: Language, shown_path: Callable[[str], str]
) -> list[dict[str, object]]:
    return [
        {
            "principle": verdict.principle,
            "label": verdict.name.in_(language),
            "severity": verdict.severity.value,
            "weight": verdict.weight,
            "verdict": verdict.verdict.value,
            "subjects": [
                {"id": subject.iri, "label": subject.name.in_(language), "verdict": subject.verdict.value}
                for subject in verdict.subjects
            ],
            "evidence": [
                {"text": evidence.text.in_(language), **place(evidence.location, shown_path)}
                for evidence in verdict.evidence
            ],
            "missing": list(verdict.missing),
            "findings": [finding_form(finding, language, shown_path) for finding in verdict.findings],
            "remedy": verdict.remedy.in_(language),
        }
        for verdict in verdicts
    ]


def _touched(found: Sequence[Touched], language: Language, shown_path: Callable[[str], str]) -> list[dict[str, object]]:
    return [
        {
            "id": touched.iri,
            "label": touched.name.in_(language),
            "kind": touched.kind.in_(language),
            "how": touched.how.in_(language),
            **place(touched.location, shown_path),
        }
        for touched in found
    ]
