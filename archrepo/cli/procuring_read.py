"""`archrepo procurement read`: from a tender file to requirements in Turtle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from archrepo.cli.commands import argument, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "read",
    Text(
        "Lees een lijst met eisen in een voorstel: .xlsx, .csv, .docx of .pdf.\n\n"
        "De eisen komen in een Turtle-bestand in de map van het voorstel, met hun plaats in het bestand. Standaarden, "
        "maatregelen en onderwerpen worden in de tekst herkend; wat niet zeker is, bevestigt u zelf. Opnieuw lezen "
        "bewaart wat u besliste.",
        "Read a list of requirements into a proposal: .xlsx, .csv, .docx or .pdf.\n\n"
        "The requirements go into a Turtle file in the folder of the proposal, with their place in the file. "
        "Standards, measures and topics are recognised in the text; what is not sure is for you to confirm. Reading "
        "again keeps what you decided.",
    ),
    "archrepo procurement read zaaksysteem eisenlijst.csv --preview",
    "archrepo procurement read zaaksysteem eisenlijst.csv --map Bron=toelichting --confirm W1=OAuth",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam of map van het voorstel.", "Name or folder of the proposal."))
@argument("file", metavar="FILE", type=click.Path(path_type=Path), text=Text("Het bestand.", "The file."))
@option(
    "--preview", is_flag=True, text=Text("Toon wat gelezen is en schrijf niets.", "Show what was read, write nothing.")
)
@option(
    "--sheet",
    "sheets",
    metavar="NAME",
    multiple=True,
    text=Text(
        "Lees alleen dit blad of deze tabel; mag vaker.", "Read this sheet or table only; may be given more than once."
    ),
)
@option(
    "--map",
    "columns",
    metavar="NAME=TEXT",
    multiple=True,
    text=Text(
        "Wat een kolom bevat, zoals Omschrijving=tekst; dat wordt onthouden.",
        "What a column holds, such as Description=text; that is remembered.",
    ),
)
@option(
    "--confirm",
    metavar="NUMBER=TEXT",
    multiple=True,
    text=Text("Bevestig wat bij een eis is herkend, zoals E1=OAuth.", "Confirm what was recognised, such as E1=OAuth."),
)
@option(
    "--reject",
    metavar="NUMBER=TEXT",
    multiple=True,
    text=Text("Zeg dat iets niet is bedoeld, zoals E1=TLS.", "Say that something is not meant, such as E1=TLS."),
)
@option(
    "--document",
    metavar="NAME",
    default="",
    text=Text("Het aanbestedingsstuk waarin de eisen staan.", "The tender document that the requirements stand in."),
)
@option(
    "--replace",
    is_flag=True,
    text=Text("Schrijf de eisen nieuw, zonder eerdere beslissingen.", "Write anew, without earlier decisions."),
)
@format_option("text", "json")
@workspace_option
def read_command(
    session: Session,
    proposal: str,
    file: Path,
    preview: bool,
    sheets: Sequence[str],
    columns: Sequence[str],
    confirm: Sequence[str],
    reject: Sequence[str],
    document: str,
    replace: bool,
    form: str,
    workspace: Path | None,
) -> None:
    """Read the file, tell what was recognised, and write the requirements unless only a preview is wanted."""
    from archrepo.exchange.tender_files import tender_file_at
    from archrepo.procurement import find_proposal
    from archrepo.procurement.requirements.columns import meanings_of
    from archrepo.procurement.requirements.lists import Choices, read_tender_list, save_tender_list
    from archrepo.reporting.json_form import written
    from archrepo.reporting.tender_list_text import tender_list_form, tender_list_text

    lists = tender_file_at(file)
    model = open_model(session, workspace, None)
    read = read_tender_list(
        model,
        find_proposal(model, proposal),
        lists,
        Choices(tuple(sheets), tuple(columns), tuple(confirm), tuple(reject), document, replace),
    )
    if form == "json":
        session.say(written(tender_list_form(read, session.language)))
    else:
        session.say(tender_list_text(read, meanings_of(model.ontology.graph), session.language, is_preview=preview))
    for remark in read.not_read:
        session.tell(remark)
    if preview:
        return
    for path in save_tender_list(model, read):
        session.tell(Text(f"Geschreven: {session.shown(path)}", f"Written: {session.shown(path)}"))
    session.tell(Text(f"Verder: archrepo assess {proposal}", f"Next: archrepo assess {proposal}"))
