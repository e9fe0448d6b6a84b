"""Turtle inside a property: what is written, and what may be read there.

A text is read with the subject that it may speak of. It is refused as a whole when it says anything of another one: a
model file comes from outside, and a property of one concept must not change what is known of the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.exchange.facts.terms import prefixes, unnamed
from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle import Triple, parse
from archrepo.turtle.reading import Subject, Term
from archrepo.turtle.writing import Names
from archrepo.vocabulary import TYPE

#: Stands in a text for the concept that has the property.
SELF = ox.NamedNode("urn:archrepo:self")
_SAYS = ox.NamedNode("urn:archrepo:says")
#: More brackets in each other than any tool shows; the reader of Turtle takes about twice as many.
MOST_DEPTH = 40
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = " ;\n    "


class Refused(Exception):
    """A text in a property cannot be taken over; `text` says why, with its place in the text."""

    def __init__(self, text: Text) -> None:
        """Keep the words."""
        super().__init__(text.en)
        self.text = text


def object_in(text: str, base: str, mark: str = "b") -> tuple[Term, tuple[Triple, ...]]:
    """Return the value that a text writes, and what it says of the nodes without a name in it.

    `mark` begins the names that those nodes get; texts with the same mark may give two nodes one name.

    Raises:
        Refused: the text is no Turtle, no single value, or says something of another thing.
    """
    triples = _parsed(f"<{SELF.value}> <{_SAYS.value}> ", text, base, "\n.", mark)
    said = [triple for triple in triples if triple[0] == SELF]
    if len(said) != 1 or said[0][1] != _SAYS:
        raise Refused(Text("hier mag één waarde staan", "one value may stand here"))
    _refuse_others(triples)
    below = tuple(_named(triple) for triple in triples if triple[0] != SELF)
    return _named(said[0])[2], below


def facts_in(text: str, base: str, mark: str = "b") -> tuple[Triple, ...]:
    """Return what a text of predicates and values says; the subject of it all is SELF.

    Raises:
        Refused: the text is no Turtle, says something of another thing, or gives a type.
    """
    triples = _parsed(f"<{SELF.value}> ", text, base, "" if text.rstrip().endswith(".") else "\n.", mark)
    _refuse_others(triples)
    if any(triple[0] == SELF and triple[1] == TYPE for triple in triples):
        raise Refused(Text("een type hoort in de eigenschap rdf:type", "a type belongs in the property rdf:type"))
    return tuple(map(_named, triples))


def things_in(text: str, base: str, mark: str = "b") -> tuple[Triple, ...]:
    """Return what a text of whole statements says; whether it may is for the caller to judge.

    Raises:
        Refused: the text is no Turtle.
    """
    return tuple(map(_named, _parsed("", text, base, "", mark)))


def written_object(graph: Graph, term: Term, base: str) -> str:
    """Return a value as Turtle on one line; a node without a name stands between brackets with all it holds."""
    return spelling(graph, base)(term)


def spelling(graph: Graph, base: str) -> Callable[[Term], str]:
    """Return a function that writes values of the graph as `written_object` does, for who writes many."""
    names = Names(prefixes(base))
    return lambda term: _object(graph, names, term, 0)


def written_facts(facts: Iterable[tuple[ox.NamedNode, Term]], graph: Graph, base: str) -> str:
    """Return predicates and values as Turtle, one predicate a line."""
    return _pairs(graph, Names(prefixes(base)), facts, 0, _BREAK)


def written_thing(graph: Graph, subject: Subject, base: str) -> str:
    """Return all that is said of a thing as one statement in Turtle."""
    names = Names(prefixes(base))
    facts = [(predicate, value) for predicate, values in graph.facts(subject).items() for value in values]
    return f"{names(subject)} {_pairs(graph, names, facts, 0, _BREAK)} ."


def is_writable(text: str) -> bool:
    """Tell whether XML can hold every character of the text."""
    return _NO_XML.search(text) is None


def _pairs(graph: Graph, names: Names, facts: Iterable[tuple[ox.NamedNode, Term]], depth: int, separator: str) -> str:
    by_predicate: dict[ox.NamedNode, list[str]] = {}
    for predicate, value in facts:
        by_predicate.setdefault(predicate, []).append(_object(graph, names, value, depth))
    spelled = {("a" if predicate == TYPE else names(predicate)): values for predicate, values in by_predicate.items()}
    order = sorted(spelled, key=lambda name: (name != "a", name))
    return separator.join(f"{name} {' , '.join(sorted(spelled[name]))}" for name in order)


def _object(graph: Graph, names: Names, term: Term, depth: int) -> str:
    if isinstance(term, ox.BlankNode):
        facts = [(predicate, value) for predicate, values in graph.facts(term).items() for value in values]
        return f"[ {_pairs(graph, names, facts, depth + 1, ' ; ')} ]" if facts else "[]"
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04X}", names(term))


def _parsed(opening: str, text: str, base: str, ending: str, mark: str) -> list[Triple]:
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes(base).items())
    try:
        return parse(f"{header}{opening}{text}{ending}".encode(), "", blank_prefix=mark)
    except InputFault as fault:
        raise Refused(_with_place(fault, text, header.count("\n"), len(opening))) from fault
    except UnicodeEncodeError as fault:
        raise Refused(Text("dit bevat een half teken", "this holds half a character")) from fault


def _with_place(fault: InputFault, text: str, lines: int, columns: int) -> Text:
    """Return the fault with its place in the text; what is missing behind the text stands at its end."""
    place = fault.location
    if place is None or place.line <= lines:
        return fault.text
    line = place.line - lines
    column = max(1, place.column - columns) if line == 1 else place.column
    written = text.split("\n")
    if line > len(written):
        line, column = len(written), len(written[-1]) + 1
    return Text(
        f"regel {line}, teken {column}: {fault.text.nl}",
        f"line {line}, character {column}: {fault.text.en}",
    )


def _named(triple: Triple) -> Triple:
    """Return the triple with nodes without a name where names of the journey stand for them."""
    subject, predicate, value = triple
    return _unnamed(subject), predicate, _unnamed(value)


def _unnamed(term: Any) -> Any:
    return (unnamed(term) or term) if isinstance(term, ox.NamedNode) else term


def _refuse_others(triples: Sequence[Triple]) -> None:
    """Refuse statements about anything but SELF and the nodes without a name that hang below it."""
    reached: set[Term] = {SELF}
    queue: list[Term] = [SELF]
    by_subject: dict[Term, list[Term]] = {}
    for subject, _, value in triples:
        by_subject.setdefault(subject, []).append(value)
    while queue:
        for value in by_subject.get(queue.pop(), ()):
            if isinstance(value, ox.BlankNode) and value not in reached:
                reached.add(value)
                queue.append(value)
    for other in by_subject:
        if other not in reached:
            name = Text.same(f"<{other.value}>") if isinstance(other, ox.NamedNode) else Text("iets", "something")
            raise Refused(
                Text(
                    "dit zegt iets over {name}; hier mag alleen iets staan over het concept zelf",
                    "this says something of {name}; only the concept itself may be described here",
                ).format(name=name)
            )
