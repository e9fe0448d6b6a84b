"""Which subjects a check in Python has to judge again after an edit, where it looks further than right beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

import pyoxigraph as ox

from archrepo.turtle.reading import Subject, Term
from archrepo.validation.edit import Edit
from archrepo.validation.verdicts import Verdicts
from archrepo.vocabulary import LABEL, TYPE


def with_namesakes(edit: Edit, old: Verdicts) -> Collection[Subject] | None:
    """Return the subjects with another name or type, their namesakes before and now, and whose words tell of a place.

    None when a type has another name, which the words about all its instances use.
    """
    graph = edit.after.graph
    kinds = graph.holders(TYPE)
    if any(renamed in kinds for renamed in edit.renamed):
        return None
    names = {name for one in edit.renamed for known in (edit.before.graph, graph) for name in known.objects(one, LABEL)}
    holders = graph.holders(LABEL)
    found = set(_subjects(edit.renamed))
    found.update(holder for name in names for holder in holders.get(name, ()))
    found.update(
        subject
        for subject, listed in old.findings.items()
        if not isinstance(subject, ox.Literal)
        if edit.moves(subject, listed)
        or any(edit.may_stand_elsewhere(one) for name in graph.objects(subject, LABEL) for one in holders[name])
    )
    return found


def with_ends(edit: Edit, old: Verdicts) -> Collection[Subject]:
    """Return the subjects and values of what changed, the ends of changed relations, and whose findings moved."""
    found = set(_subjects(edit.change.written))
    for triple in edit.change.triples:
        found.update(_subjects((triple[0], triple[2])))
    for node in tuple(found):
        for known in (edit.before.relations.by_node, edit.after.relations.by_node):
            relation = known.get(node)
            if relation is not None:
                found.update(_subjects((relation.source, relation.target)))
    found.update(
        subject
        for subject, listed in old.findings.items()
        if not isinstance(subject, ox.Literal) and (subject in edit.renamed or edit.moves(subject, listed))
    )
    return found


def _subjects(terms: Collection[Term]) -> Iterator[Subject]:
    return (term for term in terms if not isinstance(term, ox.Literal))


ANEW: Mapping[str, Callable[[Edit, Verdicts], Collection[Subject] | None]] = {
    "isolated-elements": with_ends,
    "unique-names": with_namesakes,
}
"""By the name of a check, the subjects that it judges again; None stands for all of them.

Such a check goes over the elements that `workspace` shows, and of each it looks up the rest.
"""
