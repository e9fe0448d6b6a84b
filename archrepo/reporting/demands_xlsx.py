"""The programme of requirements as a workbook that bidders fill in and that can be read back exactly.

Beside the sheets for people there is a hidden one for the machine. Its first column says what a row holds: `tender`
(IRI), `sha256`, `as_of` and `language` with their value behind them; `demand` with number, IRI and kind; `fact` with
number, property, holder, kind of answer, datatype and unit; `choice` with the number of its fact, IRI and shown name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from archrepo.language import Language, Text
from archrepo.procurement.publication.demand_values import AnswerKind, AskedFact, Demand, Programme
from archrepo.reporting.cells import safe_cell
from archrepo.reporting.demands_words import FACTS_LEGEND, READ_ME, answer_form, origin, strength
from archrepo.reporting.document import printable
from archrepo.reporting.workbook_file import lettering, set_on_paper, workbook_bytes

MACHINE_SHEET: Final = "archrepo"
READ_ME_SHEET: Final = Text("Lees mij", "Read me")
DEMANDS_SHEET: Final = Text("Eisen", "Requirements")
FACTS_SHEET: Final = Text("Feiten", "Facts")
GRADES: Final = (Text("ja", "yes"), Text("deels", "partly"), Text("nee", "no"))
YES_NO: Final = (Text("ja", "yes"), Text("nee", "no"))

_HEADING = PatternFill("solid", fgColor="FF154273")
_TO_FILL = PatternFill("solid", fgColor="FFFFF9E5")
_LINE = Side(style="thin", color="FFB0B8C0")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(wrap_text=True, vertical="top")
_DAY = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class _Column:
    heading: Text
    width: int
    is_answer: bool = False


_DEMAND_COLUMNS = (
    _Column(Text("Nr", "No"), 8),
    _Column(Text("Eis", "Requirement or wish"), 60),
    _Column(Text("Soort", "Kind"), 17),
    _Column(Text("Bron en waarom", "Source and why"), 46),
    _Column(Text("Feiten", "Facts"), 14),
    _Column(Text("Antwoord", "Answer"), 12, is_answer=True),
    _Column(Text("Toelichting", "Explanation"), 44, is_answer=True),
    _Column(Text("Bewijsstuk", "Evidence"), 28, is_answer=True),
    _Column(Text("Datum bewijsstuk", "Date of evidence"), 18, is_answer=True),
)
_FACT_COLUMNS = (
    _Column(Text("Nr", "No"), 8),
    _Column(Text("Vraag", "Question"), 60),
    _Column(Text("Soort antwoord", "Kind of answer"), 34),
    _Column(Text("Gaat over", "Is about"), 20),
    _Column(Text("Bij eis", "With requirement"), 20),
    _Column(Text("Antwoord", "Answer"), 36, is_answer=True),
    _Column(Text("Bewijsstuk", "Evidence"), 28, is_answer=True),
    _Column(Text("Datum bewijsstuk", "Date of evidence"), 18, is_answer=True),
)
_ANSWER_COLUMN = 6


def demands_xlsx(programme: Programme, language: Language) -> bytes:
    """Return the programme as XLSX; the same programme gives the same bytes.

    Only the cells to fill in can be changed, without a password: the protection guards against mistakes.
    """
    return _Writer(programme, language).bytes()


class _Writer:
    def __init__(self, programme: Programme, language: Language) -> None:
        self._programme = programme
        self._language = language
        self._book = Workbook()

    def bytes(self) -> bytes:
        programme = self._programme
        self._read_me()
        demands = self._sheet(DEMANDS_SHEET, _DEMAND_COLUMNS, [self._demand(one) for one in programme.demands])
        facts = self._sheet(FACTS_SHEET, _FACT_COLUMNS, [self._fact(one) for one in programme.facts])
        choices = self._machine()
        self._validate_demands(demands)
        self._validate_facts(facts, choices)
        return workbook_bytes(self._book, programme.tender_name.in_(self._language), self._language, programme.as_of)

    def _in(self, text: Text) -> str:
        return safe_cell(printable(text.in_(self._language)))

    def _read_me(self) -> None:
        sheet = self._book.worksheets[0]
        sheet.title = READ_ME_SHEET.in_(self._language)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90
        programme = self._programme
        heading = sheet.cell(1, 1, self._in(Text("Programma van eisen", "Programme of requirements")))
        heading.font = lettering(size=16, color="FF154273")
        facts = (
            (Text("Inkoop", "Procurement"), programme.tender_name),
            (Text("Titel", "Title"), Text.same(programme.title)),
            (Text("Stand van het model", "State of the model"), Text.same(programme.as_of)),
            (Text("Eisen en wensen", "Requirements and wishes"), Text.same(str(len(programme.demands)))),
            (Text("Feiten", "Facts"), Text.same(str(len(programme.facts)))),
            (Text("Controlegetal", "Checksum"), Text.same(programme.sha256)),
            *READ_ME,
        )
        for row, (name, value) in enumerate(facts, start=3):
            label, shown = sheet.cell(row, 1, self._in(name)), sheet.cell(row, 2, self._in(value))
            label.font, label.alignment, shown.alignment = lettering(), _TOP, _TOP
        set_on_paper(sheet)
        self._protect(sheet)

    def _sheet(self, name: Text, columns: Sequence[_Column], rows: Sequence[Sequence[str]]) -> Worksheet:
        sheet: Worksheet = self._book.create_sheet(name.in_(self._language))
        for index, column in enumerate(columns, start=1):
            cell = sheet.cell(1, index, self._in(column.heading))
            cell.font, cell.fill, cell.border = lettering(color="FFFFFFFF"), _HEADING, _BORDER
            cell.alignment = _TOP
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        for number, row in enumerate(rows, start=2):
            for index, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
                self._fill(sheet.cell(number, index, value or None), column)
        sheet.freeze_panes = "C2"
        sheet.print_title_rows = "1:1"
        set_on_paper(sheet)
        if rows:
            table = Table(displayName=name.en, ref=f"A1:{get_column_letter(len(columns))}{len(rows) + 1}")
            table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
            sheet.add_table(table)
        self._protect(sheet)
        return sheet

    def _fill(self, cell: Cell, column: _Column) -> None:
        cell.alignment, cell.border = _TOP, _BORDER
        if column.is_answer:
            cell.fill, cell.protection = _TO_FILL, Protection(locked=False)
            # As text, an answer stays as it was typed; a date is read as one.
            cell.number_format = _DAY if column.heading.en.startswith("Date") else "@"

    def _protect(self, sheet: Worksheet) -> None:
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False

    def _demand(self, demand: Demand) -> Sequence[str]:
        return (
            demand.number,
            self._in(demand.text),
            self._in(strength(demand)),
            self._in(origin(demand)),
            ", ".join(demand.facts),
            *("",) * 4,
        )

    def _fact(self, fact: AskedFact) -> Sequence[str]:
        asking = ", ".join(one.number for one in self._programme.demands if fact.number in one.facts)
        return (
            fact.number,
            self._in(fact.question),
            self._in(answer_form(fact)),
            self._in(fact.holder_name),
            asking,
            *("",) * 3,
        )

    def _machine(self) -> Mapping[str, str]:
        """Write the hidden sheet; return for each fact with choices the range of their names."""
        programme = self._programme
        sheet: Worksheet = self._book.create_sheet(MACHINE_SHEET)
        sheet.sheet_state = "hidden"
        sheet.append(("tender", programme.tender))
        sheet.append(("sha256", programme.sha256))
        sheet.append(("as_of", programme.as_of))
        sheet.append(("language", self._language))
        for demand in programme.demands:
            sheet.append(("demand", demand.number, demand.iri, demand.kind.value))
        ranges: dict[str, str] = {}
        for fact in programme.facts:
            unit = self._in(fact.unit)
            sheet.append(("fact", fact.number, fact.property, fact.holder, fact.kind.value, fact.datatype, unit))
        for fact in programme.facts:
            first = sheet.max_row + 1
            for choice in fact.choices:
                sheet.append(("choice", fact.number, choice.iri, self._in(choice.name)))
            if fact.choices:
                ranges[fact.number] = f"{MACHINE_SHEET}!$D${first}:$D${sheet.max_row}"
        self._protect(sheet)
        return ranges

    def _validate_demands(self, sheet: Worksheet) -> None:
        last = len(self._programme.demands) + 1
        if last > 1:
            self._allow(sheet, f"F2:F{last}", _listed(GRADES, self._language))
            self._allow_days(sheet, f"I2:I{last}")

    def _validate_facts(self, sheet: Worksheet, ranges: Mapping[str, str]) -> None:
        for row, fact in enumerate(self._programme.facts, start=2):
            place = f"{get_column_letter(_ANSWER_COLUMN)}{row}"
            if fact.kind is AnswerKind.YES_NO:
                self._allow(sheet, place, _listed(YES_NO, self._language))
            elif fact.kind is AnswerKind.CHOICE:
                self._allow(sheet, place, ranges[fact.number], is_strict=not fact.is_many)
            elif fact.kind is AnswerKind.DATE:
                sheet[place].number_format = _DAY
                self._allow_days(sheet, place)
            elif fact.kind is AnswerKind.NUMBER:
                sheet[place].number_format = "General"
                rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
                self._add(sheet, rule, place, FACTS_LEGEND[AnswerKind.NUMBER])
        if self._programme.facts:
            self._allow_days(sheet, f"H2:H{len(self._programme.facts) + 1}")

    def _allow(self, sheet: Worksheet, place: str, formula: str, *, is_strict: bool = True) -> None:
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        # Several values stand in one cell with a semicolon between them, so the list only helps.
        rule.showErrorMessage = is_strict
        self._add(sheet, rule, place, FACTS_LEGEND[AnswerKind.CHOICE] if is_strict else FACTS_LEGEND[None])

    def _allow_days(self, sheet: Worksheet, place: str) -> None:
        rule = DataValidation(type="date", operator="greaterThan", formula1="DATE(1990,1,1)", allow_blank=True)
        self._add(sheet, rule, place, FACTS_LEGEND[AnswerKind.DATE])

    def _add(self, sheet: Worksheet, rule: DataValidation, place: str, words: Text) -> None:
        rule.error = rule.prompt = words.in_(self._language)
        rule.showInputMessage = True
        sheet.add_data_validation(rule)
        rule.add(place)


def _listed(words: Sequence[Text], language: Language) -> str:
    return '"' + ",".join(one.in_(language) for one in words) + '"'
