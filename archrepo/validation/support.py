"""What keeps what going: the relations of a model read as support, and what stops when something falls out.

Supporters of one kind count as each other's reserve; of each kind at least one is needed. So an application on two
nodes survives the loss of one, and one on a node and a database platform needs both. A flow of data is no support:
it says what an application knows, not whether it runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.turtle.reading import Term
from archrepo.vocabulary import APPLICATION_COMPONENT, am, ar
from archrepo.workspace import Workspace

#: The relations by which the source keeps the target going.
SUPPORTING = frozenset(am(name) for name in ("Serving", "Realization", "Assignment", "Composition", "Aggregation"))
LIFECYCLE = ar("lifecycle")
CRITICALITY = ar("criticality")

_CRITICAL = ar("Critical")
_IN_USE = (ar("InUse"), ar("PhaseOut"))
_TECHNICAL = ("Application", "Technology", "Physical")


@dataclass(frozen=True, slots=True)
class Support:
    """Everything that some elements rest on: the supporters of each by kind, and what each supports."""

    by_kind: Mapping[Term, Mapping[ox.NamedNode, Sequence[Term]]]
    supported: Mapping[Term, Sequence[Term]]

    def stopped(self, removed: Collection[Term], kept: Collection[Term] = ()) -> set[Term]:
        """Return what no longer works once `removed` is gone, those included; what is in `kept` goes on regardless."""
        stopped = {each for each in removed if each not in kept}
        queue = list(stopped)
        while queue:
            for dependent in self.supported.get(queue.pop(), ()):
                if dependent in stopped or dependent in kept:
                    continue
                if any(stopped.issuperset(reserve) for reserve in self.by_kind[dependent].values()):
                    stopped.add(dependent)
                    queue.append(dependent)
        return stopped

    def resting_on(self, some: Iterable[Term]) -> set[Term]:
        """Return these elements and all that they support, however far away."""
        found = set(some)
        queue = list(found)
        while queue:
            for dependent in self.supported.get(queue.pop(), ()):
                if dependent not in found:
                    found.add(dependent)
                    queue.append(dependent)
        return found


def support_of(workspace: Workspace, ends: Iterable[Term]) -> Support:
    """Return the support of the elements in `ends`, down to what rests on nothing."""
    elements = workspace.elements
    by_kind: dict[Term, dict[ox.NamedNode, list[Term]]] = {}
    supported: dict[Term, list[Term]] = {}
    queue = list(dict.fromkeys(ends))
    seen = set(queue)
    while queue:
        end = queue.pop()
        kinds = by_kind[end] = {}
        for supporter in supporters(workspace, end):
            kinds.setdefault(am(elements[supporter].kind.drawn_as), []).append(supporter)
            supported.setdefault(supporter, []).append(end)
            if supporter not in seen:
                seen.add(supporter)
                queue.append(supporter)
    return Support(by_kind, supported)


def supporters(workspace: Workspace, end: Term) -> tuple[Term, ...]:
    """Return the elements that keep `end` going by one relation, each once."""
    return tuple(
        dict.fromkeys(
            relation.source
            for relation in workspace.relations.incoming(end)
            if relation.kind.iri in SUPPORTING and relation.source in workspace.elements
        )
    )


def nearest_components(workspace: Workspace, end: Term) -> tuple[Term, ...]:
    """Return the application components of the own landscape that carry `end` without another one in between."""
    graph = workspace.graph
    found: dict[Term, None] = {}
    queue = [end]
    seen = {end}
    while queue:
        for supporter in supporters(workspace, queue.pop()):
            if supporter in seen:
                continue
            seen.add(supporter)
            if not graph.is_instance(supporter, APPLICATION_COMPONENT):
                queue.append(supporter)
            elif graph.value(supporter, LIFECYCLE) is not None:
                found[supporter] = None
    return tuple(found)


def is_in_use(workspace: Workspace, subject: Term) -> bool:
    """Tell whether the subject belongs to the own landscape and is in use, also when it is being phased out."""
    return workspace.graph.value(subject, LIFECYCLE) in _IN_USE


def is_critical(workspace: Workspace, subject: Term) -> bool:
    """Tell whether the subject is said to be critical."""
    return workspace.graph.has(subject, CRITICALITY, _CRITICAL)


def is_technical(workspace: Workspace, subject: Term) -> bool:
    """Tell whether the subject is an element of the application, technology or physical layer."""
    element = workspace.elements.get(subject)
    return element is not None and element.kind.layer in _TECHNICAL


def in_use(workspace: Workspace, *classes: ox.NamedNode) -> tuple[Term, ...]:
    """Return the elements of those classes that are in use, sorted, each once."""
    found = {each: None for cls in classes for each in workspace.graph.instances(cls) if is_in_use(workspace, each)}
    return tuple(sorted(found, key=str))
