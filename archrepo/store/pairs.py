"""The subjects of each predicate with their values, and how those of a later graph follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import Subject, Term

Facts: TypeAlias = dict[ox.NamedNode, dict[Term, None]]
Pairs: TypeAlias = dict[ox.NamedNode, list[tuple[Subject, dict[Term, None]]]]


def revised_pairs(
    before: Pairs,
    old: Mapping[Subject, Facts],
    new: Mapping[Subject, Facts],
    touched: Iterable[ox.NamedNode],
    changed: Collection[Subject],
) -> Pairs:
    """Return the pairs of a graph in which the values of the touched predicates changed.

    `old` and `new` are its facts before and after; only those of the subjects in `changed` differ. Predicates stand in
    the order in which the subjects have them; one without pairs is none.
    """
    pairs = dict(before)
    stay = list(old) == list(new)
    came = {each for subject in changed for each in new.get(subject, ()) if each not in old.get(subject, ())}
    for predicate in touched:
        if stay and predicate in before and predicate not in came:
            held = ((subject, new[subject]) for subject, _values in before[predicate])
            pairs[predicate] = [(subject, facts[predicate]) for subject, facts in held if predicate in facts]
        else:
            pairs[predicate] = [(subject, facts[predicate]) for subject, facts in new.items() if predicate in facts]
    begin_there = {listed[0][0] for listed in pairs.values() if listed}
    if (
        stay
        and all(predicate in before and _first(before[predicate]) == _first(pairs[predicate]) for predicate in touched)
        and all(list(old[subject]) == list(new[subject]) for subject in begin_there.intersection(changed))
    ):
        return {predicate: listed for predicate, listed in pairs.items() if listed}
    return _by_first_appearance(pairs, new)


def _first(listed: list[tuple[Subject, dict[Term, None]]]) -> Subject | None:
    return listed[0][0] if listed else None


def _by_first_appearance(pairs: Pairs, index: Mapping[Subject, Facts]) -> Pairs:
    """Return the pairs with the predicates in the order in which the subjects have them; one without pairs is none."""
    beginnings: dict[Subject, set[ox.NamedNode]] = {}
    for predicate, listed in pairs.items():
        if listed:
            beginnings.setdefault(listed[0][0], set()).add(predicate)
    return {
        predicate: pairs[predicate]
        for subject, facts in index.items()
        if subject in beginnings
        for predicate in facts
        if predicate in beginnings[subject]
    }
