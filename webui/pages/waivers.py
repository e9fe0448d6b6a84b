"""The register of deviations ("leg uit")."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.opened import opened

room = Blueprint("waivers", __name__)


@room.get("/afwijkingen")
def waivers() -> str:
    """Show every deviation with who decided on it and until when it holds."""
    return render_template("waivers.html", waivers=opened().waivers)
