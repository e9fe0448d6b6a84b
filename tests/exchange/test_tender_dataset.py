"""A procurement out to TriG and back: one graph a bid, and the same verdicts."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book

from archrepo.errors import ArchrepoError
from archrepo.exchange.tender_dataset import tender_files, tender_trig
from archrepo.procurement import find_proposal
from archrepo.vocabulary import AR
from archrepo.workspace import Workspace
from tests.procurement.offers import assessed, town

BASE = "https://m.example/id/"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return town(tmp_path)


def test_each_bid_is_a_graph_named_by_the_bid(workspace: Workspace) -> None:
    text = tender_trig(workspace, find_proposal(workspace, "nieuw"))

    graphs = {quad.graph_name for quad in ox.parse(text.encode(), format=ox.RdfFormat.TRIG)}
    named = {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
    assert named == {f"{BASE}inkoop", f"{BASE}bod-noord", f"{BASE}bod-zuid"}
    assert "oud systeem" not in text.casefold()
    assert text == tender_trig(workspace, find_proposal(workspace, "nieuw"))


def test_a_dataset_comes_back_as_the_same_bids_with_the_same_verdicts(workspace: Workspace) -> None:
    book = shipped_book()
    before = assessed(workspace, book)
    home = workspace.root / "proposals/nieuw"

    for file in tender_files(tender_trig(workspace, find_proposal(workspace, "nieuw")).encode(), "a.trig", BASE):
        assert (home / file.path).is_file()
        (home / file.path).write_text(file.text, encoding="utf-8")
    after = assessed(workspace, book)

    for old, new in zip(before.bids, after.bids, strict=True):
        assert {(one.requirement.iri, one.outcome) for one in old.requirements} == {
            (one.requirement.iri, one.outcome) for one in new.requirements
        }
        assert {(one.principle, one.verdict) for one in old.verdicts} == {
            (one.principle, one.verdict) for one in new.verdicts
        }


@pytest.mark.parametrize(
    "text",
    [
        "dit is geen trig {",
        "",
        f"<{BASE}x> {{ <{BASE}y> <{BASE}z> 1 }}",
        f"<{BASE}i> {{ <{BASE}i> a <{AR}Procurement> }} <{BASE}b> {{ <{BASE}b> <{BASE}p> 1 }}",
    ],
)
def test_what_is_no_such_dataset_is_refused(text: str) -> None:
    with pytest.raises(ArchrepoError):
        tender_files(text.encode(), "a.trig", BASE)


def test_a_file_name_in_the_data_cannot_lead_out_of_the_folder(workspace: Workspace) -> None:
    text = tender_trig(workspace, find_proposal(workspace, "nieuw")).replace("noord.ttl", "../../../noord.ttl")

    assert [file.path for file in tender_files(text.encode(), "a.trig", BASE)] == [
        "procurement.ttl",
        "bids/bod-noord.ttl",
        "bids/zuid.ttl",
    ]


@pytest.mark.parametrize("other", ["noord.ttl", "NOORD.ttl"])
def test_two_bids_of_one_file_are_refused_as_one_would_be_lost(workspace: Workspace, other: str) -> None:
    text = tender_trig(workspace, find_proposal(workspace, "nieuw")).replace('"zuid.ttl"', f'"{other}"')
    with pytest.raises(ArchrepoError, match="same file"):
        tender_files(text.encode(), "a.trig", BASE)
