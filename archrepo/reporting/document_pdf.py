"""A document as PDF/UA-1: tagged, with language, title, headings, table headers and words for every picture."""

from __future__ import annotations

from pathlib import Path

from archrepo.language import Text
from archrepo.lettering import FAMILY, said_of_lacking
from archrepo.reporting.document import Block, Bullets, Document, Heading, Paragraph, Table
from archrepo.reporting.typesetting import Content, svg_on_paper, typeset, words_of

_FORM = Path(__file__).with_name("document.typ")
_WORDS = {
    "contents_word": Text("Inhoud", "Contents"),
    "table_word": Text("Tabel", "Table"),
    "picture_word": Text("Figuur", "Figure"),
}
_COVER = (Text("Over dit document", "About this document"), Text("gegeven", "fact"), Text("waarde", "value"))


def document_pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1; every letter travels along, and it says which letters cannot be shown.

    Raises:
        LimitFault: the typesetter gives up.
    """
    content: dict[str, Content] = {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "date": document.date,
        "font": FAMILY,
        "cover": [list(pair) for pair in document.cover],
        "cover_words": [word.in_(document.language) for word in _COVER],
        "blocks": [_block(block) for block in document.blocks],
        **{name: word.in_(document.language) for name, word in _WORDS.items()},
    }
    content["lacking"] = said_of_lacking(words_of(content), document.language)
    return typeset(_FORM, "document", content)


def _block(block: Block) -> dict[str, Content]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "tone": block.tone}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": block.items, "is_ordered": block.is_ordered}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": block.caption,
            "headings": block.headings,
            "rows": block.rows,
            "widths": block.widths,
            "numeric": block.numeric,
        }
    return {"kind": "picture", "svg": svg_on_paper(block.svg), "alt": block.words, "caption": block.caption}
