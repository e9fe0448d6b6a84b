"""Read the text of a PDF line by line; a picture of text is not text."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from archrepo.exchange.tender_files.cell_values import tidy
from archrepo.exchange.tender_files.faults import (
    MOST_CHARACTERS,
    MOST_PAGES,
    MOST_ROWS,
    broken,
    damaged,
    too_much,
    unpacks_too_large,
)
from archrepo.exchange.tender_files.numbered_text import Passage, number_and_text, tables_of
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceTable

#: What pypdf 7 lets escape on a file that breaks the format.
_BROKEN: Final = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
_CHAPTER: Final = re.compile(r"^(?:hoofdstuk\s+)?\d{1,2}\.?\s+[^\W\d][^.;:]{2,70}$", re.IGNORECASE)
_FEWEST_CHARACTERS: Final = 20
_REPEATED_ON: Final = 3
_EDGE_LINES: Final = 2


def read_pdf(name: str, data: bytes) -> tuple[tuple[SourceTable, ...], tuple[Text, ...]]:
    """Return the numbered and the other lines of the file, and what is to be told about it.

    Raises:
        InputFault: it is damaged, protected by a password, or holds no text.
        LimitFault: it has more pages or text than a list of requirements has.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages = _pages(name, data)
    empty = [str(number) for number, lines in enumerate(pages, 1) if not lines]
    if sum(len(line) for lines in pages for line in lines) < _FEWEST_CHARACTERS:
        raise broken(
            name,
            Text("dit PDF-bestand heeft geen tekst; het is een scan", "this PDF file has no text; it is a scan"),
            Text(
                "vraag het bestand waaruit de PDF is gemaakt (.docx of .xlsx), of laat er tekstherkenning (OCR) op los",
                "ask for the file from which the PDF was made (.docx or .xlsx), or run text recognition (OCR) on it",
            ),
        )
    remarks = [
        Text(
            "een tabel in een PDF is als regels gelezen; een .xlsx- of .docx-bestand geeft betere kolommen",
            "a table in a PDF was read as lines; a .xlsx or .docx file gives better columns",
        )
    ]
    if empty:
        shown = ", ".join(empty[:10])
        remarks.append(Text(f"bladzijde zonder tekst: {shown}", f"page without text: {shown}"))
    repeated = _repeated(pages)
    if repeated:
        remarks.append(
            Text(
                f"weggelaten, want op elke bladzijde gelijk: {'; '.join(repeated)}",
                f"left out, since the same on each page: {'; '.join(repeated)}",
            )
        )
    return tables_of(_passages(name, pages, frozenset(repeated))), tuple(remarks)


def _pages(name: str, data: bytes) -> list[list[str]]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected(name)
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise too_much(name, f"bladzijde {MOST_PAGES + 1}")
        found, characters = [], 0
        for number in range(count):
            text = reader.pages[number].extract_text()
            characters += len(text)
            if characters > MOST_CHARACTERS:
                raise too_much(name, f"bladzijde {number + 1}")
            found.append([line for part in text.splitlines() if (line := tidy(part).replace("\n", " "))])
    except DependencyError as fault:
        raise _protected(name) from fault
    except LimitReachedError as fault:
        raise unpacks_too_large(name, "PDF") from fault
    except _BROKEN as fault:
        raise damaged(name) from fault
    return found


def _protected(name: str) -> Exception:
    return broken(
        name,
        Text("dit PDF-bestand is beveiligd met een wachtwoord", "this PDF file is protected by a password"),
        Text(
            "bewaar het zonder wachtwoord, of vraag het bestand waaruit het is gemaakt",
            "save it without a password, or ask for the file from which it was made",
        ),
    )


def _repeated(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines at the top or bottom of most pages, in order of first appearance; page numbers apart."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_without_digits(line): 1 for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])})
    most = max(_REPEATED_ON, (len(pages) + 1) // 2)
    return [line for line, count in seen.items() if count >= most]


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _passages(name: str, pages: Sequence[Sequence[str]], repeated: frozenset[str]) -> list[Passage]:
    """Return the lines, those that go on with a numbered one joined to it, under the heading of their chapter."""
    found: list[Passage] = []
    chapter, is_open = "", False
    for page, lines in enumerate(pages, 1):
        for order, line in enumerate(lines, 1):
            is_edge = order <= _EDGE_LINES or order > len(lines) - _EDGE_LINES
            if is_edge and _without_digits(line) in repeated:
                continue
            following = lines[order] if order < len(lines) else ""
            number, _ = number_and_text(line)
            if _CHAPTER.match(line) and (not following or bool(number_and_text(following)[0])):
                chapter, is_open = line, False
            elif number or not is_open:
                found.append(Passage(line, f"bladzijde {page}, regel {order}", chapter))
                is_open = bool(number)
            else:
                last = found.pop()
                found.append(Passage(f"{last.text} {line}", last.place, last.chapter))
            if len(found) > MOST_ROWS:
                raise too_much(name, f"bladzijde {page}, regel {order}")
    return found
