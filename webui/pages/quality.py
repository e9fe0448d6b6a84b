"""The quality of the model: findings to narrow down, compliance by profile, and what is missing with who knows it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from archrepo.missing_facts import Informant, asked_of, missing_facts
from archrepo.quality import Choice
from archrepo.reporting.missing_text import count_text, missing_rows
from webui.opened import opened
from webui.tables import rows_as_csv
from webui.words import language

room = Blueprint("quality", __name__)


@room.get("/kwaliteit")
def findings() -> str:
    """Show the findings of a choice."""
    quality, profile = opened().quality, request.args.get("profiel", "")
    choice = Choice(
        profile=profile if profile in quality.profiles else "",
        principle=request.args.get("principe", ""),
        owner=request.args.get("eigenaar", ""),
        path=request.args.get("bestand", ""),
        severity=request.args.get("ernst", ""),
        verdict=request.args.get("oordeel", ""),
    )
    selection = quality.choose(choice, request.args.get("pagina", 1, type=int))
    return render_template("quality.html", selection=selection, choice=choice)


@room.get("/kwaliteit/naleving")
def compliance() -> str:
    """Show the compliance with a profile, or with all principles: in all, by family and by owner."""
    quality = opened().quality
    return render_template(
        "compliance.html",
        compliance=quality.compliance(request.args.get("profiel", "")),
        all_profiles=[quality.compliance(key) for key in quality.profiles],
    )


@room.get("/kwaliteit/ontbreekt")
def missing() -> str:
    """Show which facts are missing, by who knows them."""
    worklist = _worklist()
    return render_template(
        "missing.html",
        worklist=worklist,
        counted=count_text(worklist),
        roles=_worklist(any_role=True),
        profile=opened().quality.profiles.get(request.args.get("profiel", "")),
        role=request.args.get("rol", ""),
    )


@room.get("/kwaliteit/ontbreekt.csv")
def missing_as_csv() -> Response:
    """Give the same as a file for a spreadsheet."""
    answer = rows_as_csv(missing_rows(_worklist(), language()), language())
    headers = {"Content-Disposition": 'attachment; filename="ontbreekt.csv"'}
    return Response(answer, mimetype="text/csv", headers=headers)


def _worklist(*, any_role: bool = False) -> tuple[Informant, ...]:
    model = opened()
    profile = model.quality.profiles.get(request.args.get("profiel", ""))
    found = missing_facts(model.workspace, model.book, model.quality.report, profile)
    role = request.args.get("rol", "")
    return found if any_role or not role else asked_of(model.workspace, found, role)
