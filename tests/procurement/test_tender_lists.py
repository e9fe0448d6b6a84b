"""A tender file becomes requirements in Turtle: the same bytes each time, with what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.exchange.tender_files import read_tender_file
from archrepo.procurement.proposals import find_proposal
from archrepo.procurement.publication.applicable import standards_of
from archrepo.procurement.publication.gap_values import AskedState
from archrepo.procurement.requirements.lists import Choices, TenderList, read_tender_list, save_tender_list
from archrepo.procurement.requirements.turtle_form import label_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace, open_workspace, with_files

PURCHASE = """\
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://dorp.example/id/> .
:inkoop a ar:Procurement ; rdfs:label "Inkoop"@nl , "Purchase"@en ; ar:tenderDocument :pve .
:pve a ar:TenderDocument ; rdfs:label "Programma van eisen"@nl , "Requirements"@en .
"""
NO_CHOICES = Choices()
HEADINGS = "Nr;Eis;Soort;Punten"
LINES = (
    "E1;Verbindingen gebruiken TLS 1.3.;Eis;",
    "E2;Inloggen gaat met OAuth 2.0. Dat is binnen 4 uur ingericht.;Eis;",
    "W1;Documenten in PDF/A en PDF.;Wens;2,5",
)


@pytest.fixture
def village(tmp_path: Path) -> Path:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "Dorp"\nbase = "https://dorp.example/id/"\n\n[files]\nmodel = ["model/*.ttl"]\n'
        'proposals = ["proposals/**/*.ttl"]\n'
    )
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "m.ttl").write_text(
        "@prefix am: <https://purl.org/archimate#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://dorp.example/id/a> a am:ApplicationComponent ; rdfs:label "A"@nl , "A"@en .\n'
    )
    (tmp_path / "proposals" / "kwis").mkdir(parents=True)
    (tmp_path / "proposals" / "kwis" / "procurement.ttl").write_text(PURCHASE)
    return tmp_path


def opened(village: Path) -> Workspace:
    return open_workspace(village, date(2026, 11, 22))


def read(
    village: Path, lines: Sequence[str] = LINES, choices: Choices = NO_CHOICES, headings: str = HEADINGS
) -> TenderList:
    """Read the lines into the proposal, and save what comes of it."""
    workspace = opened(village)
    document = read_tender_file("Lijst met eisen.csv", "\n".join((headings, *lines)).encode())
    found = read_tender_list(workspace, find_proposal(workspace, "kwis"), document, choices)
    save_tender_list(workspace, found)
    return found


def written(village: Path) -> str:
    return (village / "proposals" / "kwis" / "requirements-lijst-met-eisen.ttl").read_text()


def block(village: Path, number: str) -> str:
    return next(part for part in written(village).split("\n\n") if part.startswith(f":lijst-met-eisen-{number} "))


def test_the_requirements_stand_in_the_tender_with_text_place_and_obligation(village: Path) -> None:
    read(village, choices=Choices(document="pve"))

    workspace = opened(village)
    after = with_files(workspace, find_proposal(workspace, "kwis").paths)
    tender = read_tender(after, after.find("inkoop"))
    first, second, wish = tender.requirements
    assert (first.number, first.text.nl, first.is_knock_out) == ("E1", "Verbindingen gebruiken TLS 1.3.", True)
    assert second.name.nl == "Inloggen gaat met OAuth 2.0"
    assert (wish.is_wish, str(wish.max_points)) == (True, "2.5")
    assert (first.read_from, first.read_at) == ("Lijst met eisen.csv", "regel 2, kolom 2")
    assert first.standards == ("https://w3id.org/archrepo/standard/tls",)
    assert first.document == "https://dorp.example/id/pve"


def test_doubtful_matches_are_not_written(village: Path) -> None:
    found = read(village)

    assert "oauth" not in written(village)
    assert {match.matched for match in found.doubtful(found.requirements[1])} == {"OAuth 2.0", "Inloggen"}
    assert [quantity.text for quantity in found.quantities(found.requirements[1])] == ["binnen 4 uur"]


def test_reading_the_same_file_again_gives_the_same_bytes(village: Path) -> None:
    read(village, choices=Choices(confirm=("E2=OAuth", "E2=binnen 4 uur"), reject=("E1=TLS",)))
    first = written(village)

    again = read(village)

    assert written(village) == first
    assert save_tender_list(opened(village), again) == ()


def test_what_a_person_confirmed_rejected_or_added_stays_when_the_text_changes(village: Path) -> None:
    read(village, choices=Choices(confirm=("E2=OAuth", "E2=binnen 4 uur"), reject=("E1=TLS 1.3",)))
    path = village / "proposals" / "kwis" / "requirements-lijst-met-eisen.ttl"
    path.write_text(
        path.read_text().replace('ar:section "W1"', 'ar:asksStandard std:odf ; ar:ofLot :perceel ; ar:section "W1"')
    )

    read(
        village,
        ("E1;Verbindingen gebruiken TLS en IPv6.;Eis;", "E2;Inloggen met OAuth.;Eis;", "W1;Iets anders.;Wens;1"),
    )

    assert "ar:asksStandard std:ipv6 ;" in block(village, "e1") and "ar:notMeant std:tls" in block(village, "e1")
    assert "std:oauth-nlgov" in block(village, "e2")
    assert "ar:maximumValue 4 ;" in block(village, "e2") and "ar:unit ar:Hour" in block(village, "e2")
    assert "ar:asksStandard std:odf" in block(village, "w1") and "ar:ofLot :perceel" in block(village, "w1")


def test_what_the_text_no_longer_says_goes_when_nobody_confirmed_it(village: Path) -> None:
    read(village)

    read(village, ("E1;Iets anders.;Eis;",))

    assert "std:tls" not in written(village)


def test_a_requirement_that_left_the_file_is_told(village: Path) -> None:
    read(village)

    assert read(village, LINES[:2]).gone == ("lijst-met-eisen-w1",)


def test_replace_forgets_what_was_decided(village: Path) -> None:
    read(village, choices=Choices(confirm=("E2=OAuth",)))

    read(village, choices=Choices(replaces=True))

    assert "oauth" not in written(village)


def test_names_last_when_rows_move_and_double_numbers_get_names_of_their_own(village: Path) -> None:
    found = read(village, ("E2;Twee;Eis;", "E1;Een;Eis;", "E1;Nog een;Eis;", ";Zonder nummer hier;Eis;"))

    names = [one.name.removeprefix("lijst-met-eisen-") for one in found.requirements]
    assert names == ["e2", "e1", "lijst-met-eisen-e1", "zonder-nummer-hier"]


def test_the_mapping_is_remembered_for_the_same_headings(village: Path) -> None:
    headings = "Nr;Wat wij willen;Soort"
    lines = ("E1;Verbindingen gebruiken TLS.;Eis",)
    read(village, lines, Choices(columns=("Wat wij willen=tekst",)), headings)

    found = read(village, lines, headings=headings)

    assert found.requirements[0].row.text == "Verbindingen gebruiken TLS."
    assert found.tables[0].mapping.columns[1].why.nl == "eerder zo ingedeeld"


def test_texts_with_quotes_line_ends_and_backslashes_come_back_as_they_were(village: Path) -> None:
    text = 'Een "pad" als C:\\temp\nen """drie""" \U0001f512'
    line = '1;"' + text.replace('"', '""') + '";Eis;'

    read(village, (line,))

    workspace = opened(village)
    after = with_files(workspace, find_proposal(workspace, "kwis").paths)
    assert read_tender(after, after.find("inkoop")).requirements[0].text.nl == text


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (Choices(sheets=("Prijs",)), "geen blad of tabel 'Prijs'"),
        (Choices(columns=("Bron=tekst",)), "geen kolom 'Bron'"),
        (Choices(columns=("Eis=prijs",)), "zegt niet wat een kolom bevat"),
        (Choices(confirm=("E9=TLS",)), "noemt geen eis"),
        (Choices(confirm=("E1=DNSSEC",)), "staat niet ter bevestiging"),
        (Choices(reject=("E1",)), "noemt geen eis"),
        (Choices(document="onbekend"), "onbekend"),
        (Choices(columns=("Eis=toelichting",)), "geen kolom met de tekst"),
    ],
)
def test_a_choice_that_names_nothing_is_refused_and_nothing_is_written(
    village: Path, choices: Choices, expected: str
) -> None:
    with pytest.raises(ArchrepoError) as caught:
        read(village, choices=choices)

    assert expected in caught.value.text.nl
    assert caught.value.remedy is not None
    assert not (village / "proposals" / "kwis" / "reading.ttl").exists()


def test_a_file_of_requirements_that_a_person_wrote_is_not_overwritten(village: Path) -> None:
    path = village / "proposals" / "kwis" / "requirements-lijst-met-eisen.ttl"
    own = "@prefix : <https://dorp.example/id/> .\n:eis a <https://purl.org/archimate#Requirement> .\n"
    path.write_text(own)

    with pytest.raises(RequestFault, match="holds more than"):
        read(village)

    assert path.read_text() == own


def test_a_wish_is_not_a_must(village: Path) -> None:
    found = read(village)

    assert [one.row.obligation for one in found.requirements] == [ar("Mandatory").value] * 2 + [ar("Wish").value]


def test_a_label_is_the_first_sentence_cut_between_words() -> None:
    assert label_of("Een zin. En nog een.") == "Een zin"
    assert label_of("Versie 1.2 van iets; en meer") == "Versie 1.2 van iets; en meer"
    assert label_of("woord " * 40) == ("woord " * 15).rstrip() + " ..."


def test_an_outdated_version_is_told_as_such_before_publication(village: Path) -> None:
    path = village / "proposals" / "kwis" / "procurement.ttl"
    path.write_text(
        path.read_text().replace("ar:tenderDocument :pve", "ar:tenderDocument :pve ; ar:internetFacing true")
    )
    read(village, ("E1;Verbindingen gebruiken TLS 1.0.;Eis;", "E2;Bereikbaar over IPv6.;Eis;"))

    workspace = opened(village)
    after = with_files(workspace, find_proposal(workspace, "kwis").paths)
    tender = read_tender(after, after.find("inkoop"))
    found = {one.iri.rpartition("/")[2]: one.state for one in standards_of(after, tender)}

    assert (found["tls"], found["ipv6"]) == (AskedState.OUTDATED, AskedState.ASKED)


def test_a_number_in_working_days_is_told_with_its_requirement(village: Path) -> None:
    found = read(village, ("E1;Vragen worden binnen 3 werkdagen beantwoord.;Eis;",))

    (requirement,) = found.requirements
    assert requirement.row.doubt is not None
    assert "3 werkdagen" in requirement.row.doubt.nl
