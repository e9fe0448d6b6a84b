"""SHACL core, evaluated over a graph in memory.

A shape is compiled once into a list of constraints and then asked about many nodes. All of SHACL core is here; what
goes beyond it is told by `needs_reference`, so that the caller can give such a shape to the reference engine. The
W3C test suite and a comparison with pySHACL hold this to the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.metamodel import prefixed
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.components import PARAMETERS, Component, Constraint, Factory
from archrepo.validation.dates import max_age_months, min_months_ahead
from archrepo.validation.paths import Path, PathFault, Read, chained, here, read_path
from archrepo.vocabulary import MAX_AGE_MONTHS, MIN_MONTHS_AHEAD, SH, TYPE, ar, sh

OWN_PARAMETERS: Mapping[ox.NamedNode, tuple[ox.NamedNode, Factory]] = {
    MAX_AGE_MONTHS: (ar("MaxAgeMonthsConstraintComponent"), max_age_months),
    MIN_MONTHS_AHEAD: (ar("MinMonthsAheadConstraintComponent"), min_months_ahead),
}

_PARAMETERS: Mapping[ox.NamedNode, tuple[ox.NamedNode, Factory]] = {
    **{sh(name): (sh(component), build) for name, (component, build) in PARAMETERS.items()},
    **OWN_PARAMETERS,
}

_DESCRIPTIVE = {
    "path",
    "targetClass",
    "targetNode",
    "targetSubjectsOf",
    "targetObjectsOf",
    "message",
    "severity",
    "deactivated",
    "name",
    "description",
    "order",
    "group",
    "defaultValue",
    "flags",
    "ignoredProperties",
    "property",
    "qualifiedValueShape",
    "qualifiedValueShapesDisjoint",
}


class ShapeFault(ValueError):
    """A shape is not well-formed; the text says which part."""


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result, as in the standard: what was looked at, by which path, and what was wrong."""

    focus: Term
    path: Term | None
    value: Term | None
    component: ox.NamedNode
    shape: Term


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled shape; `path_node` is the path as the shapes graph writes it.

    `reads` are the predicates that it takes on the way from a focus node; None when it looks at all facts of one.
    """

    node: Term
    path: Path | None
    path_node: Term | None
    constraints: tuple[tuple[ox.NamedNode, Constraint], ...]
    nested: tuple[Shape, ...]
    parts: tuple[Shape, ...]
    reads: tuple[Read, ...] | None
    is_deactivated: bool

    def conforms(self, graph: Graph, focus: Term) -> bool:
        """Tell whether the node keeps the shape."""
        return not any(True for _ in self.results(graph, focus))

    def results(self, graph: Graph, focus: Term) -> Iterable[Result]:
        """Iterate over what is wrong with the node, in the order of the shape's constraints."""
        if self.is_deactivated:
            return
        values = self.path.values(graph, focus) if self.path else (focus,)
        for component, constraint in self.constraints:
            for value in constraint(graph, focus, values):
                if isinstance(value, tuple):
                    yield Result(focus, value[0], value[1], component, self.node)
                else:
                    yield Result(focus, self.path_node, value, component, self.node)
        for shape in self.nested:
            for value in values:
                yield from shape.results(graph, value)

    def paths(self) -> Iterable[Path]:
        """Iterate over the paths of the shape and of all shapes inside it."""
        if self.path:
            yield self.path
        for shape in (*self.nested, *self.parts):
            yield from shape.paths()


