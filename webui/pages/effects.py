"""Step 7 of a procurement: what it touches, replaces and costs, in lists and in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, Response, abort, render_template

from archrepo.language import Text
from archrepo.picture_files import FORMS
from archrepo.procurement.dossier.impact_view import impact_view
from archrepo.procurement.dossier.whole import Dossier
from archrepo.vocabulary import APPLICATION_COMPONENT, BUSINESS_OBJECT, BUSINESS_PROCESS, DATA_OBJECT, ar
from webui.opened import dossier_named, opened
from webui.picture_files import picture_file
from webui.pictures import Picture
from webui.words import language

room = Blueprint("effects", __name__)
_REFERENCE_COMPONENT = ar("referenceComponent")

_GROUPS = (
    (
        Text("Applicaties die ermee gaan werken", "Applications that will work with it"),
        (APPLICATION_COMPONENT,),
    ),
    (Text("Processen die het gaan gebruiken", "Processes that will use it"), (BUSINESS_PROCESS,)),
    (Text("Gegevens die erin komen", "Data that goes into it"), (DATA_OBJECT, BUSINESS_OBJECT)),
)


@room.get("/toetsen/<name>/gevolgen")
def effects(name: str) -> str:
    """Show the effects on the landscape and what each bid costs."""
    dossier = dossier_named(name)
    touched = tuple(_touched_groups(dossier))
    return render_template(
        "procurement_effects.html",
        dossier=dossier,
        picture=picture_of(dossier),
        touched=touched,
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


def _touched_groups(dossier: Dossier) -> Iterator[tuple[Text, tuple[tuple[str, Text], ...]]]:
    """Yield what a buyer knows by name among the touched, under a sentence; the other kinds are for the architect.

    A reference component is what an application fills, and no application that there is.
    """
    workspace = opened().workspace
    asked = {str(one) for one in dossier.assessment.tender.reference_components}
    for title, kinds in _GROUPS:
        found = {
            one.iri: one.name
            for one in dossier.assessment.impact.touched
            if ":" in one.iri
            and one.iri not in asked
            and not workspace.graph.subjects(_REFERENCE_COMPONENT, ox.NamedNode(one.iri))
            and any(workspace.graph.is_instance(ox.NamedNode(one.iri), kind) for kind in kinds)
        }
        if found:
            yield title, tuple(found.items())


def picture_of(dossier: Dossier) -> Picture | None:
    """Return the picture of what the purchase replaces and touches; None when that is nothing."""
    model, assessment, spoken = opened(), dossier.assessment, language()
    offered = [bid.name for bid in assessment.bids]
    return model.pictures.perhaps(
        f"procurement {dossier.name} {dossier.provenance.input}",
        spoken,
        lambda: impact_view(model.workspace, assessment.tender, assessment.impact, offered, spoken),
    )
