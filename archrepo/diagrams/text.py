"""Words in a box: cleaned, measured, hyphenated and wrapped, so that a label never leaves its box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pyphen

from archrepo.diagrams import font
from archrepo.language import Language

#: Room between two base lines, as a share of the font size.
LEADING = 1.2
SMALLEST_PX = 6.0
ELLIPSIS = "…"

# What XML cannot hold, C0 and C1 controls, what has no width, and the marks that turn the direction of what follows
# outside the label.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\uffff]"
)
_BLANKS = re.compile(r"[ \t\r\f\v\u2028\u2029]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_AFTER_MARK = re.compile(r"(?:[-/_:;)&]|[.,](?!\d))(?=\w)")
#: Names of data are often words joined by capitals: a break there needs no hyphen.
_NEXT_CAPITAL = re.compile(r"[a-z]{3}(?=[A-Z][a-z]{2})")
#: Nouns that end the long names of Dutch applications and processes.
_SECOND_PARTS = (
    "aanvraag",
    "administratie",
    "applicatie",
    "beheer",
    "behandeling",
    "catalogus",
    "component",
    "dienst",
    "functie",
    "gebeurtenis",
    "gegevens",
    "informatie",
    "interactie",
    "koppeling",
    "management",
    "ondersteuning",
    "ontwikkeling",
    "portaal",
    "procedure",
    "proces",
    "register",
    "registratie",
    "samenwerking",
    "service",
    "standaard",
    "systeem",
    "verlening",
    "voorziening",
)
_LETTERS = re.compile(r"[^\W\d_]{6,}")

Hyphenator = Callable[[str], list[int]]


def clean(text: str) -> str:
    """Return `text` without control characters and direction overrides; only single blanks and line feeds are left."""
    if text.isprintable() and "  " not in text:
        return text
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANKS.sub(" ", text)


def escape(text: str) -> str:
    """Return `text` as XML character data, also safe inside a quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text or '"' in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def _guess(character: str) -> float:
    """Return a generous width in em for a character that the measured font does not have."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.4 if unicodedata.east_asian_width(character) in "WF" or ord(character) >= 0x1F000 else 1.0


def width_em(text: str, *, bold: bool = False) -> float:
    """Return the width of `text` in em, kerning left out."""
    widths = font.BOLD if bold else font.REGULAR
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:
        return sum(widths[each] if each in widths else _guess(each) for each in text)


def isolated(text: str) -> str:
    """Return `text` so that letters that run from right to left do not turn the words around it."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return f"\u2068{text}\u2069"


def is_measured(text: str) -> bool:
    """Return whether every character of `text` is in the measured font."""
    return text.isascii() or all(each in font.REGULAR for each in text)


def hyphenator(language: Language) -> Hyphenator:
    """Return a function that gives the places where a word of `language` may be broken."""
    positions: Hyphenator = pyphen.Pyphen(lang="nl_NL" if language == "nl" else "en_GB").positions
    return positions


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text that fit a box, at `size` pixels; `cut` when some of the text had to go."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False
    #: Room between two base lines, as a share of the font size.
    leading: float = LEADING
    #: Whether a word was broken where the language forbids it, or some of the text had to go.
    is_cut_short: bool = False
    #: Whether a word runs on to the next line.
    is_hyphenated: bool = False

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return len(self.lines) * self.size * self.leading


