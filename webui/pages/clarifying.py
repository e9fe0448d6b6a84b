"""Step 5 of a procurement: what its documents lack, each with a question for the nota van inlichtingen."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from archrepo.reporting.clarification_document import clarification_document, clarification_text
from archrepo.reporting.document_docx import document_docx
from webui.downloads import download
from webui.opened import dossier_named
from webui.words import language

room = Blueprint("clarifying", __name__)


@room.get("/toetsen/<name>/vragen")
def questions(name: str) -> str:
    """Show every gap with the requirement to paste and the question to ask."""
    return render_template("procurement_questions.html", dossier=dossier_named(name))


@room.get("/toetsen/<name>/vragen.<ending>")
def questions_file(name: str, ending: str) -> Response:
    """Give the questions as plain text or as a Word document."""
    if ending not in ("docx", "txt"):
        abort(404)
    dossier = dossier_named(name)
    if ending == "txt":
        return download(clarification_text(dossier, language()).encode(), "text/plain", f"vragen-{name}.txt")
    return download(document_docx(clarification_document(dossier, language())), ending, f"vragen-{name}.docx")
