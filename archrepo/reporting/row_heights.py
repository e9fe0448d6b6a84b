"""How high the rows of a workbook must be for their wrapped text; not every program works that out when it opens one.

A height that says it is by hand would stay when a bidder types a longer answer, so that mark is taken off when the
workbook is written: the height is then where a row begins, and it grows with what is typed.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

_LINE_POINTS: Final = 15.0
#: A row can be no higher.
_HIGHEST_POINTS: Final = 409.0
_USUAL_WIDTH: Final = 8.43
#: The size for which the width of a column is counted in characters.
_USUAL_SIZE: Final = 11.0
_LETTERS_A_DIGIT: Final = 1.06
_BY_HAND: Final = re.compile(rb'(<row [^>]*?) customHeight="1"')


def fit_rows(sheet: Worksheet) -> None:
    """Give every row with text the height of its highest cell, at the width that each column has by now."""
    widths = {letter: one.width for letter, one in sheet.column_dimensions.items() if one.width}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        points = max(_points(row, widths), default=0.0)
        if points:
            sheet.row_dimensions[number].height = min(points, _HIGHEST_POINTS)


def growing(sheet_xml: bytes) -> bytes:
    """Return a sheet as it is in a workbook, with heights that a program may change when a text changes."""
    return _BY_HAND.sub(rb"\g<1>", sheet_xml)


def _points(row: Iterable[Cell | MergedCell], widths: Mapping[str, float]) -> Iterable[float]:
    for cell in row:
        if cell.value is None:
            continue
        size = float(cell.font.sz or _USUAL_SIZE)
        width = widths.get(cell.column_letter, _USUAL_WIDTH)
        lines = _lines(str(cell.value), width * _USUAL_SIZE / size) if cell.alignment.wrap_text else 1
        yield lines * _LINE_POINTS * size / _USUAL_SIZE


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes; a width counts digits, and most letters are narrower than those."""
    room = max(1, int(width * _LETTERS_A_DIGIT) - 1)
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))
