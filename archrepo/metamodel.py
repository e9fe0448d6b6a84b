"""The ArchiMate metamodel as facts: types, relations, and which relation may stand between which types.

Nothing here names a type: every fact is read from `ontology/`, so that a change there is a change everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.language import Text
from archrepo.places import shipped
from archrepo.store import Graph
from archrepo.turtle import Triple, parse
from archrepo.turtle.reading import Term
from archrepo.vocabulary import (
    AM,
    ASPECT,
    ASSOCIATED_WITH,
    COMMENT,
    DOMAIN,
    FOR_ACCESS_TYPE,
    INVERSE_OF,
    JUNCTION,
    LABEL,
    LANGUAGE,
    LAYER,
    PERMISSION_OF,
    PREFIXES,
    RELATIONSHIP,
    RELATIONSHIP_CLASS,
    REMOVED_IN,
    SENTENCE,
    SUBCLASS_OF,
    SUBPROPERTY_OF,
    TYPE,
    am,
)

#: The versions of ArchiMate that a model may follow, each with the table of relations it allows.
ARCHIMATE_VERSIONS: Final[Mapping[str, str]] = {"3.2": "archimate-matrix.ttl", "4": "archimate-4-matrix.ttl"}


@dataclass(frozen=True, slots=True)
class ElementType:
    """One ArchiMate element type, or a junction; `name` is its local name.

    A common type of ArchiMate 4 has no layer of its own; that of an element has the layer of the domain it is in, and
    `drawn_as` is then the name of the type that is drawn like it. `removed_in` are the versions that left the type out.
    """

    iri: ox.NamedNode
    name: str
    label: Text
    comment: Text
    layer: str
    aspect: str
    order: int
    languages: frozenset[str]
    domain: str
    is_passive: bool
    drawn_as: str
    removed_in: frozenset[str]


@dataclass(frozen=True, slots=True)
class RelationType:
    """One of the eleven relations; `strength` orders structural and dependency relations, weak to strong."""

    iri: ox.NamedNode
    name: str
    label: Text
    category: str
    strength: int | None
    order: int
    predicate: ox.NamedNode


@dataclass(frozen=True, slots=True)
class RelationPredicate:
    """A predicate that writes a relation as a plain triple, with the attributes it implies.

    `is_domain_link` marks the municipal links, which are associations with a meaning of their own.
    """

    iri: ox.NamedNode
    kind: RelationType
    access: str | None
    directed: bool
    is_domain_link: bool


def text_of(graph: Graph, subject: Term, predicate: ox.NamedNode) -> Text | None:
    """Return the Dutch and English value of a property; a missing language takes the other, None when both lack."""
    by_language: dict[str, str] = {}
    for value in graph.objects(subject, predicate):
        if isinstance(value, ox.Literal):
            language = (value.language or "").split("-")[0]
            if language not in by_language:
                by_language[language] = value.value
    if not by_language:
        return None
    dutch = by_language.get("nl", by_language.get("", by_language.get("en")))
    if dutch is None:
        dutch = next(iter(by_language.values()))
    english = by_language.get("en", by_language.get("", dutch))
    return Text(dutch, english)


def read_table(name: str, folder: Path | None = None) -> list[Triple]:
    """Return the triples of one table file of `folder`, by default of the shipped ontology.

    Raises:
        ConfigurationFault: the file is missing.
    """
    path = (folder or shipped("ontology")) / name
    if not path.is_file():
        raise ConfigurationFault(
            Text(f"het bestand ontology/{name} ontbreekt", f"the file ontology/{name} is missing"),
            remedy=Text("installeer archrepo opnieuw", "install archrepo again"),
        )
    return parse(path.read_bytes(), f"ontology/{name}")


class Metamodel:
    """The facts of `ontology/`, indexed; made once for an ontology and shared by the workspaces that use it."""

    def __init__(self, ontology: Graph, folder: Path) -> None:
        """Read types, relations and predicates from the ontology graph; `folder` holds the further tables."""
        self._ontology = ontology
        self._folder = folder
        self.types: Mapping[ox.NamedNode, ElementType] = {
            found.iri: found for found in sorted(self._element_types(), key=lambda kind: kind.order)
        }
        self.relation_types: Mapping[ox.NamedNode, RelationType] = {
            found.iri: found for found in sorted(self._relation_types(), key=lambda kind: kind.order)
        }
        self.predicates: Mapping[ox.NamedNode, RelationPredicate] = dict(self._predicates())
        self._kinds: dict[Term, ElementType | None] = {}

    def _text(self, subject: Term, predicate: ox.NamedNode) -> Text:
        found = text_of(self._ontology, subject, predicate)
        return found if found is not None else Text.same(local_name(subject))

    def _number(self, subject: Term, name: str) -> int | None:
        value = self._ontology.value(subject, am(name))
        return int(value.value) if isinstance(value, ox.Literal) else None

    def _name(self, subject: Term, predicate: ox.NamedNode) -> str:
        value = self._ontology.value(subject, predicate)
        return local_name(value) if value is not None else ""

    def _element_types(self) -> Iterable[ElementType]:
        graph = self._ontology
        kinds = [*graph.subjects(TYPE, am("ElementType")), *graph.subclasses(JUNCTION)]
        for iri in kinds:
            if isinstance(iri, ox.NamedNode):
                yield ElementType(
                    iri=iri,
                    name=local_name(iri),
                    label=self._text(iri, LABEL),
                    comment=self._text(iri, COMMENT),
                    layer=self._name(iri, LAYER).removesuffix("Layer"),
                    aspect=self._name(iri, ASPECT).removesuffix("Aspect"),
                    order=self._number(iri, "order") or 0,
                    languages=frozenset(
                        value.value for value in graph.objects(iri, LANGUAGE) if isinstance(value, ox.Literal)
                    ),
                    domain=self._name(iri, am("derivationDomain")),
                    is_passive=graph.has(iri, am("derivationPassive"), ox.Literal(True)),
                    drawn_as=local_name(iri),
                    removed_in=frozenset(value.value for value in graph.objects(iri, REMOVED_IN)),
                )

    def _relation_types(self) -> Iterable[RelationType]:
        graph = self._ontology
        for predicate, classes in (
            (predicate, graph.objects(predicate, RELATIONSHIP_CLASS))
            for predicate in dict.fromkeys(
                subject for subjects in graph.with_predicate(RELATIONSHIP_CLASS).values() for subject in subjects
            )
        ):
            for iri in classes:
                if isinstance(iri, ox.NamedNode) and isinstance(predicate, ox.NamedNode):
                    yield RelationType(
                        iri=iri,
                        name=local_name(iri),
                        label=self._text(iri, LABEL),
                        category=self._name(iri, am("category")).removesuffix("Category"),
                        strength=self._number(iri, "derivationStrength"),
                        order=self._number(iri, "order") or 0,
                        predicate=predicate,
                    )

    def _predicates(self) -> Iterable[tuple[ox.NamedNode, RelationPredicate]]:
        for kind in self.relation_types.values():
            yield kind.predicate, RelationPredicate(kind.predicate, kind, None, False, False)
            for iri in self._ontology.subjects(SUBPROPERTY_OF, kind.predicate):
                if isinstance(iri, ox.NamedNode):
                    access = self._ontology.value(iri, FOR_ACCESS_TYPE)
                    yield (
                        iri,
                        RelationPredicate(
                            iri=iri,
                            kind=kind,
                            access=access.value if isinstance(access, ox.Literal) else None,
                            directed=kind.predicate == ASSOCIATED_WITH,
                            is_domain_link=not iri.value.startswith(AM),
                        ),
                    )

    def kind_of(self, types: Iterable[Term]) -> ElementType | None:
        """Return the most specific ArchiMate type among the classes of a subject, or None when it is no element.

        A class of our own (a department, a pilot) counts as the ArchiMate type it is declared under.
        """
        found = [kind for kind in map(self._kind_of_class, types) if kind is not None]
        if len(found) <= 1:
            return found[0] if found else None
        return min(found, key=lambda kind: (-len(self._above(kind.iri)), kind.order))

    def _kind_of_class(self, cls: Term) -> ElementType | None:
        if cls not in self._kinds:
            found: ElementType | None = None
            for above in self._above(cls):
                if isinstance(above, ox.NamedNode) and above in self.types:
                    found = self.types[above]
                    break
            self._kinds[cls] = found
        return self._kinds[cls]

    def kind_in(self, kind: ElementType, version: str) -> ElementType:
        """Return the type as that version of ArchiMate has it: itself, or the nearest above that the version knows.

        One that has no layer of its own keeps the layer and the look of the type it came from.
        """
        if version in kind.languages:
            return kind
        above = (self.types.get(cls) for cls in self._above(kind.iri) if isinstance(cls, ox.NamedNode))
        found = next((one for one in above if one is not None and version in one.languages), kind)
        return found if found is kind or found.layer else replace(found, layer=kind.layer, drawn_as=kind.drawn_as)

    def kind_in_domain(self, kind: ElementType, domain: Term) -> ElementType:
        """Return a type that has no layer with that of the domain, and as the type that is drawn there in its place."""
        former = self.former_type(kind.iri, domain)
        return replace(kind, layer=former.layer, drawn_as=former.drawn_as) if former is not None else kind

    def former_type(self, cls: Term, domain: Term) -> ElementType | None:
        """Return the type that lives on in this common type, for elements of that domain; None when there is none."""
        return self._former_types.get((cls, domain))

    def domain_of(self, kind: ElementType) -> Term | None:
        """Return the domain that a layer of an earlier version is now; None for a type without a layer."""
        return self._domains.get(kind.layer)

    @cached_property
    def domains(self) -> tuple[Term, ...]:
        """The domains of ArchiMate 4, in its order."""
        found = self._ontology.instances(am("Domain"))
        return tuple(sorted(found, key=lambda domain: self._number(domain, "order") or 0))

    @cached_property
    def _domains(self) -> Mapping[str, Term]:
        layers = self._ontology.instances(am("Layer"))
        found = ((local_name(layer).removesuffix("Layer"), self._ontology.value(layer, DOMAIN)) for layer in layers)
        return {layer: domain for layer, domain in found if domain is not None}

    @cached_property
    def _former_types(self) -> Mapping[tuple[Term, Term], ElementType]:
        found: dict[tuple[Term, Term], ElementType] = {}
        for kind in self.types.values():
            domain = self.domain_of(kind)
            for above in self._ontology.objects(kind.iri, SUBCLASS_OF):
                common = self.types.get(above) if isinstance(above, ox.NamedNode) else None
                if common is not None and not common.layer and domain is not None and not kind.removed_in:
                    found.setdefault((above, domain), kind)
        return found

    def _above(self, cls: Term) -> tuple[Term, ...]:
        """Return the class and all classes above it, nearest first."""
        seen: dict[Term, None] = {cls: None}
        queue = [cls]
        while queue:
            for above in self._ontology.objects(queue.pop(0), SUBCLASS_OF):
                if above not in seen:
                    seen[above] = None
                    queue.append(above)
        return tuple(seen)

    def is_below(self, cls: ox.NamedNode, above: ox.NamedNode) -> bool:
        """Tell whether a class is `above` or is declared under it."""
        return above in self._above(cls)

    def sentence(self, predicate: ox.NamedNode) -> Text:
        """Return the verb phrase of a relation predicate read forward: "bedient", "serves"."""
        return text_of(self._ontology, predicate, SENTENCE) or self._text(predicate, LABEL)

    def inverse_sentence(self, predicate: ox.NamedNode) -> Text:
        """Return the verb phrase read from the target: "wordt bediend door", "is served by"."""
        for inverse in self._ontology.subjects(INVERSE_OF, predicate):
            return text_of(self._ontology, inverse, SENTENCE) or self._text(inverse, LABEL)
        return text_of(self._ontology, predicate, am("inverseSentence")) or self.sentence(predicate)

    @cached_property
    def derivation_tables(self) -> Graph:
        """The derivation rules and restrictions as a graph, read on first use."""
        return Graph(self.table("archimate-derivation.ttl"))

    def table(self, name: str) -> list[Triple]:
        """Return the triples of one table file beside the ontology.

        Raises:
            ConfigurationFault: the file is missing.
        """
        return read_table(name, self._folder)

    @cached_property
    def _matrices(self) -> dict[str, frozenset[tuple[Term, ox.NamedNode, Term]]]:
        return {}

    def permitted(self, language: str) -> frozenset[tuple[Term, ox.NamedNode, Term]]:
        """Return every allowed (source type, relation type, target type) of that version of ArchiMate.

        The rows of junctions and relations stand under the classes am:Junction and am:Relationship.
        """
        if language not in self._matrices:
            relation_of = {
                predicate: kind
                for kind, predicates in self._ontology.with_predicate(PERMISSION_OF).items()
                for predicate in predicates
            }
            self._matrices[language] = frozenset(
                (source, relation_of[predicate], target)  # type: ignore[misc]  # relation classes are named nodes
                for source, predicate, target in self.table(ARCHIMATE_VERSIONS[language])
                if predicate in relation_of
            )
        return self._matrices[language]

    def permits(
        self, source: ElementType | None, relation: ox.NamedNode, target: ElementType | None, language: str = "3.2"
    ) -> bool:
        """Tell whether ArchiMate allows the relation; None as an end stands for a relation."""
        return (self._row(source), relation, self._row(target)) in self.permitted(language)

    def allowed_between(
        self, source: ElementType | None, target: ElementType | None, language: str = "3.2"
    ) -> tuple[RelationType, ...]:
        """Return the relation types that ArchiMate allows between two types, in the order of the standard."""
        return tuple(kind for kind in self.relation_types.values() if self.permits(source, kind.iri, target, language))

    def _row(self, kind: ElementType | None) -> Term:
        if kind is None:
            return RELATIONSHIP
        return JUNCTION if kind.iri in self._ontology.subclasses(JUNCTION) else kind.iri


def local_name(term: Term) -> str:
    """Return the part of an IRI behind its last `#` or `/`; of another term, its value."""
    value = term.value
    return value[max(value.rfind("#"), value.rfind("/")) + 1 :] if isinstance(term, ox.NamedNode) else value


def prefixed(term: ox.NamedNode, base: str = "") -> str:
    """Return an IRI as a user writes it: with `:` within `base`, with the usual prefix, or between angle brackets."""
    value = term.value
    if base and value.startswith(base):
        return ":" + value[len(base) :]
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and value != namespace:
            return f"{prefix}:{value[len(namespace) :]}"
    return f"<{value}>"
