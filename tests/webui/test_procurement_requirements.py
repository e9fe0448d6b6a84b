"""Step 3 of a procurement: files and pasted text become requirements, and what is not sure is asked."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

OWN = {"Sec-Fetch-Site": "same-origin"}
NAME = "parkeren"
AR = "https://w3id.org/archrepo/def#"


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader who may change a copy of Voorbeeldstad, with a purchase that was just begun."""
    client = writing_app.test_client()
    client.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    return client


@pytest.fixture
def folder(own_model: Path) -> Path:
    """The folder of that purchase."""
    return own_model / "proposals" / NAME


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Eisen"
    for row in (
        ["Nr", "Omschrijving", "Soort", "Punten", "Herkomst"],
        ["E1", "De oplossing ondersteunt TLS 1.3 en DNSSEC", "Eis", None, "BIO"],
        ["E2", "De oplossing is 99,5 % beschikbaar", "Eis", None, "SLA"],
        ["W1", "Het <script>alert(1)</script> staat in beeld", "Wens", 5, None],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: FlaskClient, name: str = "Eisen.xlsx", data: bytes | None = None) -> str:
    """Upload a workbook and return the address where its columns are asked."""
    answer = client.post(
        f"/toetsen/{NAME}/eisen/bestand",
        data={"bestand": (io.BytesIO(workbook() if data is None else data), name)},
        headers=OWN,
    )
    assert answer.status_code == 303, answer.text
    assert answer.location is not None
    return answer.location


def form_of(page: str) -> dict[str, str]:
    """Return what the form of the columns sends when nothing is changed."""
    selects = re.findall(r'name="(kolom:[^"]+)">(.*?)</select>', page, re.DOTALL)
    chosen = {name: re.search(r'value="([^"]*)" selected', options) for name, options in selects}
    return {name: found[1] if found else "" for name, found in chosen.items()}


def test_a_file_is_kept_under_a_safe_name_and_shown_with_places(writing: FlaskClient, folder: Path) -> None:
    address = sent(writing, "..\\..\\Lijst <eisen>.xlsx")
    page = writing.get(address).text

    assert address == f"/toetsen/{NAME}/eisen/bestand/lijst-eisen.xlsx"
    assert [path.name for path in (folder / "sources").iterdir()] == ["lijst-eisen.xlsx"]
    assert "Eisen!B2" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not (folder / "requirements-lijst-eisen.ttl").exists()


def test_doubt_is_asked_and_the_answer_is_saved(writing: FlaskClient, folder: Path) -> None:
    address = sent(writing)
    page = writing.get(address).text
    form = form_of(page)
    doubts = re.findall(r'name="(match:[^"]+)" value="ja"', page)
    answer = writing.post(address, data={**form, **dict.fromkeys(doubts, "ja"), "doe": "bewaar"}, headers=OWN)
    written = (folder / "requirements-eisen.ttl").read_text(encoding="utf-8")

    assert form["kolom:2:Eisen"] == f"{AR}ColumnText"
    assert doubts
    assert answer.location == f"/toetsen/{NAME}/eisen?klaar=eisen"
    assert "ar:topic ar:TopicAvailability" in written
    assert 'ar:readAt "Eisen!B3"' in written
    assert "De eisen zijn bewaard." in writing.get(answer.location).text


def test_a_number_can_be_denied_and_is_not_asked_again(writing: FlaskClient, folder: Path) -> None:
    data = b"Nr;Omschrijving;Soort\nE1;De oplossing is minimaal 99,5 % beschikbaar;Eis\n"
    address = sent(writing, "getal.csv", data)
    page = writing.get(address).text
    number = re.findall(r'name="(quantity:[^"]+)" value="nee"', page)
    writing.post(address, data={**form_of(page), **dict.fromkeys(number, "nee"), "doe": "bewaar"}, headers=OWN)

    assert number
    assert "ar:notMeant ar:Percent" in (folder / "requirements-getal.ttl").read_text(encoding="utf-8")
    assert "quantity:" not in writing.get(address).text


