"""What an outage does: which elements stop, go on in part, fall back or are touched when one part fails.

A thing stops when all that carries it of one kind is gone; with something else of that kind it goes on in part. What
has a fallback that does not fail along with it falls back, and carries the outage no further. A part stops with its
whole, and a whole goes on in part without a part. Which end of a relation
depends on the other, and by which relations and layers a thing is only touched, stands in the ontology.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from archrepo.picturing.hops import Dependence, is_junction
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.vocabulary import RELATION_SOURCE, am, ar
from archrepo.workspace import Workspace

_AT_OUTAGE, _PARTLY, _OUTLIVES = ar("atOutage"), ar("partlyDependent"), ar("outlives")
_FALLBACK = ar("fallback")
STOPS, IN_PART, FALLS_BACK, TOUCHED = (
    ar("StopsAtOutage"),
    ar("GoesOnInPart"),
    ar("FallsBack"),
    ar("TouchedAtOutage"),
)
_STAYS = ar("StaysAtOutage")
_FROM_BAD_TO_MILD = (STOPS, IN_PART, TOUCHED)
_ABSENT = frozenset({ar("Planned"), ar("Ended")})
_LIFECYCLE = ar("lifecycle")


@dataclass(frozen=True)
class Outage:
    """One element that fails, in a model as it stands on its date."""

    workspace: Workspace
    start: NamedNode
    dependence: Dependence

    @property
    def is_absent(self) -> bool:
        """Tell whether the element is not in use, so that nothing can depend on it."""
        return not self._is_there(self.start)

    @cached_property
    def effects(self) -> Mapping[NamedNode, NamedNode]:
        """What happens to each element that depends on the start, nearest first; empty when the start is not there."""
        if self.is_absent:
            return {}
        reached = self._resting(frozenset())
        kept = frozenset(one for one in reached if self._falls_back(one, reached))
        resting = self._resting(kept)
        stopped = self._stopped(resting, kept)
        found = {
            one: self._of_layer(one) or (FALLS_BACK if one in kept else STOPS if one in stopped else IN_PART)
            for one in resting
        }
        for one in (self.start, *stopped):
            for other, worst in self._dependents(one):
                if worst == TOUCHED and other != self.start:
                    found.setdefault(other, TOUCHED)
        return found

    def leads_on(self, here: NamedNode) -> bool:
        """Tell whether an outage goes on from here to what depends on it."""
        return here == self.start or is_junction(self.workspace, here) or self.effects.get(here) in (STOPS, IN_PART)

    def _resting(self, kept: Collection[NamedNode]) -> dict[NamedNode, None]:
        """Return what rests on the start, nearest first; what is `kept` or only touched passes nothing on."""
        found: dict[NamedNode, None] = {}
        queue = deque([self.start])
        while queue:
            for other, worst in self._dependents(queue.popleft()):
                if worst != TOUCHED and other != self.start and other not in found:
                    found[other] = None
                    if other not in kept and self._of_layer(other) is None:
                        queue.append(other)
        return found

    def _stopped(self, resting: Collection[NamedNode], kept: Collection[NamedNode]) -> dict[NamedNode, None]:
        stopped: dict[NamedNode, None] = {}
        queue = deque([self.start])
        while queue:
            for other, worst in self._dependents(queue.popleft()):
                if worst != STOPS or other not in resting or other in stopped or other in kept or self._of_layer(other):
                    continue
                gone = {self.start, *stopped}
                if any(gone.issuperset(reserve) for reserve in self._carriers(other).values()):
                    stopped[other] = None
                    queue.append(other)
        return stopped

    def _carriers(self, one: NamedNode) -> Mapping[str, list[NamedNode]]:
        """Return what carries an element, by kind."""
        found: dict[str, list[NamedNode]] = {}
        for other in self._needed(one, one, frozenset()):
            found.setdefault(self.workspace.elements[other].kind.drawn_as, []).append(other)
        return found

    def _needed(self, one: NamedNode, by: NamedNode, seen: frozenset[NamedNode]) -> Iterator[NamedNode]:
        for relation, other in self.dependence.steps(one, "needs"):
            if is_junction(self.workspace, other):
                if other not in seen:
                    yield from self._needed(other, by, seen | {other})
            elif self._is_there(other) and self._worst(relation, by) == STOPS:
                yield other

    def _dependents(
        self, one: NamedNode, at_worst: NamedNode = STOPS, seen: frozenset[NamedNode] = frozenset()
    ) -> Iterator[tuple[NamedNode, NamedNode]]:
        """Yield what depends on an element and is there, each with the worst that can happen to it."""
        for relation, other in self.dependence.steps(one, "needed-by"):
            worst = max(at_worst, self._worst(relation, other), key=_FROM_BAD_TO_MILD.index)
            if is_junction(self.workspace, other):
                if other not in seen:
                    yield from self._dependents(other, worst, seen | {other})
            elif self._is_there(other) and self._of_layer(other) != _STAYS:
                yield other, worst

    def _worst(self, relation: Relation, dependent: NamedNode) -> NamedNode:
        """Return the worst that happens to the dependent end of a relation when the other fails."""
        ontology = self.workspace.ontology.graph
        if TOUCHED in (ontology.value(relation.predicate, _AT_OUTAGE), ontology.value(relation.kind.iri, _AT_OUTAGE)):
            return TOUCHED
        outliving = tuple(ontology.subjects(_OUTLIVES, relation.predicate))
        if outliving and any(
            value in outliving for values in self.workspace.model.facts(dependent).values() for value in values
        ):
            return TOUCHED
        end = ontology.value(relation.kind.iri, _PARTLY)
        is_whole = end is not None and dependent == (relation.source if end == RELATION_SOURCE else relation.target)
        return IN_PART if is_whole else STOPS

    def _of_layer(self, one: NamedNode) -> NamedNode | None:
        """Return what an outage does to anything of the element's layer; None when it stops as well."""
        layer = self.workspace.elements[one].kind.layer
        effect = self.workspace.ontology.graph.value(am(f"{layer}Layer"), _AT_OUTAGE)
        return effect if isinstance(effect, NamedNode) else None

    def _falls_back(self, one: NamedNode, reached: Collection[NamedNode]) -> bool:
        fallbacks = self.workspace.model.objects(one, _FALLBACK)
        return any(isinstance(each, Literal) or (each != self.start and each not in reached) for each in fallbacks)

    def _is_there(self, one: Term) -> bool:
        return self.workspace.model.value(one, _LIFECYCLE) not in _ABSENT
