"""Read an Excel workbook (.xlsx, .xlsm): stored values, never formulas or macros, in one pass over each sheet.

openpyxl gives either the formulas or their values, and in its saving mode neither hidden rows nor merged cells; so the
sheets are read here, and openpyxl says what number formats mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from openpyxl.utils.cell import get_column_letter, range_boundaries

from archrepo.exchange.tender_files.cell_values import NS, formats_of, rich_text, shown_number, tidy
from archrepo.exchange.tender_files.faults import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_ROWS,
    damaged,
    listed,
    other_form,
    too_much,
)
from archrepo.exchange.tender_files.packages import Package
from archrepo.exchange.tender_files.tables import Grid, table_of
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceCell, SourceTable

WORKBOOK: Final = "xl/workbook.xml"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_COLUMNS: Final = 16_384
_LAST_ROW: Final = 1_048_576
_FIGURE: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?%?")
_MACHINE_SHEET: Final = "archrepo"
_MACHINE_FIRST: Final = frozenset({"tender", "landscape"})


@dataclass(slots=True)
class _Told:
    """Places of what was read but is not as it seems."""

    formulas: list[str] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)


def read_workbook(package: Package) -> tuple[tuple[SourceTable, ...], tuple[Text, ...]]:
    """Return the sheets with content, in the order of their tabs, and what is to be told about the file.

    Raises:
        InputFault: a part is damaged.
        LimitFault: there are more rows, cells or text than a list of requirements has.
    """
    reader = _Reader(package)
    tables, said = [], []
    for grid in reader.grids():
        table, remarks = table_of(package.name, grid)
        tables.append(table)
        said += remarks
    return tuple(tables), (*reader.remarks(), *said)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The filled cells of each sheet with content, the places of formulas without a value, and what is to be told."""

    grids: tuple[Grid, ...]
    without_value: frozenset[str]
    remarks: tuple[Text, ...]


