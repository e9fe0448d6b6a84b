"""Ids for the exchange format, which must be XML names and different in the whole file, and the way back.

A name may not begin with a digit, so tools put `id-` before it. Ids that got it are listed in a property of the model:
many an id of Archi begins with `id-` and a digit by itself, so from the id alone nobody can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote, unquote

#: Letters of other scripts are names too, but no tool makes ids of them.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_PREFIX: Final = "id-"


def xml_name(identifier: str) -> str:
    """Return the id itself when it is an XML name, else a name that is always the same for it."""
    if _NAME.fullmatch(identifier):
        return identifier
    prefixed = _PREFIX + identifier
    if _NAME.fullmatch(prefixed):
        return prefixed
    return _PREFIX + hashlib.sha1(identifier.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


class XmlNames:
    """Gives each id of a model its XML name; two ids never get one name."""

    def __init__(self) -> None:
        """Start with no names given."""
        self._names: dict[str, str] = {}
        self._own: list[tuple[str, str]] = []
        self._taken: set[str] = set()

    def add(self, identifiers: Iterable[str]) -> None:
        """Give names to these ids; those that are names already keep themselves."""
        wanted = [one for one in identifiers if one not in self._names]
        for one in wanted:
            if _NAME.fullmatch(one):
                self._names[one] = one
                self._taken.add(one)
        for one in wanted:
            if one not in self._names:
                name, number = xml_name(one), 1
                while name in self._taken:
                    number += 1
                    name = f"{xml_name(one)}-{number}"
                self._names[one] = name
                self._taken.add(name)

    def own(self, identifier: str, scope: str) -> str:
        """Return a name for a part of a drawing; another one than its id when the file has that already."""
        name, number = xml_name(identifier), 1
        while name in self._taken:
            number += 1
            name = xml_name(f"{identifier} {scope} {number}")
        self._taken.add(name)
        self._own.append((identifier, name))
        return name

    def __getitem__(self, identifier: str) -> str:
        """Return the name given to the id."""
        return self._names[identifier]

    def __contains__(self, identifier: str) -> bool:
        """Tell whether the id has a name."""
        return identifier in self._names

    def changed(self) -> str:
        """Return the ids that got another name, in words that `original_ids` reads; "" when there are none."""
        return " ".join(
            quote(old, safe="") if new == xml_name(old) else f"{quote(old, safe='')}={new}"
            for old, new in sorted([*self._names.items(), *self._own])
            if old != new
        )


def original_ids(stated: str) -> Mapping[str, str]:
    """Return the id that each XML name stands for, from the words of `XmlNames.changed`."""
    found: dict[str, str] = {}
    for part in stated.split():
        old, _, name = part.partition("=")
        found[name or xml_name(unquote(old))] = unquote(old)
    return found
