"""What people judge in a procurement: the questions of principles, and the verdict of the architect on the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.assessment import HumanQuestion
from archrepo.procurement.drafts.answer_file import NewAnswer, refuse_later, scale_of, write_answer
from archrepo.procurement.drafts.architect_verdict import (
    NewVerdict,
    architect_verdicts,
    verdict_fields,
    write_verdict,
)
from archrepo.procurement.drafts.forms import Field, field_of
from archrepo.vocabulary import ANSWERED_BY, ANSWERED_ON, GRADE, REASON, ar
from webui.opened import opened
from webui.pages.procuring import Draft, GivenAnswers, draft_of, given_answers, names_of_answers
from webui.words import language

room = Blueprint("answering", __name__)
_NOTHING = GivenAnswers({}, {})
_OF_ARCHITECT = "a-"
_GRADE = "grade"
_NO_GRADE = RequestFault(
    Text("kies een antwoord op de vraag", "choose an answer to the question"),
    remedy=Text("kies een trede van de schaal", "choose a step of the scale"),
)


@room.get("/toetsen/<name>/oordelen")
def people(name: str) -> str:
    """Show what people judge, with a form for the question that the address names, else for the first open one."""
    return _shown(draft_of(name))


@room.post("/toetsen/<name>/oordelen/antwoord")
def answer(name: str) -> Response | tuple[str, int]:
    """Record what a role answers to the question of a principle."""
    draft = draft_of(name)
    asked = _chosen(_questions(draft))
    if asked is None:
        return _shown(draft, fault=_gone()), 400
    fields = _answer_fields(draft, asked)
    given = _complete(draft, given_answers(draft, fields), fields)
    if _GRADE in given.faults:
        given = GivenAnswers(given.values, {**given.faults, _GRADE: _NO_GRADE})
    if not given.faults:
        grade, by, on, why = (given.values[field.key][0] for field in fields)
        assert isinstance(grade, ox.NamedNode) and isinstance(by, ox.NamedNode)
        assert isinstance(on, ox.Literal) and isinstance(why, ox.Literal)
        principle = opened().book.get(asked.about)
        assert principle is not None
        day, subject = date.fromisoformat(on.value), ox.NamedNode(asked.subject)
        new = NewAnswer(principle, subject, grade.value, by, day, why.value, language())
        try:
            after = opened().with_proposal(draft.proposal, and_bids=True)
            write_answer(after, opened().book, draft.proposal, new)
            return redirect(f"/toetsen/{name}/oordelen?klaar=antwoord", 303)
        except RequestFault as fault:
            return _shown(draft, answered=given, fault=fault), 400
    return _shown(draft, answered=given), 400


@room.post("/toetsen/<name>/oordelen/architect")
def verdict(name: str) -> Response | tuple[str, int]:
    """Record the verdict of the architect."""
    draft = draft_of(name)
    fields = _verdict_fields(draft)
    given = _complete(draft, given_answers(draft, fields), fields)
    if not given.faults:
        outcome, by, on, why = (given.values[field.key][0] for field in fields)
        assert isinstance(outcome, ox.NamedNode) and isinstance(by, ox.NamedNode)
        assert isinstance(on, ox.Literal) and isinstance(why, ox.Literal)
        new = NewVerdict(outcome, by, date.fromisoformat(on.value), why.value, language())
        try:
            write_verdict(opened().workspace, draft.workspace, draft.proposal, draft.purchase, new)
            return redirect(f"/toetsen/{name}/oordelen?klaar=architect#architect", 303)
        except RequestFault as fault:
            return _shown(draft, decided=given, fault=fault), 400
    return _shown(draft, decided=given), 400


def question_key(asked: HumanQuestion) -> str:
    """Return how an address names a question."""
    return f"{asked.about}|{asked.subject}"


def _questions(draft: Draft) -> list[HumanQuestion]:
    """Return the questions of principles on things with a name, each once: what two bids share is asked once."""
    book = opened().book
    asked = [one for one in opened().dossier(draft.proposal).assessment.all_questions if book.get(one.about)]
    return list({question_key(one): one for one in asked if ":" in one.subject and one.subject[:2] != "_:"}.values())


def _chosen(questions: Sequence[HumanQuestion]) -> HumanQuestion | None:
    wanted = request.values.get("vraag", "")
    found = {question_key(one): one for one in questions}
    return found.get(wanted)


def _gone() -> RequestFault:
    return RequestFault(
        Text("deze vraag is er niet (meer)", "this question is not there (any more)"),
        remedy=Text("kies een vraag uit de lijst", "choose a question from the list"),
    )


def _complete(draft: Draft, given: GivenAnswers, fields: Sequence[Field]) -> GivenAnswers:
    """Return what was given, with a fault for each question that was left open and for a day that is still to come."""
    faults = dict(given.faults)
    for field in fields:
        if field.key not in faults and not given.values.get(field.key):
            faults[field.key] = RequestFault(
                Text(f"{field.label.nl}: dit is nodig", f"{field.label.en}: this is needed"),
                remedy=Text("vul dit in", "fill this in"),
            )
        for value in given.values.get(field.key, ()) if field.kind == "date" else ():
            assert isinstance(value, ox.Literal)
            try:
                refuse_later(draft.workspace, date.fromisoformat(value.value))
            except RequestFault as fault:
                faults[field.key] = fault
    return GivenAnswers(given.values, faults)


def _answer_fields(draft: Draft, asked: HumanQuestion) -> tuple[Field, ...]:
    model = opened()
    principle = model.book.get(asked.about)
    assert principle is not None
    workspace = draft.workspace
    by = field_of(workspace, ANSWERED_BY, None)
    roles = field_of(workspace, ar("judgedBy"), None)
    on = field_of(workspace, ANSWERED_ON, None)
    return (
        replace(
            field_of(workspace, GRADE, None),
            label=asked.words,
            explanation=Text("Over: {name}.", "About: {name}.").format(name=asked.subject_name),
            kind="choice",
            options=scale_of(workspace, model.book, principle),
        ),
        replace(roles, key=by.key, label=by.label, explanation=by.explanation, has_many=False),
        replace(on, values=(workspace.as_of.isoformat(),)),
        replace(
            field_of(workspace, REASON, None),
            explanation=Text("Waarom het antwoord zo luidt.", "Why the answer is what it is."),
            has_many=False,
        ),
    )


def _verdict_fields(draft: Draft) -> tuple[Field, ...]:
    today = draft.workspace.as_of.isoformat()
    return tuple(
        replace(one, key=f"{_OF_ARCHITECT}{one.key}", values=(today,) if one.kind == "date" else ())
        for one in verdict_fields(draft.workspace)
    )


def _shown(
    draft: Draft,
    *,
    answered: GivenAnswers = _NOTHING,
    decided: GivenAnswers = _NOTHING,
    fault: RequestFault | None = None,
) -> str:
    questions = _questions(draft)
    chosen = _chosen(questions)
    if chosen is None and request.values.get("vraag") and fault is None:
        fault = _gone()
    if chosen is None:
        chosen = next((one for one in questions if not one.is_answered), None)
    fields = _typed(_answer_fields(draft, chosen), answered) if chosen else ()
    verdict_asked = _typed(_verdict_fields(draft), decided)
    return render_template(
        "procurement_people.html",
        dossier=opened().dossier(draft.proposal),
        questions=[(question_key(one), one) for one in questions],
        chosen=question_key(chosen) if chosen else "",
        fields=fields,
        verdicts=architect_verdicts(draft.workspace, draft.purchase),
        verdict_fields=verdict_asked,
        faults={**answered.faults, **decided.faults},
        names=names_of_answers(draft, (*fields, *verdict_asked)),
        fault=fault,
        done=request.args.get("klaar", ""),
    )


def _typed(fields: Sequence[Field], given: GivenAnswers) -> tuple[Field, ...]:
    """Return the questions with what this request typed, when it typed in this form."""
    if given is _NOTHING:
        return tuple(fields)
    return tuple(replace(one, values=tuple(filter(None, request.form.getlist(one.key)))) for one in fields)
