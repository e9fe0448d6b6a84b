"""Text for a cell of a workbook or a .csv file, such that no program takes it for a formula."""

from __future__ import annotations

import re
from typing import Final

# The signs that begin a formula, also in their wide form; some programs skip white space before them.
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(r"[+-]?\d[\d.,]*", re.ASCII)
_APOSTROPHE: Final = "'"


def safe_cell(text: str) -> str:
    """Return the text with an apostrophe before it when a spreadsheet would take it for a formula; a number stays."""
    begins = text.lstrip(" ").startswith(_BEGINS_A_FORMULA) and not _NUMBER.fullmatch(text)
    return f"{_APOSTROPHE}{text}" if begins else text
