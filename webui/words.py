"""The language of a page: what the reader chose by ?lang= or earlier by the language link, else that of the viewer.

A viewer that was started without a language takes the one that the browser prefers, and Dutch when that is neither.
"""

from __future__ import annotations

from datetime import date

from flask import current_app, g, request
from markupsafe import Markup, escape

from archrepo.language import LANGUAGES, Language, Text
from archrepo.wording import date_text, number_text

COOKIE = "taal"
#: Parameters of saved views by the name that the addresses of these pages use.
DUTCH_NAMES = {"start": "van", "hops": "stappen", "by": "groepeer", "colour": "kleur"}


def chosen_language() -> Language:
    """Return the language of this request."""
    preferred = request.accept_languages.best_match(LANGUAGES)
    asked = request.args.get("lang"), request.cookies.get(COOKIE), current_app.config.get("LANGUAGE"), preferred
    return next((language for wanted in asked for language in LANGUAGES if language == wanted), "nl")


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


def coded(value: Text | str | None) -> Markup:
    """Return a text with what stands between back quotes as code; everything in it is escaped."""
    pieces = words(value).split("`")
    if len(pieces) % 2 == 0:
        return escape(words(value))
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )
