"""A broken bid in the viewer: told on the pages of the assessment, and on no page or file of another bidder."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

WASTE = "/toetsen/afvalmeldingen"
BID = "proposals/afvalmeldingen/bids/bakmelder.ttl"


@pytest.fixture
def broken(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader of a town with a bid that is no Turtle."""
    text = (own_model / BID).read_text("utf-8")
    (own_model / BID).write_text(f"{text}\n:half a\n", encoding="utf-8")
    return writing_app.test_client()


@pytest.mark.parametrize("tail", ["", "/inschrijvingen", "/uitleg"])
def test_the_pages_of_the_procurement_go_on(broken: FlaskClient, tail: str) -> None:
    answer = broken.get(WASTE + tail)

    assert answer.status_code == 200
    if tail != "/uitleg":
        assert "Deze inschrijving kon niet worden gelezen" in answer.text
        assert f"{BID}:" in answer.text
        assert "Volbak" in answer.text


def test_without_names_the_broken_file_is_not_named(broken: FlaskClient) -> None:
    page = broken.get(f"{WASTE}/inschrijvingen?blind=1").text

    assert "Deze inschrijving kon niet worden gelezen" in page
    assert "bakmelder" not in page.casefold()


@pytest.mark.parametrize("tail", ["", "/rapport.html", "/rapport.json", "/overnemen"])
def test_the_page_of_another_bidder_says_nothing_of_it(broken: FlaskClient, tail: str) -> None:
    answer = broken.get(f"{WASTE}/inschrijvingen/bod-volbak{tail}")

    assert answer.status_code in (200, 400)
    assert "kon niet worden gelezen" not in answer.text
    assert tail == "/overnemen" or "bakmelder" not in answer.text.casefold()
    assert broken.get(f"{WASTE}/inschrijvingen/bod-bakmelder").status_code == 404
