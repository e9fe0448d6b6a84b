"""The measured widths are never less than what a browser, a PNG or a PDF draws, and hardly more."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from archrepo.diagrams import Artist, font
from archrepo.diagrams.text import width_em
from archrepo.generated_views import build_view
from archrepo.lettering import STAND_INS, font_files, has_letters, png_of, shown
from archrepo.workspace import Workspace

read_face = runpy.run_path(str(Path(__file__).with_name("font_widths.py")))["read_face"]

WORDS = (
    "Zaakafhandelcomponent",
    "Wmo-systeem",
    "Überprüfung één façade",
    "MijnOverheid & Berichtenbox 2.0",
    "▲ ■ « » … –",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="30" font-size="20" font-family="{}">{}</svg>'


def test_the_font_of_png_and_pdf_comes_with_the_installation() -> None:
    assert has_letters()
    assert font_files()[0].stem == "SourceSansPro-Regular"


@pytest.mark.parametrize(("cut", "table"), [(0, font.REGULAR), (1, font.BOLD), (2, font.REGULAR), (3, font.BOLD)])
def test_no_character_is_wider_in_the_font_of_the_package_than_in_the_table(cut: int, table: dict[str, float]) -> None:
    face = read_face(font_files()[cut])
    # What only the italic lacks is drawn upright, so the box for a missing letter counts for the upright fonts alone.
    missing = face.missing if cut < 2 else 0

    wider = [letter for letter, wide in table.items() if face.widths.get(ord(letter), missing) / 2048 > wide]

    assert wider == []


def test_every_stand_in_is_in_the_font() -> None:
    face = read_face(font_files()[0], stand_ins={})

    assert [sign for sign, drawn in STAND_INS.items() if any(ord(each) not in face.widths for each in drawn)] == []
    assert [sign for sign in STAND_INS if ord(sign) in face.widths] == []


def test_letters_that_count_as_shown_are_in_the_font_upright_and_bold() -> None:
    faces = [read_face(font_files()[cut], stand_ins={}).widths for cut in (0, 1)]

    for code in range(0x20, 0xFFFF):
        is_in_font = all(code in face for face in faces) and code != 0xFEFF
        assert (shown(chr(code)) == chr(code)) == is_in_font, hex(code)


def test_a_png_has_the_same_letters_whatever_fonts_the_picture_names() -> None:
    pictures = {
        png_of(SVG.format(family, '<text y="20">Zaak “één” ▲ ij</text>'))
        for family in ("Liberation Sans", "Segoe UI", "Arial, sans-serif", font.FAMILY, "monospace")
    }

    assert len(pictures) == 1
    assert pictures != {png_of(SVG.format("Arial", ""))}


@pytest.mark.parametrize(
    "words", ["😀👩‍💻", "مرحبا بالعالم", "שלום", "架構圖", "한국어", "\u200b\u200d", "e\u0301\u0302", "x" * 10_000]
)
def test_letters_that_the_font_lacks_still_give_a_picture(words: str) -> None:
    assert png_of(SVG.format("Arial", f'<text y="20">{words}</text>')).startswith(b"\x89PNG")


@pytest.mark.browser
@pytest.mark.parametrize("bold", [False, True])
def test_measured_width_is_hardly_more_than_that_of_the_browser_and_never_less(browser: Browser, bold: bool) -> None:
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
        assert pixels * 0.999 <= width_em(words, bold=bold) * 100 <= pixels * 1.07, words


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
