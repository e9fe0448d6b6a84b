"""Find in a tender file what is not filled in yet: placeholders, annexes that are not there, and empty tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceCell, SourceDocument, SourceTable

_SHOWN = 80
_TO_FILL_IN = Text("deze plek is niet ingevuld", "this place is not filled in")
_TO_DECIDE = Text("dit is nog niet bepaald", "this was not decided yet")
_NO_ANNEX = Text("bijlage {annex} zit er niet bij", "annex {annex} is not part of it")
_EMPTY_TABLE = Text("deze tabel is leeg", "this table is empty")
_PATTERNS = (
    # Between brackets or braces a word, not a footnote, a year or a tick box: [naam], <invullen>, {datum}, «gemeente».
    (re.compile(r"\[(?=[^\]]*[^\W\d_]{2})[^\[\]]{2,60}\]"), _TO_FILL_IN),
    (re.compile(r"<(?=[^>]*[^\W\d_]{2})(?!\s|/?\w+:)[^<>]{2,60}>"), _TO_FILL_IN),
    (re.compile(r"\{(?=[^}]*[^\W\d_]{2})[^{}]{2,60}\}"), _TO_FILL_IN),
    (re.compile(r"«[^»]{1,60}»"), _TO_FILL_IN),
    (re.compile(r"\b[Xx]{3,}\b"), _TO_FILL_IN),
    (re.compile(r"\.{5,}|…{2,}|_{4,}"), _TO_FILL_IN),
    (re.compile(r"(?<![\d:] )(?<!\w)(?:PM|P\.M\.)(?!\w)"), _TO_DECIDE),
    (re.compile(r"\b(?:n\.?t\.?b\.?|n\.?n\.?b\.?|TBD|tbd)(?!\w)", re.IGNORECASE), _TO_DECIDE),
    (re.compile(r"\bnader (?:te bepalen|in te vullen|aan te vullen)\b", re.IGNORECASE), _TO_DECIDE),
    (
        re.compile(
            r"\b(?:nog|hier) (?:in te vullen|aan te vullen)\b|\binvullen\?|\bto be (?:decided|completed)\b",
            re.IGNORECASE,
        ),
        _TO_DECIDE,
    ),
)
_REFERENCE = re.compile(r"\b(?:bijlagen?|annex|appendix)\s+([0-9]{1,2}[a-z]?|[A-Z])\b", re.IGNORECASE)
_AT_START = re.compile(r"\s*(?:bijlage|annex|appendix)[\s_-]*([0-9]{1,2}[a-z]?|[A-Z])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unfilled:
    """One place that is not filled in: what is the matter, the words that stand there, and the place in the file."""

    what: Text
    text: str
    place: str


def unfilled_places(document: SourceDocument, annexes: Iterable[str] = ()) -> tuple[Unfilled, ...]:
    """Return the places of a document that are not filled in, in the order of the document.

    An annex is there when one of `annexes`, the names of all documents, begins with its number, or when the document
    itself has a table, chapter or paragraph of that name. A column that a bidder fills in is no empty table, as long
    as another column has text.
    """
    known = {_key(found[1]) for found in map(_AT_START.match, _titles(document, annexes)) if found}
    return tuple(dict.fromkeys(_places(document, known)))


def _places(document: SourceDocument, known: set[str]) -> Iterator[Unfilled]:
    for table in document.tables:
        for cell in _cells(table):
            for pattern, what in _PATTERNS:
                for found in pattern.finditer(cell.text):
                    yield Unfilled(what, found[0], cell.place)
            for found in _REFERENCE.finditer(cell.text):
                if _key(found[1]) not in known and not _AT_START.match(cell.text):
                    yield Unfilled(_NO_ANNEX.format(annex=found[1]), found[0], cell.place)
        if table.headings and not any(cell.text.strip() for row in table.rows for cell in row.cells):
            yield Unfilled(_EMPTY_TABLE, _heading(table), table.headings[0].place)


def _cells(table: SourceTable) -> Iterator[SourceCell]:
    yield from table.headings
    for row in table.rows:
        yield from row.cells


def _titles(document: SourceDocument, annexes: Iterable[str]) -> Iterator[str]:
    yield from annexes
    for table in document.tables:
        yield table.name
        for row in table.rows:
            yield row.chapter
            yield from (cell.text for cell in row.cells)


def _key(number: str) -> str:
    return number.casefold().lstrip("0")


def _heading(table: SourceTable) -> str:
    text = " | ".join(cell.text for cell in table.headings if cell.text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
