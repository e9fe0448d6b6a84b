"""What no machine can judge: questions of principles and quality criteria, with who answered, what and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.assessment import HumanQuestion
from archrepo.procurement.award.quality import graded_criteria
from archrepo.procurement.tender import Bid, Criterion, Tender
from archrepo.turtle.reading import Subject
from archrepo.validation import Judge
from archrepo.validation.answers import standing, steps_of
from archrepo.vocabulary import ANSWERED_BY, REASON

_NOTHING = Text.same("")
_ASSESSOR = Text("beoordelaar", "assessor")
_QUALITY = Text(
    "Welke trede krijgt {bid} voor {criterion}?",
    "Which grade does {bid} get for {criterion}?",
)


def principle_questions(
    judge: Judge, report: Report, subjects: Iterable[Subject], bid: str
) -> tuple[HumanQuestion, ...]:
    """Return the questions of principles on these subjects, by principle and then in the order of the subjects."""
    members = list(subjects)
    asked = {principle.id for principle in judge.book if principle.question is not None}
    verdicts = {
        (judged.principle, judged.subject): judged.verdict for judged in report.judgements if judged.principle in asked
    }
    workspace = judge.workspace
    found = []
    for principle in judge.book:
        question = principle.question
        if question is None:
            continue
        steps = steps_of(workspace, judge.book.shapes, question)
        for subject in members:
            verdict = verdicts.get((principle.id, subject.value))
            if verdict is None or verdict is Verdict.NOT_APPLICABLE:
                continue
            stands = standing(workspace, principle, question, steps, subject)
            answer = None if stands.is_too_old else stands.answer
            by = [workspace.name_of(one) for one in workspace.model.objects(answer.node, ANSWERED_BY)] if answer else []
            found.append(
                HumanQuestion(
                    about=principle.id,
                    about_name=principle.name,
                    words=question.words,
                    subject=subject.value,
                    subject_name=judge.announcer.subject_name(subject),
                    bid=bid,
                    scale=tuple(workspace.name_of(step) for step in reversed(steps)),
                    assessor=by[0] if by else workspace.name_of(question.asked_of),
                    grade=workspace.name_of(answer.grade) if answer else _NOTHING,
                    reason=(text_of(workspace.model, answer.node, REASON) if answer else None) or _NOTHING,
                    answered_on=answer.answered_on.isoformat() if answer else "",
                    is_answered=answer is not None,
                    location=workspace.locate(answer.node if answer else subject),
                )
            )
    return tuple(found)


def quality_questions(tender: Tender, bid: Bid) -> tuple[HumanQuestion, ...]:
    """Return the question of each quality criterion that assessors grade, once for each assessor who answered."""
    return tuple(question for one in graded_criteria(tender) for question in _of_criterion(tender, one, bid))


def _of_criterion(tender: Tender, criterion: Criterion, bid: Bid) -> Iterator[HumanQuestion]:
    grades = {grade.iri: grade.name for grade in (*tender.grades, *criterion.grades)}
    scale = tuple(grade.name for grade in (criterion.grades or tender.grades) if not grade.answer)
    given = [one for one in tender.judgements if one.criterion == criterion.iri and one.bid == bid.iri]
    for judgement in given or (None,):
        yield HumanQuestion(
            about=criterion.iri,
            about_name=criterion.name,
            words=_QUALITY.format(bid=bid.name, criterion=criterion.name),
            subject=bid.iri,
            subject_name=bid.name,
            bid=bid.iri,
            scale=scale,
            assessor=judgement.judged_by if judgement else _ASSESSOR,
            grade=grades.get(judgement.grade, _NOTHING) if judgement else _NOTHING,
            reason=judgement.reason if judgement else _NOTHING,
            answered_on=judgement.judged_on.isoformat() if judgement and judgement.judged_on else "",
            is_answered=judgement is not None and judgement.grade in grades,
            location=judgement.location if judgement else criterion.location,
        )
