"""What Word itself keeps up to date in a document: the table of contents and the number of each page.

The contents are filled in already, as Word asks its reader before it works out a field and other programs never do.
"""

from __future__ import annotations

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from archrepo.language import Text
from archrepo.reporting.document import Document, Heading, printable

_CONTENTS = Text("Inhoud", "Contents")
_PAGE, _OF = Text("pagina", "page"), Text("van", "of")
_GREY = RGBColor(0x55, 0x55, 0x55)
#: Headings of one level, as links, without numbers of pages: those are only known to who lays out the pages.
_FIELD = r'TOC \o "1-1" \h \z \n'


class Bookmarks:
    """The name that each chapter of a document has in the file, for the table of contents to lead to."""

    def __init__(self, document: Document) -> None:
        """Number the headings of level 1 in order."""
        self.chapters = tuple(one for one in document.blocks if isinstance(one, Heading) and one.level == 1)
        self._numbers = {id(one): number for number, one in enumerate(self.chapters, start=1)}

    def name(self, heading: Heading) -> str:
        """Return the name of a chapter."""
        return f"_Toc{self._numbers[id(heading)]:04}"

    def put(self, paragraph: WordParagraph, heading: Heading) -> None:
        """Mark the paragraph of a heading when it begins a chapter."""
        if id(heading) not in self._numbers:
            return
        number = str(self._numbers[id(heading)])
        start = _element("w:bookmarkStart", {"w:id": number, "w:name": self.name(heading)})
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": number}))


def add_contents(file: WordFile, document: Document, marks: Bookmarks) -> None:
    """Add the chapters as links; nothing when there are none."""
    if not marks.chapters:
        return
    title = file.add_paragraph().add_run(_CONTENTS.in_(document.language))
    title.bold, title.font.size = True, Pt(13)
    for index, chapter in enumerate(marks.chapters):
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        if index == 0:
            _begin(paragraph, _FIELD)
        link = _element("w:hyperlink", {"w:anchor": marks.name(chapter), "w:history": "1"})
        link.append(paragraph.add_run(printable(chapter.text))._r)
        paragraph._p.append(link)
        if index == len(marks.chapters) - 1:
            _mark(paragraph, "end")


def add_footer(file: WordFile, document: Document) -> None:
    """Put the title above each page but the first, and the number of the page below all of them."""
    section = file.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = section.footer_distance = Cm(1.1)
    head = section.header.paragraphs[0].add_run(printable(document.title))
    head.font.size, head.font.color.rgb = Pt(8.5), _GREY
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.add_run(f"{_PAGE.in_(document.language)} ")
        _field(paragraph, "PAGE")
        paragraph.add_run(f" {_OF.in_(document.language)} ")
        _field(paragraph, "NUMPAGES")
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), _GREY


def _field(paragraph: WordParagraph, instruction: str) -> None:
    _begin(paragraph, instruction)
    paragraph.add_run("1")
    _mark(paragraph, "end")


def _begin(paragraph: WordParagraph, instruction: str) -> None:
    _mark(paragraph, "begin")
    words = _element("w:instrText", {"xml:space": "preserve"})
    words.text = f" {instruction} "
    paragraph.add_run()._r.append(words)
    _mark(paragraph, "separate")


def _mark(paragraph: WordParagraph, kind: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", {"w:fldCharType": kind}))


def _element(name: str, attributes: dict[str, str]) -> etree._Element:
    made: etree._Element = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made
