"""Find the municipal facts among the properties of a model file: what another tool's user typed or kept.

A property that cannot be read stays a property, and is told with its concept and key. Nothing here knows the address
that a concept will get; `placing_facts` puts that in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.exchange.carried import STATE
from archrepo.exchange.facts.terms import (
    ADDRESS_KEY,
    BARE_TEXTS,
    BARE_TEXTS_KEY,
    BASE_KEY,
    FURTHER_FACTS_KEY,
    FURTHER_THINGS_KEY,
    OWN_KEYS,
    ROLE_KEY,
    TYPE_KEY,
    address,
    is_language,
    looks_like_fact,
    predicate_of,
    unnamed,
)
from archrepo.exchange.facts.texts import SELF, Refused, facts_in
from archrepo.exchange.facts.things import Fence
from archrepo.exchange.identities import Identities, checked_base
from archrepo.exchange.model import FileElement, FileRelation, FileView, ModelFile, Property, concepts
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text
from archrepo.metamodel import RelationPredicate, local_name, text_of
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import AR, LABEL, PREFIXES, SUBCLASS_OF, TYPE
from archrepo.workspace import Ontology

_Thing = TypeVar("_Thing", FileElement, FileRelation, FileView, ModelFile)


@dataclass(frozen=True, slots=True)
class Link:
    """A municipal link that travelled as a relation; `id` and `kind` are those of the relation.

    `is_all` when the relation said no more than that.
    """

    id: str
    kind: str
    source: str
    predicate: ox.NamedNode
    target: str
    is_all: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What stood in the properties of a file, by the ids of its concepts; `model` is the file without it.

    Facts have SELF as their subject. `nodes` are relations that stay things of their own, `unnamed` are concepts
    that have no address, `properties` counts what was read. `refused` are the places of what could not be read, each
    with the reason.
    """

    model: ModelFile
    addresses: Mapping[str, ox.NamedNode] = field(default_factory=dict)
    unnamed: Mapping[str, ox.BlankNode] = field(default_factory=dict)
    types: Mapping[str, tuple[ox.NamedNode, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[Triple, ...]] = field(default_factory=dict)
    bare_texts: Mapping[str, frozenset[ox.NamedNode]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    things: tuple[Triple, ...] = ()
    nodes: frozenset[str] = frozenset()
    properties: int = 0
    refused: tuple[tuple[Text, Text], ...] = ()

    @property
    def is_any(self) -> bool:
        """Tell whether any property was a fact."""
        return self.properties > 0


def has_facts(model: ModelFile) -> bool:
    """Tell whether a key of the model looks like one of ours; without one there is nothing to find."""
    return any(map(looks_like_fact, model.keys))


def stated_base(model: ModelFile) -> str | None:
    """Return the beginning of the model's own names, as the file states it; None without a good one."""
    found = [one.value.strip() for one in model.properties if one.key == BASE_KEY]
    if len(found) != 1 or found[0].startswith(tuple(PREFIXES.values())):
        return None
    try:
        return checked_base(found[0])
    except RequestFault:
        return None


def found_facts(
    model: ModelFile,
    ontology: Callable[[], Ontology],
    base: str,
    language: str,
    remarks: Remarks,
    elsewhere: Graph | None = None,
) -> Found:
    """Return the facts in the properties of the model, and the model without them.

    The ontology is asked for only when a key looks like one of ours. `elsewhere` is what other files of the workspace
    say: a thing that they describe gets no other facts.
    """
    if not has_facts(model):
        return Found(model)
    return _Finding(model, ontology(), base, language, remarks, elsewhere or Graph()).found()


class _Finding:
    """One walk over the properties of a model."""

    def __init__(
        self, model: ModelFile, ontology: Ontology, base: str, language: str, remarks: Remarks, elsewhere: Graph
    ) -> None:
        self._model = model
        self._elsewhere = elsewhere
        self._ontology = ontology
        self._base = base
        self._remarks = remarks
        # Most files hold no fact, and reading values starts up all of validation.
        from archrepo.exchange.facts.values import Values

        self._values = Values(ontology.graph, base, language)
        self._addresses: dict[str, ox.NamedNode] = {}
        self._unnamed: dict[str, ox.BlankNode] = {}
        self._types: dict[str, tuple[ox.NamedNode, ...]] = {}
        self._facts: dict[str, tuple[Triple, ...]] = {}
        self._bare_texts: dict[str, frozenset[ox.NamedNode]] = {}
        self._refused: list[tuple[Text, Text]] = []
        self._read = 0
        self._texts = 0

    def found(self) -> Found:
        """Read the properties of every concept, then those of the model."""
        model = self._model
        elements = tuple(map(self._without_facts, model.elements))
        relations, links = self._without_links(tuple(map(self._without_facts, model.relations)))
        views = tuple(map(self._without_facts, model.views))
        rest = self._without_facts(model)
        rest = replace(rest, elements=elements, relations=relations, views=views)
        things, rest = self._things(rest)
        rest = self._with_types(rest, Graph(self._ontology.graph, things))
        named = {*self._addresses, *self._unnamed, *self._facts, *self._bare_texts}
        return Found(
            model=replace(rest, keys=_keys_left(rest)),
            addresses=self._addresses,
            unnamed=self._unnamed,
            types=self._types,
            facts=self._facts,
            bare_texts=self._bare_texts,
            links=links,
            things=things,
            nodes=frozenset(relation.id for relation in relations if relation.id in named),
            properties=self._read,
            refused=tuple(self._refused),
        )

    def _mark(self) -> str:
        self._texts += 1
        return f"t{self._texts}x"

    def _without_facts(self, concept: _Thing) -> _Thing:
        if not any(looks_like_fact(one.key) for one in concept.properties):
            return concept
        kept: list[Property] = []
        facts: list[Triple] = []
        for one in concept.properties:
            try:
                is_read = looks_like_fact(one.key) and self._is_read(concept, one, facts)
            except Refused as refused:
                self._tell(concept, one, refused.text)
                is_read = False
            if not is_read:
                kept.append(one)
        if facts:
            self._facts[_id(concept)] = tuple(facts)
        self._read += len(concept.properties) - len(kept)
        return replace(concept, properties=tuple(kept))

    def _is_read(self, concept: _Thing, one: Property, facts: list[Triple]) -> bool:
        """Read one property into `facts` or into the tables; False for one that is just a property."""
        if one.key in OWN_KEYS:
            return self._is_own_read(concept, one, facts)
        found = predicate_of(one.key, self._ontology.graph)
        if found is None:
            if one.key.startswith("ar:"):
                self._tell(concept, one, Text("deze term bestaat niet", "there is no such term"))
            return False
        predicate, language = found
        try:
            if not language and self._values.demand(predicate).has_language:
                language = one.language
            value, below = self._values.read(predicate, one.value, language, self._mark())
        except Refused:
            if predicate.value.startswith(AR):
                raise
            return False
        if not predicate.value.startswith(AR):
            # Others use these keys too: a file that is not ours comes back to the letter.
            again = self._values.written(predicate, value, Graph(below))
            if again is None or again != (language, one.value):
                return False
        facts.append((SELF, predicate, value))
        facts += below
        return True

    def _is_own_read(self, concept: _Thing, one: Property, facts: list[Triple]) -> bool:
        text = one.value.strip()
        if one.key in (BASE_KEY, STATE) and isinstance(concept, ModelFile):
            return True
        if one.key == ADDRESS_KEY:
            return self._is_address_read(concept, text)
        if one.key == TYPE_KEY and not isinstance(concept, FileElement):
            iri = address(text, self._base)
            if iri is None:
                raise Refused(Text("dit is geen type", "this is no type"))
            facts.append((SELF, TYPE, iri))
            return True
        if one.key == FURTHER_FACTS_KEY:
            facts += facts_in(one.value, self._base, self._mark())
            return True
        if one.key == BARE_TEXTS_KEY:
            named = text.split()
            if not named or not set(named) <= BARE_TEXTS.keys():
                raise Refused(Text("hier hoort rdfs:label of dct:description", "rdfs:label or dct:description fits"))
            self._bare_texts[_id(concept)] = frozenset(BARE_TEXTS[name] for name in named)
            return True
        if one.key == FURTHER_THINGS_KEY and not isinstance(concept, ModelFile):
            raise Refused(
                Text(
                    "dit mag alleen bij het model staan, en niets zeggen over een concept van het model",
                    "this may stand with the model only, and say nothing of a concept of the model",
                )
            )
        return False

    def _is_address_read(self, concept: _Thing, text: str) -> bool:
        iri = address(text, self._base)
        node = unnamed(iri) if iri is not None else None
        if node is not None and not isinstance(concept, ModelFile) and node not in self._unnamed.values():
            self._unnamed[concept.id] = node
            return True
        if iri is None or node is not None or is_language(iri):
            raise Refused(Text(f"'{text}' kan geen adres zijn", f"'{text}' cannot be an address"))
        if iri in self._addresses.values():
            raise Refused(Text("een ander concept heeft dit adres al", "another concept has this address already"))
        self._addresses[_id(concept)] = iri
        return True

    def _with_types(self, model: ModelFile, classes: Graph) -> ModelFile:
        """Take over the types of elements that together say what the file says; others stay properties."""
        return replace(model, elements=tuple(self._typed(element, classes) for element in model.elements))

    def _typed(self, element: FileElement, classes: Graph) -> FileElement:
        stated = [one for one in element.properties if one.key == TYPE_KEY]
        if not stated:
            return element
        types = [address(one.value.strip(), self._base) for one in stated]
        named = tuple(dict.fromkeys(kind for kind in types if kind is not None))
        above = [each for kind in named for each in _with_classes_above(kind, classes)]
        kind = self._ontology.metamodel.kind_of(above)
        if None in types or kind is None or kind.name != element.kind:
            listed = ", ".join(one.value for one in stated)
            self._tell(
                element,
                stated[0],
                Text(
                    f"{listed} is geen soort {element.kind}: het type van ArchiMate geldt",
                    f"{listed} is no kind of {element.kind}: the type of ArchiMate holds",
                ),
            )
            return element
        self._types[element.id] = named
        self._read += len(stated)
        return replace(element, properties=tuple(one for one in element.properties if one.key != TYPE_KEY))

    def _without_links(self, relations: Sequence[FileRelation]) -> tuple[tuple[FileRelation, ...], tuple[Link, ...]]:
        """Return the relations that are no municipal links, and the links; one that says more stays a relation too."""
        known = {each.id for each in concepts(self._model)}
        ends = {end for relation in relations for end in (relation.source, relation.target)}
        kept: list[FileRelation] = []
        links: list[Link] = []
        for relation in relations:
            roles = [one for one in relation.properties if one.key == ROLE_KEY]
            if len(roles) != 1:
                kept.append(relation)
                continue
            predicate = self._link(roles[0].value.strip())
            is_written = predicate is not None and relation.kind == predicate.kind.name
            if predicate is None or not is_written or not {relation.source, relation.target} <= known:
                if ":" in roles[0].value:
                    self._tell(relation, roles[0], Text("dit is geen koppeling", "this is no link"))
                kept.append(relation)
                continue
            self._read += 1
            more = replace(relation, properties=tuple(one for one in relation.properties if one is not roles[0]))
            is_all = relation.id not in ends and not self._says_more(more, predicate.iri)
            links.append(Link(relation.id, relation.kind, relation.source, predicate.iri, relation.target, is_all))
            if not is_all:
                kept.append(more)
        return tuple(kept), tuple(links)

    def _link(self, role: str) -> RelationPredicate | None:
        iri = address(role, self._base)
        written = self._ontology.metamodel.predicates.get(iri) if iri is not None else None
        return written if written is not None and written.is_domain_link else None

    def _says_more(self, relation: FileRelation, predicate: ox.NamedNode) -> bool:
        sentence = self._ontology.metamodel.sentence(predicate)
        is_own_name = all(name.text in ("", sentence.nl, sentence.en) for name in relation.names)
        is_stated = relation.id in self._addresses or relation.id in self._facts or relation.id in self._unnamed
        is_plain = not relation.texts and not relation.properties and not relation.profiles and not relation.foreign
        return is_stated or not is_own_name or not is_plain

    def _things(self, model: ModelFile) -> tuple[tuple[Triple, ...], ModelFile]:
        """Return what the model says of things that are no concepts, and the model without those properties."""
        stated = [one for one in model.properties if one.key == FURTHER_THINGS_KEY]
        if not stated:
            return (), model
        identities = Identities(model, self._base, self._addresses)
        taken: set[Subject] = {identities.model, *(identities[each.id] for each in concepts(model))}
        fence = Fence(self._base, taken, self._elsewhere)
        things: list[Triple] = []
        refused: list[Property] = []
        types: list[Text] = []
        for one in stated:
            try:
                triples = fence.things(one.value, self._mark())
            except Refused as why:
                self._tell(model, one, why.text)
                refused.append(one)
                continue
            things += triples
            types += [self._type_of(value) for _, predicate, value in triples if predicate == TYPE]
            self._read += 1
        for name in sorted(types, key=lambda name: name.nl):
            self._remarks.change(
                Text(
                    "geen ArchiMate-concept, opgenomen uit een eigenschap van het model: {name}",
                    "no ArchiMate concept, carried over from a property of the model: {name}",
                ).format(name=name)
            )
        others = tuple(one for one in model.properties if one.key != FURTHER_THINGS_KEY or one in refused)
        return tuple(things), replace(model, properties=others)

    def _type_of(self, kind: Term) -> Text:
        return text_of(self._ontology.graph, kind, LABEL) or Text.same(local_name(kind))

    def _tell(self, concept: _Thing, one: Property, why: Text) -> None:
        name = concept.names[0].text if concept.names else concept.id
        place = Text(f"'{name}', eigenschap {one.key}", f"'{name}', property {one.key}")
        self._refused.append((place, why))
        self._remarks.change(
            Text("{place}: {why}; blijft een gewone eigenschap", "{place}: {why}; stays an ordinary property").format(
                place=place, why=why
            )
        )


def _id(concept: FileElement | FileRelation | FileView | ModelFile) -> str:
    """Return the id under which facts of a concept are kept; that of the model is empty, for a concept may have it."""
    return "" if isinstance(concept, ModelFile) else concept.id


def _keys_left(model: ModelFile) -> Mapping[str, str]:
    """Return the keys that are still those of properties, and every key that never looked like one of ours."""
    left = {one.key for each in concepts(model) for one in each.properties}
    left |= {one.key for one in model.properties}
    left |= {one.key for folder in model.folders for one in folder.properties}
    return {key: kind for key, kind in model.keys.items() if key in left or not looks_like_fact(key)}


def _with_classes_above(kind: ox.NamedNode, classes: Graph) -> Iterable[Term]:
    seen: dict[Term, None] = {kind: None}
    queue: list[Term] = [kind]
    while queue:
        for above in classes.objects(queue.pop(), SUBCLASS_OF):
            if above not in seen:
                seen[above] = None
                queue.append(above)
    return seen
