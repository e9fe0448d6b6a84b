"""`archrepo upgrade`: bring a pinned reference model to a newer release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from archrepo.cli.commands import argument, as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text


@command(
    "upgrade",
    Text(
        "Vergelijk een vastgezet referentiemodel met een nieuwe uitgave, en zeg wat dat voor u betekent.\n\n"
        "U ziet wat nieuw, vervallen of hernoemd is, welke standaarden voor uw applicaties verplicht worden, wie in uw "
        "model naar iets verwijst dat verandert, en welke wijzigingen archrepo voorstelt. Zonder --write verandert er "
        "niets; met --write staan de nieuwe uitgave en de wijzigingen er allemaal, of geen van alle.",
        "Compare a pinned reference model with a new release, and say what that means for you.\n\n"
        "You see what is new, withdrawn or renamed, which standards become mandatory for your applications, who in "
        "your model refers to something that changes, and which edits archrepo proposes. Without --write nothing "
        "changes; with --write the new release and the edits are all there, or none.",
    ),
    "archrepo upgrade gemma gemma-2026-12.archimate",
    "archrepo upgrade gemma gemma-2026-12.archimate --format markdown",
    "archrepo upgrade gemma gemma-2026-12.archimate --write",
)
@argument(
    "name",
    metavar="NAME",
    text=Text(
        "Naam van het referentiemodel, zoals in archrepo.lock.", "Name of the reference model, as in archrepo.lock."
    ),
)
@argument(
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text("Het modelbestand met de nieuwe uitgave.", "The model file with the new release."),
)
@option(
    "--release",
    metavar="NAME",
    text=Text(
        "Naam of datum van de nieuwe uitgave (standaard: wat het bestand zegt).",
        "Name or date of the new release (default: what the file says).",
    ),
)
@option(
    "--all",
    "is_whole",
    is_flag=True,
    text=Text(
        "Toon ook wat verandert zonder dat het u raakt; markdown en json tonen dat altijd.",
        "Show also what changes without touching you; markdown and json always show that.",
    ),
)
@option("--write", is_flag=True, text=Text("Schrijf de wijziging in de bestanden.", "Write the change to the files."))
@format_option("text", "markdown", "json")
@workspace_option
@as_of_option
def upgrade_command(
    session: Session,
    name: str,
    file: Path,
    release: str | None,
    is_whole: bool,
    write: bool,
    form: str,
    workspace: Path | None,
    as_of: datetime | None,
) -> None:
    """Say what the new release changes and means, and write it when asked."""
    from archrepo.exchange.releases import upgrade, write_upgrade
    from archrepo.exchange.releases.form import upgrade_form
    from archrepo.exchange.releases.telling import markdown_lines, sections, text_lines
    from archrepo.principles import book_of
    from archrepo.reporting.json_form import written
    from archrepo.workspace.references import REFERENCES

    if is_whole and form != "text":
        raise RequestFault(
            Text("--all hoort bij de vorm text", "--all belongs to the form text"),
            remedy=Text(f"laat --all weg: {form} toont altijd alles", f"leave --all out: {form} always shows all"),
        )
    model = open_model(session, workspace, as_of)
    proposal = upgrade(model, book_of(model), name, file, release=release or "")
    if write:
        write_upgrade(model, proposal)
    if form == "json":
        session.say(written(upgrade_form(proposal, session.language, session.shown_path)))
    elif form == "markdown":
        parts = sections(model, proposal, session.shown_path)
        session.say("\n".join(markdown_lines(parts, session.language)).rstrip())
    else:
        parts = sections(model, proposal, session.shown_path, is_whole=is_whole)
        session.say(text_lines(parts, session.language, is_whole=is_whole))
    pinned, title = proposal.reference, proposal.reference.title
    if not write:
        if proposal.is_nothing:
            return
        session.tell(Text("Verder: dezelfde opdracht met --write", "Next: the same command with --write"))
        return
    paths = ", ".join([pinned.folder, REFERENCES, *(change.path for change in proposal.changes)])
    session.tell(
        Text(
            f"Geschreven: {paths}. {pinned.name} staat nu vast op {title.nl}.",
            f"Written: {paths}. {pinned.name} is now pinned on {title.en}.",
        )
    )
    session.tell(Text("Verder: git diff, en daarna archrepo check", "Next: git diff, and then archrepo check"))
