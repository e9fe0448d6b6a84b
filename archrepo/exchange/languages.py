"""Texts in more than one language, in a format with one text a field: the first stays, the others become properties.

A property `name@en` holds the name in English, `documentation@en` the text, `Key@en` the English value of the property
Key. Which language the first text has stands once with the model; a concept that differs says so itself. They count
wherever they stand, for other tools add and sort properties; a key of the author that looks like one ends in `@`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from archrepo.exchange.carried import DATA_TYPES, LANGUAGE, LANGUAGES, stated, with_carried, without
from archrepo.exchange.model import (
    FileElement,
    FileRelation,
    FileView,
    Folder,
    ModelFile,
    Phrase,
    Property,
    concepts,
)

_NAME: Final = "name"
_TEXT: Final = "documentation"
_STRING: Final = "string"
#: Says that the first text of a concept has no language, or, as that of a text, that none has the usual one.
_NONE: Final = "-"
_CARRIED = re.compile("(name|documentation)@[A-Za-z0-9-]*")
#: A key of the author that is one of ours but for the marks behind it.
_LIKE_CARRIED = re.compile(f"{_CARRIED.pattern}@*")


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


_One = TypeVar("_One", ModelFile, FileElement, FileRelation, FileView, Folder)


def in_one_language(model: ModelFile) -> ModelFile:
    """Return the model with one text a field, none with a language, and text as the type of all property values.

    A model that is so already comes back itself.
    """
    everything: tuple[Described, ...] = (model, *concepts(model), *_folders(model.folders))
    languages = sorted({value.language for one in everything for value in one.properties if value.language})
    types = "\n".join(f"{kind} {key}" for key, kind in sorted(model.keys.items()) if kind != _STRING)
    is_plain = all(
        len(phrases) <= 1 and not any(phrase.language for phrase in phrases)
        for one in everything
        for phrases in (one.names, one.texts)
    )
    if is_plain and not languages and not types:
        return model
    first = next((phrase.language for one in everything for phrase in (*one.names, *one.texts)), "")
    described = _lowered(model, first)
    said = [(LANGUAGE, first or _NONE), (LANGUAGES, " ".join(languages)), (DATA_TYPES, types)]
    return replace(
        described,
        properties=with_carried(described.properties, said),
        elements=tuple(_lowered(one, first) for one in model.elements),
        relations=tuple(_lowered(one, first) for one in model.relations),
        views=tuple(_lowered(one, first) for one in model.views),
        folders=tuple(_lowered_folder(folder, first) for folder in model.folders),
        keys=dict.fromkeys(model.keys, _STRING),
    )


def in_all_languages(model: ModelFile) -> ModelFile:
    """Return the model as it was before `in_one_language`; one that never was in more languages comes back itself."""
    if not stated(model.properties, LANGUAGE):
        return model
    first = stated(model.properties, LANGUAGE).replace(_NONE, "")
    languages = frozenset(stated(model.properties, LANGUAGES).split())
    types = dict(_type_of(line) for line in stated(model.properties, DATA_TYPES).split("\n") if line)
    model = replace(model, properties=without(model.properties, (LANGUAGE, LANGUAGES, DATA_TYPES)))
    made = replace(
        _lifted(model, first, languages),
        elements=tuple(_lifted(one, first, languages) for one in model.elements),
        relations=tuple(_lifted(one, first, languages) for one in model.relations),
        views=tuple(_lifted(one, first, languages) for one in model.views),
        folders=tuple(_lifted_folder(folder, first, languages) for folder in model.folders),
    )
    used = dict.fromkeys(value.key for one in (made, *concepts(made)) for value in one.properties)
    return replace(made, keys={key: types.get(key, _STRING) for key in (*used, *types)})


def _folders(folders: Iterable[Folder]) -> list[Folder]:
    found = []
    for folder in folders:
        found += [folder, *_folders(member for member in folder.members if isinstance(member, Folder))]
    return found


def _lowered_folder(folder: Folder, language: str) -> Folder:
    members = tuple(
        _lowered_folder(member, language) if isinstance(member, Folder) else member for member in folder.members
    )
    return replace(_lowered(folder, language), members=members)


def _lifted_folder(folder: Folder, language: str, languages: Container[str]) -> Folder:
    members = tuple(
        _lifted_folder(member, language, languages) if isinstance(member, Folder) else member
        for member in folder.members
    )
    return replace(_lifted(folder, language, languages), members=members)


def _type_of(line: str) -> tuple[str, str]:
    kind, _, key = line.partition(" ")
    return key, kind


def _lowered(one: _One, language: str) -> _One:
    return replace(
        one,
        names=tuple(Phrase(phrase.text) for phrase in one.names[:1]),
        texts=tuple(Phrase(phrase.text) for phrase in one.texts[:1]),
        properties=tuple(Property(_key(value), value.value) for value in one.properties)
        + _others(_NAME, one.names, language)
        + _others(_TEXT, one.texts, language),
    )


def _lifted(one: _One, language: str, languages: Container[str]) -> _One:
    carried = [value for value in one.properties if _CARRIED.fullmatch(value.key)]
    values = tuple(_value(value, languages) for value in one.properties if not _CARRIED.fullmatch(value.key))
    names = _all(_NAME, one.names, carried, language)
    return replace(one, names=names, texts=_all(_TEXT, one.texts, carried, language), properties=values)


def _others(what: str, phrases: Sequence[Phrase], language: str) -> tuple[Property, ...]:
    """Return all texts but the first as properties; the first too where its language does not follow."""
    if not phrases:
        return ()
    first, *others = phrases
    # The first is named as well when its language is another one, or when it could be taken for one of the others.
    is_named = first.language != language or any(
        one.text == first.text or one.language in (language, "") for one in others
    )
    named = [Property(f"{what}@{phrase.language}", phrase.text) for phrase in (phrases if is_named else others)]
    if is_named and not any(phrase.language in (language, "") for phrase in phrases):
        named.append(Property(f"{what}@{_NONE}", ""))
    return tuple(named)


def _all(what: str, phrases: Sequence[Phrase], carried: Sequence[Property], language: str) -> tuple[Phrase, ...]:
    found = [Phrase(one.value, one.key.partition("@")[2]) for one in carried if one.key.partition("@")[0] == what]
    said = [one for one in found if one != Phrase("", _NONE)]
    if not phrases or not said:
        return tuple(said) or tuple(replace(one, language=one.language or language) for one in phrases)
    first = phrases[0]
    if not any(one.language in (language, "", _NONE) for one in found):
        return (Phrase(first.text, first.language or language), *said)
    # All texts are named: the first is one of them, or was edited and takes the place of what it was.
    at = next((at for at, one in enumerate(said) if one.text == first.text), None)
    if at is None:
        return (Phrase(first.text, said[0].language), *said[1:])
    return (said[at], *said[:at], *said[at + 1 :])


def _key(value: Property) -> str:
    if not value.language:
        return f"{value.key}@" if _LIKE_CARRIED.fullmatch(value.key) else value.key
    # A property that is called "name" itself must not be taken for a name.
    mark = "@@" if value.key.rstrip("@") in (_NAME, _TEXT) else "@"
    return f"{value.key}{mark}{value.language}"


def _value(value: Property, languages: Container[str]) -> Property:
    if _LIKE_CARRIED.fullmatch(value.key):
        return replace(value, key=value.key[:-1])
    key, _, language = value.key.rpartition("@")
    if not language or language not in languages:
        return value
    return Property(key.removesuffix("@") if key.rstrip("@") in (_NAME, _TEXT) else key, value.value, language)
