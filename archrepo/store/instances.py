"""The instances of each class, and how those of a later graph follow from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from archrepo.store.pairs import Facts
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import TYPE


def revised_instances(
    known: Mapping[Term, tuple[Subject, ...]],
    subclasses: Mapping[Term, tuple[Term, ...]],
    index: Mapping[Subject, Facts],
    changed: Iterable[Subject],
) -> dict[Term, tuple[Subject, ...]]:
    """Return the instances by class, sorted by IRI, in a graph in which the types of some subjects changed."""
    found = dict(known)
    types = {subject: frozenset(index.get(subject, {}).get(TYPE, ())) for subject in changed}
    if not types:
        return found
    for cls, subjects in known.items():
        classes = subclasses[cls]
        listed: list[Subject] | None = None
        for subject, kinds in types.items():
            at = bisect_left(subjects if listed is None else listed, str(subject), key=str)
            current = subjects if listed is None else listed
            is_there = at < len(current) and current[at] == subject
            if is_there == kinds.isdisjoint(classes):
                listed = list(subjects) if listed is None else listed
                if is_there:
                    del listed[at]
                else:
                    listed.insert(at, subject)
        if listed is not None:
            found[cls] = tuple(listed)
    return found
