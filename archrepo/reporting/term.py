"""One term of the vocabulary, as lines to read and as fields: what it means, which values it takes, how to write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.metamodel import local_name, prefixed, text_of
from archrepo.turtle.reading import Term
from archrepo.vocabulary import ALLOWED_KIND, COMMENT, EXAMPLE, OWL, PREFIXES, RANGE, RDF, TYPE
from archrepo.workspace import Workspace

_WIDTH = 100
#: A longer list, such as that of all countries, is no choice to read through.
_MOST_VALUES = 30
_CLASS = ox.NamedNode(OWL + "Class")
_FUNCTIONAL = ox.NamedNode(OWL + "FunctionalProperty")
_PROPERTIES = frozenset(
    ox.NamedNode(name) for name in (OWL + "DatatypeProperty", OWL + "ObjectProperty", RDF + "Property")
)
_ONCE = Text("Hoogstens één waarde.", "At most one value.")
_VALUES = Text("Waarden", "Values")
_KINDS = Text("Verwijst naar", "Refers to")
_DATATYPE = Text("Soort waarde", "Kind of value")
_WRITE = Text("Schrijf bijvoorbeeld", "Write for example")
_MORE = Text("... en nog {number}", "... and {number} more")


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the vocabulary says of one term.

    `values` are the terms to choose from, `kinds` the classes of things it may point at, `datatype` what a literal
    must be; `example` is a piece of Turtle, "" when the vocabulary does not tell enough to give one.
    """

    iri: ox.NamedNode
    kind: Text
    explanation: Text
    is_single: bool
    values: tuple[ox.NamedNode, ...]
    kinds: tuple[ox.NamedNode, ...]
    datatype: ox.NamedNode | None
    example: str


def find_vocabulary_term(workspace: Workspace, name: str) -> ox.NamedNode | None:
    """Return the term that is meant by a prefixed name, a whole IRI or the name of a municipal term; None without one.

    A name that the model itself defines is no term.
    """
    prefix, colon, rest = name.strip().partition(":")
    candidates = [PREFIXES[prefix] + rest] if colon and prefix in PREFIXES else []
    candidates += [name.strip()] if colon else [PREFIXES["ar"] + name.strip(), PREFIXES["am"] + name.strip()]
    for candidate in candidates:
        try:
            term = ox.NamedNode(candidate)
        except ValueError:
            continue
        if workspace.ontology.graph.facts(term) and not workspace.model.facts(term):
            return term
    return None


def term_facts(workspace: Workspace, term: ox.NamedNode) -> TermFacts:
    """Return what the vocabulary says of the term, with an example from this model where it takes an element."""
    graph = workspace.ontology.graph
    types = set(graph.objects(term, TYPE))
    explanation = text_of(graph, term, COMMENT) or Text.same("")
    if types & _PROPERTIES:
        reach = _named(graph.objects(term, RANGE))
        values = tuple(value for cls in reach for value in _instances(workspace, cls))
        kinds = (*_named(graph.objects(term, ALLOWED_KIND)), *(cls for cls in reach if _is_class(workspace, cls)))
        datatype = next((cls for cls in reach if cls not in kinds), None)
        value = _example_value(workspace, term, values, kinds, datatype)
        example = f"{short_name(workspace, term)} {value} ;" if value else ""
        kind = Text("eigenschap", "property")
        return TermFacts(term, kind, explanation, _FUNCTIONAL in types, values, kinds, datatype, example)
    if _CLASS in types:
        values = _instances(workspace, term)
        used = _use(workspace, term, values[0] if values else None)
        example = used if values else f':naam a {short_name(workspace, term)} ; rdfs:label "Naam"@nl .'
        return TermFacts(term, Text("soort", "class"), explanation, False, values, (), None, example)
    classes = _named(graph.objects(term, TYPE))
    kind = workspace.name_of(classes[0]) if classes else Text("begrip", "term")
    example = next((used for cls in classes if (used := _use(workspace, cls, term))), "")
    return TermFacts(term, kind, explanation, False, (), (), None, example)


def short_name(workspace: Workspace, term: Term) -> str:
    """Return the term as it is written in Turtle, with the prefix of the model or a known one where it has one."""
    if not isinstance(term, ox.NamedNode):
        return str(term)
    return prefixed(term, workspace.base)


