"""A workspace as the content of a workbook: sheets, rows and cells in one language, and what each name stands for."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.landscape.cells import Cell, cell_of, tidy, values_of
from archrepo.landscape.sheets import Column, Sheet, read_sheets, rows_of
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.turtle.reading import Term
from archrepo.vocabulary import TYPE, XSD
from archrepo.workspace import Workspace

_BOOLEAN = ox.NamedNode(XSD + "boolean")


@dataclass(frozen=True, slots=True)
class Row:
    """One element with its cells, in the order of the columns."""

    iri: ox.NamedNode
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet with its rows by name; `names` has for each column what can be chosen, by name: () for free text."""

    sheet: Sheet
    rows: tuple[Row, ...]
    names: tuple[Mapping[Term, str], ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """All that a workbook holds; `digest` is that of its cells, the same for the same model, sheets and language."""

    name: str
    base: str
    language: Language
    sheets: tuple[SheetContent, ...]
    digest: str
    remarks: tuple[Text, ...]


def landscape(workspace: Workspace, language: Language) -> Landscape:
    """Return the sheets of the workspace; one without rows is there too, to be filled in."""
    sheets = tuple(_content(workspace, sheet, language) for sheet in read_sheets(workspace, language))
    said = [[str(row.iri), *(cell.text for cell in row.cells)] for one in sheets for row in one.rows]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
    return Landscape(
        workspace.name,
        workspace.base,
        language,
        sheets,
        digest,
        tuple(_remarks(workspace, sheets)),
    )


def _content(workspace: Workspace, sheet: Sheet, language: Language) -> SheetContent:
    subjects = list(rows_of(workspace, sheet))
    names = tuple(names_of(workspace, sheet, column, language, subjects) for column in sheet.columns)
    rows = tuple(
        Row(
            subject,
            tuple(
                cell_of(values_of(workspace, subject, column), column, known)
                for column, known in zip(sheet.columns, names, strict=True)
            ),
        )
        for subject in subjects
    )
    return SheetContent(sheet, rows, names)


def names_of(
    workspace: Workspace, sheet: Sheet, column: Column, language: Language, subjects: Iterable[ox.NamedNode]
) -> dict[Term, str]:
    """Return by name what can stand in a column: what is offered, and what the rows have beside that.

    Two things of one name get their key behind it. Yes and no are names too, of the two truths.
    """
    if column.form == "truth":
        words = {"true": Text("ja", "yes"), "false": Text("nee", "no")}
        return {ox.Literal(one, datatype=_BOOLEAN): text.in_(language) for one, text in words.items()}
    used = {
        value
        for subject in subjects
        for value in workspace.model.objects(subject, column.predicate)
        if isinstance(value, ox.NamedNode) and workspace.graph.facts(value)
    }
    offered: set[ox.NamedNode] = set()
    if column.predicate == TYPE:
        classes = {one for cls in column.choices for one in workspace.graph.subclasses(cls)}
        offered = {one for one in classes if isinstance(one, ox.NamedNode)} - set(sheet.without)
    else:
        offered = {
            one
            for cls in column.choices
            for one in workspace.instances(cls)
            if isinstance(one, ox.NamedNode) and one not in workspace.reference_subjects
        }
        offered = {one for one in offered if not one.value.startswith(workspace.reference_bases or ("\0",))}
    labels = {one: tidy(workspace.label(one, language)).replace(";", ",") for one in offered | used}
    often = Counter(label.casefold() for label in labels.values())
    unique: dict[Term, str] = {
        one: label if often[label.casefold()] == 1 else f"{label} ({local_name(one)})" for one, label in labels.items()
    }
    return dict(sorted(unique.items(), key=lambda item: (item[1].casefold(), item[0].value)))


def _remarks(workspace: Workspace, sheets: Iterable[SheetContent]) -> Iterable[Text]:
    for one in sheets:
        title = one.sheet.title
        locked = sum(cell.is_locked for row in one.rows for cell in row.cells)
        if locked:
            yield Text(
                f"{title.nl}: {locked} cel(len) tonen niet alles wat het model zegt; die verandert u in de Turtle",
                f"{title.en}: {locked} cell(s) do not show all that the model says; change those in the Turtle",
            )
        relation = workspace.metamodel.relation_types.get(one.sheet.rows_of)
        plain = sum(found.node is None and found.kind is relation for found in workspace.relations) if relation else 0
        if plain:
            yield Text(
                f"{title.nl}: {plain} relatie(s) zonder eigen naam staan er niet in",
                f"{title.en}: {plain} relation(s) without a name of their own are not in it",
            )
