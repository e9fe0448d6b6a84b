"""What an outage does to the critical work: which provider, network or piece of technology can stop it by itself."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.turtle.reading import Term
from archrepo.validation.outcome import Fault, Outcome
from archrepo.validation.support import (
    CRITICALITY,
    Support,
    in_use,
    is_critical,
    is_technical,
    support_of,
)
from archrepo.vocabulary import (
    APPLICATION_COMPONENT,
    BUSINESS_PROCESS,
    BUSINESS_SERVICE,
    COMMUNICATION_NETWORK,
    SERVES,
    ar,
    sh,
)
from archrepo.workspace import Workspace

_FALLBACK = ar("fallback")
_SUPPLIER = ar("supplier")
_HOSTING = ar("hosting")
_ON_PREMISES = ar("OnPremises")
_REDUNDANT = ar("redundant")
_LIMIT = ar("mostCriticalProcesses")
_MUNICIPALITY = ar("Municipality")
_DEFAULT = sh("defaultValue")
_TRUE = ox.Literal(True)


def work_without_connection(workspace: Workspace) -> Outcome:
    """Take away each provider and each network in turn, and see which critical work stops.

    Whatever has a fallback goes on. Work whose support is not in the model, or rests on an application of which nobody
    knows where it runs or who supplies it, is undecided when nothing else was found to stop it.
    """
    subjects = in_use(workspace, BUSINESS_PROCESS, BUSINESS_SERVICE)
    undecided: dict[Term, tuple[ox.NamedNode, ...]] = {}
    critical: list[Term] = []
    for subject in subjects:
        if workspace.graph.value(subject, CRITICALITY) is None:
            undecided[subject] = (CRITICALITY,)
        elif is_critical(workspace, subject):
            critical.append(subject)
    support = support_of(workspace, [each for each in critical if not _has_fallback(workspace, each)])
    kept = {each for each in support.by_kind if _has_fallback(workspace, each)}
    carriers: dict[Term, list[Term]] = {}
    for carrier, carried in _carried(workspace, support).items():
        for stopped in support.stopped(carried, kept):
            carriers.setdefault(stopped, []).append(carrier)
    unknown = _unknown_about(workspace, support)
    faults: list[Fault] = []
    for subject in critical:
        if _has_fallback(workspace, subject):
            continue
        if subject in carriers:
            faults.append(_stops_with(workspace, subject, carriers[subject]))
        elif unknown[subject]:
            undecided[subject] = unknown[subject]
    concerned = {*critical, *undecided}
    return Outcome(subjects, tuple(faults), undecided, frozenset(each for each in subjects if each not in concerned))


def _has_fallback(workspace: Workspace, subject: Term) -> bool:
    return workspace.graph.value(subject, _FALLBACK) is not None


def _carried(workspace: Workspace, support: Support) -> Mapping[Term, set[Term]]:
    """Return what goes with each network and each provider; a network of two providers goes with neither."""
    graph = workspace.graph
    found: dict[Term, set[Term]] = {}
    for element in support.by_kind:
        if graph.has(element, _REDUNDANT, _TRUE):
            continue
        if graph.is_instance(element, COMMUNICATION_NETWORK):
            found.setdefault(element, set()).add(element)
        if not graph.has(element, _HOSTING, _ON_PREMISES):
            for provider in graph.objects(element, _SUPPLIER):
                found.setdefault(provider, {provider}).add(element)
    return found


def _stops_with(workspace: Workspace, subject: Term, carriers: list[Term]) -> Fault:
    names = sorted((workspace.name_of(carrier) for carrier in carriers), key=lambda name: name.nl)
    return Fault(
        subject=subject,
        name=workspace.name_of(subject),
        location=workspace.locate(subject),
        message=Text(
            f"is kritiek en stopt zonder terugval als dit wegvalt: {', '.join(name.nl for name in names)}",
            f"is critical and stops without a fallback when this is gone: {', '.join(name.en for name in names)}",
        ),
    )


def _unknown_about(workspace: Workspace, support: Support) -> Mapping[Term, tuple[ox.NamedNode, ...]]:
    """Return, for all that rests on anything, the facts without which no provider can be ruled out as its carrier."""
    graph = workspace.graph
    components = [
        element
        for element in support.by_kind
        if graph.is_instance(element, APPLICATION_COMPONENT) and not _has_fallback(workspace, element)
    ]
    hosted = {each: graph.value(each, _HOSTING) for each in components}
    homeless = [each for each in components if hosted[each] is None]
    nameless = [
        each for each in components if hosted[each] not in (None, _ON_PREMISES) and graph.value(each, _SUPPLIER) is None
    ]
    technical = support.resting_on(each for each in support.by_kind if is_technical(workspace, each))
    tainted = ((_HOSTING, support.resting_on(homeless)), (_SUPPLIER, support.resting_on(nameless)))
    return {
        element: tuple(fact for fact, affected in tainted if element in affected) if element in technical else (SERVES,)
        for element in support.by_kind
    }


def single_point_of_failure(workspace: Workspace) -> Outcome:
    """Take away each piece of technology in turn, and count the critical processes that stop.

    More than the municipality allows, and it must be there twice; whether it is, is a fact that may be missing.
    """
    critical = [each for each in in_use(workspace, BUSINESS_PROCESS) if is_critical(workspace, each)]
    support = support_of(workspace, critical)
    most = _most_critical_processes(workspace)
    subjects = tuple(sorted((each for each in support.by_kind if _is_technology(workspace, each)), key=str))
    faults: list[Fault] = []
    undecided: dict[Term, tuple[ox.NamedNode, ...]] = {}
    for subject in subjects:
        if workspace.graph.has(subject, _REDUNDANT, _TRUE):
            continue
        stopped = support.stopped([subject])
        hit = [process for process in critical if process in stopped]
        if len(hit) <= most:
            continue
        if workspace.graph.value(subject, _REDUNDANT) is None:
            undecided[subject] = (_REDUNDANT,)
        else:
            faults.append(_carries_too_much(workspace, subject, hit, most))
    return Outcome(subjects, tuple(faults), undecided)


def _is_technology(workspace: Workspace, subject: Term) -> bool:
    kind = workspace.elements[subject].kind if subject in workspace.elements else None
    return kind is not None and kind.layer in ("Technology", "Physical") and kind.aspect == "ActiveStructure"


def _most_critical_processes(workspace: Workspace) -> int:
    """Return how many critical processes may rest on one thing: what the municipality says, or else the vocabulary."""
    graph = workspace.graph
    own = [value for each in graph.instances(_MUNICIPALITY) for value in graph.objects(each, _LIMIT)]
    for value in (*own, *graph.objects(_LIMIT, _DEFAULT)):
        if value.value.isdecimal():
            return int(value.value)
    return 0


def _carries_too_much(workspace: Workspace, subject: Term, hit: list[Term], most: int) -> Fault:
    names = sorted((workspace.name_of(process) for process in hit), key=lambda name: name.nl)
    return Fault(
        subject=subject,
        name=workspace.name_of(subject),
        location=workspace.locate(subject, _REDUNDANT),
        message=Text(
            f"draagt zonder reserve {len(hit)} kritieke processen, meer dan {most}: "
            f"{', '.join(name.nl for name in names)}",
            f"carries {len(hit)} critical processes without a reserve, more than {most}: "
            f"{', '.join(name.en for name in names)}",
        ),
    )
