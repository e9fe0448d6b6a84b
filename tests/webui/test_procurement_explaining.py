"""Explaining goes on whatever a bid says; a fault stands where it can be mended, and what was typed stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

OWN = {"Sec-Fetch-Site": "same-origin"}
EXPLAIN = "/toetsen/afvalmeldingen/uitleg"
HOSTILE = """
<https://voorbeeldstad.example/id/half> a <https://w3id.org/archrepo/def#Waiver> ;
    <https://w3id.org/archrepo/def#subject> <https://voorbeeldstad.example/id/zaaksysteem> .
"""


@pytest.fixture
def folder(own_model: Path) -> Path:
    return own_model / "proposals/afvalmeldingen"


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    return writing_app.test_client()


def given(client: FlaskClient, **more: str) -> dict[str, str]:
    choice = re.search(r'<option value="([A-Z]+-\d+\|[^"]+)"', client.get(EXPLAIN).text)
    assert choice is not None
    told = {"afwijking": choice[1], "reason": "Kan nu niet", "risk": "Klein", "decidedBy": "Architect"}
    return {**told, "validUntil": "2027-06-30", **more}


@pytest.mark.parametrize("more", [HOSTILE, "\n:half a\n"])
def test_a_hostile_or_broken_bid_does_not_block_explaining(writing: FlaskClient, folder: Path, more: str) -> None:
    bid = folder / "bids/volbak.ttl"
    bid.write_text(bid.read_text(encoding="utf-8") + more, encoding="utf-8")

    assert writing.post(EXPLAIN, data=given(writing), headers=OWN).status_code == 303
    assert "Kan nu niet" in (folder / "waivers.ttl").read_text(encoding="utf-8")
    assert writing.get(EXPLAIN).status_code == 200


def test_a_fault_that_is_not_about_the_day_stands_above_the_form(writing: FlaskClient, folder: Path) -> None:
    settings = folder.parents[1] / "archrepo.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("proposals/**/*.ttl", "proposals/**/[!w]*.ttl"), encoding="utf-8")
    told = given(writing)
    answer = writing.post(EXPLAIN, data=told, headers=OWN)

    assert answer.status_code == 400
    assert 'id="fout"' in answer.text
    assert 'id="f-validUntil"' not in answer.text
    assert "Kan nu niet" in answer.text
    assert not (folder / "waivers.ttl").exists()


def test_a_day_that_is_past_is_told_at_the_day(writing: FlaskClient) -> None:
    answer = writing.post(EXPLAIN, data=given(writing, validUntil="2020-01-01"), headers=OWN)

    assert answer.status_code == 400
    assert 'id="f-validUntil"' in answer.text


def test_long_and_without_effect_are_both_told(writing: FlaskClient) -> None:
    told = writing.get(f"{EXPLAIN}?klaar=lang-zonder").text
    answer = writing.post(EXPLAIN, data=given(writing, validUntil="2040-01-01"), headers=OWN)

    assert "langer dan gebruikelijk, en zij heeft nu geen gevolg" in told
    assert str(answer.location).endswith(("klaar=lang", "klaar=lang-zonder"))
