"""SHACL property paths over a graph in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.vocabulary import FIRST, sh

Step = Callable[[Graph, Term], Iterable[Term]]


@dataclass(frozen=True, slots=True)
class Path:
    """One path; `predicate` is set when the path is a single forward predicate, `predicates` are all it takes."""

    step: Step
    predicate: ox.NamedNode | None
    predicates: tuple[ox.NamedNode, ...]

    def values(self, graph: Graph, node: Term) -> tuple[Term, ...]:
        """Return the nodes that the path reaches from `node`, each once, in the order in which they are met."""
        return tuple(dict.fromkeys(self.step(graph, node)))


class PathFault(ValueError):
    """The node is not a SHACL path."""


def read_path(shapes: Graph, node: Term, _within: frozenset[Term] = frozenset()) -> Path:
    """Return the path that a shapes graph describes.

    Raises:
        PathFault: the description is not a SHACL path.
    """
    if isinstance(node, ox.NamedNode):
        predicate = node
        return Path(lambda graph, focus: graph.objects(focus, predicate), node, (node,))
    if node in _within:
        raise PathFault(f"a path that contains itself ({node})")
    within = _within | {node}
    if shapes.value(node, FIRST) is not None:
        return _sequence([read_path(shapes, member, within) for member in shapes.members(node)])
    inverse = shapes.value(node, sh("inversePath"))
    if inverse is not None:
        return _inverse(shapes, inverse, within)
    alternative = shapes.value(node, sh("alternativePath"))
    if alternative is not None:
        parts = [read_path(shapes, member, within) for member in shapes.members(alternative)]
        if not parts:
            raise PathFault("sh:alternativePath without a list of paths")
        return Path(
            lambda graph, focus: (value for part in parts for value in part.step(graph, focus)),
            None,
            tuple(predicate for part in parts for predicate in part.predicates),
        )
    for name, least, most in (("zeroOrMorePath", 0, None), ("oneOrMorePath", 1, None), ("zeroOrOnePath", 0, 1)):
        inner = shapes.value(node, sh(name))
        if inner is not None:
            return _repeated(read_path(shapes, inner, within), least, most)
    raise PathFault(str(node))


def _sequence(parts: list[Path]) -> Path:
    def step(graph: Graph, focus: Term) -> Iterable[Term]:
        nodes: Iterable[Term] = (focus,)
        for part in parts:
            nodes = dict.fromkeys(value for node in nodes for value in part.step(graph, node))
        return nodes

    return Path(step, None, tuple(predicate for part in parts for predicate in part.predicates))


def _inverse(shapes: Graph, node: Term, within: frozenset[Term]) -> Path:
    if isinstance(node, ox.NamedNode):
        predicate = node
        return Path(lambda graph, focus: graph.subjects(predicate, focus), None, (predicate,))
    if node in within:
        raise PathFault(f"a path that contains itself ({node})")
    within |= {node}
    if shapes.value(node, FIRST) is not None:
        return _sequence([_inverse(shapes, member, within) for member in reversed(shapes.members(node))])
    twice = shapes.value(node, sh("inversePath"))
    if twice is not None:
        return read_path(shapes, twice, within)
    for name, least, most in (("zeroOrMorePath", 0, None), ("oneOrMorePath", 1, None), ("zeroOrOnePath", 0, 1)):
        inner = shapes.value(node, sh(name))
        if inner is not None:
            return _repeated(_inverse(shapes, inner, within), least, most)
    raise PathFault(str(node))


def _repeated(part: Path, least: int, most: int | None) -> Path:
    def step(graph: Graph, focus: Term) -> Iterable[Term]:
        found: dict[Term, None] = {} if least else {focus: None}
        frontier: list[Term] = [focus]
        steps = 0
        while frontier and (most is None or steps < most):
            steps += 1
            following: list[Term] = []
            for node in frontier:
                for value in part.step(graph, node):
                    if value not in found:
                        found[value] = None
                        following.append(value)
            frontier = following
        return found

    return Path(step, None, part.predicates)


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