def term_text(workspace: Workspace, facts: TermFacts, language: Language) -> Iterator[str]:
    """Yield the lines that explain one term."""
    yield f"{short_name(workspace, facts.iri)}  {workspace.label(facts.iri, language)}  ({facts.kind.in_(language)})"
    yield facts.iri.value
    if facts.explanation.in_(language):
        yield ""
        yield from wrap(facts.explanation.in_(language), _WIDTH)
    if facts.is_single:
        yield _ONCE.in_(language)
    if facts.datatype is not None:
        yield f"{_DATATYPE.in_(language)}: {_called(workspace, facts.datatype, language)}"
    if facts.kinds and not facts.values:
        yield f"{_KINDS.in_(language)}: " + ", ".join(_called(workspace, cls, language) for cls in facts.kinds)
    if facts.values:
        yield ""
        yield f"{_VALUES.in_(language)}:"
        yield from _value_lines(workspace, facts.values, language)
    if facts.example:
        yield ""
        yield f"{_WRITE.in_(language)}:"
        yield f"  {facts.example}"


def term_form(workspace: Workspace, facts: TermFacts, language: Language) -> dict[str, object]:
    """Return the same as fields."""
    return {
        "schema": "archrepo/term/1",
        "iri": facts.iri.value,
        "name": short_name(workspace, facts.iri),
        "label": workspace.label(facts.iri, language),
        "kind": facts.kind.in_(language),
        "description": facts.explanation.in_(language),
        "values": [
            {"name": short_name(workspace, value), "iri": value.value, "label": workspace.label(value, language)}
            for value in facts.values
        ],
        "example": facts.example,
    }


def _called(workspace: Workspace, term: ox.NamedNode, language: Language) -> str:
    return f"{workspace.label(term, language)} ({short_name(workspace, term)})"


def _value_lines(workspace: Workspace, values: tuple[ox.NamedNode, ...], language: Language) -> Iterator[str]:
    shown = [(short_name(workspace, value), value) for value in values[:_MOST_VALUES]]
    width = max(len(name) for name, _ in shown)
    for name, value in shown:
        said = text_of(workspace.ontology.graph, value, COMMENT)
        words = f": {said.in_(language)}" if said else ""
        yield f"  {name:<{width}}  {workspace.label(value, language)}{words}"
    if len(values) > len(shown):
        yield f"  {_MORE.format(number=len(values) - len(shown)).in_(language)}"


def _named(terms: Iterable[Term]) -> tuple[ox.NamedNode, ...]:
    return tuple(term for term in terms if isinstance(term, ox.NamedNode))


def _is_class(workspace: Workspace, term: ox.NamedNode) -> bool:
    return _CLASS in workspace.ontology.graph.objects(term, TYPE)


def _instances(workspace: Workspace, cls: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """Return the things of a class that the vocabulary itself names."""
    return _named(workspace.ontology.graph.instances(cls))


def _example_value(
    workspace: Workspace,
    term: ox.NamedNode,
    values: tuple[ox.NamedNode, ...],
    kinds: tuple[ox.NamedNode, ...],
    datatype: ox.NamedNode | None,
) -> str:
    """Return a value as it is written in Turtle, the one that the model uses most; "" when nothing tells which."""
    own = (one for cls in kinds for one in _named(workspace.graph.instances(cls)) if workspace.model.facts(one))
    candidates = values or tuple(own)
    if candidates:
        return short_name(workspace, max(candidates, key=lambda one: len(workspace.model.subjects(term, one))))
    if datatype is not None:
        example = workspace.ontology.graph.value(datatype, EXAMPLE)
        return example.value if isinstance(example, ox.Literal) else ""
    return f":{local_name(kinds[0]).lower()}-naam" if kinds else ""


def _use(workspace: Workspace, cls: ox.NamedNode, value: ox.NamedNode | None) -> str:
    """Return a line that uses a value of the class, by the first property that takes one; "" without one."""
    users = sorted(
        (found for found in workspace.ontology.graph.subjects(RANGE, cls) if isinstance(found, ox.NamedNode)), key=str
    )
    return f"{short_name(workspace, users[0])} {short_name(workspace, value)} ;" if users and value else ""
