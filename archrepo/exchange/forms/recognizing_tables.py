"""Tell from the first row of a CSV file which kind of table it is: one of the three of Archi, or a plain one."""

from __future__ import annotations

from pathlib import Path

from archrepo.exchange.document import Document
from archrepo.exchange.forms.csv_cells import header_of
from archrepo.exchange.forms.csv_model import part_of, read_archi_tables
from archrepo.exchange.writing.places_in_archi import shipped_metamodel


def table_document(path: Path, data: bytes) -> Document | None:
    """Return the model in a CSV file, as the tree of a native file; None when it is no table with a known header.

    Raises:
        InputFault: a cell is not what it must be.
    """
    header = header_of(data)
    if part_of(header):
        return read_archi_tables(path, shipped_metamodel())
    return None
