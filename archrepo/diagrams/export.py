"""A picture as PNG, for tools that take no SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import resvg_py

from archrepo.diagrams import font
from archrepo.errors import ConfigurationFault
from archrepo.language import Text

_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
    '<text x="2" y="20" font-size="20" font-family="{family}">{word}</text></svg>'
)


def to_png(svg: str, fonts: Sequence[Path] = (), zoom: float = 1.0) -> bytes:
    """Return the picture as PNG on white, `zoom` times its size; `fonts` are files to use before those of the system.

    Raises:
        ConfigurationFault: no font was found, and a picture without its words is no picture.
    """
    files = [str(path) for path in fonts]
    if _render(_probe("W"), files) == _render(_probe(""), files):
        raise ConfigurationFault(
            Text("er is geen lettertype om de woorden mee te tekenen", "there is no font to draw the words with"),
            remedy=Text(
                "installeer Liberation Sans, of geef een TrueType-bestand op",
                "install Liberation Sans, or name a TrueType file",
            ),
        )
    return _render(svg, files, zoom)


def _probe(word: str) -> str:
    return _PROBE.format(family=font.FAMILY, word=word)


def _render(svg: str, fonts: list[str], zoom: float = 1.0) -> bytes:
    # Without a size of its own for generic families, resvg looks for Arial only, also where Liberation Sans is there.
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        background="white",
        zoom=zoom,
        dpi=96,
        font_files=fonts or None,
        sans_serif_family="Liberation Sans",
        font_family="Liberation Sans",
    )
