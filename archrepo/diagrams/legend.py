"""Below the picture: what its shapes, lines and colours mean, and only of the kinds that are in it."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.diagrams.lineends import end_path
from archrepo.diagrams.notation import BoxLook, LineLook, Notation, line_ends
from archrepo.diagrams.shapes import n, tab
from archrepo.diagrams.text import Typesetter, escape
from archrepo.language import Language, Text
from archrepo.views import NOTE, Line, View

ROW = 22.0
SAMPLE = 34.0
GAP = 18.0
WORDS_PX = 11.0
_TITLE = Text("Legenda", "Legend")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: words and what stands before them, a box, a line or a colour."""

    words: str
    box: BoxLook | None = None
    line: tuple[LineLook, Line] | None = None
    colour: str = ""

    def parts(self, x: float, y: float) -> list[str]:
        """Return the sample and the words as SVG; `y` is the top of the row."""
        middle = y + ROW / 2
        parts = []
        if self.line:
            look, line = self.line
            parts.append(
                f'<path d="M{n(x)} {n(middle)}h{n(SAMPLE)}" fill="none" stroke="#5c5c5c"'
                + (f' stroke-dasharray="{look.dash}"/>' if look.dash else "/>")
            )
            start, end = line_ends(look, line, None, None)
            for shape, tip, before in ((start, x, x + SAMPLE), (end, x + SAMPLE, x)):
                path, filling = end_path(shape, (tip, middle), (before, middle))
                if path:
                    fill = {"line": "#5c5c5c", "white": "#fff", "none": "none"}[filling]
                    parts.append(f'<path d="{path}" fill="{fill}" stroke="#5c5c5c"/>')
        else:
            look_ = self.box
            if look_ and look_.is_junction:
                path = look_.outline(x + SAMPLE / 2 - 6, middle - 6, 12, 12)
            elif look_:
                path = look_.outline(x, y + 2, SAMPLE, ROW - 4)
            else:
                path = f"M{n(x)} {n(y + 4)}h{n(SAMPLE)}v{n(ROW - 8)}h{n(-SAMPLE)}z"
            dash = f' stroke-dasharray="{look_.dash}"' if look_ and look_.dash else ""
            fill = self.colour or (look_.fill if look_ else "#ffffff")
            parts.append(f'<path d="{path}" fill="{fill}" stroke="#5c5c5c"{dash}/>')
            icon = look_.icon if look_ and look_.outline is not tab else None
            if icon:
                at = f'transform="translate({n(x + SAMPLE - 19)} {n(middle - 8)})"'
                if icon.stroke:
                    parts.append(f'<path {at} d="{icon.stroke}" fill="none" stroke="#000"/>')
                if icon.fill:
                    parts.append(f'<path {at} d="{icon.fill}"/>')
        parts.append(
            f'<text x="{n(x + SAMPLE + 6)}" y="{n(middle + 4)}" font-size="{n(WORDS_PX)}">{escape(self.words)}</text>'
        )
        return parts


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries in columns of one width."""

    entries: tuple[Entry, ...]
    title: str
    column: float
    columns: int

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
            parts += entry.parts(column * self.column, 22 + row * ROW)
        return parts


def legend(view: View, notation: Notation, width: float, setter: Typesetter, language: Language) -> Legend:
    """Return the legend of the kinds of box and line in `view`, in the order of the metamodel, and of its colours."""
    kinds = {box.kind for box in view.boxes} - {NOTE}
    # Where colour carries a fact, the sample of a kind has none.
    plain = "#ffffff" if view.colours else ""
    entries = [
        Entry(look.label.in_(language), box=look, colour="" if look.is_junction else plain)
        for kind, look in notation.boxes.items()
        if kind in kinds
    ]
    samples: dict[tuple[str, str, bool], Line] = {}
    for line in view.lines:
        samples.setdefault((line.kind, line.access or "", line.directed), line)
    for kind, look in notation.lines.items():
        for (used, access, directed), line in sorted(samples.items()):
            if used == kind:
                words = look.label.in_(language)
                if access:
                    words += f" ({_ACCESS_WORDS[access].in_(language)})"
                if directed and look.directed != "none":
                    words += Text(" (gericht)", " (directed)").in_(language)
                entries.append(Entry(words, line=(look, line)))
    entries += [Entry(text.in_(language), colour=colour) for colour, text in view.colours]
    longest = max((setter.width(entry.words) for entry in entries), default=0.0) * WORDS_PX
    column = SAMPLE + 6 + longest + GAP
    return Legend(tuple(entries), _TITLE.in_(language), column, max(1, int((width + GAP) // column)))


_ACCESS_WORDS = {
    "Read": Text("lezen", "read"),
    "Write": Text("schrijven", "write"),
    "ReadWrite": Text("lezen en schrijven", "read and write"),
    "Access": Text("niet gezegd", "not stated"),
}
