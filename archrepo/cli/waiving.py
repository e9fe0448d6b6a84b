"""`archrepo waive`: record a deviation from a principle."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from archrepo.cli.choosing import unknown_principle
from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text


@command(
    "waive",
    Text(
        "Leg een afwijking van een principe vast, in het bestand met afwijkingen.\n\n"
        "WIE is een rol of orgaan uit het model, nooit een persoon. Wat er al in het bestand staat, verandert niet.",
        "Record a waiver from a principle, in the file of waivers.\n\n"
        "WHO is a role or a body of the model, never a person. What is already in the file does not change.",
    ),
    "archrepo waive CON-07 privacyregister --until 2027-06-30 --decided-by cio --reason 'Wordt in 2027 vervangen.'",
)
@argument("identifier", metavar="ID", text=Text("Nummer van het principe.", "Number of the principle."))
@argument("subject", metavar="SUBJECT", text=Text("Waarvoor de afwijking geldt.", "What the waiver is for."))
@option(
    "--until",
    metavar="DATE",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    text=Text("Laatste dag van de afwijking.", "Last day of the waiver."),
)
@option("--reason", metavar="TEXT", required=True, text=Text("Waarom het nu niet anders kan.", "Why, for now."))
@option("--decided-by", metavar="WHO", required=True, text=Text("Wie besloot.", "Who decided."))
@option("--risk", metavar="TEXT", default="", text=Text("Wat er mis kan gaan.", "What can go wrong."))
@option("--measure", metavar="TEXT", default="", text=Text("Wat u daartegen doet.", "What is done about it."))
@option(
    "--file",
    "path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    text=Text(
        "Bestand (standaard: waar al afwijkingen staan, anders waivers.ttl).",
        "File (default: where waivers stand already, else waivers.ttl).",
    ),
)
@workspace_option
@as_of_option
def waive_command(
    session: Session,
    identifier: str,
    subject: str,
    until: datetime,
    reason: str,
    decided_by: str,
    risk: str,
    measure: str,
    path: Path | None,
    workspace: Path | None,
    as_of: datetime | None,
) -> None:
    """Add a waiver to a file of the model."""
    from archrepo.principles import book_of
    from archrepo.waiving import Decision, NewWaiver, find_decider, record_waiver, usual_file
    from archrepo.workspace import open_workspace

    model = open_model(session, workspace, as_of)
    book = book_of(model)
    principle = book.get(identifier)
    if principle is None:
        raise unknown_principle(identifier.upper(), [found.id for found in book])
    decider, thing = find_decider(model, decided_by), model.find(subject)
    decision = Decision(reason, risk, measure, decider, model.as_of, until.date(), session.language)
    recorded = record_waiver(
        model,
        book,
        NewWaiver(principle, thing, decision),
        path.absolute() if path is not None else usual_file(model),
        reopened=lambda: open_workspace(model.root, model.as_of, ontology=model.ontology),
    )
    shown, named = session.shown(recorded.path), model.name_of(thing)
    session.say(
        Text(
            f"Afwijking van {principle.id} voor {named.nl} vastgelegd in {shown}, tot en met {until.date()}.",
            f"Waiver from {principle.id} for {named.en} recorded in {shown}, until {until.date()}.",
        )
    )
    for note in (recorded.length, recorded.effect):
        if note is not None:
            session.tell(note)
    session.tell(Text("Verder: archrepo waivers", "Next: archrepo waivers"))