class Compiler:
    """Compiles the shapes of one graph; remembers what it compiled."""

    def __init__(self, shapes: Graph) -> None:
        """Keep the shapes graph."""
        self._shapes = shapes
        self._done: dict[Term, Shape] = {}
        self._open: set[Term] = set()

    def shape(self, node: Term) -> Shape:
        """Return the compiled shape of a node.

        Raises:
            ShapeFault: the shape has a faulty path or refers to itself.
        """
        if node in self._done:
            return self._done[node]
        if node in self._open:
            raise ShapeFault(f"the shape {node} refers to itself")
        self._open.add(node)
        compiled = self._compile(node)
        self._open.discard(node)
        self._done[node] = compiled
        return compiled

    def path(self, node: Term) -> ox.NamedNode | None:
        """Return the path of a shape when it is a single predicate, without compiling the shape."""
        path = self._shapes.value(node, sh("path"))
        return path if isinstance(path, ox.NamedNode) else None

    def _compile(self, node: Term) -> Shape:
        graph = self._shapes
        path_node = graph.value(node, sh("path"))
        try:
            path = read_path(graph, path_node) if path_node is not None else None
        except PathFault as fault:
            raise ShapeFault(f"{fault} is not a property path") from fault
        parts: list[Shape] = []

        def part(term: Term) -> Shape:
            shape = self.shape(term)
            parts.append(shape)
            return shape

        component = Component(graph, node, part)
        constraints = []
        for parameter, (iri, build) in _PARAMETERS.items():
            for value in graph.objects(node, parameter):
                try:
                    constraints.append((iri, build(component, value)))
                except ShapeFault:
                    raise
                except (ValueError, re.error) as fault:
                    raise ShapeFault(f"{prefixed(parameter)} {value}: {fault}") from fault
        nested = tuple(self.shape(term) for term in graph.objects(node, sh("property")))
        inner = (*nested, *parts)
        return Shape(
            node=node,
            path=path,
            path_node=path_node,
            constraints=tuple(constraints),
            nested=nested,
            parts=tuple(parts),
            reads=self._reads(node, path, inner),
            is_deactivated=graph.has(node, sh("deactivated"), ox.Literal(True)),
        )

    def _reads(self, node: Term, path: Path | None, inner: Iterable[Shape]) -> tuple[Read, ...] | None:
        """Return what the shape reads: by its path, by its own constraints, and by the shapes inside it."""
        graph = self._shapes
        if graph.value(node, sh("closed")) is not None:
            return None
        reads = list(path.reads) if path else []
        back = path.back if path else here
        if graph.value(node, sh("class")) is not None:
            reads.append(Read(TYPE, True, back))
        for name in _COMPARED:
            reads += [
                Read(other, True, here) for other in graph.objects(node, sh(name)) if isinstance(other, ox.NamedNode)
            ]
        for shape in inner:
            if shape.reads is None:
                return None
            reads += [Read(read.predicate, read.is_forward, chained(read.back, back)) for read in shape.reads]
        return tuple(reads)

    def needs_reference(self, node: Term) -> bool:
        """Tell whether the shape, or one inside it, goes beyond core in a way that the reference engine knows.

        That is a SPARQL constraint on an inner shape, or a parameter of a constraint component that the shapes graph
        declares itself. A SPARQL constraint on the shape itself does not count: `questions` runs those.

        Raises:
            ShapeFault: the shape uses a term of the SHACL namespace that neither engine here runs.
        """
        declared = {
            path
            for parameters in self._shapes.with_predicate(sh("parameter"))
            for path in self._shapes.objects(parameters, sh("path"))
            if path not in OWN_PARAMETERS
        }
        found = False
        seen: set[Term] = set()
        queue = [node]
        while queue:
            term = queue.pop()
            if term in seen:
                continue
            seen.add(term)
            for predicate, values in self._shapes.facts(term).items():
                found = found or predicate in declared
                if not predicate.value.startswith(SH):
                    continue
                name = predicate.value[len(SH) :]
                if name == "sparql":
                    found = found or term != node
                elif name not in _DESCRIPTIVE and name not in PARAMETERS:
                    raise ShapeFault(f"sh:{name} is not a term that can be checked here")
                if name in _LEADS_TO_SHAPES:
                    queue += [value for head in values for value in (head, *self._shapes.members(head))]
        return found


_COMPARED = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_LEADS_TO_SHAPES = {"not", "and", "or", "xone", "node", "property", "qualifiedValueShape"}
