"""What a cell of a workbook shows: a stored number with its format becomes the text that a reader of Excel sees."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from archrepo.exchange.tender_files.packages import Package

NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_GENERAL: Final = "General"
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
#: Control characters but tab and line feed, halves of a pair, and the mark of the order of bytes.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: What a calendar can say; a number beyond it is not a day.
_LAST_DAY: Final = 2_958_465


def formats_of(package: Package, part: str) -> tuple[str, ...]:
    """Return the number format of each style of a workbook, in the order by which cells name them."""
    root = package.tree(part)
    if root is None:
        return ()
    own = {node.get("numFmtId", ""): node.get("formatCode", "") for node in root.iter(f"{NS}numFmt")}
    styles = root.find(f"{NS}cellXfs")
    found = []
    for style in styles if styles is not None else ():
        number = style.get("numFmtId", "0")
        known = BUILTIN_FORMATS.get(int(number), _GENERAL) if number.isdigit() else _GENERAL
        found.append(own.get(number, known))
    return tuple(found)


def shown_number(stored: str, number_format: str, *, is_1904: bool) -> str:
    """Return a stored number as it is shown: a day as 2026-11-22, 0.995 in percent as 99.5%, 5.0 as 5."""
    try:
        value = float(stored)
    except ValueError:
        return stored
    if is_date_format(number_format) and 0 <= value <= _LAST_DAY:
        moment = from_excel(value, CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900)
        if isinstance(moment, datetime):
            is_whole = moment.time() == time(0)
            return moment.date().isoformat() if is_whole else moment.isoformat(" ", "minutes")
        if isinstance(moment, time):
            return moment.isoformat("minutes")
        if isinstance(moment, timedelta):
            return str(moment)
    if "%" in _QUOTED.sub("", number_format):
        return f"{_plain(value * 100)}%"
    return _plain(value)


def _plain(value: float) -> str:
    """Return a number in at most fifteen digits, which is what Excel keeps, without an exponent where that can."""
    text = f"{value:.15g}"
    if "e" in text and abs(value) < 1e18:
        text = f"{value:.12f}".rstrip("0").rstrip(".")
    return text


def rich_text(node: etree._Element) -> str:
    """Return the text of a cell or shared text, without the reading aids of East Asian scripts."""
    parts = []
    for child in node:
        if child.tag == f"{NS}t":
            parts.append(child.text or "")
        elif child.tag == f"{NS}r":
            parts += [text.text or "" for text in child.iter(f"{NS}t")]
    return tidy(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(parts)))


def tidy(text: str) -> str:
    """Return a text without control characters, hard spaces or soft hyphens, its lines trimmed and blank ones gone."""
    text = text.replace("\u00a0", " ").replace("\u00ad", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = (" ".join(line.split()) for line in _NO_TEXT.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)
