"""A bid that comes in: the filled workbook is read against the tender as it stands now, and kept as one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from archrepo.errors import RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.procurement.bids.workbook import ReadBid, read_bid_workbook
from archrepo.procurement.proposals import BIDS, Proposal, folder_of
from archrepo.procurement.publication.demands import demands_of
from archrepo.procurement.requirements.source_tables import SourceDocument
from archrepo.procurement.tender_reading import tender_of
from archrepo.workspace import Workspace
from archrepo.workspace.files import name_within
from archrepo.workspace.saving import save, text_at


@dataclass(frozen=True, slots=True)
class SentBid:
    """What came in: the filled workbook, and what the buyer says of it; `product` is empty when nobody named it."""

    document: SourceDocument
    bidder: str
    product: str = ""
    price_euro: Decimal | None = None
    received_on: date | None = None


def read_sent_bid(workspace: Workspace, book: PrincipleBook, proposal: Proposal, sent: SentBid) -> ReadBid:
    """Return the bid that a filled workbook holds; nothing is written.

    Raises:
        RequestFault: the bidder has no name.
        InputFault: the file is no filled programme of requirements of this tender, or the tender cannot be read.
        SyntaxFault: a file of the proposal is not Turtle.
    """
    if not sent.bidder.strip():
        raise RequestFault(
            Text("de inschrijver heeft geen naam", "the bidder has no name"),
            remedy=Text("vul de naam van de inschrijver in", "fill in the name of the bidder"),
        )
    whole, tender = tender_of(workspace, proposal)
    return read_bid_workbook(
        workspace,
        demands_of(whole, book, tender),
        sent.document,
        sent.bidder,
        product=sent.product,
        price_euro=sent.price_euro,
        received_on=sent.received_on,
    )


def keep_bid(workspace: Workspace, proposal: Proposal, read: ReadBid, *, replace: bool) -> Path:
    """Write a bid in a file of its own below the proposal, and return where.

    Raises:
        RequestFault: the procurement is a single file, or there is a bid of that name already and it may not be
            replaced; nothing is written.
    """
    path = folder_of(proposal) / BIDS / read.file_name
    was = text_at(path)
    if was is not None and not replace:
        raise RequestFault(
            Text(
                f"{path.name} bestaat al: van deze inschrijver is er al een inschrijving",
                f"{path.name} exists already: there is a bid of this bidder",
            ),
            location=Location(name_within(workspace.root, path), 0, 0, 0, 0),
            remedy=Text(
                "kies ervoor om haar te vervangen (--replace) als de nieuwe in haar plaats komt",
                "choose to replace it (--replace) if the new one takes its place",
            ),
        )
    save(workspace.root, path, read.turtle, was=was)
    return path
