"""Answers that people gave to the questions of principles that no machine can judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.principles import Principle, Question
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.faults import ScaleFault
from archrepo.validation.paths import Read, here
from archrepo.vocabulary import ANSWER, ANSWERED_ON, GRADE, GRADES, OF_PRINCIPLE, SUBJECT, TYPE
from archrepo.workspace import Workspace


def _answered_subjects(graph: Graph, answer: Term) -> tuple[Term, ...]:
    return graph.objects(answer, SUBJECT)


ANSWER_READS = (
    Read(SUBJECT, False, here),
    *(Read(predicate, True, _answered_subjects) for predicate in (TYPE, OF_PRINCIPLE, GRADE, ANSWERED_ON)),
)
"""What decides on where a subject stands."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its node, the grade given and the day."""

    node: Term
    grade: Term
    answered_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a subject stands on a question: the answer that counts, whether it is too old, and whether it passes."""

    answer: Answer | None
    is_too_old: bool = False
    passes: bool = False


def steps_of(workspace: Workspace, shapes: Graph, question: Question) -> tuple[Term, ...]:
    """Return the grades of the question's scale, from bad to good.

    Raises:
        ScaleFault: the scale has no steps, or the passing grade is none of them.
    """
    for graph in (shapes, workspace.ontology.graph):
        head = graph.value(question.scale, GRADES)
        steps = graph.members(head) if head is not None else ()
        if question.passes_from in steps:
            return steps
    scale, step = local_name(question.scale), local_name(question.passes_from)
    raise ScaleFault(
        Text(f"de schaal {scale} heeft geen stap {step}", f"the scale {scale} has no step {step}"),
        Text(f"noem bij ar:passesFrom een stap van {scale}", f"name a step of {scale} at ar:passesFrom"),
    )


def standing(
    workspace: Workspace, principle: Principle, question: Question, steps: tuple[Term, ...], subject: Term
) -> Standing:
    """Return where the subject stands: the latest answer with a day and a grade of the scale counts."""
    graph = workspace.model
    found: list[Answer] = []
    for node in graph.subjects(SUBJECT, subject):
        if graph.has(node, TYPE, ANSWER) and graph.has(node, OF_PRINCIPLE, principle.shape):
            grade, day = graph.value(node, GRADE), _day(graph.value(node, ANSWERED_ON))
            if grade in steps and day is not None and day <= workspace.as_of:
                found.append(Answer(node, grade, day))
    if not found:
        return Standing(None)
    latest = max(found, key=lambda answer: (answer.answered_on, str(answer.node)))
    months = question.holds_months
    is_too_old = months is not None and _months(latest.answered_on) + months * 100 < _months(workspace.as_of)
    return Standing(latest, is_too_old, steps.index(latest.grade) >= steps.index(question.passes_from))


def _months(day: date) -> int:
    return (day.year * 12 + day.month) * 100 + day.day


def _day(value: Term | None) -> date | None:
    try:
        return date.fromisoformat(value.value) if isinstance(value, ox.Literal) else None
    except ValueError:
        return None
