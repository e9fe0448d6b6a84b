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
from archrepo.store.pairs import Facts, Pairs, revised_pairs
from archrepo.store.query_text import asked_elsewhere
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

    What only changed places, values of one property or subjects of the whole, went and came. `keeps_order` tells
    whether the subjects that were not touched stand in the same order.
    """

    graph: Graph
    removed: frozenset[Triple]
    added: frozenset[Triple]
    keeps_order: bool


class Graph:
    """A set of triples that does not change after it is made; iteration follows the order of insertion."""

    def __init__(self, *sources: Iterable[Triple]) -> None:
        """Index the triples of all sources; a triple that occurs twice counts once."""
        self._by_subject: dict[Subject, Facts] = {}
        self._by_object: dict[ox.NamedNode, dict[Term, list[Subject]]] = {}
        self._pairs: Pairs | None = None
        self._subclasses: dict[Term, tuple[Term, ...]] = {}
        self._instances: dict[Term, tuple[Subject, ...]] = {}
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
        larger._by_subject = index = dict(self._by_subject)
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

    def revised(self, order: Iterable[Subject] | None, facts: Mapping[Subject, Iterable[Triple]]) -> Revision:
        """Return the graph in which the subjects of `facts` have these triples instead, with what went and what came.

        `order` are all subjects of the new graph, in the order in which a graph made anew would have them; a subject
        without triples is none. None says: the same subjects in the same order. The new graph takes over the SPARQL
        store, and shares whatever did not change.
        """
        fresh = Graph(*facts.values())._by_subject
        removed: dict[Triple, None] = {}
        added: dict[Triple, None] = {}
        touched: dict[ox.NamedNode, None] = {}
        for subject in facts:
            old, new = self._by_subject.get(subject, _NO_FACTS), fresh.get(subject, _NO_FACTS)
            for predicate in dict.fromkeys((*old, *new)):
                was, now = old.get(predicate, _EMPTY), new.get(predicate, _EMPTY)
                if list(was) != list(now):
                    touched[predicate] = None
                    is_turned = [value for value in was if value in now] != [value for value in now if value in was]
                    removed.update(
                        ((subject, predicate, value), None) for value in was if is_turned or value not in now
                    )
                    added.update(((subject, predicate, value), None) for value in now if is_turned or value not in was)
        larger = Graph()
        old_index = self._by_subject
        if order is None:
            larger._by_subject = {**old_index, **fresh}
            keeps_order = True
        else:
            larger._by_subject = {
                subject: fresh[subject] if subject in facts else old_index[subject]
                for subject in order
                if subject not in facts or subject in fresh
            }
            index = larger._by_subject
            stays = [subject for subject in old_index if subject in index and subject not in facts]
            keeps_order = stays == [subject for subject in index if subject in old_index and subject not in facts]
            # A touched subject may have another place among the rest, with facts that did not change.
            touched.update((predicate, None) for subject in facts for predicate in old_index.get(subject, _NO_FACTS))
            if [subject for subject in old_index if subject in index] != [one for one in index if one in old_index]:
                removed.update(dict.fromkeys(_triples(old_index, facts)))
                added.update(dict.fromkeys(_triples(index, facts)))
        self._hand_over(larger, facts.keys(), keeps_order, touched, removed, added)
        return Revision(larger, frozenset(removed), frozenset(added), keeps_order)

    def _hand_over(
        self,
        larger: Graph,
        changed: Collection[Subject],
        keeps_order: bool,
        touched: Mapping[ox.NamedNode, None],
        removed: Iterable[Triple],
        added: Iterable[Triple],
    ) -> None:
        """Give the indexes of untouched predicates, and the SPARQL store, to the graph that follows this one."""
        index = larger._by_subject
        if keeps_order:
            # A copy first: readers in other threads add to the indexes of the graph before.
            held = dict(self._by_object)
            larger._by_object = {predicate: held[predicate] for predicate in held if predicate not in touched}
            if self._pairs is not None:
                larger._pairs = revised_pairs(self._pairs, self._by_subject, index, touched, changed)
            if SUBCLASS_OF not in touched:
                larger._subclasses = dict(self._subclasses)
                larger._instances = {} if TYPE in touched else dict(self._instances)
        store, self._store = self._store, None
        if store is not None:
            went, came = set(removed), set(added)
            for triple in went - came:
                store.remove(ox.Quad(*triple))
            store.extend(ox.Quad(*triple) for triple in added if triple not in went)
            larger._store = store

    def __len__(self) -> int:
        """Return the number of triples."""
        return sum(len(values) for facts in self._by_subject.values() for values in facts.values())

    def __iter__(self) -> Iterator[Triple]:
        """Iterate over the triples, subject by subject."""
        for subject, facts in self._by_subject.items():
            for predicate, values in facts.items():
                for value in values:
                    yield subject, predicate, value

    @property
    def all_subjects(self) -> Iterable[Subject]:
        """The subjects, in order of first appearance."""
        return self._by_subject.keys()

    def described(self) -> Iterable[tuple[Subject, Mapping[ox.NamedNode, Iterable[Term]]]]:
        """Return every subject with its predicates and their values, in order of first appearance."""
        return self._by_subject.items()

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
            found = {}
            for subject, values in self._all_pairs().get(predicate, ()):
                for value in values:
                    subjects = found.get(value)
                    if subjects is None:
                        found[value] = [subject]
                    else:
                        subjects.append(subject)
            # Last, because the viewer asks from several threads: no reader may see it half made.
            self._by_object[predicate] = found
        return found

    def _all_pairs(self) -> Pairs:
        if self._pairs is not None:
            return self._pairs
        pairs: Pairs = {}
        for subject, facts in self._by_subject.items():
            for predicate, values in facts.items():
                listed = pairs.get(predicate)
                if listed is None:
                    pairs[predicate] = [(subject, values)]
                else:
                    listed.append((subject, values))
        self._pairs = pairs
        return pairs

    @property
    def predicates(self) -> Iterable[ox.NamedNode]:
        """The predicates that occur, in order of first appearance."""
        return list(self._all_pairs())

    def subjects(self, predicate: ox.NamedNode, value: Term) -> tuple[Subject, ...]:
        """Return the subjects that have `value` for `predicate`, in order of insertion."""
        return tuple(self._holders(predicate).get(value, ()))

    def with_predicate(self, predicate: ox.NamedNode) -> Mapping[Term, Sequence[Subject]]:
        """Return every value of `predicate` with the subjects that have it."""
        return self._holders(predicate)

    def incoming(self, value: Term) -> Iterator[tuple[Subject, ox.NamedNode]]:
        """Iterate over the subjects and predicates that point at `value`."""
        held = self._by_object
        for predicate in self._all_pairs():
            holders = held.get(predicate)
            listed = (self._holders(predicate) if holders is None else holders).get(value)
            if listed is not None:
                for subject in listed:
                    yield subject, predicate

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


def _triples(index: Mapping[Subject, Facts], subjects: Iterable[Subject]) -> Iterator[Triple]:
    for subject in subjects:
        for predicate, values in index.get(subject, _NO_FACTS).items():
            for value in values:
                yield subject, predicate, value
