"""A tender file on its way to requirements: what its columns hold, a preview, and what a person is to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.drafts.sources import source_file
from archrepo.procurement.requirements.columns import meanings_of
from archrepo.procurement.requirements.lists import (
    Choices,
    TableColumn,
    TenderList,
    headings_of,
    read_tender_list,
    save_tender_list,
)
from archrepo.procurement.requirements.reading import MappedTable, map_tables
from archrepo.procurement.requirements.source_tables import SourceDocument
from webui.opened import opened
from webui.pages.procuring import Draft, draft_of

room = Blueprint("tender_files", __name__)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to confirm: the name of its answer in the form, the requirement it is about, and the question."""

    key: str
    number: str
    text: str
    place: str
    question: Text
    why: Text


@room.get("/toetsen/<name>/eisen/bestand/<file>")
def mapping(name: str, file: str) -> str:
    """Show how the file is read, and ask what is not sure."""
    return _shown(draft_of(name), file, Choices(_sheets(request.args.getlist("blad"))))


@room.post("/toetsen/<name>/eisen/bestand/<file>")
def decide(name: str, file: str) -> Response | str | tuple[str, int]:
    """Show the file by what was chosen, or save its requirements; other tables than were seen are shown first."""
    draft = draft_of(name)
    document = _document(draft, file)
    choices = _choices()
    if request.form.get("doe") != "bewaar":
        return _shown(draft, file, choices)
    try:
        read = read_tender_list(opened().workspace, draft.proposal, document, choices)
        seen = set(request.form.getlist("gezien"))
        if seen and seen != {one.table.name for one in read.tables if one.is_used}:
            return _shown(draft, file, choices, is_other=True)
        save_tender_list(opened().workspace, read)
    except RequestFault as fault:
        return _shown(draft, file, Choices(choices.sheets), fault), 400
    return redirect(f"/toetsen/{name}/eisen?klaar=eisen", 303)


def _shown(
    draft: Draft, file: str, choices: Choices, fault: RequestFault | None = None, *, is_other: bool = False
) -> str:
    document = _document(draft, file)
    landscape = opened().workspace
    read: TenderList | None = None
    tables: Sequence[MappedTable]
    try:
        read = read_tender_list(landscape, draft.proposal, document, choices)
        tables = read.tables
    except RequestFault as found:
        fault = fault or found
        tables = map_tables(document, landscape.ontology.graph, (), choices.sheets)
    used = [one for one in tables if one.is_used] or list(tables[:1])
    return render_template(
        "procurement_file.html",
        name=draft.proposal.name,
        title=draft.workspace.name_of(draft.purchase),
        file=file,
        document=read.document if read else document,
        tables=tables,
        used=_alike(used),
        chosen={one.table.name for one in tables if one.is_used},
        meanings=meanings_of(landscape.ontology.graph),
        read=read,
        doubts=list(_doubts(read)) if read else [],
        counts=_counts(read) if read else [],
        answers=dict(request.form) if request.method == "POST" else {},
        fault=fault,
        is_other=is_other,
    )


def _alike(used: Sequence[MappedTable]) -> list[tuple[MappedTable, list[str]]]:
    """Return the tables whose columns are asked, each with the names of the later ones that have the same headings."""
    found: dict[tuple[str, ...], list[MappedTable]] = {}
    for one in used:
        found.setdefault(headings_of(one), []).append(one)
    return [(first, [one.table.name for one in rest]) for first, *rest in found.values()]


def _choices() -> Choices:
    """Return what the form says: the tables, their columns by number, and what was confirmed or denied."""
    columns, confirm, reject = [], [], []
    for key, value in request.form.items():
        kind, _, rest = key.partition(":")
        if kind == "kolom" and value:
            number, _, table = rest.partition(":")
            if number.isascii() and number.isdigit() and len(number) < 5:
                columns.append(TableColumn(table, int(number), value))
        elif kind in ("match", "quantity") and value == "ja":
            confirm.append(rest)
        elif kind in ("match", "quantity") and value == "nee":
            reject.append(rest)
    return Choices(
        _sheets(request.form.getlist("blad")),
        table_columns=tuple(columns),
        confirm=tuple(confirm),
        reject=tuple(reject),
    )


def _sheets(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def _doubts(read: TenderList) -> Iterator[Doubt]:
    for one in read.requirements:
        about = (one.row.number, one.row.text, one.row.place)
        for match in read.doubtful(one):
            question = Text(
                f"Gaat “{match.matched}” over {match.name.nl}?", f"Is “{match.matched}” about {match.name.en}?"
            )
            yield Doubt(f"match:{one.name}={match.term}", *about, question, match.why)
        for quantity in read.quantities(one):
            if quantity.limit:
                question = Text(
                    f"Betekent “{quantity.text}”: {quantity.limit_name.nl.lower()} {quantity.shown.nl} "
                    f"{quantity.unit_name.nl}?",
                    f"Does “{quantity.text}” mean: {quantity.limit_name.en.lower()} {quantity.shown.en} "
                    f"{quantity.unit_name.en}?",
                )
                yield Doubt(f"quantity:{one.name}={quantity.text}", *about, question, Text.same(""))


def _counts(read: TenderList) -> list[tuple[Text, int]]:
    """Return how often each thing was surely recognised, the most frequent first."""
    found = Counter(match.name for one in read.requirements for match in one.sure)
    return sorted(found.items(), key=lambda item: (-item[1], item[0].nl.casefold()))


def _document(draft: Draft, file: str) -> SourceDocument:
    return opened().source(source_file(draft.proposal, file))
