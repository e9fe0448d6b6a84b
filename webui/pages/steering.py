"""The management page: five figures with their definition and evidence."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.opened import opened

room = Blueprint("steering", __name__)


@room.get("/sturen")
def steering() -> str:
    """Show the five figures."""
    return render_template("steering.html", figures=opened().figures, families=opened().quality.standings())
