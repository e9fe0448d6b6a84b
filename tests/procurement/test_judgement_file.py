"""What an assessor gives is written in the files of the buyer, whatever a bid says and however bids are called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo.errors import RequestFault
from archrepo.procurement import find_proposal
from archrepo.procurement.drafts.judgement_file import NewJudgement, write_judgement
from archrepo.procurement.proposals import procurement_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.workspace import Workspace, with_files
from tests.procurement.offers import AS_OF, NORTH, PREFIXES, PURCHASE, SOUTH, town

BASE = "https://m.example/id/"
WON = """
:mijn-oordeel a ar:Judgement ; ar:onCriterion :kwaliteit ; ar:ofBid :bod-zuid ; ar:awardedGrade :goed ;
    ar:judgedBy :publiekszaken ; ar:judgedOn "2026-11-20"^^xsd:date ; ar:reason "wij winnen"@nl .
"""


def judged(workspace: Workspace, bid: str = f"{BASE}bod-zuid", on: date = AS_OF) -> None:
    proposal = find_proposal(workspace, "nieuw")
    after = with_files(workspace, (*proposal.paths, *proposal.bid_paths))
    tender = read_tender(after, procurement_of(workspace, after, proposal))
    role = ox.NamedNode(f"{BASE}publiekszaken")
    given = NewJudgement(f"{BASE}kwaliteit", bid, f"{BASE}matig", role, on, "Mager", "nl")
    write_judgement(after, proposal, tender, given)


def test_a_judgement_in_the_file_of_a_bid_does_not_take_the_real_one(tmp_path: Path) -> None:
    judged(town(tmp_path, noord=NORTH, zuid=SOUTH + WON))
    home = tmp_path / "proposals/nieuw"

    assert '"Mager"@nl' in (home / "judgements.ttl").read_text(encoding="utf-8")
    assert (home / "bids/zuid.ttl").read_text(encoding="utf-8") == PREFIXES + SOUTH + WON


def test_a_second_judgement_of_one_role_replaces_the_first_of_the_buyer(tmp_path: Path) -> None:
    judged(town(tmp_path), f"{BASE}bod-noord")

    written = (tmp_path / "proposals/nieuw/procurement.ttl").read_text(encoding="utf-8")
    assert written.count("a ar:Judgement") == 1
    assert '"Mager"@nl' in written
    assert not (tmp_path / "proposals/nieuw/judgements.ttl").exists()


def test_bids_with_one_last_part_of_their_name_get_judgements_apart(tmp_path: Path) -> None:
    other = SOUTH.replace(":bod-zuid", "<https://zuid.example/bod-noord>")
    purchase = PURCHASE[: PURCHASE.index(":oordeel-noord a")].replace(" ; ar:judgement :oordeel-noord", "")
    workspace = town(tmp_path, purchase, noord=NORTH, zuid=other)
    judged(workspace, f"{BASE}bod-noord")
    judged(workspace, "https://zuid.example/bod-noord")

    written = (tmp_path / "proposals/nieuw/judgements.ttl").read_text(encoding="utf-8")
    assert written.count("a ar:Judgement") == 2
    assert ":oordeel-bod-noord-kwaliteit-publiekszaken-2 a" in written


def test_a_day_still_to_come_is_refused(tmp_path: Path) -> None:
    workspace = town(tmp_path)

    with pytest.raises(RequestFault, match="still to come"):
        judged(workspace, on=date(2027, 1, 1))

    assert not (tmp_path / "proposals/nieuw/judgements.ttl").exists()
