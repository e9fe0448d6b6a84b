"""What an assessor gives lands on the bid that was chosen, also when the bids changed since the form was shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

OWN = {"Sec-Fetch-Site": "same-origin"}
BIDS = "/toetsen/afvalmeldingen/inschrijvingen"
CHOICE = re.compile(r'<option value="([^"|]+)">(Inschrijver [AB]|[^<]*(?:Bakmelder|Volbak)[^<]*)<')
GRADE = re.compile(r'<option value="([^"|]+\|[^"]+)">')
PRICE = re.compile(r"(ar:bidPriceEuro) \d+")


@pytest.fixture
def folder(own_model: Path) -> Path:
    return own_model / "proposals/afvalmeldingen"


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    return writing_app.test_client()


def given(page: str, bid: str, **more: str) -> dict[str, str]:
    grade = GRADE.search(page)
    assert grade is not None
    told = {"inschrijving": bid, "cijfer": grade[1], "judgedBy": "Architect", "judgedOn": "2026-11-20"}
    return {**told, "reason": "Duidelijk", **more}


def judgements(folder: Path) -> str:
    return (folder / "judgements.ttl").read_text(encoding="utf-8")


def test_a_comment_in_a_bid_changes_no_letter_and_no_choice(writing: FlaskClient, folder: Path) -> None:
    before = CHOICE.findall(writing.get(f"{BIDS}?blind=1").text)
    for file in folder.glob("bids/*.ttl"):
        file.write_text("# binnen op 3 oktober\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")

    assert len(before) == 2
    assert CHOICE.findall(writing.get(f"{BIDS}?blind=1").text) == before


def test_a_judgement_on_a_bid_that_changed_meanwhile_is_refused(writing: FlaskClient, folder: Path) -> None:
    page = writing.get(f"{BIDS}?blind=1").text
    was = judgements(folder)
    for file in folder.glob("bids/*.ttl"):
        file.write_text(PRICE.sub(r"\1 12345", file.read_text(encoding="utf-8")), encoding="utf-8")
    answer = writing.post(f"{BIDS}/oordeel", data=given(page, CHOICE.findall(page)[0][0], blind="1"), headers=OWN)

    assert answer.status_code == 400
    assert "Duidelijk" in answer.text
    assert judgements(folder) == was


def test_with_names_the_bid_itself_is_sent(writing: FlaskClient, folder: Path) -> None:
    page = writing.get(BIDS).text
    iri = next(key for key, name in CHOICE.findall(page) if "Volbak" in name)
    places = writing.post(f"{BIDS}/oordeel", data=given(page, "1"), headers=OWN)
    answer = writing.post(f"{BIDS}/oordeel", data=given(page, iri), headers=OWN)

    assert places.status_code == 400
    assert answer.status_code == 303
    block = next(one for one in judgements(folder).split("\n\n") if '"Duidelijk"@nl' in one)
    assert "ar:ofBid :bod-volbak" in block


def test_a_day_still_to_come_is_told_with_what_was_typed(writing: FlaskClient, folder: Path) -> None:
    page, was = writing.get(BIDS).text, judgements(folder)
    iri = CHOICE.findall(page)[0][0]
    answer = writing.post(f"{BIDS}/oordeel", data=given(page, iri, judgedOn="2026-11-23"), headers=OWN)

    assert answer.status_code == 400
    assert "deze dag moet nog komen" in answer.text
    assert f'<option value="{iri}" selected>' in answer.text
    assert judgements(folder) == was
