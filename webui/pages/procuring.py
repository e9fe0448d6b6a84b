"""The steps of a procurement that ask: begin, fill in, save; every step is a draft on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox
from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement import Proposal
from archrepo.procurement.drafts.forms import Field, Step, answers, form_steps
from archrepo.procurement.drafts.starting import fill_in, start
from archrepo.procurement.proposals import procurement_of
from archrepo.turtle import Value
from archrepo.turtle.reading import Subject
from archrepo.workspace import Workspace
from webui.opened import opened, proposal_named
from webui.words import language

room = Blueprint("procuring", __name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as it stands on disk, laid over the model, with its purchase."""

    proposal: Proposal
    workspace: Workspace
    purchase: Subject


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """What a form sent, by the key of its question: the values that fit, and what is wrong with the others."""

    values: Mapping[str, tuple[Value, ...]]
    faults: Mapping[str, RequestFault]

    def by_property(self, fields: Sequence[Field]) -> dict[ox.NamedNode, tuple[Value, ...]]:
        """Return the values that fit by the property of their question."""
        return {ox.NamedNode(field.iri): self.values[field.key] for field in fields if field.key in self.values}

    def as_typed(self, fields: Sequence[Field]) -> tuple[Field, ...]:
        """Return the questions with what was typed where it did not fit."""
        return tuple(
            replace(field, values=tuple(request.form.getlist(field.key))) if field.key in self.faults else field
            for field in fields
        )


def given_answers(draft: Draft, fields: Sequence[Field]) -> GivenAnswers:
    """Return what this request answers to the questions."""
    values: dict[str, tuple[Value, ...]] = {}
    faults: dict[str, RequestFault] = {}
    for field in fields:
        try:
            values[field.key] = answers(draft.workspace, field, request.form.getlist(field.key), language())
        except RequestFault as fault:
            faults[field.key] = fault
    return GivenAnswers(values, faults)


def names_of_answers(draft: Draft, fields: Sequence[Field]) -> dict[str, Text]:
    """Return the name of each answer that a form shows, by its value."""
    return {value: _name(draft.workspace, field, value) for field in fields for value in field.values}


def draft_of(name: str) -> Draft:
    """Return the proposal of that name as its files are now.

    Raises:
        RequestFault: there is no such proposal.
        InputFault: a file of it cannot be read, or it has no purchase.
    """
    landscape = opened().workspace
    proposal = proposal_named(name)
    after = opened().with_proposal(proposal)
    return Draft(proposal, after, procurement_of(landscape, after, proposal))


@room.get("/toetsen/nieuw")
def new_procurement() -> str:
    """Ask how the purchase is called."""
    return render_template("procurement_new.html", title="", fault=None)


@room.post("/toetsen/nieuw")
def begin() -> Response | tuple[str, int]:
    """Make the folder of the purchase and go to its first step."""
    title = request.form.get("titel", "")
    try:
        started = start(opened().workspace, title, language())
    except RequestFault as fault:
        return render_template("procurement_new.html", title=title, fault=fault), 400
    return redirect(f"/toetsen/{started.name}/stap/1", 303)


@room.get("/toetsen/<name>/stap/<int:number>")
def step(name: str, number: int) -> str:
    """Show the questions of a step with the answers that are on disk."""
    draft = draft_of(name)
    return _shown(draft, _step(draft, number), {})


@room.post("/toetsen/<name>/stap/<int:number>")
def save_step(name: str, number: int) -> Response | tuple[str, int]:
    """Save what fits; a wrong answer stays in the form, with the reason beside it."""
    draft = draft_of(name)
    asked = _step(draft, number)
    given = given_answers(draft, asked.fields)
    fill_in(opened().workspace, draft.proposal, given.by_property(asked.fields))
    if given.faults:
        fields = given.as_typed(_step(draft_of(name), number).fields)
        return _shown(draft, replace(asked, fields=fields), given.faults), 400
    numbers = [one.number for one in form_steps(draft.workspace, draft.purchase)]
    if request.form.get("dan") == "blijf":
        return redirect(f"/toetsen/{name}/stap/{number}", 303)
    following = [one for one in numbers if one > number]
    return redirect(f"/toetsen/{name}/stap/{following[0]}" if following else f"/toetsen/{name}/eisen", 303)


def _step(draft: Draft, number: int) -> Step:
    found = [one for one in form_steps(draft.workspace, draft.purchase) if one.number == number]
    if not found:
        abort(404)
    return found[0]


def _shown(draft: Draft, asked: Step, faults: Mapping[str, RequestFault]) -> str:
    return render_template(
        "procurement_step.html",
        name=draft.proposal.name,
        title=draft.workspace.name_of(draft.purchase),
        step=asked,
        faults=faults,
        names=names_of_answers(draft, asked.fields),
    )


def _name(workspace: Workspace, field: Field, value: str) -> Text:
    """Return how a form shows an answer that was chosen: by its name."""
    if field.kind in ("choice", "thing") and ":" in value:
        return workspace.name_of(ox.NamedNode(value))
    return Text.same(value)
