"""Read statements in another form of RDF than Turtle: JSON-LD, N-Triples, N-Quads and TriG, told apart by content.

Nothing is fetched: a JSON-LD file that asks for a context elsewhere is refused. Nodes without a name are named by the
order of the text, so that the same file always gives the same statements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.exchange.document import read_file
from archrepo.exchange.refusals import fault
from archrepo.language import Text
from archrepo.turtle import Triple, line_and_column, line_starts
from archrepo.turtle.reading import MOST_DEPTH
from archrepo.turtle.spans import first_too_deep

#: Ten times the national model; each statement takes some 300 bytes of memory.
MOST_STATEMENTS: Final = 5_000_000

_BEGINNING: Final = 65_536
_COMMENTS: Final = re.compile(r"(?:\s|#[^\n]*(?:\n|\Z))*")
_JSON: Final = re.compile(r"\{\s*[\"}]|\[\s*(?:\{|\]\s*\Z)")
_DIRECTIVE: Final = re.compile(r"@(?:prefix|base)\b|(?:prefix\s+[\w.\-]*:|base)\s*<|graph\s+[<_]", re.IGNORECASE)
_NAME: Final = r"(?:<[A-Za-z][A-Za-z0-9+.\-]*:[^<>\s]*>|_:\S+)"
_STATEMENT: Final = re.compile(rf"{_NAME}\s*(?:\{{|<[^<>\s]*>\s|a\s)")
_QUAD: Final = re.compile(rf"{_NAME}\s+<[^<>\s]*>\s+.+\s(?:<[^<>\s]*>|_:\S+)\s*\.\s*\Z")


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a file, each with the name of its graph, None for the default graph; in the order of the text.

    `base` is what names may begin with, where the file says so.
    """

    path: str
    quads: tuple[tuple[Triple, ox.NamedNode | None], ...]
    base: str


def is_rdf(path: Path) -> bool:
    """Tell whether the file holds statements, by how it begins; False for a folder or a file that is not there."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return form_of(stream.read(_BEGINNING)) is not None


def form_of(data: bytes) -> ox.RdfFormat | None:
    """Return in which form the statements are; None when it looks like none. Turtle and N-Triples are TriG too."""
    text = data[:_BEGINNING].decode("utf-8-sig", errors="replace")
    start = _COMMENTS.match(text)
    begin = text[start.end() if start else 0 :]
    if _JSON.match(begin):
        return ox.RdfFormat.JSON_LD
    if _DIRECTIVE.match(begin):
        return ox.RdfFormat.TRIG
    if not _STATEMENT.match(begin):
        return None
    return ox.RdfFormat.N_QUADS if _QUAD.match(begin.split("\n", 1)[0]) else ox.RdfFormat.TRIG


def read_statements(path: Path) -> Statements:
    """Return the statements in the file.

    Raises:
        RequestFault: there is no such file.
        InputFault: it is broken, too large, fetches something, uses RDF 1.2, or holds no statement.
    """
    name = path.as_posix()
    data = read_file(path)
    form = form_of(data)
    assert form is not None
    text = _text(data, name)
    if form != ox.RdfFormat.JSON_LD and text.count("[") + text.count("(") > MOST_DEPTH:
        _refuse_deep(text, name)
    parser = ox.parse(text.encode(), format=form)
    quads: list[tuple[Triple, ox.NamedNode | None]] = []
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    try:
        for quad in parser:
            quads.append(_named(quad, names, name))
            if len(quads) > MOST_STATEMENTS:
                raise _too_many(name)
    except SyntaxError as broken:
        raise _broken(name, broken) from broken
    if not quads:
        raise fault(
            name,
            Text("dit bestand bevat geen enkele uitspraak", "this file holds no statement at all"),
            Text(
                "controleer het bestand; in JSON-LD moet elk woord een adres zijn of in de context staan",
                "check the file; in JSON-LD every word must be an address or stand in the context",
            ),
        )
    return Statements(name, tuple(quads), parser.prefixes.get("", "") or parser.base_iri or "")


def _named(quad: ox.Quad, names: dict[ox.BlankNode, ox.BlankNode], path: str) -> tuple[Triple, ox.NamedNode | None]:
    subject, target = _term(quad.subject, names, path), _term(quad.object, names, path)
    graph = _term(quad.graph_name, names, path) if not isinstance(quad.graph_name, ox.DefaultGraph) else None
    if isinstance(graph, ox.BlankNode):
        graph = ox.NamedNode(f"urn:archrepo:graph:{graph.value}")
    assert not isinstance(subject, ox.Literal) and not isinstance(graph, ox.Literal)
    return (subject, quad.predicate, target), graph


def _term(term: object, names: dict[ox.BlankNode, ox.BlankNode], path: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, ox.BlankNode):
        return names.setdefault(term, ox.BlankNode(f"b{len(names)}"))
    is_newer = isinstance(term, ox.Literal) and getattr(term, "direction", None) is not None
    if is_newer or not isinstance(term, ox.NamedNode | ox.Literal):
        raise fault(
            path,
            Text(
                "dit bestand gebruikt RDF 1.2 (uitspraken over uitspraken, of een schrijfrichting); dat kan nog niet",
                "this file uses RDF 1.2 (statements about statements, or a direction), which is not supported yet",
            ),
            Text("schrijf het bestand in RDF 1.1", "write the file in RDF 1.1"),
        )
    return term


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise fault(
            name,
            Text("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text"),
            Text("sla het bestand op als UTF-8", "save the file as UTF-8"),
            data.count(b"\n", 0, wrong.start) + 1,
            wrong.start - data.rfind(b"\n", 0, wrong.start),
        ) from wrong


def _refuse_deep(text: str, name: str) -> None:
    place = first_too_deep(text, MOST_DEPTH)
    if place is not None:
        line, column = line_and_column(line_starts(text), place.start)
        raise fault(
            name,
            Text(f"hier staan meer dan {MOST_DEPTH} haken in elkaar", f"more than {MOST_DEPTH} brackets are nested"),
            Text(
                "geef wat tussen de haken staat een eigen naam",
                "give what stands between the brackets a name of its own",
            ),
            line,
            column,
        )


def _broken(name: str, broken: SyntaxError) -> InputFault:
    reason = broken.msg.split(": ", 1)[-1]
    if "LoadDocumentCallback" in reason:
        return fault(
            name,
            Text(
                "dit bestand verwijst naar een context elders; er wordt niets opgehaald",
                "this file refers to a context elsewhere; nothing is fetched",
            ),
            Text(
                "zet de context in het bestand zelf, onder @context",
                "put the context in the file itself, under @context",
            ),
            1,
        )
    return fault(
        name,
        Text(f"het bestand klopt hier niet: {reason}", f"the file is wrong here: {reason}"),
        Text(
            "herstel deze plaats, of laat het programma dat het bestand schreef het opnieuw schrijven",
            "mend this place, or let the program that wrote the file write it again",
        ),
        broken.lineno or 1,
        broken.offset or 1,
    )


def _too_many(name: str) -> InputFault:
    return fault(
        name,
        Text(
            f"dit bestand heeft meer dan {MOST_STATEMENTS} uitspraken; dat is de grens",
            f"this file has more than {MOST_STATEMENTS} statements, which is the limit",
        ),
        Text("splits het bestand", "split the file"),
    )