def test_a_question_that_became_a_requirement_leads_to_the_verdict(writing: FlaskClient) -> None:
    writing.post(f"/toetsen/{NAME}/stap/2", data={"processesPersonalData": "ja"}, headers=OWN)
    before = writing.get(f"/toetsen/{NAME}/eisen").text
    link = f'href="/toetsen/{NAME}/eisen#v-logs"' in writing.get(f"/toetsen/{NAME}").text
    address = sent(writing)
    writing.post(address, data={**form_of(writing.get(address).text), "doe": "bewaar"}, headers=OWN)
    verdict = writing.get(f"/toetsen/{NAME}").text
    own = verdict[verdict.index('id="o-BIO-04"') :].partition("Over dit principe")[0]

    assert 'name="logs"' in before
    assert link
    assert f'href="/toetsen/{NAME}#o-BIO-04"' in writing.get(f"/toetsen/{NAME}/eisen").text
    assert f'href="/toetsen/{NAME}/eisen#inlezen"' in own


def test_a_column_is_said_by_hand_and_remembered(writing: FlaskClient, folder: Path) -> None:
    address = sent(writing)
    form = form_of(writing.get(address).text) | {"kolom:5:Eisen": f"{AR}ColumnExplanation"}
    shown = writing.post(address, data={**form, "doe": "toon"}, headers=OWN)
    before = (folder / "reading.ttl").exists()
    writing.post(address, data={**form, "doe": "bewaar"}, headers=OWN)
    again = form_of(writing.get(sent(writing, "Tweede.xlsx")).text)

    assert form_of(shown.text)["kolom:5:Eisen"] == f"{AR}ColumnExplanation"
    assert not before
    assert again["kolom:5:Eisen"] == f"{AR}ColumnExplanation"


