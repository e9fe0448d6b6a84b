"""How a fact looks on a box: a fill, a sign and words, so that no reader depends on the colour.

The sign and the words stand on a line of their own under the label, and the legend of the view counts them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from archrepo.language import Language, Text
from archrepo.views import Box, Line, LineStyle, Style, View


@dataclass(frozen=True, slots=True)
class Look:
    """A fill ("#rrggbb") and the sign that carries what the fill does."""

    fill: str
    sign: str


@dataclass(frozen=True, slots=True)
class Shade:
    """One value of a fact as a picture shows it."""

    look: Look
    words: Text

    def line(self, language: Language) -> str:
        """Return the sign and the words, as they stand under a label and in the legend."""
        return f"{self.look.sign} {self.words.in_(language)}"


#: Looks of coded values, in the order of the values in the ontology.
KINDS: tuple[Look, ...] = (
    Look("#dcd3f5", "◊"),
    Look("#c9e9d3", "●"),
    Look("#ffdf9e", "▲"),
    Look("#d9d9d9", "■"),
    Look("#c7e0fb", "▼"),
    Look("#fbc9c1", "□"),
    Look("#e9e2b8", "►"),
    Look("#cfeef0", "◄"),
)
#: Fills of values from low to high; the sign of the scale is repeated.
RAMP: tuple[str, ...] = ("#eaf3fb", "#cbe1f5", "#a6cbee", "#7fb2e3", "#5f9dd8", "#4a8ccb")
#: The look of every value for which no look of its own is left.
OTHER = Look("#ececec", "…")
UNKNOWN = Shade(Look("#ffffff", "?"), Text("niet bekend", "not known"))
#: Fill of the boxes around coloured ones, so that only the facts have colour.
GROUND = "#f7f7f4"
#: Ink of what does not count now: still read (7 to 1 on white), with lines that are still seen (4.5 to 1).
FADED_INK, FADED_LINE = "#595959", "#767676"
_COUNT = re.compile(r" \(\d+\)$")


def painted(
    view: View, shade_of: Mapping[str, Shade | None], shades: Sequence[Shade], language: Language = "nl"
) -> View:
    """Return the view with the boxes under these keys filled, the fact in words under the label, and the legend of it.

    None among the values means that the fact is not known. `shades` gives the order of the legend; a shade that no box
    has is not in it; an element that stands in more boxes counts once. The boxes around coloured ones
    become plain ground.
    """
    around = {box.parent for box in view.boxes}
    found: dict[tuple[Shade, str], None] = {}
    boxes: list[Box] = []
    for box in view.boxes:
        if box.key in shade_of:
            shade = shade_of[box.key] or UNKNOWN
            found.setdefault((shade, _counts_as(box)))
            fill = replace(box.style, fill=shade.look.fill)
            box = replace(box, label=f"{box.label}\n{shade.line(language)}", style=fill)
        elif box.key in around:
            box = replace(box, style=replace(box.style, fill=GROUND))
        boxes.append(box)
    counts = Counter(shade for shade, _ in found)
    return replace(view, boxes=tuple(boxes), colours=(*view.colours, *legend_of(counts, shades)))


def _counts_as(box: Box) -> str:
    """Return what is the same for all boxes of one element."""
    return box.element.value if box.element is not None else box.key


def legend_of(counts: Mapping[Shade, int], shades: Sequence[Shade]) -> tuple[tuple[str, Text], ...]:
    """Return the colours with their words and how many boxes have them: in the order of `shades`, then the unknown."""
    listed = [shade for shade in dict.fromkeys(shades) if shade.look is not OTHER]
    entries = [_entry(shade, counts[shade]) for shade in listed if counts.get(shade)]
    others = sum(count for shade, count in counts.items() if shade.look is OTHER)
    if others:
        entries.append(_entry(Shade(OTHER, Text("een andere waarde", "another value")), others))
    if counts.get(UNKNOWN):
        entries.append(_entry(UNKNOWN, counts[UNKNOWN]))
    return tuple(entries)


def _entry(shade: Shade, count: int) -> tuple[str, Text]:
    return shade.look.fill, Text(f"{shade.line('nl')} ({count})", f"{shade.line('en')} ({count})")


def unpainted(view: View) -> View:
    """Return the view without the colours and words of a fact that it was painted with."""
    words = fact_lines(view)
    fills = {fill for fill, _ in view.colours} | {GROUND}
    boxes = []
    for box in view.boxes:
        box = without_fact(box, words)
        if view.colours and box.style.fill in fills:
            box = replace(box, style=replace(box.style, fill=None))
        boxes.append(box)
    return replace(view, boxes=tuple(boxes), colours=())


def fact_lines(view: View) -> frozenset[str]:
    """Return the lines under a label, in both languages, that the legend of the view explains."""
    return frozenset(_COUNT.sub("", words) for _, text in view.colours for words in (text.nl, text.en))


def without_fact(box: Box, lines: Collection[str]) -> Box:
    """Return the box without the line under its label when that is one of these."""
    label, _, last = box.label.rpartition("\n")
    return replace(box, label=label) if label and last in lines else box


def recounted(view: View) -> View:
    """Return the view with a legend that counts the boxes that are left, without colours that none of them has."""
    lines = Counter(line for line, _ in {(box.label.rpartition("\n")[2], _counts_as(box)) for box in view.boxes})
    entries = []
    for fill, text in view.colours:
        dutch, english = _COUNT.sub("", text.nl), _COUNT.sub("", text.en)
        if (dutch, english) == (text.nl, text.en):
            entries.append((fill, text))
            continue
        number = lines[dutch] + (lines[english] if english != dutch else 0)
        if fill == OTHER.fill:
            number = len({_counts_as(box) for box in view.boxes if box.style.fill == OTHER.fill})
        if number:
            entries.append((fill, Text(f"{dutch} ({number})", f"{english} ({number})")))
    return replace(view, colours=tuple(entries))


def looks_in_order(number: int) -> tuple[Look, ...]:
    """Return as many looks of coded values as asked for; the last ones share a look when there are not enough."""
    if number <= len(KINDS):
        return KINDS[:number]
    return (*KINDS[:-1], *(OTHER for _ in range(number - len(KINDS) + 1)))


def ramp(number: int, sign: str) -> tuple[Look, ...]:
    """Return the looks of a scale, lowest first: darker, and the sign one more time, at each step."""
    last = len(RAMP) - 1
    step = last / max(number - 1, 1) if number > 1 else 0
    return tuple(Look(RAMP[min(last, round(index * step))], sign * (index + 1)) for index in range(number))


def faded_box(box: Box, line_style: LineStyle = "dashed") -> Box:
    """Return the box as what is only there for its place: white, grey letters, a grey border."""
    style = box.style
    faded = Style(
        fill="#ffffff",
        line=FADED_LINE,
        line_style=line_style,
        text=FADED_INK,
        font_size=style.font_size,
        align=style.align,
        position=style.position,
        border=style.border,
    )
    return replace(box, style=faded)


def faded_line(line: Line) -> Line:
    """Return the line in grey, with its own dashes and ends."""
    return replace(line, style=replace(line.style, line=FADED_LINE, line_width=None, text=FADED_INK))
