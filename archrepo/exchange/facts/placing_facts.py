"""Put the facts that a file told in its properties among the triples of an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyoxigraph as ox

from archrepo.exchange.facts.finding import Found
from archrepo.exchange.facts.texts import SELF
from archrepo.exchange.identities import Identities
from archrepo.exchange.statements import Statements
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject
from archrepo.vocabulary import TYPE

#: In which file the things stand that are no concepts.
THINGS_FILE: Final = "things.ttl"


def place_facts(said: Statements, found: Found, identities: Identities, language: str) -> None:
    """Add the facts to the statements of the model without them, the ids of links to the lock, and all to the counts.

    A fact stands in the file of its subject, and a link in that of its source. `language` is the one that texts got
    whose language the file does not tell.
    """
    triples = said.triples
    said.rows.append(("facts", str(found.properties), "", "", "", ""))
    iris = _Addresses(found, identities)
    files = {subject: name for name, listed in triples.items() for subject, predicate, _ in listed if predicate == TYPE}
    _rewrite(triples, found, iris, language)
    for identifier, types in found.types.items():
        _at(triples, files, iris.given(identifier)).extend((iris[identifier], TYPE, kind) for kind in types)
    for identifier, facts in found.facts.items():
        own = {SELF: iris[identifier]}
        _at(triples, files, iris.given(identifier)).extend(_filled(facts, own))
    for link in found.links:
        source, target = iris[link.source], iris[link.target]
        _at(triples, files, iris.given(link.source)).append((source, link.predicate, target))
        said.rows.append(("link", source.value, link.predicate.value, target.value, link.id, ""))
    for link in found.links:
        if link.is_all:
            said.relations[link.kind] += 1
            said.plain_relations += 1
    said.properties += found.properties
    if found.things:
        triples.setdefault(THINGS_FILE, []).extend(found.things)
    _bring_together(triples)


def _bring_together(triples: dict[str, list[Triple]]) -> None:
    """Put all that is said of a node without a name in one file: another file cannot refer to it."""
    files: dict[ox.BlankNode, set[str]] = {}
    for name, listed in triples.items():
        for triple in listed:
            for node in _nodes(triple):
                files.setdefault(node, set()).add(name)
    shared = {node for node, names in files.items() if len(names) > 1}
    while shared:
        moved = [triple for listed in triples.values() for triple in listed if not shared.isdisjoint(_nodes(triple))]
        reached = {node for triple in moved for node in _nodes(triple)}
        if reached <= shared:
            for name, listed in triples.items():
                triples[name] = [triple for triple in listed if shared.isdisjoint(_nodes(triple))]
            triples.setdefault(THINGS_FILE, []).extend(moved)
            break
        shared |= reached


def _nodes(triple: Triple) -> tuple[ox.BlankNode, ...]:
    return tuple(term for term in (triple[0], triple[2]) if isinstance(term, ox.BlankNode))


class _Addresses:
    """The terms of concepts by file id; "" is the model, and a relation may have no name."""

    def __init__(self, found: Found, identities: Identities) -> None:
        self._identities = identities
        self.unnamed = {self.given(identifier): node for identifier, node in found.unnamed.items()}

    def given(self, identifier: str) -> ox.NamedNode:
        """Return the address under which the import wrote the concept."""
        return self._identities[identifier] if identifier else self._identities.model

    def __getitem__(self, identifier: str) -> Subject:
        """Return the term that the concept gets in the end."""
        given = self.given(identifier)
        return self.unnamed.get(given, given)


def _rewrite(triples: dict[str, list[Triple]], found: Found, iris: _Addresses, language: str) -> None:
    """Take out the types that are said otherwise, and the languages and addresses that are none."""
    retyped = {iris.given(identifier) for identifier in found.types}
    bare: dict[Subject, frozenset[ox.NamedNode]] = {
        iris.given(identifier): predicates for identifier, predicates in found.bare_texts.items()
    }
    if not (retyped or bare or iris.unnamed):
        return
    for name, listed in triples.items():
        kept: list[Triple] = []
        for subject, predicate, value in listed:
            if predicate == TYPE and subject in retyped:
                continue
            if predicate in bare.get(subject, ()) and isinstance(value, ox.Literal) and value.language == language:
                value = ox.Literal(value.value)
            kept.append((subject, predicate, value))
        triples[name] = list(_filled(kept, iris.unnamed)) if iris.unnamed else kept


def _at(triples: dict[str, list[Triple]], files: Mapping[Subject, str], subject: Subject) -> list[Triple]:
    return triples.setdefault(files.get(subject, THINGS_FILE), [])


def _filled(triples: Iterable[Triple], terms: Mapping[Any, Any]) -> Iterable[Triple]:
    """Return the triples with other terms for some."""
    return ((terms.get(one, one), predicate, terms.get(value, value)) for one, predicate, value in triples)