class Typesetter:
    """Sets labels in boxes; keeps the words and labels seen so far and the hyphenation of one language."""

    def __init__(self, language: Language) -> None:
        """Start with nothing measured; the hyphenation table is read at the first long word."""
        self._language = language
        self._hyphenate: Hyphenator | None = None
        self._words: dict[bool, dict[str, float]] = {False: {}, True: {}}
        self._fitted: dict[tuple[str, float, float, float, bool, float, tuple[float, ...]], Block] = {}

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return the width of `text` in em."""
        known = self._words[bold]
        found = known.get(text)
        if found is None:
            found = known[text] = width_em(text, bold=bold)
        return found

    def fit(
        self,
        text: str,
        width: float,
        height: float,
        size: float,
        *,
        bold: bool = False,
        smallest: float = SMALLEST_PX,
        leadings: tuple[float, ...] = (LEADING,),
    ) -> Block:
        """Return `text` set in `width` x `height` pixels: at `size` when it fits, else smaller, else cut.

        At each size the `leadings` are tried, the most open first. What is cut ends in an ellipsis. A box too small for
        one line of the smallest size gets no text at all; its label is then only in the title.
        """
        key = (text, width, height, size, bold, smallest, leadings)
        known = self._fitted.get(key)
        if known is None:
            known = self._fitted[key] = self._fit(text, width, height, size, bold, min(smallest, size), leadings)
        return known

    def _fit(
        self,
        text: str,
        width: float,
        height: float,
        size: float,
        bold: bool,
        smallest: float,
        leadings: tuple[float, ...],
    ) -> Block:
        tightest = leadings[-1]
        if not text or width <= 2 or height < smallest * tightest:
            return Block((), size, cut=bool(text), is_cut_short=bool(text))
        most = int(width / smallest / 0.2 * (height / smallest / tightest)) + 10
        short = text if len(text) <= most else text[:most]
        lines: list[str] = []
        while True:
            if self.width(short, bold=bold) * size <= width and "\n" not in short:
                lines, whole = [short], True
            else:
                lines, whole = self._wrap(short, width / size, bold=bold)
            for leading in leadings:
                if whole and len(lines) * size * leading <= height and len(short) == len(text):
                    hyphenated = any(line.endswith("-") and line not in text for line in lines)
                    return Block(tuple(lines), size, leading=leading, is_hyphenated=hyphenated)
            if size <= smallest:
                break
            size = max(smallest, size - 1)
        room = max(1, int(height / (size * tightest)))
        cut = len(lines) > room or len(short) < len(text)
        if cut:
            lines = lines[:room]
            lines[-1] = self._with_ellipsis(lines[-1], width / size, bold=bold)
        return Block(tuple(lines), size, cut, tightest, is_cut_short=True)

    def lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Return `text` in lines no wider than `width` pixels, as many as it takes."""
        return self._wrap(text, width / size, bold=bold)[0]

    def _with_ellipsis(self, line: str, room: float, *, bold: bool) -> str:
        while line and self.width(line + ELLIPSIS, bold=bold) > room:
            line = line[:-1]
        return line.rstrip() + ELLIPSIS if line or self.width(ELLIPSIS, bold=bold) <= room else ""

    def _wrap(self, text: str, room: float, *, bold: bool) -> tuple[list[str], bool]:
        """Return the lines of `text` within `room` em, and whether no word was broken where the language forbids it."""
        lines: list[str] = []
        blank = self.width(" ", bold=bold)
        whole = True
        for paragraph in text.split("\n"):
            line, used = "", 0.0
            for word in paragraph.split(" "):
                wide = self.width(word, bold=bold)
                if line and used + blank + wide <= room:
                    line, used = f"{line} {word}", used + blank + wide
                    continue
                if wide <= room:
                    if line:
                        lines.append(line)
                    line, used = word, wide
                    continue
                full, line, good = self._broken(word, line, room, bold=bold)
                whole = whole and good
                lines += full
                used = self.width(line, bold=bold)
            lines.append(line)
        return lines, whole

    def _broken(self, word: str, line: str, room: float, *, bold: bool) -> tuple[list[str], str, bool]:
        """Return the full lines and the rest of `line` followed by a word too long for one line.

        The last value tells whether every break is one that the spelling allows.
        """
        full: list[str] = []
        good = True
        breaks = self._breaks(word)
        start = 0
        while self.width(word[start:], bold=bold) > room or line:
            begin = f"{line} " if line else ""
            best = ""
            parted = False
            for place, mark in breaks:
                piece = begin + word[start:place] + mark
                if place > start and width_em(piece, bold=bold) <= room:
                    # A break between the parts of a compound is better than a later one within a part.
                    is_joint = not mark or word.startswith(_SECOND_PARTS, place)
                    if parted and not is_joint:
                        continue
                    parted = parted or (is_joint and self.width(word[place:], bold=bold) <= room)
                    best, end = piece, place
            if not best and not line:
                good = False
                end = start + 1
                while end < len(word) and width_em(word[start : end + 1], bold=bold) <= room:
                    end += 1
                best = word[start:end]
            full.append(best or line)
            if best:
                start = end
            line = ""
        return full, word[start:], good

    def _breaks(self, word: str) -> list[tuple[int, str]]:
        """Return the places where `word` may be broken and what is put at the end of the line there, in order."""
        if len(word) > 400:
            return []
        after_mark = {found.end() for found in _AFTER_MARK.finditer(word)}
        after_mark |= {found.end() for found in _NEXT_CAPITAL.finditer(word)}
        if self._hyphenate is None:
            self._hyphenate = hyphenator(self._language)
        syllables = {
            found.start() + place
            for found in _LETTERS.finditer(word)
            for place in self._hyphenate(found.group())
            if place >= 3 and len(found.group()) - place >= 3
        }
        return sorted([(place, "") for place in after_mark] + [(place, "-") for place in syllables - after_mark])
