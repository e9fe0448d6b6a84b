"""Step 3 of a procurement: how bids earn points, as one form with price, criteria, grades and what decides a tie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import sha256

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.drafts.award_answers import award_faults, sums_of
from archrepo.procurement.drafts.award_form import MOST_NEW, REMOVED, AwardForm, CriterionForm, award_form, key_of
from archrepo.procurement.drafts.award_writing import write_award
from archrepo.procurement.drafts.forms import Field, answers
from archrepo.procurement.drafts.wish_criteria import criteria_for_wishes, loose_wishes, write_criterion_of
from archrepo.procurement.tender import Tender
from archrepo.turtle import Value
from webui.opened import opened
from webui.pages.procuring import Draft, draft_of, given_answers
from webui.words import language

room = Blueprint("awarding", __name__)
_ROWS, _SEEN = "rijen", "gezien"
_CHANGED = RequestFault(
    Text(
        "iemand anders heeft deze inkoop gewijzigd nadat u deze bladzijde opende",
        "somebody else changed this procurement after you opened this page",
    ),
    remedy=Text(
        "uw invoer staat hieronder nog; kijk bij de eisen wat er nu staat, en bewaar dan opnieuw",
        "your input is still below; look at the requirements for what stands there now, and then save again",
    ),
)


@room.get("/toetsen/<name>/eisen/gunning")
def award(name: str) -> str:
    """Show how bids earn points, as questions."""
    draft = draft_of(name)
    tender = _tender(draft)
    return _shown(draft, tender, _form(draft, tender, 1), {}, ())


@room.post("/toetsen/<name>/eisen/gunning")
def save_award(name: str) -> Response | str | tuple[str, int]:
    """Save how bids earn points when it adds up, or give room for one more criterion."""
    draft = draft_of(name)
    tender = _tender(draft)
    rows = _rows()
    form = _form(draft, tender, rows)
    seen = request.form.get(_SEEN, "")
    if form is None:
        return redirect(f"/toetsen/{name}/eisen#gunning", 303)
    removed = tuple(one.key for one in form.quality if request.form.get(key_of(REMOVED, one.key)) == "ja")
    if request.form.get("doe") == "rij":
        return _shown(draft, tender, _typed(_form(draft, tender, rows + 1)), {}, removed, seen)
    if request.form.get("doe") == "tel":
        return _shown(draft, tender, _typed(form), {}, removed, seen)
    if seen != _fingerprint(draft):
        # What is shown now has the new fingerprint: who saves again knows that the files changed.
        return _shown(draft, tender, _typed(form), {"": _CHANGED}, removed), 400
    given = given_answers(draft, form.fields)
    faults = given.faults or award_faults(draft.workspace, tender, form, given.values, removed, language())
    if not faults:
        try:
            write_award(draft.workspace, draft.proposal, tender, form, given.values, removed, language())
            return redirect(f"/toetsen/{name}/eisen?klaar=gunning#gunning", 303)
        except RequestFault as fault:
            faults = {"": fault}
    return _shown(draft, tender, _typed(form), faults, removed, seen), 400


@room.post("/toetsen/<name>/eisen/gunning/wensen")
def save_wishes(name: str) -> Response | tuple[str, int]:
    """Save with which criterion the wishes count that count nowhere yet."""
    draft = draft_of(name)
    tender = _tender(draft)
    wishes = loose_wishes(draft.workspace, draft.proposal, tender)
    try:
        write_criterion_of(draft.workspace, tender, wishes, request.form.get("criterium", ""))
    except RequestFault as fault:
        return _shown(draft, tender, _form(draft, tender, 1), {"criterium": fault}, ()), 400
    return redirect(f"/toetsen/{name}/eisen?klaar=gunning#gunning", 303)


def _tender(draft: Draft) -> Tender:
    return opened().dossier(draft.proposal).assessment.tender


def _fingerprint(draft: Draft) -> str:
    """Return a number that follows from the files of the proposal as they are."""
    return sha256(repr([(path.name, path.read_bytes()) for path in draft.proposal.paths]).encode()).hexdigest()


def _rows() -> int:
    told = request.form.get(_ROWS, "")
    return min(int(told), MOST_NEW) if told.isascii() and told.isdigit() and len(told) < 4 else 1


def _form(draft: Draft, tender: Tender, rows: int) -> AwardForm | None:
    return award_form(draft.workspace, draft.proposal, tender, language(), rows)


def _typed(form: AwardForm | None) -> AwardForm | None:
    """Return the form with what this request typed in it."""
    if form is None:
        return None

    def typed(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(replace(one, values=tuple(filter(None, request.form.getlist(one.key)))) for one in fields)

    def filled(one: CriterionForm) -> CriterionForm:
        return replace(one, fields=typed(one.fields))

    return replace(form, price=filled(form.price), quality=tuple(map(filled, form.quality)), whole=typed(form.whole))


def _shown(
    draft: Draft,
    tender: Tender,
    form: AwardForm | None,
    faults: Mapping[str, RequestFault],
    removed: Collection[str],
    seen: str = "",
) -> str:
    return render_template(
        "procurement_award.html",
        name=draft.proposal.name,
        title=draft.workspace.name_of(draft.purchase),
        tender=tender,
        form=form,
        rows=_rows() + (request.form.get("doe") == "rij"),
        most=MOST_NEW,
        faults=faults,
        removed=removed,
        seen=seen or _fingerprint(draft),
        sums=list(sums_of(form, _read(draft, form), removed).values()) if form else [],
        names={},
        loose=loose_wishes(draft.workspace, draft.proposal, tender),
        for_wishes=criteria_for_wishes(tender),
    )


def _read(draft: Draft, form: AwardForm) -> dict[str, tuple[Value, ...]]:
    """Return what the questions show as values; what cannot be read is left out."""
    found: dict[str, tuple[Value, ...]] = {}
    for field in form.fields:
        try:
            found[field.key] = answers(draft.workspace, field, field.values, language())
        except RequestFault:
            continue
    return found
