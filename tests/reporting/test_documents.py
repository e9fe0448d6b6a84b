"""A document in each format: the same words, no markup out of hostile words, the same bytes twice."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import html

from archrepo.reporting.document import Bullets, Document, Heading, Paragraph, Picture, Table
from archrepo.reporting.document_docx import document_docx
from archrepo.reporting.document_html import document_html
from archrepo.reporting.document_pdf import document_pdf

HOSTILE = '<script>alert(1)</script> #panic("x") *vet* \\u{1} $x$ {{ naam }} ]]> \x0b'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#154273"/></svg>'
)
DOCUMENT = Document(
    title="Toets van een inkoop",
    subtitle="Voldoet niet aan 2 principes",
    language="nl",
    date="2026-11-22",
    cover=(("Model", "Voorbeeldstad"), ("Vingerafdruk", "3aac94b")),
    blocks=(
        Heading(1, "Oordeel"),
        Paragraph("Voldoet niet aan twee principes.", "lead"),
        Paragraph("Levert een exitplan.", "quote"),
        Heading(2, "Per principe"),
        Table("Oordelen", ("principe", "oordeel", "punten"), (("INK-07", "voldoet niet", "23,33"),), (1, 2, 1), (2,)),
        Bullets(("eerste", "tweede"), is_ordered=True),
        Picture(SVG, "Wat wordt geraakt", "Een vlak"),
    ),
)
WORDS = ("Toets van een inkoop", "Voorbeeldstad", "Oordeel", "Levert een exitplan.", "INK-07", "23,33", "tweede")
HOSTILE_DOCUMENT = replace(
    DOCUMENT,
    title=HOSTILE,
    cover=((HOSTILE, HOSTILE),),
    blocks=(Heading(1, HOSTILE), Paragraph(HOSTILE), Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)), Bullets((HOSTILE,))),
)


def words_of_docx(data: bytes) -> str:
    file = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def words_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("word", WORDS)
def test_every_format_holds_the_words(word: str) -> None:
    assert word in document_html(DOCUMENT)
    assert word in words_of_docx(document_docx(DOCUMENT))
    assert word in words_of_pdf(document_pdf(DOCUMENT))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert document_docx(DOCUMENT) == document_docx(DOCUMENT)
    assert document_pdf(DOCUMENT) == document_pdf(DOCUMENT)


def test_pdf_is_tagged_has_a_language_and_says_that_it_is_accessible() -> None:
    root = pypdf.PdfReader(io.BytesIO(document_pdf(DOCUMENT))).root_object

    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert root["/Lang"] == "nl"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_word_file_has_headings_a_repeated_table_heading_and_words_for_the_picture() -> None:
    file = docx.Document(io.BytesIO(document_docx(DOCUMENT)))

    assert [one.text for one in file.paragraphs if one.style.name.startswith("Heading")] == ["Oordeel", "Per principe"]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in file.tables)
    assert [shape._inline.docPr.get("descr") for shape in file.inline_shapes] == ["Een vlak"]


def test_word_file_leads_to_its_chapters_and_numbers_its_pages() -> None:
    file = docx.Document(io.BytesIO(document_docx(DOCUMENT)))
    body, section = file.element.body, file.sections[0]
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]

    assert links == marks == ["_Toc0001"]
    assert "Inhoud" in [one.text for one in file.paragraphs]
    for footer in (section.footer, section.first_page_footer):
        assert " PAGE " in footer._element.xml and " NUMPAGES " in footer._element.xml
    assert section.header.paragraphs[0].text == DOCUMENT.title
    assert 'w:lang w:val="nl-NL"' in file.styles["Normal"].element.xml


def test_html_names_its_rows_and_loads_nothing() -> None:
    page = html.fromstring(document_html(DOCUMENT))

    assert page.get("lang") == "nl"
    assert [one.text for one in page.findall(".//tbody//th")] == ["INK-07"]
    assert not page.findall(".//script")
    assert all(one.get("src").startswith("data:") for one in page.findall(".//img"))


def test_hostile_words_stay_words() -> None:
    page = html.fromstring(document_html(HOSTILE_DOCUMENT))

    assert not page.findall(".//script")
    assert '#panic("x") *vet*' in words_of_docx(document_docx(HOSTILE_DOCUMENT))
    assert '#panic("x") *vet*' in words_of_pdf(document_pdf(HOSTILE_DOCUMENT)).replace("\n", " ")
