"""Adopting a bid that would bring more than it may, beside bids that meddle, and a disk that refuses halfway."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_knowledge import shipped_book

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.principles import PrincipleBook
from archrepo.procurement import find_proposal
from archrepo.procurement.adopting import Adoption, Terms, adopt, write
from archrepo.turtle import parse
from archrepo.workspace import Workspace
from tests.procurement.offers import NORTH, SOUTH, assessed, bid_of, town


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


def _adopted(workspace: Workspace, book: PrincipleBook, terms: Terms = Terms()) -> Adoption:  # noqa: B008, it is frozen
    return adopt(workspace, book, find_proposal(workspace, "nieuw"), "Inschrijving Noordzicht", terms)


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "meddling",
    [
        ":bod-noord ar:bidPriceEuro 1 .\n",
        ':concept-noord ar:starts "2031-01-01"^^xsd:date ; ar:annualValueEuro 1 .\n',
        ":zaakwijzer ar:replaces :verhuizen .\n",
    ],
)
def test_another_bid_has_no_say_in_what_is_adopted(tmp_path: Path, book: PrincipleBook, meddling: str) -> None:
    (tmp_path / "een").mkdir()
    (tmp_path / "twee").mkdir()
    honest = _adopted(town(tmp_path / "een", noord=NORTH, zuid=SOUTH), book)
    other = _adopted(town(tmp_path / "twee", noord=NORTH, zuid=SOUTH + meddling), book)

    assert (other.changes, other.starts, other.ends, other.replaced) == (
        honest.changes,
        honest.starts,
        honest.ends,
        honest.replaced,
    )


@pytest.mark.parametrize(
    "added",
    [
        ":afwijking a ar:Waiver ; ar:ofPrinciple principle:STD-01 ; ar:subject :zaakwijzer .\n",
        ":eis-b ar:obligation ar:Wish .\n",
        'std:tls rdfs:label "niets"@nl .\n',
    ],
)
def test_a_bid_that_says_too_much_does_not_become_part_of_the_model(
    tmp_path: Path, book: PrincipleBook, added: str
) -> None:
    with pytest.raises(RequestFault) as caught:
        _adopted(town(tmp_path, noord=NORTH + added), book)

    assert caught.value.location is not None
    assert caught.value.location.path == "proposals/nieuw/bids/noord.ttl"


def test_a_name_with_a_new_line_brings_no_statement(tmp_path: Path, book: PrincipleBook) -> None:
    name = 'rdfs:label "Inschrijving Noordzicht"@nl , "Bod\\n:verhuizen ar:owner :noordzicht . #"@nl'
    north = NORTH.replace('rdfs:label "Inschrijving Noordzicht"@nl', name.replace("@nl ,", "@en ,"))
    workspace = town(tmp_path, noord=north)
    adoption = adopt(workspace, book, find_proposal(workspace, "nieuw"), "bod-noord", Terms())
    subjects = {str(triple[0]) for triple in parse(adoption.changes[0].after.encode(), "new.ttl")}

    assert "<https://m.example/id/verhuizen>" not in subjects


@pytest.mark.parametrize("into", ["../weg.ttl", "/weg.ttl", "model/../../weg.ttl"])
def test_a_place_outside_the_workspace_is_refused_and_nothing_is_written(
    tmp_path: Path, book: PrincipleBook, into: str
) -> None:
    workspace = town(tmp_path, noord=NORTH)
    before = _texts(tmp_path)
    with pytest.raises(ArchrepoError):
        write(workspace, _adopted(workspace, book, Terms(into=into)))

    assert _texts(tmp_path) == before


def test_when_one_file_was_changed_meanwhile_no_file_is_written(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path, noord=NORTH)
    adoption = _adopted(workspace, book)
    last = tmp_path / adoption.changes[-1].path
    last.write_text(last.read_text("utf-8") + "# anders\n", encoding="utf-8")
    before = _texts(tmp_path)
    assert len(adoption.changes) > 1
    with pytest.raises(RequestFault):
        write(workspace, adoption)

    assert _texts(tmp_path) == before


def test_a_contract_day_that_is_none_is_refused_with_its_place(tmp_path: Path, book: PrincipleBook) -> None:
    workspace = town(tmp_path, noord=NORTH + ':concept-noord ar:starts "volgend jaar" .\n')
    with pytest.raises(RequestFault, match="no date") as caught:
        _adopted(workspace, book)

    assert caught.value.location is not None
    assert caught.value.location.path == "proposals/nieuw/bids/noord.ttl"
    (told,) = bid_of(assessed(workspace, book), "Noordzicht").left_out
    assert "'volgend jaar' is geen dag" in told.text.nl
