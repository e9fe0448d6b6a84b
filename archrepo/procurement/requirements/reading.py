"""From the rows of a tender file to requirements: a lasting name for each, and what its text was recognised to ask."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from archrepo.language import Text
from archrepo.procurement.requirements.columns import (
    ColumnMapping,
    RememberedMapping,
    RequirementRow,
    propose_mapping,
    rows_of,
)
from archrepo.procurement.requirements.known_names import Kind
from archrepo.procurement.requirements.recognising import Match, Recognised, Recogniser
from archrepo.procurement.requirements.source_tables import SourceDocument, SourceTable
from archrepo.store import Graph

#: What a requirement itself can ask for; a register or the terms of purchase belong to the procurement as a whole.
ASKED: Final = (Kind.TOPIC, Kind.STANDARD, Kind.MEASURE, Kind.EVIDENCE)
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")
_WORDS_IN_NAME: Final = 6


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table of the file with what its columns hold; `is_used` tells whether its rows are requirements."""

    table: SourceTable
    mapping: ColumnMapping
    is_used: bool


@dataclass(frozen=True, slots=True)
class ReadRequirement:
    """A row as a requirement: its local name, the table it stands in, and what its text asks."""

    name: str
    table: str
    row: RequirementRow
    recognised: Recognised

    @property
    def sure(self) -> tuple[Match, ...]:
        """Return the sure matches that a requirement itself can ask for."""
        return tuple(match for match in self.recognised.sure if match.kind in ASKED)

    @property
    def doubtful(self) -> tuple[Match, ...]:
        """Return the matches that a person is to confirm."""
        return tuple(match for match in self.recognised.doubtful if match.kind in ASKED)


def map_tables(
    document: SourceDocument, ontology: Graph, remembered: Sequence[RememberedMapping], only: Sequence[str] = ()
) -> tuple[MappedTable, ...]:
    """Return every table of the file with its mapping; used are those named in `only`, else those with known headings.

    Lines of running text whose numbers say must or wish, such as `Eis 1.1`, are used as well. Without any known
    headings the first table with a text is used.
    """
    found = [(table, propose_mapping(table, ontology, remembered)) for table in document.tables]
    if only:
        return tuple(MappedTable(table, mapping, table.name in only) for table, mapping in found)
    with_headings = [mapping.is_usable and bool(table.headings or mapping.skipped_rows) for table, mapping in found]
    if not any(with_headings):
        first = next((order for order, (_, mapping) in enumerate(found) if mapping.is_usable), -1)
        with_headings = [order == first for order in range(len(found))]
    else:
        with_headings = [
            is_used or _says_must(table, mapping)
            for is_used, (table, mapping) in zip(with_headings, found, strict=True)
        ]
    return tuple(
        MappedTable(table, mapping, is_used) for (table, mapping), is_used in zip(found, with_headings, strict=True)
    )


def _says_must(table: SourceTable, mapping: ColumnMapping) -> bool:
    """Tell whether at least half of the rows of a table without headings have a number that says must or wish."""
    rows = () if table.headings or mapping.skipped_rows else rows_of(table, mapping)
    return bool(rows) and 2 * sum(bool(row.obligation) for row in rows) >= len(rows)


def read_requirements(
    file_name: str, tables: Sequence[MappedTable], recogniser: Recogniser
) -> tuple[ReadRequirement, ...]:
    """Return the requirements of the used tables, in order of the file, each with a name that lasts with its number."""
    stem = stem_of(file_name)
    taken: dict[str, int] = {}
    found = []
    for one in tables:
        for row in rows_of(one.table, one.mapping) if one.is_used else ():
            name = _name(stem, one.table.name, row, taken)
            taken[name] = 1
            recognised = _recognised(row, recogniser)
            found.append(ReadRequirement(name, one.table.name, _with_unread(row, recognised.unread), recognised))
    return tuple(found)


def stem_of(file_name: str) -> str:
    """Return the name of a file without its ending, as it can stand in a name of the model."""
    return slug(PurePath(file_name).stem) or "bestand"


def slug(text: str) -> str:
    """Return a text as a part of a name: small letters and digits, with hyphens between."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    return _NO_NAME.sub("-", plain).strip("-")[:60].rstrip("-")


def _name(stem: str, table: str, row: RequirementRow, taken: Mapping[str, int]) -> str:
    own = slug(row.number) or slug(" ".join(row.text.split()[:_WORDS_IN_NAME])) or "eis"
    for name in (f"{stem}-{own}", f"{stem}-{slug(table)}-{own}"):
        if name not in taken:
            return name
    order = 2
    while f"{stem}-{own}-{order}" in taken:
        order += 1
    return f"{stem}-{own}-{order}"


def _with_unread(row: RequirementRow, unread: Sequence[str]) -> RequirementRow:
    """Return the row with a doubt that names the numbers that were not read; as it is when there are none."""
    if not unread:
        return row
    listed = ", ".join(unread)
    said = Text(
        f"niet herkend als getal dat is te vergelijken: {listed}; lees dit zelf",
        f"not recognised as a number that can be compared: {listed}; read this yourself",
    )
    doubt = said if row.doubt is None else Text(f"{row.doubt.nl}; {said.nl}", f"{row.doubt.en}; {said.en}")
    return replace(row, doubt=doubt)


def _recognised(row: RequirementRow, recogniser: Recogniser) -> Recognised:
    """Return what the text asks, with the topics that the column of topics names."""
    found = recogniser.recognise(row.text)
    if not row.topic:
        return found
    stated = [match for match in recogniser.recognise(row.topic).sure if match.kind is Kind.TOPIC]
    known = {match.term for match in found.sure}
    new = tuple(match for match in stated if match.term not in known)
    if not new:
        return found
    doubtful = tuple(match for match in found.doubtful if match.kind is not Kind.TOPIC)
    return Recognised((*found.sure, *new), doubtful, found.quantities, found.unread)
