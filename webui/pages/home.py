"""The first page: three doors by task, the size of the model and what needs attention."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.procurement import list_proposals
from webui.opened import opened

room = Blueprint("home", __name__)


@room.get("/")
def home() -> str:
    """Show the three doors."""
    return render_template("home.html", proposals=list_proposals(opened().workspace))
