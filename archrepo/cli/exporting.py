"""`archrepo export`: write the model in the file of another tool, and tell what went along."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.exchange.writing import FileFormat, WrittenFile

_PICTURES = frozenset({".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"})


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
    from archrepo.exchange.gathering import gather
    from archrepo.exchange.writing import export_lines, format_named, write_model

    wanted = format_named(form)
    _check_name(output, wanted)
    _refuse_present(session, output, replace=replace)
    opened = open_model(session, workspace)
    part = _part(session, opened.root, folder)
    if wanted.of_workspace is not None:
        model, written = None, wanted.of_workspace(opened, part, session.language)
    else:
        model = gather(opened, part)
        written = write_model(model, form)
    _put(output, written)
    shown = session.shown(output)
    session.say(Text(f"geschreven: {shown} ({wanted.title.nl})", f"written: {shown} ({wanted.title.en})"))
    session.say(line.in_(session.language) for line in export_lines(model, written))


def _check_name(output: Path, wanted: FileFormat) -> None:
    if wanted.endings and output.suffix.lower() not in wanted.endings:
        known = Text(" of ".join(wanted.endings), " or ".join(wanted.endings))
        good = f"{output.stem}{wanted.endings[0]}"
        raise RequestFault(
            Text(f"{output.name} eindigt niet op {known.nl}", f"{output.name} does not end in {known.en}"),
            remedy=Text(f"kies een naam als {good}", f"choose a name such as {good}"),
        )


def _refuse_present(session: Session, output: Path, *, replace: bool) -> None:
    """Refuse to write over what is there without being told to, and over what an import wrote in any case.

    Raises:
        RequestFault: there is a file or a folder that is not empty.
    """
    from archrepo.exchange.lock import LOCK_FILE, read_lock

    if output.name == LOCK_FILE or output.name in read_lock(output.parent).files:
        raise RequestFault(
            Text(f"{session.shown(output)} hoort bij een import", f"{session.shown(output)} belongs to an import"),
            remedy=Text("kies een andere naam of een andere map", "choose another name or another folder"),
        )
    is_taken = any(output.iterdir()) if output.is_dir() else output.exists()
    if is_taken and not replace:
        raise RequestFault(
            Text(f"{session.shown(output)} bestaat al", f"{session.shown(output)} is there already"),
            remedy=Text("kies een andere naam, of gebruik --replace", "choose another name, or use --replace"),
        )


def _part(session: Session, root: Path, folder: str) -> str:
    """Return the folder as a path below the workspace; as typed when there is no such folder here."""
    path = (session.here / folder).resolve()
    if folder and path.is_dir() and path.is_relative_to(root.resolve()):
        return path.relative_to(root.resolve()).as_posix()
    return folder


def _put(output: Path, written: WrittenFile) -> None:
    """Write the file, or the files of a folder; of what is in the folder only an earlier export goes.

    Raises:
        RequestFault: it cannot be written there, or files of another kind stand where an export would stand.
    """
    from archrepo.exchange.placing import place
    from archrepo.workspace.saving import put

    if written.files:
        tops = {path.partition("/")[0] for path in written.files}
        there = [path.relative_to(output) for path in output.rglob("*") if path.is_file()] if output.is_dir() else []
        owned = {path.as_posix(): "" for path in there if path.parts[0] in tops}
        # A folder named model/ or images/ may be one of somebody's own.
        kinds = {PurePosixPath(path).suffix for path in written.files} | _PICTURES
        other = next((path for path in sorted(owned) if PurePosixPath(path).suffix.lower() not in kinds), None)
        if other is not None:
            raise RequestFault(
                Text(
                    f"{(output / other).as_posix()} is geen bestand van een eerdere export",
                    f"{(output / other).as_posix()} is no file of an earlier export",
                ),
                remedy=Text("kies een andere map, of een nieuwe", "choose another folder, or a new one"),
            )
        place(written.files, output, owned, replaces_edited=True)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        put(output, written.data)
    except OSError as fault:
        raise RequestFault(
            Text(f"{output.as_posix()} is niet te schrijven", f"{output.as_posix()} cannot be written"),
            remedy=Text("kies een map waarin u mag schrijven", "choose a folder in which you may write"),
        ) from fault
