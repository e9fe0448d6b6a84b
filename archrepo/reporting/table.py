"""The answer to a question, as aligned columns, as CSV and as fields; and the list of questions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.queries import Parameter, Query, Table, cell_text
from archrepo.reporting.cells import safe_cell
from archrepo.turtle.reading import Term
from archrepo.vocabulary import XSD
from archrepo.workspace import Workspace

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double"))


def question_list(queries: Sequence[Query], language: Language) -> Iterator[str]:
    """Yield each saved question: its name, what it asks, and the values it takes."""
    width = max((len(query.name) for query in queries), default=0)
    for query in queries:
        values = values_words(query.parameters)
        yield f"{query.name:<{width}}  {query.question.in_(language)}{f'  ({values})' if values else ''}"


def values_words(parameters: Sequence[Parameter], defaults: Mapping[str, str] | None = None) -> str:
    """Return the values that a question takes: `name=…` must be given, `[name=1]` may be left out."""
    defaults = defaults or {}
    return "  ".join(
        f"[{one.name}={defaults.get(one.name, '…')}]" if one.is_optional or one.name in defaults else f"{one.name}=…"
        for one in parameters
    )


def table_text(workspace: Workspace, table: Table, language: Language) -> Iterator[str]:
    """Yield the question, the headings and the rows in columns as wide as they need; numbers stand to the right."""
    if table.question.in_(language):
        yield table.question.in_(language)
        yield ""
    headings = [column.label.in_(language) for column in table.columns]
    rows = [[cell_text(workspace, cell, language) for cell in row] for row in table.rows]
    right = [
        bool(table.rows) and all(_is_number(row[index]) for row in table.rows) for index in range(len(table.columns))
    ]
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    yield _row(headings, widths, right)
    yield "  ".join("-" * width for width in widths)
    for row in rows:
        yield _row(row, widths, right)
    yield ""
    number = len(rows)
    yield Text(
        f"{number} rij." if number == 1 else f"{number} rijen.", f"{number} row." if number == 1 else f"{number} rows."
    ).in_(language)


def _is_number(cell: Term | None) -> bool:
    return cell is None or (isinstance(cell, ox.Literal) and cell.datatype.value in _NUMBERS)


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(parts).rstrip()


def table_csv(workspace: Workspace, table: Table, language: Language) -> str:
    """Return the table as CSV (RFC 4180, but with bare line feeds), headings first; things stand there by name."""
    headings = [column.label.in_(language) for column in table.columns]
    return rows_csv([headings, *([cell_text(workspace, cell, language) for cell in row] for row in table.rows)])


def rows_csv(rows: Iterable[Sequence[str]], delimiter: str = ",", line_end: str = "\n") -> str:
    """Return rows of words as CSV without an end of line behind the last; no cell is a formula to a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return written.getvalue().removesuffix(line_end)


def table_form(workspace: Workspace, table: Table, language: Language) -> dict[str, object]:
    """Return the table as fields; a cell has its raw value and its words, an empty one is null."""
    return {
        "schema": "archrepo/ask/1",
        "title": table.title.in_(language),
        "question": table.question.in_(language),
        "columns": [{"name": column.name, "label": column.label.in_(language)} for column in table.columns],
        "rows": [
            {
                column.name: None
                if cell is None
                else {"value": cell.value, "text": cell_text(workspace, cell, language)}
                for column, cell in zip(table.columns, row, strict=True)
            }
            for row in table.rows
        ],
    }
