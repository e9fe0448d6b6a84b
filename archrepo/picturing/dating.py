"""What is there on a day: by its own dates, else by the plateaus of the model, else by its phase of life.

A day that is written on the element itself goes before a plateau: a plateau is a picture of one day, and what starts
between two plateaus is first seen on the later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.picturing.cutting import told, with_details, without
from archrepo.picturing.looks import (
    Look,
    Shade,
    fact_lines,
    faded_box,
    faded_line,
    legend_of,
    recounted,
    without_fact,
)
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.views import View
from archrepo.vocabulary import PLATEAU, am, ar
from archrepo.wording import date_text
from archrepo.workspace import Workspace

_LIFECYCLE, _PLANNED, _IN_USE, _ENDED = ar("lifecycle"), ar("Planned"), ar("InUse"), ar("Ended")
_BOUND, _FIRST_DAY, _LAST_DAY, _FIRST_DAY_AFTER = (
    ar("boundOfExistence"),
    ar("FirstDay"),
    ar("LastDay"),
    ar("FirstDayAfter"),
)
_DATE = ar("date")
_HOLDS = frozenset({am("aggregates"), am("composedOf")})


class Existence(Enum):
    """Whether something is there on a day."""

    PLANNED = "planned"
    PRESENT = "present"
    ENDED = "ended"


SHADES: Mapping[Existence, Shade] = {
    Existence.PLANNED: Shade(Look("#ffffff", "○"), Text("er nog niet", "not there yet")),
    Existence.ENDED: Shade(Look("#ffffff", "×"), Text("er niet meer", "no longer there")),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something is there, and the day on which that begins or began; None when that day is not known."""

    existence: Existence
    since: date | None = None

    @property
    def words(self) -> Text:
        """Return sign and words, as they stand under the label of what is not there."""
        is_planned = self.existence is Existence.PLANNED
        if self.since is None:
            return Text("○ gepland", "○ planned") if is_planned else Text("× beëindigd", "× ended")
        words = Text("○ vanaf {day}", "○ from {day}") if is_planned else Text("× tot {day}", "× until {day}")
        return words.format(day=date_text(self.since))


@dataclass(frozen=True, slots=True)
class Plateau:
    """A state of the architecture on one day, and what is in it."""

    iri: ox.NamedNode
    name: Text
    day: date
    members: frozenset[Term]


def plateaus(workspace: Workspace) -> tuple[Plateau, ...]:
    """Return the plateaus of the model that have a day and members, by day."""
    found = []
    for element in workspace.elements.values():
        day = _day(workspace.model, element.iri, _DATE) if element.kind.iri == PLATEAU else None
        if day is None:
            continue
        outgoing = workspace.relations.outgoing(element.iri)
        members = frozenset(relation.target for relation in outgoing if relation.predicate in _HOLDS)
        if members:
            found.append(Plateau(element.iri, workspace.name_of(element.iri), day, members))
    return tuple(sorted(found, key=lambda plateau: (plateau.day, plateau.iri.value)))


def has_days(workspace: Workspace) -> bool:
    """Tell whether the model says of anything from when or until when it is there."""
    bounds = workspace.ontology.graph.with_predicate(_BOUND)
    properties = {_property(one) for subjects in bounds.values() for one in subjects}
    return bool(plateaus(workspace)) or any(workspace.model.with_predicate(one) for one in properties)


class Calendar:
    """What the model says of when its elements are there; made once for many questions."""

    def __init__(self, workspace: Workspace) -> None:
        """Look up the plateaus and which properties bound existence."""
        self._model = workspace.model
        self._as_of = workspace.as_of
        self.plateaus = plateaus(workspace)
        self._in_a_plateau = frozenset(member for plateau in self.plateaus for member in plateau.members)
        bounds = workspace.ontology.graph.with_predicate(_BOUND)
        self._firsts = tuple(map(_property, bounds.get(_FIRST_DAY, ())))
        self._lasts = tuple(map(_property, bounds.get(_LAST_DAY, ())))
        self._afters = tuple(map(_property, bounds.get(_FIRST_DAY_AFTER, ())))

    def standing(self, element: Term, day: date) -> Standing | None:
        """Return whether the element is there on that day; None when the model does not say."""
        first = min(self._days(element, self._firsts), default=None)
        end = min(
            (
                *self._days(element, self._afters),
                *(last + timedelta(days=1) for last in self._days(element, self._lasts) if last < date.max),
            ),
            default=None,
        )
        if first is not None and day < first:
            return Standing(Existence.PLANNED, first)
        if end is not None and day >= end:
            return Standing(Existence.ENDED, end)
        seen = self._by_plateau(element, day)
        if seen is not None and seen.existence is Existence.PLANNED and first is None:
            return seen
        if seen is not None and seen.existence is Existence.ENDED and end is None:
            return seen
        phase = self._model.value(element, _LIFECYCLE)
        is_told = first is not None or end is not None or seen is not None
        if phase == _ENDED and end is None and day >= self._as_of:
            return Standing(Existence.ENDED)
        if phase == _PLANNED and not is_told:
            return Standing(Existence.PLANNED)
        return Standing(Existence.PRESENT, first) if is_told or phase is not None else None

    def _by_plateau(self, element: Term, day: date) -> Standing | None:
        """Return what the plateau of that day says; None before the first one, and of what is in none."""
        if element not in self._in_a_plateau:
            return None
        now = max((index for index, plateau in enumerate(self.plateaus) if plateau.day <= day), default=None)
        if now is None:
            return None
        holding = [index for index, plateau in enumerate(self.plateaus) if element in plateau.members]
        if now in holding:
            return Standing(Existence.PRESENT)
        earlier = [index for index in holding if index < now]
        if earlier:
            return Standing(Existence.ENDED, self.plateaus[earlier[-1] + 1].day)
        return Standing(Existence.PLANNED, self.plateaus[holding[0]].day)

    def _days(self, element: Term, properties: Iterable[ox.NamedNode]) -> list[date]:
        return [day for one in properties if (day := _day(self._model, element, one)) is not None]


