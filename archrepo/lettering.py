"""The letters of a picture that leaves the browser: font files that come with the installation, and SVG as pixels.

An SVG names fonts that nearly every reader has. A PNG or PDF is drawn here, with Source Sans Pro from its own package
and never with a font of this computer, so the same picture is the same bytes on every machine.

Source Sans Pro has Latin, Greek and Cyrillic letters, arrows and the commonest signs. What it lacks (emoji, Arabic,
Hebrew, Chinese, Japanese, Korean) is shown as a small crossed box, one a character, as wide as the letter was
reckoned to be; the words themselves stay whole in the SVG, its titles and the twin in words. A few signs that it lacks
are replaced by one that looks alike.
"""

from __future__ import annotations

import importlib.util
import math
import re
from pathlib import Path
from typing import Final

import resvg_py

FAMILY: Final = "Source Sans Pro"
#: Pixels for each unit of the drawing: enough for print at the size of a page.
PRINT_ZOOM: Final = 2.0
#: Signs that the font lacks, and what is drawn in their place.
STAND_INS: Final[dict[str, str]] = {"●": "◉", "○": "◌", "□": "☐", "◇": "◊", "↔": "←→", "►": "▶", "◄": "◀"}
#: Half a gigabyte while it is drawn; a place of a box far away would otherwise end the program.
MOST_PIXELS: Final = 120_000_000
_SIZE: Final = re.compile(r'<svg[^>]*? width="([0-9.]+)" height="([0-9.]+)"')
_PACKAGE: Final = "font_source_sans_pro"
_CUTS: Final = ("Regular", "Bold", "It", "BoldIt")


def font_folder() -> Path:
    """Return the folder of the font package, whether it is there or not."""
    found = importlib.util.find_spec(_PACKAGE)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places or (_PACKAGE,)))) / "files"


def font_files() -> tuple[Path, ...]:
    """Return the TrueType files: regular, bold, italic and bold italic, in that order."""
    return tuple(font_folder() / f"SourceSansPro-{cut}.ttf" for cut in _CUTS)


def has_letters() -> bool:
    """Tell whether the font files are there; without them a PNG has no words."""
    return all(file.is_file() for file in font_files())


def png_of(svg: str, zoom: float = 1.0) -> bytes:
    """Return the picture as PNG on white, `zoom` times as large as drawn; the same picture gives the same bytes.

    A picture that would have more than `MOST_PIXELS` is drawn smaller.

    Raises:
        FileNotFoundError: the font package is not there, and a picture without its words is no picture.
    """
    files = font_files()
    for file in files:
        if not file.is_file():
            raise FileNotFoundError(file)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.translate({ord(sign): drawn for sign, drawn in STAND_INS.items()}),
            background="white",
            zoom=min(zoom, _largest_zoom(svg)),
            dpi=96,
            skip_system_fonts=True,
            font_files=[str(file) for file in files],
            font_family=FAMILY,
            serif_family=FAMILY,
            sans_serif_family=FAMILY,
            monospace_family=FAMILY,
        )
    )


def _largest_zoom(svg: str) -> float:
    size = _SIZE.search(svg)
    area = float(size[1]) * float(size[2]) if size else 0.0
    return math.sqrt(MOST_PIXELS / area) if area > 0 else math.inf
