"""The questions of a form, made from the vocabulary: what is asked, what can be answered, and what an answer means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, TypeAlias

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.metamodel import local_name, text_of
from archrepo.procurement.typed_values import day_as_typed, day_of, number_of, why_no_amount, why_no_day
from archrepo.turtle import Value
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import ALLOWED_KIND, COMMENT, FUNCTIONAL_PROPERTY, LABEL, RANGE, RDF, SUBPROPERTY_OF, XSD, ar
from archrepo.workspace import Workspace

Kind: TypeAlias = Literal["text", "words", "number", "date", "truth", "choice", "thing", "link"]

_KINDS: dict[str, Kind] = {
    XSD + "string": "text",
    RDF + "langString": "words",
    XSD + "decimal": "number",
    XSD + "integer": "number",
    XSD + "date": "date",
    XSD + "boolean": "truth",
    XSD + "anyURI": "link",
}
#: A text of a form is a line or a few; a longer one is a document in the wrong place.
LONGEST_ANSWER = 4000
_MOST_NEAR = 3
#: So end the names of properties that hold an amount in euro.
_MONEY = "Euro"
_FROM_LIST = Text("kies een naam uit de lijst", "choose a name from the list")
_TRUTHS = {"ja": "true", "nee": "false"}
_WRITTEN_TRUTHS = {"true": "ja", "false": "nee"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its IRI and its name."""

    iri: str
    name: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question: its property, words, the kind of answer, the answers to choose from, and the present ones.

    `values` are what a form shows: IRIs for choices and things, "ja" or "nee" for truths, days as 18-1-2027, else the
    text; empty when nothing was answered. `has_many` when more than one answer is meant.
    """

    iri: str
    key: str
    label: Text
    explanation: Text
    kind: Kind
    options: tuple[Option, ...]
    has_many: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the form for a procurement: its number, from 1, its words and its questions in order."""

    number: int
    label: Text
    explanation: Text
    fields: tuple[Field, ...]


def form_steps(workspace: Workspace, subject: Subject | None) -> tuple[Step, ...]:
    """Return the steps that ask for properties, in order, filled with what the workspace says of `subject`."""
    vocabulary = workspace.ontology.graph
    found = []
    for step in vocabulary.instances(ar("FormStep")):
        number = vocabulary.value(step, ar("stepNumber"))
        head = vocabulary.value(step, ar("fields"))
        assert isinstance(number, ox.Literal) and head is not None
        fields = [predicate for predicate in vocabulary.members(head) if isinstance(predicate, ox.NamedNode)]
        found.append(
            Step(
                int(number.value),
                text_of(vocabulary, step, LABEL) or Text.same(""),
                text_of(vocabulary, step, COMMENT) or Text.same(""),
                tuple(field_of(workspace, predicate, subject) for predicate in fields),
            )
        )
    return tuple(sorted(found, key=lambda step: step.number))


def field_of(workspace: Workspace, predicate: ox.NamedNode, subject: Subject | None) -> Field:
    """Return the question for one property, with what the workspace says of `subject` as its answer."""
    vocabulary = workspace.ontology.graph
    kind = _kind(workspace, predicate)
    values = workspace.model.objects(subject, predicate) if subject is not None else ()
    return Field(
        iri=predicate.value,
        key=local_name(predicate),
        label=text_of(vocabulary, predicate, LABEL) or Text.same(local_name(predicate)),
        explanation=text_of(vocabulary, predicate, COMMENT) or Text.same(""),
        kind=kind,
        options=_options(workspace, predicate, kind),
        has_many=kind in ("choice", "thing") and not vocabulary.is_instance(predicate, FUNCTIONAL_PROPERTY),
        values=tuple(_shown(value) for value in values if not isinstance(value, ox.BlankNode)),
    )


