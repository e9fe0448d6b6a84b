"""The numbers that Word shows before paragraphs: they stand nowhere in the text and are counted from the lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from archrepo.exchange.tender_files.packages import Package

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACEHOLDER: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class ListNumbers:
    """Counts the lists of one document while its paragraphs are asked for in order."""

    def __init__(self, package: Package) -> None:
        """Read the lists and the styles; a document without them has no numbers and no headings."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles: dict[str, etree._Element] = {}
        self._read_lists(package.tree("word/numbering.xml"))
        styles = package.tree("word/styles.xml")
        for style in styles.iter(f"{W}style") if styles is not None else ():
            self._styles[style.get(f"{W}styleId", "")] = style

    def _read_lists(self, root: etree._Element | None) -> None:
        if root is None:
            return
        for node in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in node.iter(f"{W}lvl"):
                start = _value(level.find(f"{W}start"), "1")
                levels[_whole(level.get(f"{W}ilvl"))] = _Level(
                    _whole(start), _value(level.find(f"{W}numFmt"), "decimal"), _value(level.find(f"{W}lvlText"), "")
                )
            self._abstract[node.get(f"{W}abstractNumId", "")] = levels
        for node in root.iter(f"{W}num"):
            self._lists[node.get(f"{W}numId", "")] = _value(node.find(f"{W}abstractNumId"), "")

    def is_numbered(self, paragraph: etree._Element) -> bool:
        """Tell whether the paragraph takes a number of a list, even when it has no text."""
        return self._place_in_list(paragraph) is not None

    def next(self, paragraph: etree._Element) -> str:
        """Return the number that Word shows before this paragraph, without a final point; empty for a bullet."""
        place = self._place_in_list(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self._abstract.get(self._lists.get(list_id, ""), {})
        if depth not in levels:
            return ""
        starts = [levels[one].start if one in levels else 1 for one in range(_LEVELS)]
        counts = self._counts.setdefault(self._lists[list_id], [start - 1 for start in starts])
        counts[depth] += 1
        for deeper in range(depth + 1, _LEVELS):
            counts[deeper] = starts[deeper] - 1
        if levels[depth].form in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            form = levels[level].form if level in levels else "decimal"
            return _spelled(max(counts[level], starts[level]), form)

        return _PLACEHOLDER.sub(shown, levels[depth].text).strip(" .:()\t")

    def heading_level(self, paragraph: etree._Element) -> int:
        """Return 1 for a heading of a chapter, 2 for one below it and so on; 0 when it is no heading."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            level = _whole(_value(own, "9"))
            return level + 1 if level < _LEVELS else 0
        for style in self._styles_of(paragraph):
            name = _value(style.find(f"{W}name"), "").casefold()
            if name == "title":
                return 1
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:10])
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and _whole(_value(outline, "9")) < _LEVELS:
                return _whole(_value(outline, "9")) + 1
        return 0

    def _styles_of(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return the style of a paragraph and those it is based on; a circle of styles ends where it closes."""
        found: list[etree._Element] = []
        name = _value(paragraph.find(f"{W}pPr/{W}pStyle"), "")
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            name = _value(self._styles[name].find(f"{W}basedOn"), "")
        return found

    def _place_in_list(self, paragraph: etree._Element) -> tuple[str, int] | None:
        nodes = [paragraph, *self._styles_of(paragraph)]
        for node in nodes:
            numbering = node.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                list_id = _value(numbering.find(f"{W}numId"), "")
                if list_id in ("", "0"):
                    return None
                return list_id, min(_whole(_value(numbering.find(f"{W}ilvl"), "0")), _LEVELS - 1)
        return None


def _value(node: etree._Element | None, otherwise: str) -> str:
    return node.get(f"{W}val", otherwise) if node is not None else otherwise


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _spelled(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 % 4 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
