"""What triples cannot keep of a file: the order of texts and properties, doubles, and how it writes languages.

What is usual in the file is said once: the order of each set of property keys that occurs together, and the tag under
which the file writes a language. Only a concept that deviates has a listing of its own. A listing speaks of values by
their rank among the values of one predicate, so that it still holds when a value is edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from archrepo.exchange.identities import local_name
from archrepo.exchange.lock import Row
from archrepo.exchange.model import ModelFile, Phrase, Property, concepts
from archrepo.vocabulary import PROP

#: The values of a concept by the name of their property predicate.
Values: TypeAlias = Mapping[str, Sequence[Literal]]

_EMPTY: Final = "-"


@dataclass(frozen=True, slots=True)
class Usual:
    """What needs no saying for each concept.

    `orders` are the names of property predicates in their usual order, by the set that they are; `predicates` all of
    them in order of first appearance, with their keys. `tags` are the tags of the file by those of the Turtle, in
    order of first appearance.
    """

    orders: Mapping[frozenset[str], tuple[str, ...]] = field(default_factory=dict)
    predicates: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    def order(self, names: frozenset[str]) -> tuple[str, ...]:
        """Return the names in the usual order; of an unknown set, that of its largest known part, then the others."""
        found = self.orders.get(names)
        if found is not None:
            return found
        if len(names) < 2:
            return tuple(names)
        parts = (part for part in self.orders if part < names)
        known = self.orders.get(max(parts, key=lambda part: (len(part), sorted(part)), default=frozenset()), ())
        ranks = {name: rank for rank, name in enumerate(self.predicates)}
        more = sorted(names.difference(known), key=lambda name: (ranks.get(name, len(ranks)), name))
        return (*known, *more)

    def phrases(self, literals: Iterable[Literal]) -> tuple[Phrase, ...]:
        """Return the texts in the usual order of languages, each under the tag that the file uses for it."""
        ranks = {tag: rank for rank, tag in enumerate(self.tags)}
        listed = sorted(
            literals, key=lambda one: (ranks.get(one.language or "", len(ranks)), one.language or "", one.value)
        )
        return tuple(Phrase(one.value, self._tag(one)) for one in listed)

    def _tag(self, literal: Literal) -> str:
        language = literal.language or ""
        return self.tags.get(language, language)

    def properties(self, values: Values) -> tuple[Property, ...]:
        """Return the properties in the usual order."""
        found: list[Property] = []
        for name in self.order(frozenset(values)):
            key = self.predicates.get(name, name)
            listed = values[name]
            for one in listed if len(listed) == 1 else _ranked(listed):
                found.append(Property(key, one.value, one.language or ""))
        return tuple(found)

    def rows(self) -> list[Row]:
        """Return the usual as rows of the lock file."""
        rows: list[Row] = [("order", " ".join(order), "", "", "", "") for order in self.orders.values()]
        rows += [("key", PROP + name, key, "", "", "") for name, key in self.predicates.items()]
        rows += [("language", tag, written, "", "", "") for tag, written in self.tags.items()]
        return rows

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> Usual:
        """Return what the rows of a lock file say; without such rows nothing is usual."""
        orders: dict[frozenset[str], tuple[str, ...]] = {}
        predicates: dict[str, str] = {}
        tags: dict[str, str] = {}
        for kind, subject, predicate, *_ in rows:
            if kind == "order":
                order = tuple(subject.split(" "))
                orders[frozenset(order)] = order
            elif kind == "key":
                predicates[subject.removeprefix(PROP)] = predicate
            elif kind == "language":
                tags[subject] = predicate
        return cls(orders, predicates, tags)


def usual_of(model: ModelFile, predicates: Mapping[str, NamedNode], turtle_tag: Callable[[str], str]) -> Usual:
    """Return what is usual in the file: of every set of keys the order that occurs most, of every language its tag."""
    names = {key: predicates[key].value.removeprefix(PROP) for key in model.keys}
    sequences: Counter[tuple[str, ...]] = Counter()
    tags: dict[str, Counter[str]] = {}
    for described in (model, *concepts(model)):
        if len(described.properties) > 1:
            sequences[tuple([one.key for one in described.properties])] += 1
        for phrase in (*described.names, *described.texts):
            tags.setdefault(turtle_tag(phrase.language), Counter())[phrase.language] += 1
    orders: dict[frozenset[str], tuple[str, ...]] = {}
    for keys, _ in sorted(sequences.items(), key=lambda found: (-found[1], found[0])):
        members = frozenset(keys)
        if len(members) == len(keys):
            orders.setdefault(frozenset(map(names.__getitem__, keys)), tuple(map(names.__getitem__, keys)))
    return Usual(
        orders,
        {name: key for key, name in names.items()},
        {tag: max(written, key=lambda one: (written[one], one)) for tag, written in tags.items()},
    )


def phrase_listing(usual: Usual, phrases: Sequence[Phrase], literals: Sequence[Literal]) -> str:
    """Return how the phrases deviate from what is usual, "" when they do not.

    `literals` are what the Turtle says for each phrase, in the same order; an empty one is not said there.
    """
    if not phrases:
        return ""
    if len(phrases) == 1 and literals[0].value and usual.tags.get(literals[0].language or "") == phrases[0].language:
        return ""
    said = [one for one in literals if one.value]
    if len(said) == len(phrases) and usual.phrases(dict.fromkeys(said)) == tuple(phrases):
        return ""
    ranks = {one: str(rank) for rank, one in enumerate(_ranked(dict.fromkeys(said)))}
    return " ".join(
        f"{ranks.get(literal, _EMPTY)}={local_name(phrase.language)}"
        for phrase, literal in zip(phrases, literals, strict=True)
    )


def listed_phrases(usual: Usual, literals: Iterable[Literal], listing: str) -> tuple[Phrase, ...]:
    """Return the texts as a listing says; when they are more or fewer than it knows, in the usual order."""
    ranked = _ranked(literals)
    entries = [(rank, unquote(tag)) for rank, _, tag in (entry.partition("=") for entry in listing.split(" "))]
    known = {rank for rank, _ in entries if rank != _EMPTY}
    if known != {str(rank) for rank in range(len(ranked))}:
        return usual.phrases(ranked)
    return tuple(Phrase("" if rank == _EMPTY else ranked[int(rank)].value, tag) for rank, tag in entries)


def property_listing(usual: Usual, properties: Sequence[Property], said: Sequence[tuple[str, Literal]]) -> str:
    """Return how the properties deviate from what is usual, "" when they do not.

    `said` are the predicate's name and the value that the Turtle gives for each property, in the same order.
    """
    is_plain = all(
        (literal.language or "") == one.language and not one.definition
        for one, (_, literal) in zip(properties, said, strict=True)
    )
    order = tuple([name for name, _ in said])
    if is_plain and len(set(order)) == len(order) and usual.order(frozenset(order)) == order:
        return ""
    values = _by_name(said)
    ranks = {name: {one: rank for rank, one in enumerate(_ranked(listed))} for name, listed in values.items()}
    entries = []
    for one, (name, literal) in zip(properties, said, strict=True):
        rank = ranks[name][literal]
        entry = f"{name}.{rank}" if rank else name
        if (literal.language or "") != one.language:
            entry += f"@{local_name(one.language)}"
        entries.append(f"{entry}#{local_name(one.definition)}" if one.definition else entry)
    return " ".join(entries)


def listed_properties(usual: Usual, values: Values, listing: str) -> tuple[Property, ...]:
    """Return the properties as a listing says; values that it does not know follow in the usual order."""
    left = {name: dict.fromkeys(_ranked(literals)) for name, literals in values.items()}
    ranked = {name: tuple(literals) for name, literals in left.items()}
    found: list[Property] = []
    for entry in listing.split(" "):
        entry, _, definition = entry.partition("#")
        entry, is_tagged, tag = entry.partition("@")
        name, _, rank = entry.partition(".")
        literals = ranked.get(name, ())
        place = int(rank) if rank.isdecimal() else 0
        if place < len(literals):
            one = literals[place]
            language = unquote(tag) if is_tagged else one.language or ""
            found.append(Property(usual.predicates.get(name, name), one.value, language, unquote(definition)))
            left[name].pop(one, None)
    return (*found, *usual.properties({name: list(more) for name, more in left.items() if more}))


def _by_name(said: Iterable[tuple[str, Literal]]) -> dict[str, dict[Literal, None]]:
    values: dict[str, dict[Literal, None]] = {}
    for name, literal in said:
        values.setdefault(name, {})[literal] = None
    return values


def _ranked(literals: Iterable[Literal]) -> list[Literal]:
    """Return the values in an order that does not depend on the file they came from."""
    return sorted(literals, key=lambda one: (one.language or "", one.value))
