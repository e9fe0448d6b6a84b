"""The report on a procurement as a file, in the format that its name asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.procurement.dossier.whole import Dossier
from archrepo.reporting.document import Picture
from archrepo.reporting.document_docx import document_docx
from archrepo.reporting.document_html import document_html
from archrepo.reporting.document_pdf import document_pdf
from archrepo.reporting.dossier_document import dossier_document
from archrepo.reporting.dossier_form import dossier_form
from archrepo.reporting.dossier_turtle import dossier_turtle
from archrepo.reporting.dossier_xlsx import dossier_xlsx
from archrepo.reporting.json_form import written

MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "ttl": "text/turtle",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The formats of a report, by the ending of its name, each with its media type."""


def dossier_file(
    dossier: Dossier,
    ending: str,
    language: Language,
    base: str,
    *,
    picture: Picture | None = None,
    shown_path: Callable[[str], str] = str,
) -> bytes:
    """Return the report in the format of `ending`; `base` is the namespace of the model's own names.

    Raises:
        RequestFault: no report has that ending.
    """
    if ending == "json":
        return (written(dossier_form(dossier, language, shown_path)) + "\n").encode()
    if ending == "ttl":
        return dossier_turtle(dossier, base).encode()
    document = dossier_document(dossier, language, picture=picture, shown_path=shown_path)
    if ending == "docx":
        return document_docx(document)
    if ending == "pdf":
        return document_pdf(document)
    if ending == "html":
        return document_html(document).encode()
    if ending == "xlsx":
        return dossier_xlsx(dossier, document, language, shown_path)
    listed = ", ".join(f".{one}" for one in MEDIA_TYPES)
    raise RequestFault(
        Text(f"een rapport kan niet als '.{ending}'", f"a report cannot be '.{ending}'"),
        remedy=Text(f"kies uit: {listed}", f"choose from: {listed}"),
    )
