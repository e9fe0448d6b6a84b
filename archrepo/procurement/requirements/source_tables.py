"""What a tender file holds as rows of text, each cell with its place; the readers of file formats make these values."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class SourceCell:
    """The text of one cell or paragraph, and its place: `Eisen!B12`, `tabel 2, rij 3`, `bladzijde 3, regel 12`.

    When it `is_number` the file holds a number: the text is that number with a decimal point, or 99.5% for 0.995.
    """

    text: str
    place: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row, as wide as its table; `chapter` is the heading it stands under, empty when there is none."""

    cells: tuple[SourceCell, ...]
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One sheet, table or list of paragraphs; `headings` is empty when no row of headings was found."""

    name: str
    headings: tuple[SourceCell, ...]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file that was read: its name without folder, its SHA-256 in hexadecimal, and its tables in order.

    `remarks` say what was read safely but is not as it seems: macros left out, formulas read as their last value.
    """

    file_name: str
    sha256: str
    tables: tuple[SourceTable, ...]
    remarks: tuple[Text, ...]
