"""The findings, narrowed by principle, owner, file, severity and verdict."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from archrepo.quality import Choice
from webui.opened import opened

room = Blueprint("quality", __name__)


@room.get("/kwaliteit")
def findings() -> str:
    """Show the findings of a choice."""
    choice = Choice(
        principle=request.args.get("principe", ""),
        owner=request.args.get("eigenaar", ""),
        path=request.args.get("bestand", ""),
        severity=request.args.get("ernst", ""),
        verdict=request.args.get("oordeel", ""),
    )
    selection = opened().quality.choose(choice, request.args.get("pagina", 1, type=int))
    return render_template("quality.html", selection=selection, choice=choice)
