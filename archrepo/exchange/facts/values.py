"""A value as a person types it in another tool, and the term that the ontology makes of it.

What a property may hold is knowledge of the ontology: `rdfs:range` and `ar:allowedKind`. A value is written bare where
reading it again gives the same term, and else as Turtle writes it, so that nothing is guessed.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from archrepo.exchange.facts.terms import address, is_language, spelled, unnamed
from archrepo.exchange.facts.texts import Refused, is_writable, object_in, written_object
from archrepo.language import Text
from archrepo.metamodel import local_name, text_of
from archrepo.procurement.typed_values import day_of, only_number_of, readings_of, why_no_day
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.turtle.writing import quoted
from archrepo.validation.literals import fits
from archrepo.vocabulary import (
    ALLOWED_KIND,
    AR,
    DATATYPE_PROPERTY,
    LABEL,
    OBJECT_PROPERTY,
    RANGE,
    RDF,
    SUBCLASS_OF,
    TYPE,
    XSD,
)

#: The datatype of texts with a language.
_TAGGED: Final = RDF + "langString"
_STRING = XSD + "string"
_INTEGER, _DECIMAL, _BOOLEAN = XSD + "integer", XSD + "decimal", XSD + "boolean"
_ANY_ADDRESS = XSD + "anyURI"
_NUMBERS = (_DECIMAL, XSD + "double", XSD + "float")
_SHORT_FORMS = (
    (_INTEGER, re.compile(r"[+-]?[0-9]+\Z")),
    (_DECIMAL, re.compile(r"[+-]?[0-9]*\.[0-9]+\Z")),
    (_BOOLEAN, re.compile(r"(?:true|false)\Z")),
)
#: Datatypes that the short forms of Turtle may stand for: a whole number is a number too.
_ALSO = {_INTEGER: (_INTEGER, *_NUMBERS), _DECIMAL: _NUMBERS, _BOOLEAN: (_BOOLEAN,)}
_TRUTHS = {"ja": "true", "yes": "true", "waar": "true", "nee": "false", "no": "false", "onwaar": "false"}
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|^`\\]+\Z")
_QUOTES = ('"', "'")
#: So many values of a list still fit in one line.
_FEW: Final = 8
_AS_TURTLE = (*_QUOTES, "[", "(", "<")

Fact = tuple[Term, tuple[Triple, ...]]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a property may hold, by the ontology; no kinds means any thing, any literal, or both.

    `has_language` when its texts may have a language; of any other property the language in a file says nothing, for
    tools write theirs at every value.
    """

    datatypes: tuple[str, ...]
    classes: tuple[ox.NamedNode, ...]
    may_be_thing: bool
    may_be_literal: bool
    has_language: bool

    @property
    def is_text(self) -> bool:
        """Tell whether the property holds texts and nothing else."""
        return not self.may_be_thing and bool(self.datatypes) and set(self.datatypes) <= {_STRING, _TAGGED}


