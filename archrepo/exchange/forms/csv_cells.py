"""Split a CSV file into cells that know where they stand, with the habits of Excel: `;`, a BOM, and quoted formulas.

Python's own reader of CSV does not tell places, and holds every cell to one limit for the whole process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archrepo.errors import InputFault
from archrepo.exchange.model import Remark
from archrepo.exchange.refusals import fault
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text

DELIMITERS: Final = (";", ",", "\t")
#: As many as Excel can hold.
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384

_ENCODINGS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WINDOWS: Final = "cp1252"
_SEPARATOR_LINE: Final = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"([^"]*(?:""[^"]*)*)"')
#: Characters that no model file can hold.
_NO_TEXT: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROW_END: Final = re.compile(r"\r\n|\n|\r")
#: What a spreadsheet takes for a formula, with the spaces before it that keep it from doing so.
_FORMULA: Final = re.compile(r" *[=+\-@]")
_HELD: Final = re.compile(r'="(.*)"\Z', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell, and where it begins in the file, both counted from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, the first of which is the header; empty rows are left out. All rows are as long as it."""

    path: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[Remark, ...] = ()

    def fault(self, cell: Cell, text: Text, remedy: Text) -> InputFault:
        """Return the fault about this cell."""
        return fault(self.path, text, remedy, cell.line, cell.column)

    def column(self, name: str) -> int | None:
        """Return the number of the column with that header, whatever its capitals; None when there is none."""
        wanted = name.casefold()
        return next((at for at, cell in enumerate(self.header) if cell.text.strip().casefold() == wanted), None)


def header_of(data: bytes) -> tuple[str, ...]:
    """Return the header of what may be a CSV file, without judging it; () when the first row is none of one."""
    start = data[:65_536]
    text = start.decode(_encoding(data), errors="replace")
    body, delimiter = _body(text)
    first = _ROW_END.split(body, 1)[0]
    if "\0" in first:
        return ()
    try:
        rows = _Splitter("", first, delimiter, 1).rows()
    except InputFault:
        return ()
    return tuple(cell.text.strip() for cell in rows[0]) if rows else ()


def table_of(data: bytes, path: str) -> Table:
    """Return the table in a file of UTF-8, UTF-16 or Windows; `path` is what a reader calls it.

    Raises:
        InputFault: it is not text, a quote is not closed, a row is longer than the header, or there is no row.
    """
    remarks = Remarks(path)
    text = _decoded(data, path, remarks)
    body, delimiter = _body(text)
    skipped = len(text) - len(body)
    rows = _Splitter(path, body, delimiter, 1 + text.count("\n", 0, skipped)).rows()
    rows = [row for row in rows if any(cell.text for cell in row)]
    if not rows:
        raise fault(
            path,
            Text("deze tabel is leeg", "this table is empty"),
            Text("zet op de eerste regel de namen van de kolommen", "put the names of the columns on the first line"),
        )
    header = _without_empty_end(rows[0])
    filled = tuple(_as_long(path, header, row) for row in rows[1:])
    return Table(path, header, _without_formulas(filled), remarks.all())


def written_table(rows: Sequence[Sequence[str]], delimiter: str = ";") -> bytes:
    """Return the rows as a CSV file that Excel opens as a table and never as formulas; `table_of` gives them again."""
    lines = (delimiter.join(f'"{_guarded(text)}"' for text in row) for row in rows)
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _guarded(text: str) -> str:
    escaped = text.replace('"', '""')
    return f" {escaped}" if _FORMULA.match(text) else escaped


