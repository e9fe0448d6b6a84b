"""The list of procurements, and the verdict on one: sentence, evidence, gaps and text to paste."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.procurement import list_proposals
from webui.opened import dossier_named, opened

room = Blueprint("assessments", __name__)


@room.get("/toetsen")
def assessments() -> str:
    """List the proposals in the folder of the model."""
    return render_template("assessments.html", proposals=list_proposals(opened().workspace))


@room.get("/toetsen/<name>")
def assessment(name: str) -> str:
    """Show one assessment: the sentence, the bids side by side, and each verdict with its evidence."""
    return render_template("assessment.html", dossier=dossier_named(name))