def answers(workspace: Workspace, field: Field, raw: Sequence[str], language: Language) -> tuple[Value, ...]:
    """Return what was typed or chosen as values of the property; nothing typed gives none.

    Numbers and dates may be written the Dutch way; a thing is chosen by its IRI or its name.

    Raises:
        RequestFault: an answer does not fit the question; the words say which and what would.
    """
    given = [text.strip() for text in raw if text.strip()]
    if len(given) > 1 and not field.has_many:
        raise _unfit(field, Text("kies één antwoord", "choose one answer"))
    return tuple(dict.fromkeys(_answer(workspace, field, text, language) for text in given))


def _answer(workspace: Workspace, field: Field, text: str, language: Language) -> Value:
    if len(text) > LONGEST_ANSWER:
        raise _unfit(
            field, Text(f"maak het korter dan {LONGEST_ANSWER} tekens", f"keep it under {LONGEST_ANSWER} characters")
        )
    if field.kind in ("choice", "thing"):
        return _chosen(workspace, field, text)
    if field.kind == "truth":
        if text not in _TRUTHS:
            raise _unfit(field, Text("kies ja of nee", "choose yes or no"))
        return ox.Literal(_TRUTHS[text], datatype=ox.NamedNode(XSD + "boolean"))
    if field.kind == "date":
        day = day_of(text)
        if day is None:
            raise _unfit(field, why_no_day(text)[1])
        return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    if field.kind == "number":
        return _number(workspace, field, text)
    if field.kind == "words":
        return ox.Literal(text, language=language)
    if field.kind == "link":
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
            raise _unfit(
                field,
                Text("schrijf een webadres dat begint met https://", "write a web address that begins with https://"),
            )
        return ox.NamedNode(text)
    return ox.Literal(text)


def _number(workspace: Workspace, field: Field, text: str) -> ox.Literal:
    plain = _without_unit(workspace, field, text)
    two = why_no_amount(plain) if field.iri.endswith(_MONEY) else None
    if two is not None:
        raise RequestFault(
            Text(f"{field.label.nl}: {two[0].nl}", f"{field.label.en}: {two[0].en}"),
            remedy=two[1],
        )
    number = number_of(plain)
    is_whole = workspace.ontology.graph.has(ox.NamedNode(field.iri), RANGE, ox.NamedNode(XSD + "integer"))
    if number is None or (is_whole and number != number.to_integral_value()):
        raise _unfit(
            field,
            Text("schrijf een heel getal, zoals 12", "write a whole number, such as 12")
            if is_whole
            else Text("schrijf een getal, zoals 480.000 of 99,5", "write a number, such as 480000 or 99.5"),
        )
    whole = number == number.to_integral_value()
    return ox.Literal(
        str(number.quantize(Decimal(1))) if whole else f"{number:f}",
        datatype=ox.NamedNode(XSD + ("integer" if whole else "decimal")),
    )


def _without_unit(workspace: Workspace, field: Field, text: str) -> str:
    """Return what was typed without the word behind it, when that is the unit in which the answer is asked."""
    units = workspace.ontology.graph.objects(ox.NamedNode(field.iri), ar("answeredIn"))
    number, _, word = text.rpartition(" ")
    known = {unit.value.casefold() for unit in units if isinstance(unit, ox.Literal)}
    return number if any(word.casefold() in (unit, unit.removesuffix("s")) for unit in known) else text


def _chosen(workspace: Workspace, field: Field, text: str) -> ox.NamedNode:
    if any(option.iri == text for option in field.options):
        return ox.NamedNode(text)
    named = [
        option for option in field.options if text.casefold() in (option.name.nl.casefold(), option.name.en.casefold())
    ]
    if len(named) == 1:
        return ox.NamedNode(named[0].iri)
    if field.kind == "choice":
        names = (
            ", ".join(option.name.nl for option in field.options),
            ", ".join(option.name.en for option in field.options),
        )
        raise _unfit(field, Text(f"kies uit: {names[0]}", f"choose from: {names[1]}"))
    try:
        found = workspace.find(text)
    except RequestFault as fault:
        raise RequestFault(
            Text(f"{field.label.nl}: {fault.text.nl}", f"{field.label.en}: {fault.text.en}"),
            remedy=_near(field, text) or (_FROM_LIST if field.options else fault.remedy),
        ) from fault
    if not _may_stand_there(workspace, field, found):
        kind = workspace.elements[found].kind.label
        raise RequestFault(
            Text(
                f"{field.label.nl}: '{text}' is een {kind.nl.lower()}, en dat past hier niet",
                f"{field.label.en}: '{text}' is a {kind.en.lower()}, which does not fit here",
            ),
            remedy=_near(field, text) or _FROM_LIST,
        )
    return found


