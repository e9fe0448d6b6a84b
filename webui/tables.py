"""A table of the core as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io

from archrepo.language import Language
from archrepo.queries import Table, cell_text
from archrepo.workspace import Workspace

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(workspace: Workspace, table: Table, language: Language) -> str:
    """Return the table as CSV with a semicolon in Dutch; words that a spreadsheet would run get a quote before them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    writer.writerow([column.label.in_(language) for column in table.columns])
    for row in table.rows:
        writer.writerow([_safe(cell_text(workspace, cell, language)) for cell in row])
    return "\ufeff" + file.getvalue()


def _safe(words: str) -> str:
    is_number = words.lstrip("-").replace(",", "").replace(".", "").isdigit()
    return f"'{words}" if words.startswith(_FORMULA) and not is_number else words
