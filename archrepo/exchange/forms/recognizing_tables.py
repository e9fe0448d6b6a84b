"""Tell from the first row of a CSV file which kind of table it is: one of the three of Archi, or a plain one."""

from __future__ import annotations

from pathlib import Path

from archrepo.exchange.document import Document
from archrepo.exchange.forms.csv_cells import header_of
from archrepo.exchange.forms.csv_columns import is_plain_table
from archrepo.exchange.forms.csv_model import ELEMENTS, part_of, read_archi_tables
from archrepo.exchange.forms.csv_table import read_plain_table
from archrepo.exchange.refusals import fault
from archrepo.exchange.writing.places_in_archi import shipped_metamodel
from archrepo.language import Text
from archrepo.workspace import load_ontology


def table_document(path: Path, data: bytes) -> Document | None:
    """Return the model in a CSV file, as the tree of a native file; None when it is no table with a known header.

    Raises:
        InputFault: a cell is not what it must be.
    """
    header = header_of(data)
    if part_of(header):
        return read_archi_tables(path, shipped_metamodel())
    if is_plain_table(header):
        return read_plain_table(path, data, load_ontology())
    if path.suffix.casefold() == ".csv" and data.strip():
        raise fault(
            path.as_posix(),
            Text(
                "de eerste regel noemt geen kolommen die bekend zijn",
                "the first line names no columns that are known",
            ),
            Text(
                'zet op de eerste regel een kolom "naam", en een kolom voor elk feit, zoals "leverancier"',
                'put a column "name" on the first line, and a column for each fact, such as "supplier"',
            ),
            1,
        )
    return None


def table_in(folder: Path) -> Path | None:
    """Return the table of elements in a folder that holds one set of tables of Archi; None when it holds none."""
    found = sorted(folder.glob(f"*{ELEMENTS}.csv"))
    return found[0] if len(found) == 1 else None
