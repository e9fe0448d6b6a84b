"""Step 3 of a procurement: the requirements, from a file or as pasted text, and what is not known yet."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.exchange.tender_files import read_tender_file
from archrepo.procurement.drafts.alternatives import add_alternative, considered, kinds_of_alternatives
from archrepo.procurement.drafts.open_questions import open_fields
from archrepo.procurement.drafts.sources import keep, pasted_file, safe_name, source_files
from archrepo.procurement.drafts.starting import fill_in
from archrepo.procurement.publication.gap_values import Gap
from webui.opened import opened
from webui.pages.procuring import GivenAnswers, draft_of, given_answers, names_of_answers
from webui.words import language, t

room = Blueprint("asking", __name__)

#: A tender file with its pictures; a list of requirements is far smaller.
MOST_BYTES_OF_A_FILE = 32 * 1024 * 1024
_NOTHING = GivenAnswers({}, {})


@room.get("/toetsen/<name>/eisen")
def requirements(name: str) -> str:
    """Show what is asked so far, and the ways to say more."""
    return _shown(name)


@room.post("/toetsen/<name>/eisen/bestand")
def upload(name: str) -> Response | tuple[str, int]:
    """Keep a tender file when it can be read, and go on to what its columns hold."""
    request.max_content_length = MOST_BYTES_OF_A_FILE
    draft = draft_of(name)
    sent = request.files.get("bestand")
    if sent is None or not sent.filename:
        missing = t("Kies eerst een bestand.", "Choose a file first.")
        return _shown(name, missing=missing), 400
    try:
        kept = safe_name(sent.filename)
        data = sent.read()
        read_tender_file(kept, data)
        keep(draft.proposal, kept, data)
    except ArchrepoError as fault:
        return _shown(name, fault=fault), 400
    return redirect(f"/toetsen/{name}/eisen/bestand/{kept}", 303)


@room.post("/toetsen/<name>/eisen/tekst")
def paste(name: str) -> Response | tuple[str, int]:
    """Keep pasted lines as a file of their own, and go on as with any file."""
    draft = draft_of(name)
    written = request.form.get("tekst", "")
    try:
        kept, data = pasted_file(draft.proposal, written, "wens" if request.form.get("soort") == "wens" else "eis")
        keep(draft.proposal, kept, data)
    except RequestFault as fault:
        return _shown(name, fault=fault, pasted=written), 400
    return redirect(f"/toetsen/{name}/eisen/bestand/{kept}", 303)


@room.post("/toetsen/<name>/eisen/feiten")
def save_facts(name: str) -> Response | tuple[str, int]:
    """Save what was not known of the purchase."""
    draft = draft_of(name)
    fields = open_fields(draft.workspace, opened().dossier(draft.proposal).assessment, draft.purchase)
    given = given_answers(draft, fields)
    fill_in(opened().workspace, draft.proposal, given.by_property(fields))
    if given.faults:
        return _shown(name, facts=given), 400
    return redirect(f"/toetsen/{name}/eisen?klaar=feiten", 303)


@room.post("/toetsen/<name>/eisen/bekeken")
def save_alternative(name: str) -> Response | tuple[str, int]:
    """Save one alternative that was looked at."""
    draft = draft_of(name)
    kind, words = request.form.get("soort", ""), request.form.get("bevinding", "")
    try:
        add_alternative(opened().workspace, draft.workspace, draft.proposal, draft.purchase, kind, words, language())
    except RequestFault as fault:
        return _shown(name, fault=fault, found=words), 400
    return redirect(f"/toetsen/{name}/eisen?klaar=bekeken#bekeken", 303)


def _shown(
    name: str,
    *,
    fault: ArchrepoError | None = None,
    missing: str = "",
    pasted: str = "",
    found: str = "",
    facts: GivenAnswers = _NOTHING,
) -> str:
    draft = draft_of(name)
    dossier = opened().dossier(draft.proposal)
    asked = facts.as_typed(open_fields(draft.workspace, dossier.assessment, draft.purchase))
    return render_template(
        "procurement_requirements.html",
        dossier=dossier,
        sources=[path.name for path in source_files(draft.proposal)],
        fault=fault,
        missing=missing,
        pasted=pasted,
        found=found,
        alternatives=considered(draft.workspace, draft.purchase),
        kinds=kinds_of_alternatives(draft.workspace),
        asked=asked,
        waiting=list({one.principle: one for one in dossier.gaps if _wants_requirement(one)}.values()),
        faults=facts.faults,
        names=names_of_answers(draft, asked),
        done=_DONE.get(request.args.get("klaar", "")),
    )


def _wants_requirement(gap: Gap) -> bool:
    return gap.is_certain and bool(gap.requirement_text.nl)


_DONE: Mapping[str, tuple[str, str]] = {
    "eisen": ("De eisen zijn bewaard.", "The requirements were saved."),
    "feiten": ("Uw antwoorden zijn bewaard.", "Your answers were saved."),
    "bekeken": ("Het alternatief is bewaard.", "The alternative was saved."),
    "gunning": ("De manier van gunnen is bewaard.", "The award method was saved."),
}
