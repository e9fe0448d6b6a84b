"""The landscape as a workbook that people fill in and that can be read back exactly.

Beside the sheets for people there is a hidden one for the machine, with what was exported. Its first column says what
a row holds: `landscape` (the form), `base`, `language` and `digest` with their value behind them; `sheet` with
IRI and title; `column` with sheet, heading, property, language and number of its list; `choice` with number of the
list, IRI and name; `row` with sheet, IRI and the text of each cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import pyoxigraph as ox
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from archrepo.landscape import Cell, Column, Landscape, SheetContent
from archrepo.landscape.sheets import Form
from archrepo.language import Language, Text
from archrepo.reporting.cells import safe_cell
from archrepo.reporting.document import printable
from archrepo.reporting.workbook_file import lettering, set_on_paper, workbook_bytes

MACHINE_SHEET: Final = "archrepo"
KEY: Final = Text("Kenmerk", "Key")
READ_ME: Final = Text("Lees mij", "Read me")
#: So many rows below the last can be filled in with the same help.
SPARE_ROWS: Final = 200

_HEADING = PatternFill("solid", fgColor="FF154273")
_KEY_FILL = PatternFill("solid", fgColor="FFEEF1F5")
_LOCKED_FILL = PatternFill("solid", fgColor="FFE3E6EA")
_BORDER = Border(bottom=Side(style="hair", color="FFB0B8C0"))
_TOP = Alignment(wrap_text=True, vertical="top")
_GREY = "FF5A6672"
_DAY = "yyyy-mm-dd"
#: The first day that a zip file can hold, as the workbook has no clock.
_NO_CLOCK = "1980-01-01"
_WIDTHS: Final[Mapping[Form, int]] = {"choice": 26, "truth": 12, "day": 13, "number": 12, "words": 34, "text": 22}
_NOTE_LETTERS = 44
_PROMPTS: Final[Mapping[Form, Text]] = {
    "truth": Text(
        "Kies ja of nee, of laat leeg als het niet bekend is.", "Choose yes or no; leave empty when unknown."
    ),
    "day": Text("Een dag, zoals 31-12-2027.", "A day, such as 2027-12-31."),
    "number": Text("Alleen het getal, zonder eenheid.", "The number only, without a unit."),
}
_ONE = Text("Kies uit de lijst.", "Choose from the list.")
_MANY = Text(
    "Kies uit de lijst. Meer dan één: met een puntkomma ertussen.",
    "Choose from the list. More than one: with a semicolon between them.",
)
_LEGEND: Final = (
    Text(
        "Verander cellen, voeg onderaan rijen toe, of haal rijen weg. Wat u niet aanraakt, verandert niet.",
        "Change cells, add rows below, or take rows out. What you do not touch does not change.",
    ),
    Text(
        "De kolom Kenmerk zegt welk element het is. Laat hem staan, ook als u de naam verandert; laat hem leeg in een "
        "nieuwe rij.",
        "The column Key says which element it is. Leave it as it is, also when you change the name; leave it empty "
        "in a new row.",
    ),
    Text(
        "Houd de muis boven een kop voor de betekenis. Een grijze cel toont niet alles; die verandert u in het model.",
        "Hold the mouse over a heading for its meaning. A grey cell does not show all; change that one in the model.",
    ),
    Text(
        "Daarna: kies de werkmap in de viewer onder In en uit. U ziet wat er verandert en beslist dan. Op de "
        "opdrachtregel: archrepo amend BESTAND, en met --write erbij schrijft het.",
        "Then: choose the workbook in the viewer under In and out. You see what changes and then decide. On the "
        "command line: archrepo amend FILE, and with --write it writes.",
    ),
)


def landscape_xlsx(content: Landscape) -> bytes:
    """Return the workbook as XLSX; the same landscape gives the same bytes."""
    return _Writer(content).bytes()


class _Writer:
    def __init__(self, content: Landscape) -> None:
        self._content = content
        self._language: Language = content.language
        self._book = Workbook()
        self._machine: Worksheet = self._book.worksheets[0]
        self._machine.title = MACHINE_SHEET
        self._lists: dict[tuple[tuple[str, str], ...], str] = {}

    def bytes(self) -> bytes:
        content = self._content
        for name, value in (
            ("landscape", "1"),
            ("base", content.base),
            ("language", content.language),
            ("digest", content.digest),
        ):
            self._machine.append((name, value))
        self._read_me()
        for one in content.sheets:
            self._sheet(one)
        for one in content.sheets:
            for row in one.rows:
                texts = [self._text(cell.text) for cell in row.cells]
                self._machine.append(("row", one.sheet.iri.value, row.iri.value, *texts))
        self._machine.sheet_state = "veryHidden"
        self._book.move_sheet(self._machine, len(self._book.worksheets))
        self._book.active = 0
        return workbook_bytes(self._book, content.name, content.language, _NO_CLOCK)

    def _in(self, text: Text) -> str:
        return self._text(text.in_(self._language)) or ""

    def _text(self, text: str) -> str | None:
        return safe_cell(printable(text)) or None

    def _read_me(self) -> None:
        sheet: Worksheet = self._book.create_sheet(self._in(READ_ME))
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
        title = sheet.cell(1, 1, self._text(self._content.name))
        title.font = lettering(size=16, color="FF154273")
        facts = (
            *(
                (Text("Zo werkt het", "How it works") if not at else Text.same(""), one)
                for at, one in enumerate(_LEGEND)
            ),
            *((one.sheet.title, one.sheet.explanation) for one in self._content.sheets),
            *((Text("Let op", "Mind"), one) for one in self._content.remarks),
            (Text("Controlegetal", "Checksum"), Text.same(self._content.digest)),
        )
        for row, (name, value) in enumerate(facts, start=3):
            label, shown = sheet.cell(row, 1, self._in(name)), sheet.cell(row, 2, self._in(value))
            label.font, label.alignment, shown.alignment = lettering(), _TOP, _TOP
        set_on_paper(sheet)

    def _sheet(self, content: SheetContent) -> None:
        title = self._in(content.sheet.title)
        sheet: Worksheet = self._book.create_sheet(title)
        self._machine.append(("sheet", content.sheet.iri.value, title))
        last = len(content.rows) + 1
        self._head(sheet.cell(1, 1), self._in(KEY), Text("Laat dit staan.", "Leave this as it is."))
        sheet.column_dimensions["A"].width = 20
        for index, (column, names) in enumerate(zip(content.sheet.columns, content.names, strict=True), start=2):
            heading = self._in(column.heading)
            letter = get_column_letter(index)
            self._head(sheet.cell(1, index), heading, column.explanation)
            sheet.column_dimensions[letter].width = _WIDTHS[column.form]
            number = self._list(names) if column.form == "choice" else ""
            predicate, language = column.predicate.value, column.language or None
            self._machine.append(
                ("column", content.sheet.iri.value, heading, predicate, language, number.split(" ")[0] or None)
            )
            self._help(sheet, f"{letter}2:{letter}{last + SPARE_ROWS}", column, number, names)
        for at, row in enumerate(content.rows, start=2):
            key = sheet.cell(at, 1, self._text(row.iri.value.removeprefix(self._content.base)))
            key.fill, key.border, key.alignment = _KEY_FILL, _BORDER, _TOP
            key.font = key.font.copy(color=_GREY, sz=9)
            for index, (column, cell) in enumerate(zip(content.sheet.columns, row.cells, strict=True), start=2):
                self._fill(sheet.cell(at, index), column, cell)
        width = len(content.sheet.columns) + 1
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(width)}{last}"
        sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"
        set_on_paper(sheet, 1 + width // 12)

    def _head(self, cell: SheetCell, heading: str, meaning: Text) -> None:
        cell.value = heading
        cell.font, cell.fill, cell.alignment = lettering(color="FFFFFFFF"), _HEADING, _TOP
        words = printable(meaning.in_(self._language))
        if words:
            lines = 2 + len(words) // _NOTE_LETTERS
            cell.comment = Comment(words, "archrepo", height=20 + 18 * lines, width=300)

    def _fill(self, cell: SheetCell, column: Column, content: Cell) -> None:
        cell.alignment, cell.border = _TOP, _BORDER
        if content.is_locked:
            cell.fill = _LOCKED_FILL
        text = self._text(content.text)
        if text is None:
            return
        if column.form == "day" and (day := _day(text)) is not None:
            cell.value, cell.number_format = day, _DAY
        elif column.form == "number" and (number := _number(text)) is not None:
            cell.value = number
        else:
            cell.value = text

    def _list(self, names: Mapping[ox.NamedNode | ox.BlankNode | ox.Literal, str]) -> str:
        """Return the number of the list with these names and, behind a space, where they stand; "" for none."""
        wanted = tuple((one.value, self._text(name) or "") for one, name in names.items())
        if not wanted:
            return ""
        if wanted not in self._lists:
            number, first = len(self._lists) + 1, self._machine.max_row + 1
            for iri, name in wanted:
                self._machine.append(("choice", str(number), iri, name))
            self._lists[wanted] = f"{number} {MACHINE_SHEET}!$D${first}:$D${self._machine.max_row}"
        return self._lists[wanted]

    def _help(
        self,
        sheet: Worksheet,
        place: str,
        column: Column,
        number: str,
        names: Mapping[ox.NamedNode | ox.BlankNode | ox.Literal, str],
    ) -> None:
        rule: DataValidation
        if number:
            rule = DataValidation(type="list", formula1=number.split(" ")[1], allow_blank=True)
            # Another element than those offered can be meant, and several stand in one cell: the list only helps.
            rule.showErrorMessage = column.takes_one
            rule.errorStyle = "warning"
            rule.prompt = (_ONE if column.takes_one else _MANY).in_(self._language)
        elif column.form == "truth":
            rule = DataValidation(type="list", formula1='"' + ",".join(names.values()) + '"', allow_blank=True)
            rule.prompt = _PROMPTS["truth"].in_(self._language)
        elif column.form == "day":
            rule = DataValidation(type="date", operator="greaterThan", formula1="DATE(1900,1,1)", allow_blank=True)
            rule.errorStyle, rule.prompt = "warning", _PROMPTS["day"].in_(self._language)
            for cells in sheet[place]:
                cells[0].number_format = _DAY
        elif column.form == "number":
            rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
            rule.errorStyle, rule.prompt = "warning", _PROMPTS["number"].in_(self._language)
        else:
            return
        rule.showInputMessage = True
        rule.error = rule.prompt
        sheet.add_data_validation(rule)
        rule.add(place)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Before this day spreadsheets count another way.
    return day if day >= date(1900, 3, 1) else None


def _number(text: str) -> int | float | None:
    try:
        return int(text) if len(text) <= 15 else None
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return number if repr(number) == text else None
