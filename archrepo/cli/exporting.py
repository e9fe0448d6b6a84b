"""`archrepo export`: write the model in the file of another tool, and tell what went along."""

from __future__ import annotations

from pathlib import Path

import click

from archrepo.cli.commands import argument, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "export",
    Text(
        "Schrijf het model als bestand van een ander programma.\n\n"
        "FORMAT is ameff (uitwisselformaat van ArchiMate), archimate (Archi), grafico (coArchi), csv, xlsx, jsonld, "
        "ntriples of trig. Wat het formaat niet kan bevatten, staat in het verslag. Gemeentelijke feiten gaan mee als "
        "eigenschappen en komen bij een import terug.",
        "Write the model as a file of another tool.\n\n"
        "FORMAT is ameff (the exchange format of ArchiMate), archimate (Archi), grafico (coArchi), csv, xlsx, jsonld, "
        "ntriples or trig. What the format cannot hold is in the report. Municipal facts go along as properties and "
        "come back with an import.",
    ),
    "archrepo export ameff -o model.xml",
)
@argument("form", metavar="FORMAT", text=Text("In welke vorm.", "In which format."))
@option(
    "--output",
    "-o",
    "output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    text=Text("Het bestand; bij grafico en csv een map.", "The file; a folder for grafico and csv."),
)
@option(
    "--from",
    "folder",
    metavar="FOLDER",
    default="",
    text=Text(
        "Alleen wat in deze map is geïmporteerd (standaard: het hele model).",
        "Only what was imported into this folder (default: the whole model).",
    ),
)
@option("--replace", is_flag=True, text=Text("Vervang wat er al staat.", "Replace what is there already."))
@workspace_option
def export_command(
    session: Session, form: str, output: Path, folder: str, replace: bool, workspace: Path | None
) -> None:
    """Write the model, and tell what went along."""
    from archrepo.exchange.exporting import export_model
    from archrepo.exchange.writing import format_named
    from archrepo.exchange.writing.putting import check_place, put_export

    wanted = format_named(form)
    check_place(output, wanted, shown=session.shown(output), replaces=replace)
    opened = open_model(session, workspace)
    made = export_model(opened, form, _part(session, opened.root, folder), session.language)
    put_export(output, made.written)
    shown = session.shown(output)
    session.say(Text(f"geschreven: {shown} ({wanted.title.nl})", f"written: {shown} ({wanted.title.en})"))
    session.say(line.in_(session.language) for line in made.lines)


def _part(session: Session, root: Path, folder: str) -> str:
    """Return the folder as a path below the workspace; as typed when there is no such folder here."""
    path = (session.here / folder).resolve()
    if folder and path.is_dir() and path.is_relative_to(root.resolve()):
        return path.relative_to(root.resolve()).as_posix()
    return folder
