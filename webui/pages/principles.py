"""The principles: the list by family, and one page each."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.errors import RequestFault
from archrepo.findings import Verdict
from archrepo.language import Text
from webui.opened import opened

room = Blueprint("principles", __name__)


@room.get("/principes")
def principles() -> str:
    """Show how the model stands by each principle."""
    return render_template("principles.html", families=opened().quality.standings())


@room.get("/principes/<identifier>")
def principle(identifier: str) -> str:
    """Show one principle: text, reason, source, whom it concerns, examples, test, subjects by verdict and waivers."""
    found = opened().book.get(identifier)
    if found is None:
        raise RequestFault(
            Text(f"er is geen principe '{identifier[:40]}'", f"there is no principle '{identifier[:40]}'"),
            remedy=Text("kies een principe uit de lijst", "choose a principle from the list"),
        )
    quality = opened().quality
    return render_template(
        "principle.html",
        principle=found,
        sheet=opened().sheet(found),
        standing=quality.standing(found),
        missing=quality.missing(found),
        subjects={verdict: quality.subjects(found, verdict) for verdict in Verdict},
        waivers=[waiver for waiver in opened().waivers if waiver.principle == found.id],
    )
