"""The sheets and columns of the workbook, as the ontology lists them, and what may stand in each column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.metamodel import text_of
from archrepo.turtle.reading import Term
from archrepo.vocabulary import (
    ALLOWED_KIND,
    COMMENT,
    FUNCTIONAL_PROPERTY,
    OBJECT_PROPERTY,
    RANGE,
    RDF,
    TYPE,
    XSD,
    ar,
)
from archrepo.workspace import Workspace

#: What a column holds: a choice by name, a truth, a day, a number, text in one language, or anything else as text.
Form = Literal["choice", "truth", "day", "number", "words", "text"]

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "nonNegativeInteger", "positiveInteger"))
_PERCENT = frozenset({"procent", "percent"})
_TRUE = ox.Literal(True)
_OTHER = {"nl": Text("Engels", "English"), "en": Text("Nederlands", "Dutch")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its property, heading, meaning and form; `kinds` are the classes and datatypes that fit.

    `language` is that of texts in it, "" when they have none; a text of the model without a language counts as one of
    the first column of its property. `choices` are the classes of which elements are offered. A percentage
    (`is_percent`) may have the sign behind it.
    """

    predicate: ox.NamedNode
    heading: Text
    explanation: Text
    form: Form
    language: Language | Literal[""]
    is_extra: bool
    kinds: tuple[ox.NamedNode, ...]
    choices: tuple[ox.NamedNode, ...]
    takes_one: bool
    is_percent: bool

    def allows(self, datatype: str) -> bool:
        """Tell whether a literal of this XML Schema datatype, or a web address for `anyURI`, is asked for."""
        return ox.NamedNode(XSD + datatype) in self.kinds


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the class of its rows, the classes that have a sheet of their own, and the columns in order."""

    iri: ox.NamedNode
    title: Text
    explanation: Text
    rows_of: ox.NamedNode
    without: tuple[ox.NamedNode, ...]
    columns: tuple[Column, ...]


def read_sheets(workspace: Workspace, language: Language) -> tuple[Sheet, ...]:
    """Return the sheets by their number, with the columns of a workbook in that language."""
    graph = workspace.ontology.graph

    def number(sheet: Term) -> int:
        found = graph.value(sheet, ar("sheetNumber"))
        return int(found.value) if isinstance(found, ox.Literal) else 0

    sheets = [one for one in graph.instances(ar("WorkbookSheet")) if isinstance(one, ox.NamedNode)]
    return tuple(_sheet(workspace, one, language) for one in sorted(sheets, key=lambda one: (number(one), one.value)))


def _sheet(workspace: Workspace, iri: ox.NamedNode, language: Language) -> Sheet:
    graph = workspace.ontology.graph
    rows_of = graph.value(iri, ar("rowsOf"))
    head = graph.value(iri, ar("columns"))
    assert isinstance(rows_of, ox.NamedNode) and head is not None
    without = tuple(one for one in graph.objects(iri, ar("rowsWithout")) if isinstance(one, ox.NamedNode))
    return Sheet(
        iri,
        workspace.name_of(iri),
        text_of(graph, iri, COMMENT) or Text.same(""),
        rows_of,
        without,
        tuple(_column(workspace, item, language, rows_of) for item in graph.members(head)),
    )


def _column(workspace: Workspace, item: Term, language: Language, rows_of: ox.NamedNode) -> Column:
    graph = workspace.ontology.graph
    stated = graph.value(item, ar("columnOf"))
    predicate = stated if stated is not None else item
    assert isinstance(predicate, ox.NamedNode)
    kinds = tuple(
        one for link in (RANGE, ALLOWED_KIND) for one in graph.objects(predicate, link) if isinstance(one, ox.NamedNode)
    )
    form = _form(workspace, predicate, kinds)
    name, is_other = workspace.name_of(predicate), graph.has(item, ar("inOtherLanguage"), _TRUE)
    heading = Text(name.nl[:1].upper() + name.nl[1:], name.en[:1].upper() + name.en[1:])
    in_language: Language | Literal[""] = language if form == "words" else ""
    if is_other:
        in_language = "en" if language == "nl" else "nl"
        heading = Text("{heading} ({language})", "{heading} ({language})").format(
            heading=heading, language=_OTHER[language]
        )
    offered = [one for one in graph.objects(item, ar("columnKind")) if isinstance(one, ox.NamedNode)]
    if form == "choice" and not offered:
        offered = [rows_of] if predicate == TYPE else [one for one in kinds if not _is_datatype(one)]
    takes_one = graph.is_instance(predicate, FUNCTIONAL_PROPERTY) or graph.has(item, ar("takesOne"), _TRUE)
    return Column(
        predicate,
        heading,
        text_of(graph, predicate, COMMENT) or Text.same(""),
        form,
        in_language,
        is_other,
        kinds,
        tuple(offered),
        takes_one or form == "words",
        any(
            isinstance(one, ox.Literal) and one.value in _PERCENT for one in graph.objects(predicate, ar("answeredIn"))
        ),
    )


def _form(workspace: Workspace, predicate: ox.NamedNode, kinds: tuple[ox.NamedNode, ...]) -> Form:
    datatypes = {one.value for one in kinds if _is_datatype(one)}
    if not kinds:
        is_link = predicate == TYPE or workspace.ontology.graph.is_instance(predicate, OBJECT_PROPERTY)
        return "choice" if is_link else "words"
    if not datatypes:
        return "choice"
    if len(datatypes) > 1 or len(datatypes) < len(kinds):
        return "text"
    (datatype,) = datatypes
    if datatype in _NUMBERS:
        return "number"
    forms: dict[str, Form] = {XSD + "boolean": "truth", XSD + "date": "day", RDF + "langString": "words"}
    return forms.get(datatype, "text")


def _is_datatype(kind: ox.NamedNode) -> bool:
    return kind.value.startswith(XSD) or kind.value == RDF + "langString"


def rows_of(workspace: Workspace, sheet: Sheet) -> Iterator[ox.NamedNode]:
    """Yield what has a row on the sheet, by name: what the model itself describes, not what a reference does."""
    left_out = {one for cls in sheet.without for one in workspace.instances(cls)}
    bases = workspace.reference_bases
    found = [
        one
        for one in workspace.instances(sheet.rows_of)
        if isinstance(one, ox.NamedNode)
        and one not in left_out
        and workspace.model.facts(one)
        and one not in workspace.reference_subjects
        and not (bases and one.value.startswith(bases))
    ]
    yield from sorted(found, key=lambda one: (workspace.label(one).casefold(), one.value))
