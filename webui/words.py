"""The language of a page: Dutch unless the reader chose English by ?lang= or earlier by the language link."""

from __future__ import annotations

from datetime import date

from flask import g, request

from archrepo.language import LANGUAGES, Language, Text
from archrepo.wording import date_text, number_text

COOKIE = "taal"


def chosen_language() -> Language:
    """Return the language of this request."""
    wanted = request.args.get("lang") or request.cookies.get(COOKIE)
    return next((language for language in LANGUAGES if language == wanted), "nl")


def language() -> Language:
    """Return the language that was chosen when the request came in."""
    found: Language = g.get("language", "nl")
    return found


def t(dutch: str, english: str, **values: object) -> str:
    """Return the sentence in the language of the page, with `{name}` filled in; templates use this for every word."""
    return Text(dutch, english).format(**values).in_(language()) if values else Text(dutch, english).in_(language())


def words(text: Text | str | None) -> str:
    """Return a text of the model or the core in the language of the page."""
    return text.in_(language()) if isinstance(text, Text) else text or ""


def day(value: date | str | None) -> str:
    """Return a date in words."""
    return date_text(value).in_(language()) if value else ""


def number(value: int) -> str:
    """Return a number with the separators of the language."""
    return number_text(value).in_(language())
