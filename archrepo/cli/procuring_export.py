"""`archrepo procurement export` and `import`: a whole procurement as one dataset, each bid a named graph."""

from __future__ import annotations

from pathlib import Path

import click

from archrepo.cli.commands import argument, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

_ENDING = ".trig"


@command(
    "export",
    Text(
        "Schrijf een inkoop als één bestand in TriG: de inkoop en elke inschrijving als een eigen graaf.\n\n"
        "Alle inschrijvingen staan erin; geef het bestand dus niet aan een inschrijver.",
        "Write a procurement as one file in TriG: the purchase and each bid as a graph of its own.\n\n"
        "All bids are in it, so do not give the file to a bidder.",
    ),
    "archrepo procurement export zaaksysteem -o zaaksysteem.trig",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam of map van het voorstel.", "Name or folder of the proposal."))
@option(
    "--output",
    "-o",
    "output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    text=Text("Het bestand, op .trig.", "The file, ending in .trig."),
)
@option(
    "--replace", is_flag=True, text=Text("Vervang het bestand als het er al is.", "Replace the file if it is there.")
)
@workspace_option
def export_command(session: Session, proposal: str, output: Path, replace: bool, workspace: Path | None) -> None:
    """Write the dataset of a proposal."""
    from archrepo.exchange.tender_dataset import tender_trig
    from archrepo.procurement import find_proposal
    from archrepo.workspace.saving import put, refuse_taken

    if output.suffix != _ENDING:
        raise RequestFault(
            Text(f"{output.name} eindigt niet op {_ENDING}", f"{output.name} does not end in {_ENDING}"),
            remedy=Text(f"kies een naam als {output.stem}{_ENDING}", f"choose a name such as {output.stem}{_ENDING}"),
        )
    refuse_taken(output, session.shown(output), replaces=replace)
    model = open_model(session, workspace, None)
    found = find_proposal(model, proposal)
    put(output, tender_trig(model, found).encode())
    count = len(found.bid_paths)
    session.say(
        Text(
            f"Geschreven: {session.shown(output)} (inschrijvingen: {count}).",
            f"Written: {session.shown(output)} (bids: {count}).",
        )
    )


@command(
    "import",
    Text(
        "Lees een inkoop uit een bestand in TriG, als een nieuw voorstel.",
        "Read a procurement from a file in TriG, as a new proposal.",
    ),
    "archrepo procurement import zaaksysteem.trig --name zaaksysteem-kopie",
)
@argument("file", metavar="FILE", type=click.Path(path_type=Path), text=Text("Het bestand.", "The file."))
@option(
    "--name", metavar="NAME", required=True, text=Text("Naam van het nieuwe voorstel.", "Name of the new proposal.")
)
@workspace_option
def import_command(session: Session, file: Path, name: str, workspace: Path | None) -> None:
    """Write the files of a dataset into a folder of its own."""
    from archrepo.exchange.tender_dataset import tender_files
    from archrepo.procurement.drafts.starting import new_folder
    from archrepo.workspace.saving import NewText, save_all

    if not file.is_file():
        raise RequestFault(
            Text(f"{file.name} is er niet", f"{file.name} is not there"),
            remedy=Text("kijk de naam en de map na", "check the name and the folder"),
        )
    model = open_model(session, workspace, None)
    files = tender_files(file.read_bytes(), file.name, model.base)
    folder = new_folder(model, name)
    save_all(model.root, [NewText(folder / one.path, one.text, None) for one in files])
    session.say(
        Text(
            f"Gelezen in {session.shown(folder)}: {len(files)} bestanden.",
            f"Read into {session.shown(folder)}: {len(files)} files.",
        )
    )
    session.tell(Text(f"Verder: archrepo assess {folder.name}", f"Next: archrepo assess {folder.name}"))
