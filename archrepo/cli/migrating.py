"""`archrepo migrate`: bring the model to another version of ArchiMate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from archrepo.cli.commands import command, option, workspace_option
from archrepo.cli.opening import open_model, values_given
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text


@command(
    "migrate",
    Text(
        "Breng het model naar een andere versie van ArchiMate.\n\n"
        "U ziet welke typen blijven, een andere naam krijgen, worden samengevoegd of vervallen, welke relaties daarna "
        "niet meer mogen, en op welke platen dat te zien is. Met --dry-run verandert er niets. Elk element houdt zijn "
        "oude type als kenmerk, dus toetsen, cijfers en export blijven gelijk en u kunt terug.",
        "Bring the model to another version of ArchiMate.\n\n"
        "You see which types stay, get another name, are merged or removed, which relations are no longer allowed "
        "afterwards, and on which views that shows. With --dry-run nothing changes. Each element keeps its old type as "
        "a fact, so checks, figures and exports stay the same, and you can go back.",
    ),
    "archrepo migrate --to 4 --dry-run",
)
@option(
    "--to",
    "version",
    metavar="VERSION",
    required=True,
    text=Text("De versie: 4, of 3.2 om terug te gaan.", "The version: 4, or 3.2 to go back."),
)
@option("--dry-run", is_flag=True, text=Text("Laat alleen zien wat er verandert.", "Only show what changes."))
@option(
    "--choose",
    "choices",
    metavar="NAME=VALUE",
    multiple=True,
    text=Text(
        "Een ander type dan het voorstel, voor een type (Gap=WorkPackage) of één element; mag vaker.",
        "Another type than the proposal, for a type (Gap=WorkPackage) or one element; may be repeated.",
    ),
)
@option(
    "--list",
    "listing",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text(
        "Schrijf elk element met oud en nieuw type in dit bestand, met tabs.",
        "Write each element with its old and new type to this file, with tabs.",
    ),
)
@option(
    "--diff", is_flag=True, text=Text("Toon ook de wijziging in de bestanden.", "Also show the change in the files.")
)
@workspace_option
def migrate_command(
    session: Session,
    version: str,
    dry_run: bool,
    choices: Sequence[str],
    listing: Path | None,
    diff: bool,
    workspace: Path | None,
) -> None:
    """Show what a change of version means, and write it unless it is only tried."""
    from archrepo.migrating import listed, plan_migration, told

    model = open_model(session, workspace)
    migration = plan_migration(model, version, values_given(choices))
    if diff:
        for change in migration.changes:
            session.say(change.lines())
    session.say(told(migration, session.language))
    if listing is not None:
        _write_list(session, session.here / listing, listed(migration, session.language))
    if dry_run:
        session.tell(Text("Verder: dezelfde opdracht zonder --dry-run", "Next: the same command without --dry-run"))
        return
    migration.write(model)
    session.say(Text(f"Het model is nu in ArchiMate {version}.", f"The model is in ArchiMate {version} now."))
    session.tell(Text("Verder: git diff, en daarna archrepo check", "Next: git diff, and then archrepo check"))


def _write_list(session: Session, path: Path, lines: Iterable[str]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as fault:
        raise RequestFault(
            Text(f"{path} is niet te schrijven", f"{path} cannot be written"),
            remedy=Text("kies een ander bestand", "choose another file"),
        ) from fault
    session.say(Text(f"Geschreven: {session.shown(path)}.", f"Written: {session.shown(path)}."))
