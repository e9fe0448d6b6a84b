"""Parse Turtle with pyoxigraph: triples in the order of the text, blank nodes named by that order."""

from __future__ import annotations

from operator import attrgetter, itemgetter
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.errors import InputFault, SyntaxFault
from archrepo.findings import Location
from archrepo.language import Text

Subject: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Triple: TypeAlias = tuple[Subject, ox.NamedNode, Term]

MOST_FAULTS = 20
_TERMS = attrgetter("subject", "predicate", "object")


def parse(data: bytes, path: str, *, blank_prefix: str = "b") -> list[Triple]:
    """Return the triples of a Turtle document in the order in which the text completes them.

    Blank nodes are renamed `<blank_prefix>0`, `<blank_prefix>1` ... in order of appearance, so that the same text
    always gives the same triples.

    Raises:
        SyntaxFault: the text is not Turtle 1.1; its `others` hold the further faults, 20 at most.
        InputFault: the file is not UTF-8, or uses RDF 1.2 triple terms, which the checks cannot read yet.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = fault.start - (data.rfind(b"\n", 0, fault.start) + 1) + 1
        raise InputFault(
            Text("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text"),
            location=Location(path, line, column, line, column + 1),
            remedy=Text("sla het bestand op als UTF-8", "save the file as UTF-8"),
        ) from fault
    quads = iter(ox.parse(data, format=ox.RdfFormat.TURTLE))
    try:
        triples = list(map(_TERMS, quads))
    except SyntaxError as first:
        raise _fault(data, path) from first
    kinds = {*map(type, map(itemgetter(0), triples)), *map(type, map(itemgetter(2), triples))}
    if ox.BlankNode in kinds or ox.Triple in kinds:
        return _named_by_order(triples, path, blank_prefix)
    return triples


def _named_by_order(triples: list[tuple[object, ox.NamedNode, object]], path: str, prefix: str) -> list[Triple]:
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    renamed: list[Triple] = []
    for subject, predicate, target in triples:
        if isinstance(subject, ox.BlankNode):
            subject = names.setdefault(subject, ox.BlankNode(f"{prefix}{len(names)}"))
        if isinstance(target, ox.BlankNode):
            target = names.setdefault(target, ox.BlankNode(f"{prefix}{len(names)}"))
        if isinstance(subject, ox.Triple) or isinstance(target, ox.Triple):
            raise InputFault(
                Text(
                    "dit bestand gebruikt RDF 1.2 (uitspraken over uitspraken); dat kan nog niet",
                    "this file uses RDF 1.2 (statements about statements), which is not supported yet",
                ),
                location=Location(path, 0, 0, 0, 0),
                remedy=Text(
                    "schrijf de relatie als knoop: `:r a am:Flow ; am:source :a ; am:target :b .`",
                    "write the relation as a node: `:r a am:Flow ; am:source :a ; am:target :b .`",
                ),
            )
        renamed.append((subject, predicate, target))  # type: ignore[arg-type]  # only plain terms are left
    return renamed


def _fault(data: bytes, path: str) -> SyntaxFault:
    """Return the first syntax fault of a text known to be broken, with the further ones in `others`."""
    quads = iter(ox.parse(data, format=ox.RdfFormat.TURTLE))
    lines = data.decode("utf-8").splitlines()
    faults: list[SyntaxFault] = []
    while len(faults) < MOST_FAULTS:
        try:
            next(quads)
        except StopIteration:
            break
        except SyntaxError as error:
            faults.append(_one_fault(error, path, lines))
    faults[0].others = tuple(faults[1:])
    return faults[0]


def _one_fault(error: SyntaxError, path: str, lines: list[str]) -> SyntaxFault:
    line = error.lineno or 1
    column = error.offset or 1
    location = Location(path, line, column, error.end_lineno or line, error.end_offset or column + 1)
    reason = error.msg.split(": ", 1)[-1]
    excerpt = lines[line - 1] if line <= len(lines) else None
    undeclared = "has not been declared" in reason
    unclosed = excerpt is not None and excerpt[column - 1 : column] in ('"', "'") and "end" in reason
    if unclosed:
        words, remedy = _UNCLOSED
    else:
        words = Text(f"geen geldige Turtle: {_dutch(reason)}", f"not valid Turtle: {reason}")
        remedy = _DECLARE_PREFIX if undeclared else _LOOK_AROUND
    return SyntaxFault(words, location=location, excerpt=excerpt, remedy=remedy)


_UNCLOSED = (
    Text(
        "geen geldige Turtle: het aanhalingsteken dat hier opent, sluit nergens",
        "not valid Turtle: the quote that opens here is never closed",
    ),
    Text(
        "zet een aanhalingsteken achter de tekst; een tekst over meer regels staat tussen drie",
        "put a quote behind the text; a text over several lines stands between three",
    ),
)
_DECLARE_PREFIX = Text(
    "zet bovenaan een regel `@prefix naam: <adres> .`", "add a line `@prefix name: <address> .` at the top"
)
_LOOK_AROUND = Text(
    "kijk op deze plek en de regel ervoor naar een punt, puntkomma, komma, haakje of aanhalingsteken",
    "look here and on the line before for a full stop, semicolon, comma, bracket or quote",
)
_PHRASES = (
    ("The prefix ", "de prefix "),
    (" has not been declared", " is niet gedeclareerd"),
    (" is not a valid RDF object", " kan hier niet als waarde staan"),
    (" is not a valid predicate", " kan hier niet als eigenschap staan"),
    (" is not a valid subject or graph name", " kan hier niet als onderwerp staan"),
    ("A dot is expected at the end of statements", "een uitspraak eindigt met een punt"),
    ("Unexpected end of file", "het bestand houdt te vroeg op"),
    ("Unexpected end", "de tekst houdt te vroeg op"),
    ("Invalid IRI", "ongeldig adres (IRI)"),
    ("Unexpected character", "onverwacht teken"),
)


def _dutch(reason: str) -> str:
    """Return pyoxigraph's reason with its usual phrases in Dutch; an unusual phrase stays English."""
    for english, dutch in _PHRASES:
        reason = reason.replace(english, dutch)
    return reason
