"""`archrepo procurement bid`: a filled programme of requirements becomes one bid in Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from archrepo.procurement.bids.workbook import ReadBid


@command(
    "bid",
    Text(
        "Lees een ingevuld programma van eisen als inschrijving.\n\n"
        "Antwoorden en feiten komen in één Turtle-bestand in de map `bids` van het voorstel, elk met zijn cel. Wat "
        "niet past, wordt gemeld en niet overgenomen.",
        "Read a filled programme of requirements as a bid.\n\n"
        "Answers and facts go into one Turtle file in the folder `bids` of the proposal, each with its cell. What does "
        "not fit is told and not taken over.",
    ),
    "archrepo procurement bid zaaksysteem antwoord.xlsx --bidder 'Noordzicht B.V.' --preview",
    "archrepo procurement bid zaaksysteem antwoord.xlsx --bidder 'Noordzicht B.V.' --price 410000",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam of map van het voorstel.", "Name or folder of the proposal."))
@argument("file", metavar="FILE", type=click.Path(path_type=Path), text=Text("De werkmap.", "The workbook."))
@option("--bidder", metavar="NAME", required=True, text=Text("De inschrijver.", "The bidder."))
@option("--product", metavar="NAME", default="", text=Text("De naam van het aanbod.", "The name of the offer."))
@option("--price", metavar="EURO", default="", text=Text("De inschrijfprijs in euro.", "The price in euros."))
@option(
    "--received",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    text=Text("De dag van ontvangst, als 2026-11-22.", "The day it came in, as 2026-11-22."),
)
@option("--preview", is_flag=True, text=Text("Toon de Turtle en schrijf niets.", "Show the Turtle and write nothing."))
@option(
    "--replace", is_flag=True, text=Text("Vervang de inschrijving als die er al is.", "Replace the bid if it is there.")
)
@workspace_option
@as_of_option
def bid_command(
    session: Session,
    proposal: str,
    file: Path,
    bidder: str,
    product: str,
    price: str,
    received: datetime | None,
    preview: bool,
    replace: bool,
    workspace: Path | None,
    as_of: datetime | None,
) -> None:
    """Read the workbook, tell what did not fit, and write the bid unless only a preview is wanted."""
    from archrepo.exchange.tender_files import tender_file_at
    from archrepo.principles import book_of
    from archrepo.procurement import find_proposal
    from archrepo.procurement.bids.receiving import SentBid, keep_bid, read_sent_bid
    from archrepo.procurement.typed_values import price_of

    day = received.date() if received is not None else None
    sent = SentBid(tender_file_at(file), bidder, product, price_of(price), day)
    model = open_model(session, workspace, as_of)
    found = find_proposal(model, proposal)
    read = read_sent_bid(model, book_of(model), found, sent)
    session.tell(_told(read, session.language))
    if preview:
        session.say(read.turtle)
        return
    path = keep_bid(model, found, read, replace=replace)
    session.say(Text(f"Geschreven: {session.shown(path)}", f"Written: {session.shown(path)}"))
    session.tell(Text(f"Verder: archrepo assess {proposal}", f"Next: archrepo assess {proposal}"))


def _told(read: ReadBid, language: Language) -> Iterator[str]:
    yield f"{read.counted.in_(language)}."
    for remark in read.remarks:
        yield f"  {remark.in_(language)}"
    for fault in read.faults:
        yield f"  {fault.place}: {fault.text.in_(language)}"
        yield f"      = {Text('remedie', 'remedy').in_(language)}: {fault.remedy.in_(language)}"
