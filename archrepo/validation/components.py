"""The constraint components of SHACL core: one small function a parameter, and the table that names them.

Each function takes the shape being compiled and the parameter's value, and returns a constraint: a function from
graph, focus node and value nodes to the values that break it. None as such a value stands for the focus node as a
whole; a pair (path, value) reports under a path of its own, as sh:closed does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.faults import ShapeFault
from archrepo.validation.lists import members
from archrepo.validation.literals import compare, fits
from archrepo.vocabulary import sh

Violations: TypeAlias = Iterable[Term | tuple[Term, Term | None] | None]
Constraint: TypeAlias = Callable[[Graph, Term, tuple[Term, ...]], Violations]


class Conforming(Protocol):
    """What a component asks of a shape inside its shape."""

    def conforms(self, graph: Graph, focus: Term) -> bool:
        """Tell whether the node keeps the shape."""


@dataclass(frozen=True, slots=True)
class Component:
    """The shape that is being compiled, with a way to compile the shapes it refers to."""

    shapes: Graph
    node: Term
    part: Callable[[Term], Conforming]

    def values(self, name: str) -> tuple[Term, ...]:
        """Return the values of the parameter sh:`name`."""
        return self.shapes.objects(self.node, sh(name))

    def parts(self, head: Term) -> list[Conforming]:
        """Return the compiled shapes of an RDF list."""
        return [self.part(member) for member in members(self.shapes, head)]


Factory: TypeAlias = Callable[[Component, Term], Constraint]

_TRUE = ox.Literal(True)


def _each(keeps: Callable[[Graph, Term], bool]) -> Constraint:
    return lambda graph, focus, values: [value for value in values if not keeps(graph, value)]


def _whole(breaks: Callable[[Graph, tuple[Term, ...]], bool]) -> Constraint:
    return lambda graph, focus, values: [None] if breaks(graph, values) else []


def _class(component: Component, cls: Term) -> Constraint:
    return _each(lambda graph, value: graph.is_instance(value, cls))


def _datatype(component: Component, datatype: Term) -> Constraint:
    return _each(lambda graph, value: isinstance(value, ox.Literal) and value.datatype == datatype and fits(value))


def _node_kind(component: Component, kind: Term) -> Constraint:
    if kind not in _NODE_KINDS:
        raise ShapeFault(
            Text("zo'n soort knoop bestaat niet", "there is no such kind of node"),
            Text("kies sh:IRI, sh:Literal of sh:BlankNode", "choose sh:IRI, sh:Literal or sh:BlankNode"),
        )
    allowed = _NODE_KINDS[kind]
    return _each(lambda graph, value: isinstance(value, allowed))


_NODE_KINDS: dict[Term, tuple[type, ...]] = {
    sh("IRI"): (ox.NamedNode,),
    sh("Literal"): (ox.Literal,),
    sh("BlankNode"): (ox.BlankNode,),
    sh("BlankNodeOrIRI"): (ox.BlankNode, ox.NamedNode),
    sh("BlankNodeOrLiteral"): (ox.BlankNode, ox.Literal),
    sh("IRIOrLiteral"): (ox.NamedNode, ox.Literal),
}


def whole_number(limit: Term) -> int:
    """Return the number that a parameter asks for.

    Raises:
        ShapeFault: it is no whole number, or one of more digits than anything can count.
    """
    if isinstance(limit, ox.Literal) and re.fullmatch(r"[+-]?[0-9]{1,30}", limit.value):
        return int(limit.value)
    raise ShapeFault(
        Text("hier is een geheel getal nodig", "a whole number is needed here"),
        Text("schrijf bijvoorbeeld 1, zonder aanhalingstekens", "write for example 1, without quotes"),
    )


def _min_count(component: Component, limit: Term) -> Constraint:
    least = whole_number(limit)
    return _whole(lambda graph, values: len(values) < least)


def _max_count(component: Component, limit: Term) -> Constraint:
    most = whole_number(limit)
    return _whole(lambda graph, values: len(values) > most)


def _ordered(*allowed: int) -> Factory:
    def build(component: Component, limit: Term) -> Constraint:
        return _each(lambda graph, value: compare(value, limit) in allowed)

    return build


def _min_length(component: Component, limit: Term) -> Constraint:
    least = whole_number(limit)
    return _each(lambda graph, value: _has_text(value) and len(value.value) >= least)


def _max_length(component: Component, limit: Term) -> Constraint:
    most = whole_number(limit)
    return _each(lambda graph, value: _has_text(value) and len(value.value) <= most)


def _pattern(component: Component, pattern: Term) -> Constraint:
    flags = re.RegexFlag(0)
    for letters in component.values("flags"):
        for letter in letters.value:
            flags |= _REGEX_FLAGS.get(letter, re.RegexFlag(0))
    try:
        expression = re.compile(pattern.value, flags)
    except (re.error, OverflowError) as fault:
        raise ShapeFault(
            Text(f"dit is geen reguliere expressie: {fault}", f"this is no regular expression: {fault}"),
            Text("verbeter het patroon; \\ schrijft u in Turtle dubbel", "mend the pattern; double each \\ in Turtle"),
        ) from fault
    return _each(lambda graph, value: _has_text(value) and expression.search(value.value) is not None)


_REGEX_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}


def _has_text(value: Term) -> bool:
    return not isinstance(value, ox.BlankNode)


def _language_in(component: Component, head: Term) -> Constraint:
    ranges = tuple(member.value.lower() for member in members(component.shapes, head))

    def speaks(graph: Graph, value: Term) -> bool:
        language = (value.language or "").lower() if isinstance(value, ox.Literal) else ""
        return any(language == wanted or language.startswith(wanted + "-") for wanted in ranges)

    return _each(speaks)


def _unique_lang(component: Component, wanted: Term) -> Constraint:
    def repeated(graph: Graph, focus: Term, values: tuple[Term, ...]) -> Violations:
        languages = [value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language]
        return [None for language in dict.fromkeys(languages) if languages.count(language) > 1]

    return repeated if wanted == _TRUE else lambda graph, focus, values: []


def _comparing(faults: Callable[[tuple[Term, ...], tuple[Term, ...]], Violations]) -> Factory:
    def build(component: Component, other: Term) -> Constraint:
        if not isinstance(other, ox.NamedNode):
            raise ShapeFault(
                Text("hier is de naam van een eigenschap nodig", "the name of a property is needed here"),
                Text("schrijf bijvoorbeeld ar:validFrom", "write for example ar:validFrom"),
            )
        predicate = other
        return lambda graph, focus, values: faults(values, graph.objects(focus, predicate))

    return build


def _unequal(own: tuple[Term, ...], theirs: tuple[Term, ...]) -> Violations:
    return [value for value in own if value not in theirs] + [value for value in theirs if value not in own]


def _shared(own: tuple[Term, ...], theirs: tuple[Term, ...]) -> Violations:
    return [value for value in own if value in theirs]


def _not_below(*allowed: int) -> Callable[[tuple[Term, ...], tuple[Term, ...]], Violations]:
    return lambda own, theirs: [value for value in own for their in theirs if compare(value, their) not in allowed]


def _not(component: Component, node: Term) -> Constraint:
    shape = component.part(node)
    return _each(lambda graph, value: not shape.conforms(graph, value))


def _node(component: Component, node: Term) -> Constraint:
    shape = component.part(node)
    return _each(lambda graph, value: shape.conforms(graph, value))


def _and(component: Component, head: Term) -> Constraint:
    parts = component.parts(head)
    return _each(lambda graph, value: all(part.conforms(graph, value) for part in parts))


def _or(component: Component, head: Term) -> Constraint:
    parts = component.parts(head)
    return _each(lambda graph, value: any(part.conforms(graph, value) for part in parts))


def _xone(component: Component, head: Term) -> Constraint:
    parts = component.parts(head)
    return _each(lambda graph, value: sum(part.conforms(graph, value) for part in parts) == 1)


def _qualified(breaks: Callable[[int, int], bool]) -> Factory:
    def build(component: Component, limit: Term) -> Constraint:
        wanted = [component.part(node) for node in component.values("qualifiedValueShape")]
        apart = [component.part(node) for node in _siblings(component)]
        bound = whole_number(limit)

        def count(graph: Graph, values: tuple[Term, ...]) -> int:
            return sum(
                all(shape.conforms(graph, value) for shape in wanted)
                and not any(shape.conforms(graph, value) for shape in apart)
                for value in values
            )

        return _whole(lambda graph, values: bool(wanted) and breaks(count(graph, values), bound))

    return build


def _siblings(component: Component) -> Iterable[Term]:
    """Return the qualified shapes of the neighbouring property shapes, when they must not overlap."""
    if _TRUE not in component.values("qualifiedValueShapesDisjoint"):
        return []
    own = component.values("qualifiedValueShape")
    return [
        sibling
        for parent in component.shapes.subjects(sh("property"), component.node)
        for member in component.shapes.objects(parent, sh("property"))
        for sibling in component.shapes.objects(member, sh("qualifiedValueShape"))
        if sibling not in own
    ]


def _closed(component: Component, wanted: Term) -> Constraint:
    shapes = component.shapes
    allowed: set[Term] = {path for shape in component.values("property") for path in shapes.objects(shape, sh("path"))}
    for head in component.values("ignoredProperties"):
        allowed.update(members(component.shapes, head))

    def extra(graph: Graph, focus: Term, values: tuple[Term, ...]) -> Violations:
        return [
            (predicate, found)
            for value in values
            for predicate, objects in graph.facts(value).items()
            if predicate not in allowed
            for found in objects
        ]

    return extra if wanted == _TRUE else lambda graph, focus, values: []


def _has_value(component: Component, wanted: Term) -> Constraint:
    return _whole(lambda graph, values: wanted not in values)


def _in(component: Component, head: Term) -> Constraint:
    allowed = frozenset(members(component.shapes, head))
    return _each(lambda graph, value: value in allowed)


PARAMETERS: Mapping[str, tuple[str, Factory]] = {
    "class": ("ClassConstraintComponent", _class),
    "datatype": ("DatatypeConstraintComponent", _datatype),
    "nodeKind": ("NodeKindConstraintComponent", _node_kind),
    "minCount": ("MinCountConstraintComponent", _min_count),
    "maxCount": ("MaxCountConstraintComponent", _max_count),
    "minExclusive": ("MinExclusiveConstraintComponent", _ordered(1)),
    "minInclusive": ("MinInclusiveConstraintComponent", _ordered(0, 1)),
    "maxExclusive": ("MaxExclusiveConstraintComponent", _ordered(-1)),
    "maxInclusive": ("MaxInclusiveConstraintComponent", _ordered(-1, 0)),
    "minLength": ("MinLengthConstraintComponent", _min_length),
    "maxLength": ("MaxLengthConstraintComponent", _max_length),
    "pattern": ("PatternConstraintComponent", _pattern),
    "languageIn": ("LanguageInConstraintComponent", _language_in),
    "uniqueLang": ("UniqueLangConstraintComponent", _unique_lang),
    "equals": ("EqualsConstraintComponent", _comparing(_unequal)),
    "disjoint": ("DisjointConstraintComponent", _comparing(_shared)),
    "lessThan": ("LessThanConstraintComponent", _comparing(_not_below(-1))),
    "lessThanOrEquals": ("LessThanOrEqualsConstraintComponent", _comparing(_not_below(-1, 0))),
    "not": ("NotConstraintComponent", _not),
    "node": ("NodeConstraintComponent", _node),
    "and": ("AndConstraintComponent", _and),
    "or": ("OrConstraintComponent", _or),
    "xone": ("XoneConstraintComponent", _xone),
    "qualifiedMinCount": ("QualifiedMinCountConstraintComponent", _qualified(lambda found, least: found < least)),
    "qualifiedMaxCount": ("QualifiedMaxCountConstraintComponent", _qualified(lambda found, most: found > most)),
    "closed": ("ClosedConstraintComponent", _closed),
    "hasValue": ("HasValueConstraintComponent", _has_value),
    "in": ("InConstraintComponent", _in),
}
