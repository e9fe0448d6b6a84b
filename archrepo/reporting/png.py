"""An SVG as pixels, for documents that take no SVG."""

from __future__ import annotations

import resvg_py

#: Pixels for each unit of the drawing: enough for print at the size of a page.
ZOOM = 2.0
_SAMPLE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'


def as_png(svg: str, zoom: float = ZOOM) -> bytes:
    """Return the picture as PNG on white, `zoom` times as large as drawn; its letters are fonts of this computer."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background="white", zoom=zoom))


def has_letters() -> bool:
    """Tell whether this computer has a font for letters in a PNG."""
    letters = '<text y="15" font-family="Liberation Sans, Arimo, Arial, Helvetica, sans-serif">gm</text>'
    return as_png(_SAMPLE.format(letters)) != as_png(_SAMPLE.format(""))
