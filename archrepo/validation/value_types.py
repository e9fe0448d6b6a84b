"""The check that a value fits its property: the datatype, class or coded values that the vocabulary gives it.

What fits is knowledge of the ontology: `rdfs:range` for one kind, `ar:allowedKind` for each of several, and
`owl:FunctionalProperty` for a property that has one value at most. Without this check a date in words satisfies a
rule that only asks whether there is a date.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.literals import fits
from archrepo.validation.outcome import Fault, Outcome, holder_of, written_term
from archrepo.vocabulary import (
    ALLOWED_KIND,
    AM,
    AR,
    COMMENT,
    DATATYPE_PROPERTY,
    EXAMPLE,
    FUNCTIONAL_PROPERTY,
    OBJECT_PROPERTY,
    RANGE,
    RDF,
    SUBCLASS_OF,
    TYPE,
    XSD,
)
from archrepo.workspace import Workspace

_TEXT = (XSD + "string", RDF + "langString")
_WHOLE = frozenset(
    XSD + sign + name
    for sign in ("", "unsigned", "nonNegative", "positive", "nonPositive", "negative")
    for name in ("integer", "long", "int", "short", "byte", "Integer", "Long", "Int", "Short", "Byte")
)
#: Datatypes that may stand for another: a whole number is a number, a text with a language is a text.
_ALSO: dict[str, frozenset[str]] = {
    XSD + "integer": _WHOLE,
    XSD + "decimal": _WHOLE | {XSD + "decimal", XSD + "double", XSD + "float"},
    XSD + "string": frozenset(_TEXT),
    RDF + "langString": frozenset(_TEXT),
}
_ANY_ADDRESS = ox.NamedNode(XSD + "anyURI")
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_TRUTH = {"ja": "true", "yes": "true", "waar": "true", "nee": "false", "no": "false", "onwaar": "false"}
_MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class _Demand:
    """What the vocabulary asks of a property; no kinds means that any thing, or any literal, will do."""

    predicate: ox.NamedNode
    kinds: tuple[ox.NamedNode, ...]
    is_functional: bool
    wants_thing: bool
    wants_literal: bool

    @property
    def datatypes(self) -> tuple[ox.NamedNode, ...]:
        """Return the kinds that are datatypes."""
        return tuple(kind for kind in self.kinds if kind.value.startswith((XSD, RDF)))

    @property
    def classes(self) -> tuple[ox.NamedNode, ...]:
        """Return the kinds that are classes."""
        return tuple(kind for kind in self.kinds if not kind.value.startswith((XSD, RDF)))


def value_types(workspace: Workspace) -> Outcome:
    """Hold every value of a municipal property against what the vocabulary says that the property may hold."""
    subjects: dict[Term, None] = {}
    faults: list[Fault] = []
    for demand in _demands(workspace):
        several: dict[Subject, list[Term]] = {}
        for value, holders in workspace.model.with_predicate(demand.predicate).items():
            is_fitting = _fits(workspace, demand, value)
            for subject in holders:
                subjects[holder_of(workspace, subject)] = None
                several.setdefault(subject, []).append(value)
                if not is_fitting:
                    faults.append(_misfit(workspace, demand, subject, value))
        if demand.is_functional:
            faults += [_too_many(workspace, demand, each, held) for each, held in several.items() if len(held) > 1]
    return Outcome(tuple(subjects), tuple(faults))


def _demands(workspace: Workspace) -> Iterator[_Demand]:
    vocabulary = workspace.ontology.graph
    for predicate in workspace.model.predicates:
        if predicate.value.startswith(AR):
            types = vocabulary.objects(predicate, TYPE)
            asked = (*vocabulary.objects(predicate, RANGE), *vocabulary.objects(predicate, ALLOWED_KIND))
            kinds = tuple(kind for kind in asked if isinstance(kind, ox.NamedNode))
            things, literals = OBJECT_PROPERTY in types, DATATYPE_PROPERTY in types
            if kinds or things or literals:
                yield _Demand(predicate, kinds, FUNCTIONAL_PROPERTY in types, things, literals)


def _fits(workspace: Workspace, demand: _Demand, value: Term) -> bool:
    if isinstance(value, ox.Literal):
        if not demand.kinds:
            return not demand.wants_thing
        return fits(value) and any(
            value.datatype == kind or value.datatype.value in _ALSO.get(kind.value, ()) for kind in demand.datatypes
        )
    if not demand.kinds:
        return not demand.wants_literal
    if _ANY_ADDRESS in demand.kinds:
        return True
    if not demand.classes:
        return False
    types = workspace.graph.objects(value, TYPE)
    if not types or not all(workspace.ontology.graph.facts(kind) for kind in types):
        # A name that is described nowhere, or with an unknown type, is the business of the dangling references;
        # a reference thing outside the model may be described elsewhere. Only a coded value is known in full.
        return not (_is_coded(workspace, demand) and _is_outside(workspace, value))
    return any(workspace.graph.is_instance(value, kind) for kind in demand.classes)


def _is_coded(workspace: Workspace, demand: _Demand) -> bool:
    vocabulary = workspace.ontology.graph
    return all(
        kind.value.startswith(AR) and vocabulary.instances(kind) and not vocabulary.objects(kind, SUBCLASS_OF)
        for kind in demand.classes
    )


def _is_outside(workspace: Workspace, value: Term) -> bool:
    return not isinstance(value, ox.NamedNode) or not value.value.startswith((workspace.base, AR, AM))


def _misfit(workspace: Workspace, demand: _Demand, subject: Subject, value: Term) -> Fault:
    holder = holder_of(workspace, subject)
    return Fault(
        subject=holder,
        name=workspace.name_of(holder),
        location=workspace.locate(subject, demand.predicate, value),
        message=Text(
            "'{property}' heeft de waarde {found}; verwacht: {wanted}",
            "'{property}' has the value {found}; expected: {wanted}",
        ).format(
            property=workspace.name_of(demand.predicate),
            found=_found(workspace, value),
            wanted=_wanted(workspace, demand),
        ),
        remedy=_remedy(workspace, demand, value),
    )


def _found(workspace: Workspace, value: Term) -> Text:
    shown = written_term(workspace, value)
    if isinstance(value, ox.Literal):
        if value.datatype.value in _TEXT:
            return Text(f"`{shown}` (tekst)", f"`{shown}` (text)")
        if fits(value):
            return Text("`{shown}` ({kind})", "`{shown}` ({kind})").format(
                shown=shown, kind=workspace.name_of(value.datatype)
            )
        return Text("`{shown}`, en zo'n {kind} bestaat niet", "`{shown}`, and there is no such {kind}").format(
            shown=shown, kind=workspace.name_of(value.datatype)
        )
    for kind in workspace.graph.objects(value, TYPE):
        return Text("`{shown}` ({kind})", "`{shown}` ({kind})").format(shown=shown, kind=workspace.name_of(kind))
    return Text.same(f"`{shown}`")


def _wanted(workspace: Workspace, demand: _Demand) -> Text:
    if not demand.kinds:
        return Text("een verwijzing", "a reference") if demand.wants_thing else Text("een waarde", "a value")
    names = [workspace.name_of(kind) for kind in demand.kinds]
    return Text(" of ".join(name.nl for name in names), " or ".join(name.en for name in names))


def _remedy(workspace: Workspace, demand: _Demand, value: Term) -> Text:
    name = written_term(workspace, demand.predicate)
    for kind in demand.datatypes:
        for repaired in _repaired(kind, value):
            return Text(f"schrijf `{name} {repaired}`", f"write `{name} {repaired}`")
    near = _nearest(workspace, demand, value)
    if near and _is_coded(workspace, demand):
        listed = ", ".join(f"`{each}`" for each in near)
        return Text(f"kies uit {listed}", f"choose from {listed}")
    if near:
        return Text(
            f"noem een ding dat past, bijvoorbeeld `{name} {near[0]}`",
            f"name a thing that fits, such as `{name} {near[0]}`",
        )
    meaning = text_of(workspace.ontology.graph, demand.predicate, COMMENT)
    if not demand.kinds and meaning is not None:
        return meaning
    for kind in demand.datatypes:
        for example in workspace.ontology.graph.objects(kind, EXAMPLE):
            return Text(f"schrijf bijvoorbeeld `{name} {example.value}`", f"write for example `{name} {example.value}`")
    return Text(f"verwijder of verbeter `{name}`", f"remove or correct `{name}`")


def _repaired(kind: ox.NamedNode, value: Term) -> Iterator[str]:
    """Yield the value as it was probably meant, in the datatype that is asked for."""
    if not isinstance(value, ox.Literal):
        return
    text = value.value.strip()
    if kind.value == XSD + "date":
        if found := _DUTCH_DATE.match(text):
            day, month, year = found.groups()
            text = f"{year}-{month:0>2}-{day:0>2}"
        if fits(ox.Literal(text, datatype=kind)):
            yield f'"{text}"^^xsd:date'
    elif kind.value == XSD + "boolean" and (truth := _TRUTH.get(text.casefold(), text)) in ("true", "false"):
        yield truth
    elif kind.value in (XSD + "integer", XSD + "decimal") and fits(ox.Literal(text, datatype=kind)):
        yield text
    elif kind.value == XSD + "string" and '"' not in text and "\n" not in text:
        yield f'"{text}"'


def _nearest(workspace: Workspace, demand: _Demand, value: Term) -> tuple[str, ...]:
    """Return at most five things of the right kind, the likeliest first, as a user writes them."""
    graph = workspace.graph if not _is_coded(workspace, demand) else workspace.ontology.graph
    fitting = list(dict.fromkeys(each for kind in demand.classes for each in graph.instances(kind)))
    named: dict[str, str] = {}
    for each in fitting:
        label = workspace.name_of(each)
        for word in (label.nl, label.en, each.value.rpartition("#")[2]):
            named.setdefault(word.casefold(), written_term(workspace, each))
    meant = value.value if isinstance(value, ox.Literal) else workspace.name_of(value).nl
    near = [named[word] for word in difflib.get_close_matches(meant.casefold(), named, n=3, cutoff=0.6)]
    rest = sorted(written_term(workspace, each) for each in fitting[:_MOST_LISTED])
    return tuple(dict.fromkeys([*near, *rest]))[:_MOST_LISTED]


def _too_many(workspace: Workspace, demand: _Demand, subject: Subject, values: list[Term]) -> Fault:
    """Return the fault at the second of the values, in the order of the files; the message says where each stands."""
    order = {file.path: number for number, file in enumerate(workspace.files)}

    def place(item: tuple[Location, Term]) -> tuple[int, int, int]:
        return order.get(item[0].path, len(order)), item[0].line, item[0].column

    placed = sorted(((workspace.locate(subject, demand.predicate, each), each) for each in values), key=place)
    listed = [f"`{written_term(workspace, value)}` ({where.path}:{where.line})" for where, value in placed]
    holder = holder_of(workspace, subject)
    return Fault(
        subject=holder,
        name=workspace.name_of(holder),
        location=placed[1][0],
        message=Text(
            "'{property}' heeft {count} waarden, en mag er maar één hebben: {dutch}",
            "'{property}' has {count} values and may have only one: {english}",
        ).format(
            property=workspace.name_of(demand.predicate),
            count=len(values),
            dutch=" en ".join(listed),
            english=" and ".join(listed),
        ),
        remedy=Text(
            "laat één van de waarden staan en verwijder de andere", "keep one of the values and remove the other"
        ),
    )
