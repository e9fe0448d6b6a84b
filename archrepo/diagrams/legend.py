"""Below the picture: what its shapes, lines and colours mean, and only of the kinds that are in it.

A generated view is read by people who do not know ArchiMate, so its legend has plain words, with ArchiMate's own in the
title. A drawn view is an architect's and has ArchiMate's words, with the plain ones in the title.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from archrepo.diagrams.lineends import end_path
from archrepo.diagrams.notation import BoxLook, LineLook, Notation, line_ends
from archrepo.diagrams.paint import LinePaint, Painter
from archrepo.diagrams.palettes import Palette
from archrepo.diagrams.shapes import n, tab
from archrepo.diagrams.text import Typesetter, clean, escape
from archrepo.language import Language, Text
from archrepo.views import NOTE, PLAIN, Line, View

ROW = 22.0
SAMPLE = 34.0
GAP = 18.0
WORDS_PX = 11.0
_TITLE = Text("Legenda", "Legend")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: words and what stands before them, a box, a line or a colour.

    `title` says the same in the words of the other reader: ArchiMate's, or plain ones; "" when there are none.
    """

    words: str
    box: BoxLook | None = None
    line: tuple[LineLook, Line] | None = None
    colour: str = ""
    title: str = ""

    def parts(self, x: float, y: float, palette: Palette, paint: LinePaint | None = None) -> list[str]:
        """Return the sample and the words as SVG; `y` is the top of the row."""
        middle = y + ROW / 2
        parts = [f"<g><title>{escape(self.title)}</title>"] if self.title else ["<g>"]
        if self.line and paint:
            look, line = self.line
            dash = f' stroke-dasharray="{paint.dash}"' if paint.dash else ""
            stroke = paint.stroked()
            parts.append(f'<path d="M{n(x)} {n(middle)}h{n(SAMPLE)}" fill="none" {stroke}{dash}/>')
            start, end = line_ends(look, line, None, None)
            for shape, tip, before in ((start, x, x + SAMPLE), (end, x + SAMPLE, x)):
                path, filling = end_path(shape, (tip, middle), (before, middle), paint.ends)
                if path:
                    fill = {"line": paint.stroke, "white": palette.paper, "none": "none"}[filling]
                    parts.append(f'<path d="{path}" fill="{fill}" {stroke}/>')
        else:
            parts += self._box(x, y, palette)
        at = f'x="{n(x + SAMPLE + 6)}" y="{n(middle + 4)}"'
        parts.append(f'<text {at} font-size="{n(WORDS_PX)}">{escape(self.words)}</text></g>')
        return parts

    def _box(self, x: float, y: float, palette: Palette) -> list[str]:
        look, middle = self.box, y + ROW / 2
        if look and look.is_junction:
            path = look.outline(x + SAMPLE / 2 - 6, middle - 6, 12, 12)
        elif look:
            path = look.outline(x, y + 2, SAMPLE, ROW - 4)
        else:
            path = f"M{n(x)} {n(y + 4)}h{n(SAMPLE)}v{n(ROW - 8)}h{n(-SAMPLE)}z"
        dash = f' stroke-dasharray="{look.dash}"' if look and look.dash else ""
        fill = self.colour or (look.fill if look else palette.paper)
        parts = [f'<path d="{path}" fill="{fill}" stroke="{palette.line}"{dash}/>']
        icon = look.icon if look and look.outline is not tab else None
        if icon:
            place = f'transform="translate({n(x + SAMPLE - 19)} {n(middle - 8)})"'
            if icon.stroke:
                parts.append(f'<path {place} d="{icon.stroke}" fill="none" stroke="#000"/>')
            if icon.fill:
                parts.append(f'<path {place} d="{icon.fill}"/>')
        if look and look.letter:
            parts.append(f'<text x="{n(x + 3)}" y="{n(y + 11)}" font-size="8" font-weight="bold">{look.letter}</text>')
        return parts


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries in columns of one width."""

    entries: tuple[Entry, ...]
    title: str
    column: float
    columns: int
    painter: Painter

    @property
    def height(self) -> float:
        """Return the height in pixels, title and margin included; nothing to explain takes no room."""
        rows = -(-len(self.entries) // self.columns)
        return rows * ROW + 34 if self.entries else 0.0

    def parts(self) -> list[str]:
        """Return the legend as SVG with its left upper corner at the origin."""
        if not self.entries:
            return []
        parts = [f'<text x="0" y="14" font-size="12" font-weight="bold">{escape(self.title)}</text>']
        rows = -(-len(self.entries) // self.columns)
        for index, entry in enumerate(self.entries):
            column, row = divmod(index, rows)
            paint = self.painter.line(entry.line[1], entry.line[0]) if entry.line else None
            parts += entry.parts(column * self.column, 22 + row * ROW, self.painter.palette, paint)
        return parts


def legend(view: View, notation: Notation, width: float, setter: Typesetter, language: Language) -> Legend:
    """Return the legend of the kinds of box and line in `view`, in the order of the metamodel, and of its colours."""
    painter = Painter.of(view, notation.palette)
    fills: dict[str, set[str]] = {}
    for box in view.boxes:
        fills.setdefault(box.kind, set()).add(painter.fill(box, notation.box(box.kind)))
    is_drawn = view.kind == "drawn"
    entries = []
    for kind, look in notation.boxes.items():
        if kind in fills and kind != NOTE:
            # Where colour carries a fact, or an architect's taste, the sample of a kind has none.
            is_plain = bool(view.colours) or len(fills[kind]) > 1
            fill = look.fill if look.is_junction else painter.palette.paper if is_plain else next(iter(fills[kind]))
            words, title = both_names(look.label, look.plain, is_drawn, language)
            entries.append(Entry(words, box=look, colour=fill, title=title))
    entries += _line_entries(view, notation, is_drawn, language)
    entries += [Entry(clean(text.in_(language)), colour=painter.facts[colour]) for colour, text in view.colours]
    longest = max((setter.width(entry.words) for entry in entries), default=0.0) * WORDS_PX
    column = SAMPLE + 6 + longest + GAP
    columns = max(1, int((width + GAP) // column))
    return Legend(tuple(entries), _TITLE.in_(language), column, columns, painter)


def _line_entries(view: View, notation: Notation, is_drawn: bool, language: Language) -> list[Entry]:
    samples: dict[tuple[str, str, bool], Line] = {}
    for line in view.lines:
        # Where colour carries a fact, the sample of a line has none.
        sample = replace(line, style=PLAIN) if view.colours else line
        samples.setdefault((line.kind, line.access or "", line.directed), sample)
    entries = []
    for kind, look in notation.lines.items():
        for (used, access, directed), line in sorted(samples.items()):
            if used == kind:
                name = look.label
                if access:
                    name = _with(name, _ACCESS_WORDS[access])
                if directed and look.directed != "none":
                    name = _with(name, Text("gericht", "directed"))
                words, title = both_names(name, look.verb(line), is_drawn, language)
                entries.append(Entry(words, line=(look, line), title=title))
    return entries


def _with(name: Text, more: Text) -> Text:
    return Text(f"{name.nl} ({more.nl})", f"{name.en} ({more.en})")


def both_names(name: Text, plain: Text | None, is_drawn: bool, language: Language) -> tuple[str, str]:
    """Return the name to show and the other one, "" when they are the same: a drawn view goes by ArchiMate's names."""
    known = name.in_(language)
    simple = plain.in_(language) if plain else ""
    if not simple or simple.casefold() == known.casefold():
        return known, ""
    simple = simple[0].upper() + simple[1:]
    return (known, simple) if is_drawn else (simple, f"ArchiMate: {known}")


_ACCESS_WORDS = {
    "Read": Text("lezen", "read"),
    "Write": Text("schrijven", "write"),
    "ReadWrite": Text("lezen en schrijven", "read and write"),
    "Access": Text("niet gezegd", "not stated"),
}
