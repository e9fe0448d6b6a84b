"""A folder of pictures: a file name for each title, and a page that lists them all.

The page needs nothing but itself: no script, no style sheet, no network; it opens from a folder, a zip or a web server.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from archrepo.language import Language, Text
from archrepo.wording import date_text
from archrepo.workspace import Workspace

_LONGEST_NAME = 80
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_HEADING = Text("Platen van {name}", "Views of {name}")
_COUNT = Text("{number} platen, peildatum {date}.", "{number} views, reference date {date}.")
_ONE = Text("1 plaat, peildatum {date}.", "1 view, reference date {date}.")
_EMPTY = Text("leeg", "empty")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}li{margin:.4rem 0}a{color:#00508c}p{margin:.3rem 0}"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the folder: its file, its title, what it answers (may be ""), and whether nothing is on it."""

    file: str
    title: str
    question: str
    is_empty: bool


def slugs(titles: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a file name without ending for each title, in order, all different and none of them `taken`.

    A title gives the same name in every run as long as the titles before it do not change.
    """
    used = {name.casefold() for name in taken}
    names = []
    for title in titles:
        letters = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
        stem = name = _NO_LETTER.sub("-", letters)[:_LONGEST_NAME].strip("-") or "plaat"
        number = 1
        while name in used:
            number += 1
            name = f"{stem}-{number}"
        used.add(name)
        names.append(name)
    return tuple(names)


def index_page(workspace: Workspace, pictures: Sequence[Picture], language: Language) -> str:
    """Return the page that lists the pictures in the order given, each by its title."""
    heading = escape(_HEADING.format(name=workspace.name).in_(language))
    counted = (_ONE if len(pictures) == 1 else _COUNT).format(number=len(pictures), date=date_text(workspace.as_of))
    items = "\n".join(_item(picture, language) for picture in pictures)
    listed = f"<ul>\n{items}\n</ul>\n" if items else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{heading}</h1>\n"
        f"<p>{escape(counted.in_(language))}</p>\n{listed}</main>\n</body>\n</html>\n"
    )


def _item(picture: Picture, language: Language) -> str:
    empty = f" ({_EMPTY.in_(language)})" if picture.is_empty else ""
    question = f"<p>{escape(picture.question)}</p>" if picture.question else ""
    return f'<li><a href="{escape(picture.file)}">{escape(picture.title)}</a>{empty}{question}</li>'