def _property(term: Subject) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode), "a property has a name"
    return term


def _day(model: Graph, subject: Term, predicate: ox.NamedNode) -> date | None:
    value = model.value(subject, predicate)
    try:
        return date.fromisoformat(value.value) if isinstance(value, ox.Literal) else None
    except ValueError:
        return None


def workspace_on(workspace: Workspace, day: date, stated: Mapping[Term, bool] | None = None) -> Workspace:
    """Return the model as it stands on that day: its date is the day, and the phases of life are those of the day.

    What is planned now and begins before that day is in use on it; what ends before it has ended. A thing without a
    phase of life gets none. `stated` tells of which things it is known otherwise whether they are there.
    """
    calendar = Calendar(workspace)
    model = workspace.model
    changed: dict[Subject, list[Triple]] = {}
    for element in workspace.elements:
        phase = model.value(element, _LIFECYCLE)
        if phase is None or isinstance(element, ox.Literal):
            continue
        if stated is not None and element in stated:
            existence = Existence.PRESENT if stated[element] else Existence.ENDED
        else:
            standing = calendar.standing(element, day)
            if standing is None:
                continue
            existence = standing.existence
        then = _PHASES.get(existence, _IN_USE if phase in (_PLANNED, _ENDED) else phase)
        if then != phase:
            changed[element] = [
                (element, predicate, then if predicate == _LIFECYCLE else value)
                for predicate, values in model.facts(element).items()
                for value in values
            ]
    revised = model.revised(changed).graph if changed else model
    later = Workspace(workspace.configuration, workspace.files, workspace.ontology, day, revised)
    # A phase of life is neither a type nor a relation, so these are the same.
    vars(later)["elements"], vars(later)["relations"] = workspace.elements, workspace.relations
    return later


_PHASES: Mapping[Existence, Term] = {Existence.PLANNED: _PLANNED, Existence.ENDED: _ENDED}


def at_date(
    view: View, workspace: Workspace, day: date, language: Language = "nl", *, keeps_absent: bool = True
) -> View:
    """Return the view on that day: what is not there is faded with its reason, or taken out, and told in words.

    What the model says nothing of stays as it is. `workspace` is the model as it was opened, not that of the day.
    """
    calendar = Calendar(workspace)
    absent: dict[str, Standing] = {}
    for box in view.boxes:
        standing = calendar.standing(box.element, day) if box.element is not None else None
        if standing is not None and standing.existence is not Existence.PRESENT:
            absent[box.key] = standing
    day_note = (Text("Peildatum", "Reference date").in_(language), date_text(day).in_(language))
    view = replace(view, notes=(*(note for note in view.notes if note != day_note), day_note))
    if keeps_absent:
        return _faded(view, absent, language)
    names = {existence: _names(view, absent, existence) for existence in SHADES}
    short, whole = told(
        Text("Er nog niet ({number}): {names}.", "Not there yet ({number}): {names}."), names[Existence.PLANNED]
    )
    gone, all_gone = told(
        Text("Er niet meer ({number}): {names}.", "No longer there ({number}): {names}."), names[Existence.ENDED]
    )
    cut = without(view, absent)
    return with_details(replace(cut, left_out=(*view.left_out, *short, *gone)), (*whole, *all_gone))


def _names(view: View, absent: Mapping[str, Standing], existence: Existence) -> list[str]:
    """Return the names of what is not there for that reason, each once, by name."""
    labels = {
        box.label.split("\n", 1)[0]
        for box in view.boxes
        if box.key in absent and absent[box.key].existence is existence
    }
    return sorted(labels, key=str.casefold)


def _faded(view: View, absent: Mapping[str, Standing], language: Language) -> View:
    """Return the view with what is not there in grey: its own fact does not count on this day."""
    told_facts = fact_lines(view)
    boxes = []
    for box in view.boxes:
        if box.key in absent:
            bare = without_fact(box, told_facts)
            box = replace(faded_box(bare), label=f"{bare.label}\n{absent[box.key].words.in_(language)}")
        boxes.append(box)
    lines = tuple(faded_line(line) if line.source in absent or line.target in absent else line for line in view.lines)
    counts = {shade: len([one for one in absent.values() if one.existence is key]) for key, shade in SHADES.items()}
    counted = recounted(replace(view, boxes=tuple(boxes), lines=lines))
    return replace(counted, colours=(*counted.colours, *legend_of(counts, tuple(SHADES.values()))))


def parsed_day(text: str) -> date:
    """Return the day that a user wrote.

    Raises:
        RequestFault: it is not a date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise RequestFault(
            Text(f"'{text}' is geen datum", f"'{text}' is no date"),
            remedy=Text("schrijf bijvoorbeeld 2028-01-01", "write for example 2028-01-01"),
        ) from fault
