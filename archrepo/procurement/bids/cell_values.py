"""What a bidder types in a cell, as a word with an explanation, a web address or a choice."""

from __future__ import annotations

import re

import pyoxigraph as ox

_LONGER = re.compile(r"(?P<word>[^\W\d_]+)\s*(?:[,;:.(–]|\s-)\s*(?P<rest>\S.*)", re.DOTALL)
_WEB = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")


def word_and_rest(text: str) -> tuple[str, str]:
    """Return the first word of an answer as `word_of` gives it and what stands behind a comma or such; else all."""
    found = _LONGER.fullmatch(text.strip())
    return (word_of(found["word"]), found["rest"].strip().removesuffix(")")) if found else (word_of(text), "")


def is_web_address(text: str) -> bool:
    """Tell whether the text is a whole web address."""
    return _WEB.fullmatch(text) is not None and is_iri(text)


def is_iri(text: str) -> bool:
    """Tell whether the text can be the name of a thing; what a stranger wrote in a hidden sheet need not be."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def word_of(text: str) -> str:
    """Return an answer of one word as it is compared, in small letters and without a full stop or exclamation mark."""
    return text.casefold().strip(" .!")


def is_choice(value: str) -> bool:
    """Tell whether the text of a choice is a word or the name of a thing; no text is no choice."""
    return bool(value) and (":" not in value or is_iri(value))
