"""In and out for a reader who knows a spreadsheet and a browser, and no command line."""

from __future__ import annotations

import html
import io
import re
import time
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from webui.current import SECONDS_BETWEEN_CHECKS

OWN = {"Sec-Fetch-Site": "same-origin"}
TOKEN = re.compile(r'name="(gezien|zegel)" value="([0-9a-f]{64})"')
OPTION = re.compile(r"\s--[a-z]|\(--[a-z]")


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader who may change a copy of Voorbeeldstad."""
    return writing_app.test_client()


def looked(client: FlaskClient, book: openpyxl.Workbook) -> str:
    """Send a workbook, and return the page without its markup characters."""
    out = io.BytesIO()
    book.save(out)
    head = b'--b\r\nContent-Disposition: form-data; name="bestand"; filename="ingevuld.xlsx"\r\n\r\n'
    sent = head + out.getvalue() + b"\r\n--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    return html.unescape(client.post("/uitwisselen/bekijken", data=sent, content_type=kind, headers=OWN).text)


def test_start_and_what_is_missing_lead_to_in_and_out(client: FlaskClient) -> None:
    assert '<a class="more" href="/uitwisselen">' in client.get("/").text
    assert '<a href="/uitwisselen">Of laat ze invullen in Excel' in client.get("/kwaliteit/ontbreekt").text
    assert '<a href="/uitwisselen/model.xlsx" download>Sla de werkmap op' in client.get("/uitwisselen").text


def test_the_report_on_a_page_names_no_options_and_says_what_to_do(writing: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(writing.get("/uitwisselen/model.xlsx").data))
    told = [str(cell.value) for row in book["Lees mij"].iter_rows() for cell in row if cell.value]
    book["Leveranciers"].delete_rows(5)
    heads = {cell.value: cell.column for cell in book["Applicaties"][1]}
    book["Applicaties"].cell(2, heads["Levensfase"]).value = "In gebriuk"

    page = looked(writing, book)

    assert "blijft in het model tenzij u dat weghaalt:" in page and "Haal ook weg" in page
    assert "kies het hieronder opnieuw" in page and "'In gebruik'" in page
    assert OPTION.search(page) is None
    assert any("In en uit" in line for line in told) and told[-2] == "Controlegetal"


def test_coming_back_to_what_was_shown_leads_to_the_start(writing: FlaskClient) -> None:
    for path in ("/uitwisselen/bekijken", "/uitwisselen/schrijven"):
        answer = writing.get(path)
        assert answer.status_code == 303 and answer.headers["Location"] == "/uitwisselen"


def test_who_is_right_stays_chosen_until_it_is_written(writing: FlaskClient, own_model: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(writing.get("/uitwisselen/model.xlsx").data))
    heads = {cell.value: cell.column for cell in book["Applicaties"][1]}
    row = next(row[0].row for row in book["Applicaties"].iter_rows() if row[0].value == "zaaksysteem")
    book["Applicaties"].cell(row, heads["Aantal gebruikers"]).value = 700
    file = own_model / "baseline" / "applications" / "dienstverlening.ttl"
    file.write_bytes(file.read_bytes().replace(b"ar:users 410", b"ar:users 420", 1))
    time.sleep(1.2 * SECONDS_BETWEEN_CHECKS)

    page = looked(writing, book)
    sent = {**dict(TOKEN.findall(page)), "gelijk": "file"}
    again = writing.post("/uitwisselen/bekijken", data=sent, headers=OWN).text
    done = writing.post("/uitwisselen/schrijven", data={**dict(TOKEN.findall(again)), "gelijk": "file"}, headers=OWN)

    assert "Kies eerst wie gelijk heeft" in page and 'value="file" checked' not in page
    assert 'value="file" checked' in again and 'formaction="/uitwisselen/schrijven"' in again
    assert done.status_code == 303 and b"ar:users 700" in file.read_bytes()