class Values:
    """Reads and writes the values of properties, for one ontology and one base."""

    def __init__(self, ontology: Graph, base: str, language: str) -> None:
        """Take the ontology's word; `language` is that of texts that state none."""
        self._ontology = ontology
        self._base = base
        self._language = language
        self._demands: dict[ox.NamedNode, Demand] = {}
        self._coded: dict[ox.NamedNode, dict[str, ox.NamedNode]] = {}

    def read(self, predicate: ox.NamedNode, text: str, language: str = "", mark: str = "b") -> Fact:
        """Return the term that a value stands for, and what is said of the nodes without a name in it.

        Raises:
            Refused: the value does not fit what the property may hold.
        """
        if language:
            return ox.Literal(text, language=language), ()
        demand, bare = self.demand(predicate), text.strip()
        if bare.startswith(_QUOTES if demand.is_text else _AS_TURTLE):
            try:
                return object_in(bare, self._base, mark)
            except Refused:
                # A text may well begin with a quotation mark; what must be Turtle may not go on as a text.
                if not (demand.may_be_literal and bare.startswith(_QUOTES)):
                    raise
        return self._bare(demand, text, bare), ()

    def written(self, predicate: ox.NamedNode, term: Term, graph: Graph) -> tuple[str, str] | None:
        """Return the language and the text under which `read` gives the term again; None when there are none."""
        language = term.language if isinstance(term, ox.Literal) else None
        if language and is_writable(term.value) and self.demand(predicate).has_language:
            return language, term.value
        forms = [written_object(graph, term, self._base)]
        if isinstance(term, ox.Literal):
            forms = [term.value, *forms]
            if not term.language:
                forms.append(f"{quoted(term.value)}^^{spelled(term.datatype, self._base)}")
        elif isinstance(term, ox.NamedNode) and (node := unnamed(term)) is not None:
            if not predicate.value.startswith(AR):
                # Only what comes back to the letter is read there, and this name does not.
                return None
            term = node
        elif isinstance(term, ox.NamedNode):
            short = spelled(term, self._base)
            forms = [*([term.value] if short.startswith("<") else []), short, f"<{term.value}>"]
        for form in forms:
            if not is_writable(form):
                continue
            try:
                again, _ = self.read(predicate, form)
            except Refused:
                continue
            is_anonymous = isinstance(term, ox.BlankNode) and isinstance(again, ox.BlankNode)
            if again == term or is_anonymous:
                return "", form
        return None

    def demand(self, predicate: ox.NamedNode) -> Demand:
        """Return what the ontology lets the property hold."""
        found = self._demands.get(predicate)
        if found is None:
            types = self._ontology.objects(predicate, TYPE)
            asked = (*self._ontology.objects(predicate, RANGE), *self._ontology.objects(predicate, ALLOWED_KIND))
            kinds = [kind for kind in asked if isinstance(kind, ox.NamedNode)]
            datatypes = tuple(kind.value for kind in kinds if kind.value.startswith((XSD, RDF)))
            classes = tuple(kind for kind in kinds if not kind.value.startswith((XSD, RDF)))
            things, literals = OBJECT_PROPERTY in types, DATATYPE_PROPERTY in types
            found = self._demands[predicate] = Demand(
                datatypes,
                classes,
                may_be_thing=bool(classes) or _ANY_ADDRESS in datatypes or (not kinds and (things or not literals)),
                may_be_literal=bool(datatypes) or (not kinds and (literals or not things)),
                has_language=_TAGGED in datatypes or (not kinds and predicate.value.startswith(AR) and not things),
            )
        return found

    def _bare(self, demand: Demand, text: str, bare: str) -> Term:
        """Return the term of a value that is not written as Turtle."""
        for datatype, form in _SHORT_FORMS:
            allowed = [kind for kind in _ALSO[datatype] if kind in demand.datatypes]
            if form.match(bare) and (allowed or (demand.may_be_literal and not demand.datatypes)):
                _refuse_two_ways(bare)
                return ox.Literal(bare, datatype=ox.NamedNode(datatype))
        if demand.may_be_thing and (thing := self._thing(demand, bare)) is not None:
            return thing
        for kind in demand.datatypes:
            if kind not in (_STRING, _TAGGED) and (literal := _literal(kind, bare)) is not None:
                return literal
        if _STRING in demand.datatypes or (demand.may_be_literal and not demand.datatypes):
            return ox.Literal(text)
        if _TAGGED in demand.datatypes:
            return ox.Literal(text, language=self._language)
        raise self._refused(demand, bare)

    def _thing(self, demand: Demand, bare: str) -> ox.NamedNode | None:
        coded = {name: iri for cls in demand.classes for name, iri in self._names(cls).items()}
        found = address(bare, self._base)
        if found is not None:
            is_unknown = is_language(found) and not bare.startswith("<") and not self._ontology.facts(found)
            return None if is_unknown else found
        if bare.casefold() in coded:
            return coded[bare.casefold()]
        wants_web = _ANY_ADDRESS in demand.datatypes or (not demand.may_be_literal and bare.startswith("http"))
        if wants_web and _WEB.match(bare) and ":" in bare:
            try:
                return ox.NamedNode(bare)
            except ValueError:
                return None
        return None

    def _names(self, cls: ox.NamedNode) -> dict[str, ox.NamedNode]:
        """Return the coded values of a class by their names in small letters; a name that two have is left out."""
        found = self._coded.get(cls)
        if found is None:
            named: dict[str, set[ox.NamedNode]] = {}
            for iri in self._ontology.instances(cls):
                if isinstance(iri, ox.NamedNode) and not self._ontology.objects(iri, SUBCLASS_OF):
                    label = text_of(self._ontology, iri, LABEL) or Text.same(local_name(iri))
                    for name in {label.nl.casefold(), label.en.casefold(), local_name(iri).casefold()}:
                        named.setdefault(name, set()).add(iri)
            found = {name: next(iter(iris)) for name, iris in named.items() if len(iris) == 1}
            self._coded[cls] = found
        return found

    def _refused(self, demand: Demand, bare: str) -> Refused:
        for kind in demand.datatypes:
            if kind == XSD + "date":
                return Refused(why_no_day(bare)[0])
            if kind in (_INTEGER, *_NUMBERS) and readings_of(bare):
                _refuse_two_ways(bare)
        coded = {name: iri for cls in demand.classes for name, iri in self._names(cls).items()}
        meant = bare.rpartition(":")[2].casefold()
        near = [coded[name] for name in difflib.get_close_matches(meant, sorted(coded), n=3, cutoff=0.5)]
        listed = ", ".join(dict.fromkeys(spelled(iri, self._base) for iri in near))
        all_listed = ", ".join(sorted({spelled(iri, self._base) for iri in coded.values()}))
        hint = Text.same("")
        if listed:
            hint = Text(f" (bedoelt u {listed}?)", f" (do you mean {listed}?)")
        elif 0 < len(set(coded.values())) <= _FEW:
            hint = Text(f" (kies uit: {all_listed})", f" (choose from: {all_listed})")
        wanted = [self._label(ox.NamedNode(kind)) for kind in demand.datatypes]
        wanted += [self._label(kind) for kind in demand.classes]
        if not wanted:
            wanted = [Text("een verwijzing", "a reference")]
        return Refused(
            Text(
                "'{bare}' past niet; verwacht: {dutch}{near}",
                "'{bare}' does not fit; expected: {english}{near}",
            ).format(
                bare=bare,
                dutch=" of ".join(one.nl for one in wanted),
                english=" or ".join(one.en for one in wanted),
                near=hint,
            )
        )

    def _label(self, kind: ox.NamedNode) -> Text:
        return text_of(self._ontology, kind, LABEL) or Text.same(local_name(kind))


