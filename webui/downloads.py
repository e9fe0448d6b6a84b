"""A file that a page gives: its media type, its name, and no way for a browser to take it for a page of the viewer."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from archrepo.procurement.drafts.starting import slug_of
from archrepo.reporting.dossier_files import MEDIA_TYPES


def download(data: bytes, kind: str, name: str) -> Response:
    """Return the bytes as a file to save; `kind` is a media type, or the ending of a report.

    The name is made safe: a letter that a header or a disk may not take becomes a hyphen.
    """
    stem, _, ending = name.rpartition(".")
    safe = f"{slug_of(stem) or 'bestand'}.{slug_of(ending)}"
    headers = {"Content-Disposition": f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(safe)}"}
    media = MEDIA_TYPES.get(kind, kind)
    return Response(
        data, content_type=f"{media}; charset=utf-8" if media.startswith("text/") else media, headers=headers
    )
