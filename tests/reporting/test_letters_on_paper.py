"""Names with letters that no font of ours has become a PDF, which shows a box for them and says so in words."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from archrepo.diagrams.words import Cell, Rows, Twin
from archrepo.errors import LimitFault
from archrepo.lettering import NO_LETTER, drawn_svg, said_of_lacking, shown
from archrepo.picture_files import Plate, remarks_on
from archrepo.reporting.document import Bullets, Document, Heading, Paragraph, Picture, Table
from archrepo.reporting.document_pdf import document_pdf
from archrepo.reporting.picture_pdf import Sheet, pictures_pdf
from archrepo.reporting.typesetting import typeset
from archrepo.views import View

STRANGE = (
    "Zaak 😀 brandweer",
    "بلدية",
    "架構圖",
    "שלום",
    "nummer \ue000 hier",
    "👩\u200d💻",
    "a\x07\ufe0f\u2028b",
    "𝔘",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="9">{}</text></svg>'


def sheet(name: str) -> Sheet:
    boxes = Rows("Wat er staat", ("Naam",), ((Cell(name),),))
    return Sheet(SVG.format(name), Twin(name, (f"Over {name}.",), boxes, Rows("", (), ())))


def document(name: str) -> Document:
    blocks = (Heading(1, name), Paragraph(name), Bullets((name,)), Table(name, (name,), ((name,),)))
    picture = Picture(SVG.format(name), name, name)
    return Document(name, name, "nl", "2026-11-22", ((name, name),), (*blocks, picture))


def words_of_pdf(data: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


@pytest.mark.parametrize("name", STRANGE)
def test_every_name_becomes_a_picture_and_a_document_on_paper(name: str) -> None:
    assert pictures_pdf([sheet(name)], "nl").startswith(b"%PDF")
    assert document_pdf(document(name)).startswith(b"%PDF")


def test_both_say_once_which_names_have_letters_that_are_not_shown() -> None:
    for made in (
        pictures_pdf([sheet("Zaak 😀 brandweer"), sheet("Zaak 😀 brandweer")], "nl"),
        document_pdf(document("Zaak 😀 brandweer")),
    ):
        words = words_of_pdf(made)
        assert words.count("Sommige letters kan dit bestand niet tonen; op hun plaats staat ☐.") == 1
        assert "(U+1F600)." in words
    assert "Some letters cannot be shown in this file" in words_of_pdf(
        document_pdf(replace(document("架構圖"), language="en"))
    )
    assert "Sommige letters" not in words_of_pdf(document_pdf(document("Één “naam” → ●")))


def test_letters_without_a_look_alike_become_a_box_and_marks_without_width_go() -> None:
    assert [shown(name) for name in STRANGE[:3]] == ["Zaak ☐ brandweer", NO_LETTER * 5, NO_LETTER * 3]
    assert shown("\uf0b7 punt\u2011komma ●") == "• punt-komma ◉"
    assert shown("cafe\u0301 \u200bx\u2003y") == "café x y"
    assert shown("gewoon\téén\n") == "gewoon\téén\n"


def test_many_names_are_counted_and_a_long_text_is_told_by_the_words_around_the_letter() -> None:
    many = said_of_lacking([f"Naam{number} 😀 is lang" for number in range(11)], "nl")

    assert many.endswith("'Naam7 ☐ is' (U+1F600); en nog 3.")
    assert said_of_lacking(["niets \uf0b7 vreemd"], "nl") == ""


def test_no_line_is_stretched_to_the_width_that_a_missing_letter_was_reckoned_to_have() -> None:
    svg = '<text><tspan textLength="90" lengthAdjust="spacingAndGlyphs">Zaak 😀</tspan></text>'

    assert drawn_svg(svg) == "<text><tspan>Zaak ☐</tspan></text>"


def test_what_the_typesetter_refuses_is_a_fault_with_a_remedy(tmp_path: Path) -> None:
    form = tmp_path / "form.typ"
    form.write_text("#unknown", encoding="utf-8")

    with pytest.raises(LimitFault) as caught:
        typeset(form, "content", {})

    assert caught.value.remedy is not None


def test_a_png_whose_names_have_other_letters_is_told_of_by_the_command() -> None:
    view = View("v", "Proef", (), (), "generated")
    words = Twin("Proef", (), Rows("", (), ()), Rows("", (), ()))
    strange, plain = (
        Plate(f"<svg><text><tspan>{name}</tspan></text></svg>", view, words)
        for name in ("Plein 😀 &amp; straat", "Plein &amp; straat")
    )

    [remark] = remarks_on(Path("plaat.png"), [strange], "nl")

    assert "'Plein ☐ &' (U+1F600)" in remark.nl
    assert remarks_on(Path("plaat.png"), [plain], "nl") == ()
