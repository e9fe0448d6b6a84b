"""What a reader asks of a picture, as the address holds it: the same words for every picture, so a link is a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from werkzeug.datastructures import MultiDict

from archrepo.diagrams import PaletteName, palette_named
from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.picturing.focusing import MOST_HOPS, Direction
from archrepo.picturing.seeing import Seeing
from archrepo.picturing.wishes import COLOUR
from archrepo.procurement.typed_values import asked_day
from archrepo.queries import Parameter
from webui.words import DUTCH_NAMES

#: The directions of a focus, by the word in the address.
DIRECTIONS: Final[Mapping[str, Direction]] = {
    "beide": "both",
    "in": "in",
    "uit": "out",
    "nodig": "needs",
    "geraakt": "needed-by",
}
_MOST_TEXT = 200
_MOST_FOLDED = 400
_YEARS = range(1900, 3000)
_PLAIN: Final = Seeing()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a picture besides the picture itself; `seeing.focus` is as it stands in the address."""

    seeing: Seeing = _PLAIN
    palette: PaletteName = "standard"

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing is asked."""
        return self == Asked()

    def words(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters of an address that ask for this, in a fixed order; what is usual is left out."""
        seeing = self.seeing
        direction = next(word for word, one in DIRECTIONS.items() if one == seeing.direction)
        between = seeing.between or ("", "")
        told = (
            ("kleur", seeing.colour),
            ("jaar", str(seeing.year or "")),
            ("plot", "1" if seeing.is_plotted else ""),
            ("rond", seeing.focus),
            ("stappen", str(seeing.hops or "")),
            ("richting", "" if direction == "beide" else direction),
            *(("dicht", name) for name in seeing.folded),
            ("op", seeing.day.isoformat() if seeing.day else ""),
            ("van", between[0]),
            ("tot", between[1]),
            ("kleuren", "" if self.palette == "standard" else self.palette),
        )
        return tuple((name, value) for name, value in told if value)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an address asks for, and what in it cannot be; a wish that cannot be is left out of `asked`."""

    asked: Asked
    faults: tuple[RequestFault, ...]


def read_asked(arguments: MultiDict[str, str], *, has_middle: bool = False) -> Reading:
    """Return what an address asks of its picture; `has_middle` says that the picture is that of one element."""
    reader = _Reader(arguments)
    around = reader.text("rond")
    is_near = bool(around) or has_middle
    seeing = Seeing(
        colour=reader.text("kleur") or reader.text(COLOUR),
        year=reader.tried("jaar", _year),
        is_plotted=bool(reader.text("plot") or reader.text("overlay")),
        focus=around,
        hops=reader.tried("stappen", _hops) if is_near else None,
        direction=(reader.tried("richting", _direction) if is_near else None) or "both",
        folded=tuple(dict.fromkeys(reader.texts("dicht")))[:_MOST_FOLDED],
        day=reader.tried("op", _day),
        between=reader.between(),
    )
    palette = reader.tried("kleuren", lambda text: palette_named(text).name) or "standard"
    reader.tried("beeld", _part)
    return Reading(Asked(seeing, palette), tuple(reader.faults))


def check_once(arguments: MultiDict[str, str], names: Iterable[str]) -> None:
    """Let an address pass in which each parameter has one value.

    Raises:
        RequestFault: one has two that differ.
    """
    for name in names:
        given = {value.strip() for value in arguments.getlist(name) if value.strip()}
        if len(given) > 1:
            raise RequestFault(
                Text(f"'{name}' is twee keer gegeven", f"'{name}' is given twice"),
                remedy=Text(f"kies één waarde voor {name}", f"choose one value for {name}"),
            )


def own_values(parameters: Iterable[Parameter], arguments: MultiDict[str, str]) -> dict[str, str]:
    """Return the values of a picture's own parameters, by their own or their Dutch name; the colour is a wish.

    A Dutch name that a wish has as well is the wish's where that is asked for: `van` with `tot`, `stappen` with `rond`.

    Raises:
        RequestFault: a parameter has two values.
    """
    parameters = tuple(parameters)
    check_once(arguments, [one.name for one in parameters])
    taken = {"van": bool(arguments.get("tot")), "stappen": bool(arguments.get("rond"))}
    values: dict[str, str] = {}
    for one in parameters:
        alias = DUTCH_NAMES.get(one.name, one.name)
        value = arguments.get(one.name, "") or ("" if taken.get(alias) else arguments.get(alias, ""))
        if value.strip() and one.name != COLOUR:
            values[one.name] = value.strip()
    return values


class _Reader:
    """Reads one address, and remembers what was wrong in it."""

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        self._arguments = arguments
        self.faults: list[RequestFault] = []

    def texts(self, name: str) -> list[str]:
        return [text for one in self._arguments.getlist(name) if (text := one.strip()[:_MOST_TEXT])]

    def text(self, name: str) -> str:
        """Return the last value that is given: a button at the end of a form goes before its field."""
        return next(reversed(self.texts(name)), "")

    def tried(self, name: str, read: Callable[[str], T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return read(text)
        except RequestFault as fault:
            self.faults.append(fault)
            return None

    def between(self) -> tuple[str, str] | None:
        """Return both moments of a difference; `van` alone is the beginning of a chain of flows in older addresses."""
        first, last = self.text("van"), self.text("tot")
        if last and not first:
            self.faults.append(
                RequestFault(
                    Text("een verschil heeft een begin en een eind", "a difference has a begin and an end"),
                    remedy=Text("vul ook het begin in", "fill in the begin too"),
                )
            )
        return (first, last) if first and last else None


def _day(text: str) -> date | None:
    return asked_day(text)


def _year(text: str) -> int:
    return _number(text, _YEARS, Text("jaar", "year"))


def _hops(text: str) -> int:
    return _number(text, range(1, MOST_HOPS + 1), Text("aantal stappen", "number of steps"))


def _number(text: str, allowed: range, what: Text) -> int:
    if text.isascii() and text.isdigit() and len(text) < 5 and int(text) in allowed:
        return int(text)
    raise RequestFault(
        Text(f"'{text}' is geen {what.nl}", f"'{text}' is no {what.en}"),
        remedy=Text(f"kies {allowed[0]} tot en met {allowed[-1]}", f"choose {allowed[0]} to {allowed[-1]}"),
    )


def _direction(text: str) -> Direction:
    if text in DIRECTIONS:
        return DIRECTIONS[text]
    names = ", ".join(DIRECTIONS)
    raise RequestFault(
        Text(f"'{text}' is geen richting", f"'{text}' is no direction"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
    )


def _part(text: str) -> tuple[float, ...]:
    """Return the part of the picture that is seen: left, top, width and height in pixels of the drawing."""
    try:
        numbers = tuple(float(one) for one in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) == 4 and all(abs(one) < 1e7 for one in numbers) and min(numbers[2:]) > 0:
        return numbers
    raise RequestFault(
        Text(f"'{text}' is geen deel van de plaat", f"'{text}' is no part of the picture"),
        remedy=Text(
            "schrijf vier getallen: links, boven, breedte en hoogte, zoals 0,0,400,300",
            "write four numbers: left, top, width and height, such as 0,0,400,300",
        ),
    )
