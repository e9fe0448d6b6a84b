"""Read a text file with columns (.csv, .tsv, .txt): its encoding and its separator follow from its content."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from archrepo.exchange.tender_files.cell_values import tidy
from archrepo.exchange.tender_files.faults import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_ROWS,
    broken,
    listed,
    too_much,
)
from archrepo.exchange.tender_files.tables import Grid, table_of
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceCell, SourceTable

_SEPARATORS: Final = (";", ",", "\t", "|")
_ROWS_TO_COMPARE: Final = 50
_MOST_COLUMNS: Final = 1_000
_LONGEST_FIELD: Final = 100_000
#: What UTF-8 looks like when a program took it for Windows-1252 before.
_TWICE_ENCODED: Final = ("Ã«", "Ã©", "Ã¯", "Ã¨", "Ã¶", "Ã¼", "â‚¬", "â€")


def read_delimited(name: str, data: bytes) -> tuple[tuple[SourceTable, ...], tuple[Text, ...]]:
    """Return the one table of the file, none when it is empty, and what is to be told about it.

    Raises:
        InputFault: it is no text, or a quotation mark is opened and never closed.
        LimitFault: there are more rows, cells or text than a list of requirements has.
    """
    text, remarks = _decoded(name, data)
    if len(text) > MOST_CHARACTERS:
        raise too_much(name)
    first = text.split("\n", 1)[0].strip().lower()
    stated = first[4:5] if first.startswith("sep=") and len(first) == 5 else ""
    if stated:
        text = text.split("\n", 1)[1] if "\n" in text else ""
    rows = _rows(name, text, stated or _separator(text), 1 if stated else 0)
    if not rows:
        return (), tuple(remarks)
    strange = [
        cell.place for row in rows for cell in row.values() if any(broken in cell.text for broken in _TWICE_ENCODED)
    ]
    if strange:
        places = listed(strange)
        remarks.append(
            Text(
                f"tekens als 'Ã«' wijzen op een verkeerde codering bij een eerdere stap: {places.nl}",
                f"characters such as 'Ã«' point to a wrong encoding in an earlier step: {places.en}",
            )
        )
    table, said = table_of(name, Grid(name.rpartition(".")[0] or name, rows))
    return (table,), (*remarks, *said)


def _decoded(name: str, data: bytes) -> tuple[str, list[Text]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as(name, data, "utf-16"), []
    start = data[:1000]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(zeros) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return _as(name, data, encoding), []
    if b"\0" in data:
        raise broken(
            name,
            Text("dit is geen tekstbestand", "this is not a text file"),
            Text("kies een .xlsx-, .csv-, .docx- of .pdf-bestand", "choose a .xlsx, .csv, .docx or .pdf file"),
        )
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        told = Text(
            f"het bestand is niet in UTF-8 (regel {line}); het is gelezen als Windows-1252. Kijk of ë en € kloppen",
            f"the file is not in UTF-8 (line {line}); it was read as Windows-1252. See whether ë and € are right",
        )
        return _as(name, data, "cp1252"), [told]


def _as(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise broken(
            name,
            Text(
                f"de tekens van dit bestand zijn niet te lezen (byte {fault.start})",
                f"the characters of this file cannot be read (byte {fault.start})",
            ),
            Text(
                "bewaar het bestand in Excel als 'CSV UTF-8 (door lijstscheidingsteken gescheiden)'",
                "save the file in Excel as 'CSV UTF-8 (comma delimited)'",
            ),
            data.count(b"\n", 0, fault.start) + 1,
        ) from fault


def _separator(text: str) -> str:
    """Return the separator that gives most of the first rows the same number of columns, and most columns."""

    def worth(separator: str) -> tuple[float, int]:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(text[:_LONGEST_FIELD], newline=""), delimiter=separator):
                if row:
                    widths.append(len(row))
                if len(widths) == _ROWS_TO_COMPARE:
                    break
        except csv.Error:
            return (0.0, 0)
        most = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(most) / len(widths), most) if most > 1 else (0.0, 0)

    return max(_SEPARATORS, key=lambda separator: worth(separator))


def _rows(name: str, text: str, separator: str, skipped: int) -> list[dict[int, SourceCell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[dict[int, SourceCell]] = []
    cells = 0
    line = 1 + skipped
    try:
        for record in reader:
            found = {}
            if len(record) > _MOST_COLUMNS:
                raise too_much(name, f"regel {line}")
            for column, value in enumerate(record, 1):
                shown = tidy(value)
                if shown:
                    found[column] = SourceCell(shown, f"regel {line}, kolom {column}")
            cells += len(found)
            if len(rows) >= MOST_ROWS or cells > MOST_CELLS:
                raise too_much(name, f"regel {line}")
            if found:
                rows.append(found)
            line = reader.line_num + 1 + skipped
    except csv.Error as fault:
        raise broken(
            name,
            Text(
                "hier begint een aanhalingsteken dat niet wordt gesloten, of een cel is langer dan te lezen is",
                "a quotation mark is opened here and never closed, or a cell is longer than can be read",
            ),
            Text("verdubbel of verwijder het aanhalingsteken", "double or remove the quotation mark"),
            line,
        ) from fault
    return rows
