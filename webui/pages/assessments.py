"""The assessment of procurement proposals: verdicts, evidence, gaps and impact."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.procurement import find_proposal, list_proposals
from webui.opened import opened

room = Blueprint("assessments", __name__)


@room.get("/toetsen")
def assessments() -> str:
    """List the proposals in the folder of the model."""
    return render_template("assessments.html", proposals=list_proposals(opened().workspace))


@room.get("/toetsen/<name>")
def assessment(name: str) -> str:
    """Show one assessment: the sentence, the bids side by side, and each verdict with its evidence."""
    proposal = find_proposal(opened().workspace, name)
    return render_template("assessment.html", proposal=proposal, assessment=opened().assessment(proposal))
