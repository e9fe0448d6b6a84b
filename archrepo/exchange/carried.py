"""Keys of properties that hold, in another tool's file, what that file's format has no place for.

They let everything come back when the file returns; a person can read them. Each begins with `archrepo:`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from archrepo.exchange.model import Property

#: Ids that had to change to be XML names (see `identifiers`).
IDS: Final = "archrepo:ids"
#: The types of the folders at the top, which only Archi has.
FOLDERS: Final = "archrepo:folders"
#: The specializations, as XML of Archi.
PROFILES: Final = "archrepo:profiles"
#: The type of a concept that ArchiMate does not have.
KIND: Final = "archrepo:type"
#: How far a drawing was moved to have no negative places.
SHIFT: Final = "archrepo:shift"
#: The language of a text that says none; the languages in which properties have values.
LANGUAGE: Final = "archrepo:language"
LANGUAGES: Final = "archrepo:languages"
#: Data types of property keys, one a line.
DATA_TYPES: Final = "archrepo:datatypes"
#: Parts of an exchange file that Archi has no place for, as XML.
METADATA: Final = "archrepo:metadata"
VIEWPOINTS: Final = "archrepo:viewpoints"
VERSION: Final = "archrepo:version"
#: What the model said at the export, a few bytes for each fact (see `facts.export_state`).
STATE: Final = "archrepo:state"
#: How Archi, and this package, name the specialization of a concept among its properties.
SPECIALIZATION: Final = "specialization"


def with_carried(properties: Sequence[Property], carried: Iterable[tuple[str, str]]) -> tuple[Property, ...]:
    """Return the properties with those carried behind them; empty ones are left out."""
    return (*properties, *(Property(key, value) for key, value in carried if value))


def without(properties: Sequence[Property], keys: Iterable[str]) -> tuple[Property, ...]:
    """Return the properties that have none of the keys."""
    left = frozenset(keys)
    return tuple(one for one in properties if one.key not in left)


def stated(properties: Sequence[Property], key: str) -> str:
    """Return the value of the carried property; "" when there is none."""
    return next((one.value for one in properties if one.key == key), "")
