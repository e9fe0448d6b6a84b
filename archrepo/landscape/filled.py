"""A workbook as it came back: what was exported, from its hidden sheet, and what stands in the cells now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Language, Text


@dataclass(frozen=True, slots=True)
class FilledCell:
    """The text of a cell and its place, such as `Contracten!F12`.

    When it `is_number` the cell holds a number and not a text that looks like one. `problem` says why it has no value.
    """

    text: str
    place: str
    is_number: bool = False
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it stands now: its key cell, empty for a new row, and the cells of the columns that are still there."""

    key: FilledCell
    cells: Mapping[int, FilledCell]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet with its columns as they were exported (property, language), the rows of then and of now.

    `exported` has by IRI the text of each column; `names` has per column what a name stood for, in small letters.
    `is_gone` when the sheet was taken out; `unknown` are the headings that the export does not have, with their place.
    """

    iri: ox.NamedNode
    title: str
    columns: tuple[tuple[ox.NamedNode, str], ...]
    exported: Mapping[ox.NamedNode, tuple[str, ...]]
    names: tuple[Mapping[str, ox.NamedNode], ...]
    rows: tuple[FilledRow, ...]
    is_gone: bool = False
    unknown: tuple[FilledCell, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """A workbook that came back; `remarks` tell of macros, links and formulas in it."""

    file_name: str
    base: str
    language: Language
    digest: str
    sheets: tuple[FilledSheet, ...]
    remarks: tuple[Text, ...]
