"""From a grid of filled cells to a table: which row holds the headings, and which rows are the name of a chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archrepo.exchange.tender_files.faults import MOST_CELLS, listed, too_much
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceCell, SourceRow, SourceTable

_ROWS_BEFORE_HEADINGS = 30
_LONGEST_HEADING = 80
_LONGEST_CHAPTER = 100


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled cells of a sheet or table: by row, then by column; `places` are given for filled cells only."""

    name: str
    rows: Sequence[Mapping[int, SourceCell]]


def table_of(file_name: str, grid: Grid) -> tuple[SourceTable, list[Text]]:
    """Return the table of a grid, with its headings found, and what is to be told.

    Columns without content are left out; an empty cell has no place.

    Raises:
        LimitFault: the rows are so wide that they are more cells than a list of requirements has.
    """
    columns = sorted({column for row in grid.rows for column in row})
    if len(columns) * len(grid.rows) > 4 * MOST_CELLS:
        raise too_much(file_name, grid.name)
    at = _heading_row(grid.rows)
    headings: tuple[SourceCell, ...] = ()
    if at is not None:
        headings = tuple(grid.rows[at].get(column, _EMPTY) for column in columns)
    below = grid.rows[0 if at is None else at + 1 :]
    alone = sum(len(row) == 1 for row in below)
    has_chapters = at is not None and len(columns) > 1 and alone <= len(below) - alone
    chapter, rows, chapters = "", [], []
    for row in below:
        first = next(iter(row.values()))
        if has_chapters and len(row) == 1 and _is_chapter(first.text):
            chapter = first.text
            chapters.append(first.place)
            continue
        rows.append(SourceRow(tuple(row.get(column, _EMPTY) for column in columns), chapter))
    remarks = []
    if chapters:
        places = listed(chapters)
        remarks.append(
            Text(
                f"{grid.name}: een rij met één gevulde cel is gelezen als naam van een hoofdstuk: {places.nl}",
                f"{grid.name}: a row with one filled cell was read as the name of a chapter: {places.en}",
            )
        )
    return SourceTable(grid.name, headings, tuple(rows)), remarks


_EMPTY = SourceCell("", "")


def _heading_row(rows: Sequence[Mapping[int, SourceCell]]) -> int | None:
    """Return the row of headings: the first of the widest early rows whose cells are all short words that differ."""
    best, width = None, 1
    for index, row in enumerate(rows[:_ROWS_BEFORE_HEADINGS]):
        texts = [cell.text for cell in row.values()]
        if len(row) > width and all(_is_heading(text) for text in texts) and len(set(texts)) == len(texts):
            best, width = index, len(row)
        elif best is not None and len(row) >= width:
            break
    return best if best is not None and best + 1 < len(rows) else None


def _is_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and any(character.isalpha() for character in text)
        and not text.endswith((".", ";"))
        and not any(character.isdigit() for character in text[:1])
    )


def _is_chapter(text: str) -> bool:
    return len(text) <= _LONGEST_CHAPTER and not text.endswith((".", ";", ":"))
