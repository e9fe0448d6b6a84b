"""One bid of a procurement apart: what its bidder may see, as a page and as files, and taking it over after the award.

Nothing of another bid is on this page: it is made from an assessment in which the others are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.adopting import Adoption, Terms, adopt, write
from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.dossier.bidder_dossier import dossier_for_bidder
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.typed_values import asked_day
from archrepo.reporting.dossier_files import MEDIA_TYPES, dossier_file
from webui.downloads import download
from webui.opened import dossier_named, opened, proposal_named
from webui.words import language

room = Blueprint("one_bid", __name__)


@dataclass(frozen=True, slots=True)
class OneBid:
    """A bid with the dossier in which no other bid is."""

    dossier: Dossier
    bid: BidAssessment
    slug: str


def one_bid(name: str, slug: str) -> OneBid:
    """Return the bid that the last part of an address names."""
    whole = dossier_named(name)
    found = [one for one in whole.assessment.bids if one.iri.rpartition("/")[2] == slug]
    if len(found) != 1:
        abort(404)
    dossier = dossier_for_bidder(whole, found[0])
    return OneBid(dossier, dossier.assessment.bids[0], slug)


@room.get("/toetsen/<name>/inschrijvingen/<slug>")
def bid(name: str, slug: str) -> str:
    """Show one bid: verdicts, requirements, standards, points and cost."""
    found = one_bid(name, slug)
    return render_template("procurement_bid.html", dossier=found.dossier, bid=found.bid, slug=slug, endings=MEDIA_TYPES)


@room.get("/toetsen/<name>/inschrijvingen/<slug>/rapport.<ending>")
def bid_file(name: str, slug: str, ending: str) -> Response:
    """Give the report on one bid, for its bidder."""
    if ending not in MEDIA_TYPES:
        abort(404)
    found = one_bid(name, slug)
    data = dossier_file(found.dossier, ending, language(), opened().workspace.base)
    return download(data, ending, f"toets-{name}-{slug}.{ending}")


@room.get("/toetsen/<name>/inschrijvingen/<slug>/overnemen")
def preview(name: str, slug: str) -> str | tuple[str, int]:
    """Show what the model would become with this bid in it; nothing is written."""
    try:
        adoption = _adoption(name, slug)
    except RequestFault as fault:
        return _shown(name, slug, None, fault), 400
    return _shown(name, slug, adoption, None)


@room.post("/toetsen/<name>/inschrijvingen/<slug>/overnemen")
def take_over(name: str, slug: str) -> AnyResponse | tuple[str, int]:
    """Write the bid into the model, as the preview showed; a change that differs by now is shown again first."""
    try:
        adoption = _adoption(name, slug)
        if request.form.get("gezien") != _fingerprint(adoption):
            changed = RequestFault(
                Text("de wijziging is anders dan u zag", "the change is not the one that you saw"),
                remedy=Text("bekijk haar opnieuw en bevestig dan", "look at it again and then confirm"),
            )
            return _shown(name, slug, adoption, changed), 400
        write(opened().workspace, adoption)
    except RequestFault as fault:
        return _shown(name, slug, None, fault), 400
    return redirect(f"/toetsen/{name}/inschrijvingen?klaar=overgenomen", 303)


def _adoption(name: str, slug: str) -> Adoption:
    found = one_bid(name, slug)
    terms = Terms(starts=asked_day(request.values.get("van", "")), ends=asked_day(request.values.get("tot", "")))
    model = opened()
    assessment = dossier_named(name).assessment
    return adopt(
        model.workspace,
        model.book,
        proposal_named(name),
        found.bid.iri,
        terms,
        before=model.check,
        assessment=assessment,
    )


def _fingerprint(adoption: Adoption) -> str:
    """Return a number that follows from all that would be written."""
    return sha256(repr([(change.path, change.after) for change in adoption.changes]).encode()).hexdigest()


def _shown(name: str, slug: str, adoption: Adoption | None, fault: RequestFault | None) -> str:
    found = one_bid(name, slug)
    return render_template(
        "procurement_adopt.html",
        dossier=found.dossier,
        bid=found.bid,
        slug=slug,
        adoption=adoption,
        seen=_fingerprint(adoption) if adoption else "",
        fault=fault,
        starts=request.values.get("van", ""),
        ends=request.values.get("tot", ""),
    )
