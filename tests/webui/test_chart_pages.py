"""The pictures for management in the viewer: each page, its form, its downloads, and a narrow screen."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from lxml import etree
from playwright.sync_api import Page, expect

from archrepo.charts import list_charts

NAMES = [query.name for query in list_charts()]
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_BROKEN_AMOUNTS = r"""() => {
  const broken = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const found of node.data.matchAll(/€[\s\u00a0]?[\d.,]*\d/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const boxes = [...range.getClientRects()].filter((one) => one.width > 0);
      const tops = new Set(boxes.map((one) => Math.round(one.top)));
      if (tops.size > 1) broken.push(found[0]);
    }
  }
  return broken;
}"""


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)

    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_page_has_the_picture_twice_its_words_and_its_downloads(client: FlaskClient, name: str, language: str) -> None:
    page = text(client, f"/platen/{name}?lang={language}")

    assert page.count('role="graphics-document"') == 2
    assert f"/platen/{name}.svg" in page
    assert f"/platen/{name}.png" in page
    assert "<caption>" in page
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_well_formed_and_png_is_a_png(client: FlaskClient, name: str) -> None:
    svg, png = client.get(f"/platen/{name}.svg"), client.get(f"/platen/{name}.png")

    assert svg.mimetype == "image/svg+xml"
    etree.fromstring(svg.data)
    assert png.data.startswith(b"\x89PNG")


def test_form_keeps_what_was_chosen_and_the_picture_tells_it(client: FlaskClient) -> None:
    page = text(client, "/platen/kostenkaart?by=ar:supplier&year=2026")

    assert '<option value="ar:supplier" selected>' in page
    assert 'name="year" value="2026"' in page
    assert "/platen/kostenkaart.svg?by=ar%3Asupplier&amp;year=2026" in page
    assert "Ingedeeld naar: leverancier" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_dutch_name_of_a_value_is_understood(client: FlaskClient) -> None:
    assert "selected>leverancier" in text(client, "/platen/kostenkaart?groepeer=ar:supplier")


@pytest.mark.parametrize("wrong", ["by=ar:BRP", "year=ooit", "by=%3Cscript%3E"])
def test_wrong_value_is_told_with_what_is_right(client: FlaskClient, wrong: str) -> None:
    page = text(client, f"/platen/kostenkaart?{wrong}")

    assert 'role="alert"' in page
    assert "<script>" not in page.replace("<script type", "")
    assert client.get(f"/platen/kostenkaart.svg?{wrong}").status_code == 404


def test_management_page_shows_two_pictures_and_leads_to_all_without_words_of_architects(client: FlaskClient) -> None:
    page = text(client, "/sturen")

    assert page.count("for-wide") == 2
    assert [name for name in NAMES if f'href="/platen/{name}"' not in page] == []
    words = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"ArchiMate|werkpakket|plateau|component\b", words, re.IGNORECASE)


def test_what_the_picture_names_leads_to_its_page(client: FlaskClient) -> None:
    page = text(client, "/platen/veranderlast")

    assert '<a href="/doc/' in page.split("graphics-document")[1]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["kostenkaart", "naleving", "routekaart", "veranderlast"])
def test_page_is_accessible_and_fits_a_telephone(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/platen/{name}")

    found = Axe().run(page, options=_RULES)

    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found.response["violations"]] == []
    expect(page.locator(".for-wide svg")).to_be_visible()
    expect(page.locator(".for-narrow svg")).to_be_hidden()

    page.set_viewport_size({"width": 320, "height": 640})

    expect(page.locator(".for-wide svg")).to_be_hidden()
    expect(page.locator(".for-narrow svg")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(_BROKEN_AMOUNTS) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/platen/veranderlast?quarters=400", "geef een heel getal van 1 tot en met 16"),
        ("/platen/kostenkaart?by=ar:owner&by=ar:domain", "kies één waarde voor by"),
        ("/platen/gegevensstromen?start=zaaksysteem&start=brp", "kies één waarde voor start"),
    ],
)
def test_a_value_out_of_range_or_given_twice_is_refused(client: FlaskClient, path: str, words: str) -> None:
    answer = client.get(path)

    assert words in answer.get_data(as_text=True)
