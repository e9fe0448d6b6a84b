"""The places of the subjects of a graph, as numbers with room between them for further ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from archrepo.turtle.reading import Subject

Ranks: TypeAlias = Mapping[Subject, int]

ROOM = 1 << 40
"""So far apart stand two neighbours at first; where no room is left all numbers are given anew."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The ranks of all subjects of a graph, and those subjects that changed places among the others."""

    ranks: Ranks
    moved: frozenset[Subject]


def ranks_of(subjects: Iterable[Subject], first: int = 0) -> dict[Subject, int]:
    """Return the ranks of subjects that stand in this order."""
    return dict(zip(subjects, count(first, ROOM), strict=False))


def placed(before: Ranks, order: Sequence[Subject]) -> Placement:
    """Return the ranks of the subjects in this order; as few as can be have another one than before."""
    known = [before.get(subject) for subject in order]
    stay = _longest_rising(known)
    if len(stay) == len(order) == len(before):
        return Placement(before, frozenset())
    apart = set(range(len(order))).difference(stay)
    moved = frozenset(order[index] for index in apart if known[index] is not None)
    ranks = dict(before)
    for subject in before.keys() - set(order):
        del ranks[subject]
    start = 0
    for index in (*stay, len(order)):
        missing = order[start:index]
        if missing:
            low = ranks[order[start - 1]] if start else None
            high = ranks[order[index]] if index < len(order) else None
            between = _between(low, high, len(missing))
            if between is None:
                return Placement(ranks_of(order), moved)
            ranks.update(zip(missing, between, strict=True))
        start = index + 1
    return Placement(ranks, moved)


def _between(low: int | None, high: int | None, amount: int) -> Iterable[int] | None:
    """Return so many rising numbers between two others; None when there is no room."""
    if low is None:
        low = (high or 0) - ROOM * (amount + 1)
    if high is None:
        high = low + ROOM * (amount + 1)
    step = (high - low) // (amount + 1)
    return [low + step * (index + 1) for index in range(amount)] if step else None


def _longest_rising(numbers: Sequence[int | None]) -> Sequence[int]:
    """Return the places of the longest rising row of numbers; None counts for nothing."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        if number is None:
            continue
        if not ends or number > ends[-1]:
            at = len(ends)
            ends.append(number)
            places.append(index)
        else:
            at = bisect_left(ends, number)
            ends[at] = number
            places[at] = index
        if at:
            before[index] = places[at - 1]
    found: list[int] = []
    index = places[-1] if places else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
