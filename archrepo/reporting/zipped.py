"""A zip file without a clock, so that the same content gives the same bytes; DOCX and XLSX are such files."""

from __future__ import annotations

import io
import zipfile

_MOMENT = (1980, 1, 1, 0, 0, 0)


def without_clock(data: bytes) -> bytes:
    """Return the same members in the same order, each with the first date that a zip can hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            fixed = zipfile.ZipInfo(member.filename, _MOMENT)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = member.external_attr
            target.writestr(fixed, source.read(member))
    return out.getvalue()
