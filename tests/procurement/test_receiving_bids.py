"""A filled workbook that comes in is kept as one file, and takes the place of another only when that is asked."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.errors import RequestFault
from archrepo.exchange.tender_files import read_tender_file
from archrepo.principles import PrincipleBook
from archrepo.procurement import Proposal, find_proposal
from archrepo.procurement.bids.receiving import SentBid, keep_bid, read_sent_bid
from archrepo.workspace import Workspace
from tests.procurement.offers import SOUTH, town
from tests.procurement.test_bid_workbook import Form


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return town(tmp_path, zuid=SOUTH)


@pytest.fixture
def proposal(workspace: Workspace) -> Proposal:
    return find_proposal(workspace, "nieuw")


@pytest.fixture
def sent(workspace: Workspace, book: PrincipleBook) -> SentBid:
    out = io.BytesIO()
    Form(workspace, book).workbook.save(out)
    return SentBid(read_tender_file("antwoord.xlsx", out.getvalue()), "Noordzicht B.V.", product="Zaakvriend")


def test_a_bid_is_read_without_writing_and_kept_under_the_name_of_its_bidder(
    workspace: Workspace, book: PrincipleBook, proposal: Proposal, sent: SentBid
) -> None:
    read = read_sent_bid(workspace, book, proposal, sent)
    before = sorted(proposal.root.rglob("*"))

    path = keep_bid(workspace, proposal, read, replace=False)

    assert path not in before
    assert path == proposal.root / "bids" / "noordzicht-b-v.ttl"
    assert path.read_text(encoding="utf-8") == read.turtle
    assert '"Zaakvriend"' in read.turtle


def test_a_second_bid_of_a_bidder_replaces_the_first_only_when_asked(
    workspace: Workspace, book: PrincipleBook, proposal: Proposal, sent: SentBid
) -> None:
    path = keep_bid(workspace, proposal, read_sent_bid(workspace, book, proposal, sent), replace=False)
    second = read_sent_bid(workspace, book, proposal, replace(sent, product="Zaakheld"))

    with pytest.raises(RequestFault, match="already"):
        keep_bid(workspace, proposal, second, replace=False)
    kept = path.read_text(encoding="utf-8")
    keep_bid(workspace, proposal, second, replace=True)

    assert "Zaakvriend" in kept
    assert path.read_text(encoding="utf-8") == second.turtle


def test_a_bidder_without_a_name_is_refused(
    workspace: Workspace, book: PrincipleBook, proposal: Proposal, sent: SentBid
) -> None:
    with pytest.raises(RequestFault, match="no name"):
        read_sent_bid(workspace, book, proposal, replace(sent, bidder=" "))


def test_a_purchase_in_a_single_file_gets_no_bids_beside_it(
    workspace: Workspace, book: PrincipleBook, proposal: Proposal, sent: SentBid
) -> None:
    read = read_sent_bid(workspace, book, proposal, sent)

    with pytest.raises(RequestFault, match="single file"):
        keep_bid(workspace, replace(proposal, root=workspace.root / "proposals/los.ttl"), read, replace=False)
