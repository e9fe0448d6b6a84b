"""Step 9 of a procurement: the bids side by side, also without names, filled workbooks in, and what assessors give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyoxigraph as ox
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.exchange.tender_files import read_tender_file
from archrepo.language import Text
from archrepo.procurement.assessment import Assessment
from archrepo.procurement.award.quality import graded_criteria
from archrepo.procurement.bids.receiving import SentBid, keep_bid, read_sent_bid
from archrepo.procurement.bids.workbook import ReadBid
from archrepo.procurement.dossier.comparing import compare_bids
from archrepo.procurement.dossier.confidential import digest_of, in_blind_order
from archrepo.procurement.drafts.answer_file import refuse_later
from archrepo.procurement.drafts.forms import Field, field_of
from archrepo.procurement.drafts.judgement_file import NewJudgement, grades_of, write_judgement
from archrepo.procurement.drafts.sources import safe_name
from archrepo.procurement.typed_values import asked_day, price_of
from archrepo.vocabulary import REASON, ar
from archrepo.workspace import Workspace
from webui.opened import opened
from webui.pages.asking import MOST_BYTES_OF_A_FILE
from webui.pages.procuring import Draft, GivenAnswers, draft_of, given_answers, names_of_answers
from webui.words import language

room = Blueprint("bids", __name__)
_NOTHING = GivenAnswers({}, {})


@room.get("/toetsen/<name>/inschrijvingen")
def bids(name: str) -> str:
    """Show the bids side by side."""
    return _shown(draft_of(name))


@room.post("/toetsen/<name>/inschrijvingen")
def receive(name: str) -> Response | tuple[str, int]:
    """Read a filled programme of requirements as a bid, and keep it."""
    request.max_content_length = MOST_BYTES_OF_A_FILE
    draft = draft_of(name)
    model = opened()
    try:
        read = read_sent_bid(model.workspace, model.book, draft.proposal, _sent())
        keep_bid(model.workspace, draft.proposal, read, replace=request.form.get("vervang") == "ja")
    except ArchrepoError as fault:
        return _shown(draft, fault=fault), 400
    if read.faults or read.remarks:
        return _shown(draft_of(name), read=read), 200
    return redirect(f"/toetsen/{name}/inschrijvingen?klaar=gelezen", 303)


@room.post("/toetsen/<name>/inschrijvingen/oordeel")
def judge(name: str) -> Response | tuple[str, int]:
    """Record what an assessor gives one bid for one criterion."""
    draft = draft_of(name)
    dossier = opened().dossier(draft.proposal)
    is_blind = request.form.get("blind") == "1"
    fields = _judgement_fields(draft.workspace)
    given = given_answers(draft, fields)
    faults = dict(given.faults)
    for field in fields:
        if field.key not in faults and not given.values.get(field.key):
            faults[field.key] = RequestFault(Text(f"{field.label.nl}: nodig", f"{field.label.en}: needed"))
    for day in given.values.get("judgedOn", ()) if "judgedOn" not in faults else ():
        assert isinstance(day, ox.Literal)
        try:
            refuse_later(draft.workspace, date.fromisoformat(day.value))
        except RequestFault as fault:
            faults["judgedOn"] = fault
    if faults:
        return _shown(draft, given=GivenAnswers(given.values, faults)), 400
    criterion, _, grade = request.form.get("cijfer", "").partition("|")
    by, on, why = (given.values[key][0] for key in ("judgedBy", "judgedOn", "reason"))
    assert isinstance(by, ox.NamedNode) and isinstance(on, ox.Literal) and isinstance(why, ox.Literal)
    keys = _keys(dossier.assessment, is_blind=is_blind)
    bid = next((one for key, one in keys if key == request.form.get("inschrijving")), "")
    judgement = NewJudgement(criterion, bid, grade, by, date.fromisoformat(on.value), why.value, language())
    try:
        after = opened().with_proposal(draft.proposal, and_bids=True)
        write_judgement(after, draft.proposal, dossier.assessment.tender, judgement)
    except RequestFault as fault:
        return _shown(draft, fault=fault, given=given), 400
    return redirect(f"/toetsen/{name}/inschrijvingen?klaar=oordeel{'&blind=1' if is_blind else ''}", 303)


def _sent() -> SentBid:
    """Return the bid that this request sends.

    Raises:
        ArchrepoError: no file, a wrong price or day, or a file that cannot be read.
    """
    sent = request.files.get("bestand")
    if sent is None or not sent.filename:
        raise RequestFault(
            Text("er is geen bestand gekozen", "no file was chosen"),
            remedy=Text("kies het ingevulde programma van eisen", "choose the filled programme of requirements"),
        )
    return SentBid(
        read_tender_file(safe_name(sent.filename), sent.read()),
        request.form.get("inschrijver", "").strip()[:200],
        product=request.form.get("product", "").strip()[:200],
        price_euro=price_of(request.form.get("prijs", "").strip()),
        received_on=asked_day(request.form.get("ontvangen", "")),
    )


def _judgement_fields(workspace: Workspace) -> tuple[Field, ...]:
    found = tuple(field_of(workspace, one, None) for one in (ar("judgedBy"), ar("judgedOn"), REASON))
    return tuple(replace(one, has_many=False) for one in found)


def _keys(assessment: Assessment, *, is_blind: bool) -> tuple[tuple[str, str], ...]:
    """Return what the form sends for each bid, and its IRI, in the order in which they are shown.

    It tells which bid is meant, whatever came or went since the form was shown: the IRI, or without names the digest.
    """
    if is_blind:
        return tuple((digest_of(one.bid), one.iri) for one in in_blind_order(assessment))
    return tuple((one.iri, one.iri) for one in assessment.bids)


def _shown(
    draft: Draft, *, fault: ArchrepoError | None = None, read: ReadBid | None = None, given: GivenAnswers = _NOTHING
) -> str:
    model = opened()
    dossier = model.dossier(draft.proposal)
    is_blind = request.values.get("blind") == "1"
    assessment = model.blinded(dossier) if is_blind else dossier.assessment
    fields = _judgement_fields(draft.workspace)
    if given is not _NOTHING:
        fields = tuple(replace(one, values=tuple(filter(None, request.form.getlist(one.key)))) for one in fields)
    tender = dossier.assessment.tender
    return render_template(
        "procurement_bids.html",
        dossier=dossier,
        assessment=assessment,
        is_blind=is_blind,
        only_differences=request.args.get("verschil") == "1",
        comparison=compare_bids(assessment) if assessment.bids else None,
        keys=[key for key, _ in _keys(dossier.assessment, is_blind=is_blind)],
        graded=[(one, grades_of(tender, one)) for one in graded_criteria(tender)],
        fields=fields,
        names=names_of_answers(draft, fields),
        given=given,
        fault=fault,
        read=read,
        done=request.args.get("klaar", ""),
    )
