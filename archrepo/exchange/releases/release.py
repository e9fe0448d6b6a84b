"""One release of a reference model as a value: its parts by lasting identity, in the words of its publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.exchange.folders import folders_of
from archrepo.exchange.lock import Lock
from archrepo.exchange.model import Folder
from archrepo.exchange.safe_xml import parse_xml
from archrepo.language import Text
from archrepo.metamodel import Metamodel, local_name, text_of
from archrepo.relations import SHAPE_OF_A_RELATION, RelationSet, read_relations
from archrepo.store import Graph
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    BINDING_ROLE,
    BOOKKEEPING,
    DEMAND_ON_COMPONENT,
    GEMMA,
    KEY,
    KIND_OF_PART,
    LABEL,
    MODEL,
    NAME_OF_RELEASE,
    PREDECESSOR_OF_PART,
    RETIRING_STATUS,
    SHOWS,
    SPECIALIZES,
    STATUS_OF_PART,
    SUCCESSOR_OF_PART,
    TYPE,
    VIEW,
    WRITTEN_AS,
    WRITTEN_UNDER,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the ontology says of releases: the keys of each fact, and the values that make a difference to a user."""

    keys: Mapping[ox.NamedNode, frozenset[str]]
    retiring: frozenset[str]
    binding: frozenset[str]

    @classmethod
    def of(cls, ontology: Graph) -> Terms:
        """Return the terms that the ontology holds."""
        facts = (
            BOOKKEEPING,
            DEMAND_ON_COMPONENT,
            KIND_OF_PART,
            NAME_OF_RELEASE,
            PREDECESSOR_OF_PART,
            STATUS_OF_PART,
            SUCCESSOR_OF_PART,
        )
        return cls(
            {fact: _words(ontology, [fact], WRITTEN_UNDER) for fact in facts},
            _words(ontology, ontology.instances(RETIRING_STATUS), WRITTEN_AS),
            _words(ontology, ontology.instances(BINDING_ROLE), WRITTEN_AS),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a part: its id in the file, "" when it has none, and the names from the top down."""

    id: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a release. `kinds` are its types; `category` is what the publisher, or else ArchiMate, calls it.

    `said` is all else that the release says of it, as key (or predicate), value and language. `heirs` and `forebears`
    are what the release names as successor and predecessor, in its own words.
    """

    iri: ox.NamedNode
    kinds: tuple[str, ...]
    category: Text
    names: tuple[tuple[str, str], ...]
    name: Text
    status: str
    said: frozenset[tuple[str, str, str]]
    place: Place
    heirs: tuple[str, ...]
    forebears: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view of a release: its name and what it shows."""

    iri: ox.NamedNode
    name: Text
    shows: frozenset[Term]


#: A relation without its own identity: what kind it is, from where and to where.
Ends = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Release:
    """One release. `demands` gives the role by component and standard; `relations` counts those between two ends.

    `generals` gives what each part is a special kind of, such as the standard of a version.
    """

    name: str
    parts: Mapping[ox.NamedNode, Part]
    views: Mapping[ox.NamedNode, Drawn]
    relations: Counter[Ends]
    demands: Mapping[tuple[Term, Term], str]
    generals: Mapping[Term, frozenset[Term]]
    graph: Graph

    def demands_on(self, component: Term) -> dict[Term, str]:
        """Return the role of each standard that the release asks of a component."""
        return {standard: role for (asked, standard), role in self.demands.items() if asked == component}


def is_lasting(iri: ox.NamedNode) -> bool:
    """Tell whether the publisher gave what has this address an identity that stays the same in every release."""
    return iri.value.startswith(GEMMA)


def read_release(graph: Graph, lock: Lock, rest: bytes, metamodel: Metamodel, terms: Terms) -> Release:
    """Return the release of which these are the triples, the lock and the remaining XML (b"" for none)."""
    reader = _Reader(graph, metamodel, terms, _places(lock, rest))
    relations = read_relations(graph, metamodel)
    return Release(
        reader.release(),
        {part.iri: part for part in reader.parts()},
        {view.iri: view for view in reader.views()},
        Counter(
            (
                one.kind.name,
                one.source.value,
                one.target.value if isinstance(one.target, ox.NamedNode) else str(one.target),
            )
            for one in relations
        ),
        reader.demands(relations),
        _generals(relations),
        graph,
    )


class _Reader:
    """Reads the facts of one release; lives only inside `read_release`."""

    def __init__(self, graph: Graph, metamodel: Metamodel, terms: Terms, places: Mapping[str, Place]) -> None:
        self._graph, self._metamodel, self._terms, self._places = graph, metamodel, terms, places
        self._keys = {
            subject: key.value
            for key, subjects in graph.with_predicate(KEY).items()
            if isinstance(key, ox.Literal)
            for subject in subjects
        }
        self._left_out = {TYPE, LABEL, *SHAPE_OF_A_RELATION, *metamodel.predicates}

    def release(self) -> str:
        """Return how the model itself calls its release; "" when it does not say."""
        for model in self._graph.instances(MODEL):
            for value in self._fact(model, NAME_OF_RELEASE):
                return value
        return ""

    def parts(self) -> Iterator[Part]:
        for subject in self._graph.all_subjects:
            kind = self._metamodel.kind_of(self._graph.objects(subject, TYPE))
            if kind is not None and isinstance(subject, ox.NamedNode):
                yield self._part(subject, kind.label)

    def _part(self, subject: ox.NamedNode, kind: Text) -> Part:
        graph = self._graph
        category = next(iter(self._fact(subject, KIND_OF_PART)), "")
        quiet = self._terms.keys[BOOKKEEPING] | self._terms.keys[STATUS_OF_PART]
        said: set[tuple[str, str, str]] = set()
        for predicate, values in graph.facts(subject).items():
            key = self._keys.get(predicate, predicate.value)
            if predicate not in self._left_out and key not in quiet:
                said.update((key, *_written(value)) for value in values)
        return Part(
            iri=subject,
            kinds=tuple(sorted(local_name(one) for one in graph.objects(subject, TYPE))),
            category=Text.same(category) if category.strip() else kind,
            names=tuple(sorted(_written(one)[::-1] for one in graph.objects(subject, LABEL))),
            name=text_of(graph, subject, LABEL) or Text.same(local_name(subject)),
            status=next(iter(self._fact(subject, STATUS_OF_PART)), ""),
            said=frozenset(said),
            place=self._places.get(subject.value, Place()),
            heirs=self._fact(subject, SUCCESSOR_OF_PART),
            forebears=self._fact(subject, PREDECESSOR_OF_PART),
        )

    def views(self) -> Iterator[Drawn]:
        for view in self._graph.instances(VIEW):
            if isinstance(view, ox.NamedNode):
                name = text_of(self._graph, view, LABEL) or Text.same(local_name(view))
                yield Drawn(view, name, frozenset(self._graph.objects(view, SHOWS)))

    def demands(self, relations: RelationSet) -> dict[tuple[Term, Term], str]:
        found: dict[tuple[Term, Term], str] = {}
        for node, relation in relations.by_node.items():
            for role in self._fact(node, DEMAND_ON_COMPONENT):
                ends = relation.source, relation.target
                # Of two relations between the same two, the binding one counts.
                if found.get(ends) not in self._terms.binding:
                    found[ends] = role
        return found

    def _fact(self, subject: Term, fact: ox.NamedNode) -> tuple[str, ...]:
        """Return the values of a fact, sorted, without empty ones."""
        wanted = self._terms.keys[fact]
        return tuple(
            sorted(
                value.value.strip()
                for predicate, values in self._graph.facts(subject).items()
                if self._keys.get(predicate) in wanted
                for value in values
                if isinstance(value, ox.Literal) and value.value.strip()
            )
        )


def _generals(relations: RelationSet) -> dict[Term, frozenset[Term]]:
    found: dict[Term, set[Term]] = {}
    for relation in relations:
        if relation.predicate == SPECIALIZES:
            found.setdefault(relation.source, set()).add(relation.target)
    return {special: frozenset(generals) for special, generals in found.items()}


def _places(lock: Lock, rest: bytes) -> dict[str, Place]:
    """Return the folder of each element by its IRI."""
    iris = {row[4]: row[1] for row in lock.rows if row[0] == "element"}
    found: dict[str, Place] = {}

    def walk(folders: Iterable[Folder | str], above: Place) -> None:
        for member in folders:
            if isinstance(member, str):
                if member in iris:
                    found.setdefault(iris[member], above)
            else:
                name = member.names[0].text if member.names else ""
                walk(member.members, Place(member.id, (*above.path, name)))

    if rest:
        walk(folders_of(parse_xml(rest, "model.xml")), Place())
    return found


def _words(graph: Graph, subjects: Iterable[Subject], predicate: ox.NamedNode) -> frozenset[str]:
    return frozenset(
        value.value
        for subject in subjects
        for value in graph.objects(subject, predicate)
        if isinstance(value, ox.Literal)
    )


def _written(value: Term) -> tuple[str, str]:
    """Return the text of a value and its language; "" for one without."""
    return (value.value, value.language or "") if isinstance(value, ox.Literal) else (str(value), "")
