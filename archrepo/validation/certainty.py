"""Certain although facts are missing: a breach that stays one, whatever is recorded later.

A fact that is missing leaves open only what is demanded of it. A rule of several demands is broken for certain when one
of them fails that does not look at the missing fact, or that fails on a value which is there and would have to go. The
same goes for the condition under which a principle applies: "profiling, or special data" holds as soon as one is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.components import PARAMETERS
from archrepo.validation.lists import members
from archrepo.validation.paths import Path, here, read_path
from archrepo.validation.shapes import OWN_PARAMETERS, Compiler
from archrepo.vocabulary import FIRST, sh

#: What one more value cannot mend: each demands something of every value that is there.
ENDURING: Final = frozenset(
    {
        *OWN_PARAMETERS,
        *(sh(name) for name in ("class", "datatype", "nodeKind", "in", "languageIn", "pattern", "maxCount")),
        *(sh(name) for name in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")),
        *(sh(name) for name in ("minLength", "maxLength", "disjoint", "lessThan", "lessThanOrEquals")),
    }
)
_ENDURING_COMPONENTS: Final = frozenset(
    component for parameter, (component, _build) in OWN_PARAMETERS.items() if parameter in ENDURING
) | frozenset(sh(component) for name, (component, _build) in PARAMETERS.items() if sh(name) in ENDURING)
_WHOLE: Final = (sh("path"), sh("xone"), sh("property"))
_LOGIC: Final = frozenset(
    sh(name)
    for name in ("AndConstraintComponent", "OrConstraintComponent", "NotConstraintComponent", "NodeConstraintComponent")
)


@dataclass(frozen=True, slots=True)
class Need:
    """One fact that a rule needs; `steps` are the parts of its path when that is a sequence, else the path itself.

    Of a sequence each step must be known of everything that the steps before it reach.
    """

    path: Path
    steps: tuple[Path, ...]

    @property
    def first(self) -> frozenset[ox.NamedNode]:
        """The properties of the subject itself with which the fact begins."""
        return frozenset(read.predicate for read in self.path.reads if read.back is here)

    def missing(self, graph: Graph, subject: Term) -> ox.NamedNode | None:
        """Return the property that is not recorded; None when the fact is known."""
        reached: tuple[Term, ...] = (subject,)
        for step in self.steps:
            found = [step.values(graph, node) for node in reached]
            if not all(found):
                return step.predicates[0]
            reached = tuple(dict.fromkeys(value for values in found for value in values))
        return None


def read_need(shapes: Graph, node: Term) -> Need:
    """Return the needed fact that a principle names.

    Raises:
        PathFault: it is not a property path.
    """
    path = read_path(shapes, node)
    is_sequence = shapes.value(node, FIRST) is not None
    steps = tuple(read_path(shapes, step) for step in members(shapes, node)) if is_sequence else (path,)
    return Need(path, steps)


def touches(compiler: Compiler, node: Term, first: Collection[ox.NamedNode]) -> bool:
    """Tell whether a shape looks at a property with which a fact begins."""
    reads = compiler.shape(node).reads
    return reads is None or any(read.predicate in first for read in reads)


def is_whole(predicates: Collection[ox.NamedNode]) -> bool:
    """Tell by its predicates whether a shape is weighed in one piece, and not by the shapes that it is made of."""
    return any(predicate in predicates for predicate in _WHOLE)


@dataclass(frozen=True, slots=True)
class Certainty:
    """What is certain about one subject of which facts are missing; `first` are the properties they begin with."""

    shapes: Graph
    compiler: Compiler
    graph: Graph
    subject: Term
    first: frozenset[ox.NamedNode]

    def fails(self, node: Term) -> bool:
        """Tell whether the subject breaks a shape, whatever the missing facts are."""
        shape = self.compiler.shape(node)
        if shape.is_deactivated or not touches(self.compiler, node, self.first):
            return not shape.conforms(self.graph, self.subject)
        facts = self.shapes.facts(node)
        values = shape.path.values(self.graph, self.subject) if shape.path else (self.subject,)
        for component, constraint in shape.constraints:
            if component in _ENDURING_COMPONENTS and list(constraint(self.graph, self.subject, values)):
                return True
        if is_whole(facts):
            return False
        return (
            any(self.fails(member) for member in self._listed(node, "and"))
            or any(all(map(self.fails, members(self.shapes, head))) for head in self.shapes.objects(node, sh("or")))
            or any(self.holds(inner) for inner in self.shapes.objects(node, sh("not")))
            or any(self.fails(inner) for inner in self.shapes.objects(node, sh("node")))
        )

    def holds(self, node: Term) -> bool:
        """Tell whether the subject keeps a shape, whatever the missing facts are."""
        shape = self.compiler.shape(node)
        if shape.is_deactivated or not touches(self.compiler, node, self.first):
            return shape.conforms(self.graph, self.subject)
        if is_whole(self.shapes.facts(node)):
            return False
        for component, constraint in shape.constraints:
            if component not in _LOGIC and list(constraint(self.graph, self.subject, (self.subject,))):
                return False
        return (
            all(self.holds(member) for member in self._listed(node, "and"))
            and all(any(map(self.holds, members(self.shapes, head))) for head in self.shapes.objects(node, sh("or")))
            and all(self.fails(inner) for inner in self.shapes.objects(node, sh("not")))
            and all(self.holds(inner) for inner in self.shapes.objects(node, sh("node")))
        )

    def _listed(self, node: Term, name: str) -> Iterable[Term]:
        return (member for head in self.shapes.objects(node, sh(name)) for member in members(self.shapes, head))
