"""What people judge in a procurement: questions of principles and the verdict of the architect, as forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

OWN = {"Sec-Fetch-Site": "same-origin"}
AR = "https://w3id.org/archrepo/def#"
ID = "https://voorbeeldstad.example/id/"
PEOPLE = "/toetsen/afvalmeldingen/oordelen"
SERVICE = """
:dienst-bak-melden a am:BusinessService ;
    rdfs:label "Een volle bak melden"@nl , "Report a full bin"@en ;
    ar:lifecycle ar:Planned ; ar:leadsToCase true ; ar:audience ar:Residents .
"""
QUESTION = f"DIE-09|{ID}dienst-bak-melden"
ANSWER = {
    "vraag": QUESTION,
    "grade": f"{AR}Yes",
    "answeredBy": "Informatiearchitect",
    "answeredOn": "20-11-2026",
    "reason": "Inwoners lazen de teksten",
}
VERDICT = {
    "a-architectureOutcome": f"{AR}FitsWithConditions",
    "a-decidedBy": f"{ID}architect",
    "a-decidedOn": "2026-11-20",
    "a-reason": "Eerst de koppeling",
}


@pytest.fixture
def folder(own_model: Path) -> Path:
    """The folder of a purchase with a new service, on which a principle asks people a question."""
    folder = own_model / "proposals/afvalmeldingen"
    file = folder / "procurement.ttl"
    text = file.read_text(encoding="utf-8")
    prefix = "" if "@prefix am:" in text else "@prefix am: <https://purl.org/archimate#> .\n"
    file.write_text(prefix + text + SERVICE, encoding="utf-8")
    return folder


@pytest.fixture
def writing(folder: Path, writing_app: Flask) -> FlaskClient:
    """A reader who may change that purchase."""
    return writing_app.test_client()


def verdict_on(client: FlaskClient, principle: str) -> str:
    """Return the word of the verdict on a principle; empty when its card is not there."""
    page = html.fromstring(client.get("/toetsen/afvalmeldingen").text)
    found = page.xpath(f"//details[@id='o-{principle}']/summary/span[1]")
    return found[0].text_content().strip() if found else ""


def test_an_answer_is_written_shown_back_and_used_in_the_verdict(writing: FlaskClient, folder: Path) -> None:
    before = verdict_on(writing, "DIE-09")
    asked = writing.get(PEOPLE).text
    answer = writing.post(f"{PEOPLE}/antwoord", data=ANSWER, headers=OWN)
    written = (folder / "judgements.ttl").read_text(encoding="utf-8").split("a ar:Answer")[1]
    after = writing.get(str(answer.location)).text

    assert "op niveau B1" in asked
    assert answer.status_code == 303
    assert "principle/DIE-09>" in written
    assert "ar:answeredBy :architect" in written
    assert '"Inwoners lazen de teksten"@nl' in written
    assert "Het antwoord is vastgelegd." in after
    assert "Inwoners lazen de teksten" in after
    assert "20 november 2026" in after
    assert "?" in before
    assert "✓" in verdict_on(writing, "DIE-09")


def test_a_role_that_answers_again_changes_its_own_answer(writing: FlaskClient, folder: Path) -> None:
    writing.post(f"{PEOPLE}/antwoord", data=ANSWER, headers=OWN)
    writing.post(f"{PEOPLE}/antwoord", data=ANSWER | {"grade": f"{AR}No", "reason": "Te moeilijk"}, headers=OWN)
    written = (folder / "judgements.ttl").read_text(encoding="utf-8")

    assert written.count("a ar:Answer") == 1
    assert "Te moeilijk" in written
    assert "✗" in verdict_on(writing, "DIE-09")


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ({"grade": ""}, "grade", "kies een antwoord"),
        ({"grade": f"{AR}Grade5"}, "grade", "kies een antwoord"),
        ({"answeredBy": "Jan Jansen"}, "answeredBy", "Jan Jansen"),
        ({"answeredBy": ""}, "answeredBy", "dit is nodig"),
        ({"answeredOn": "23-11-2026"}, "answeredOn", "deze dag moet nog komen"),
        ({"reason": ""}, "reason", "dit is nodig"),
    ],
)
def test_an_answer_that_does_not_fit_is_not_written(
    writing: FlaskClient, folder: Path, change: dict[str, str], key: str, words: str
) -> None:
    was = (folder / "judgements.ttl").read_bytes()
    answer = writing.post(f"{PEOPLE}/antwoord", data=ANSWER | change, headers=OWN)
    page = html.fromstring(answer.text)

    assert answer.status_code == 400
    assert words in page.xpath(f"//*[@id='f-{key}']")[0].text_content()
    assert page.xpath(f"//*[@id='fout']//a[@href='#v-{key}']")
    assert (folder / "judgements.ttl").read_bytes() == was


def test_a_question_that_is_not_asked_is_told(writing: FlaskClient) -> None:
    answer = writing.post(f"{PEOPLE}/antwoord", data=ANSWER | {"vraag": "DIE-09|urn:x"}, headers=OWN)

    assert answer.status_code == 400
    assert "deze vraag is er niet" in answer.text
    assert "deze vraag is er niet" in writing.get(f"{PEOPLE}?vraag=x").text


def test_a_question_is_reached_from_the_page_that_shows_it(writing: FlaskClient) -> None:
    bids = writing.get("/toetsen/afvalmeldingen/inschrijvingen").text
    link = re.search(r'href="(/toetsen/afvalmeldingen/oordelen\?vraag=DIE-09[^"#]+)#antwoord"', bids)
    blind = writing.get("/toetsen/afvalmeldingen/inschrijvingen?blind=1").text

    assert link is not None
    assert f'value="{QUESTION}"' in writing.get(link[1]).text
    assert "oordelen?vraag" not in blind
    assert 'href="/toetsen/afvalmeldingen/oordelen#vragen"' in writing.get("/toetsen/afvalmeldingen").text


def test_the_architect_judges_the_whole_in_place_of_the_earlier_verdict(writing: FlaskClient, folder: Path) -> None:
    file = folder / "procurement.ttl"
    text = file.read_text(encoding="utf-8")
    own = text.replace("ar:architectureVerdict [", 'ar:architectureVerdict [ rdfs:comment "advies 12" ;', 1)
    file.write_text(own, encoding="utf-8")
    answer = writing.post(f"{PEOPLE}/architect", data=VERDICT, headers=OWN)
    written = file.read_text(encoding="utf-8")
    page = writing.get(str(answer.location)).text

    assert answer.status_code == 303
    assert written.count("ar:architectureVerdict") == 1
    assert 'ar:reason "Eerst de koppeling"@nl' in written
    assert "advies 12" in written
    assert "Past met voorwaarden" in page
    assert "20 november 2026" in page
    assert "Eerst de koppeling" in writing.get("/toetsen/afvalmeldingen").text


def test_a_verdict_that_says_no_breaks_the_principle_that_asks_for_it(writing: FlaskClient) -> None:
    before = verdict_on(writing, "GOV-01")
    writing.post(
        f"{PEOPLE}/architect",
        data=VERDICT | {"a-architectureOutcome": f"{AR}DoesNotFit", "a-decidedOn": "2026-08-18"},
        headers=OWN,
    )

    assert "✓" in before
    assert "✗" in verdict_on(writing, "GOV-01")


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ({"a-decidedBy": f"{ID}publiekszaken"}, "a-decidedBy", "kies uit"),
        ({"a-decidedOn": "2027-01-01"}, "a-decidedOn", "deze dag moet nog komen"),
        ({"a-reason": ""}, "a-reason", "dit is nodig"),
        ({"a-architectureOutcome": ""}, "a-architectureOutcome", "dit is nodig"),
    ],
)
def test_a_verdict_that_does_not_fit_is_not_written(
    writing: FlaskClient, folder: Path, change: dict[str, str], key: str, words: str
) -> None:
    was = (folder / "procurement.ttl").read_bytes()
    answer = writing.post(f"{PEOPLE}/architect", data=VERDICT | change, headers=OWN)

    assert answer.status_code == 400
    assert words in html.fromstring(answer.text).xpath(f"//*[@id='f-{key}']")[0].text_content()
    assert (folder / "procurement.ttl").read_bytes() == was


def test_a_verdict_with_a_name_of_its_own_is_changed_where_it_stands(writing: FlaskClient, folder: Path) -> None:
    file = folder / "procurement.ttl"
    text = re.sub(r"ar:architectureVerdict \[[^]]*\]", "ar:architectureVerdict :oordeel-12", file.read_text("utf-8"))
    file.write_text(f"{text}\n:oordeel-12 ar:architectureOutcome ar:DoesNotFit . # van mei\n", encoding="utf-8")
    writing.post(f"{PEOPLE}/architect", data=VERDICT, headers=OWN)
    written = file.read_text(encoding="utf-8")

    assert "ar:architectureVerdict :oordeel-12" in written
    assert ":oordeel-12 ar:architectureOutcome ar:FitsWithConditions" in written
    assert "# van mei" in written


def test_a_reader_sees_what_people_judge_and_cannot_change_it(client: FlaskClient) -> None:
    page = client.get("/toetsen/zaaksysteem/oordelen?lang=en").text

    assert "Fits with conditions" in page
    assert "Record the verdict" not in page
    for part in ("antwoord", "architect"):
        assert client.post(f"/toetsen/zaaksysteem/oordelen/{part}", data={}, headers=OWN).status_code == 403


def test_an_answer_on_what_one_bid_brings_counts_for_that_bid(writing: FlaskClient, folder: Path) -> None:
    procurement, bid = folder / "procurement.ttl", folder / "bids/bod-volbak.ttl"
    bid = bid if bid.is_file() else sorted((folder / "bids").glob("*volbak*.ttl"))[0]
    procurement.write_text(procurement.read_text(encoding="utf-8").replace(SERVICE, ""), encoding="utf-8")
    text = bid.read_text(encoding="utf-8")
    prefix = "" if "@prefix am:" in text else "@prefix am: <https://purl.org/archimate#> .\n"
    bid.write_text(prefix + text + SERVICE, encoding="utf-8")
    answer = writing.post(f"{PEOPLE}/antwoord", data=ANSWER, headers=OWN)
    page = writing.get(PEOPLE).text

    assert answer.status_code == 303
    assert "1 / 1" in page
    assert "Inwoners lazen de teksten" in page
