"""The landscape of a workspace as a workbook to fill in, as one of the formats of an export."""

from __future__ import annotations

from collections.abc import Iterator

from archrepo.errors import RequestFault
from archrepo.exchange.model import Remark
from archrepo.exchange.writing.written import WrittenFile
from archrepo.landscape import Landscape, landscape
from archrepo.language import Language, Text
from archrepo.reporting.landscape_xlsx import landscape_xlsx
from archrepo.vocabulary import TYPE
from archrepo.workspace import Workspace


def write_as_workbook(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    """Return the workbook of the whole workspace, with headings and names in the language.

    Raises:
        RequestFault: a part of the workspace was asked for, or it has nothing to put in.
    """
    if folder:
        raise RequestFault(
            Text("een werkmap heeft altijd het hele model", "a workbook always has the whole model"),
            remedy=Text("laat --from weg", "leave --from out"),
        )
    content = landscape(workspace, language)
    if not any(one.rows for one in content.sheets):
        raise RequestFault(
            Text("dit model heeft niets voor de werkmap", "this model has nothing for the workbook"),
            remedy=Text(
                "de bladen staan in ontology/municipal-workbook.ttl: applicaties, stromen, contracten, organisaties",
                "the sheets stand in ontology/municipal-workbook.ttl: applications, flows, contracts, organisations",
            ),
        )
    return WrittenFile(landscape_xlsx(content), remarks=(*_left_out(workspace, content), *_told(content)))


def _left_out(workspace: Workspace, content: Landscape) -> Iterator[Remark]:
    """Yield how much of the model has no place in the sheets and columns; it stays in the model as it is."""
    rows = {row.iri for one in content.sheets for row in one.rows}
    others = len(workspace.elements.keys() - rows)
    if others:
        yield Remark(Text("een element zonder rij", "an element without a row"), others, is_loss=True)
    facts = 0
    for one in content.sheets:
        shown = {TYPE, *(column.predicate for column in one.sheet.columns)}
        facts += sum(len(workspace.model.facts(row.iri).keys() - shown) for row in one.rows)
    if facts:
        yield Remark(Text("een feit zonder kolom", "a fact without a column"), facts, is_loss=True)


def _told(content: Landscape) -> Iterator[Remark]:
    yield from (Remark(one, 1, is_loss=False) for one in content.remarks)
