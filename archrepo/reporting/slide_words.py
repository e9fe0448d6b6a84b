"""What a slide says in words: the notes with the table, the summary for a screen reader, and letters that are small."""

from __future__ import annotations

from typing import Final

from archrepo.diagrams.text import clean
from archrepo.diagrams.words import Rows, Twin
from archrepo.language import Language, Text

#: Points below which letters on a slide cannot be read from a distance.
READABLE: Final = 8.0
#: Rows of a table in the notes of one slide: about three pages.
MOST_ROWS: Final = 120
_LONGEST_SUMMARY: Final = 600


def slide_notes(words: Twin, letters: Text | None, language: Language) -> str:
    """Return the notes: the sentences, what is said of small letters, and the tables, a row a line."""
    told = [*words.sentences, *([sentence(letters.in_(language))] if letters else [])]
    lines = [clean(each) for each in told]
    for rows in (words.boxes, words.lines):
        lines += _table(rows, language)
    return "\n".join(lines)


def slide_summary(words: Twin) -> str:
    """Return what the drawing shows, in a few sentences, for who cannot see it; the title when there are none."""
    return clean(" ".join(words.sentences[:4]) or words.title)[:_LONGEST_SUMMARY].replace("\n", " ")


def said_of_letters(points: float | None, *, can_focus: bool) -> Text | None:
    """Return what to tell of letters of so many points; None when they can be read, or there are none."""
    if points is None or round(points, 1) >= READABLE:
        return None
    size = f"{points:.1f}"
    part = (
        Text(", of teken een deel met --focus", ", or draw a part of it with --focus") if can_focus else Text.same("")
    )
    return Text(
        f"letters van {size.replace('.', ',')} punt; druk de plaat af (.pdf){part.nl}",
        f"letters of {size} pt; print the picture (.pdf){part.en}",
    )


def sentence(words: str) -> str:
    """Return the words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def _table(rows: Rows, language: Language) -> list[str]:
    if not rows.rows:
        return []
    lines = ["", f"{clean(rows.caption)}:", " | ".join(map(clean, rows.headings))]
    lines += [" | ".join(clean(cell.words).replace("\n", ", ") for cell in row) for row in rows.rows[:MOST_ROWS]]
    more = len(rows.rows) - MOST_ROWS
    if more > 0:
        lines.append(Text(f"En nog {more} regels.", f"And {more} more rows.").in_(language))
    return lines
