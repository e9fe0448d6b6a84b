"""The check that each element stands in some relation: one that does not is on no route, and no question reaches it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.validation.outcome import Fault, Outcome
from archrepo.vocabulary import AR, OBJECT_PROPERTY, TYPE
from archrepo.workspace import Workspace


def isolated_elements(workspace: Workspace) -> Outcome:
    """Find the elements without a relation that no record, such as a procurement or a processing, names either.

    To be drawn in a view is not to be connected.
    """
    of_records = [workspace.model.holders(predicate) for predicate in _links_of_records(workspace)]
    relations = workspace.relations
    faults = [
        Fault(
            subject=subject,
            name=workspace.name_of(subject),
            location=workspace.locate(subject),
            message=Text("heeft geen enkele relatie", "has no relationship at all"),
        )
        for subject in workspace.elements
        if not relations.outgoing(subject) and not relations.incoming(subject)
        if not any(subject in named for named in of_records)
    ]
    return Outcome(tuple(workspace.elements), tuple(faults))


def _links_of_records(workspace: Workspace) -> Iterator[ox.NamedNode]:
    for predicate in workspace.ontology.graph.subjects(TYPE, OBJECT_PROPERTY):
        if isinstance(predicate, ox.NamedNode) and predicate.value.startswith(AR):
            yield predicate
