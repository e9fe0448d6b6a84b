"""In each plateau every service that is then live keeps an application, so that no change leaves a service bare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.turtle.reading import Term
from archrepo.validation.literals import value_of
from archrepo.validation.outcome import Fault, Outcome
from archrepo.validation.support import LIFECYCLE, is_in_use, nearest_components
from archrepo.vocabulary import APPLICATION_COMPONENT, BUSINESS_SERVICE, PLATEAU, REPLACES, am, ar
from archrepo.workspace import Workspace

_MEMBER = (am("Aggregation"), am("Composition"))
_AGGREGATES = am("aggregates")
_DATE = ar("date")
_IN_USE_FROM = ar("inUseFrom")
_OUT_OF_USE = ar("outOfUse")


def services_in_plateaus(workspace: Workspace) -> Outcome:
    """Judge each plateau by the services that are live on its date.

    A service counts when some application of the own landscape is known to carry it. An application in the plateau
    that replaces such a one carries the service too.
    """
    plateaus = workspace.graph.instances(PLATEAU)
    carriers = _carriers(workspace) if plateaus else {}
    faults: list[Fault] = []
    undecided: dict[Term, tuple[ox.NamedNode, ...]] = {}
    not_applicable: set[Term] = set()
    for plateau in plateaus:
        day = _day(workspace, plateau, _DATE)
        members = _members(workspace, plateau)
        if not carriers:
            not_applicable.add(plateau)
        elif day is None or not members:
            undecided[plateau] = tuple(
                fact for fact, is_missing in ((_DATE, day is None), (_AGGREGATES, not members)) if is_missing
            )
        else:
            faults += _bare(
                workspace,
                plateau,
                [
                    service
                    for service, components in carriers.items()
                    if _is_live(workspace, service, day) and not components & members
                ],
            )
    return Outcome(plateaus, tuple(faults), undecided, frozenset(not_applicable))


def _carriers(workspace: Workspace) -> Mapping[Term, frozenset[Term]]:
    """Return the services with a place in the life cycle, each with the components that carry it now or later."""
    successors = workspace.model.with_predicate(REPLACES)
    found: dict[Term, frozenset[Term]] = {}
    for service in workspace.graph.instances(BUSINESS_SERVICE):
        if workspace.graph.value(service, LIFECYCLE) is None:
            continue
        components = dict.fromkeys(nearest_components(workspace, service))
        queue = list(components)
        while queue:
            for successor in successors.get(queue.pop(), ()):
                if successor not in components:
                    components[successor] = None
                    queue.append(successor)
        if components:
            found[service] = frozenset(components)
    return found


def _members(workspace: Workspace, plateau: Term) -> frozenset[Term]:
    """Return the components in a plateau, also those inside something in it."""
    seen: dict[Term, None] = {plateau: None}
    queue = [plateau]
    while queue:
        for relation in workspace.relations.outgoing(queue.pop()):
            if relation.kind.iri in _MEMBER and relation.target not in seen:
                seen[relation.target] = None
                queue.append(relation.target)
    return frozenset(each for each in seen if workspace.graph.is_instance(each, APPLICATION_COMPONENT))


def _is_live(workspace: Workspace, service: Term, day: date) -> bool:
    starts, ends = _day(workspace, service, _IN_USE_FROM), _day(workspace, service, _OUT_OF_USE)
    if ends is not None and ends <= day:
        return False
    if starts is not None:
        return starts <= day and (ends is not None or workspace.graph.value(service, LIFECYCLE) != ar("Ended"))
    return is_in_use(workspace, service)


def _day(workspace: Workspace, subject: Term, predicate: ox.NamedNode) -> date | None:
    value = workspace.graph.value(subject, predicate)
    found = value_of(value) if isinstance(value, ox.Literal) else None
    return found if isinstance(found, date) else None


def _bare(workspace: Workspace, plateau: Term, services: Sequence[Term]) -> list[Fault]:
    if not services:
        return []
    name, location = workspace.name_of(plateau), workspace.locate(plateau)
    message = Text(
        "heeft geen applicatie meer voor de dienst '{service}'", "has no component left for the service '{service}'"
    )
    return [Fault(plateau, name, location, message.format(service=workspace.name_of(each))) for each in services]
