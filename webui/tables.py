"""A table of the core as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archrepo.language import Language
from archrepo.queries import Table, cell_text
from archrepo.reporting.table import rows_csv
from archrepo.workspace import Workspace


def as_csv(workspace: Workspace, table: Table, language: Language) -> str:
    """Return the table as CSV with a semicolon in Dutch; words that a spreadsheet would run get a quote before them."""
    headings = [column.label.in_(language) for column in table.columns]
    return rows_as_csv(
        [headings, *([cell_text(workspace, cell, language) for cell in row] for row in table.rows)], language
    )


def rows_as_csv(rows: Iterable[Sequence[str]], language: Language) -> str:
    """Return rows of words as such a file."""
    return "\ufeff" + rows_csv(rows, ";" if language == "nl" else ",", "\r\n") + "\r\n"
