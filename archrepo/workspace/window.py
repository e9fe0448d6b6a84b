"""A workspace of which only some subjects are walked over, while everything can still be looked up.

A check that judges each subject by what stands right beside it can so be run on the surroundings of an edit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pyoxigraph as ox

from archrepo.relations import Relation, RelationSet
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import RELATION_SOURCE
from archrepo.workspace.elements import Element
from archrepo.workspace.opened import Workspace


def window_on(workspace: Workspace, subjects: Collection[Subject]) -> Workspace:
    """Return the workspace as seen through a window on these subjects."""
    seen = _WorkspaceWindow(workspace, subjects)
    seen.take_over(workspace, (), {})
    for name in ("graph", "reference_bases", "reference_subjects", "archimate_version"):
        vars(seen)[name] = getattr(workspace, name)
    vars(seen)["elements"] = _ElementsWindow(workspace.elements, subjects)
    vars(seen)["relations"] = _RelationsWindow(workspace.relations, subjects)
    return seen


class _WorkspaceWindow(Workspace):
    """A workspace that is walked over for some subjects only."""

    def __init__(self, whole: Workspace, subjects: Collection[Subject]) -> None:
        window = _GraphWindow(whole.model, subjects)
        super().__init__(whole.configuration, whole.files, whole.ontology, whole.as_of, window)
        self._subjects = subjects

    def instances(self, cls: Term) -> Sequence[Subject]:
        return sorted((one for one in self._subjects if self.graph.is_instance(one, cls)), key=str)


class _GraphWindow(Graph):
    """A graph that is walked over for some subjects only."""

    def __init__(self, whole: Graph, subjects: Collection[Subject]) -> None:
        """Keep the whole graph for looking up."""
        super().__init__(
            (subject, predicate, value)
            for subject in subjects
            for predicate, values in whole.facts(subject).items()
            for value in values
        )
        self._whole = whole

    def facts(self, subject: Term) -> Mapping[ox.NamedNode, Iterable[Term]]:
        return self._whole.facts(subject)

    def objects(self, subject: Term, predicate: ox.NamedNode) -> tuple[Term, ...]:
        return self._whole.objects(subject, predicate)

    def value(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        return self._whole.value(subject, predicate)

    def has(self, subject: Term, predicate: ox.NamedNode, value: Term) -> bool:
        return self._whole.has(subject, predicate, value)

    def holders(self, predicate: ox.NamedNode) -> Mapping[Term, Sequence[Subject]]:
        return self._whole.holders(predicate)

    def incoming(self, value: Term) -> Iterator[tuple[Subject, ox.NamedNode]]:
        return self._whole.incoming(value)


class _ElementsWindow(Mapping[Term, Element]):
    """Elements that are walked over for some subjects only."""

    def __init__(self, whole: Mapping[Term, Element], subjects: Collection[Subject]) -> None:
        self._whole = whole
        self._subjects: Sequence[Term] = [subject for subject in subjects if subject in whole]

    def __getitem__(self, iri: Term) -> Element:
        return self._whole[iri]

    def __iter__(self) -> Iterator[Term]:
        return iter(self._subjects)

    def __len__(self) -> int:
        return len(self._subjects)


class _RelationsWindow(RelationSet):
    """Relations that are walked over for some subjects only: their nodes, and the plain ones that start there."""

    def __init__(self, whole: RelationSet, subjects: Collection[Subject]) -> None:
        nodes = (whole.by_node[subject] for subject in subjects if subject in whole.by_node)
        plain = (found for subject in subjects for found in whole.outgoing(subject) if found.node is None)
        super().__init__(chain(nodes, plain))
        self._whole = whole

    @property
    def by_node(self) -> Mapping[Term, Relation]:
        return self._whole.by_node

    def outgoing(self, end: Term) -> tuple[Relation, ...]:
        return self._whole.outgoing(end)

    def incoming(self, end: Term) -> tuple[Relation, ...]:
        return self._whole.incoming(end)


def surroundings(model: Graph, triples: Iterable[Triple]) -> set[Subject]:
    """Return the subjects of the triples, those that refer to them, and the named things that hold what has no name.

    Where a relation written as a node comes or goes, the same relation as a plain triple counts no longer or again; so
    the thing from which it starts is among them.
    """
    found: set[Subject] = {triple[0] for triple in triples}
    starts = [start for subject in found for start in model.objects(subject, RELATION_SOURCE)]
    found.update(holder for subject in tuple(found) for holder, _predicate in model.incoming(subject))
    found.update(start for start in starts if not isinstance(start, ox.Literal))
    queue = [subject for subject in found if isinstance(subject, ox.BlankNode)]
    while queue:
        for holder, _predicate in model.incoming(queue.pop()):
            if holder not in found:
                found.add(holder)
                if isinstance(holder, ox.BlankNode):
                    queue.append(holder)
    return found


def with_parts(model: Graph, subjects: Iterable[Subject]) -> set[Subject]:
    """Return the subjects with all that has no name below them, since a check tells of its facts at their holder."""
    found = set(subjects)
    queue = list(found)
    while queue:
        for values in model.facts(queue.pop()).values():
            for value in values:
                if isinstance(value, ox.BlankNode) and value not in found:
                    found.add(value)
                    queue.append(value)
    return found
