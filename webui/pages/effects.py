"""Step 7 of a procurement: what it touches, replaces and costs, in lists and in a picture."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template

from archrepo.picture_files import FORMS
from archrepo.procurement.dossier.impact_view import impact_view
from archrepo.procurement.dossier.takers import taker_words, without_successor
from archrepo.procurement.dossier.touched_groups import touched_groups
from archrepo.procurement.dossier.whole import Dossier
from webui.opened import dossier_named, opened
from webui.picture_files import picture_file
from webui.pictures import Picture
from webui.words import language

room = Blueprint("effects", __name__)


@room.get("/toetsen/<name>/gevolgen")
def effects(name: str) -> str:
    """Show the effects on the landscape and what each bid costs."""
    dossier = dossier_named(name)
    return render_template(
        "procurement_effects.html",
        dossier=dossier,
        picture=picture_of(dossier),
        takers=lambda flow: taker_words([flow], dossier.assessment.bids),
        without_successor=without_successor,
        touched=touched_groups(opened().workspace, dossier.assessment),
        forms=FORMS,
        files=lambda form: f"/toetsen/{quote(name)}/gevolgen.{form}",
    )


@room.get("/toetsen/<name>/gevolgen.<form>")
def effects_file(name: str, form: str) -> Response:
    """Give the picture of the effects as a file."""
    picture = picture_of(dossier_named(name)) if form in FORMS else None
    if picture is None:
        abort(404)
    return picture_file(opened().pictures.plate_of(picture, language()), f"gevolgen-{name}", form)


def picture_of(dossier: Dossier) -> Picture | None:
    """Return the picture of what the purchase replaces and touches; None when that is nothing."""
    model, assessment, spoken = opened(), dossier.assessment, language()
    return model.pictures.perhaps(
        f"procurement {dossier.name} {dossier.provenance.input}",
        spoken,
        lambda: impact_view(model.workspace, assessment.tender, assessment.impact, assessment.bids, spoken),
    )
