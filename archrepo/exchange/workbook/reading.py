"""From the cells of a workbook to what was exported and what a person made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from openpyxl.utils.cell import get_column_letter

from archrepo.errors import InputFault
from archrepo.exchange.tender_files.opening import bytes_of, read_sheets_of
from archrepo.exchange.tender_files.tables import Grid
from archrepo.exchange.tender_files.workbook import Sheets
from archrepo.findings import Location
from archrepo.landscape import FilledCell, FilledRow, FilledSheet, FilledWorkbook
from archrepo.language import Language, Text
from archrepo.procurement.requirements.source_tables import SourceCell
from archrepo.reporting.cells import safe_cell

_MACHINE: Final = "archrepo"
_FORM: Final = "1"
_APOSTROPHE: Final = "'"
_KEYS: Final = frozenset({"kenmerk", "key"})
#: A person may put some lines above the headings.
_ROWS_BEFORE_HEADINGS: Final = 20
_NO_RESULT: Final = Text("deze formule heeft geen opgeslagen uitkomst", "this formula has no stored result")
_ERROR: Final = Text("deze cel toont een fout", "this cell shows an error")


def read_landscape(path: Path) -> FilledWorkbook:
    """Return the workbook at a path, with what was exported and what stands in it now.

    Raises:
        RequestFault: there is no such file.
        InputFault: it is no workbook that archrepo exported, or is damaged.
        LimitFault: it is too large, or takes too long.
    """
    return _Taking(path.name, read_sheets_of(path.name, bytes_of(path))).workbook()


@dataclass(frozen=True, slots=True)
class _Exported:
    """What the hidden sheet says of one sheet."""

    iri: ox.NamedNode
    title: str
    columns: tuple[tuple[str, ox.NamedNode, str, str], ...]
    rows: Mapping[ox.NamedNode, tuple[str, ...]]


class _Taking:
    def __init__(self, name: str, sheets: Sheets) -> None:
        self.name, self.sheets = name, sheets
        self.grids = {grid.name: grid for grid in sheets.grids}

    def workbook(self) -> FilledWorkbook:
        machine = self.grids.get(_MACHINE)
        lines = [_texts(row) for row in machine.rows] if machine is not None else []
        said = {line[0]: line[1] for line in lines if len(line) > 1}
        if said.get("landscape") != _FORM or said.get("language") not in ("nl", "en"):
            raise self._fault()
        language: Language = "nl" if said["language"] == "nl" else "en"
        try:
            names = list(_names(lines))
            exported = list(_exported(lines))
        except (ValueError, IndexError) as fault:
            raise self._fault() from fault
        lists: dict[str, dict[str, ox.NamedNode]] = {}
        for number, name, iri in names:
            lists.setdefault(number, {})[name.casefold()] = iri
        return FilledWorkbook(
            self.name,
            said.get("base", ""),
            language,
            said.get("digest", ""),
            tuple(self._sheet(one, lists) for one in exported),
            self.sheets.remarks,
        )

    def _fault(self) -> InputFault:
        return InputFault(
            Text(
                "dit is geen werkmap van archrepo: het verborgen blad ontbreekt of is veranderd",
                "this is no workbook of archrepo: the hidden sheet is missing or was changed",
            ),
            location=Location(self.name, 0, 0, 0, 0),
            remedy=Text(
                "maak de werkmap opnieuw met archrepo export xlsx, en zet uw wijzigingen daarin",
                "make the workbook anew with archrepo export xlsx, and put your changes in that one",
            ),
        )

    def _sheet(self, exported: _Exported, lists: Mapping[str, Mapping[str, ox.NamedNode]]) -> FilledSheet:
        columns = tuple((predicate, language) for _, predicate, language, _ in exported.columns)
        names = tuple(lists.get(number, {}) for *_, number in exported.columns)
        grid = self.grids.get(exported.title)
        at = _heading_row(grid) if grid is not None else None
        if grid is None or at is None:
            return FilledSheet(exported.iri, exported.title, columns, exported.rows, names, (), is_gone=True)
        headings = grid.rows[at]
        key = next(column for column, cell in headings.items() if cell.text.casefold() in _KEYS)
        known = {heading.casefold(): index for index, (heading, *_) in enumerate(exported.columns)}
        places: dict[int, int] = {}
        unknown: list[FilledCell] = []
        for column, cell in headings.items():
            index = known.get(_typed(cell.text).casefold())
            if index is not None and index not in places.values():
                places[column] = index
            elif column != key:
                unknown.append(FilledCell(cell.text, cell.place))
        rows = tuple(self._rows(grid, at, key, places))
        return FilledSheet(exported.iri, exported.title, columns, exported.rows, names, rows, unknown=tuple(unknown))

    def _rows(self, grid: Grid, at: int, key: int, places: Mapping[int, int]) -> Iterator[FilledRow]:
        """Yield the rows with a key or a value; an emptied cell is there with its place."""
        for row in grid.rows[at + 1 :]:
            if key not in row and not any(column in row for column in places):
                continue
            number = next(iter(row.values())).place.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

            def filled(column: int, row: Mapping[int, SourceCell] = row, number: str = number) -> FilledCell:
                place = f"{grid.name}!{get_column_letter(column)}{number}"
                cell = row.get(column)
                if cell is None or place in self.sheets.without_value:
                    problem = _NO_RESULT if place in self.sheets.without_value else None
                    return FilledCell("", place, problem=problem)
                text = _typed(cell.text)
                return FilledCell(text, place, cell.is_number, _ERROR if _is_error(text) else None)

            yield FilledRow(filled(key), {index: filled(column) for column, index in places.items()})


def _heading_row(grid: Grid) -> int | None:
    for index, row in enumerate(grid.rows[:_ROWS_BEFORE_HEADINGS]):
        if any(cell.text.casefold() in _KEYS for cell in row.values()):
            return index
    return None


def _texts(row: Mapping[int, SourceCell]) -> list[str]:
    """Return the cells of a row of the hidden sheet by column, "" for an empty one."""
    return [_typed(row[column].text) if column in row else "" for column in range(1, max(row) + 1)]


def _names(lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, ox.NamedNode]]:
    for line in lines:
        if line[0] == "choice":
            yield line[1], line[3], ox.NamedNode(line[2])


def _exported(lines: Sequence[Sequence[str]]) -> Iterator[_Exported]:
    for sheet in (line for line in lines if line[0] == "sheet"):
        columns = []
        for line in (line for line in lines if line[0] == "column" and line[1] == sheet[1]):
            _, _, heading, predicate, language, number = [*line, "", ""][:6]
            columns.append((heading, ox.NamedNode(predicate), language, number))
        rows = {
            ox.NamedNode(line[2]): tuple([*line[3:], *[""] * len(columns)][: len(columns)])
            for line in lines
            if line[0] == "row" and line[1] == sheet[1]
        }
        yield _Exported(ox.NamedNode(sheet[1]), sheet[2], tuple(columns), rows)


def _typed(text: str) -> str:
    """Return the text as it was typed, without the apostrophe that keeps a spreadsheet from working it out.

    The apostrophe of a name such as 's-Hertogenbosch stays.
    """
    bare = text.strip()
    return bare[1:] if bare[:1] == _APOSTROPHE and safe_cell(bare[1:]) == bare else bare


def _is_error(text: str) -> bool:
    """Tell whether the text is what a spreadsheet shows for a failed formula, such as `#REF!` or `#N/A`."""
    return text.startswith("#") and text.rstrip("!?").isupper() and " " not in text
