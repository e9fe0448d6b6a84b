"""Pictures as PDF/UA-1: each on a page of its own size, sharp at any zoom, followed by its words and tables."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from archrepo.diagrams import font
from archrepo.diagrams.text import clean
from archrepo.diagrams.words import Rows, Twin
from archrepo.language import Language
from archrepo.lettering import FAMILY, STAND_INS, font_folder

_FORM = Path(__file__).with_name("picture.typ")
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
#: PDF readers refuse pages that are larger; such a picture is made smaller, and stays sharp.
_MOST_POINTS = 14_000.0
_POINTS_A_PIXEL = 0.75
_STAND_INS = {ord(sign): drawn for sign, drawn in STAND_INS.items()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture: its SVG as `Artist.draw` or `scene_svg` wrote it, and its words."""

    svg: str
    words: Twin


def pictures_pdf(sheets: Sequence[Sheet], language: Language) -> bytes:
    """Return the pictures as one PDF, in order; the same pictures give the same bytes."""
    content = {
        "title": clean(sheets[0].words.title),
        "language": language,
        "font": FAMILY,
        "pictures": [_picture(sheet) for sheet in sheets],
    }
    made = typst.compile(
        _FORM,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        sys_inputs={"pictures": json.dumps(content, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


def _picture(sheet: Sheet) -> dict[str, object]:
    found = _SIZE.search(sheet.svg)
    assert found is not None, "a picture of ours states its size"
    width, height = (float(each) * _POINTS_A_PIXEL for each in found.groups())
    scale = min(1.0, _MOST_POINTS / max(width, height, 1.0))
    return {
        "svg": sheet.svg.replace(font.FAMILY, FAMILY).translate(_STAND_INS),
        "width": width * scale,
        "height": height * scale,
        "title": clean(sheet.words.title),
        "alt": " ".join(map(clean, sheet.words.sentences[:2])) or clean(sheet.words.title),
        "sentences": [clean(each) for each in sheet.words.sentences],
        "tables": [_table(rows) for rows in (sheet.words.boxes, sheet.words.lines) if rows.rows],
    }


def _table(rows: Rows) -> dict[str, object]:
    return {
        "caption": clean(rows.caption),
        "headings": [clean(each) for each in rows.headings],
        "rows": [[clean(cell.words) for cell in row] for row in rows.rows],
    }
