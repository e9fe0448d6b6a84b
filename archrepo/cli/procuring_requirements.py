"""`archrepo procurement requirements`: the programme of requirements as a workbook or document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from archrepo.procurement.publication.demand_values import Programme

_FORMS = (".xlsx", ".docx")


@command(
    "requirements",
    Text(
        "Maak het programma van eisen: een werkmap (.xlsx) die inschrijvers invullen, of een document (.docx).\n\n"
        "Erin staan de eisen van de inkoop zelf, de verplichte standaarden die daarin nog ontbreken, wat uit de "
        "principes volgt, en de feiten die een inschrijver opgeeft.",
        "Make the programme of requirements: a workbook (.xlsx) that bidders fill in, or a document (.docx).\n\n"
        "It holds the requirements of the procurement itself, the mandatory standards that these lack, what follows "
        "from the principles, and the facts that a bidder states.",
    ),
    "archrepo procurement requirements zaaksysteem -o programma-van-eisen.xlsx",
    "archrepo procurement requirements zaaksysteem -o programma-van-eisen.docx",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam, map of bestand.", "Name, folder or file."))
@option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    text=Text("Het bestand: .xlsx of .docx.", "The file: .xlsx or .docx."),
)
@option(
    "--replace", is_flag=True, text=Text("Vervang het bestand als het er al is.", "Replace the file if it is there.")
)
@workspace_option
@as_of_option
def requirements_command(
    session: Session, proposal: str, output: Path, replace: bool, workspace: Path | None, as_of: datetime | None
) -> None:
    """Write the programme of requirements to the file."""
    from archrepo.principles import book_of
    from archrepo.procurement import find_proposal
    from archrepo.procurement.publication.demands import demands_of
    from archrepo.procurement.tender_reading import tender_of
    from archrepo.workspace.saving import put, refuse_taken

    _check_ending(output)
    refuse_taken(output, session.shown(output), replaces=replace)
    model = open_model(session, workspace, as_of)
    whole, tender = tender_of(model, find_proposal(model, proposal))
    programme = demands_of(whole, book_of(model), tender)
    data = _workbook(programme, session.language) if output.suffix == ".xlsx" else _word(programme, session.language)
    put(output, data)
    demands, facts = len(programme.demands), len(programme.facts)
    session.say(
        Text(
            f"Geschreven: {session.shown(output)} ({demands} eisen en wensen, {facts} feiten)",
            f"Written: {session.shown(output)} ({demands} requirements and wishes, {facts} facts)",
        )
    )


def _check_ending(output: Path) -> None:
    if output.suffix not in _FORMS:
        raise RequestFault(
            Text(f"'{output.suffix}' is geen vorm die ik schrijf", f"'{output.suffix}' is no form that I write"),
            remedy=Text("kies een naam die eindigt op .xlsx of .docx", "choose a name that ends in .xlsx or .docx"),
        )


def _workbook(programme: Programme, language: Language) -> bytes:
    from archrepo.reporting.demands_xlsx import demands_xlsx

    return demands_xlsx(programme, language)


def _word(programme: Programme, language: Language) -> bytes:
    from archrepo.reporting.demands_document import demands_document
    from archrepo.reporting.document_docx import document_docx

    return document_docx(demands_document(programme, language))