def _literal(kind: str, bare: str) -> ox.Literal | None:
    """Return the literal of that datatype; what a Dutch reader would write otherwise is understood too."""
    literal = ox.Literal(bare, datatype=ox.NamedNode(kind))
    if kind == XSD + "boolean":
        truth = _TRUTHS.get(bare.casefold())
        return literal if fits(literal) else ox.Literal(truth == "true") if truth else None
    if kind == XSD + "date":
        day = None if fits(literal) else day_of(bare)
        return ox.Literal(day.isoformat(), datatype=ox.NamedNode(kind)) if day else literal if fits(literal) else None
    if kind in (_INTEGER, *_NUMBERS):
        _refuse_two_ways(bare)
        number = only_number_of(bare)
        if number is not None and not fits(literal):
            whole = number == number.to_integral_value()
            if kind != _INTEGER or whole:
                written = f"{number:f}"
                return ox.Literal(written, datatype=ox.NamedNode(_INTEGER if "." not in written else _DECIMAL))
    if kind == _ANY_ADDRESS:
        return None
    return literal if fits(literal) and kind.startswith(XSD) else None


def _refuse_two_ways(bare: str) -> None:
    """Refuse a number such as 1.000, which a Dutch reader and a computer read as two numbers."""
    two = readings_of(bare)
    if two:
        raise Refused(
            Text(
                f"'{bare}' kan twee getallen zijn: {two[0].normalize():f} of {two[1]}",
                f"'{bare}' can be two numbers: {two[0].normalize():f} or {two[1]}",
            )
        )
