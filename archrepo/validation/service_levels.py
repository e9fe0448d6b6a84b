"""Hold the service levels that a procurement asks against what the processes need that work with the purchase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.literals import value_of
from archrepo.validation.outcome import Fault, Outcome
from archrepo.validation.recovery_times import seconds_in
from archrepo.validation.support import in_use, nearest_components
from archrepo.vocabulary import BUSINESS_PROCESS, CANDIDATE, PROCUREMENT, REPLACES, ar
from archrepo.wording import duration_text, number_text
from archrepo.workspace import Workspace

_HELD_AGAINST = ar("heldAgainst")
_REQUIREMENT = ar("requirement")
_TOPIC = ar("topic")
_HARD = ar("Mandatory")
#: Nobody asks how long the work may stand still; an outage and a recovery time that fit it are enough.
_ASKED_IN_ANY_CASE = frozenset({ar("requiredAvailabilityPercent"), ar("rto"), ar("rpo")})
#: A minute is no round part of an hour, so equal lengths in two units differ a little.
_LEEWAY = Decimal("1.0001")
READS = frozenset(
    {
        _HELD_AGAINST,
        _REQUIREMENT,
        _TOPIC,
        *map(ar, ("obligation", "minimumValue", "maximumValue", "unit", "hoursPerUnit", "tenderDocument")),
        *map(ar, ("requiredAvailabilityPercent", "rto", "rpo", "mtd", "lifecycle", "replaces", "candidate")),
    }
)
"""The facts that this check reads beside elements, names and relations."""


@dataclass(frozen=True, slots=True)
class _Need:
    """What one process needs: a length in seconds at most, or a percentage at least, with the words for it."""

    name: Text
    amount: Decimal
    is_length: bool
    words: Text

    def is_missed_by(self, amount: Decimal) -> bool:
        return amount > self.amount * _LEEWAY if self.is_length else amount < self.amount


def asked_service_levels(workspace: Workspace) -> Outcome:
    """Judge each procurement with documents of which the processes are known that work with it, and its requirements.

    A process counts when an application carries it that the procurement replaces or names as candidate. A need of a
    process on which no hard requirement is made is a fault of the procurement; a looser number one of the requirement.
    """
    topics = list(_topics(workspace))
    subjects: dict[Term, None] = {}
    faults: list[Fault] = []
    not_applicable: set[Term] = set()
    for procurement in workspace.graph.instances(PROCUREMENT):
        subjects[procurement] = None
        processes = _processes(workspace, procurement)
        if not processes or not workspace.graph.objects(procurement, ar("tenderDocument")):
            not_applicable.add(procurement)
            continue
        for topic, fact in topics:
            needs = list(_needs(workspace, processes, fact))
            asked = list(_asked(workspace, procurement, topic))
            subjects.update((requirement, None) for requirement in asked)
            if needs and not asked and fact in _ASKED_IN_ANY_CASE:
                faults.append(_not_asked(workspace, procurement, topic, needs))
            for requirement in asked:
                faults += _too_loose(workspace, requirement, topic, needs)
    return Outcome(tuple(subjects), tuple(faults), {}, frozenset(not_applicable))


def strictest_needs(workspace: Workspace, procurement: Subject) -> Mapping[Term, Text]:
    """Return in words what the work needs most strictly, by the topic of a requirement; without work, nothing."""
    processes = _processes(workspace, procurement)
    found = ((topic, list(_needs(workspace, processes, fact))) for topic, fact in _topics(workspace))
    return {topic: _strictest(needs).words for topic, needs in found if needs}


def _topics(workspace: Workspace) -> Iterator[tuple[Term, ox.NamedNode]]:
    for fact, found in sorted(workspace.graph.with_predicate(_HELD_AGAINST).items(), key=str):
        for topic in sorted(found, key=str):
            if isinstance(fact, ox.NamedNode):
                yield topic, fact


def _strictest(needs: Iterable[_Need]) -> _Need:
    return min(needs, key=lambda need: (need.amount if need.is_length else -need.amount, need.name.nl))


def _processes(workspace: Workspace, procurement: Subject) -> tuple[Term, ...]:
    graph = workspace.graph
    carriers = {*graph.objects(procurement, REPLACES), *graph.objects(procurement, CANDIDATE)}
    if not carriers:
        return ()
    processes = in_use(workspace, BUSINESS_PROCESS)
    return tuple(one for one in processes if not carriers.isdisjoint(nearest_components(workspace, one)))


def _needs(workspace: Workspace, processes: Iterable[Term], fact: ox.NamedNode) -> Iterator[_Need]:
    for process in processes:
        value = workspace.graph.value(process, fact)
        seconds, number = seconds_in(value), _number(value)
        name = workspace.name_of(process)
        if seconds is not None and value is not None:
            yield _Need(name, Decimal(seconds), True, duration_text(value.value))
        elif number is not None:
            yield _Need(name, number, False, _percent(number))


def _percent(number: Decimal) -> Text:
    shown = number_text(number)
    return Text(f"{shown.nl} procent", f"{shown.en} percent")


def _asked(workspace: Workspace, procurement: Subject, topic: Term) -> Iterator[Subject]:
    graph = workspace.graph
    for requirement in graph.objects(procurement, _REQUIREMENT):
        if isinstance(requirement, ox.Literal):
            continue
        if graph.has(requirement, _TOPIC, topic) and graph.has(requirement, ar("obligation"), _HARD):
            yield requirement


def _not_asked(workspace: Workspace, procurement: Subject, topic: Term, needs: Iterable[_Need]) -> Fault:
    strictest = _strictest(needs)
    name = workspace.name_of(topic)
    return Fault(
        subject=procurement,
        name=workspace.name_of(procurement),
        location=workspace.locate(procurement, _REQUIREMENT),
        message=Text(
            f"stelt geen harde eis over {name.nl}; {strictest.name.nl} heeft {strictest.words.nl} nodig",
            f"makes no hard requirement on {name.en}; {strictest.name.en} needs {strictest.words.en}",
        ),
        names=frozenset((topic,)),
    )


def _too_loose(workspace: Workspace, requirement: Subject, topic: Term, needs: Iterable[_Need]) -> Iterator[Fault]:
    graph = workspace.graph
    unit = graph.value(requirement, ar("unit"))
    hours = _number(graph.value(unit, ar("hoursPerUnit"))) if unit is not None else None
    predicate = ar("minimumValue") if hours is None else ar("maximumValue")
    amount = _number(graph.value(requirement, predicate))
    if amount is None or unit is None:
        return
    held = amount if hours is None else amount * hours * 3600
    missed = sorted(
        (need for need in needs if need.is_length is (hours is not None) and need.is_missed_by(held)),
        key=lambda need: need.name.nl,
    )
    if missed:
        shown, unit_name = number_text(amount), workspace.name_of(unit)
        listed = Text(
            ", ".join(f"{need.name.nl} ({need.words.nl})" for need in missed),
            ", ".join(f"{need.name.en} ({need.words.en})" for need in missed),
        )
        yield Fault(
            subject=requirement,
            name=workspace.name_of(requirement),
            location=workspace.locate(requirement, predicate),
            message=Text(
                f"vraagt {shown.nl} {unit_name.nl}, en dat is te weinig voor: {listed.nl}",
                f"asks for {shown.en} {unit_name.en}, which is not enough for: {listed.en}",
            ),
            names=frozenset((topic,)),
        )


def _number(value: Term | None) -> Decimal | None:
    found = value_of(value) if isinstance(value, ox.Literal) else None
    return found if isinstance(found, Decimal) else None
