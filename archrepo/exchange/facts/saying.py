"""Say in a gathered model what an import of it would not give back: the municipal facts.

What must be said is not listed here: it is every triple of the workspace that the import of the model lacks. So a new
term of the ontology, or a fact of a vocabulary that nobody thought of, travels too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

import pyoxigraph as ox

from archrepo.exchange.carried import STATE
from archrepo.exchange.facts.export_state import state_text
from archrepo.exchange.facts.returning import returned
from archrepo.exchange.facts.spelled import Spelled
from archrepo.exchange.facts.terms import (
    ADDRESS_KEY,
    BARE_TEXTS,
    BARE_TEXTS_KEY,
    BASE_KEY,
    FURTHER_FACTS_KEY,
    FURTHER_THINGS_KEY,
    ROLE_KEY,
    TYPE_KEY,
    UNNAMED,
    is_language,
    key_of,
    spelled,
)
from archrepo.exchange.facts.texts import written_facts, written_thing
from archrepo.exchange.facts.trees import Trees
from archrepo.exchange.facts.values import Values
from archrepo.exchange.identities import Identities
from archrepo.exchange.model import FileElement, FileRelation, FileView, ModelFile, Phrase, Property, Remark
from archrepo.language import Text
from archrepo.metamodel import RelationPredicate
from archrepo.store import Graph
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import TYPE
from archrepo.workspace import Ontology

_Described = TypeVar("_Described", FileElement, FileRelation, FileView, ModelFile)


@dataclass(frozen=True, slots=True)
class Sayable:
    """What a model is gathered from: the triples, and which term each id stands for ("" is the model itself).

    `predicates` are those of the property keys, `base` is the beginning of the model's own names, `language` that of
    texts whose language the file does not tell, and `link_id` gives a municipal link its id.
    """

    triples: Graph
    terms: Mapping[str, Subject]
    predicates: Mapping[str, ox.NamedNode]
    base: str
    language: str
    link_id: Callable[[tuple[Term, Term, Term]], str]


def with_facts(model: ModelFile, sayable: Sayable, ontology: Ontology) -> ModelFile:
    """Return the model with everything that its import would otherwise not give back.

    Properties come behind those that are there, sorted by key and value. A model of which nothing is left unsaid comes
    back as it is.
    """
    return _Saying(model, sayable, ontology).said()


class _Saying:
    """One model on its way out."""

    def __init__(self, model: ModelFile, sayable: Sayable, ontology: Ontology) -> None:
        self._model = model
        self._sayable = sayable
        self._ontology = ontology
        self._base = sayable.base
        self._ids: dict[Term, str] = {term: identifier for identifier, term in sayable.terms.items()}
        self._elements = frozenset(element.id for element in model.elements)
        self._values = Values(ontology.graph, sayable.base, sayable.language)
        self._unnamed: dict[Term, ox.NamedNode] = {}
        self._added: dict[str, list[Property]] = {}
        self._links: list[FileRelation] = []
        self._lost = 0

    def said(self) -> ModelFile:
        """Add addresses, then what is missing, until nothing is."""
        triples = self._sayable.triples
        self._say_addresses()
        there = self._returned()
        if self._say_forms(triples, there):
            there = self._returned()
        left = Graph(triple for triple in triples if not there.has(*triple))
        trees = Trees(left, self._unnamed)
        self._say(trees)
        if not self._added and not self._links:
            return self._model
        self._add("", BASE_KEY, self._base)
        # A name of the journey may make a value one that is not read as it was, so then all is read again.
        back = self._returned() if trees.has_names else self._read_back(there, left)
        self._add("", STATE, state_text(Spelled(back, self._base, self._ontology.metamodel)))
        return self._complete()

    def _read_back(self, there: Graph, left: Graph) -> Graph:
        """Return what an import of the whole gives back: what it gave already, and what was said since.

        An element whose types were said has no others.
        """
        triples = self._sayable.triples
        described = [(one, self._ids.get(one)) for one in left.all_subjects if isinstance(one, ox.NamedNode)]
        retyped = {one for one, identifier in described if identifier in self._elements and left.objects(one, TYPE)}
        lost = {one for one, identifier in described if identifier is None and is_language(one)}
        return Graph(
            (one for one in there if one[1] != TYPE or one[0] not in retyped or triples.has(*one)),
            (one for one in left if one[0] not in lost),
        )

    def _add(self, identifier: str, key: str, value: str, language: str = "") -> None:
        self._added.setdefault(identifier, []).append(Property(key, value, language))

    def _returned(self) -> Graph:
        return returned(self._complete(), self._ontology, self._base, self._sayable.language, self._sayable.predicates)

    def _say_addresses(self) -> None:
        """State the address of every concept that the import would give another one."""
        identities = Identities(self._model, self._base)
        for identifier, term in self._sayable.terms.items():
            given = identities[identifier] if identifier else identities.model
            if isinstance(term, ox.BlankNode):
                name = self._unnamed[term] = ox.NamedNode(f"{UNNAMED}of-{identifier}")
                self._add(identifier, ADDRESS_KEY, f"<{name.value}>")
            elif term != given:
                self._add(identifier, ADDRESS_KEY, spelled(term, self._base))

    def _say_forms(self, triples: Graph, there: Graph) -> bool:
        """State that a relation is a thing of its own, and which texts have no language; False when none needs it."""
        nodes = [
            (relation.id, term)
            for relation in self._model.relations
            if isinstance(term := self._sayable.terms.get(relation.id), ox.NamedNode) and not there.facts(term)
        ]
        for identifier, term in nodes:
            self._add(identifier, ADDRESS_KEY, spelled(term, self._base))
        bare: dict[str, list[str]] = {}
        for name, predicate in BARE_TEXTS.items():
            for subject, values in triples.described_with(predicate):
                tags = [one.language for one in values if isinstance(one, ox.Literal)]
                if subject in self._ids and None in tags and self._sayable.language not in tags:
                    bare.setdefault(self._ids[subject], []).append(name)
        for identifier, names in bare.items():
            self._add(identifier, BARE_TEXTS_KEY, " ".join(sorted(names)))
        return bool(nodes or bare)

    def _say(self, trees: Trees) -> None:
        """Say every triple that is left, as near to its subject as the rules allow."""
        left = trees.left
        for subject, facts in left.described():
            identifier = self._ids.get(subject)
            if identifier is not None:
                self._say_concept(identifier, subject, facts, trees)
        for subject in trees.roots:
            if subject in self._ids:
                continue
            if isinstance(subject, ox.NamedNode) and is_language(subject):
                self._lost += sum(1 for values in left.facts(subject).values() for _ in values)
                continue
            self._add("", FURTHER_THINGS_KEY, written_thing(trees.named, trees.subject(subject), self._base))

    def _say_concept(
        self, identifier: str, subject: Subject, facts: Mapping[ox.NamedNode, Iterable[Term]], trees: Trees
    ) -> None:
        others: list[tuple[ox.NamedNode, Term]] = []
        for predicate, values in facts.items():
            if predicate == TYPE:
                for kind in self._sayable.triples.objects(subject, TYPE):
                    if isinstance(kind, ox.NamedNode):
                        self._add(identifier, TYPE_KEY, spelled(kind, self._base))
                    else:
                        self._lost += 1
                continue
            for value in values:
                if not self._is_said(identifier, subject, predicate, value, trees):
                    others.append((predicate, trees.name(value)))
        if others:
            self._add(identifier, FURTHER_FACTS_KEY, written_facts(others, trees.named, self._base))

    def _is_said(self, identifier: str, subject: Subject, predicate: ox.NamedNode, value: Term, trees: Trees) -> bool:
        """Say one fact as an association or a readable property; False when neither can."""
        written = self._ontology.metamodel.predicates.get(predicate)
        if written is not None and not written.is_domain_link:
            return False
        if written is not None and {identifier, self._ids.get(value, "")} <= self._elements:
            self._links.append(self._link(identifier, (subject, predicate, value), written))
            return True
        key = key_of(predicate, self._ontology.graph)
        form = self._values.written(predicate, trees.name(value), trees.named) if key is not None else None
        if key is None or form is None:
            return False
        self._add(identifier, key, form[1], form[0])
        return True

    def _link(
        self, identifier: str, terms: tuple[Subject, ox.NamedNode, Term], written: RelationPredicate
    ) -> FileRelation:
        _, predicate, target = terms
        sentence = self._ontology.metamodel.sentence(predicate)
        return FileRelation(
            id=self._sayable.link_id(terms),
            kind=written.kind.name,
            source=identifier,
            target=self._ids[target],
            names=(Phrase(sentence.nl, self._sayable.language),),
            properties=(Property(ROLE_KEY, spelled(predicate, self._base)),),
            directed=written.directed,
        )

    def _complete(self) -> ModelFile:
        """Return the model with what was added so far."""
        model = self._model
        keys = dict(model.keys)
        if self._links:
            keys.setdefault(ROLE_KEY, "string")
        for key in sorted({one.key for properties in self._added.values() for one in properties}):
            keys.setdefault(key, "string")
        return replace(
            self._with_added(model, ""),
            elements=tuple(self._with_added(each, each.id) for each in model.elements),
            relations=(
                *(self._with_added(each, each.id) for each in model.relations),
                *sorted(self._links, key=lambda link: link.id),
            ),
            views=tuple(self._with_added(each, each.id) for each in model.views),
            keys=keys,
            remarks=(*model.remarks, *self._remarks()),
        )

    def _with_added(self, each: _Described, identifier: str) -> _Described:
        if identifier not in self._added:
            return each
        more: list[Property] = sorted(self._added[identifier], key=attrgetter("key", "language", "value"))
        return replace(each, properties=(*each.properties, *more))

    def _remarks(self) -> Iterable[Remark]:
        if self._lost:
            yield Remark(
                Text(
                    "feit over een begrip van ArchiMate of van archrepo zelf: gaat niet mee",
                    "fact of a term of ArchiMate or of archrepo itself: does not come along",
                ),
                self._lost,
                is_loss=True,
            )
