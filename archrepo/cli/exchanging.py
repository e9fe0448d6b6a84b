"""`archrepo import`: bring in model files of other tools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from archrepo.cli.commands import argument, command, option
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "import",
    Text(
        "Zet modelbestanden van andere programma's om in een map met Turtle.\n\n"
        "Gelezen worden Archi (.archimate) en het uitwisselformaat van ArchiMate (.xml). Van elk bestand staat daarna "
        "in de map wat erin zat: elementen, relaties, eigenschappen en platen. Uw bestand zelf verandert niet.",
        "Turn model files of other tools into a folder of Turtle.\n\n"
        "Archi (.archimate) and the exchange format of ArchiMate (.xml) are read. Afterwards the folder holds what was "
        "in each file: elements, relations, properties and views. Your file itself does not change.",
    ),
    "archrepo import model.archimate --into model",
)
@argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    text=Text("Een of meer modelbestanden.", "One or more model files."),
)
@option(
    "--into",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    text=Text("Map die het model krijgt.", "Folder that gets the model."),
)
@option(
    "--base",
    metavar="IRI",
    text=Text(
        "Begin van de namen van het model (standaard: uit archrepo.toml, anders uit het bestand).",
        "Beginning of the names of the model (default: from archrepo.toml, else from the file).",
    ),
)
@option(
    "--lang-tag",
    metavar="TAG",
    default="nl",
    text=Text(
        "Taal van teksten waarvan het bestand de taal niet noemt (standaard: nl).",
        "Language of texts whose language the file does not name (default: nl).",
    ),
)
@option(
    "--replace-edited",
    is_flag=True,
    text=Text(
        "Vervang ook bestanden die na de vorige import zijn bewerkt.",
        "Also replace files that were edited since the last import.",
    ),
)
@option(
    "--replace-model",
    is_flag=True,
    text=Text(
        "Laat dit model de plaats innemen van een ander model in de map.",
        "Let this model take the place of another model in the folder.",
    ),
)
def import_command(
    session: Session,
    files: Sequence[Path],
    into: Path,
    base: str | None,
    lang_tag: str,
    replace_edited: bool,
    replace_model: bool,
) -> None:
    """Import the files and tell what was carried over."""
    from archrepo.exchange import ImportOptions, import_model, report_lines

    options = ImportOptions(language=lang_tag, base=base, replaces_edited=replace_edited, replaces_model=replace_model)
    report = import_model(files, into, options)
    session.say(line.in_(session.language) for line in report_lines(report))
    folder = report.workspace
    session.tell(Text(f"Verder: archrepo stats --workspace {folder}", f"Next: archrepo stats --workspace {folder}"))
