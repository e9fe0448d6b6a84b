"""The side file of a view: one line of text for each box that stays where it is.

A line holds, with tabs between: the box, x, y, width, height, and `pin` when a person fixed it. A box is named by the
IRI of its element or by its words, followed by the boxes around it: `<iri> in <iri> in "words"`; in braces stands a set
of boxes of one kind, named by one of them. x and y count from the upper left corner of the box around it, so that a box
moves with all it holds by one line. Lines are sorted, for the least trouble in git.

The words on a line of the picture have a line of text too: `<iri> Flow <iri>`, and how far they stand from the middle
between both boxes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from archrepo import __version__
from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text

#: The box itself, the box around it, and so on outwards; each as it is written.
BoxName = tuple[str, ...]

MOST_BYTES = 4_000_000
#: No picture is larger; a larger number is a mistake that would make one that nothing can open.
_FARTHEST = 20_000
_LARGEST = 10_000
_PIN = "pin"
_VIEW = "# view: "
_HEADER = (
    "# archrepo positions, version 1, written by archrepo {version}",
    _VIEW + "{view}",
    "# Each line: box, x, y, width, height, and pin when it must stay; x and y count from the box around it.",
)
_TERM = r"<[^<>\s]*>|\"(?:[^\"\\]|\\.)*\""
_NAME = re.compile(rf"(?:{_TERM}|\{{(?:{_TERM})\}})(?: in (?:{_TERM}|\{{(?:{_TERM})\}}))*")
_ENDS = re.compile(rf"({_NAME.pattern}) ([A-Z][A-Za-z]*(?::[^\s:<>\"{{}}]+)*) ({_NAME.pattern})")
_PART = re.compile(rf"{_TERM}|\{{(?:{_TERM})\}}")
_CONFLICT = re.compile(r"<{7} |={7}$|>{7} |\|{7} ")
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one box: its upper left corner counted from that of the box around it, its size, and its pin."""

    box: BoxName
    x: float
    y: float
    w: float
    h: float
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class WordSpot:
    """Where the words of a line stand: counted from the middle between the boxes at both ends.

    `kind` is the kind of relation, with a colon and what else tells lines of one kind apart: `Access:Read`.
    """

    source: BoxName
    kind: str
    target: BoxName
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SideFile:
    """The places of the boxes and words of one view, each once; `view` is the view with its values."""

    view: str
    spots: tuple[Spot, ...]
    words: tuple[WordSpot, ...] = ()


def side_file_text(side_file: SideFile) -> str:
    """Return the text of a side file; the same places give the same text."""
    head = [line.format(version=__version__, view=side_file.view) for line in _HEADER]
    return "\n".join([*head, *sorted(map(_line, side_file.spots)), *sorted(map(_word_line, side_file.words)), ""])


def _line(spot: Spot) -> str:
    fields = [" in ".join(spot.box), *(f"{value:.1f}".removesuffix(".0") for value in (spot.x, spot.y, spot.w, spot.h))]
    return "\t".join([*fields, _PIN] if spot.is_pinned else fields)


def _word_line(spot: WordSpot) -> str:
    ends = f"{' in '.join(spot.source)} {spot.kind} {' in '.join(spot.target)}"
    return "\t".join([ends, *(f"{value:.1f}".removesuffix(".0") for value in (spot.x, spot.y))])


def words_name(words: str) -> str:
    """Return how a box without an element is written: its words between quotes, on one line."""
    quoted = json.dumps(words, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in quoted)


