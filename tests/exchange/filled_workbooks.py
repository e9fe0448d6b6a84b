"""A workbook of the example municipality as a person changes it: cells by sheet, key and heading."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from the_knowledge import shipped_ontology

from archrepo.exchange.workbook import read_landscape
from archrepo.landscape import Choices, Proposal, Side, proposed
from archrepo.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 22)


class Filled:
    """A workbook that is being filled in; `save` gives the path of what came of it."""

    def __init__(self, data: bytes, folder: Path) -> None:
        """Open the exported bytes."""
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.folder = folder

    def sheet(self, title: str) -> Worksheet:
        found = self.book[title]
        assert isinstance(found, Worksheet)
        return found

    def column(self, title: str, heading: str) -> int:
        sheet = self.sheet(title)
        return next(at for at in range(1, sheet.max_column + 1) if sheet.cell(1, at).value == heading)

    def row(self, title: str, key: str) -> int:
        sheet = self.sheet(title)
        return next(at for at in range(2, sheet.max_row + 1) if sheet.cell(at, 1).value == key)

    def cell(self, title: str, key: str, heading: str) -> Cell:
        found = self.sheet(title).cell(self.row(title, key), self.column(title, heading))
        assert isinstance(found, Cell)
        return found

    def put(self, title: str, key: str, heading: str, value: object) -> str:
        """Fill in a cell and return its place."""
        cell = self.cell(title, key, heading)
        cell.value = value  # type: ignore[assignment]  # anything that a person can type
        return f"{title}!{cell.coordinate}"

    def add(self, title: str, **values: object) -> int:
        """Add a row below the last; `_` in a heading stands for a space. Return its number."""
        sheet = self.sheet(title)
        number = next(
            at for at in range(2, 2000) if sheet.cell(at, 1).value is None and sheet.cell(at, 2).value is None
        )
        for heading, value in values.items():
            sheet.cell(number, self.column(title, heading.replace("_", " "))).value = value  # type: ignore[assignment]
        return number

    def take_out(self, title: str, key: str) -> None:
        self.sheet(title).delete_rows(self.row(title, key))

    def save(self) -> Path:
        path = self.folder / "terug.xlsx"
        self.book.save(path)
        return path


def proposal_of(workspace: Workspace, filled: Filled, right: Side = "") -> Proposal:
    """Return what the filled workbook means for the workspace."""
    return proposed(workspace, read_landscape(filled.save()), Choices(right))


def opened(root: Path, known: Workspace | None = None) -> Workspace:
    return open_workspace(root, AS_OF, ontology=known.ontology if known else shipped_ontology())