def _without_formulas(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Undo what keeps a cell from being a formula: `="0123"`, and a space before `=`, `+`, `-` or `@`.

    A file in which a cell begins with such a sign was not guarded, so its spaces are its own.
    """
    is_guarded = not any(cell.text[:1] in tuple("=+-@") and not _HELD.match(cell.text) for row in rows for cell in row)
    return tuple(tuple(_without_formula(cell, is_guarded=is_guarded) for cell in row) for row in rows)


def _without_formula(cell: Cell, *, is_guarded: bool) -> Cell:
    if held := _HELD.match(cell.text):
        return Cell(held[1], cell.line, cell.column)
    if is_guarded and cell.text.startswith(" ") and _FORMULA.match(cell.text):
        return Cell(cell.text[1:], cell.line, cell.column)
    return cell


def _encoding(data: bytes) -> str:
    return next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")


def _decoded(data: bytes, path: str, remarks: Remarks) -> str:
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        if encoding != "utf-8":
            raise _no_text(path, data, wrong.start) from wrong
        try:
            text = data.decode(_WINDOWS)
        except UnicodeDecodeError as no_windows:
            raise _no_text(path, data, no_windows.start) from no_windows
        remarks.change(
            Text(
                "geen UTF-8: gelezen als Windows-1252, zoals Excel opslaat; controleer letters met accenten",
                "no UTF-8: read as Windows-1252, as Excel saves; check the letters with accents",
            ),
            data.count(b"\n", 0, wrong.start) + 1,
        )
    strange = _NO_TEXT.search(text)
    if strange:
        at = strange.start()
        raise _strange(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return text


def _no_text(path: str, data: bytes, at: int) -> InputFault:
    return _strange(path, data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at))


def _strange(path: str, line: int, column: int) -> InputFault:
    return fault(
        path,
        Text("hier staat een teken dat geen tekst is", "here stands a character that is no text"),
        Text("sla het bestand in Excel opnieuw op als CSV UTF-8", "save the file in Excel again as CSV UTF-8"),
        line,
        column,
    )


def _body(text: str) -> tuple[str, str]:
    """Return the table without the line that tells Excel the separator, and the separator."""
    stated = _SEPARATOR_LINE.match(text)
    if stated:
        return text[stated.end() :], stated[1]
    first = _QUOTED.sub("", text[:65_536].split("\n", 1)[0] if "\n" in text else text[:65_536])
    return text, max(DELIMITERS, key=first.count)


class _Splitter:
    """The cells of one text, one after the other."""

    def __init__(self, path: str, text: str, delimiter: str, first_line: int) -> None:
        self._path = path
        self._text = text
        self._delimiter = delimiter
        self._plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
        self._line = first_line
        self._line_start = 0

    def rows(self) -> list[tuple[Cell, ...]]:
        """Return all rows, each with at least one cell."""
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        at, end = 0, len(self._text)
        while at < end:
            cell, at = self._cell(at)
            row.append(cell)
            if len(row) > MOST_COLUMNS:
                raise self._too_much(cell)
            if self._text.startswith(self._delimiter, at):
                at += 1
                if at < end:
                    continue
                row.append(Cell("", self._line, at - self._line_start + 1))
            elif ended := _ROW_END.match(self._text, at):
                at = ended.end()
                self._next_line(at)
            rows.append(tuple(row))
            row = []
            if len(rows) > MOST_ROWS:
                raise self._too_much(rows[-1][0])
        return rows

    def _cell(self, at: int) -> tuple[Cell, int]:
        line, column = self._line, at - self._line_start + 1
        if self._text.startswith('"', at):
            quoted = _QUOTED.match(self._text, at)
            if quoted is None:
                raise fault(
                    self._path,
                    Text("dit aanhalingsteken wordt nergens gesloten", "this quotation mark is closed nowhere"),
                    Text("zet een aanhalingsteken achter de tekst", "put a quotation mark behind the text"),
                    line,
                    column,
                )
            end = quoted.end()
            for ended in _ROW_END.finditer(self._text, at, end):
                self._next_line(ended.end())
            if end < len(self._text) and self._text[end] not in (self._delimiter, "\r", "\n"):
                raise fault(
                    self._path,
                    Text(
                        "achter dit aanhalingsteken hoort een scheidingsteken of het einde van de regel",
                        "a separator or the end of the line belongs behind this quotation mark",
                    ),
                    Text("schrijf een aanhalingsteken in de tekst dubbel", "double a quotation mark within the text"),
                    self._line,
                    end - self._line_start + 1,
                )
            return Cell(quoted[1].replace('""', '"'), line, column), end
        plain = self._plain.match(self._text, at)
        assert plain is not None
        return Cell(plain[0], line, column), plain.end()

    def _next_line(self, start: int) -> None:
        self._line += 1
        self._line_start = start

    def _too_much(self, cell: Cell) -> InputFault:
        return fault(
            self._path,
            Text(
                f"deze tabel is groter dan {MOST_ROWS} rijen of {MOST_COLUMNS} kolommen",
                f"this table is larger than {MOST_ROWS} rows or {MOST_COLUMNS} columns",
            ),
            Text("splits de tabel", "split the table"),
            cell.line,
            cell.column,
        )


def _without_empty_end(header: tuple[Cell, ...]) -> tuple[Cell, ...]:
    while header and not header[-1].text.strip():
        header = header[:-1]
    return header


def _as_long(path: str, header: tuple[Cell, ...], row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the row with as many cells as the header; Excel leaves out or adds empty ones at the end."""
    extra = next((cell for cell in row[len(header) :] if cell.text), None)
    if extra is not None:
        raise fault(
            path,
            Text(
                f"deze regel heeft meer cellen dan de {len(header)} kolommen van de eerste regel",
                f"this line has more cells than the {len(header)} columns of the first line",
            ),
            Text(
                "zet tekst waarin een scheidingsteken staat tussen aanhalingstekens",
                "put text that holds a separator between quotation marks",
            ),
            extra.line,
            extra.column,
        )
    last = row[-1]
    missing = len(header) - len(row)
    empty = Cell("", last.line, last.column + len(last.text))
    return (*row[: len(header)], *([empty] * missing))
