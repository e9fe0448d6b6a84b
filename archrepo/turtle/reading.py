"""Parse Turtle with pyoxigraph: triples in the order of the text, blank nodes named by that order."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from operator import attrgetter, itemgetter
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.errors import InputFault, SyntaxFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle.spans import Span, first_too_deep, line_and_column, line_starts, longest

Subject: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Triple: TypeAlias = tuple[Subject, ox.NamedNode, Term]

MOST_FAULTS = 20
# People lose count long before this; and the walk that finds places may not outgrow Python's stack.
MOST_DEPTH = 100
_TERMS = attrgetter("subject", "predicate", "object")


def under_names(triple: Triple, names: Mapping[ox.NamedNode, ox.NamedNode]) -> Triple:
    """Return the triple with each name in it replaced by the one that `names` gives; others stay."""
    subject, predicate, value = triple
    return (
        names.get(subject, subject) if isinstance(subject, ox.NamedNode) else subject,
        names.get(predicate, predicate),
        names.get(value, value) if isinstance(value, ox.NamedNode) else value,
    )


def parse(data: bytes, path: str, *, blank_prefix: str = "b") -> list[Triple]:
    """Return the triples of a Turtle document in the order in which the text completes them.

    Blank nodes are renamed `<blank_prefix>0`, `<blank_prefix>1` ... in order of appearance, so that the same text
    always gives the same triples. A byte order mark at the start is passed over.

    Raises:
        SyntaxFault: the text is not Turtle 1.1; its `others` hold the further faults, 20 at most.
        InputFault: the file is not UTF-8, holds a text of 16 MB or brackets nested more than MOST_DEPTH deep, or uses
            RDF 1.2 triple terms, which the checks cannot read yet.
    """
    data = data.removeprefix(BOM_UTF8)
    _refuse_other_encodings(data, path)
    try:
        triples = list(map(_TERMS, ox.parse(data, format=ox.RdfFormat.TURTLE)))
    except SyntaxError as first:
        raise _fault(data, path) from first
    except MemoryError as fault:
        raise _too_long(data.decode("utf-8"), path) from fault
    kinds = {*map(type, map(itemgetter(0), triples)), *map(type, map(itemgetter(2), triples))}
    if ox.BlankNode in kinds or ox.Triple in kinds:
        if data.count(b"[") + data.count(b"(") > MOST_DEPTH:
            _refuse_deep_brackets(data.decode("utf-8"), path)
        return _named_by_order(triples, path, blank_prefix)
    return triples


def _refuse_other_encodings(data: bytes, path: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        before = data[data.rfind(b"\n", 0, fault.start) + 1 : fault.start]
        column = len(before.decode("utf-8")) + 1
        raise InputFault(
            Text("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text"),
            location=Location(path, line, column, line, column + 1),
            remedy=Text("sla het bestand op als UTF-8", "save the file as UTF-8"),
        ) from fault


def _refuse_deep_brackets(text: str, path: str) -> None:
    place = first_too_deep(text, MOST_DEPTH)
    if place is not None:
        raise InputFault(
            Text(
                f"hier staan meer dan {MOST_DEPTH} haken in elkaar",
                f"more than {MOST_DEPTH} brackets are nested here",
            ),
            location=_location(path, text, place),
            remedy=Text(
                "geef wat tussen de haken staat een eigen naam en verwijs ernaar",
                "give what stands between the brackets a name of its own and refer to it",
            ),
        )


def _too_long(text: str, path: str) -> InputFault:
    return InputFault(
        Text(
            "hier begint een stuk tekst van meer dan 16 MB, of een aanhalingsteken dat nergens sluit",
            "a piece of text of over 16 MB begins here, or a quote that is never closed",
        ),
        location=_location(path, text, longest(text)),
        remedy=Text(
            "zet grote teksten in een eigen bestand en verwijs ernaar met een adres",
            "put large texts in a file of their own and refer to it with an address",
        ),
    )


def _location(path: str, text: str, place: Span) -> Location:
    line, column = line_and_column(line_starts(text), place.start)
    return Location(path, line, column, line, column + 1)


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
    # The line ends that pyoxigraph counts; str.splitlines knows more, such as a form feed and U+2028.
    lines = re.split(r"\r\n|\n|\r", data.decode("utf-8"))
    faults: list[SyntaxFault] = []
    while len(faults) < MOST_FAULTS:
        try:
            next(quads)
        except (StopIteration, MemoryError):
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
    excerpt = lines[line - 1] if line <= len(lines) else ""
    if excerpt[column - 1 : column] in ('"', "'") and "end" in reason:
        words, remedy = _UNCLOSED
    elif reason.startswith("Unexpected end"):
        words, remedy = _UNFINISHED
        # The end of the file is an empty line or worse; what is not finished is the last line with something on it.
        line = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
        excerpt = lines[line - 1]
        column = len(excerpt.rstrip()) + 1
        location = Location(path, line, column, line, column + 1)
    else:
        words = Text(f"geen geldige Turtle: {_dutch(reason)}", f"not valid Turtle: {reason}")
        remedy = _DECLARE_PREFIX if "has not been declared" in reason else _LOOK_AROUND
    return SyntaxFault(words, location=location, excerpt=excerpt, remedy=remedy)


_UNFINISHED = (
    Text(
        "geen geldige Turtle: het bestand houdt op midden in een uitspraak",
        "not valid Turtle: the file ends in the middle of a statement",
    ),
    Text("maak de uitspraak af en zet er een punt achter", "finish the statement and put a full stop behind it"),
)
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
    ("blank node property lists should end with a", "wat met [ begint, eindigt met"),
    ("No scheme found in an absolute IRI", "dit adres (IRI) begint niet met https: of iets dergelijks"),
    ("Invalid IRI code point", "in een adres (IRI) mag niet het teken"),
    ("Invalid IRI", "ongeldig adres (IRI)"),
    ("Unexpected escape character", "achter een \\ mag hier niet staan:"),
    ("Unexpected character", "onverwacht teken"),
)


def _dutch(reason: str) -> str:
    """Return pyoxigraph's reason with its usual phrases in Dutch; an unusual phrase stays English."""
    for english, dutch in _PHRASES:
        reason = reason.replace(english, dutch)
    return reason