def _may_stand_there(workspace: Workspace, field: Field, thing: ox.NamedNode) -> bool:
    """Tell whether a thing is of a kind that the vocabulary allows here, or else of a kind that stands here already."""
    element, elements = workspace.elements.get(thing), workspace.elements
    allowed = {one.value for one in workspace.ontology.graph.objects(ox.NamedNode(field.iri), ALLOWED_KIND)}
    if not allowed:
        offered = (elements.get(ox.NamedNode(option.iri)) for option in field.options)
        allowed = {one.kind.iri.value for one in offered if one is not None}
    return (
        not allowed or element is None or any(workspace.graph.is_instance(thing, ox.NamedNode(one)) for one in allowed)
    )


def _near(field: Field, text: str) -> Text | None:
    """Return the answers that hold what was typed, else those that look like it; None when there are none."""
    names = {option.name.nl.casefold(): option.name for option in field.options}
    typed = text.casefold()
    near = [name for name in names if typed in name][:_MOST_NEAR] or get_close_matches(typed, names, _MOST_NEAR)
    if not near:
        return None
    dutch, english = (", ".join(names[one].in_(language) for one in near) for language in ("nl", "en"))
    return Text(f"bedoelt u: {dutch}?", f"did you mean: {english}?")


def _unfit(field: Field, remedy: Text) -> RequestFault:
    return RequestFault(
        Text(f"{field.label.nl}: dit antwoord past niet", f"{field.label.en}: this answer does not fit"), remedy=remedy
    )


def _kind(workspace: Workspace, predicate: ox.NamedNode) -> Kind:
    vocabulary = workspace.ontology.graph
    for kind in vocabulary.objects(predicate, RANGE):
        if isinstance(kind, ox.NamedNode) and kind.value in _KINDS:
            return _KINDS[kind.value]
        if vocabulary.instances(kind):
            return "choice"
        return "thing"
    is_link = vocabulary.value(predicate, SUBPROPERTY_OF) or vocabulary.value(predicate, ALLOWED_KIND)
    return "thing" if is_link is not None else "text"


def _options(workspace: Workspace, predicate: ox.NamedNode, kind: Kind) -> tuple[Option, ...]:
    """Return the answers to choose from, by name: coded values, or the things of the model that may stand there.

    Where the vocabulary names no kind, those that stand there already in the model are offered.
    """
    vocabulary = workspace.ontology.graph
    found: dict[Term, None] = {}
    if kind == "choice":
        for cls in vocabulary.objects(predicate, RANGE):
            found |= dict.fromkeys(vocabulary.instances(cls))
    elif kind == "thing":
        allowed = [cls for cls in vocabulary.objects(predicate, ALLOWED_KIND) if isinstance(cls, ox.NamedNode)]
        if allowed:
            for iri in workspace.elements:
                if any(workspace.graph.is_instance(iri, cls) for cls in allowed):
                    found[iri] = None
        else:
            found = dict.fromkeys(workspace.model.with_predicate(predicate))
    options = [Option(term.value, workspace.name_of(term)) for term in found if isinstance(term, ox.NamedNode)]
    return tuple(sorted(options, key=lambda option: (option.name.nl.casefold(), option.iri)))


def _shown(value: Term) -> str:
    if not isinstance(value, ox.Literal):
        return value.value
    if value.datatype.value == XSD + "date":
        return day_as_typed(value.value)
    return _WRITTEN_TRUTHS.get(value.value, value.value) if value.datatype.value == XSD + "boolean" else value.value
