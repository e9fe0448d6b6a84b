"""Step 8 of a procurement: the dossier and the programme of requirements as files."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from archrepo.procurement.judging.headline import headline
from archrepo.procurement.publication.demands import demands_of
from archrepo.reporting.demands_document import demands_document
from archrepo.reporting.demands_xlsx import demands_xlsx
from archrepo.reporting.document import Picture
from archrepo.reporting.document_docx import document_docx
from archrepo.reporting.dossier_files import MEDIA_TYPES, dossier_file
from webui.downloads import download
from webui.opened import dossier_named, opened, proposal_named
from webui.pages.effects import picture_of
from webui.words import language

room = Blueprint("reporting", __name__)


@room.get("/toetsen/<name>/rapport")
def report(name: str) -> str:
    """Show what the report is made from and in which formats it can be had."""
    dossier = dossier_named(name)
    return render_template(
        "procurement_report.html", dossier=dossier, headline=headline(dossier.assessment), endings=MEDIA_TYPES
    )


@room.get("/toetsen/<name>/rapport.<ending>")
def report_file(name: str, ending: str) -> Response:
    """Give the report as a file."""
    if ending not in MEDIA_TYPES:
        abort(404)
    dossier, spoken = dossier_named(name), language()
    drawn = picture_of(dossier) if ending in ("docx", "html", "pdf") else None
    picture = None
    if drawn is not None and drawn.svg is not None:
        told = drawn.twin.sentences if drawn.twin else ()
        picture = Picture(str(drawn.svg), drawn.title, " ".join(told) or drawn.title)
    data = dossier_file(dossier, ending, spoken, opened().workspace.base, picture=picture)
    return download(data, ending, f"toets-{name}.{ending}")


@room.get("/toetsen/<name>/programma.<ending>")
def programme_file(name: str, ending: str) -> Response:
    """Give the programme of requirements that follows from the principles, with a column for each bidder's facts."""
    if ending not in ("docx", "xlsx"):
        abort(404)
    dossier, spoken = dossier_named(name), language()
    workspace = opened().with_proposal(proposal_named(name))
    programme = demands_of(workspace, opened().book, dossier.assessment.tender)
    data = demands_xlsx(programme, spoken) if ending == "xlsx" else document_docx(demands_document(programme, spoken))
    return download(data, ending, f"programma-van-eisen-{name}.{ending}")
