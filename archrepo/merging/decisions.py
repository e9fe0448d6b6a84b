"""The file in which a person decides which things of two models are one: a line a pair, with tabs, kept in git."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.merging.duplicates import Duplicate

Decision = Literal["same", "different"]

_WORDS: Final[Mapping[str, Decision]] = {
    "same": "same",
    "zelfde": "same",
    "hetzelfde": "same",
    "different": "different",
    "anders": "different",
}
_COLUMNS: Final = (
    Text("besluit", "decision"),
    Text("soort", "kind"),
    Text("naam", "name"),
    Text("naam van de ander", "name of the other"),
    Text("waarom", "why"),
    Text("de een", "one"),
    Text("de ander", "other"),
)
#: What stands between the columns: ours, and those of a spreadsheet that saves CSV.
_SIGNS: Final = ("\t", ";", ",")
_HEAD: Final = Text(
    "# Wat misschien hetzelfde is. Schrijf in de eerste kolom: zelfde of anders. Leeg blijft apart.",
    "# What may be the same. Write in the first column: same or different. Empty stays apart.",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one pair."""

    one: ox.NamedNode
    other: ox.NamedNode
    decision: Decision


def decisions_text(duplicates: Iterable[Duplicate], decided: Iterable[Decided], language: Language) -> str:
    """Return the file of decisions; what was decided already is filled in."""
    known = {(each.one, each.other): each.decision for each in decided}
    lines = [_HEAD.in_(language), "\t".join(column.in_(language) for column in _COLUMNS)]
    words = {"same": Text("zelfde", "same"), "different": Text("anders", "different")}
    for found in duplicates:
        decision = known.get((found.one, found.other))
        cells = (
            words[decision].in_(language) if decision else "",
            found.kind.in_(language),
            *(" ".join(name.in_(language).split()) for name in found.names),
            ", ".join(reason.in_(language) for reason in found.reasons),
            found.one.value,
            found.other.value,
        )
        lines.append("\t".join(cells))
    return "\n".join([*lines, ""])


def decisions_in(data: bytes, path: str) -> str:
    """Return the text of a file of decisions: UTF-8, or UTF-16 with the mark that a spreadsheet puts before it.

    Raises:
        InputFault: it is in another encoding.
    """
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _fault(
            path,
            1 if is_wide else data.count(b"\n", 0, fault.start) + 1,
            Text("de tekst is hier geen UTF-8", "the text is no UTF-8 here"),
            Text(
                "sla de lijst in Excel op als 'CSV UTF-8' of als 'Unicode-tekst'",
                "save the list in Excel as 'CSV UTF-8' or as 'Unicode Text'",
            ),
        ) from fault


def read_decisions(text: str, path: str) -> tuple[Decided, ...]:
    """Return what was decided, in the order of the file; lines without a decision are left out.

    The columns have tabs between them, or the sign that a spreadsheet put in their place.

    Raises:
        InputFault: a line has another number of columns, another word, or no IRI; or decides of a pair or thing twice.
    """
    found: list[Decided] = []
    sign = _sign(text)
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in _cells(line, sign)]
        if not cells[0] or cells[0].startswith("#") or cells[0] in (_COLUMNS[0].nl, _COLUMNS[0].en):
            continue
        decision = _WORDS.get(cells[0].casefold())
        if len(cells) != len(_COLUMNS) or decision is None:
            raise _fault(
                path,
                number,
                Text(f"'{cells[0]}' is geen besluit over een paar", f"'{cells[0]}' is no decision on a pair"),
                Text("schrijf zelfde of anders in de eerste kolom", "write same or different in the first column"),
            )
        try:
            pair = ox.NamedNode(cells[5]), ox.NamedNode(cells[6])
        except ValueError as fault:
            raise _fault(
                path,
                number,
                Text("de laatste twee kolommen zijn geen IRI", "the last two columns are no IRI"),
                Text("laat die kolommen zoals ze zijn", "leave those columns as they are"),
            ) from fault
        if decision == "same" and any(
            each.decision == "same" and (each.one == pair[0] or each.other == pair[1]) for each in found
        ):
            raise _fault(
                path,
                number,
                Text("dit is al hetzelfde als iets anders", "this is the same as something else already"),
                Text("kies één paar met zelfde", "choose one pair with same"),
            )
        found.append(Decided(*pair, decision))
    return tuple(found)


def _sign(text: str) -> str:
    """Return the sign between the columns, as the line of their names has it; a tab without such a line."""
    names = tuple(column for name in (_COLUMNS[0].nl, _COLUMNS[0].en) for column in (name, f'"{name}"'))
    heads = (line for line in text.splitlines() if line.startswith(names))
    head = next(heads, "")
    return next((sign for sign in _SIGNS if sign in head), _SIGNS[0])


def _cells(line: str, sign: str) -> list[str]:
    if sign == _SIGNS[0]:
        return line.split(sign)
    return next(csv.reader([line], delimiter=sign), [""])


def _fault(path: str, line: int, text: Text, remedy: Text) -> InputFault:
    return InputFault(text, location=Location(path, line, 1, line, 1), remedy=remedy)
