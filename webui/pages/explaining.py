"""Step 6 of a procurement: explain where it deviates, and what the annual report says of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pyoxigraph as ox
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.procurement.assessment import Assessment
from archrepo.procurement.bids.laid_over import with_bids
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.drafts.forms import Field, field_of
from archrepo.procurement.drafts.waiver_file import write_waiver
from archrepo.reporting.annual_report import annual_report, deviation_parts, introduction
from archrepo.turtle import Value
from archrepo.vocabulary import DECIDED_BY, MEASURE, REASON, RISK, VALID_UNTIL
from archrepo.waiving import Decision, NewWaiver, RecordedWaiver, refuse_past
from archrepo.workspace import Workspace
from webui.opened import opened
from webui.pages.procuring import Draft, GivenAnswers, draft_of, given_answers, names_of_answers
from webui.words import language

room = Blueprint("explaining", __name__)
_ASKED = (REASON, RISK, MEASURE, DECIDED_BY, VALID_UNTIL)
_NEEDED = ("reason", "decidedBy", "validUntil")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A broken principle on one thing: what can be deviated from."""

    key: str
    principle: str
    subject: str
    name: Text


@room.get("/toetsen/<name>/uitleg")
def explanations(name: str) -> str:
    """Show what can be explained, what was, and the text for the annual report."""
    return _shown(draft_of(name), GivenAnswers({}, {}))


@room.post("/toetsen/<name>/uitleg")
def explain(name: str) -> Response | tuple[str, int]:
    """Record a deviation."""
    draft = draft_of(name)
    dossier = opened().dossier(draft.proposal)
    chosen = next(
        (one for one in _deviations(dossier.assessment) if one.key == request.form.get("afwijking", "")), None
    )
    fields = _fields(draft.workspace)
    given = given_answers(draft, fields)
    faults = dict(given.faults)
    if chosen is None:
        faults["afwijking"] = RequestFault(
            Text("kies waarvan u afwijkt", "choose what you deviate from"),
            remedy=Text("kies er een uit de lijst", "choose one from the list"),
        )
    for field in fields:
        if field.key in _NEEDED and field.key not in faults and not given.values.get(field.key):
            faults[field.key] = RequestFault(
                Text(f"{field.label.nl}: dit is nodig", f"{field.label.en}: this is needed"),
                remedy=Text("vul dit in", "fill this in"),
            )
    if "validUntil" not in faults:
        try:
            refuse_past(draft.workspace, date.fromisoformat(_words(given.values, "validUntil")))
        except RequestFault as fault:
            faults["validUntil"] = fault
    if not faults and chosen is not None:
        try:
            recorded = _record(draft, chosen, given.values)
            done = ("lang-zonder" if recorded.effect else "lang") if recorded.length else ""
            return redirect(f"/toetsen/{name}/uitleg?klaar={done or ('zonder' if recorded.effect else 'ja')}", 303)
        except ArchrepoError as fault:
            return _shown(draft, given, typed=True, fault=fault), 400
    return _shown(draft, GivenAnswers(given.values, faults), typed=True), 400


def _record(draft: Draft, chosen: Deviation, values: Mapping[str, tuple[Value, ...]]) -> RecordedWaiver:
    model = opened()
    principle, decider = model.book.get(chosen.principle), values["decidedBy"][0]
    assert principle is not None and isinstance(decider, ox.NamedNode)
    decision = Decision(
        reason=_words(values, "reason"),
        risk=_words(values, "risk"),
        measure=_words(values, "measure"),
        decided_by=decider,
        decided_on=model.workspace.as_of,
        valid_until=date.fromisoformat(_words(values, "validUntil")),
        language=language(),
    )
    new = NewWaiver(principle, ox.NamedNode(chosen.subject), decision)
    return write_waiver(model.workspace, model.book, draft.proposal, new, with_bids)


def _words(values: Mapping[str, tuple[Value, ...]], key: str) -> str:
    return next((one.value for one in values.get(key, ()) if isinstance(one, ox.Literal)), "")


def _fields(workspace: Workspace) -> tuple[Field, ...]:
    return tuple(replace(field_of(workspace, one, None), has_many=False) for one in _ASKED)


def _deviations(assessment: Assessment) -> Iterator[Deviation]:
    """Yield what is broken: of the purchase first, then of each bid."""
    for verdicts in (assessment.verdicts, *(bid.verdicts for bid in assessment.bids)):
        for verdict in (one for one in verdicts if not one.is_for_municipality):
            for subject in verdict.subjects:
                if subject.verdict is Verdict.BROKEN and ":" in subject.iri:
                    name = Text(
                        f"{verdict.principle} {verdict.name.nl}: {subject.name.nl}",
                        f"{verdict.principle} {verdict.name.en}: {subject.name.en}",
                    )
                    yield Deviation(f"{verdict.principle}|{subject.iri}", verdict.principle, subject.iri, name)


def _shown(draft: Draft, given: GivenAnswers, *, typed: bool = False, fault: ArchrepoError | None = None) -> str:
    dossier = opened().dossier(draft.proposal)
    fields = _fields(draft.workspace)
    if typed:
        fields = tuple(replace(one, values=tuple(filter(None, request.form.getlist(one.key)))) for one in fields)
    return render_template(
        "procurement_explain.html",
        dossier=dossier,
        deviations=list(_deviations(dossier.assessment)),
        fields=fields,
        faults=given.faults,
        fault=fault,
        chosen=request.form.get("afwijking", request.args.get("van", "")),
        names=names_of_answers(draft, fields),
        subjects=_subjects(draft, dossier),
        done=request.args.get("klaar", ""),
        **_annual(draft, dossier),
    )


def _subjects(draft: Draft, dossier: Dossier) -> dict[str, Text]:
    """Return the names of what is deviated for, by IRI."""
    after = opened().with_proposal(draft.proposal, and_bids=True)
    return {
        iri: after.name_of(ox.NamedNode(iri)) for one in dossier.waivers for iri in (one.subject,) if ":" in one.subject
    }


def _annual(draft: Draft, dossier: Dossier) -> dict[str, object]:
    """Return the words of this procurement's deviations for the annual report on the present year."""
    model = opened()
    after = model.with_proposal(draft.proposal, and_bids=True)
    assessment = dossier.assessment
    verdicts = (*assessment.verdicts, *(verdict for bid in assessment.bids for verdict in bid.verdicts))
    found = dict.fromkeys(finding for verdict in verdicts for finding in verdict.findings)
    report = annual_report(after, model.book, Report(tuple(found), ()), dossier.waivers, after.as_of.year)
    return {
        "year": report.year,
        "introduction": introduction(report),
        "parts": [deviation_parts(after, one) for one in report.deviations],
    }
