"""The steps of a procurement that ask: begin, fill in, save; every step is a draft on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox
from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement import Proposal
from archrepo.procurement.forms import Field, Step, answers, form_steps
from archrepo.procurement.proposals import procurement_of
from archrepo.procurement.starting import fill_in, start
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
    values: dict[ox.NamedNode, tuple[Value, ...]] = {}
    faults: dict[str, RequestFault] = {}
    for field in asked.fields:
        try:
            given = request.form.getlist(field.key)
            values[ox.NamedNode(field.iri)] = answers(draft.workspace, field, given, language())
        except RequestFault as fault:
            faults[field.key] = fault
    fill_in(opened().workspace, draft.proposal, values)
    if faults:
        typed = tuple(
            replace(field, values=tuple(request.form.getlist(field.key))) if field.key in faults else field
            for field in _step(draft_of(name), number).fields
        )
        return _shown(draft, replace(asked, fields=typed), faults), 400
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
        names={value: _name(draft.workspace, field, value) for field in asked.fields for value in field.values},
    )


def _name(workspace: Workspace, field: Field, value: str) -> Text:
    """Return how a form shows an answer that was chosen: by its name."""
    if field.kind in ("choice", "thing") and ":" in value:
        return workspace.name_of(ox.NamedNode(value))
    return Text.same(value)
