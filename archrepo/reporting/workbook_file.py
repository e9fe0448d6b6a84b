"""A workbook as bytes without a clock, and the look that all our workbooks share."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from archrepo.language import Language
from archrepo.reporting.cells import safe_cell
from archrepo.reporting.document import printable
from archrepo.reporting.row_heights import fit_rows, growing
from archrepo.reporting.zipped import without_clock

_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_HEADING = PatternFill("solid", fgColor="FF154273")
_TOP = Alignment(wrap_text=True, vertical="top")
_LINE_BELOW = Border(bottom=Side(style="hair", color="FFB0B8C0"))
#: The longest name that a sheet may have, and the characters that it may not.
_LONGEST_NAME, _FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\]")
#: A cell holds no more characters; what is longer is cut, with a sign that it was.
_LONGEST_CELL = 32_767
#: So many characters beside each other are still readable on one page.
_WIDEST_PAGE = 260


def workbook_bytes(book: Workbook, title: str, language: Language, date: str) -> bytes:
    """Return the workbook as XLSX with rows as high as their text; `date` stands for every moment in it, as ISO day."""
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC)
    properties = book.properties
    properties.title, properties.creator, properties.language = printable(title), "archrepo", language
    properties.created = moment
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            fit_rows(sheet)
    out = io.BytesIO()
    book.save(out)
    return without_clock(_dated(out.getvalue(), moment))


def add_sheet(
    book: Workbook,
    name: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    naming: int = 1,
) -> Worksheet:
    """Add a sheet; every cell is text. The headings and the `naming` first columns stay in view and on each page."""
    sheet: Worksheet = book.create_sheet(_FORBIDDEN.sub(" ", name)[:_LONGEST_NAME])
    for index, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = sheet.cell(1, index, _cell(heading))
        cell.font, cell.fill, cell.alignment = lettering(color="FFFFFFFF"), _HEADING, _TOP
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            cell = sheet.cell(number, index, _cell(value))
            cell.alignment, cell.border = _TOP, _LINE_BELOW
    sheet.freeze_panes = f"{get_column_letter(naming + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = f"A:{get_column_letter(naming)}"
    set_on_paper(sheet, ceil(sum(widths) / _WIDEST_PAGE))
    return sheet


def set_on_paper(sheet: Worksheet, pages_wide: int = 1) -> None:
    """Print the sheet on A4, lying, so many pages wide and as many high as it takes, with name and page below."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    setup.fitToWidth, setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def lettering(*, color: str = "FF000000", size: int = 11) -> Font:
    """Return bold letters; without the name of the font, some programs take another one than for the rest."""
    return Font(name="Calibri", bold=True, color=color, size=size)


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
            elif member.filename.startswith("xl/worksheets/sheet"):
                content = growing(content)
            target.writestr(member, content)
    return out.getvalue()
