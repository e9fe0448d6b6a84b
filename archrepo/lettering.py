"""The letters of a picture that leaves the browser: font files that come with the installation, and SVG as pixels.

An SVG names fonts that nearly every reader has. A PNG or PDF is drawn here, with Source Sans Pro from its own package
and never with a font of this computer, so the same picture is the same bytes on every machine.

Source Sans Pro has Latin, Greek and Cyrillic letters, arrows and the commonest signs. What it lacks (emoji, Arabic,
Hebrew, Chinese, Japanese, Korean) is shown as an empty box, one a character; the words themselves stay whole in the
SVG, its titles and the twin in words. A few signs that it lacks are replaced by one that looks alike.
"""

from __future__ import annotations

import importlib.util
import math
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import resvg_py

from archrepo.language import Language, Text

FAMILY: Final = "Source Sans Pro"
#: Pixels for each unit of the drawing: enough for print at the size of a page.
PRINT_ZOOM: Final = 2.0
#: Signs that the font lacks, and what is drawn in their place.
STAND_INS: Final[dict[str, str]] = {
    **dict(zip("●○□◇►◄✔\u2011", "◉◌☐◊▶◀✓-", strict=True)),
    "↔": "←→",
    # The bullet of Word, in the private area of its own font.
    "\uf0b7": "•",
}
#: Stands for a letter that the font lacks.
NO_LETTER: Final = "☐"
#: Names with such letters that a document lists.
_MOST_LISTED: Final = 8
#: Half a gigabyte while it is drawn; a place of a box far away would otherwise end the program.
MOST_PIXELS: Final = 120_000_000
#: What the font has, upright and bold, as code points in hexadecimal.
_RANGES: Final = """\
0020-007e 00a0-017e 0180 018f 0192-0193 01a0-01a1 01af-01b0 01c2 01cd-01dc 01e2-01e3 01e6-01e7 01ea-01eb 01f4-01f5
01f8-01f9 01fc-01fd 0218-021b 0237 0243 0250-025c 025e-0268 026a 026c-0276 0278-027b 027d-027e 0280-0284 0288-0292
0294-0295 0298-0299 029c-029d 029f 02a1-02a2 02b0 02b2-02b3 02b7-02b9 02bb-02bc 02be-02bf 02c1 02c6-02cc 02d0-02d1
02d8-02de 02e0-02e3 0300-030c 030f 0311-0313 0318-0320 0323-032a 032c 032e-0331 0334 0339-033d 0342 0345 0361
0374-0375 037a 037e 0384-038a 038c 038e-03a1 03a3-03ce 03d0-03d1 03d5 03d7 03d9 03db 03dd 03e1 0400-045f 0462-0463
0472-0475 0490-0493 0496-049b 04a0-04a3 04aa-04ab 04ae-04b3 04b6-04b7 04ba-04bb 04c0-04c2 04cf-04d1 04d4-04d9
04e2-04e3 04e6-04e9 04ee-04ef 04f2-04f3 1d43 1d47-1d49 1d4d 1d4f-1d50 1d52 1d56-1d58 1d5b 1d9c 1da0 1dbb 1e06-1e07
1e0c-1e0f 1e16-1e17 1e20-1e21 1e24-1e25 1e2a-1e2b 1e32-1e3b 1e3e-1e49 1e52-1e53 1e58-1e63 1e6c-1e6f 1e80-1e85
1e8e-1e8f 1e92-1e97 1e9e 1ea0-1ef9 1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d
1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2007 2012-2016 2018-201a 201c-201e 2020-2022
2026 202f-2030 2032-2033 2035 2039-203a 203c-203f 2044 2047-2049 2070-2071 2074-2079 207d-2089 208d-208e 2094 20a1
20a4 20a6-20a7 20a9 20ab-20ac 20ae 20b1-20b2 20b4-20b5 20b8-20ba 20bd 2113 2116-2117 2120 2122 2126 212e 2150-215e
2189 2190-2193 2202 2206 220f 2211-2212 2215 2219-221a 221e 222b 2248 2260 2264-2265 231c-231f 25a0 25b2-25b3
25b6-25b7 25bc-25bd 25c0-25c1 25c6 25c9-25ca 25cc 2610-2611 266a 2713 2752 27e6-27e7 2e22-2e25 2e3a-2e3b fb00-fb04
"""
_LACKING: Final = re.compile(
    "[^\t\n" + "".join("-".join(chr(int(end, 16)) for end in each.split("-")) for each in _RANGES.split()) + "]"
)
#: A letter that is not shown, with the word before it and the word after it.
_AROUND: Final = re.compile(
    r"(?:[^\s,;:]{1,40} )?[^\s,;:]{0,40}" + _LACKING.pattern + r"[^\s,;:]{0,40}(?: [^\s,;:]{1,40})?"
)
_SIZE: Final = re.compile(r'<svg[^>]*? width="([0-9.]+)" height="([0-9.]+)"')
_FIXED: Final = re.compile(r' textLength="[0-9.]+" lengthAdjust="[A-Za-z]+"')
_PACKAGE: Final = "font_source_sans_pro"
_CUTS: Final = ("Regular", "Bold", "It", "BoldIt")


def shown(text: str) -> str:
    """Return the text with only letters of the font, tabs and line feeds: the others as `NO_LETTER`, one for each.

    What has no width (marks, joiners, directions) is left out where the font lacks it; a blank stays a blank.
    """
    if not _LACKING.search(text):
        return text
    return _LACKING.sub(lambda found: _instead(found[0]), unicodedata.normalize("NFC", text))


def _instead(letter: str) -> str:
    if letter in STAND_INS:
        return STAND_INS[letter]
    kind = unicodedata.category(letter)
    if kind[0] == "Z":
        return " "
    return "" if kind[0] == "M" or kind in ("Cc", "Cf", "Cs") else NO_LETTER


def said_of_lacking(names: Iterable[str], language: Language) -> str:
    """Return the sentence that tells which letters of these names cannot be shown; empty when all can."""
    lacking: dict[str, str] = {}
    for name in filter(_LACKING.search, names):
        for words in _AROUND.findall(unicodedata.normalize("NFC", name)):
            codes = (f"U+{ord(each):04X}" for each in _LACKING.findall(words) if _instead(each) == NO_LETTER)
            if told := ", ".join(dict.fromkeys(codes)):
                lacking.setdefault(shown(words), told)
    if not lacking:
        return ""
    listed = "; ".join(f"'{name}' ({codes})" for name, codes in list(lacking.items())[:_MOST_LISTED])
    more = len(lacking) - _MOST_LISTED
    if more > 0:
        listed += Text(f"; en nog {more}", f"; and {more} more").in_(language)
    return Text(
        f"Sommige letters kan dit bestand niet tonen; op hun plaats staat {NO_LETTER}. Het gaat om: {listed}.",
        f"Some letters cannot be shown in this file; {NO_LETTER} stands in their place. They are in: {listed}.",
    ).in_(language)


def drawn_svg(svg: str) -> str:
    """Return the SVG as it is drawn with the font: what it lacks replaced, and no line stretched to a fixed length."""
    return _FIXED.sub("", shown(svg))


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
            svg_string=drawn_svg(svg),
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
