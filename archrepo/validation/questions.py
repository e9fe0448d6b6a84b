"""SPARQL constraints, each run once as a whole query instead of once for every focus node.

The engine of pySHACL parses and runs the text again for each node: 204 s for 30 shapes on GEMMA. One run of the
same query with $this free gives the same rows, as long as $this is bound by the pattern itself; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import sh

_THIS = re.compile(r"[$?]this\b")
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


class QuestionFault(ValueError):
    """A SPARQL constraint cannot be run; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the focus node, and the other projected variables that are bound."""

    this: Term
    values: tuple[tuple[str, Term], ...]

    def get(self, name: str) -> Term | None:
        """Return the value of a variable, or None."""
        return dict(self.values).get(name)


def questions(shapes: Graph, shape: Term) -> tuple[tuple[Term, str], ...]:
    """Return the SPARQL constraints of a shape: their nodes and their texts with the prefixes written out."""
    found = []
    for node in shapes.objects(shape, sh("sparql")):
        select = shapes.value(node, sh("select"))
        if isinstance(select, ox.Literal) and not shapes.has(node, sh("deactivated"), ox.Literal(True)):
            found.append((node, _prologue(shapes, node) + _THIS.sub("?this", select.value)))
    return tuple(found)


def _prologue(shapes: Graph, node: Term) -> str:
    lines = []
    for ontology in shapes.objects(node, sh("prefixes")):
        for declaration in shapes.objects(ontology, sh("declare")):
            prefix = shapes.value(declaration, sh("prefix"))
            namespace = shapes.value(declaration, sh("namespace"))
            if prefix is not None and namespace is not None:
                lines.append(f"PREFIX {prefix.value}: <{namespace.value}>\n")
    return "".join(sorted(lines))


_WORDS = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\#[^\n]*)""")
_HIDING = re.compile(r"\b(?:FILTER|BIND|OPTIONAL|MINUS|HAVING|EXISTS)\b|\{\s*SELECT\b", re.IGNORECASE)
_BEYOND = re.compile(r"[$?](?:PATH|currentShape|shapesGraph)\b")


def can_be_asked_once(text: str) -> bool:
    """Tell whether one run with $this free gives what a run for each focus node gives.

    That is so when a triple pattern binds $this outside every filter, optional part, binding and inner SELECT, and
    the text uses none of the other variables that an engine fills in.
    """
    plain = _WORDS.sub(" ", text)
    return not _BEYOND.search(plain) and "?this" in _visible(plain[plain.find("{") + 1 :])


def _visible(pattern: str) -> str:
    """Return a query pattern without the parts that test or compute instead of binding."""
    while found := _HIDING.search(pattern):
        position = found.end() if not found[0].startswith("{") else found.start()
        while position < len(pattern) and pattern[position] not in "({":
            position += 1
        depth = 0
        end = position
        while end < len(pattern):
            depth += (pattern[end] in "({") - (pattern[end] in ")}")
            end += 1
            if depth == 0:
                break
        pattern = pattern[: found.start()] + " " + pattern[end:]
    return pattern


def check_syntax(text: str) -> None:
    """Refuse a question that no engine can run.

    Raises:
        QuestionFault: the text is not a SELECT query, or does not project $this.
    """
    ask_once(Graph(), text)


def ask_once(graph: Graph, text: str) -> list[Row]:
    """Return the distinct rows of a question over the whole graph.

    Raises:
        QuestionFault: the text is not a SELECT query, asks another server, or does not project $this.
    """
    try:
        answer = graph.sparql(text)
    except (RequestFault, SyntaxError, TypeError) as fault:
        raise QuestionFault(str(fault)) from fault
    if "this" not in answer.columns:
        raise QuestionFault("the query does not project $this")
    this = answer.columns.index("this")
    found: dict[Row, None] = {}
    for row in answer.rows:
        focus = row[this]
        if focus is not None:
            values = tuple(
                (name, value)
                for name, value in zip(answer.columns, row, strict=True)
                if name != "this" and value is not None
            )
            found[Row(focus, values)] = None
    return list(found)


def filled(template: str, row: Row, names: Mapping[str, str]) -> str:
    """Return a message with its {?name} placeholders replaced by `names`; an unbound one stays as it is."""
    return _PLACEHOLDER.sub(lambda found: names.get(found[1], found[0]), template)


def variables(template: str) -> tuple[str, ...]:
    """Return the names of the placeholders of a message, in order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(template)))
