"""`archrepo procurement adopt`: make the chosen bid part of the target model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.checking import told_faults
from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.procurement.adopting import Adoption

_DAY = click.DateTime(["%Y-%m-%d"])


@command(
    "adopt",
    Text(
        "Neem de gekozen inschrijving op in het model, met contract en datums.\n\n"
        "Zonder --write ziet u alleen wat er zou veranderen. Met --write staat het in de bestanden; bekijk het met git "
        "en leg het vast.",
        "Make the chosen bid part of the model, with its contract and dates.\n\n"
        "Without --write you only see what would change. With --write it stands in the files; look at it with git "
        "and commit it.",
    ),
    "archrepo procurement adopt zaaksysteem zaakstroom",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam, map of bestand.", "Name, folder or file."))
@argument(
    "bid",
    metavar="BID",
    text=Text("De gekozen inschrijving, inschrijver of product.", "The chosen bid, bidder or product."),
)
@option(
    "--as",
    "place",
    metavar="NAME",
    text=Text("Het geplande onderdeel dat het product invult.", "The planned part that the product fills in."),
)
@option("--starts", metavar="DATE", type=_DAY, text=Text("Eerste dag van het contract.", "First day of the contract."))
@option("--ends", metavar="DATE", type=_DAY, text=Text("Laatste dag van het contract.", "Last day of the contract."))
@option("--into", metavar="FILE", text=Text("Het nieuwe bestand in het model.", "The new file in the model."))
@option("--write", is_flag=True, text=Text("Schrijf de wijziging in de bestanden.", "Write the change to the files."))
@workspace_option
@as_of_option
def adopt_command(
    session: Session,
    proposal: str,
    bid: str,
    place: str | None,
    starts: datetime | None,
    ends: datetime | None,
    into: str | None,
    write: bool,
    workspace: Path | None,
    as_of: datetime | None,
) -> int:
    """Show the change that a bid makes to the model, and write it when asked; more than 0 when a rule could not run."""
    from archrepo.principles import book_of
    from archrepo.procurement import find_proposal
    from archrepo.procurement.adopting import Terms, adopt
    from archrepo.procurement.adopting import write as write_adoption
    from archrepo.validation import check

    model = open_model(session, workspace, as_of)
    book = book_of(model)
    before = check(model, book)
    adoption = adopt(
        model,
        book,
        find_proposal(model, proposal),
        bid,
        Terms(
            starts=starts.date() if starts else None,
            ends=ends.date() if ends else None,
            place=model.find(place) if place else None,
            into=into,
        ),
        before=before,
    )
    if not write:
        for change in adoption.changes:
            session.say(change.lines())
        session.say("")
    session.say(_summary(session, adoption))
    if write:
        write_adoption(model, adoption)
        written = ", ".join(session.shown(model.root / change.path) for change in adoption.changes)
        session.say(Text(f"Geschreven: {written}.", f"Written: {written}."))
        session.tell(Text("Verder: git diff, en daarna archrepo check", "Next: git diff, and then archrepo check"))
    else:
        session.tell(Text("Verder: dezelfde opdracht met --write", "Next: the same command with --write"))
    return told_faults(session, before)


def _summary(session: Session, adoption: Adoption) -> Iterator[str]:
    from archrepo.wording import date_text

    language = session.language
    starts, ends = date_text(adoption.starts), date_text(adoption.ends)
    for warning in adoption.warnings:
        yield Text(f"Let op: {warning.nl}.", f"Mind: {warning.en}.").in_(language)
    yield Text(
        f"{adoption.bid.nl} wordt deel van het model. Het contract loopt van {starts.nl} tot en met {ends.nl}.",
        f"{adoption.bid.en} becomes part of the model. The contract runs from {starts.en} until {ends.en}.",
    ).in_(language)
    if adoption.replaced:
        names = ", ".join(name.in_(language) for name in adoption.replaced)
        yield Text(f"Vervangt: {names}.", f"Replaces: {names}.").in_(language)
    if adoption.unproven:
        count = len(adoption.unproven)
        yield Text(
            f"Nog zonder bewijs ({count}): vraag dit op voor u tekent.",
            f"Still without evidence ({count}): ask for this before you sign.",
        ).in_(language)
        yield from (f"  - {name.in_(language)}" for name in adoption.unproven)
    for words, findings in (
        (Text("Nieuwe bevindingen", "New findings"), adoption.new_findings),
        (Text("Bevindingen die verdwijnen", "Findings that go"), adoption.resolved_findings),
    ):
        if findings:
            yield f"{words.in_(language)} ({len(findings)}):"
            for found in findings:
                yield f"  {found.principle} {found.label.in_(language)}: {found.message.in_(language)}"
