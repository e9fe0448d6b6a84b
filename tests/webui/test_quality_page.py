"""The page of findings: one gap of many stands once, with everything that has it a click away."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from flask.testing import FlaskClient

from webui import create_app

APPLICATIONS = 12
ADDRESS = "/kwaliteit?oordeel=unknown"


def fresh(folder: Path, text: str) -> FlaskClient:
    """Return a reader of a model with many applications of which hardly anything is known."""
    applications = "".join(
        f':app{number} a am:ApplicationComponent ; rdfs:label "App {number:02}"@nl ;\n'
        "    <https://w3id.org/archrepo/def#lifecycle> <https://w3id.org/archrepo/def#InUse> .\n"
        for number in range(APPLICATIONS)
    )
    (folder / "model.ttl").write_text(text + applications)
    return create_app(folder, as_of=date(2026, 11, 22)).test_client()


def test_one_gap_of_many_is_one_card_that_links_to_each(small_model: Path, small_text: str) -> None:
    page = fresh(small_model, small_text).get(ADDRESS).get_data(as_text=True)

    heading = f"A11Y-01</a> <strong>{APPLICATIONS} onderdelen"
    (card,) = [found for found in re.findall(r"<article.*?</article>", page, re.DOTALL) if heading in found]
    assert "App 00, App 01, App 02 en 9 andere" in card
    assert len(re.findall(r'<li><a href="/doc/', card)) == APPLICATIONS
    assert len(re.findall(r"model.ttl:\d+", card)) == APPLICATIONS
    assert "ar:publicWebsite true" in card


def test_cards_and_lists_hold_as_many_findings_as_the_page_counts(small_model: Path, small_text: str) -> None:
    client = fresh(small_model, small_text)

    page = client.get(ADDRESS).get_data(as_text=True)

    counted = int(re.search(r"(\d+) bevindingen\.", page)[1])  # type: ignore[index]  # the page always counts
    cards = re.findall(r"<article.*?</article>", page, re.DOTALL)
    assert sum(max(1, card.count("<li>")) for card in cards) == counted > 150
    assert f"{APPLICATIONS} subjects" in client.get(f"{ADDRESS}&lang=en").get_data(as_text=True)
