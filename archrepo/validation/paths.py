"""SHACL property paths over a graph in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.validation.faults import PathFault
from archrepo.validation.lists import members
from archrepo.vocabulary import FIRST, sh

Step = Callable[[Graph, Term], Iterable[Term]]


@dataclass(frozen=True, slots=True)
class Read:
    """One predicate that a path takes on its way: from which focus nodes does it come past a given triple?

    `back` leads from the node at which the predicate is taken to the focus nodes; `is_forward` tells whether that node
    is the subject of the triple or its object.
    """

    predicate: ox.NamedNode
    is_forward: bool
    back: Step

    def focus_nodes(self, graph: Graph, triple: Triple) -> Iterable[Term]:
        """Return the focus nodes whose path takes the triple, by what the graph says now."""
        return self.back(graph, triple[0] if self.is_forward else triple[2])


@dataclass(frozen=True, slots=True)
class Path:
    """One path, forwards and backwards; `predicate` is set when the path is a single forward predicate."""

    step: Step
    back: Step
    reads: tuple[Read, ...]
    predicate: ox.NamedNode | None = None

    @property
    def predicates(self) -> tuple[ox.NamedNode, ...]:
        """The predicates that the path takes, in order."""
        return tuple(read.predicate for read in self.reads)

    def values(self, graph: Graph, node: Term) -> tuple[Term, ...]:
        """Return the nodes that the path reaches from `node`, each once, in the order in which they are met."""
        if self.predicate is not None:
            return graph.objects(node, self.predicate)
        return tuple(dict.fromkeys(self.step(graph, node)))


def here(graph: Graph, node: Term) -> Iterable[Term]:
    """Return the node itself: the step that goes nowhere."""
    return (node,)


def read_path(shapes: Graph, node: Term, _within: frozenset[Term] = frozenset(), _inverted: bool = False) -> Path:
    """Return the path that a shapes graph describes.

    Raises:
        PathFault: the description is not a SHACL path.
    """
    if isinstance(node, ox.NamedNode):
        return single(node, is_forward=not _inverted)
    if node in _within:
        raise PathFault(
            Text("dit pad bevat zichzelf", "this path contains itself"),
            Text("schrijf het pad uit, zonder terug te verwijzen", "write the path out, without referring back"),
            node=node,
        )
    within = _within | {node}

    def inner(term: Term) -> Path:
        return read_path(shapes, term, within, _inverted)

    if shapes.value(node, FIRST) is not None:
        parts = [inner(member) for member in members(shapes, node)]
        return sequence(parts[::-1] if _inverted else parts)
    inverse = shapes.value(node, sh("inversePath"))
    if inverse is not None:
        return read_path(shapes, inverse, within, not _inverted)
    choice = shapes.value(node, sh("alternativePath"))
    if choice is not None:
        parts = [inner(member) for member in members(shapes, choice)]
        if not parts:
            raise PathFault(
                Text("sh:alternativePath heeft geen lijst van paden", "sh:alternativePath without a list of paths"),
                Text("schrijf sh:alternativePath ( ex:een ex:ander )", "write sh:alternativePath ( ex:one ex:other )"),
                node=node,
            )
        return alternative(parts)
    for name, least, most in (("zeroOrMorePath", 0, None), ("oneOrMorePath", 1, None), ("zeroOrOnePath", 0, 1)):
        step = shapes.value(node, sh(name))
        if step is not None:
            return repeated(inner(step), least, most)
    is_literal = isinstance(node, ox.Literal)
    raise PathFault(
        Text(
            f"{node} is geen pad van eigenschappen" if is_literal else "dit is geen pad van eigenschappen",
            f"{node} is not a property path" if is_literal else "this is not a property path",
        ),
        Text(
            "noem een eigenschap, ( een reeks ) of [ sh:inversePath een eigenschap ]",
            "name a property, ( a sequence ) or [ sh:inversePath a property ]",
        ),
        node=None if is_literal else node,
    )


def single(predicate: ox.NamedNode, *, is_forward: bool) -> Path:
    """Return the path that takes one predicate, forwards or backwards."""

    def forwards(graph: Graph, node: Term) -> Iterable[Term]:
        return graph.objects(node, predicate)

    def backwards(graph: Graph, node: Term) -> Iterable[Term]:
        return graph.subjects(predicate, node)

    read = Read(predicate, is_forward, here)
    return Path(forwards, backwards, (read,), predicate) if is_forward else Path(backwards, forwards, (read,))


def sequence(parts: list[Path]) -> Path:
    """Return the path that takes the parts one after another."""
    reads: list[Read] = []
    back: Step = here
    for part in parts:
        reads += [Read(read.predicate, read.is_forward, chained(read.back, back)) for read in part.reads]
        back = chained(part.back, back)
    step: Step = here
    for part in parts:
        step = chained(step, part.step)
    return Path(step, back, tuple(reads))


def chained(first: Step, second: Step) -> Step:
    """Return the step that takes the one and then the other."""
    if first is here:
        return second
    if second is here:
        return first
    return lambda graph, node: dict.fromkeys(end for middle in first(graph, node) for end in second(graph, middle))


def alternative(parts: list[Path]) -> Path:
    """Return the path that takes any one of the parts."""
    return Path(
        lambda graph, focus: (value for part in parts for value in part.step(graph, focus)),
        lambda graph, focus: (value for part in parts for value in part.back(graph, focus)),
        tuple(read for part in parts for read in part.reads),
    )


def repeated(part: Path, least: int, most: int | None) -> Path:
    """Return the path that takes a part at least and at most so many times; `least` is 0 or 1, None has no end."""
    before = _times(part.back, 0, None if most is None else most - 1)
    return Path(
        _times(part.step, least, most),
        _times(part.back, least, most),
        tuple(Read(read.predicate, read.is_forward, chained(read.back, before)) for read in part.reads),
    )


def _times(step: Step, least: int, most: int | None) -> Step:
    def times(graph: Graph, focus: Term) -> Iterable[Term]:
        found: dict[Term, None] = {} if least else {focus: None}
        frontier: list[Term] = [focus]
        steps = 0
        while frontier and (most is None or steps < most):
            steps += 1
            following: list[Term] = []
            for node in frontier:
                for value in step(graph, node):
                    if value not in found:
                        found[value] = None
                        following.append(value)
            frontier = following
        return found

    return times


def taken(graph: Graph, path: Path, node: Term) -> list[Triple]:
    """Return the triples with a predicate of the path that touch `node` or what the path reaches from it."""
    ends = {node, *path.values(graph, node)}
    found: dict[Triple, None] = {}
    for predicate in path.predicates:
        for end in ends:
            for value in graph.objects(end, predicate):
                if end == node or value in ends:
                    found[(end, predicate, value)] = None  # type: ignore[index]  # a subject is never a literal
            for subject in graph.subjects(predicate, end):
                if end == node or subject in ends:
                    found[(subject, predicate, end)] = None
    return list(found)
