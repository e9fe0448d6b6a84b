"""Give every concept of an imported model its IRI, and every property key its predicate.

A concept with a lasting identity of the national model keeps that one; every other concept gets the municipality's
own base with the id of the file. Neither depends on the order of the file, so that an import can be repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from archrepo.errors import RequestFault
from archrepo.exchange.model import ModelFile, Property, concepts
from archrepo.exchange.names import OBJECT_ID_KEY
from archrepo.language import Text
from archrepo.vocabulary import GEMMA, PROP

_UNSAFE = re.compile(r"[^A-Za-z0-9_.\-]")
_NO_SLUG = re.compile(r"[^A-Za-z0-9]+")


def local_name(identifier: str) -> str:
    """Return the id as the last part of an IRI: other characters than letters, digits and `_.-` are %-encoded."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), identifier)


def object_id(properties: Iterable[Property]) -> str:
    """Return the lasting identity that the publisher gave the concept; "" when there is none, or more than one."""
    found = [one.value for one in properties if one.key == OBJECT_ID_KEY]
    return found[0].strip() if len(found) == 1 else ""


def property_predicates(keys: Iterable[str]) -> Mapping[str, NamedNode]:
    """Return a predicate for each key; keys that would get the same one are numbered in alphabetical order."""
    taken: set[str] = set()
    predicates: dict[str, NamedNode] = {}
    for key in sorted(set(keys)):
        slug = name = _NO_SLUG.sub("-", key).strip("-") or "key"
        number = 1
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        predicates[key] = NamedNode(PROP + name)
    return predicates


class Identities:
    """The IRI of every concept of one model, by the id in its file."""

    def __init__(self, model: ModelFile, base: str, addresses: Mapping[str, NamedNode] | None = None) -> None:
        """Choose the IRIs; `addresses` are those that the file states itself, by file id ("" is the model).

        Raises:
            RequestFault: `base` is no IRI, or it makes two concepts one.
        """
        self.base = checked_base(base)
        object_ids = {concept.id: object_id(concept.properties) for concept in concepts(model)}
        used = Counter(object_ids.values())
        #: Object IDs that stand on more than one concept, and so identify none of them.
        self.ambiguous = tuple(sorted(value for value, times in used.items() if value and times > 1))
        self._iris: dict[str, NamedNode] = {}
        for identifier, lasting in object_ids.items():
            has_lasting = lasting and used[lasting] == 1
            self._iris[identifier] = NamedNode(GEMMA + local_name(lasting)) if has_lasting else self.by_base(identifier)
        stated = dict(addresses or {})
        of_model = stated.pop("", None)
        self._iris |= stated
        if len(set(self._iris.values())) < len(self._iris):
            raise RequestFault(
                Text(
                    f"met {base} als basis krijgen twee concepten hetzelfde adres",
                    f"with {base} as base two concepts get the same address",
                ),
                remedy=Text("kies een eigen basis voor dit model", "choose a base of its own for this model"),
            )
        lasting = object_id(model.properties)
        is_free = lasting and lasting not in used
        own = NamedNode(GEMMA + local_name(lasting)) if is_free else self.by_base(model.id)
        self.model = of_model or own

    def __getitem__(self, identifier: str) -> NamedNode:
        """Return the IRI of the concept; of one that is not in the file, the IRI that it would have."""
        return self._iris.get(identifier) or self.by_base(identifier)

    def __contains__(self, identifier: str) -> bool:
        """Tell whether the file holds a concept with that id."""
        return identifier in self._iris

    def by_base(self, identifier: str) -> NamedNode:
        """Return the IRI of an id under the model's own base."""
        return NamedNode(self.base + local_name(identifier))


def checked_base(base: str) -> str:
    """Return the base itself when names can be put behind it.

    Raises:
        RequestFault: it is no absolute IRI that ends in `/`, `#`, `-` or `:`.
    """
    try:
        NamedNode(base)
    except ValueError:
        is_iri = False
    else:
        is_iri = bool(re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", base)) and base.endswith(("/", "#", "-", ":"))
    if not is_iri:
        raise RequestFault(
            Text(
                f"de basis {base} is geen adres dat eindigt op / of #",
                f"the base {base} is no address ending in / or #",
            ),
            remedy=Text(
                "geef een basis zoals https://voorbeeldstad.example/id/",
                "give a base such as https://voorbeeldstad.example/id/",
            ),
        )
    return base
