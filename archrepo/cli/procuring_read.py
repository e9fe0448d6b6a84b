"""`archrepo procurement read`: from a tender file to requirements in Turtle."""

from __future__ import annotations

from pathlib import Path

import click

from archrepo.cli.commands import argument, command, workspace_option
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "read",
    Text(
        "Lees een lijst met eisen: .xlsx, .csv, .docx of .pdf.",
        "Read a list of requirements: .xlsx, .csv, .docx or .pdf.",
    ),
    "archrepo procurement read zaaksysteem eisen.csv",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam, map of bestand.", "Name, folder or file."))
@argument("file", metavar="FILE", type=click.Path(path_type=Path), text=Text("Het bestand.", "The file."))
@workspace_option
def read_command(session: Session, proposal: str, file: Path, workspace: Path | None) -> None:
    """Tell which tables the file has."""
    from archrepo.exchange.tender_files import read_tender_file

    document = read_tender_file(file.name, file.read_bytes())
    for table in document.tables:
        session.say(f"{proposal} {table.name}: {len(table.rows)} ({workspace or '.'})")
