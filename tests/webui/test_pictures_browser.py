"""A picture in a real Chromium: by pointer, keyboard, touch, without a script, narrow, on paper, and for axe."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FLOWS = "/platen/gegevensstromen?start=zaaksysteem&hops=1"
STATES = (
    "/platen/landschap?kleur=cost",
    "/platen/landschap?dicht=*",
    "/platen/landschap?van=nu&tot=doel-2030&kleuren=contrast",
    "/platen/landschap?op=2030-12-31&kleuren=print",
    "/platen/landschap?kleur=paars&op=gisteren",
    FLOWS,
    "/platen/inwonerportaal?stappen=1&richting=in",
    "/platen/kostenkaart",
)
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def asked(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the address, once the page has written them."""
    page.wait_for_timeout(250)
    return parse_qs(urlsplit(page.url).query)


def view_box(page: Page) -> str:
    """Return what is seen of the large picture."""
    return page.locator("#plaat svg").first.get_attribute("viewBox") or ""


@pytest.mark.parametrize("path", STATES)
def test_state_is_accessible_and_fits_320_pixels_in_both_languages(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for panel in page.locator("details.wish").all():
        panel.evaluate("panel => { panel.open = true }")

    found = Axe().run(page, options=_RULES)

    assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found.response["violations"]] == []
    page.set_viewport_size({"width": 320, "height": 640})
    for language in ("en", "nl"):
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for panel in page.locator("details.wish").all():
        panel.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_seen_is_kept_in_the_address_and_comes_back_from_it(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap")
    page.get_by_role("button", name="Vergroot").click()
    page.get_by_role("button", name="Omlaag").click()
    page.get_by_role("searchbox", name="Zoek in de plaat").fill("systeem")
    state = asked(page)
    seen = [round(float(one)) for one in view_box(page).split()]

    page.goto(page.url)

    assert state["zoek"] == ["systeem"] and [int(one) for one in state["beeld"][0].split(",")] == seen
    assert [round(float(one)) for one in view_box(page).split()] == pytest.approx(seen, abs=1)
    expect(page.locator("#plaat .found").nth(1)).to_be_attached()
    page.get_by_role("button", name="Hele plaat").click()
    assert "beeld" not in asked(page)


def test_search_goes_to_the_next_and_brings_it_into_view(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap")
    for _ in range(8):
        page.get_by_role("button", name="Vergroot").click()
    search = page.get_by_role("searchbox", name="Zoek in de plaat")
    search.fill("portaal")
    told = page.locator("#plaat output")
    expect(told).to_have_text("2 gevonden")
    before = view_box(page)

    search.press("Enter")

    expect(told).to_contain_text("1 van 2: ")
    page.get_by_role("button", name="Volgende").click()
    expect(told).to_contain_text("2 van 2: ")
    assert view_box(page) != before
    expect(page.locator("#plaat .found.now")).to_be_in_viewport()
    expect(page.locator(".picture-tools").first).to_be_in_viewport()
    room = page.locator("#plaat .found.now").bounding_box()
    frame = page.locator("#plaat .picture-view").bounding_box()
    assert room and frame
    assert frame["x"] <= room["x"] and room["x"] + room["width"] <= frame["x"] + frame["width"]


@pytest.mark.parametrize(("path", "name"), [("/platen/landschap", "zaaksysteem"), ("/platen/routekaart", "kaart")])
def test_link_with_a_search_opens_at_the_first_hit(page: Page, address: str, path: str, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})

    page.goto(f"{address}{path}?zoek={name}")

    expect(page.locator("#plaat .found.now").first).to_be_in_viewport()
    expect(page.locator("#plaat output")).to_contain_text("1 van ")


def test_box_under_the_pointer_lights_its_lines_and_neighbours(page: Page, address: str) -> None:
    page.goto(address + FLOWS)

    page.locator("#plaat [data-box]", has_text="Formulierenplatform").first.hover()

    expect(page.locator("#plaat svg")).to_have_class("has-lit")
    lit = page.locator("#plaat [data-box].lit")
    assert sorted(name.split(" (")[0] for name in lit.locator("> title").all_text_contents()) == [
        "Formulierenplatform",
        "Zaaksysteem",
    ]
    assert page.locator("#plaat [data-line].lit").count() >= 1
    page.locator("h1").hover()
    expect(page.locator("#plaat svg.has-lit")).to_have_count(0)


def test_shift_and_click_keep_a_box_chosen_in_the_address(page: Page, address: str) -> None:
    page.goto(address + FLOWS)

    page.locator("#plaat [data-box]", has_text="Formulierenplatform").first.click(modifiers=["Shift"])

    assert asked(page)["kies"] == ["formulierenplatform"]
    page.goto(page.url)
    expect(page.locator("#plaat svg")).to_have_class("has-lit")
    expect(page.locator("#plaat output")).to_contain_text("1 buur")


def test_link_beside_a_box_shows_only_what_is_related(page: Page, address: str) -> None:
    page.goto(address + FLOWS)

    page.locator("#plaat [data-box]", has_text="Formulierenplatform").first.hover()
    page.get_by_role("link", name="Toon alleen wat hiermee samenhangt").click()

    assert asked(page)["rond"] == ["formulierenplatform"]
    expect(page.locator("#plaat [data-box]")).to_have_count(2)


def test_keyboard_enters_the_boxes_walks_to_neighbours_and_comes_back(page: Page, address: str) -> None:
    page.goto(address + FLOWS)
    page.locator("#plaat .picture-view").focus()
    expect(page.locator(".picture-keys")).to_be_visible()

    page.keyboard.press("Enter")
    first = page.evaluate("document.activeElement.dataset.box")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.box")

    assert first and second and first != second
    expect(page.locator("#plaat output")).to_contain_text("bu")
    assert asked(page)["kies"] == [second]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "picture-view"
    assert "kies" not in asked(page)


def test_focus_and_folding_have_a_key(page: Page, address: str) -> None:
    def press(path: str, key: str) -> None:
        page.goto(address + path)
        page.locator("#plaat .picture-view").focus()
        page.keyboard.press("Enter")
        page.keyboard.press(key)

    press("/platen/landschap", "k")
    page.wait_for_url("**dicht=*")
    press(FLOWS, "f")
    page.wait_for_url("**rond=*")
    # A picture without lines has nothing that is related; the one around the box has.
    press("/platen/landschap?kies=zaaksysteem", "f")
    page.wait_for_url("**/platen/zaaksysteem?stappen=1")


def test_large_picture_is_one_stop_for_the_tab_key(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap")
    page.locator("#plaat .picture-view").focus()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('#plaat') === null")


def test_drag_pans_and_is_no_click_on_the_box_where_it_began(page: Page, address: str) -> None:
    page.goto(address + FLOWS)
    page.get_by_role("button", name="Vergroot").click()
    before, url = view_box(page), urlsplit(page.url).path
    box = page.locator("#plaat a[data-box]", has_text="Zaaksysteem").first.bounding_box()
    assert box

    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    page.mouse.up()

    assert view_box(page) != before
    assert urlsplit(page.url).path == url


def test_wheel_zooms_with_control_and_scrolls_without(page: Page, address: str) -> None:
    page.goto(address + FLOWS)
    page.locator("#plaat .picture-view").hover()
    before = view_box(page)

    page.mouse.wheel(0, -200)
    page.wait_for_timeout(200)
    unchanged = view_box(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_timeout(200)

    assert unchanged == before
    assert view_box(page) != before


def test_first_tap_chooses_a_box_and_the_second_opens_its_page(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="nl-NL", viewport={"width": 800, "height": 900}, has_touch=True)
    tab = context.new_page()
    tab.goto(address + FLOWS)
    box = tab.locator("#plaat a[data-box]", has_text="Zaaksysteem").first

    box.tap()
    expect(tab.locator("#plaat svg")).to_have_class("has-lit")
    expect(tab.get_by_role("link", name="Naar de pagina")).to_be_visible()
    box.tap()

    expect(tab.locator("h1")).to_have_text("Zaaksysteem")
    context.close()


def test_day_is_slid_and_the_form_leaves_out_what_is_empty(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap")
    page.locator("summary", has_text="Datum").click()

    page.get_by_role("slider").press("ArrowRight")
    moved = page.locator("#w-op").input_value()
    page.locator("details[open] button", has_text="Toon").click()

    page.wait_for_url("**op=*")
    assert moved == "2026-12-01"
    assert asked(page) == {"by": ["ar:domain"], "op": ["2026-12-01"]}


def test_button_of_a_plateau_shows_its_day(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap")
    page.locator("summary", has_text="Datum").click()

    page.locator(".day-buttons button").last.click()

    page.wait_for_url("**op=*")
    assert asked(page) == {"by": ["ar:domain"], "op": ["2030-12-31"]}
    expect(page.locator("summary", has_text="Datum: 31 december 2030")).to_be_visible()


def test_link_of_the_state_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="nl-NL", permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(address + "/platen/landschap?kleur=hosting")
    tab.get_by_role("searchbox", name="Zoek in de plaat").fill("portaal")

    tab.get_by_role("button", name="Kopieer de link").click()

    expect(tab.locator("#plaat output")).to_have_text("De link is gekopieerd")
    assert tab.evaluate("navigator.clipboard.readText()").endswith("/platen/landschap?kleur=hosting&zoek=portaal")
    context.close()


def test_picture_fills_the_screen(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap")

    page.get_by_role("button", name="Hele scherm").click()

    expect(page.locator("#plaat")).to_have_js_property("tagName", "DIV")
    assert page.evaluate("document.fullscreenElement?.id") == "plaat"
    page.get_by_role("button", name="Vergroot").click()
    assert "beeld" in asked(page)


def test_reader_without_a_script_has_links_forms_and_the_whole_picture(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="nl-NL", java_script_enabled=False, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(address + "/platen/landschap")
    assert tab.locator(".picture-tools").count() == 0
    frame = tab.locator("#plaat .picture-view")
    assert frame.evaluate("view => view.scrollHeight - view.clientHeight") <= 1

    tab.locator("summary", has_text="Kleur").first.click()
    tab.locator("#w-kleur").select_option("hosting")
    tab.locator("details[open] button", has_text="Toon").click()
    expect(tab.locator("summary", has_text="Kleur: hosting")).to_be_visible()
    tab.locator("#plaat a[data-fold]").first.click()

    expect(tab.locator("summary", has_text="1 ingeklapt")).to_be_visible()
    assert "kleur=hosting" in tab.url
    context.close()


@pytest.mark.parametrize(("width", "has_script"), [(1280, True), (390, True), (390, False)])
def test_refused_choice_is_in_view_and_focused(browser: Browser, address: str, width: int, has_script: bool) -> None:
    size = {"width": width, "height": 900}
    context = browser.new_context(locale="nl-NL", java_script_enabled=has_script, viewport=size)
    tab = context.new_page()
    tab.goto(address + "/platen/landschap")
    tab.locator("summary", has_text="Datum").click()
    tab.locator("#w-op").fill("2029-02-30")
    tab.locator("#w-op").press("Enter")

    told = tab.get_by_role("alert")
    expect(told).to_contain_text("2029-02-30")
    expect(told).to_be_in_viewport(ratio=1)
    expect(told).to_be_focused()
    context.close()


def test_paper_has_the_whole_picture_on_one_page_that_lies_on_its_side(page: Page, address: str) -> None:
    page.goto(address + "/platen/landschap?zoek=portaal")
    page.emulate_media(media="print")

    hidden = [".picture-tools", ".wishes", ".downloads", "header.top", ".box-hint"]
    assert [one for one in hidden if page.locator(one).first.is_visible()] == []
    tall = page.evaluate("document.querySelector('#plaat svg').getBoundingClientRect().height")
    paper = page.pdf(prefer_css_page_size=True)

    assert tall <= 186 / 25.4 * 96
    first = paper.index(b"/MediaBox")
    wide, high = (float(one) for one in paper[first : first + 60].split(b"[")[1].split(b"]")[0].split()[2:4])
    assert wide > high


def test_high_contrast_of_the_system_keeps_the_frame_and_the_choices(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="nl-NL", forced_colors="active", reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(address + "/platen/landschap?kleur=hosting")

    assert tab.evaluate("getComputedStyle(document.querySelector('.wish.on > summary')).borderTopStyle") == "solid"
    assert tab.evaluate("getComputedStyle(document.querySelector('#plaat svg a')).transitionDuration") in ("0s", "")
    context.close()
