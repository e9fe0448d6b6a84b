"""Read from the triples what every concept has: names, documentation, properties and specializations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from archrepo.exchange.gathering.kept import Kept, keys_of
from archrepo.exchange.model import Phrase, Property
from archrepo.exchange.profiles import ProfileNames
from archrepo.store import Graph
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import DATA_TYPE, DESCRIPTION, KEY, LABEL, PROP, SPECIALIZED_AS

_STRING = "string"
#: A concept that no import knows.
NO_ID = "\n"


@dataclass(frozen=True, slots=True)
class Described:
    """What every concept has."""

    names: tuple[Phrase, ...]
    texts: tuple[Phrase, ...]
    properties: tuple[Property, ...]
    specializations: tuple[str, ...]


class Descriptions:
    """Describes the subjects of one graph."""

    def __init__(self, graph: Graph, imports: Iterable[Kept]) -> None:
        """Read the property keys of the graph; the imports tell which is meant when a predicate has two."""
        self._graph = graph
        stated: dict[str, list[str]] = {}
        self._names: dict[Term, str] = {}
        self._types: dict[str, str] = {}
        for key, predicates in graph.with_predicate(KEY).items():
            for predicate in predicates:
                name = predicate.value.removeprefix(PROP)
                self._names[predicate] = name
                stated.setdefault(name, []).append(key.value)
                data_type = graph.value(predicate, DATA_TYPE)
                self._types[name] = data_type.value if data_type else _STRING
        self.keys: Mapping[str, str] = keys_of(imports, stated)
        self._types_by_key = {key: self._types[name] for name, key in reversed(self.keys.items())}
        self._usual = {kept: replace(kept.usual, predicates=self._ordered(kept)) for kept in imports}

    def _ordered(self, kept: Kept) -> dict[str, str]:
        """Return the keys, those of the import first and in its order."""
        first = [name for name in kept.usual.predicates if name in self.keys]
        return {name: self.keys[name] for name in dict.fromkeys([*first, *self.keys])}

    def type_of(self, key: str) -> str:
        """Return the data type of a property key."""
        return self._types_by_key.get(key, _STRING)

    def __call__(self, subject: Subject, kept: Kept, identifier: str = NO_ID) -> Described:
        """Return what the graph says of the subject, in the way of its import; `identifier` is its id there."""
        names: list[Literal] = []
        texts: list[Literal] = []
        special: list[str] = []
        values: dict[str, list[Literal]] = {}
        for predicate, found in self._graph.facts(subject).items():
            name = self._names.get(predicate)
            if name is None and predicate.value.startswith(PROP):
                name = predicate.value.removeprefix(PROP)
            if name is not None:
                literals = [one for one in found if isinstance(one, Literal)]
                if literals:
                    values[name] = literals
            elif predicate == LABEL:
                names += [one for one in found if isinstance(one, Literal)]
            elif predicate == DESCRIPTION:
                texts += [one for one in found if isinstance(one, Literal)]
            elif predicate == SPECIALIZED_AS:
                special += [one.value for one in found]
        return Described(
            kept.phrases(identifier, "name", names),
            kept.phrases(identifier, "text", texts),
            kept.properties(identifier, values, self._usual[kept]) if values else (),
            tuple(special),
        )


def profile_ids(described: Described, kind: str, profiles: ProfileNames, kept: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the specializations; `kept` are those of the file where they are not the usual ones."""
    names = described.specializations
    usual = profiles.ids(names, kind) if names else ()
    if not kept:
        return usual
    stated = [one for one in kept if (name := profiles.name(one)) is None or name in names]
    covered = {profiles.name(one) for one in stated}
    return (*stated, *(one for one in usual if profiles.name(one) not in covered))
