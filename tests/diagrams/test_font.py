"""The measured widths are those of the letters that a browser draws."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from archrepo.diagrams import Artist, font
from archrepo.diagrams.text import width_em
from archrepo.generated_views import build_view
from archrepo.workspace import Workspace

WORDS = (
    "Zaakafhandelcomponent",
    "Wmo-systeem",
    "Überprüfung één façade",
    "MijnOverheid & Berichtenbox 2.0",
    "● ▲ ■ « » … –",
)


@pytest.mark.browser
@pytest.mark.parametrize("bold", [False, True])
def test_measured_width_is_that_of_the_browser(browser: Browser, bold: bool) -> None:
    weight = "bold" if bold else "normal"
    texts = "".join(
        f'<text y="{20 * i}" font-family="{font.FAMILY}" font-size="100" font-weight="{weight}">'
        f"{words.replace('&', '&amp;')}</text>"
        for i, words in enumerate(WORDS)
    )
    page = browser.new_page()
    page.set_content(f'<svg xmlns="http://www.w3.org/2000/svg">{texts}</svg>')
    measured = page.evaluate("[...document.querySelectorAll('text')].map(t => t.getComputedTextLength())")
    page.close()

    for words, pixels in zip(WORDS, measured, strict=True):
        assert width_em(words, bold=bold) * 100 == pytest.approx(pixels, rel=0.02), words


@pytest.mark.browser
def test_no_label_leaves_its_box_in_a_browser(browser: Browser, voorbeeldstad: Workspace) -> None:
    svg = Artist(voorbeeldstad.metamodel).draw(build_view(voorbeeldstad, "landschap"))
    script = """() => [...document.querySelectorAll('svg > g[id]')].filter(group => {
        const box = group.querySelector('path').getBBox(), text = group.querySelector('text')?.getBBox()
        return text && (text.x < box.x - 1 || text.x + text.width > box.x + box.width + 1
            || text.y < box.y - 2 || text.y + text.height > box.y + box.height + 2)
    }).map(group => group.textContent)"""
    page = browser.new_page()
    page.set_content(svg)
    outside = page.evaluate(script)
    page.close()

    assert outside == []
