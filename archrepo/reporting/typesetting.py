"""JSON and a form become PDF/UA-1: the one place that knows the typesetter, its fonts and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import typst

from archrepo.diagrams import font
from archrepo.errors import LimitFault
from archrepo.language import Text
from archrepo.lettering import FAMILY, drawn_svg, font_folder, shown

Content: TypeAlias = "str | int | float | bool | list[Content] | tuple[Content, ...] | dict[str, Content] | None"

#: Words for a screen reader, which knows more letters than a font.
_SPOKEN: Final = frozenset({"alt"})


def typeset(form: Path, name: str, content: Mapping[str, Content]) -> bytes:
    """Return the form as PDF/UA-1, filled with `content`, which it reads as `name`; the same gives the same bytes.

    Letters that the font lacks are shown as its empty box, as PDF/UA forbids a letter without a shape.

    Raises:
        LimitFault: the typesetter gives up.
    """
    try:
        made = typst.compile(
            form,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=0,
            font_paths=[font_folder()],
            ignore_system_fonts=True,
            sys_inputs={name: json.dumps(_with_letters(dict(content)), ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise LimitFault(
            Text("dit document kan geen PDF worden", "this document cannot become a PDF"),
            remedy=Text(
                "kies een andere vorm: .svg, .png of .pptx voor een plaat, .docx of .html voor een rapport",
                "choose another form: .svg, .png or .pptx for a picture, .docx or .html for a report",
            ),
        ) from error
    assert isinstance(made, bytes)
    return made


def svg_on_paper(svg: str) -> str:
    """Return the SVG with the font that travels along; else it would have letters of this computer, or none."""
    return drawn_svg(svg.replace(font.FAMILY, FAMILY))


def words_of(content: Content) -> Iterator[str]:
    """Yield every text in the content in order, without pictures and what is only spoken."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for name, part in content.items():
            if name != "svg" and name not in _SPOKEN:
                yield from words_of(part)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from words_of(part)


def _with_letters(content: Content) -> Content:
    if isinstance(content, str):
        return shown(content)
    if isinstance(content, dict):
        return {name: part if name in _SPOKEN else _with_letters(part) for name, part in content.items()}
    if isinstance(content, list | tuple):
        return [_with_letters(part) for part in content]
    return content
