"""A document as Word file: real headings, repeated table headings, its language, and words for pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from archrepo.language import Text
from archrepo.lettering import PRINT_ZOOM, png_of
from archrepo.reporting.document import Block, Bullets, Document, Heading, Paragraph, Table, printable
from archrepo.reporting.document_docx_fields import Bookmarks, add_contents, add_footer
from archrepo.reporting.zipped import without_clock

_BLUE = RGBColor(0x15, 0x42, 0x73)
_WIDTH_CM = 16.6
#: With more columns the letters are smaller.
_MOST_COLUMNS = 6
_COVER = (Text("Over dit document", "About this document"), Text("gegeven", "fact"), Text("waarde", "value"))
_LOCALE = {"nl": "nl-NL", "en": "en-GB"}


def document_docx(document: Document) -> bytes:
    """Return the document as DOCX; the same document gives the same bytes."""
    file = docx.Document()
    _set_up(file, document)
    styles = {style.name: style.style_id for style in file.styles if style.name}
    file.add_paragraph(printable(document.title), style="Title")
    file.add_paragraph(printable(document.subtitle), style="Subtitle")
    if document.cover:
        caption, name, value = (word.in_(document.language) for word in _COVER)
        _table(file, Table(caption, (name, value), document.cover, (1, 2)), styles)
    marks = Bookmarks(document)
    if document.cover:
        add_contents(file, document, marks)
    add_footer(file, document)
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for block in document.blocks:
        _write(file, block, marks, styles)
    out = io.BytesIO()
    file.save(out)
    return without_clock(out.getvalue())


def _set_up(file: WordFile, document: Document) -> None:
    moment = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
    properties = file.core_properties
    properties.title, properties.author, properties.language = (
        printable(document.title)[:255],
        "archrepo",
        document.language,
    )
    properties.comments, properties.last_modified_by, properties.revision = "", "archrepo", 1
    properties.created, properties.modified = moment, moment
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LOCALE[document.language])
    normal.element.get_or_add_rPr().append(language)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        file.styles[name].font.color.rgb = _BLUE


def _add(file: WordFile, words: str, style: str, styles: Mapping[str, str]) -> WordParagraph:
    """Return a new paragraph; python-docx 1.2 looks through all styles for the name, so it gets the id instead."""
    added = file.add_paragraph(printable(words))
    added._p.style = styles[style]
    return added


def _write(file: WordFile, block: Block, marks: Bookmarks, styles: Mapping[str, str]) -> None:
    if isinstance(block, Heading):
        marks.put(_add(file, block.text, f"Heading {block.level}", styles), block)
    elif isinstance(block, Paragraph):
        _paragraph(file, block, styles)
    elif isinstance(block, Bullets):
        for item in block.items:
            _add(file, item, "List Number" if block.is_ordered else "List Bullet", styles)
    elif isinstance(block, Table):
        _table(file, block, styles)
    else:
        shown = file.add_picture(io.BytesIO(png_of(block.svg, PRINT_ZOOM)), width=Cm(_WIDTH_CM))
        shown._inline.docPr.set("descr", printable(block.words))
        _add(file, block.caption, "Caption", styles)


def _paragraph(file: WordFile, block: Paragraph, styles: Mapping[str, str]) -> None:
    added = _add(file, "", "Intense Quote", styles) if block.tone == "quote" else file.add_paragraph()
    run = added.add_run(printable(block.text))
    if block.tone == "lead":
        run.bold, run.font.size = True, Pt(12)
    elif block.tone == "note":
        run.font.size = Pt(9)


def _table(file: WordFile, block: Table, styles: Mapping[str, str]) -> None:
    caption = _add(file, block.caption, "Caption", styles)
    caption.paragraph_format.keep_with_next = True
    table = file.add_table(rows=1, cols=len(block.headings), style="Light Grid Accent 1")
    table.autofit = False
    _fill(table.rows[0].cells, block.headings, block, is_heading=True)
    for row in block.rows:
        _fill(table.add_row().cells, row, block)
    for index, made in enumerate(table.rows):
        properties = made._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
    _set_widths(table, block)


def _fill(cells: Sequence[_Cell], words: Sequence[str], block: Table, *, is_heading: bool = False) -> None:
    for column, (cell, word) in enumerate(zip(cells, words, strict=True)):
        paragraph: WordParagraph = cell.paragraphs[0]
        run = paragraph.add_run(printable(word))
        run.font.size = Pt(9) if len(words) <= _MOST_COLUMNS else Pt(8.5)
        run.bold = is_heading or (block.has_row_names and column == 0)
        if column in block.numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_widths(table: WordTable, block: Table) -> None:
    shares = block.widths or (1,) * len(block.headings)
    for column, share in zip(table.columns, shares, strict=True):
        width = Cm(_WIDTH_CM * share / sum(shares))
        column.width = width
        for cell in column.cells:
            cell.width = width
