"""A workbook as bytes without a clock, and the look that all our workbooks share."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from archrepo.language import Language
from archrepo.reporting.cells import safe_cell
from archrepo.reporting.document import printable
from archrepo.reporting.zipped import without_clock

_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_HEADING = PatternFill("solid", fgColor="FF154273")
_TOP = Alignment(wrap_text=True, vertical="top")
#: The longest name that a sheet may have, and the characters that it may not.
_LONGEST_NAME, _FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\]")
#: A cell holds no more characters; what is longer is cut, with a sign that it was.
_LONGEST_CELL = 32_767


def workbook_bytes(book: Workbook, title: str, language: Language, date: str) -> bytes:
    """Return the workbook as XLSX; `date` is an ISO day that stands for every moment in it."""
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC)
    properties = book.properties
    properties.title, properties.creator, properties.language = printable(title), "archrepo", language
    properties.created = moment
    out = io.BytesIO()
    book.save(out)
    return without_clock(_dated(out.getvalue(), moment))


def add_sheet(
    book: Workbook, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> Worksheet:
    """Add a sheet with a row of headings that stays in view and is printed on each page; every cell is text."""
    sheet: Worksheet = book.create_sheet(_FORBIDDEN.sub(" ", name)[:_LONGEST_NAME])
    for index, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = sheet.cell(1, index, _cell(heading))
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFFFF"), _HEADING, _TOP
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            cell = sheet.cell(number, index, _cell(value))
            cell.alignment = _TOP
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def _cell(text: str) -> str | None:
    safe = safe_cell(printable(text))
    return (safe if len(safe) <= _LONGEST_CELL else f"{safe[: _LONGEST_CELL - 1]}…") or None


def _dated(data: bytes, moment: datetime) -> bytes:
    """Return the workbook with a fixed day of change: openpyxl 3.1 writes the clock there at each save."""
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _CHANGED.sub(rb"\g<1>" + written + rb"\g<2>", content)
            target.writestr(member, content)
    return out.getvalue()
