"""Texts in more than one language, in a format with one text a field: the first stays, the others become properties.

A property `name@en` holds the name in English, `documentation@en` the text, `Key@en` the English value of the property
Key. Which language the first text has stands once with the model; a concept that differs says so itself. They stand
last, so that they can be told from properties of the author when the file comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from archrepo.exchange.model import Phrase, Property

_NAME: Final = "name"
_TEXT: Final = "documentation"
_CARRIED = re.compile("(name|documentation)@([A-Za-z0-9-]*)")


class Described(Protocol):
    """A concept, or the model itself."""

    @property
    def names(self) -> tuple[Phrase, ...]:
        """Return the names."""

    @property
    def texts(self) -> tuple[Phrase, ...]:
        """Return the documentation."""

    @property
    def properties(self) -> tuple[Property, ...]:
        """Return the properties."""


@dataclass(frozen=True, slots=True)
class Said:
    """Names, documentation and properties of one concept."""

    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...]
    properties: tuple[Property, ...]


def language_of(concepts: Iterable[Described]) -> str:
    """Return the language of the first name or text that there is; "" when that says none."""
    return next((phrase.language for one in concepts for phrase in (*one.names, *one.texts)), "")


def value_languages(concepts: Iterable[Described]) -> tuple[str, ...]:
    """Return the languages in which properties have values, sorted."""
    return tuple(sorted({value.language for one in concepts for value in one.properties if value.language}))


def in_one_language(one: Described, language: str) -> Said:
    """Return the concept with one name and one text, each without a language, and the rest as properties."""
    names, more_names = _first(_NAME, one.names, language)
    texts, more_texts = _first(_TEXT, one.texts, language)
    kept = (Property(_key(value), value.value) for value in one.properties)
    return Said(names, texts, (*kept, *more_names, *more_texts))


def in_all_languages(one: Described, language: str, languages: Sequence[str]) -> Said:
    """Return the concept as it was before `in_one_language`."""
    at = len(one.properties)
    seen = _TEXT
    while at and (found := _CARRIED.fullmatch(one.properties[at - 1].key)):
        if found[1] == _TEXT and seen == _NAME:
            break
        seen = found[1]
        at -= 1
    carried = one.properties[at:]
    values = tuple(_value(value, languages) for value in one.properties[:at])
    return Said(_all(_NAME, one.names, carried, language), _all(_TEXT, one.texts, carried, language), values)


def _first(what: str, phrases: Sequence[Phrase], language: str) -> tuple[tuple[Phrase, ...], tuple[Property, ...]]:
    if not phrases:
        return (), ()
    first, *others = phrases
    # The first is named too when its language is another one, or when it could be taken for the second.
    is_named = first.language != language or (others and others[0].text == first.text)
    carried = ([first] if is_named else []) + others
    return (Phrase(first.text),), tuple(Property(f"{what}@{phrase.language}", phrase.text) for phrase in carried)


def _all(what: str, phrases: Sequence[Phrase], carried: Sequence[Property], language: str) -> tuple[Phrase, ...]:
    said = [Phrase(one.value, one.key.partition("@")[2]) for one in carried if one.key.partition("@")[0] == what]
    if not phrases:
        return tuple(said)
    if said and said[0].text == phrases[0].text:
        return tuple(said)
    return (Phrase(phrases[0].text, phrases[0].language or language), *said)


def _key(value: Property) -> str:
    return f"{value.key}@{value.language}" if value.language else value.key


def _value(value: Property, languages: Sequence[str]) -> Property:
    key, _, language = value.key.rpartition("@")
    return Property(key, value.value, language) if language and language in languages else value