def test_pasted_lines_go_the_same_way(writing: FlaskClient) -> None:
    lines = "1. Gegevens blijven in de EER\n\n• Inwoners loggen in met DigiD"
    answer = writing.post(f"/toetsen/{NAME}/eisen/tekst", data={"tekst": lines, "soort": "eis"}, headers=OWN)
    assert answer.location is not None
    page = writing.get(answer.location).text
    saved = writing.post(answer.location, data={"doe": "bewaar"}, headers=OWN)

    assert "Gegevens blijven in de EER" in page
    assert saved.status_code == 303
    assert "Inwoners loggen in met DigiD" in writing.get(f"/toetsen/{NAME}/eisen").text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("eisen.exe", b"MZ", "dit soort bestand wordt niet gelezen"),
        ("eisen.docx", b"PK\x03\x04 half", "beschadigd"),
        ("", b"", "Kies eerst een bestand."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_not_kept(
    writing: FlaskClient, folder: Path, name: str, data: bytes, words: str
) -> None:
    answer = writing.post(f"/toetsen/{NAME}/eisen/bestand", data={"bestand": (io.BytesIO(data), name)}, headers=OWN)

    assert answer.status_code == 400
    assert words in answer.text
    assert not (folder / "sources").exists()


def test_a_file_over_the_limit_is_told_with_the_limit(writing: FlaskClient) -> None:
    answer = writing.post(
        f"/toetsen/{NAME}/eisen/bestand",
        data=bytes(33 * 2**20),
        content_type="multipart/form-data; boundary=grens",
        headers=OWN,
    )

    assert answer.status_code == 413
    assert "hoogstens 32 MB" in answer.text


@pytest.mark.parametrize("file", ["nee.xlsx", "..%2F..%2Farchrepo.toml", "%2e%2e"])
def test_only_a_kept_file_is_shown(writing: FlaskClient, file: str) -> None:
    assert writing.get(f"/toetsen/{NAME}/eisen/bestand/{file}").status_code == 404


def test_only_what_matters_now_is_asked(writing: FlaskClient, folder: Path) -> None:
    page = writing.get(f"/toetsen/{NAME}/eisen").text
    answer = writing.post(f"/toetsen/{NAME}/eisen/feiten", data={"estimatedValueEuro": "veel"}, headers=OWN)
    writing.post(f"/toetsen/{NAME}/eisen/feiten", data={"estimatedValueEuro": "90.000"}, headers=OWN)
    after = writing.get(f"/toetsen/{NAME}/eisen").text

    assert 'name="estimatedValueEuro"' in page
    assert 'name="sendsEmail"' not in page
    assert answer.status_code == 400
    assert 'value="veel"' in answer.text
    assert "ar:estimatedValueEuro 90000" in (folder / "procurement.ttl").read_text(encoding="utf-8")
    assert 'name="estimatedValueEuro"' not in after


def test_an_alternative_is_added_and_the_earlier_ones_stay(writing: FlaskClient, own_model: Path) -> None:
    address = "/toetsen/zaaksysteem/eisen"
    given = {"soort": f"{AR}Framework", "bevinding": "Er is geen raamovereenkomst"}
    kinds = re.findall(r'<option value="([^"]+)">', writing.get(address).text.split('id="soort-alternatief"')[1])
    answer = writing.post(f"{address}/bekeken", data={**given, "soort": kinds[-1]}, headers=OWN)
    refused = writing.post(f"{address}/bekeken", data={"soort": "urn:x", "bevinding": "x"}, headers=OWN)
    written = (own_model / "proposals/zaaksysteem/procurement.ttl").read_text(encoding="utf-8")

    assert answer.status_code == 303
    assert refused.status_code == 400
    assert "Er is geen raamovereenkomst" in written
    assert "De buurgemeente heeft hetzelfde pakket" in written
    assert "The neighbouring municipality has the same package" in written


def two_lists() -> bytes:
    """Return a workbook with two lists of requirements whose columns differ, and a sheet that is none."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Techniek"
    for row in (["Nr", "Omschrijving"], ["T1", "De oplossing ondersteunt DNSSEC"]):
        first.append(row)
    for row in (["Omschrijving", "Nr"], ["De leverancier levert een exitplan", "J1"]):
        (book["Juridisch"] if "Juridisch" in book.sheetnames else book.create_sheet("Juridisch")).append(row)
    for row in (["Telefoon", "Kamer"], ["14 0123", "2.07"]):
        (book["Intern"] if "Intern" in book.sheetnames else book.create_sheet("Intern")).append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ticked(page: str) -> list[str]:
    """Return the tables that are ticked on the page."""
    return re.findall(r'name="blad" value="([^"]+)" checked', page)


def test_several_tables_are_chosen_and_each_keeps_its_own_columns(writing: FlaskClient, folder: Path) -> None:
    address = sent(writing, "twee.xlsx", two_lists())
    page = writing.get(address).text
    form = form_of(page)
    writing.post(address, data={**form, "blad": ["Techniek", "Juridisch"], "doe": "bewaar"}, headers=OWN)
    written = (folder / "requirements-twee.ttl").read_text(encoding="utf-8")

    assert ticked(page) == ["Techniek", "Juridisch"]
    assert form["kolom:2:Techniek"] == form["kolom:1:Juridisch"] == f"{AR}ColumnText"
    assert "DNSSEC" in written
    assert 'ar:section "J1"' in written
    assert "exitplan" in written


def test_a_table_that_is_not_ticked_is_not_read(writing: FlaskClient, folder: Path) -> None:
    address = sent(writing, "twee.xlsx", two_lists())
    shown = writing.post(address, data={"blad": ["Juridisch"], "doe": "toon"}, headers=OWN).text
    writing.post(address, data={**form_of(shown), "blad": ticked(shown), "doe": "bewaar"}, headers=OWN)
    written = (folder / "requirements-twee.ttl").read_text(encoding="utf-8")

    assert ticked(shown) == ["Juridisch"]
    assert "kolom:1:Techniek" not in shown
    assert "exitplan" in written
    assert "DNSSEC" not in written


def test_a_table_that_is_not_there_is_refused(writing: FlaskClient) -> None:
    address = sent(writing, "twee.xlsx", two_lists())
    page = writing.post(address, data={"blad": ["Elders"], "doe": "bewaar"}, headers=OWN)

    assert page.status_code == 400
    assert "er is geen blad of tabel" in page.text


def test_tables_that_were_not_seen_are_shown_before_they_are_saved(writing: FlaskClient, folder: Path) -> None:
    address = sent(writing, "twee.xlsx", two_lists())
    seen = {"gezien": ["Juridisch"], "doe": "bewaar"}
    shown = writing.post(address, data={**seen, "blad": ["Techniek", "Juridisch"]}, headers=OWN)
    before = (folder / "requirements-twee.ttl").exists()
    saved = writing.post(address, data={**seen, "blad": ["Juridisch"]}, headers=OWN)

    assert shown.status_code == 200
    assert "U koos andere tabellen." in shown.text
    assert not before
    assert saved.status_code == 303
