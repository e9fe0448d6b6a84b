"""Text for a cell of a workbook or a .csv file, such that no program takes it for a formula."""

from __future__ import annotations

from typing import Final

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_APOSTROPHE: Final = "'"


def safe_cell(text: str) -> str:
    """Return the text with an apostrophe before it when a spreadsheet would work it out as a formula."""
    return f"{_APOSTROPHE}{text}" if text.lstrip(" \n").startswith(_BEGINS_A_FORMULA) else text


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` was given, as a filled workbook that comes back holds it."""
    bare = text.removeprefix(_APOSTROPHE)
    return bare if bare != text and safe_cell(bare) == text else text
