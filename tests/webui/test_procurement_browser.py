"""A buyer at work in a real browser: from nothing to a first verdict without a script, on a narrow screen too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
WASTE = "/toetsen/afvalmeldingen"
STEPS = (
    "/eisen",
    "/eisen/gunning",
    "",
    "/oordelen",
    "/vragen",
    "/uitleg",
    "/gevolgen",
    "/rapport",
    "/inschrijvingen",
    "/inschrijvingen/bod-volbak",
)
#: A dossier is made at the first page that needs it.
PATIENCE = 120_000


@pytest.fixture
def writing(own_model: Path, writing_app: Flask, served: Callable[[Flask], str]) -> str:
    """The address of a copy of Voorbeeldstad that may be changed."""
    return served(writing_app)


def test_a_buyer_comes_from_nothing_to_a_verdict_without_a_script(
    browser: Browser, writing: str, own_model: Path
) -> None:
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{writing}/toetsen/nieuw")
    page.get_by_label("Naam van de inkoop").fill("Parkeren 2028")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Geraamde waarde in euro").fill("90.000")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("group", name="Verstuurt e-mail").get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_label("Tekst, met elke eis op een eigen regel").fill("De oplossing ondersteunt TLS")
    page.get_by_role("button", name="Neem over").click()
    page.get_by_role("button", name="Bewaar deze eisen").click()
    page.get_by_role("link", name="Verder: het oordeel").click()
    verdict = page.locator(".sum").inner_text()
    page.get_by_role("link", name="referentiecomponent", exact=True).first.click()
    answered_at = page.url
    context.close()

    assert "De inkoop zelf voldoet niet aan" in verdict
    assert "/stap/2#v-referenceComponent" in answered_at
    assert (own_model / "proposals/parkeren-2028/requirements-geplakt.ttl").is_file()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_step_fits_a_narrow_screen_and_has_no_barrier(page: Page, address: str, language: str) -> None:
    page.set_default_timeout(PATIENCE)
    for step in STEPS:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{address}{WASTE}{step}?lang={language}")
        width = page.evaluate("document.documentElement.scrollWidth")
        violations = Axe().run(page).response["violations"]

        assert width <= 320, step
        assert [(one["id"], one["nodes"][0]["target"]) for one in violations] == [], step
        assert page.locator("h1").count() == 1
