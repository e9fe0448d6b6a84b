"""A picture as the answer to a request for a file: shown in the browser when it can, else saved."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Response

from archrepo.picture_files import Plate, as_file
from webui.downloads import download
from webui.opened import opened
from webui.words import language

_SHOWN: Final = {"svg": "image/svg+xml", "png": "image/png"}
_SAVED: Final = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "drawio": "application/vnd.jgraph.mxfile",
    "xml": "application/xml",
}


def picture_file(plate: Plate, name: str, form: str) -> Response:
    """Return the picture in that form, a file called `name` when it is saved.

    Raises:
        RequestFault: the form cannot hold a chart.
    """
    data = as_file(Path(f"plaat.{form}"), [plate], opened().workspace, language())
    if form in _SHOWN:
        return Response(data, mimetype=_SHOWN[form])
    return download(data, _SAVED[form], f"{name}.{form}")
