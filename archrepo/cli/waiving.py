"""`archrepo waive`: record a deviation from a principle."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.choosing import unknown_principle
from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import ArchrepoError, RequestFault
from archrepo.findings import Verdict
from archrepo.language import Text

if TYPE_CHECKING:
    import pyoxigraph as ox

    from archrepo.principles import Principle, PrincipleBook
    from archrepo.workspace import Workspace

FILE = "waivers.ttl"


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
    type=click.Path(path_type=Path),
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
    from archrepo.reporting.waiver_block import Decision, waiver_name, with_waiver
    from archrepo.waiving import find_decider, longer_than_usual, refuse_past, refuse_second
    from archrepo.workspace.saving import put

    model = open_model(session, workspace, as_of)
    book = book_of(model)
    principle = book.get(identifier)
    if principle is None:
        raise unknown_principle(identifier.upper(), [found.id for found in book])
    refuse_past(model, until.date())
    if not reason.strip():
        raise RequestFault(
            Text("de reden is leeg", "the reason is empty"),
            remedy=Text(
                "schrijf achter --reason waarom het nu niet anders kan",
                "write behind --reason why it cannot be otherwise now",
            ),
        )
    decider = find_decider(model, decided_by)
    decision = Decision(reason, risk, measure, decider, model.as_of, until.date(), session.language)
    thing = model.find(subject)
    refuse_second(model, principle.shape, thing)
    name = waiver_name(model, principle, thing)
    target = path.absolute() if path is not None else model.root / _usual_file(model)
    before = target.read_bytes() if target.is_file() else None
    try:
        text = (before or b"").decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _not_in_model(session, target) from fault
    target.parent.mkdir(parents=True, exist_ok=True)
    put(target, with_waiver(text, model.base, name, principle, thing, decision).encode("utf-8"))
    with_it = _reopened(model, name)
    if with_it is None:
        if before is None:
            target.unlink()
        else:
            put(target, before)
        raise _not_in_model(session, target)
    named = model.name_of(thing)
    session.say(
        Text(
            f"Afwijking van {principle.id} voor {named.nl} vastgelegd in {session.shown(target)}, "
            f"tot en met {until.date()}.",
            f"Waiver from {principle.id} for {named.en} recorded in {session.shown(target)}, until {until.date()}.",
        )
    )
    long = longer_than_usual(model, until.date())
    if long is not None:
        session.tell(long)
    verdict = _verdict(with_it, book, principle, thing)
    if verdict is not Verdict.EXCEPTED:
        session.tell(_without_effect(verdict))
    session.tell(Text("Verder: archrepo waivers", "Next: archrepo waivers"))


def _usual_file(workspace: Workspace) -> str:
    """Return the file in which the first waiver of the model stands, else the one that is meant for them."""
    from archrepo.waivers import read_waivers

    waivers = read_waivers(workspace)
    if waivers:
        return waivers[0].location.path
    folders = {Path(pattern).parts[0] for pattern in workspace.configuration.model if len(Path(pattern).parts) > 1}
    return FILE if FILE in workspace.configuration.model or "model" not in folders else f"model/{FILE}"


def _reopened(workspace: Workspace, waiver: ox.NamedNode) -> Workspace | None:
    """Return the workspace, opened anew, when it has the waiver."""
    from archrepo.workspace import open_workspace

    try:
        found = open_workspace(workspace.root, workspace.as_of, ontology=workspace.ontology)
    except ArchrepoError:
        return None
    return found if found.model.facts(waiver) else None


def _verdict(workspace: Workspace, book: PrincipleBook, principle: Principle, subject: ox.NamedNode) -> Verdict | None:
    """Return what the check now says of the subject; nothing when the principle is not about it."""
    from archrepo.validation import validate

    judgements = validate(workspace, book, only={principle.id}).judgements
    return next((one.verdict for one in judgements if one.subject == subject.value), None)


def _without_effect(verdict: Verdict | None) -> Text:
    """Return why a waiver allows nothing now."""
    if verdict is Verdict.UNKNOWN:
        return Text(
            "Let op: het oordeel is nu niet te bepalen; de afwijking werkt pas als bekend is wat ontbreekt "
            "(archrepo missing).",
            "Note: the verdict is unknown now; the waiver works only once what is missing is known (archrepo missing).",
        )
    return Text(
        "Let op: hier is nu niets om van af te wijken; de toets vindt geen gebrek.",
        "Note: there is nothing to deviate from here now; the check finds no fault.",
    )


def _not_in_model(session: Session, path: Path) -> RequestFault:
    shown = session.shown(path)
    return RequestFault(
        Text(f"{shown} hoort niet bij het model", f"{shown} is not in the model"),
        remedy=Text(
            f'voeg "{FILE}" toe aan `model` in archrepo.toml, of kies een bestand van het model met --file',
            f'add "{FILE}" to `model` in archrepo.toml, or choose a file of the model with --file',
        ),
    )
