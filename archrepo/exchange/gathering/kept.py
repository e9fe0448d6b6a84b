"""What the lock of one imported folder keeps of its file, by the ids of that file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote

from lxml import etree
from pyoxigraph import Literal, NamedNode

from archrepo.exchange.foreign import put_back
from archrepo.exchange.identities import local_name
from archrepo.exchange.keeping import Usual, Values, listed_phrases, listed_properties
from archrepo.exchange.lock import Lock
from archrepo.exchange.model import Phrase, Property
from archrepo.exchange.names import OBJECT_ID_KEY
from archrepo.turtle.reading import Term

#: The terms of a relation that is written as one triple.
Terms: TypeAlias = tuple[Term, Term, Term]

_CONCEPTS: Final = frozenset({"element", "relation", "view", "profile", "model"})


class Kept:
    """The ids of an import, and how its file differs from what the triples give."""

    def __init__(self, lock: Lock) -> None:
        """Index the rows.

        Raises:
            ValueError: a row has something else than an IRI or a foreign part where one must stand.
        """
        self.files = lock.files
        #: Whether the import found municipal facts in the file.
        self.has_facts = False
        self.base = ""
        self.format = ""
        self.model: tuple[Term, str] | None = None
        #: The ids of what has an IRI, and the kind of each id.
        self.ids: dict[Term, str] = {}
        self.kinds: dict[str, str] = {}
        self.iris: dict[str, NamedNode] = {}
        #: Plain relations by id: their terms, and the lasting identity that stands nowhere else.
        self.plain: dict[str, tuple[Terms, str]] = {}
        #: The ids of municipal links, which are relations in the file and facts in the Turtle.
        self.links: dict[Terms, str] = {}
        self.usual = Usual.of_rows(lock.rows)
        self._texts: dict[tuple[str, str], str] = {}
        self._properties: dict[str, str] = {}
        self._old_properties: dict[str, list[Property]] = {}
        self._profiles: dict[str, tuple[str, ...]] = {}
        self._foreign: dict[str, list[str]] = {}
        for kind, subject, predicate, value, identifier, extra in lock.rows:
            if kind == "relation" and predicate:
                terms = NamedNode(subject), NamedNode(predicate), NamedNode(value)
                self.plain[identifier] = terms, extra
                self.kinds[identifier] = kind
            elif kind == "link":
                self.links[NamedNode(subject), NamedNode(predicate), NamedNode(value)] = identifier
            elif kind == "model":
                self.model = NamedNode(subject), identifier
                self.iris[""] = NamedNode(subject)
            elif kind in _CONCEPTS:
                iri = NamedNode(subject)
                self.ids[iri] = identifier
                self.iris[identifier] = iri
                self.kinds[identifier] = kind
            elif kind == "texts":
                self._texts[identifier, subject] = predicate
            elif kind == "properties":
                self._properties[identifier] = predicate
            elif kind == "property":
                self._old_properties.setdefault(subject, []).append(Property(predicate, value, identifier))
            elif kind == "profiles":
                self._profiles[identifier] = tuple(predicate.split(" "))
            elif kind == "foreign":
                put_back(etree.Element("trial"), [predicate])
                self._foreign.setdefault(identifier, []).append(predicate)
            elif kind == "facts":
                self.has_facts = True
            elif kind == "import":
                self.base, self.format = subject, predicate

    def phrases(self, identifier: str, kind: str, literals: Iterable[Literal]) -> tuple[Phrase, ...]:
        """Return the names ("name") or documentation ("text") of a concept as its file has them."""
        listing = self._texts.get((identifier, kind)) if self._texts else None
        return self.usual.phrases(literals) if listing is None else listed_phrases(self.usual, literals, listing)

    def properties(self, identifier: str, values: Values, usual: Usual) -> tuple[Property, ...]:
        """Return the properties of a concept as its file has them; `usual` has the keys as they are now."""
        listing = self._properties.get(identifier)
        if listing is not None:
            return listed_properties(usual, values, listing)
        found = usual.properties(values)
        old = self._old_properties.get(self.iris[identifier].value) if identifier in self.iris else None
        if old is None:
            return found
        return (*(one for one in old if one in found), *(one for one in found if one not in old))

    def profiles(self, identifier: str) -> tuple[str, ...]:
        """Return the specializations of a concept where they are not those that its names give."""
        return self._profiles.get(identifier, ())

    def foreign(self, identifier: str) -> tuple[str, ...]:
        """Return the parts of a concept that no field holds."""
        return tuple(self._foreign.get(identifier, ()))

    def lasting(self, identifier: str) -> tuple[Property, ...]:
        """Return the identity that the publisher gave a plain relation, as the property that it is in the file."""
        plain = self.plain.get(identifier)
        return (Property(OBJECT_ID_KEY, plain[1]),) if plain is not None and plain[1] else ()

    def id_under_base(self, term: Term) -> str:
        """Return the id of a concept that the file refers to but does not hold; "" when the term is none of those."""
        name = term.value.removeprefix(self.base)
        identifier = unquote(name)
        return identifier if self.base and name != term.value and local_name(identifier) == name else ""


def keys_of(kept: Iterable[Kept], stated: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the key of each property predicate by its name: what the Turtle states, where that is one.

    Predicates of two imports may have one name and two keys; the lock then tells which is meant.
    """
    locked = {name: key for one in kept for name, key in one.usual.predicates.items()}
    found = {name: key for name, key in locked.items() if name in stated}
    found |= {name: keys[0] for name, keys in stated.items() if len(keys) == 1 or name not in found}
    return found
