"""SHACL core, evaluated over a graph in memory.

A shape is compiled once into a list of constraints and then asked about many nodes. All of SHACL core is here; what
goes beyond it is told by `needs_reference`, so that the caller can give such a shape to the reference engine. The
W3C test suite and a comparison with pySHACL hold this to the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.components import PARAMETERS, Component, Constraint, Factory
from archrepo.validation.dates import max_age_months, min_months_ahead
from archrepo.validation.faults import RuleFault, ShapeFault
from archrepo.validation.lists import members
from archrepo.validation.paths import Path, Read, chained, here, read_path
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
    # A shape may be its own SPARQL constraint.
    "select",
    "prefixes",
    "labelTemplate",
    "declare",
}


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
        if self.is_deactivated:
            return True
        values = self.path.values(graph, focus) if self.path else (focus,)
        for _component, constraint in self.constraints:
            for _value in constraint(graph, focus, values):
                return False
        for shape in self.nested:
            for value in values:
                if not shape.conforms(graph, value):
                    return False
        return True

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
        self._declared: Mapping[Term, list[Term]] | None = None

    def shape(self, node: Term) -> Shape:
        """Return the compiled shape of a node.

        Raises:
            ShapeFault: the shape has a faulty path or refers to itself.
        """
        if node in self._done:
            return self._done[node]
        if node in self._open:
            raise _circular(node)
        self._open.add(node)
        try:
            compiled = self._compile(node)
        finally:
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
        except RuleFault as fault:
            raise fault.at(node, sh("path")) from None
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
                except RuleFault as fault:
                    raise _named(fault, node, parameter, value) from None
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
            ShapeFault: the shape refers to itself, or uses a term of SHACL that neither engine here runs.
        """
        return bool(self.beyond(node))

    def beyond(self, node: Term) -> Mapping[Term, frozenset[str]]:
        """Return what goes beyond core in a shape: constraints and validators, each with the parameters filled in.

        Raises:
            ShapeFault: the shape refers to itself, or uses a term of SHACL that neither engine here runs.
        """
        graph = self._shapes
        declared = self._declared_parameters()
        found: dict[Term, frozenset[str]] = {}
        done: set[Term] = set()
        above: dict[Term, None] = {}
        stack: list[tuple[Term, bool]] = [(node, False)]
        while stack:
            term, is_left = stack.pop()
            if is_left:
                del above[term]
                done.add(term)
                continue
            if term in above:
                raise _circular(term, list(above))
            if term in done:
                continue
            above[term] = None
            stack.append((term, True))
            for predicate, values in graph.facts(term).items():
                for component in declared.get(predicate, ()):
                    found.update(self._validators(component))
                if not predicate.value.startswith(SH):
                    continue
                name = predicate.value[len(SH) :]
                if name == "sparql":
                    if term != node:
                        found.update((constraint, frozenset()) for constraint in values)
                elif name in _LISTS_OF_SHAPES:
                    stack += [(member, False) for head in values for member in members(graph, head)]
                elif name in _LEADS_TO_SHAPES:
                    stack += [(value, False) for value in values]
                elif name not in _DESCRIPTIVE and name not in PARAMETERS:
                    raise ShapeFault(
                        Text(
                            f"sh:{name} is geen term die hier kan worden getoetst",
                            f"sh:{name} is not a term that can be checked here",
                        ),
                        node=term,
                        predicate=predicate,
                    )
        return found

    def _declared_parameters(self) -> Mapping[Term, list[Term]]:
        """Return the parameters that constraint components of the shapes graph declare, with those components."""
        if self._declared is not None:
            return self._declared
        found: dict[Term, list[Term]] = {}
        for parameter, components in self._shapes.with_predicate(sh("parameter")).items():
            for path in self._shapes.objects(parameter, sh("path")):
                if path not in OWN_PARAMETERS:
                    found.setdefault(path, []).extend(components)
        self._declared = found
        return found

    def _validators(self, component: Term) -> Iterable[tuple[Term, frozenset[str]]]:
        graph = self._shapes
        paths = [path for each in graph.objects(component, sh("parameter")) for path in graph.objects(each, sh("path"))]
        names = frozenset(re.split(r"[#/:]", path.value)[-1] for path in paths)
        for kind in ("validator", "nodeValidator", "propertyValidator"):
            for validator in graph.objects(component, sh(kind)):
                yield validator, names


def _circular(node: Term, above: Sequence[Term] = ()) -> ShapeFault:
    """Return the fault of a shape that leads to itself; `above` are the shapes on the way to it."""
    over = [prefixed(term) for term in above if isinstance(term, ox.NamedNode) and term != node]
    way = Text(f", over {', '.join(over)}", f", by way of {', '.join(over)}") if over else Text.same("")
    name = Text.same(prefixed(node)) if isinstance(node, ox.NamedNode) else Text("een vorm", "a shape")
    return ShapeFault(
        Text("{name} verwijst naar zichzelf{way}", "{name} refers to itself{way}").format(name=name, way=way),
        Text("haal een van de verwijzingen weg", "take one of the references away"),
        node=node,
    )


def _named(fault: RuleFault, node: Term, parameter: ox.NamedNode, value: Term) -> RuleFault:
    """Return the fault of a parameter with the name and the value of that parameter before it."""
    if fault.node is not None:
        return fault
    shown = value.value if isinstance(value, ox.Literal) else prefixed(value) if isinstance(value, ox.NamedNode) else ""
    name = f"{prefixed(parameter)} {shown}".rstrip()
    text = Text(f"{name}: {fault.text.nl}", f"{name}: {fault.text.en}")
    return ShapeFault(text, fault.remedy, node=node, predicate=parameter)


_COMPARED = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_LISTS_OF_SHAPES = {"and", "or", "xone"}
_LEADS_TO_SHAPES = {"not", "node", "property", "qualifiedValueShape"}