def parse_side_file(data: bytes, path: str) -> SideFile:
    """Return what a side file says; `path` is its name in messages.

    Raises:
        InputFault: it is no side file; the place is the first line that is wrong.
    """
    if len(data) > MOST_BYTES:
        raise _fault(path, 0, "", Text("het bestand is te groot voor plaatsen", "the file is too large for places"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        broken_at = data.count(b"\n", 0, broken.start) + 1
        raise _fault(path, broken_at, "", Text("dit is geen tekst in UTF-8", "this is no text in UTF-8")) from broken
    view, spots, words = "", list[Spot](), list[WordSpot]()
    seen: dict[object, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if line.startswith(_VIEW):
            view = line.removeprefix(_VIEW).strip()
        if not line.strip() or line.startswith("#"):
            continue
        spot = _spot(line, path, number)
        name = spot.box if isinstance(spot, Spot) else (spot.source, spot.kind, spot.target)
        if name in seen:
            told = Text(f"dit staat al op regel {seen[name]}", f"this stands on line {seen[name]} already")
            raise _fault(path, number, line, told)
        seen[name] = number
        if isinstance(spot, Spot):
            spots.append(spot)
        else:
            words.append(spot)
    return SideFile(view, tuple(spots), tuple(words))


def _spot(line: str, path: str, number: int) -> Spot | WordSpot:
    if _CONFLICT.match(line):
        raise InputFault(
            Text("hier staan twee versies door elkaar", "two versions stand here together"),
            location=_at(path, number, line),
            excerpt=line[:200],
            remedy=Text(
                "kies per vak één regel en haal de tekens weg", "choose one line a box and take the marks away"
            ),
        )
    box, *fields = line.split("\t")
    ends = _ENDS.fullmatch(box)
    if ends:
        return _word_spot(ends, fields, line, path, number)
    if not _NAME.fullmatch(box):
        words = Text(
            'een vak is <iri> of "woorden", met wat eromheen ligt na ` in `',
            'a box is <iri> or "words", with what lies around it after ` in `',
        )
        raise _fault(path, number, line, words)
    if not 4 <= len(fields) <= 5 or (len(fields) == 5 and fields[4] not in (_PIN, "")):
        words = Text(
            "na het vak horen vier getallen en soms pin, met tabs ertussen",
            "after the box come four numbers and perhaps pin, with tabs between",
        )
        raise _fault(path, number, line, words)
    values = [_number(each) for each in fields[:4]]
    x, y, w, h = values
    if x is None or y is None or w is None or h is None:
        words = Text("een van de vier is geen getal", "one of the four is no number")
        raise _fault(path, number, line, words)
    if max(abs(x), abs(y)) > _FARTHEST or not (0 < w <= _LARGEST and 0 < h <= _LARGEST):
        words = Text(
            f"een plaats ligt tussen -{_FARTHEST} en {_FARTHEST}, een maat tussen 1 en {_LARGEST}",
            f"a place is between -{_FARTHEST} and {_FARTHEST}, a size between 1 and {_LARGEST}",
        )
        raise _fault(path, number, line, words)
    return Spot(tuple(_PART.findall(box)), x, y, w, h, _PIN in fields[4:])


def _word_spot(ends: re.Match[str], fields: list[str], line: str, path: str, number: int) -> WordSpot:
    values = [_number(each) for each in fields]
    x, y = values if len(values) == 2 else (None, None)
    if x is None or y is None or max(abs(x), abs(y)) > _FARTHEST:
        told = Text("na een lijn horen twee getallen", "after a line of the picture come two numbers")
        raise _fault(path, number, line, told)
    return WordSpot(tuple(_PART.findall(ends[1])), ends[2], tuple(_PART.findall(ends[3])), x, y)


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text.strip()) else None


def _at(path: str, number: int, line: str) -> Location:
    return Location(path, number, 1 if number else 0, number, min(len(line), 200) + 1 if number else 0)


def _fault(path: str, number: int, line: str, words: Text) -> InputFault:
    remedy = Text(
        "herstel de regel, of maak het bestand opnieuw (dan staat niets meer vast) met: "
        "archrepo draw PLAAT --fresh --keep",
        "mend the line, or make the file anew (then nothing is pinned any more) with: "
        "archrepo draw VIEW --fresh --keep",
    )
    excerpt = line[:200] if line else None
    return InputFault(words, location=_at(path, number, line), excerpt=excerpt, remedy=remedy)


def is_set(name: str) -> bool:
    """Tell whether a part of a name stands for a set of boxes of one kind."""
    return name.startswith("{")


def without_sets(box: BoxName) -> BoxName:
    """Return the name of a box with the sets it lies in left out."""
    return tuple(part for part in box if not is_set(part))


def spots_by_name(spots: Iterable[Spot]) -> dict[BoxName, Spot]:
    """Return the places under the names of their boxes."""
    return {spot.box: spot for spot in spots}