def read_sheets(package: Package) -> Sheets:
    """Return the cells of the sheets as they stand, for a workbook whose layout is known.

    Raises:
        InputFault, LimitFault: as `read_workbook`.
    """
    reader = _Reader(package)
    grids = tuple(reader.grids())
    return Sheets(grids, frozenset(reader.told.without_value), tuple(reader.remarks()))


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = package.name
        self.told = _Told()
        self.cells = 0
        self.rows = 0
        self.characters = 0
        self.related = package.related(WORKBOOK)
        self.formats = formats_of(package, self._part("styles"))
        self.is_1904 = False
        self.hidden_sheets: list[str] = []

    def _part(self, kind: str) -> str:
        return next((target for found, target in self.related.values() if found == kind), "")

    def grids(self) -> Iterator[Grid]:
        """Yield the sheets with content, in the order of their tabs."""
        root = self.package.tree(WORKBOOK)
        if root is None:
            raise damaged(self.name)
        if root.tag != f"{NS}workbook":
            raise other_form(self.name, ".xlsx")
        properties = root.find(f"{NS}workbookPr")
        self.is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.shared = tuple(self._shared_texts())
        for sheet in root.iter(f"{NS}sheet"):
            title = sheet.get("name", "")
            kind, part = self.related.get(sheet.get(_RELATION_ID, ""), ("", ""))
            if kind != "worksheet":
                continue
            if part not in self.package:
                raise damaged(self.name)
            grid = Grid(title, self._grid(title, part))
            if sheet.get("state", "visible") != "visible" and not _is_own(grid):
                self.hidden_sheets.append(title)
            if grid.rows:
                yield grid

    def _shared_texts(self) -> Iterator[str]:
        part = self._part("sharedStrings")
        if part in self.package:
            for node in self.package.stream(part, (f"{NS}si",)):
                text = rich_text(node)
                self._count(len(text), part)
                yield text

    def _count(self, characters: int, place: str) -> None:
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise too_much(self.name, place)

    def _grid(self, title: str, part: str) -> list[dict[int, SourceCell]]:
        found: dict[int, dict[int, SourceCell]] = {}
        merged: list[tuple[int, int, int, int]] = []
        row_number = 0
        for node in self.package.stream(part, (f"{NS}row", f"{NS}mergeCell", f"{NS}col")):
            if node.tag == f"{NS}col":
                if node.get("hidden") in ("1", "true"):
                    self.told.hidden.append(f"{title}!{_columns(node)}")
            elif node.tag == f"{NS}mergeCell":
                area = _area(node.get("ref", ""))
                if area:
                    merged.append(area)
            else:
                row_number = _number(node.get("r"), row_number + 1, _LAST_ROW)
                cells = self._row(title, row_number, node)
                if cells:
                    self.rows += 1
                    if self.rows > MOST_ROWS:
                        raise too_much(self.name, f"{title}!A{row_number}")
                    found[row_number] = cells
                    if node.get("hidden") in ("1", "true"):
                        self.told.hidden.append(f"{title}!{row_number}:{row_number}")
        self._fill(found, merged)
        return [dict(sorted(found[number].items())) for number in sorted(found)]

    def _row(self, title: str, number: int, row: etree._Element) -> dict[int, SourceCell]:
        cells: dict[int, SourceCell] = {}
        column = 0
        for node in row:
            if node.tag != f"{NS}c":
                continue
            column = _column(node.get("r", ""), column + 1)
            if column > _MOST_COLUMNS:
                raise damaged(self.name)
            if not len(node):
                continue
            place = f"{title}!{get_column_letter(column)}{number}"
            text = self._text(node, place)
            if text:
                self.cells += 1
                self._count(len(text), place)
                if self.cells > MOST_CELLS:
                    raise too_much(self.name, place)
                is_number = node.get("t", "n") == "n" and _FIGURE.fullmatch(text) is not None
                cells[column] = SourceCell(text, place, is_number)
        return cells

    def _text(self, node: etree._Element, place: str) -> str:
        kind = node.get("t", "n")
        stored = node.findtext(f"{NS}v") or None
        if node.find(f"{NS}f") is not None:
            self.told.formulas.append(place)
            if stored is None:
                self.told.without_value.append(place)
        if kind == "inlineStr":
            inline = node.find(f"{NS}is")
            return rich_text(inline) if inline is not None else ""
        if stored is None:
            return ""
        if kind == "s":
            index = _number(stored, -1, len(self.shared) - 1)
            if not 0 <= index < len(self.shared):
                raise damaged(self.name)
            return self.shared[index]
        if kind == "b":
            return "ja" if stored == "1" else "nee"
        if kind == "e":
            self.told.faulty.append(place)
            return stored
        if kind in ("str", "d"):
            return tidy(stored)
        style = _number(node.get("s"), 0, len(self.formats))
        number_format = self.formats[style] if style < len(self.formats) else "General"
        return shown_number(stored, number_format, is_1904=self.is_1904)

    def _fill(self, found: dict[int, dict[int, SourceCell]], merged: list[tuple[int, int, int, int]]) -> None:
        """Give each row of a cell merged downwards its text; a cell merged sideways keeps it in its first column."""
        for left, top, _, bottom in merged:
            cell = found.get(top, {}).get(left)
            if cell is None or bottom == top:
                continue
            self.told.merged.append(cell.place)
            for number in sorted(row for row in found if top < row <= bottom):
                if left not in found[number]:
                    found[number][left] = SourceCell(cell.text, cell.place, cell.is_number)

    def remarks(self) -> Iterator[Text]:
        """Yield what is to be told about the sheets that were read."""
        told = self.told
        if any(part.endswith("vbaProject.bin") for part in self.package.parts()):
            yield Text(
                "het bestand heeft macro's; die zijn niet uitgevoerd en niet gelezen",
                "the file has macros; they were not run and not read",
            )
        links = [part for part in self.package.parts() if part.startswith("xl/externalLinks/externalLink")]
        if links:
            yield Text(
                f"het bestand verwijst naar {len(links)} ander(e) bestand(en); die zijn niet geopend",
                f"the file points to {len(links)} other file(s); they were not opened",
            )
        for places, words in (
            (
                told.formulas,
                Text("van een formule is de opgeslagen uitkomst gelezen", "of a formula its stored result was read"),
            ),
            (
                told.without_value,
                Text(
                    "een formule zonder opgeslagen uitkomst is leeg gelezen; open en bewaar het bestand in Excel",
                    "a formula without a stored result was read as empty; open and save the file in Excel",
                ),
            ),
            (told.faulty, Text("de cel toont een fout", "the cell shows an error")),
            (
                told.merged,
                Text(
                    "een cel over meer rijen samengevoegd is voor elke rij gelezen",
                    "a cell merged over several rows was read for each row",
                ),
            ),
            (told.hidden, Text("verborgen, en wel gelezen", "hidden, and read all the same")),
            (
                self.hidden_sheets,
                Text("dit blad is verborgen, en wel gelezen", "this sheet is hidden, and read all the same"),
            ),
        ):
            if places:
                shown = listed(places)
                yield Text(f"{words.nl}: {shown.nl}", f"{words.en}: {shown.en}")


def _is_own(grid: Grid) -> bool:
    """Tell whether this is the sheet for the machine that archrepo itself hides in a workbook to fill in."""
    first = grid.rows[0].get(1) if grid.rows else None
    return grid.name == _MACHINE_SHEET and first is not None and first.text in _MACHINE_FIRST


def _number(text: str | None, otherwise: int, most: int) -> int:
    """Return a whole number that a file states, or `otherwise` when it states none that can be."""
    return (
        int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= most else otherwise
    )


def _column(reference: str, otherwise: int) -> int:
    number = 0
    for letter in reference[:3]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number or otherwise


def _area(reference: str) -> tuple[int, int, int, int] | None:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return None
    return None if None in (left, top, right, bottom) else (left, top, right, bottom)


def _columns(node: etree._Element) -> str:
    first, last = (_number(node.get(side), 1, _MOST_COLUMNS) for side in ("min", "max"))
    return f"{get_column_letter(max(first, 1))}:{get_column_letter(max(last, 1))}"
