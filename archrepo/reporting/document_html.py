"""A document as one HTML file that needs nothing else: form and pictures travel inside."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from archrepo.language import Text
from archrepo.reporting.document import Block, Bullets, Document, Heading, Paragraph, Table, chapters

_FORM = Path(__file__).with_name("document.css")
_COVER = Text("Over dit document", "About this document")
_CONTENTS = Text("Inhoud", "Contents")
#: A file that is opened from disk has no headers, so it carries its own policy: no script and nothing from elsewhere.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def document_html(document: Document) -> str:
    """Return the document as a whole page, ending in a line end."""
    language = document.language
    cover = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in document.cover)
    headed = chapters(document)
    numbers = {id(heading): f"h{number}" for number, heading in enumerate(headed, 1)}
    contents = "".join(
        f'<li class="level-{heading.level}"><a href="#{numbers[id(heading)]}">{escape(heading.text)}</a></li>'
        for heading in headed
    )
    body = "\n".join(_block(block, numbers.get(id(block), "")) for block in document.blocks)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{_FORM.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f'<header><h1>{escape(document.title)}</h1>\n<p class="lead">{escape(document.subtitle)}</p>\n'
        f"<h2>{_COVER.in_(language)}</h2>\n<dl>{cover}</dl></header>\n"
        f'<nav aria-label="{_CONTENTS.in_(language)}"><h2>{_CONTENTS.in_(language)}</h2><ol>{contents}</ol></nav>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block, anchor: str) -> str:
    if isinstance(block, Heading):
        level = block.level + 1
        name = f' id="{anchor}"' if anchor else ""
        return f"<h{level}{name}>{escape(block.text)}</h{level}>"
    if isinstance(block, Paragraph):
        if block.tone == "quote":
            return f"<blockquote><p>{escape(block.text)}</p></blockquote>"
        return f'<p class="{block.tone}">{escape(block.text)}</p>'
    if isinstance(block, Bullets):
        kind = "ol" if block.is_ordered else "ul"
        return f"<{kind}>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</{kind}>"
    if isinstance(block, Table):
        return _table(block)
    data = base64.b64encode(block.svg.encode()).decode()
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(block.words)}">'
        f"<figcaption>{escape(block.caption)}</figcaption></figure>"
    )


def _table(block: Table) -> str:
    def side(column: int) -> str:
        return ' class="num"' if column in block.numeric else ""

    head = "".join(f'<th scope="col"{side(column)}>{escape(word)}</th>' for column, word in enumerate(block.headings))
    rows = []
    for row in block.rows:
        cells = [
            f'<th scope="row">{escape(word)}</th>'
            if block.has_row_names and column == 0
            else f"<td{side(column)}>{escape(word)}</td>"
            for column, word in enumerate(row)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(block.caption)}"><table>'
        f"<caption>{escape(block.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{chr(10).join(rows)}\n</tbody></table></div>"
    )
