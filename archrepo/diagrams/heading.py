"""Above the picture: its title, the question it answers, and the date, version and audience it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from archrepo.diagrams.shapes import n
from archrepo.diagrams.text import Typesetter, clean, escape
from archrepo.language import Language
from archrepo.views import View
from archrepo.wording import date_text

TITLE_PX = 18.0
QUESTION_PX = 13.0
NOTES_PX = 11.0
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


def with_days(text: str, language: Language) -> str:
    """Return `text` with each day such as 2026-11-22 as people write it: "22 november 2026"."""
    return _DAY.sub(lambda found: date_text(found.group()).in_(language), text)


def labels_with_days(view: View, language: Language) -> View:
    """Return a generated view with the days in its labels as people write them."""
    if view.kind != "generated":
        return view
    return replace(
        view,
        boxes=tuple(
            replace(box, label=with_days(box.label, language)) if _DAY.search(box.label) else box for box in view.boxes
        ),
        lines=tuple(
            replace(line, label=with_days(line.label, language)) if _DAY.search(line.label) else line
            for line in view.lines
        ),
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines of text with their size and boldness, top down."""

    lines: tuple[tuple[str, float, bool], ...]
    height: float

    def parts(self, quiet_ink: str = "#444444") -> list[str]:
        """Return the lines as SVG with their left upper corner at the origin; what is not the title in `quiet_ink`."""
        parts = []
        y = 12.0
        for words, size, bold in self.lines:
            y += size * 1.3
            weight = ' font-weight="bold"' if bold else f' fill="{quiet_ink}"'
            parts.append(f'<text x="0" y="{n(y - size * 0.3)}" font-size="{n(size)}"{weight}>{escape(words)}</text>')
        return parts


def heading(view: View, width: float, setter: Typesetter, language: Language) -> Heading:
    """Return the heading of a view, wrapped within `width` pixels."""
    title = view.title if isinstance(view.title, str) else view.title.in_(language)
    question = view.question if isinstance(view.question, str) else view.question.in_(language)
    notes = with_days(" · ".join(f"{name}: {value}" if name else value for name, value in view.notes), language)
    left_out = with_days(" ".join(text.in_(language) for text in (*view.left_out, *view.remarks)), language)
    lines = [
        (words, size, bold)
        for text, size, bold in (
            (title, TITLE_PX, True),
            (question, QUESTION_PX, False),
            (notes, NOTES_PX, False),
            (left_out, NOTES_PX, False),
        )
        for words in setter.lines(clean(text)[:600].replace("\n", " "), width, size, bold=bold)
        if words
    ]
    return Heading(tuple(lines), 12 + sum(size * 1.3 for _, size, _ in lines) + 4 if lines else 0)
