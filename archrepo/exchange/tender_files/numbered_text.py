"""Paragraphs and lines of running text as rows: the number that one begins with, its text, and its chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceCell, SourceRow, SourceTable

#: `Eis 1.1`, `E-12`, `KO3`, `W.4.1`, `2.3.1`, `12.` or `(4)`: how requirements are numbered in running text.
_NUMBER: Final = re.compile(
    r"^((?i:(?:minimum|knock-?out|KO)?-?eis|wens|requirement|wish)\s*(?i:nr\.?\s*)?[-.]?\s*[A-Z]{0,3}-?\d{1,4}(?:[.-]\d{1,4}){0,4}"
    r"|\(?[A-Z]{1,5}[-. ]?\d{1,4}(?:[.-]\d{1,4}){0,4}\)?|\d{1,4}(?:\.\d{1,4}){1,5}|\(?\d{1,4}[.)])[.:)]?\s+(?=\S)"
)
_FEWEST_NUMBERED: Final = 2

NUMBERED: Final = Text("genummerde tekst", "numbered text")
OTHER: Final = Text("overige tekst", "other text")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or line with its place; `number` is what its list gives it, empty when it has none."""

    text: str
    place: str
    chapter: str = ""
    number: str = ""


def number_and_text(text: str) -> tuple[str, str]:
    """Return the number that a text begins with, empty when it has none, and the rest."""
    found = _NUMBER.match(text)
    return (found[1].strip("().:"), text[found.end() :]) if found else ("", text)


def tables_of(passages: Sequence[Passage]) -> tuple[SourceTable, ...]:
    """Return a table of the numbered passages and one of the others, each with the columns number and text.

    An empty table is left out. With hardly a number at all, everything stands in the second.
    """
    numbered: list[SourceRow] = []
    other: list[SourceRow] = []
    for passage in passages:
        number, text = (passage.number, passage.text) if passage.number else number_and_text(passage.text)
        row = SourceRow((SourceCell(number, passage.place), SourceCell(text, passage.place)), passage.chapter)
        (numbered if number else other).append(row)
    if len(numbered) < _FEWEST_NUMBERED:
        numbered, other = (
            [],
            [SourceRow((SourceCell("", one.place), SourceCell(one.text, one.place)), one.chapter) for one in passages],
        )
    return tuple(SourceTable(name.nl, (), tuple(rows)) for name, rows in ((NUMBERED, numbered), (OTHER, other)) if rows)
