"""The page of a principle tells what its shape and its examples say: whom it concerns, what is asked, what is wrong."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Page

from webui import create_app

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OWN = """\
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
principle:KLN-01 a sh:PropertyShape , ar:Principle ;
    rdfs:label "Bekende leverancier"@nl , "Known supplier"@en ;
    rdfs:comment "Elke applicatie heeft een leverancier."@nl , "Every component has a supplier."@en ;
    ar:rationale "U moet weten wie u belt."@nl , "You must know whom to call."@en ;
    ar:remedy "schrijf ar:supplier"@nl , "write ar:supplier"@en ;
    sh:targetClass am:ApplicationComponent ; sh:message "heeft geen leverancier"@nl , "has no supplier"@en ;
    sh:path ar:supplier ; sh:minCount 1 .
"""
GOOD = """\
@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:pin a am:ApplicationComponent ; rdfs:label "Pin"@nl ; ar:supplier :maker .
"""
BAD = GOOD.replace(" ; ar:supplier :maker .", " . # expect: KLN-01")


def words(client: FlaskClient, address: str) -> str:
    """Return the words of a page, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def test_page_says_whom_the_principle_concerns(client: FlaskClient) -> None:
    page = words(client, "/principes/REG-09")

    assert "Waarover het gaat alles met “bevat gegevens”" in page
    assert "doel › levensfase: Gepland, In gebruik of Uitfaseren" in page


def test_page_says_which_facts_are_needed_and_who_knows_them(client: FlaskClient) -> None:
    assert "DPIA verplicht ar:dpiaRequired Of de pre-scan" in words(client, "/principes/AVG-05")
    assert "Ask: privacy officer" in words(client, "/principes/AVG-05?lang=en")


def test_page_of_a_question_says_what_is_asked_of_whom_and_how_long_it_holds(client: FlaskClient) -> None:
    page = words(client, "/principes/DIE-09")

    assert "Zijn de brieven, e-mails en formulieren van deze dienst op niveau B1" in page
    assert "nee: voldoet niet deels: voldoet niet ja: voldoet" in page
    assert "Wie antwoordt: communicatieadviseur. Het antwoord telt 24 maanden." in page


@pytest.mark.parametrize(("language", "severity", "remedy"), [("nl", "opmerking", "remedie"), ("en", "note", "remedy")])
def test_page_shows_what_the_command_prints_on_the_wrong_example(
    client: FlaskClient, language: str, severity: str, remedy: str
) -> None:
    page = words(client, f"/principes/DIE-09?lang={language}")

    assert f"tests/principles/DIE-09/bad.ttl:15:5: {severity}[DIE-09] Bijstand aanvragen: " in page
    assert f"= {remedy}: " in page
    assert "- ar:grade ar:Partly ; + ar:grade ar:Yes ;" in page
    assert "# expect" not in page


def test_page_lists_the_subjects_of_each_verdict_with_their_pages(client: FlaskClient) -> None:
    page = client.get("/principes/CON-07").get_data(as_text=True)

    assert re.search(r'<a href="/doc/[^"]+">[^<]+</a>', page.split('id="stand"')[1])


def test_page_says_which_fact_each_unknown_subject_lacks(small_model: Path, small_text: str) -> None:
    (small_model / "model.ttl").write_text(
        small_text + "@prefix ar: <https://w3id.org/archrepo/def#> .\n:kassa ar:lifecycle ar:InUse .\n"
    )

    page = words(create_app(small_model, as_of=date(2026, 11, 22)).test_client(), "/principes/ALG-04")

    assert "niet te bepalen 1 Kassa niet bekend: ar:aiDisclosed , ar:userFacing , ar:usesAi" in page


def test_own_principle_shows_its_own_examples(small_model: Path) -> None:
    folder = small_model / "shapes" / "tests" / "KLN-01"
    folder.mkdir(parents=True)
    (small_model / "shapes" / "klein.ttl").write_text(OWN)
    (folder / "good.ttl").write_text(GOOD)
    (folder / "bad.ttl").write_text(BAD)

    page = words(create_app(small_model).test_client(), "/principes/KLN-01")

    assert "shapes/tests/KLN-01/bad.ttl:5:1: fout[KLN-01] Pin: heeft geen leverancier" in page
    assert "good.ttl geen bevinding" in page


def test_own_principle_without_examples_has_a_page(small_model: Path) -> None:
    (small_model / "shapes").mkdir()
    (small_model / "shapes" / "klein.ttl").write_text(OWN)

    page = words(create_app(small_model).test_client(), "/principes/KLN-01")

    assert "leverancier: vastgelegd" in page
    assert "Fout en goed" not in page


def test_example_that_cannot_be_read_does_not_take_the_page_away(small_model: Path) -> None:
    folder = small_model / "shapes" / "tests" / "KLN-01"
    folder.mkdir(parents=True)
    (small_model / "shapes" / "klein.ttl").write_text(OWN)
    (folder / "good.ttl").write_text(GOOD)
    (folder / "bad.ttl").write_text(BAD + ":half a")

    page = words(create_app(small_model).test_client(), "/principes/KLN-01?lang=en")

    assert "The examples cannot be read: shapes/tests/KLN-01/bad.ttl:6:" in page


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/principes/DIE-09", "/principes/REG-09?lang=en"])
def test_page_is_accessible_and_fits_a_narrow_screen(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    found = Axe().run(page, options=RULES)
    page.set_viewport_size({"width": 320, "height": 640})

    assert [violation["id"] for violation in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
