"""The indexes of a graph by predicate, and how those of a later graph follow: only what changed is made anew."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.store.ranks import Ranks
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term

Facts: TypeAlias = dict[ox.NamedNode, dict[Term, None]]
Pairs: TypeAlias = dict[ox.NamedNode, list[tuple[Subject, dict[Term, None]]]]
Holders: TypeAlias = dict[Term, list[Subject]]

_NO_FACTS: Facts = {}
_EMPTY: dict[Term, None] = {}


@dataclass(frozen=True)
class Differences:
    """What differs between two states of some subjects: triples that went and came, and whose predicates that touches.

    What only changed places, values of one property or subjects of the whole, went and came.
    """

    removed: dict[Triple, None] = field(default_factory=dict)
    added: dict[Triple, None] = field(default_factory=dict)
    touched: dict[ox.NamedNode, dict[Subject, None]] = field(default_factory=dict)


def differences(
    before: Mapping[Subject, Facts],
    after: Mapping[Subject, Facts],
    changed: Iterable[Subject],
    moved: Collection[Subject],
) -> Differences:
    """Return what differs in these subjects, of which those in `moved` have another place among the others."""
    found = Differences()
    for subject in changed:
        old, new = before.get(subject, _NO_FACTS), after.get(subject, _NO_FACTS)
        for predicate in dict.fromkeys((*old, *new)):
            was, now = old.get(predicate, _EMPTY), new.get(predicate, _EMPTY)
            if subject in moved or list(was) != list(now):
                found.touched.setdefault(predicate, {})[subject] = None
                is_turned = subject in moved or [value for value in was if value in now] != [
                    value for value in now if value in was
                ]
                found.removed.update(
                    ((subject, predicate, value), None) for value in was if is_turned or value not in now
                )
                found.added.update(
                    ((subject, predicate, value), None) for value in now if is_turned or value not in was
                )
    return found


def pairs_of(index: Iterable[tuple[Subject, Facts]]) -> Pairs:
    """Return the subjects of each predicate with their values, in the order of the subjects."""
    pairs: Pairs = {}
    for subject, facts in index:
        for predicate, values in facts.items():
            listed = pairs.get(predicate)
            if listed is None:
                pairs[predicate] = [(subject, values)]
            else:
                listed.append((subject, values))
    return pairs


def holders_of(pairs: Iterable[tuple[Subject, dict[Term, None]]]) -> Holders:
    """Return every value of a predicate with its subjects, values and subjects in order of first appearance."""
    found: Holders = {}
    for subject, values in pairs:
        for value in values:
            subjects = found.get(value)
            if subjects is None:
                found[value] = [subject]
            else:
                subjects.append(subject)
    return found


def in_order_of_appearance(pairs: Pairs, index: Mapping[Subject, Facts], ranks: Ranks) -> list[ox.NamedNode]:
    """Return the predicates in the order in which the subjects have them."""
    beginnings: dict[Subject, set[ox.NamedNode]] = {}
    for predicate, listed in pairs.items():
        beginnings.setdefault(listed[0][0], set()).add(predicate)
    return [
        predicate
        for subject in sorted(beginnings, key=ranks.__getitem__)
        for predicate in index[subject]
        if predicate in beginnings[subject]
    ]


def sorted_holders(holders: Holders, predicate: ox.NamedNode, index: Mapping[Subject, Facts], ranks: Ranks) -> Holders:
    """Return the same values with their subjects, the values in order of first appearance."""
    by_first: dict[Subject, list[Term]] = {}
    for value, subjects in holders.items():
        by_first.setdefault(subjects[0], []).append(value)
    return {
        value: holders[value]
        for subject in sorted(by_first, key=ranks.__getitem__)
        for value in _in_order(by_first[subject], index[subject][predicate])
    }


def _in_order(values: list[Term], facts: Mapping[Term, None]) -> Iterator[Term] | list[Term]:
    if len(values) == 1:
        return values
    wanted = set(values)
    return (value for value in facts if value in wanted)


@dataclass(frozen=True, slots=True)
class Step:
    """A graph that follows another one: the facts and ranks of both, and what is touched of which predicate."""

    before: Mapping[Subject, Facts]
    after: Mapping[Subject, Facts]
    ranks_before: Ranks
    ranks_after: Ranks
    moved: Collection[Subject]
    touched: Mapping[ox.NamedNode, Collection[Subject]]

    def pairs(self, known: Pairs) -> Pairs:
        """Return the pairs of the later graph; the predicates stand in no order, and one without pairs is none."""
        pairs = dict(known)
        for predicate, subjects in self.touched.items():
            listed = list(known.get(predicate, ()))
            for subject in subjects:
                if predicate in self.before.get(subject, _NO_FACTS):
                    del listed[_place_of(listed, self.ranks_before, subject)]
            for subject in subjects:
                values = self.after.get(subject, _NO_FACTS).get(predicate)
                if values is not None:
                    listed.insert(_place_of(listed, self.ranks_after, subject), (subject, values))
            if listed:
                pairs[predicate] = listed
            else:
                pairs.pop(predicate, None)
        return pairs

    def holders(self, predicate: ox.NamedNode, known: Holders) -> Holders:
        """Return the holders of a touched predicate in the later graph; the values stand in no order."""
        found = dict(known)
        own: set[Term] = set()
        for subject in self.touched[predicate]:
            for value in self._values_apart(subject, predicate, self.before, self.after):
                listed = found[value] = found[value] if value in own else list(found[value])
                own.add(value)
                del listed[bisect_left(listed, self.ranks_before[subject], key=self.ranks_before.__getitem__)]
        for subject in self.touched[predicate]:
            for value in self._values_apart(subject, predicate, self.after, self.before):
                listed = found[value] = found[value] if value in own else list(found.get(value, ()))
                own.add(value)
                listed.insert(bisect_left(listed, self.ranks_after[subject], key=self.ranks_after.__getitem__), subject)
        for value in own:
            if not found[value]:
                del found[value]
        return found

    def _values_apart(
        self,
        subject: Subject,
        predicate: ox.NamedNode,
        these: Mapping[Subject, Facts],
        those: Mapping[Subject, Facts],
    ) -> Iterable[Term]:
        values = these.get(subject, _NO_FACTS).get(predicate, _EMPTY)
        others = those.get(subject, _NO_FACTS).get(predicate, _EMPTY)
        return [value for value in values if subject in self.moved or value not in others]


def _place_of(listed: list[tuple[Subject, dict[Term, None]]], ranks: Ranks, subject: Subject) -> int:
    return bisect_left(listed, ranks[subject], key=lambda pair: ranks[pair[0]])
