"""Step 7 of a procurement: what it touches, replaces and costs, in lists and in a picture."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.procurement.dossier import Dossier
from archrepo.procurement.impact_view import impact_view
from webui.opened import dossier_named, opened
from webui.pictures import Picture
from webui.words import language

room = Blueprint("effects", __name__)


@room.get("/toetsen/<name>/gevolgen")
def effects(name: str) -> str:
    """Show the effects on the landscape and what each bid costs."""
    dossier = dossier_named(name)
    return render_template("procurement_effects.html", dossier=dossier, picture=picture_of(dossier))


def picture_of(dossier: Dossier) -> Picture | None:
    """Return the picture of what the purchase replaces and touches; None when that is nothing."""
    model, assessment, spoken = opened(), dossier.assessment, language()
    offered = [bid.name for bid in assessment.bids]
    return model.pictures.perhaps(
        f"procurement {dossier.name} {dossier.provenance.input}",
        spoken,
        lambda: impact_view(model.workspace, assessment.tender, assessment.impact, offered, spoken),
    )
