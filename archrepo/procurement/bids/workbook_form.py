"""A filled programme of requirements as rows: what each number is by the hidden sheet, and the answers with cells.

The layout is that of `archrepo/reporting/demands_xlsx.py`; a test writes a workbook there and reads it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceDocument, SourceRow, SourceTable

_MACHINE = "archrepo"
_NUMBER = ("Nr", "No")
_DEMAND = ("Eis", "Requirement or wish")
_FACT = ("Vraag", "Question")
_ANSWER = ("Antwoord", "Answer")
_EXPLANATION = ("Toelichting", "Explanation")
_EVIDENCE = ("Bewijsstuk", "Evidence")
_EVIDENCE_DATE = ("Datum bewijsstuk", "Date of evidence")
_APOSTROPHE = "'"
_CELL = re.compile(r"^(.*!)[A-Z]+(\d+)$")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row that a bidder filled in: number, question as it stands there, the answers, and the cell of each.

    When it `is_number` the cell of the answer holds a number, and not a text that looks like one.
    """

    number: str
    question: str
    answer: str
    explanation: str
    evidence: str
    evidence_date: str
    place: str
    question_place: str
    date_place: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class FactForm:
    """What the hidden sheet says of one fact: its property, of what it is, the form of its answer and the choices."""

    property: str
    holder: str
    kind: str
    datatype: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled workbook; `demands` are the IRIs by number, with their kind, as the hidden sheet has them."""

    tender: str
    sha256: str
    demands: Mapping[str, tuple[str, str]]
    facts: Mapping[str, FactForm]
    demand_rows: tuple[AnswerRow, ...]
    fact_rows: tuple[AnswerRow, ...]


def filled_form(document: SourceDocument) -> FilledForm:
    """Return what a filled workbook holds.

    Raises:
        InputFault: it is no workbook that `archrepo procurement requirements` made, or its hidden sheet is gone.
    """
    machine = next((table for table in document.tables if table.name == _MACHINE), None)
    demands = _table(document, _DEMAND)
    facts = _table(document, _FACT)
    if machine is None or demands is None:
        raise InputFault(
            Text(
                "dit is geen ingevuld programma van eisen: het verborgen blad ontbreekt",
                "this is no filled programme of requirements: the hidden sheet is missing",
            ),
            location=Location(document.file_name, 0, 0, 0, 0),
            remedy=Text(
                "laat de inschrijver de werkmap invullen die `archrepo procurement requirements` maakt",
                "let the bidder fill in the workbook that `archrepo procurement requirements` makes",
            ),
        )
    said = list(_machine_rows(machine))
    values = {row[0]: row[1] for row in said if row[0] in ("tender", "sha256")}
    return FilledForm(
        tender=values.get("tender", ""),
        sha256=values.get("sha256", ""),
        demands={row[1]: (row[2], row[3]) for row in said if row[0] == "demand"},
        facts={
            row[1]: FactForm(
                row[2],
                row[3],
                row[4],
                row[5],
                {one[3].casefold(): one[2] for one in said if one[0] == "choice" and one[1] == row[1]},
            )
            for row in said
            if row[0] == "fact"
        },
        demand_rows=tuple(_rows(demands, _DEMAND)),
        fact_rows=tuple(_rows(facts, _FACT)) if facts is not None else (),
    )


def _machine_rows(table: SourceTable) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the hidden sheet, seven cells each; its first row may have been taken for headings."""
    for cells in (table.headings, *(row.cells for row in table.rows)):
        texts = [_typed(cell.text) for cell in cells]
        if texts:
            yield tuple([*texts, *([""] * 7)][:7])


def _table(document: SourceDocument, heading: Sequence[str]) -> SourceTable | None:
    for table in document.tables:
        names = {cell.text.strip() for cell in table.headings}
        if not names.isdisjoint(heading) and not names.isdisjoint(_ANSWER):
            return table
    return None


def _rows(table: SourceTable, question: Sequence[str]) -> Iterator[AnswerRow]:
    columns = {cell.text.strip(): index for index, cell in enumerate(table.headings)}
    letters = {index: cell.place for index, cell in enumerate(table.headings)}

    def at(names: Sequence[str]) -> int | None:
        return next((columns[name] for name in names if name in columns), None)

    number, asked, answer = at(_NUMBER), at(question), at(_ANSWER)
    explained, shown, day = at(_EXPLANATION), at(_EVIDENCE), at(_EVIDENCE_DATE)
    for row in table.rows:
        name = _text(row, number)
        if name:
            yield AnswerRow(
                number=name,
                question=_text(row, asked),
                answer=_text(row, answer),
                explanation=_text(row, explained),
                evidence=_text(row, shown),
                evidence_date=_text(row, day),
                place=_place(row, answer, letters),
                question_place=_place(row, asked, letters),
                date_place=_place(row, day, letters),
                is_number=answer is not None and answer < len(row.cells) and row.cells[answer].is_number,
            )


def _text(row: SourceRow, index: int | None) -> str:
    return _typed(row.cells[index].text) if index is not None and index < len(row.cells) else ""


def _typed(text: str) -> str:
    """Return the text as it was typed, without the apostrophe that keeps a spreadsheet from working it out."""
    return text.strip().removeprefix(_APOSTROPHE)


def _place(row: SourceRow, index: int | None, headings: Mapping[int, str]) -> str:
    """Return the place of a cell; that of an empty one follows from its column and its row."""
    if index is None or index >= len(row.cells):
        return ""
    own = row.cells[index].place
    if own:
        return own
    line = next((found for cell in row.cells if (found := _CELL.match(cell.place))), None)
    column = _CELL.match(headings.get(index, ""))
    if line is None or column is None:
        return ""
    letters = headings[index][len(column[1]) : len(headings[index]) - len(column[2])]
    return f"{line[1]}{letters}{line[2]}"
