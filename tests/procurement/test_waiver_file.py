"""A deviation of a procurement is written in its own folder, and only where the model reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book

from archrepo.errors import RequestFault
from archrepo.principles import PrincipleBook
from archrepo.procurement import find_proposal
from archrepo.procurement.bids.laid_over import with_bids
from archrepo.procurement.drafts.waiver_file import write_waiver
from archrepo.waivers import read_waivers
from archrepo.waiving import Decision, NewWaiver, RecordedWaiver
from archrepo.workspace import Workspace, open_workspace, with_files
from tests.procurement.offers import AS_OF, NORTH, SOUTH, town

PRODUCT = ox.NamedNode("https://m.example/id/zaakwijzer")


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def recorded(workspace: Workspace, book: PrincipleBook) -> RecordedWaiver:
    proposal = find_proposal(workspace, "nieuw")
    principle = book.get("CON-07")
    assert principle is not None
    decider = ox.NamedNode("https://m.example/id/publiekszaken")
    decision = Decision("Volgt.", "", "", decider, AS_OF, date(2027, 6, 30), "nl")
    return write_waiver(workspace, book, proposal, NewWaiver(principle, PRODUCT, decision), with_bids)


def test_a_deviation_of_a_bid_stands_in_the_folder_of_the_procurement(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path, noord=NORTH)

    found = recorded(workspace, book)

    (waiver,) = read_waivers(with_files(workspace, [*find_proposal(workspace, "nieuw").paths]))
    assert found.path == tmp_path / "proposals/nieuw/waivers.ttl"
    assert (waiver.iri, waiver.subject) == (found.iri, PRODUCT.value)


def test_a_deviation_that_no_pattern_of_proposals_reads_is_taken_back(tmp_path: Path, book: PrincipleBook) -> None:
    town(tmp_path, noord=NORTH)
    settings = tmp_path / "archrepo.toml"
    narrow = settings.read_text().replace("proposals/**/*.ttl", "proposals/*/procurement.ttl")
    settings.write_text(narrow)

    with pytest.raises(RequestFault, match="not in the model"):
        recorded(open_workspace(tmp_path, AS_OF), book)

    assert not (tmp_path / "proposals/nieuw/waivers.ttl").exists()


def test_a_broken_and_a_hostile_bid_keep_nobody_from_explaining(tmp_path: Path, book: PrincipleBook) -> None:
    hostile = SOUTH + ":half a ar:Waiver ; ar:subject :zaakwijzer . :zaakwijzer ar:lifecycle ar:Gone ."
    workspace = town(tmp_path, noord=NORTH, zuid=hostile, kapot=":half a")

    found = recorded(workspace, book)

    (waiver,) = read_waivers(with_bids(workspace, find_proposal(workspace, "nieuw")))
    assert (found.path.name, waiver.iri) == ("waivers.ttl", found.iri)
