"""Saved questions: a `.rq` file with a header that names it, and the table that answers it.

The header is comment lines such as `# title@nl: ...`, so the file is ordinary SPARQL. Known lines: `title@nl|en`,
`question@nl|en`, `audience`, `parameter` (name, type, example, Dutch name, English name, and `optional` at the end
where it may be left out), `choices NAME` (what a parameter may be), `range NAME` (its least and its most), `kinds NAME`
(the kinds of element that it asks for), `busiest NAME` (the relations of which a good example has many), `about NAME`
(the kind of thing whose page offers the question, with the properties it then has) and `column` (variable, Dutch name,
English name). Values with blanks stand in quotes.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal as Choice
from typing import get_args

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.findings import Location
from archrepo.foreign_queries import Limits, answer_within
from archrepo.language import Language, Text
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.value_ranges import check_within
from archrepo.vocabulary import PREFIXES, XSD
from archrepo.workspace import Workspace

ParameterType = Choice["element", "integer", "date", "text"]
#: Strings, IRIs and comments, in which a question mark is no variable; and variables.
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*')
_TOKEN = re.compile(_QUOTED.pattern + r"|[?$](?P<name>\w+)")
#: Where in a text pyoxigraph 0.5 says that it is no SPARQL.
_PLACE = re.compile(r"error at (\d+):(\d+):")
_TABLES = Path(__file__).parent / "sparql" / "tables"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the asker gives; `example` is one that works on the example model."""

    name: str
    type: ParameterType
    example: str
    label: Text
    is_optional: bool = False
    #: The values to choose from, as a user writes them; empty when any value will do.
    choices: tuple[str, ...] = ()
    #: The kinds of element that it asks for, as prefixed names; empty when any will do.
    kinds: tuple[str, ...] = ()
    #: The relations that the best example has most of, as prefixed names; empty when all relations count.
    busiest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: the variable and its heading."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Query:
    """A saved question; `text` is the SPARQL as written."""

    name: str
    title: Text
    question: Text
    audience: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    #: Further lines of the header, such as how a picture of the answer wants to be arranged.
    marks: tuple[tuple[str, str], ...] = ()
    #: The file of a question that a user wrote, relative to the workspace; "" for a shipped one.
    path: str = ""

    def mark(self, name: str) -> str:
        """Return the value of a further line of the header; empty when it is not there."""
        return dict(self.marks).get(name, "")

    def fault(self, text: Text, remedy: Text, line: int = 0, column: int = 1) -> ConfigurationFault:
        """Return a fault of the question, at its place when the file is a user's own."""
        return _fault(self.path, self.text, text, remedy, line, column)

    def line_of(self, key: str) -> int:
        """Return the line of the header that starts with `key`; the first line when there is none."""
        lines = self.text.splitlines()
        return next((number for number, line in enumerate(lines, 1) if _header_line(line)[0] == key), 1)


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: headings, and rows of terms as the graph holds them; an empty cell is None."""

    title: Text
    question: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Term | None, ...], ...]


def saved_queries(folder: Path = _TABLES) -> tuple[Query, ...]:
    """Return the saved questions of a folder, by default the shipped ones, in the order of their names.

    Raises:
        ConfigurationFault: a file lacks a title, a question or a heading.
    """
    return tuple(read_query(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.rq")))


def find_query(name: str, folder: Path = _TABLES) -> Query:
    """Return the saved question of that name; capitals do not matter.

    Raises:
        RequestFault: there is none; the remedy lists the names.
    """
    known = saved_queries(folder)
    for query in known:
        if query.name.casefold() == name.casefold():
            return query
    names = ", ".join(query.name for query in known)
    raise RequestFault(
        Text(f"er is geen vraag '{name}'", f"there is no question '{name}'"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
    )


def questions_about(graph: Graph, thing: ox.NamedNode, queries: Iterable[Query]) -> tuple[tuple[Query, Parameter], ...]:
    """Return which of the questions can be asked about a thing, each with the parameter that the thing fills."""
    found: list[tuple[Query, Parameter]] = []
    for query in queries:
        for parameter in query.parameters:
            terms = [_prefixed(name) for name in query.mark(f"about {parameter.name}").split()]
            if terms and graph.is_instance(thing, terms[0]) and all(one in graph.facts(thing) for one in terms[1:]):
                found.append((query, parameter))
    return tuple(found)


def _prefixed(name: str) -> ox.NamedNode:
    prefix, _colon, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def read_query(text: str, name: str, path: str = "") -> Query:
    """Return the question in the text of a `.rq` file; `path`, of a user's own file, is for the place of a fault.

    Raises:
        ConfigurationFault: the header lacks a title or a question, or a line of it cannot be read.
    """
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for number, line in enumerate(text.splitlines(), 1):
        key, value = _header_line(line)
        if not key:
            continue
        try:
            if key == "parameter":
                parameters.append(_parameter(shlex.split(value)))
            elif key == "column":
                variable, dutch, english = shlex.split(value)
                columns.append(Column(variable, Text(dutch, english)))
            else:
                header.setdefault(key, value)
        except ValueError as fault:
            text_of_fault = Text(
                f"de regel '{line}' van vraag {name} is niet te lezen", f"line '{line}' of {name} cannot be read"
            )
            raise _fault(path, text, text_of_fault, _SHAPES[key], number) from fault
    required = ("title@nl", "title@en", "question@nl", "question@en")
    missing = [key for key in required if not header.get(key)]
    if missing:
        raise _fault(
            path,
            text,
            Text(
                f"vraag {name} mist in de kop: {', '.join(missing)}",
                f"the header of {name} lacks: {', '.join(missing)}",
            ),
            Text(f"voeg toe: # {missing[0]}: ...", f"add: # {missing[0]}: ..."),
            1,
        )
    return Query(
        name=name,
        title=Text(header["title@nl"], header["title@en"]),
        question=Text(header["question@nl"], header["question@en"]),
        audience=header.get("audience", ""),
        parameters=tuple(
            replace(
                parameter,
                choices=tuple(header.get(f"choices {parameter.name}", "").split()),
                kinds=tuple(header.get(f"kinds {parameter.name}", "").split()),
                busiest=tuple(header.get(f"busiest {parameter.name}", "").split()),
            )
            for parameter in parameters
        ),
        columns=tuple(columns),
        text=text,
        marks=tuple((key, value) for key, value in header.items() if key not in ("audience", *required)),
        path=path,
    )


_SHAPES = {
    "column": Text('schrijf: # column: naam "Nederlands" "Engels"', 'write: # column: name "Dutch" "English"'),
    "parameter": Text(
        'schrijf: # parameter: naam element voorbeeld "Nederlands" "Engels"; in plaats van element kan ook '
        "integer, date of text",
        'write: # parameter: name element example "Dutch" "English"; instead of element: integer, date or text',
    ),
}


def _header_line(line: str) -> tuple[str, str]:
    """Return the key and the value of a line of the header; two times nothing for any other line."""
    key, colon, value = line.removeprefix("#").strip().partition(":")
    return (key, value.strip()) if line.startswith("#") and colon else ("", "")


def _fault(path: str, source: str, text: Text, remedy: Text, line: int, column: int = 1) -> ConfigurationFault:
    """Return the fault, with its place and the line itself when there is a path."""
    if not path:
        return ConfigurationFault(text, remedy=remedy)
    lines = source.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else None
    end = len(excerpt) + 1 if excerpt and column == 1 else column + 1
    return ConfigurationFault(text, location=Location(path, line, column, line, end), remedy=remedy, excerpt=excerpt)


def _parameter(words: list[str]) -> Parameter:
    """Return the parameter of a header line.

    Raises:
        ValueError: the line has too few or too many words, or an unknown type.
    """
    is_optional = words[-1:] == ["optional"]
    name, kind, example, dutch, english = words[:-1] if is_optional else words
    for known in get_args(ParameterType):
        if kind == known:
            return Parameter(name, known, example, Text(dutch, english), is_optional)
    raise ValueError(kind)


def with_choices(workspace: Workspace, query: Query, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values, each that has choices as its choice is written; a term may be given by another name.

    Raises:
        RequestFault: a value is not among the choices of its parameter; the remedy lists them.
    """
    values = dict(given)
    for parameter in query.parameters:
        value = values.get(parameter.name, "").strip()
        if parameter.choices and value and value not in parameter.choices:
            values[parameter.name] = _choice(workspace, parameter, value)
    return values


