"""A document apart from its format: a cover, and blocks of text, tables and pictures; the writers know the formats.

Everything is plain text in one language. A writer escapes it, so no label can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from archrepo.language import Language

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Tone: TypeAlias = Literal["plain", "lead", "note", "quote"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a chapter) to 3; none skips a level, or the document is not accessible."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: plain, the lead that sums up, a note in small print, or a quotation such as text to paste."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines; `is_ordered` when their order counts."""

    items: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; each row is as long as `headings`. `widths` are shares of the width, equal when empty.

    The first column names the row when `has_row_names`. Columns in `numeric` (counted from 0) are set to the right.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    has_row_names: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, with its caption and the words for who cannot see it."""

    svg: str
    caption: str
    words: str


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document: `cover` are the facts on its first page as pairs of name and value; `date` is ISO, for its data."""

    title: str
    subtitle: str
    language: Language
    date: str
    cover: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def chapters(document: Document) -> Sequence[Heading]:
    """Return the headings of level 1 and 2 in order, for a table of contents."""
    return [block for block in document.blocks if isinstance(block, Heading) and block.level <= 2]


def printable(text: str) -> str:
    """Return the text without the characters that XML 1.0 forbids, as office files are XML."""
    return _UNPRINTABLE.sub("", text)
