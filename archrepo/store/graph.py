"""A set of triples in memory: an index for the checks in Python and, on first use, a SPARQL store beside it.

The index keeps pyoxigraph's own terms, because their hashes are faster than those of strings or rdflib terms, and
because the SPARQL store can then take them as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from archrepo.errors import LimitFault, RequestFault
from archrepo.language import Text
from archrepo.store.instances import revised_instances
from archrepo.store.pairs import (
    Differences,
    Facts,
    Holders,
    Pairs,
    Step,
    differences,
    holders_of,
    in_order_of_appearance,
    pairs_of,
    sorted_holders,
)
from archrepo.store.query_text import asked_elsewhere
from archrepo.store.ranks import Placement, Ranks, ranks_of
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import FIRST, NIL, REST, SUBCLASS_OF, TYPE

_EMPTY: dict[Term, None] = {}
_NO_FACTS: Facts = {}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT query: column names and rows; an unbound cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A graph made from another one, with the triples that went and came.

    What only changed places, values of one property or subjects of the whole, went and came.
    """

    graph: Graph
    removed: frozenset[Triple]
    added: frozenset[Triple]


class Graph:
    """A set of triples that does not change after it is made; iteration follows the order of insertion."""

    def __init__(self, *sources: Iterable[Triple]) -> None:
        """Index the triples of all sources; a triple that occurs twice counts once."""
        self._by_subject: dict[Subject, Facts] = {}
        self._by_object: dict[ox.NamedNode, Holders] = {}
        self._unsorted: set[ox.NamedNode] = set()
        self._pairs: Pairs | None = None
        self._predicates: Sequence[ox.NamedNode] | None = None
        self._ranks: Ranks | None = None
        self._is_in_order = True
        self._in_order: Sequence[Subject] | None = None
        self._subclasses: dict[Term, tuple[Term, ...]] = {}
        self._instances: dict[Term, tuple[Subject, ...]] = {}
        self._incoming: dict[Term, tuple[tuple[Subject, ox.NamedNode], ...]] = {}
        self._store: ox.Store | None = None
        index = self._by_subject
        for source in sources:
            for subject, predicate, value in source:
                facts = index.get(subject)
                if facts is None:
                    index[subject] = {predicate: {value: None}}
                else:
                    values = facts.get(predicate)
                    if values is None:
                        facts[predicate] = {value: None}
                    else:
                        values[value] = None

    def extended(self, extra: Iterable[Triple]) -> Graph:
        """Return a graph with these triples and `extra`; it shares with this one whatever `extra` does not touch."""
        larger = Graph()
        larger._by_subject = index = dict(self.described())
        own_subjects: set[Subject] = set()
        own_facts: set[tuple[Subject, ox.NamedNode]] = set()
        for subject, predicate, value in extra:
            if subject not in own_subjects:
                own_subjects.add(subject)
                index[subject] = dict(index.get(subject, _NO_FACTS))
            facts = index[subject]
            if (subject, predicate) not in own_facts:
                own_facts.add((subject, predicate))
                facts[predicate] = dict(facts.get(predicate, _EMPTY))
            facts[predicate][value] = None
        return larger

    @property
    def ranks(self) -> Ranks:
        """The places of the subjects, as numbers; made on first use."""
        ranks = self._ranks
        if ranks is None:
            ranks = self._ranks = ranks_of(self._by_subject)
        return ranks

    def revised(self, facts: Mapping[Subject, Iterable[Triple]], placement: Placement | None = None) -> Revision:
        """Return the graph in which the subjects of `facts` have these triples instead, with what went and what came.

        `placement` tells where all subjects of the new graph stand; None says: the same subjects in the same order. A
        subject without triples is none. The new graph takes over the SPARQL store, and shares whatever did not change.
        """
        old, fresh = self._by_subject, Graph(*facts.values())._by_subject
        moved = frozenset(one for one in placement.moved if one in old) if placement else frozenset()
        fresh.update((subject, old[subject]) for subject in moved if subject not in facts)
        found = differences(old, fresh, dict.fromkeys((*facts, *moved)), moved)
        larger = Graph()
        larger._by_subject = index = {**old, **fresh}
        for subject in facts:
            if subject not in fresh:
                index.pop(subject, None)
        ranks = larger._ranks = self.ranks if placement is None else placement.ranks
        if placement is None:
            larger._is_in_order, larger._in_order = self._is_in_order, self._in_order
        else:
            larger._is_in_order = False
        self._hand_over(larger, Step(old, index, self.ranks, ranks, moved, found.touched), found)
        return Revision(larger, frozenset(found.removed), frozenset(found.added))

    def _hand_over(self, larger: Graph, step: Step, found: Differences) -> None:
        """Give the indexes, revised, and the SPARQL store to the graph that follows this one."""
        touched = found.touched
        # Copies first: readers in other threads add to the indexes of the graph before.
        held, unsorted = dict(self._by_object), set(self._unsorted)
        if self._pairs is not None:
            larger._pairs = step.pairs(self._pairs)
        for predicate, holders in held.items():
            larger._by_object[predicate] = step.holders(predicate, holders) if predicate in touched else holders
        larger._unsorted = (unsorted & held.keys()) | (touched.keys() & held.keys())
        if SUBCLASS_OF not in touched:
            subclasses, instances = dict(self._subclasses), dict(self._instances)
            larger._subclasses = subclasses
            larger._instances = revised_instances(instances, subclasses, step.after, touched.get(TYPE, ()))
        store, self._store = self._store, None
        if store is not None:
            for triple in found.removed.keys() - found.added.keys():
                store.remove(ox.Quad(*triple))
            store.extend(ox.Quad(*triple) for triple in found.added if triple not in found.removed)
            larger._store = store

    def __len__(self) -> int:
        """Return the number of triples."""
        return sum(len(values) for facts in self._by_subject.values() for values in facts.values())

    def __iter__(self) -> Iterator[Triple]:
        """Iterate over the triples, subject by subject."""
        for subject, facts in self.described():
            for predicate, values in facts.items():
                for value in values:
                    yield subject, predicate, value

    @property
    def all_subjects(self) -> Collection[Subject]:
        """The subjects, in order of first appearance."""
        if self._is_in_order:
            return self._by_subject.keys()
        if self._in_order is None:
            self._in_order = sorted(self._by_subject, key=self.ranks.__getitem__)
        return self._in_order

    def described(self) -> Iterable[tuple[Subject, Facts]]:
        """Return every subject with its predicates and their values, in order of first appearance."""
        if self._is_in_order:
            return self._by_subject.items()
        return ((subject, self._by_subject[subject]) for subject in self.all_subjects)

    def facts(self, subject: Term) -> Mapping[ox.NamedNode, Iterable[Term]]:
        """Return the predicates of a subject with their values; nothing for a term that is no subject."""
        return self._by_subject.get(subject, _NO_FACTS)  # type: ignore[arg-type]  # a literal is never a key

    def objects(self, subject: Term, predicate: ox.NamedNode) -> tuple[Term, ...]:
        """Return the values of one property, in order of insertion."""
        facts = self._by_subject.get(subject)  # type: ignore[arg-type]  # a literal is never a key
        return tuple(facts.get(predicate, _EMPTY)) if facts else ()

    def value(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        """Return the first value of one property, or None."""
        facts = self._by_subject.get(subject)  # type: ignore[arg-type]  # a literal is never a key
        return next(iter(facts.get(predicate, _EMPTY)), None) if facts else None

    def has(self, subject: Term, predicate: ox.NamedNode, value: Term) -> bool:
        """Tell whether the triple is in the graph."""
        facts = self._by_subject.get(subject)  # type: ignore[arg-type]  # a literal is never a key
        return facts is not None and value in facts.get(predicate, _EMPTY)

    def _holders(self, predicate: ox.NamedNode) -> dict[Term, list[Subject]]:
        """Return every value of a predicate with its subjects; made per predicate, since most are never asked for."""
        found = self._by_object.get(predicate)
        if found is None:
            found = holders_of(self._all_pairs().get(predicate, ()))
            # Last, because the viewer asks from several threads: no reader may see it half made.
            self._by_object[predicate] = found
        return found

    def _all_pairs(self) -> Pairs:
        if self._pairs is None:
            self._pairs = pairs_of(self.described())
        return self._pairs

    @property
    def predicates(self) -> Sequence[ox.NamedNode]:
        """The predicates that occur, in order of first appearance."""
        found = self._predicates
        if found is None:
            found = self._predicates = in_order_of_appearance(self._all_pairs(), self._by_subject, self.ranks)
        return found

    def described_with(self, predicate: ox.NamedNode) -> Sequence[tuple[Subject, Iterable[Term]]]:
        """Return the subjects that have the predicate with their values, in order of first appearance."""
        return self._all_pairs().get(predicate, ())

    def subjects(self, predicate: ox.NamedNode, value: Term) -> tuple[Subject, ...]:
        """Return the subjects that have `value` for `predicate`, in order of insertion."""
        return tuple(self._holders(predicate).get(value, ()))

    def with_predicate(self, predicate: ox.NamedNode) -> Mapping[Term, Sequence[Subject]]:
        """Return every value of `predicate` with the subjects that have it, in order of first appearance."""
        found = self._holders(predicate)
        if predicate in self._unsorted:
            found = self._by_object[predicate] = sorted_holders(found, predicate, self._by_subject, self.ranks)
            self._unsorted.discard(predicate)
        return found

    def holders(self, predicate: ox.NamedNode) -> Mapping[Term, Sequence[Subject]]:
        """Return every value of `predicate` with all subjects that have it, the values in no order; to look up in."""
        return self._holders(predicate)

    def incoming(self, value: Term) -> Iterator[tuple[Subject, ox.NamedNode]]:
        """Iterate over the subjects and predicates that point at `value`; who asked once, asks again."""
        found = self._incoming.get(value)
        if found is None:
            held = self._by_object
            pointing = []
            for predicate in self.predicates:
                holders = held.get(predicate)
                listed = (self._holders(predicate) if holders is None else holders).get(value)
                if listed is not None:
                    pointing += [(subject, predicate) for subject in listed]
            found = self._incoming[value] = tuple(pointing)
        return iter(found)

    def subclasses(self, cls: Term) -> tuple[Term, ...]:
        """Return the class itself and everything that is declared below it."""
        found = self._subclasses.get(cls)
        if found is None:
            seen = {cls: None}
            queue = [cls]
            while queue:
                for subclass in self.subjects(SUBCLASS_OF, queue.pop()):
                    if subclass not in seen:
                        seen[subclass] = None
                        queue.append(subclass)
            found = self._subclasses[cls] = tuple(seen)
        return found

    def instances(self, cls: Term) -> tuple[Subject, ...]:
        """Return everything of that class or of a class below it, sorted by IRI, each once."""
        known = self._instances.get(cls)
        if known is None:
            by_type = self._holders(TYPE)
            found = {subject: None for subclass in self.subclasses(cls) for subject in by_type.get(subclass, ())}
            known = self._instances[cls] = tuple(sorted(found, key=str))
        return known

    def is_instance(self, subject: Term, cls: Term) -> bool:
        """Tell whether the subject has that class or a class below it."""
        classes = self.subclasses(cls)
        return any(kind in classes for kind in self.objects(subject, TYPE))

    def members(self, head: Term) -> tuple[Term, ...]:
        """Return the members of an RDF list; a broken or circular list ends where it breaks."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != NIL and head not in seen:
            seen.add(head)
            first = self.value(head, FIRST)
            rest = self.value(head, REST)
            if first is None or rest is None:
                break
            found.append(first)
            head = rest
        return tuple(found)

    @property
    def store(self) -> ox.Store:
        """The same triples as a SPARQL store, made on first use."""
        # Kept in a name, because a graph that follows this one may take the store at any moment.
        store = self._store
        if store is None:
            store = ox.Store()
            store.bulk_extend(ox.Quad(*triple) for triple in self)
            self._store = store
        return store

    def _asked(
        self, query: str, bound: dict[ox.Variable, Term | ox.Triple]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Return the answer of the store as it is for this graph.

        The answer rests on the store as it stood when it was asked; so when the store is still this graph's own
        behind that moment, it was not yet changed for a graph that follows this one.
        """
        while True:
            store = self.store
            answer = store.query(query, substitutions=bound)
            if store is self._store:
                return answer

    def __reduce__(self) -> tuple[type[Graph], tuple[tuple[Triple, ...]]]:
        """Pickle as the triples; the indexes are made again where they are needed."""
        return Graph, (tuple(self),)

    def sparql(
        self, query: str, substitutions: Mapping[str, Term] | None = None, *, most_rows: int | None = None
    ) -> Rows:
        """Return the rows of a SELECT query, in the order in which the engine gives them.

        Raises:
            RequestFault: the query asks for data outside the model, or the engine cannot answer it. A model of others
                may hold questions, and answering them must open no connection.
            LimitFault: the answer has more than `most_rows` rows.
            SyntaxError: the text is not a SPARQL query.
            TypeError: the query is not a SELECT.
        """
        keyword = asked_elsewhere(query)
        if keyword:
            raise RequestFault(
                Text(
                    f"een vraag leest alleen dit model; {keyword}, een vraag aan andere gegevens, mag niet",
                    f"a question reads this model only; {keyword}, a question to other data, is not allowed",
                ),
                remedy=Text("haal de gegevens eerst binnen als Turtle", "bring the data in as Turtle first"),
            )
        bound: dict[ox.Variable, Term | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        try:
            answer = self._asked(query, bound)
            if not isinstance(answer, ox.QuerySolutions):
                raise TypeError("only SELECT queries give rows")
            columns = tuple(variable.value for variable in answer.variables)
            solutions = answer if most_rows is None else islice(answer, most_rows + 1)
            rows = tuple(tuple(solution[index] for index in range(len(columns))) for solution in solutions)
        except (OSError, RuntimeError) as fault:
            raise RequestFault(
                Text(
                    f"het zoekprogramma kan deze vraag niet beantwoorden: {fault}",
                    f"the engine cannot answer this question: {fault}",
                ),
                remedy=Text("schrijf de vraag anders", "write the question in another way"),
            ) from fault
        if most_rows is not None and len(rows) > most_rows:
            raise LimitFault(
                Text(f"het antwoord heeft meer dan {most_rows} regels", f"the answer has more than {most_rows} rows"),
                remedy=Text("vraag minder, bijvoorbeeld met FILTER of LIMIT", "ask less, with FILTER or LIMIT say"),
            )
        return Rows(columns, rows)