def _choice(workspace: Workspace, parameter: Parameter, value: str) -> str:
    if parameter.type == "element":
        with suppress(RequestFault):
            term = find_term(workspace, value)
            for choice in parameter.choices:
                if find_term(workspace, choice) == term:
                    return choice
    names = ", ".join(parameter.choices)
    raise RequestFault(
        Text(f"'{value[:80]}' past niet bij {parameter.name}", f"'{value[:80]}' does not fit {parameter.name}"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
    )


def ask(
    workspace: Workspace,
    query: Query,
    parameters: Mapping[str, str] | None = None,
    bindings: Mapping[str, Term] | None = None,
    *,
    limits: Limits | None = None,
) -> Table:
    """Return the answer to a saved question; `parameters` are texts as a user gives them, `bindings` further values.

    `limits` are for a question that is not our own, which may take for ever.

    Raises:
        RequestFault: a parameter is missing, unknown or not of its type, or the question asks for other data or for
            something else than a table.
        LimitFault: the answer takes too long, or has too many rows.
        ConfigurationFault: the text of the question is not SPARQL.
    """
    given = dict(parameters or {})
    substitutions: dict[str, Term] = dict(bindings or {})
    for parameter in query.parameters:
        value = given.pop(parameter.name, "").strip()
        if value:
            substitutions[parameter.name] = _term(workspace, parameter, value)
            check_within(parameter.name, value, query.mark(f"range {parameter.name}"))
        elif not parameter.is_optional:
            raise RequestFault(
                Text(f"'{parameter.name}' ontbreekt", f"'{parameter.name}' is missing"),
                remedy=Text(f"geef bijvoorbeeld {parameter.example}", f"give for example {parameter.example}"),
            )
    if given:
        names = ", ".join(parameter.name for parameter in query.parameters) or "-"
        raise RequestFault(
            Text(f"vraag {query.name} kent '{min(given)}' niet", f"question {query.name} does not know '{min(given)}'"),
            remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
        )
    text = _with_values(query.text, substitutions)
    try:
        answer = answer_within(limits, workspace.graph, text) if limits else workspace.graph.sparql(text)
    except TypeError as fault:
        raise RequestFault(
            Text("alleen een SELECT geeft een tabel", "only a SELECT gives a table"),
            remedy=Text("schrijf: SELECT ?x WHERE { ... }", "write: SELECT ?x WHERE { ... }"),
        ) from fault
    except SyntaxError as fault:
        said = str(fault.msg)
        place = _PLACE.match(said)
        raise query.fault(
            Text(f"vraag {query.name} is geen SPARQL", f"question {query.name} is not SPARQL"),
            Text(said, said),
            int(place[1]) if place else 0,
            int(place[2]) if place else 1,
        ) from fault
    headings = {column.name: column for column in query.columns}
    columns = tuple(headings.get(name, Column(name, Text.same(name))) for name in answer.columns)
    return Table(query.title, query.question, columns, answer.rows)


def _with_values(text: str, values: Mapping[str, Term]) -> str:
    """Return the SPARQL with each variable of `values` replaced by its term, except where it stands in a projection.

    pyoxigraph 0.5 substitutes only variables that are projected, and none in a subquery; so the terms are written into
    the text, in the escaped form of N-Triples. A projected variable is bound by a VALUES block instead.
    """
    projected = {name for name in values if re.search(rf"SELECT[^{{]*[?$]{name}\b", _QUOTED.sub("", text))}
    body = _TOKEN.sub(
        lambda found: str(values[name]) if (name := found["name"]) in values and name not in projected else found[0],
        text,
    )
    bound = [name for name in values if name in projected]
    block = "".join(f"VALUES ?{name} {{ {values[name]} }} " for name in bound)
    opening = re.search(r"WHERE\s*\{", body)
    return body[: opening.end()] + " " + block + body[opening.end() :] if opening and block else body


def _term(workspace: Workspace, parameter: Parameter, value: str) -> Term:
    """Return what the user gave as a term of the type of the parameter."""
    if parameter.type == "element":
        return find_term(workspace, value)
    try:
        if parameter.type == "integer":
            return ox.Literal(int(value))
        if parameter.type == "date":
            return ox.Literal(date.fromisoformat(value).isoformat(), datatype=ox.NamedNode(XSD + "date"))
    except ValueError as fault:
        raise RequestFault(
            Text(f"'{value}' past niet bij {parameter.name}", f"'{value}' does not fit {parameter.name}"),
            remedy=Text(f"geef bijvoorbeeld {parameter.example}", f"give for example {parameter.example}"),
        ) from fault
    return ox.Literal(value)


def find_term(workspace: Workspace, name: str) -> ox.NamedNode:
    """Return the term that a user means: of the vocabulary by its prefixed name (`ar:BRP`), or else of the model.

    Raises:
        RequestFault: nothing, or more than one thing, has that name.
    """
    prefix, colon, _local = name.partition(":")
    if colon and prefix in PREFIXES:
        term = _prefixed(name)
        if workspace.graph.facts(term):
            return term
    return workspace.find(name)


def cell_text(workspace: Workspace, cell: Term | None, language: Language = "nl") -> str:
    """Return a cell as words: the label of a thing, the value of a literal, truth as yes or no, nothing for None."""
    if cell is None:
        return ""
    if not isinstance(cell, ox.Literal):
        return workspace.label(cell, language)
    kind = cell.datatype.value
    if kind == XSD + "boolean":
        return (Text("ja", "yes") if cell.value in ("true", "1") else Text("nee", "no")).in_(language)
    if kind in (XSD + "decimal", XSD + "double"):
        try:
            number = f"{float(cell.value):.2f}"
        except ValueError:
            return cell.value
        return number.replace(".", ",") if language == "nl" else number
    return workspace.words_of(cell).in_(language)
