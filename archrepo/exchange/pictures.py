"""Images that came with a drawing: read from beside it, and told by their first bytes what they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: The kinds that a drawing tool keeps, by their first bytes. An SVG could hold a script, so it is none of them.
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
#: A picture with a larger image in it would be a burden to open.
MOST_BYTES: Final = 4_000_000


def media_type(data: bytes) -> str:
    """Return what kind of image the bytes are; "" for anything else."""
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), "")


def read_picture(folder: Path, path: str) -> tuple[bytes, str] | None:
    """Return the bytes and the media type of an image within `folder`; None when it is none, or lies outside."""
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        return None
    if file.stat().st_size > MOST_BYTES:
        return None
    data = file.read_bytes()
    kind = media_type(data)
    return (data, kind) if kind else None
