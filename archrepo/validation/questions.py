"""SPARQL constraints, each run once as a whole query instead of once for every focus node.

The engine of pySHACL parses and runs the text again for each node: 204 s for 30 shapes on GEMMA. One run of the
same query with $this free gives the same rows, as long as $this is bound by the pattern itself; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import LimitFault, RequestFault
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.faults import QuestionFault
from archrepo.validation.question_words import where
from archrepo.validation.refusals import check_grammar, not_answered, not_sparql, refuse, without_this
from archrepo.vocabulary import OWL, sh

_THIS = re.compile(r"[$?]this\b")
_IMPORTS = ox.NamedNode(OWL + "imports")
_PREFIXES, _DECLARE, _PREFIX, _NAMESPACE = map(sh, ("prefixes", "declare", "prefix", "namespace"))
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


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


def check_questions(shapes: Graph, node: Term, filled_in: frozenset[str] = frozenset()) -> None:
    """Refuse the questions of a node, a constraint or a validator, that may not be asked or are no SPARQL.

    `filled_in` are the parameters that an engine fills in besides those of the standard.

    Raises:
        QuestionFault: a question says what a rule may not say, is no SPARQL, or does not give $this.
    """
    for predicate, is_ask in ((sh("select"), False), (sh("ask"), True)):
        for text in shapes.objects(node, predicate):
            prologue = _prologue(shapes, node)
            try:
                refuse(prologue + text.value, filled_in | (_FILLED_IN_FOR_ASK if is_ask else _FILLED_IN), is_ask=is_ask)
                check_grammar(prologue + text.value, lines_before=prologue.count("\n"), is_ask=is_ask)
            except QuestionFault as fault:
                raise fault.at(node, predicate) from None


_FILLED_IN = frozenset({"this", "PATH", "currentShape", "shapesGraph"})
_FILLED_IN_FOR_ASK = _FILLED_IN | {"value"}


def _prologue(shapes: Graph, node: Term) -> str:
    """Return the prefixes of a question: of what sh:prefixes names, and of all that this imports."""
    lines = set()
    named = shapes.objects(node, _PREFIXES)
    for ontology in dict.fromkeys((*named, *(found for each in named for found in imports_of(shapes, each)))):
        for declaration in shapes.objects(ontology, _DECLARE):
            prefix = shapes.value(declaration, _PREFIX)
            namespace = shapes.value(declaration, _NAMESPACE)
            if prefix is not None and namespace is not None:
                lines.add(f"PREFIX {prefix.value}: <{namespace.value}>\n")
    return "".join(sorted(lines))


def imports_of(shapes: Graph, ontology: Term) -> tuple[Term, ...]:
    """Return what an ontology imports, and what that imports in turn."""
    found: dict[Term, None] = {}
    queue = [ontology]
    while queue:
        for imported in shapes.objects(queue.pop(), _IMPORTS):
            if imported not in found:
                found[imported] = None
                queue.append(imported)
    return tuple(found)


def limited_to(text: str, subjects: Collection[Term]) -> str | None:
    """Return a question that is asked about these subjects only; None when it cannot be limited to them so.

    It must be one that can be asked once. Not for a subject without a name, which cannot be written in a question.
    """
    start = where(text)
    if start is None or not all(isinstance(subject, ox.NamedNode) for subject in subjects):
        return None
    return f"{text[:start]} VALUES ?this {{ {' '.join(map(str, subjects))} }} {text[start:]}"


def ask_once(graph: Graph, text: str, most_rows: int | None = None, *, this: Term | None = None) -> list[Row]:
    """Return the distinct rows of a question over the whole graph; with `this` only those on that subject.

    Raises:
        QuestionFault: the text is not a SELECT query, asks another server, does not project $this, or gives more
            than `most_rows` rows.
    """
    try:
        answer = graph.sparql(text, None if this is None else {"this": this}, most_rows=most_rows)
    except SyntaxError as fault:
        raise not_sparql(text, fault) from fault
    except (RequestFault, LimitFault, TypeError) as fault:
        raise not_answered(fault) from fault
    if "this" not in answer.columns:
        raise without_this()
    place = answer.columns.index("this")
    found: dict[Row, None] = {}
    for row in answer.rows:
        focus = row[place]
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
