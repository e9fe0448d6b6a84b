"""The pages in a real Chromium: accessible, narrow, without JavaScript, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

KINDS_OF_PAGE = (
    "/",
    "/zoeken?q=zaak",
    "/zoeken?q=zaaksisteem",
    "/doc/applicatiecomponent/zaaksysteem",
    "/doc/applicatiecomponent/klanttevredenheid",
    "/platen",
    "/landschap",
    "/gegevensstromen?van=zaaksysteem&stappen=1",
    "/principes",
    "/principes/GOV-02",
    "/kwaliteit",
    "/kwaliteit/naleving?profiel=audit",
    "/kwaliteit/ontbreekt",
    "/toetsen",
    "/toetsen/zaaksysteem",
    "/afwijkingen",
    "/vragen",
    "/vragen/C17?year=2026",
    "/sturen",
    "/contracten",
    "/basisregistraties/BRP",
    "/toegankelijkheid",
)
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("path", KINDS_OF_PAGE)
def test_page_has_no_fault_that_axe_sees_fits_320_pixels_and_asks_no_other_site(
    page: Page, address: str, path: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + path)

    found = Axe().run(page, options=_RULES)
    page.set_viewport_size({"width": 320, "height": 640})
    widths = [page.evaluate(_WIDTH)]
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=en")
    widths.append(page.evaluate(_WIDTH))

    assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found.response["violations"]] == []
    assert max(widths) <= 320
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.parametrize("path", ["/", "/doc/applicatiecomponent/zaaksysteem", "/sturen"])
def test_first_tab_is_the_skip_link_and_it_leads_to_the_content(page: Page, address: str, path: str) -> None:
    page.goto(address + path)

    page.keyboard.press("Tab")

    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_reader_without_javascript_finds_an_element_and_its_picture(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)

    tab.locator("#zoek-groot").fill("formulierenplatform")
    tab.locator(".find.big button").click()
    tab.get_by_role("link", name="Formulierenplatform", exact=True).click()

    expect(tab.locator("h1")).to_have_text("Formulierenplatform")
    expect(tab.locator(".picture svg").first).to_be_visible()
    assert tab.locator(".picture-tools").count() == 0
    context.close()


def test_picture_zooms_and_moves_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "/doc/applicatiecomponent/zaaksysteem")
    svg = page.locator(".picture svg")
    whole = svg.get_attribute("viewBox")

    page.locator(".picture-view").focus()
    page.keyboard.press("+")
    nearer = svg.get_attribute("viewBox")
    page.keyboard.press("ArrowRight")
    moved = svg.get_attribute("viewBox")
    page.keyboard.press("0")

    assert len({whole, nearer, moved}) == 3
    assert svg.get_attribute("viewBox") == whole


def test_picture_zooms_and_moves_by_buttons(page: Page, address: str) -> None:
    page.goto(address + "/landschap")
    svg = page.locator(".picture svg")
    whole = svg.get_attribute("viewBox")

    page.get_by_role("button", name="Vergroot").click()
    page.get_by_role("button", name="Omlaag").click()
    assert svg.get_attribute("viewBox") != whole
    page.get_by_role("button", name="Hele plaat").click()

    assert svg.get_attribute("viewBox") == whole


def test_search_in_a_picture_counts_what_it_finds(page: Page, address: str) -> None:
    page.goto(address + "/landschap")

    page.get_by_role("searchbox", name="Zoek in de plaat").fill("zaaksysteem")

    expect(page.locator(".picture-tools output")).to_have_text("1 gevonden")


def test_box_in_a_picture_leads_to_the_page_of_the_element(page: Page, address: str) -> None:
    page.goto(address + "/doc/applicatiecomponent/zaaksysteem")

    page.locator(".picture svg a", has_text="Formulierenplatform").first.click()

    expect(page.locator("h1")).to_have_text("Formulierenplatform")


def test_language_link_changes_the_page_and_is_remembered(page: Page, address: str) -> None:
    page.goto(address + "/principes")

    page.get_by_role("link", name="EN, English").click()

    expect(page.locator("h1")).to_have_text("Principles")
    page.goto(address + "/kwaliteit")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_broken_file_gives_an_accessible_red_bar_and_mending_takes_it_away(
    page: Page, own_address: str, own_model: Path
) -> None:
    file = own_model / "baseline" / "contracts.ttl"
    whole = file.read_text()
    page.goto(own_address + "/sturen")

    file.write_text(whole + "\n:halverwege a am:Contract ;\n")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(".red-bar")).to_contain_text("baseline/contracts.ttl:")
    expect(page.locator("h1")).to_have_text("Sturen")
    assert Axe().run(page, options=_RULES).response["violations"] == []

    file.write_text(whole)
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator(".red-bar")).to_have_count(0)
