"""A board to draw on: it measures every word before it puts it down, so that none leaves its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pyoxigraph import NamedNode

from archrepo.charts.values import Part
from archrepo.diagrams.charts.colours import EDGE, GRID, INK, PAPER, SOFT, Sign
from archrepo.diagrams.palettes import Palette
from archrepo.diagrams.scene import Anchor, Circle, Ink, Item, Path, Point, Polyline, Rect, Words
from archrepo.diagrams.text import ELLIPSIS, LEADING, Block, Typesetter, clean
from archrepo.language import Language

#: Base line of the first line below the top of a block, as a share of the size.
ASCENT = 0.95
#: A name longer than this is cut before it is measured; its title holds as much.
_LONGEST = 300


def plain(text: str) -> str:
    """Return words on one line and of a length that can be measured."""
    words = clean(text[: 4 * _LONGEST]).replace("\n", " ").split(" ")
    text = " ".join(word for word in words if word)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the legend: a sample of the fill with its sign, and words; `letter` is a sign that is written."""

    fill: str
    words: str
    sign: Sign = "none"
    letter: str = ""
    is_dashed: bool = False


class Board:
    """Collects the items of one scene; it lives for one picture."""

    def __init__(self, setter: Typesetter, language: Language, width: float, palette: Palette) -> None:
        """Start empty, `width` pixels wide."""
        self._palette = palette
        self.setter = setter
        self.language: Language = language
        self.width = width
        self.items: list[Item] = []
        self._title = ""
        self._element: NamedNode | None = None

    @contextmanager
    def about(self, title: str, element: NamedNode | None = None) -> Iterator[None]:
        """Let what is drawn inside belong together, with a title for the pointer and a thing to lead to."""
        before = self._title, self._element
        self._title, self._element = plain(title), element
        try:
            yield
        finally:
            self._title, self._element = before

    def _ink(self, fill: str, stroke: str, width: float = 1.0, dash: tuple[float, ...] = ()) -> Ink:
        """Return the ink of a shape in the colours of the palette."""
        palette = self._palette
        drawn = palette.line if stroke in (EDGE, GRID) and palette.name != "standard" else stroke
        return Ink(
            palette.shade(fill) if fill else fill,
            palette.shade(drawn) if drawn else drawn,
            width * palette.line_width if drawn else width,
            dash,
        )

    def wide(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of words in pixels."""
        return self.setter.width(text, bold=bold) * size

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        stroke: str = EDGE,
        *,
        radius: float = 0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a rectangle."""
        self.items.append(Rect(x, y, w, h, self._ink(fill, stroke, dash=dash), radius, self._title, self._element))

    def circle(self, x: float, y: float, r: float, fill: str, stroke: str = EDGE, *, is_dashed: bool = False) -> None:
        """Draw a circle."""
        ink = self._ink(fill, stroke, dash=(3, 2) if is_dashed else ())
        self.items.append(Circle(x, y, r, ink, self._title, self._element))

    def line(self, *points: Point, stroke: str = EDGE, width: float = 1.0, dash: tuple[float, ...] = ()) -> None:
        """Draw an open line."""
        self.items.append(Polyline(points, self._ink("", stroke, width, dash), self._title, self._element))

    def path(self, *points: Point, fill: str, stroke: str = INK) -> None:
        """Draw a closed shape."""
        self.items.append(Path(points, self._ink(fill, stroke), self._title, self._element))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        room: float | None = None,
        bold: bool = False,
        anchor: Anchor = "start",
        colour: str = INK,
    ) -> float:
        """Write one line with its base line at `y`, cut to `room` pixels, and return how wide it is."""
        text = plain(text)
        if room is not None and self.wide(text, size, bold=bold) > room:
            while text and self.wide(text + ELLIPSIS, size, bold=bold) > room:
                text = text[:-1]
            text = text.rstrip() + ELLIPSIS if text else ""
        if not text:
            return 0.0
        wide = self.wide(text, size, bold=bold)
        ink = Ink(self._palette.quiet_ink if colour == SOFT else self._palette.shade(colour))
        self.items.append(Words(x, y, text, size, wide, ink, anchor, bold, self._title, self._element))
        return wide

    def lines(
        self, x: float, y: float, text: str, size: float, width: float, *, bold: bool = False, colour: str = INK
    ) -> float:
        """Write a text in as many lines as it takes with its top at `y`, and return where it ends."""
        for line in self.setter.lines(clean(text).replace("\n", " "), width, size, bold=bold):
            self.words(x, y + size * ASCENT, line, size, bold=bold, colour=colour)
            y += size * LEADING
        return y

    def block(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        text: str,
        size: float,
        *,
        smallest: float = 9.0,
        bold: bool = False,
        is_middle: bool = False,
        most_lines: int = 99,
    ) -> Block:
        """Write words in a room, broken by the spelling, and return what fitted; a room too small stays empty."""
        room = min(h, most_lines * size * LEADING + 0.01)
        fitted = self.setter.fit(plain(text), w, room, size, smallest=smallest, bold=bold)
        top = y + (h - fitted.height) / 2 if is_middle else y
        for number, line in enumerate(fitted.lines):
            base = top + fitted.size * (ASCENT + number * LEADING)
            if is_middle:
                self.words(x + w / 2, base, line, fitted.size, bold=bold, anchor="middle")
            else:
                self.words(x, base, line, fitted.size, bold=bold)
        return fitted

    def sign(self, sign: Sign, x: float, y: float, size: float, fill: str = PAPER) -> None:
        """Draw a sign with its middle at `x`, `y`, so high and wide as `size`."""
        half = size / 2
        if sign == "circle":
            self.circle(x, y, half, fill, INK)
        elif sign == "square":
            self.rect(x - half, y - half, size, size, fill, INK)
        elif sign == "triangle":
            self.path((x, y - half), (x + half, y + half), (x - half, y + half), fill=fill)
        elif sign == "down":
            self.path((x, y + half), (x + half, y - half), (x - half, y - half), fill=fill)
        elif sign == "diamond":
            self.path((x, y - half), (x + half, y), (x, y + half), (x - half, y), fill=fill)
        elif sign == "cross":
            self.line((x - half, y - half), (x + half, y + half), stroke=INK, width=1.8)
            self.line((x - half, y + half), (x + half, y - half), stroke=INK, width=1.8)
        elif sign == "check":
            self.line((x - half, y), (x - half / 4, y + half * 0.8), (x + half, y - half), stroke=INK, width=1.8)
        elif sign == "question":
            self.words(x, y + size * 0.42, "?", size * 1.2, bold=True, anchor="middle")
        elif sign == "waves":
            self.words(x, y + size * 0.42, "≈", size * 1.3, bold=True, anchor="middle")

    def mark(self, x: float, y: float, mark: Mark) -> None:
        """Draw the sample of a mark, 26 by 16 pixels with its left upper corner at `x`, `y`."""
        self.rect(x, y, 26, 16, mark.fill, EDGE, dash=(3, 2) if mark.is_dashed else ())
        if mark.letter:
            self.words(x + 13, y + 12, mark.letter, 11, anchor="middle")
        self.sign(mark.sign, x + 13, y + 8, 9)


def named(part: Part, *facts: str) -> str:
    """Return a name with what is told of it, for the pointer."""
    return ": ".join([plain(part.words), ", ".join(fact for fact in facts if fact)]) if facts else plain(part.words)
