"""Pictures as PDF/UA-1: each on a page of its own size, sharp at any zoom, followed by its words and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archrepo.diagrams.text import clean
from archrepo.diagrams.words import Rows, Twin
from archrepo.language import Language
from archrepo.lettering import FAMILY, said_of_lacking
from archrepo.reporting.typesetting import Content, svg_on_paper, typeset, words_of

_FORM = Path(__file__).with_name("picture.typ")
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
#: PDF readers refuse pages that are larger; such a picture is made smaller, and stays sharp.
_MOST_POINTS = 14_000.0
_POINTS_A_PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture: its SVG as `Artist.draw` or `scene_svg` wrote it, and its words."""

    svg: str
    words: Twin


def pictures_pdf(sheets: Sequence[Sheet], language: Language) -> bytes:
    """Return the pictures as one PDF, in order; the same pictures give the same bytes.

    The words of the first picture say which names have letters that cannot be shown.

    Raises:
        LimitFault: the typesetter gives up.
    """
    pictures: list[Content] = [_picture(sheet) for sheet in sheets]
    content: dict[str, Content] = {
        "title": clean(sheets[0].words.title),
        "language": language,
        "font": FAMILY,
        "lacking": said_of_lacking(words_of(pictures), language),
        "pictures": pictures,
    }
    return typeset(_FORM, "pictures", content)


def _picture(sheet: Sheet) -> dict[str, Content]:
    found = _SIZE.search(sheet.svg)
    assert found is not None, "a picture of ours states its size"
    width, height = (float(each) * _POINTS_A_PIXEL for each in found.groups())
    scale = min(1.0, _MOST_POINTS / max(width, height, 1.0))
    return {
        "svg": svg_on_paper(sheet.svg),
        "width": width * scale,
        "height": height * scale,
        "title": clean(sheet.words.title),
        "alt": " ".join(map(clean, sheet.words.sentences[:2])) or clean(sheet.words.title),
        "sentences": [clean(each) for each in sheet.words.sentences],
        "tables": [_table(rows) for rows in (sheet.words.boxes, sheet.words.lines) if rows.rows],
    }


def _table(rows: Rows) -> dict[str, Content]:
    return {
        "caption": clean(rows.caption),
        "headings": [clean(each) for each in rows.headings],
        "rows": [[clean(cell.words) for cell in row] for row in rows.rows],
    }
