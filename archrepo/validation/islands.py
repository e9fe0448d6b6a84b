"""The check that each element stands in some relation: one that does not is on no route, and no question reaches it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.turtle.reading import Term
from archrepo.validation.outcome import Fault, Outcome
from archrepo.vocabulary import AR, OBJECT_PROPERTY, TYPE
from archrepo.workspace import Workspace


def isolated_elements(workspace: Workspace) -> Outcome:
    """Find the elements without a relation that no record, such as a procurement or a processing, names either.

    To be drawn in a view is not to be connected.
    """
    alone = dict.fromkeys(workspace.elements)
    for relation in workspace.relations:
        alone.pop(relation.source, None)
        alone.pop(relation.target, None)
    for named in _named_by_records(workspace):
        alone.pop(named, None)
    faults = [
        Fault(
            subject=subject,
            name=workspace.name_of(subject),
            location=workspace.locate(subject),
            message=Text("heeft geen enkele relatie", "has no relationship at all"),
        )
        for subject in alone
    ]
    return Outcome(tuple(workspace.elements), tuple(faults))


def _named_by_records(workspace: Workspace) -> Iterator[Term]:
    for predicate in workspace.ontology.graph.subjects(TYPE, OBJECT_PROPERTY):
        if isinstance(predicate, ox.NamedNode) and predicate.value.startswith(AR):
            yield from workspace.model.with_predicate(predicate)
