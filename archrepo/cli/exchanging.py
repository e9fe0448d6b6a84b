"""`archrepo import`: bring in model files of other tools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

import click

from archrepo.cli.commands import argument, command, option
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text


@command(
    "import",
    Text(
        "Zet modelbestanden van andere programma's om in een map met Turtle.\n\n"
        "Gelezen worden Archi (.archimate), mappen van coArchi (ook ingepakt), het uitwisselformaat van ArchiMate "
        "(.xml, ook van ArchiMate 2.1), tabellen (.csv) en RDF (JSON-LD, N-Triples, TriG). Van elk bestand "
        "staat daarna in de map wat erin zat: elementen, relaties, eigenschappen en platen. Uw bestand zelf "
        "verandert niet.",
        "Turn model files of other tools into a folder of Turtle.\n\n"
        "Archi (.archimate), folders of coArchi (packed as well), the exchange format of ArchiMate (.xml, of ArchiMate "
        "2.1 too), tables (.csv) and RDF (JSON-LD, N-Triples, TriG) are read. Afterwards the folder holds what was in "
        "each file: elements, relations, properties and views. Your file itself does not change.",
    ),
    "archrepo import model.archimate --into model",
    "archrepo import --reference gemma-2026-06.archimate --into reference/gemma",
)
@argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    text=Text("Een of meer modelbestanden of mappen.", "One or more model files or folders."),
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
@option(
    "--reference",
    is_flag=True,
    text=Text(
        "Zet het vast als referentiemodel: u leest het mee, en alleen archrepo upgrade verandert het.",
        "Pin it as a reference model: it is read along, and only archrepo upgrade changes it.",
    ),
)
@option(
    "--release",
    metavar="NAME",
    text=Text(
        "Bij --reference: naam of datum van de uitgave (standaard: wat het bestand zegt).",
        "With --reference: name or date of the release (default: what the file says).",
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
    reference: bool,
    release: str | None,
) -> None:
    """Import the files and tell what was carried over."""
    from archrepo.exchange import ImportOptions, import_model, report_lines

    if reference:
        _refuse_beside_reference(files, replace_model=replace_model)
        _pin(session, files[0], into, base, lang_tag, release, replace_edited=replace_edited)
        return
    if release is not None:
        raise RequestFault(
            Text("--release geldt alleen bij --reference", "--release is for --reference only"),
            remedy=Text("geef ook --reference, of laat --release weg", "give --reference too, or leave --release out"),
        )
    options = ImportOptions(language=lang_tag, base=base, replaces_edited=replace_edited, replaces_model=replace_model)
    report = import_model(files, into, options)
    session.say(line.in_(session.language) for line in report_lines(report))
    folder = quote(str(report.workspace))
    session.tell(Text(f"Verder: archrepo stats --workspace {folder}", f"Next: archrepo stats --workspace {folder}"))


def _refuse_beside_reference(files: Sequence[Path], *, replace_model: bool) -> None:
    if len(files) > 1:
        raise RequestFault(
            Text("een referentiemodel is één bestand", "a reference model is one file"),
            remedy=Text("geef per bestand een eigen opdracht", "give a command of its own for each file"),
        )
    if replace_model:
        raise RequestFault(
            Text("--replace-model past niet bij --reference", "--replace-model does not go with --reference"),
            remedy=Text("kies voor een ander model een andere map", "choose another folder for another model"),
        )


def _pin(
    session: Session, file: Path, into: Path, base: str | None, tag: str, release: str | None, *, replace_edited: bool
) -> None:
    from archrepo.exchange.releases import PinOptions, pin
    from archrepo.exchange.report import model_lines
    from archrepo.workspace.references import REFERENCES

    options = PinOptions(release=release or "", base=base or "", language=tag, replaces_edited=replace_edited)
    pinned = pin(file, into, options)
    session.root = pinned.root
    session.say(line.in_(session.language) for line in model_lines(pinned.report))
    reference, title = pinned.reference, pinned.reference.title
    lock = session.shown(pinned.root / REFERENCES)
    session.say(
        Text(
            f"{reference.name} staat vast op {title.nl}; dat staat in {lock}. Leg dat bestand en de map vast in git.",
            f"{reference.name} is pinned on {title.en}; {lock} says so. Commit that file and the folder to git.",
        )
    )
    session.tell(
        Text(
            f"Verder: archrepo check, en bij een nieuwe uitgave archrepo upgrade {reference.name} BESTAND",
            f"Next: archrepo check, and for a new release archrepo upgrade {reference.name} FILE",
        )
    )
