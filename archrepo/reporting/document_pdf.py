"""A document as PDF/UA-1: tagged, with language, title, headings, table headers and words for every picture."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from archrepo.language import Text
from archrepo.reporting.document import Block, Bullets, Document, Heading, Paragraph, Table

_FORM = Path(__file__).with_name("document.typ")
_WORDS = {
    "contents_word": Text("Inhoud", "Contents"),
    "table_word": Text("Tabel", "Table"),
    "picture_word": Text("Figuur", "Figure"),
}
_COVER = (Text("Over dit document", "About this document"), Text("gegeven", "fact"), Text("waarde", "value"))


def document_pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1; letters in pictures are fonts of this computer, all others travel along."""
    content = {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "date": document.date,
        "cover": [list(pair) for pair in document.cover],
        "cover_words": [word.in_(document.language) for word in _COVER],
        "blocks": [_block(block) for block in document.blocks],
        **{name: word.in_(document.language) for name, word in _WORDS.items()},
    }
    made = typst.compile(
        _FORM.read_bytes(),
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
        sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


def _block(block: Block) -> dict[str, object]:
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
    return {"kind": "picture", "svg": block.svg, "words": block.words, "caption": block.caption}
