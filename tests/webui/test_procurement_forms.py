"""The steps of a procurement in the viewer: a draft on disk at each step, and no change that another site asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def writing(own_model: Path, writing_app: Flask) -> FlaskClient:
    """A reader of a copy of Voorbeeldstad who may change it."""
    return writing_app.test_client()


def purchase(folder: Path, name: str) -> str:
    return (folder / "proposals" / name / "procurement.ttl").read_text(encoding="utf-8")


def test_a_name_makes_a_draft_and_leads_to_the_first_step(writing: FlaskClient, own_model: Path) -> None:
    answer = writing.post("/toetsen/nieuw", data={"titel": "Parkeren 2028"}, headers=OWN)

    assert (answer.status_code, answer.location) == (303, "/toetsen/parkeren-2028/stap/1")
    assert "Titel van de aanbesteding" not in answer.text
    assert 'ar:tenderTitle "Parkeren 2028"' in purchase(own_model, "parkeren-2028")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
    ],
)
def test_a_change_that_another_site_asks_for_is_refused(
    writing: FlaskClient, own_model: Path, headers: dict[str, str]
) -> None:
    answer = writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=headers)

    assert answer.status_code == 403
    assert "dat mag hier niet" in answer.text
    assert not (own_model / "proposals/parkeren").exists()


def test_an_older_browser_names_its_own_site(writing: FlaskClient) -> None:
    answer = writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers={"Origin": "http://localhost"})

    assert answer.status_code == 303


def test_a_viewer_that_only_reads_refuses_every_change(client: FlaskClient) -> None:
    answer = client.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)

    assert answer.status_code == 403
    assert "alleen om te lezen" in client.get("/toetsen/nieuw").text


def test_answers_are_kept_and_the_next_step_follows(writing: FlaskClient, own_model: Path) -> None:
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    answer = writing.post(
        "/toetsen/parkeren/stap/1",
        data={"tenderTitle": "Parkeren", "estimatedValueEuro": "90.000", "publicationDate": "2027-01-18"},
        headers=OWN,
    )

    assert answer.location == "/toetsen/parkeren/stap/2"
    assert "ar:estimatedValueEuro 90000" in purchase(own_model, "parkeren")
    assert 'value="90000"' in writing.get("/toetsen/parkeren/stap/1").text


@pytest.mark.parametrize("typed", ["4 jaar", "4", "4 years", "4 year"])
def test_a_number_may_have_its_unit(writing: FlaskClient, own_model: Path, typed: str) -> None:
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    answer = writing.post("/toetsen/parkeren/stap/1", data={"termYears": typed}, headers=OWN)

    assert answer.status_code == 303
    assert "ar:termYears 4" in purchase(own_model, "parkeren")


def test_another_unit_is_refused_and_a_date_shows_its_form(writing: FlaskClient) -> None:
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    answer = writing.post("/toetsen/parkeren/stap/1", data={"termYears": "48 maanden"}, headers=OWN)

    assert answer.status_code == 400
    assert 'value="48 maanden"' in answer.text
    assert "zoals 18-1-2027" in answer.text


@pytest.mark.parametrize("typed", ["2027-01-18", "18-1-2027", "18 januari 2027", "18/1/2027"])
def test_a_day_is_typed_as_text_and_comes_back_the_way_its_hint_says(
    writing: FlaskClient, own_model: Path, typed: str
) -> None:
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    writing.post("/toetsen/parkeren/stap/1", data={"publicationDate": typed}, headers=OWN)
    page = writing.get("/toetsen/parkeren/stap/1").text

    assert 'ar:publicationDate "2027-01-18"^^xsd:date' in purchase(own_model, "parkeren")
    assert 'type="date"' not in page
    assert 'value="18-1-2027"' in page


def test_a_wrong_answer_stays_in_the_form_and_the_others_are_saved(writing: FlaskClient, own_model: Path) -> None:
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    answer = writing.post(
        "/toetsen/parkeren/stap/1",
        data={"tenderTitle": "Parkeren", "estimatedValueEuro": "<b>veel</b>", "termYears": "4"},
        headers=OWN,
    )

    assert answer.status_code == 400
    assert "geraamde waarde in euro: dit antwoord past niet" in answer.text
    assert 'value="&lt;b&gt;veel&lt;/b&gt;"' in answer.text
    assert "ar:termYears 4" in purchase(own_model, "parkeren")
    assert "ar:estimatedValueEuro" not in purchase(own_model, "parkeren")


def test_an_answer_can_be_taken_back(writing: FlaskClient, own_model: Path) -> None:
    writing.post("/toetsen/nieuw", data={"titel": "Parkeren"}, headers=OWN)
    yes = {"sendsEmail": "ja", "usesBaseRegistration": ["https://w3id.org/archrepo/def#BRP"]}
    writing.post("/toetsen/parkeren/stap/2", data=yes, headers=OWN)
    with_answers = purchase(own_model, "parkeren")
    writing.post("/toetsen/parkeren/stap/2", data={"sendsEmail": ""}, headers=OWN)

    assert "ar:sendsEmail true" in with_answers
    assert "ar:usesBaseRegistration ar:BRP" in with_answers
    assert "ar:sendsEmail" not in purchase(own_model, "parkeren")


def test_what_a_person_wrote_in_the_file_stays(writing: FlaskClient, own_model: Path) -> None:
    before = purchase(own_model, "zaaksysteem")
    page = writing.get("/toetsen/zaaksysteem/stap/1").text
    writing.post("/toetsen/zaaksysteem/stap/1", data={"tenderTitle": "Anders", "dan": "blijf"}, headers=OWN)
    after = purchase(own_model, "zaaksysteem")

    assert "Inkoop zaaksysteem" in page
    assert 'ar:tenderTitle "Anders"' in after
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in after.splitlines() if line.startswith("#")
    ]


@pytest.mark.parametrize("path", ["/toetsen/bestaat-niet/stap/1", "/toetsen/zaaksysteem/stap/99"])
def test_a_step_that_is_not_there_is_told(writing: FlaskClient, path: str) -> None:
    assert writing.get(path).status_code == 404


@pytest.mark.browser
def test_a_buyer_fills_in_the_first_steps_in_a_browser(
    page: Page, own_model: Path, writing_app: Flask, served: object, browser: Browser
) -> None:
    assert callable(served)
    address = served(writing_app)
    page.goto(f"{address}/toetsen/nieuw")
    page.get_by_label("Naam van de inkoop").fill("Parkeren 2028")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Geraamde waarde in euro").fill("90.000")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("group", name="Verstuurt e-mail").get_by_label("Ja", exact=True).check()
    violations = Axe().run(page).response["violations"]
    page.get_by_role("button", name="Bewaar", exact=True).click()

    assert violations == []
    assert page.get_by_role("group", name="Verstuurt e-mail").get_by_label("Ja", exact=True).is_checked()
    assert "ar:sendsEmail true" in purchase(own_model, "parkeren-2028")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
