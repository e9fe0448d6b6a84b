"""Wishes with points get a criterion in the viewer, and a requirement that was taken over is not offered again."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

OWN = {"Sec-Fetch-Site": "same-origin"}
ID = "https://voorbeeldstad.example/id/"
PURCHASE = "/toetsen/parkeren"
CRITERION = """

:criterium-wensen a ar:AwardCriterion ; rdfs:label "Wensen"@nl ;
    ar:criterionKind ar:QualityCriterion ; ar:maxPoints 10 .
:inkoop-parkeren ar:awardCriterion :criterium-wensen .
"""
WISHES = """@prefix : <https://voorbeeldstad.example/id/> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix am: <https://purl.org/archimate#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

# de wensen van de werkgroep
:inkoop-parkeren ar:requirement :wens-een , :wens-twee .
:wens-een a am:Requirement ; rdfs:label "Snel"@nl ; ar:obligation ar:Wish ; ar:maxPoints 6 .
:wens-twee a am:Requirement ; rdfs:label "Mooi"@nl ; ar:obligation ar:Wish ; ar:maxPoints 4 .
"""


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader who may change a copy of Voorbeeldstad, with a purchase that has two wishes and a criterion."""
    client = writing_app.test_client()
    client.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    folder = own_model / "proposals/parkeren"
    written = (folder / "procurement.ttl").read_text(encoding="utf-8")
    name = next(line.split()[0] for line in written.splitlines() if " a ar:Procurement" in line)
    extra = CRITERION.replace(":inkoop-parkeren", name)
    (folder / "procurement.ttl").write_text(written + extra, encoding="utf-8")
    (folder / "wensen.ttl").write_text(WISHES.replace(":inkoop-parkeren", name), encoding="utf-8")
    return client


def test_wishes_that_count_nowhere_are_listed_and_get_the_criterion_that_is_chosen(
    writing: FlaskClient, own_model: Path
) -> None:
    before = html.fromstring(writing.get(f"{PURCHASE}/eisen/gunning").text)
    criteria = [one.get("value") for one in before.xpath("//select[@name='criterium']/option") if one.get("value")]

    sent = writing.post(f"{PURCHASE}/eisen/gunning/wensen", data={"criterium": criteria[0]}, headers=OWN)
    after = writing.get(f"{PURCHASE}/eisen/gunning").text
    written = (own_model / "proposals/parkeren/wensen.ttl").read_text(encoding="utf-8")

    assert "Snel: 6" in before.text_content()
    assert sent.status_code == 303
    assert written.count("ar:underCriterion :criterium-wensen") == 2
    assert "# de wensen van de werkgroep" in written
    assert "Hierbij tellen 2 wensen mee, samen 10 punten" in after
    assert "Wensen die nog nergens meetellen" not in after


def test_wishes_worth_more_than_is_left_are_refused_with_the_points(writing: FlaskClient, own_model: Path) -> None:
    path = own_model / "proposals/parkeren/procurement.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("ar:maxPoints 10", "ar:maxPoints 9"), encoding="utf-8")

    sent = writing.post(f"{PURCHASE}/eisen/gunning/wensen", data={"criterium": f"{ID}criterium-wensen"}, headers=OWN)

    assert sent.status_code == 400
    assert "de wensen zijn samen 10 punten waard, en 'Wensen' heeft er nog 9 over" in sent.text.replace("&#39;", "'")
    assert "underCriterion" not in (own_model / "proposals/parkeren/wensen.ttl").read_text(encoding="utf-8")


def test_points_that_wishes_leave_over_are_earned_with_a_grade(writing: FlaskClient, own_model: Path) -> None:
    path = own_model / "proposals/parkeren/procurement.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("ar:maxPoints 10", "ar:maxPoints 60"), encoding="utf-8")

    sent = writing.post(f"{PURCHASE}/eisen/gunning/wensen", data={"criterium": f"{ID}criterium-wensen"}, headers=OWN)

    assert sent.status_code == 303
    sums = html.fromstring(writing.get(f"{PURCHASE}/eisen/gunning").text).xpath("//*[@id='optellen']")[0].text_content()
    assert "wensen 10 + een cijfer 50 = 60 van 60 punten" in sums


def test_without_a_choice_nothing_is_written_and_the_page_says_so(writing: FlaskClient, own_model: Path) -> None:
    sent = writing.post(f"{PURCHASE}/eisen/gunning/wensen", data={"criterium": "https://elders.example/x"}, headers=OWN)

    assert sent.status_code == 400
    assert "er is niet gekozen bij welk criterium" in html.fromstring(sent.text).xpath("//*[@id='f-criterium']")[0].text
    assert "underCriterion" not in (own_model / "proposals/parkeren/wensen.ttl").read_text(encoding="utf-8")


def test_a_requirement_that_was_taken_over_is_not_offered_again(writing: FlaskClient, own_model: Path) -> None:
    def offered() -> list[str]:
        page = html.fromstring(writing.get(PURCHASE).text)
        return [line for box in page.xpath("//textarea[@name='tekst']") for line in box.text.split("\n") if line]

    first = offered()[0]
    kept = writing.post(f"{PURCHASE}/eisen/tekst", data={"tekst": first, "soort": "eis"}, headers=OWN).location
    writing.post(kept, data={"doe": "bewaar"}, headers=OWN)

    assert first not in offered()
