"""Steps from one thing to the next, and which things lie at most so many steps away.

A direction follows the arrows ("in", "out", "both") or who depends on whom ("needs", "needed-by"); which end of a
relation depends on the other is stated in the ontology.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.vocabulary import RELATION_SOURCE, RELATION_TARGET, ar
from archrepo.workspace import Workspace

Direction = Literal["in", "out", "both", "needs", "needed-by"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
MOST_HOPS = 3
BY_ARROW = frozenset({"in", "out", "both"})
#: A picture of more boxes than this is no focus; the nearest are shown and the rest is counted.
MOST_BOXES = 60
_DEPENDENT, _BEARS = ar("dependent"), ar("bears")


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one end of a line or relation to the other."""

    other: str
    rank: tuple[int, str]


Neighbours = Callable[[str], Sequence[Step]]


def parsed_direction(text: str) -> Direction:
    """Return the direction that a user wrote.

    Raises:
        RequestFault: it is none of them.
    """
    for known in DIRECTIONS:
        if text == known:
            return known
    names = ", ".join(DIRECTIONS)
    raise RequestFault(
        Text(f"'{text}' is geen richting", f"'{text}' is no direction"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What is shown, nearest first; from which of these the steps were followed; and how much lies beyond each.

    `distance` is the number of steps to each, and `came_from` the one from which it was first reached.
    """

    order: tuple[str, ...]
    followed: frozenset[str]
    beyond: Mapping[str, int]
    distance: Mapping[str, int]
    came_from: Mapping[str, str]


def around(
    start: str, hops: int, steps: Neighbours, is_junction: Callable[[str], bool], most: int = MOST_BOXES
) -> Around:
    """Return what lies at most `hops` steps from the start, at most `most` things; a junction is no step."""
    distance = {start: 0}
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for step in sorted(steps(here), key=lambda one: (*one.rank, one.other)):
            through = is_junction(step.other)
            far = distance[here] + (0 if through else 1)
            if step.other not in distance and far <= hops and len(distance) < most:
                distance[step.other] = far
                came_from[step.other] = here
                if through:
                    queue.appendleft(step.other)
                else:
                    queue.append(step.other)
    # A junction at the very border joins nothing that is shown.
    for here in reversed(tuple(distance)):
        if here != start and is_junction(here) and here not in came_from.values():
            del distance[here], came_from[here]
    beyond = {here: len({step.other for step in steps(here)} - distance.keys()) for here in distance}
    followed = frozenset(here for here, far in distance.items() if far < hops or is_junction(here))
    further = {here: number for here, number in beyond.items() if number}
    return Around(tuple(distance), followed, further, distance, came_from)


def goes(direction: Direction, is_source: bool, dependent: str | None) -> bool:
    """Tell whether a step from this end of a relation goes the way asked for."""
    if direction == "both":
        return True
    if direction in BY_ARROW:
        return is_source is (direction == "out")
    if dependent is None or dependent == "both":
        return dependent is not None
    return (is_source is (dependent == "source")) is (direction == "needs")


def dependents(workspace: Workspace) -> Mapping[str, str]:
    """Return the dependent end, "source", "target" or "both", by the local name of a relation class or property."""
    graph = workspace.ontology.graph
    found: dict[str, str] = {}
    for end, name in ((RELATION_SOURCE, "source"), (RELATION_TARGET, "target")):
        for subject in graph.subjects(_DEPENDENT, end):
            found[local_name(subject)] = "both" if local_name(subject) in found else name
    return found


class Dependence:
    """The relations of a model between its elements, and which end of each cannot do without the other."""

    def __init__(self, workspace: Workspace, left_out: Collection[str] = ()) -> None:
        """Leave out the kinds of relation of these local names."""
        self._workspace = workspace
        self._left_out = left_out
        self._dependent = dependents(workspace)
        self._borne = _borne(workspace)

    def outgoing(self, here: Term) -> list[Relation]:
        """Return the relations from an element to another."""
        return self._of(self._workspace.relations.outgoing(here))

    def steps(self, here: Term, direction: Direction) -> Iterator[tuple[Relation, ox.NamedNode]]:
        """Yield each relation that leads on from an element that way, with the element at its other end."""
        relations = self._workspace.relations
        for is_source, listed in ((True, relations.outgoing(here)), (False, relations.incoming(here))):
            for one in self._of(listed):
                other = one.target if is_source else one.source
                if isinstance(other, ox.NamedNode) and goes(direction, is_source, self.end(one)):
                    yield one, other

    def end(self, one: Relation) -> str | None:
        """Return the end that depends on the other: "source", "target" or "both"; None for neither."""
        if isinstance(one.source, ox.NamedNode) and (one.source.value, one.kind.name) in self._borne:
            return "target"
        return self._dependent.get(local_name(one.predicate), self._dependent.get(one.kind.name))

    def _of(self, relations: Iterable[Relation]) -> list[Relation]:
        elements = self._workspace.elements
        return [
            one
            for one in relations
            if one.source in elements
            and one.target in elements
            and one.kind.name not in self._left_out
            and local_name(one.predicate) not in self._left_out
        ]


def is_junction(workspace: Workspace, here: Term) -> bool:
    """Tell whether the element only joins relations."""
    kind = workspace.elements[here].kind
    return not kind.layer and not kind.aspect


def _borne(workspace: Workspace) -> frozenset[tuple[str, str]]:
    """Return each thing that bears what is in it, such as a location, with the relation class by which it does."""
    ontology = workspace.ontology.graph
    return frozenset(
        (thing.value, local_name(relation))
        for relation, kinds in ontology.with_predicate(_BEARS).items()
        if isinstance(relation, ox.NamedNode)
        for kind in kinds
        if isinstance(kind, ox.NamedNode)
        for thing in workspace.graph.instances(kind)
        if isinstance(thing, ox.NamedNode)
    )


def kinds_left_out(workspace: Workspace, names: Collection[str]) -> frozenset[str]:
    """Return the local names of the kinds of relation that a user means by class, label or property.

    Raises:
        RequestFault: no relation has that name.
    """
    metamodel = workspace.metamodel
    known: dict[str, str] = {}
    for kind in metamodel.relation_types.values():
        known |= dict.fromkeys((kind.name.casefold(), kind.label.nl.casefold(), kind.label.en.casefold()), kind.name)
    for iri in metamodel.predicates:
        words = workspace.name_of(iri)
        for one in (local_name(iri), f"ar:{local_name(iri)}", words.nl, words.en):
            known.setdefault(one.casefold(), local_name(iri))
    found = set()
    for name in names:
        if name.strip().casefold() not in known:
            listed = ", ".join(kind.label.nl for kind in metamodel.relation_types.values())
            listed_en = ", ".join(kind.label.en for kind in metamodel.relation_types.values())
            raise RequestFault(
                Text(f"geen relatie heet '{name}'", f"no relation is called '{name}'"),
                remedy=Text(f"kies uit: {listed}", f"choose from: {listed_en}"),
            )
        found.add(known[name.strip().casefold()])
    return frozenset(found)


def check_hops(hops: int) -> None:
    """Refuse a number of steps that makes no picture.

    Raises:
        RequestFault: it is not 1 to 3.
    """
    if not 1 <= hops <= MOST_HOPS:
        raise RequestFault(
            Text(f"{hops} is geen aantal stappen", f"{hops} is no number of steps"),
            remedy=Text(f"kies 1 tot en met {MOST_HOPS}", f"choose 1 to {MOST_HOPS}"),
        )
