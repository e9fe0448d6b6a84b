"""What a fact reads like in a cell, and what a filled cell says as values of the model.

Several values stand in one cell with a semicolon between them. What cannot be read back from a cell, such as a composed
fact, is shown as far as possible and is locked: it can only be changed in the Turtle.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.landscape.sheets import Column
from archrepo.language import Text
from archrepo.procurement.typed_values import day_of, only_number_of, why_no_day, why_two_numbers
from archrepo.turtle.reading import Term
from archrepo.validation.literals import fits
from archrepo.vocabulary import XSD
from archrepo.wording import duration_of
from archrepo.workspace import Workspace

_TRUTHS = {
    **dict.fromkeys(("ja", "yes", "waar", "true"), "true"),
    **dict.fromkeys(("nee", "no", "onwaar", "false"), "false"),
}
_WEB = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d+")
#: A cell of a workbook holds no more characters.
_LONGEST = 32_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, empty when there is no value; a locked one does not hold all that the model says."""

    text: str
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell cannot be read, and what to do."""

    text: Text
    remedy: Text


def values_of(workspace: Workspace, subject: ox.NamedNode, column: Column) -> tuple[Term, ...]:
    """Return the values of a subject that its column is about: of texts those in its language, else those without."""
    values = workspace.model.objects(subject, column.predicate)
    if not column.language:
        return values
    literals = [one for one in values if isinstance(one, ox.Literal)]
    own = tuple(one for one in literals if one.language == column.language)
    return own or tuple(one for one in literals if not one.language and not column.is_extra)


def cell_of(values: Sequence[Term], column: Column, names: Mapping[Term, str]) -> Cell:
    """Return the cell with these values; `names` are what elements and fixed values are called."""
    shown = [_shown(value, names) for value in values]
    is_mixed = len(shown) > 1 and (column.form == "words" or any(";" in one for one in shown))
    is_locked = is_mixed or any(isinstance(value, ox.BlankNode) for value in values)
    text = "; ".join(one for one in shown if one)
    return Cell(text[:_LONGEST], is_locked or len(text) > _LONGEST)


def _shown(value: Term, names: Mapping[Term, str]) -> str:
    if isinstance(value, ox.BlankNode):
        return ""
    if isinstance(value, ox.NamedNode):
        return names.get(value, value.value)
    return names.get(value) or tidy(value.value)


def tidy(text: str) -> str:
    """Return the text as a workbook gives it back: spaces as one, no empty lines, nothing before or behind."""
    lines = (" ".join(line.replace("\u00a0", " ").split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def meaning(value: Term) -> object:
    """Return what makes two values the same for a reader: the number of a number, the text of a text."""
    if not isinstance(value, ox.Literal):
        return value
    number = only_number_of(value.value) if value.datatype.value.startswith(XSD) else None
    is_number = value.datatype.value in (XSD + "integer", XSD + "decimal", XSD + "nonNegativeInteger")
    return number if is_number and number is not None else tidy(value.value)


def is_same(one: Iterable[Term], other: Iterable[Term]) -> bool:
    """Tell whether two cells say the same, in whatever order and form."""
    return {meaning(value) for value in one} == {meaning(value) for value in other}


class CellReading:
    """Reads the cells of one column; `names` gives by small letters what each name stands for."""

    def __init__(self, workspace: Workspace, column: Column, names: Mapping[str, ox.NamedNode]) -> None:
        """Keep the column and the names."""
        self.workspace, self.column, self.names = workspace, column, names

    def values(self, text: str, *, is_number: bool = False) -> tuple[Term, ...] | Unreadable:
        """Return the values that the cell says, none for an empty one, or why it cannot be read."""
        text = tidy(text)
        if not text:
            return ()
        parts = [text] if self.column.takes_one or self._is_name(text) else [one.strip() for one in text.split(";")]
        found: list[Term] = []
        for part in filter(None, parts):
            value = self._value(part, is_number)
            if isinstance(value, Unreadable):
                return value
            found.append(value)
        return tuple(dict.fromkeys(found))

    def _is_name(self, text: str) -> bool:
        return self.column.form == "choice" and text.casefold() in self.names

    def _value(self, text: str, is_number: bool) -> Term | Unreadable:
        form = self.column.form
        if form == "choice":
            return self._named(text)
        if form == "truth":
            truth = _TRUTHS.get(text.casefold().strip(" .!"))
            return _typed(truth, "boolean") if truth else _unfit(text, Text("ja of nee", "yes or no"))
        if form == "number":
            return self._number(text, is_number)
        if form == "day":
            day = day_of(text)
            return Unreadable(*why_no_day(text)) if day is None else _typed(day.isoformat(), "date")
        if form == "words":
            return ox.Literal(text, language=self.column.language or "nl")
        return self._other(text)

    def _number(self, text: str, is_number: bool) -> Term | Unreadable:
        if self.column.is_percent:
            text = text.removesuffix("%").rstrip()
        two = None if is_number else why_two_numbers(text)
        if two is not None:
            return Unreadable(*two)
        number = only_number_of(text) if not is_number or not _WHOLE.fullmatch(text) else None
        plain = text if number is None else f"{number:f}"
        if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
            return _unfit(text, Text("een getal, zoals 99,5", "a number, such as 99.5"))
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        is_whole = "." not in plain
        if not is_whole and not self.column.allows("decimal"):
            return _unfit(text, Text("een heel getal, zoals 12", "a whole number, such as 12"))
        return _typed(plain, "integer" if is_whole else "decimal")

    def _other(self, text: str) -> Term | Unreadable:
        """Return a day, a web address or a text of the datatype that is asked, whichever fits first."""
        column = self.column
        day = day_of(text) if column.allows("date") else None
        if day is not None:
            return _typed(day.isoformat(), "date")
        duration = duration_of(text) if column.allows("duration") else ""
        if duration:
            return _typed(duration, "duration")
        if column.allows("anyURI") and _WEB.fullmatch(text):
            return ox.NamedNode(text)
        if any(not kind.value.startswith(XSD) for kind in column.kinds) and text.casefold() in self.names:
            return self.names[text.casefold()]
        texts = [kind for kind in column.kinds if kind.value.startswith(XSD) and not column_is_special(kind)]
        for kind in texts:
            literal = ox.Literal(text, datatype=kind)
            if fits(literal):
                return literal
        words = [
            Text("een duur, zoals 8 uur (PT8H)", "a duration, such as 8 hours (PT8H)")
            if kind.value == XSD + "duration"
            else self.workspace.name_of(kind)
            for kind in column.kinds
        ]
        wanted = Text(" of ".join(one.nl for one in words), " or ".join(one.en for one in words))
        return _unfit(text, wanted)

    def _named(self, text: str) -> Term | Unreadable:
        known = self.names.get(text.casefold())
        if known is not None:
            return known
        if _WEB.fullmatch(text) and "//" in text:
            return ox.NamedNode(text)
        try:
            return self.workspace.find(text)
        except RequestFault as fault:
            near = self._near(text.casefold())
            if not near:
                return Unreadable(fault.text, Text("kies uit de lijst in de cel", "choose from the list in the cell"))
            names = ", ".join(f"'{self.workspace.label(one)}'" for one in near)
            return Unreadable(fault.text, Text(f"bedoelt u {names}?", f"did you mean {names}?"))

    def _near(self, wanted: str) -> tuple[ox.NamedNode, ...]:
        """Return at most three of the values that fit the column: those that have the word in their name come first."""
        holding = [name for name in self.names if re.search(rf"\b{re.escape(wanted)}\b", name)]
        alike = difflib.get_close_matches(wanted, self.names, n=3, cutoff=0.6)
        return tuple(dict.fromkeys(self.names[name] for name in (*holding, *alike)))[:3]


def column_is_special(kind: ox.NamedNode) -> bool:
    """Tell whether a datatype has a reading of its own: a day or a web address."""
    return kind.value in (XSD + "date", XSD + "anyURI")


def _unfit(text: str, wanted: Text) -> Unreadable:
    return Unreadable(
        Text("'{text}' past hier niet", "'{text}' does not fit here").format(text=text[:60]),
        Text("schrijf {wanted}", "write {wanted}").format(wanted=wanted),
    )


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
