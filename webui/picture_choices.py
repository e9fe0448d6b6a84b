"""What a reader can ask of one picture: only what can be done with it, each with what is chosen now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from archrepo.diagrams.palettes import PALETTES
from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.picturing.collapsing import Group, find_groups, groups
from archrepo.picturing.colouring import Colouring, colourings, find_colouring
from archrepo.picturing.dating import Plateau, has_days, plateaus
from archrepo.picturing.focusing import MOST_HOPS
from archrepo.views import View
from archrepo.workspace import Workspace
from webui.addresses import Addresses
from webui.asked import DIRECTIONS, Asked

if TYPE_CHECKING:
    from webui.sources import Source

_DIRECTION_WORDS: Mapping[str, Text] = {
    "beide": Text("alle kanten op", "every way"),
    "in": Text("wat ernaartoe wijst", "what points at it"),
    "uit": Text("waar het naar wijst", "what it points at"),
    "nodig": Text("wat het nodig heeft", "what it needs"),
    "geraakt": Text("wie het nodig heeft", "what needs it"),
}
#: A date can be moved this many years beyond the last plateau, and before the first.
_YEARS_AROUND = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be chosen: as it stands in the address, in words, and whether it is chosen."""

    value: str
    label: Text
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Foldable:
    """A group of the picture, whether it is folded, and how many groups lie around it."""

    group: Group
    is_folded: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked of one picture; what is empty or false cannot."""

    colours: tuple[Choice, ...] = ()
    asks_year: bool = False
    can_plot: bool = False
    around: tuple[Choice, ...] = ()
    has_middle: bool = False
    hops: tuple[Choice, ...] = ()
    directions: tuple[Choice, ...] = ()
    folds: tuple[Foldable, ...] = ()
    can_date: bool = False
    days: tuple[Choice, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    moments: tuple[Choice, ...] = ()
    has_versions: bool = False
    palettes: tuple[Choice, ...] = ()

    @property
    def colour(self) -> Text | None:
        """Return what the picture is coloured by, or None."""
        return next((one.label for one in self.colours if one.is_chosen), None)


class Chooser:
    """Finds what can be asked of the pictures of one model; what the model says of all pictures is looked up once."""

    def __init__(self, workspace: Workspace, addresses: Addresses, *, has_versions: bool) -> None:
        """Look up the facts and plateaus of the model; `has_versions` says that its older versions are in git."""
        self._workspace = workspace
        self._addresses = addresses
        self._has_versions = has_versions
        self._plateaus = plateaus(workspace)
        self._colourings = colourings(workspace)
        self._has_days = has_days(workspace)

    def choices(
        self, source: Source, whole: View | None, asked: Asked, language: Language, *, has_own: bool
    ) -> Choices:
        """Return what can be asked of a picture that shows `whole` with every group open; None shows nothing yet."""
        elements = tuple(dict.fromkeys(box.element for box in whole.boxes if box.element)) if whole else ()
        seeing = asked.seeing
        colour = self._colour(seeing.colour)
        has_lines = whole is not None and bool(whole.lines or whole.nested)
        plateau_days = [plateau.day for plateau in self._plateaus]
        has_middle = source.middle is not None
        is_limited = bool(seeing.hops or seeing.focus) or seeing.direction != "both"
        hops = seeing.hops or (1 if is_limited or not has_middle else None)
        return Choices(
            colours=tuple(
                Choice(one.name, one.label, one.name == colour)
                for one in self._colourings
                if one.name == colour or self._is_known(one, elements)
            ),
            asks_year=any(one.amount is not None and one.name == colour for one in self._colourings),
            can_plot=source.is_drawn and has_own,
            around=self._around(elements, seeing.focus, language) if has_lines or seeing.focus else (),
            has_middle=has_middle,
            hops=tuple(
                Choice(str(number), Text.same(str(number)), number == hops) for number in range(1, MOST_HOPS + 1)
            ),
            directions=tuple(
                Choice(word, _DIRECTION_WORDS[word], direction == seeing.direction)
                for word, direction in DIRECTIONS.items()
            ),
            folds=_foldable(whole, seeing.folded),
            can_date=self._has_days or self._has_versions,
            days=tuple(
                Choice(plateau.day.isoformat(), plateau.name, plateau.day == seeing.day) for plateau in self._plateaus
            ),
            first_day=_moved(min([*plateau_days, self._workspace.as_of]), -_YEARS_AROUND),
            last_day=_moved(max([*plateau_days, self._workspace.as_of]), _YEARS_AROUND),
            moments=tuple(Choice(_name_of(one), one.name, False) for one in self._plateaus),
            has_versions=self._has_versions,
            palettes=tuple(Choice(one.name, one.label, one.name == asked.palette) for one in PALETTES.values()),
        )

    def _colour(self, asked: str) -> str:
        """Return the name of the fact that is asked for as colour; "" when there is none such."""
        try:
            return find_colouring(self._workspace, asked).name if asked else ""
        except RequestFault:
            return ""

    def _is_known(self, colouring: Colouring, elements: Iterable[ox.NamedNode]) -> bool:
        """Tell whether any of the elements has the fact; verdicts are there for those of a model with principles."""
        if colouring.predicate is None:
            return any(element in self._workspace.elements for element in elements)
        graph, predicate = self._workspace.graph, colouring.predicate
        return any(graph.value(element, predicate) is not None for element in elements)

    def _around(self, elements: Iterable[ox.NamedNode], now: str, language: Language) -> tuple[Choice, ...]:
        """Return the elements of a picture by name."""
        named = [(self._workspace.name_of(one), self._addresses.ref(one) or one.value) for one in elements]
        named.sort(key=lambda one: (one[0].in_(language).casefold(), one[1]))
        return tuple(Choice(ref, name, ref == now) for name, ref in named if name.in_(language).strip())


def _foldable(whole: View | None, names: Iterable[str]) -> tuple[Foldable, ...]:
    if whole is None:
        return ()
    known = groups(whole)
    now = set(find_groups(whole, names))
    depths: dict[str, int] = {}
    for one in known:
        depths[one.key] = depths[one.parent] + 1 if one.parent in depths else 0
    return tuple(Foldable(one, one.key in now, depths[one.key]) for one in known if is_foldable(one))


def is_foldable(group: Group) -> bool:
    """Tell whether folding a group makes the picture smaller: it holds more than one box, and has a name."""
    return group.size > 1 and bool(group.label.strip())


def _name_of(plateau: Plateau) -> str:
    return local_name(plateau.iri)


def _moved(day: date, years: int) -> date:
    """Return the first of January of the year so many years from a day, or the last of December when it is later."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    return date(year, 1, 1) if years < 0 else date(year, 12, 31)
