"""A workspace after an edit of its files: what the edit leaves alone is taken over from the workspace before it.

The result equals one that is opened anew, down to the order of everything; a test compares the two over random edits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pyoxigraph as ox

from archrepo.relations import derived_about, only_derived, predicates_above
from archrepo.store import Graph, Placement, Ranks, Revision, placed, ranks_of
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import DOMAIN, FORMER_TYPE, LANGUAGE, MODEL, RELATION_SOURCE, RUN, SUBCLASS_OF, TYPE
from archrepo.workspace.configuration import read_configuration
from archrepo.workspace.elements import Element
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import SourceFile, parsed, read_bytes
from archrepo.workspace.opened import Workspace, collector_paused, files_of_model

#: So far from the subjects of the model stand those of the vocabulary, and again what is only derived, and the run.
_APART = 1 << 64


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit changed: triples of the graph that the rules see, and the files whose text or presence changed.

    A triple that only changed places went and came. `written` are the things that stand, as subject or as value, in
    what was written, moved or taken away, also where another file has the same triple.
    """

    removed: frozenset[Triple]
    added: frozenset[Triple]
    files: frozenset[str]
    written: frozenset[Term]

    @property
    def triples(self) -> Iterator[Triple]:
        """The triples that went, and those that came."""
        return chain(self.removed, self.added)


def renewed(workspace: Workspace, as_of: date) -> tuple[Workspace, Change] | None:
    """Return the workspace as it stands on disk now, and what changed; None when it must be opened anew.

    That is so when archrepo.toml or the date changed.

    Raises:
        ArchrepoError: a file cannot be read; the workspace given stays good.
    """
    configuration = read_configuration(workspace.root)
    if configuration != workspace.configuration or as_of != workspace.as_of:
        return None
    with collector_paused():
        places: dict[str, FilePlaces] = {}
        files = parsed(_contents(workspace, places))
        return _renewed(workspace, files, places)


def overlaid(
    workspace: Workspace,
    files: Sequence[SourceFile],
    *,
    without: Collection[str] = (),
    places: Mapping[str, FilePlaces] | None = None,
) -> tuple[Workspace, Change]:
    """Return the workspace with further files behind its own, and without the files of those paths, and what changed.

    Nothing on disk is read. `places` says where the triples of a file stand that holds only a part of its text.
    """
    with collector_paused():
        kept = [file for file in workspace.files if file.path not in without]
        return _renewed(workspace, [*kept, *files], places or {})


def with_facts_of(workspace: Workspace, files: Sequence[SourceFile]) -> Workspace:
    """Return the workspace with further files behind its own, to look facts up in; rules need one of `overlaid`.

    The graph of the given workspace keeps its SPARQL store.
    """
    with collector_paused():
        return _facts_renewed(workspace, [*workspace.files, *files], {}).workspace


def _contents(workspace: Workspace, places: dict[str, FilePlaces]) -> Iterator[tuple[str, bytes, SourceFile | None]]:
    """Yield every file of the model, parsed already where it is the same or its edit is small; fill `places`."""
    known = {file.path: file for file in workspace.files}
    for name, data in read_bytes(workspace.root, files_of_model(workspace.configuration)):
        file = known.get(name)
        if file is not None and file.data != data:
            edited = workspace.places_of(file).edited(data)
            file = None
            if edited is not None:
                file, places[name] = edited
        yield name, data, file


@dataclass(frozen=True, slots=True)
class _Facts:
    """A workspace of which the graph that the rules see is not made yet, and what that needs."""

    workspace: Workspace
    model: Revision
    placement: Placement | None
    touched: Mapping[Subject, list[Triple]]
    changed: frozenset[str]
    written: frozenset[Term]


def _renewed(old: Workspace, files: Sequence[SourceFile], places: Mapping[str, FilePlaces]) -> tuple[Workspace, Change]:
    facts = _facts_renewed(old, files, places)
    new = facts.workspace
    graph = _revised_graph(old, new, facts.model, facts.placement, facts.touched)
    vars(new)["graph"] = graph.graph
    new.prepare()
    return new, Change(graph.removed, graph.added, facts.changed, facts.written)


def _facts_renewed(old: Workspace, files: Sequence[SourceFile], places: Mapping[str, FilePlaces]) -> _Facts:
    before = {file.path: file for file in old.files}
    after = {file.path: file for file in files}
    changed = frozenset(path for path in {**before, **after} if before.get(path) is not after.get(path))
    touched: dict[Subject, list[Triple]] = {}
    written: set[Term] = set()
    for path in sorted(changed):
        for subject, _predicate, value in _touched(before.get(path), after.get(path)):
            touched[subject] = []
            written |= {subject, value}
    for file in files:
        if any(subject in file.subjects for subject in touched):
            for triple in file.triples:
                if triple[0] in touched:
                    touched[triple[0]].append(triple)
    placement = None
    if any(_subjects(before.get(path)) != _subjects(after.get(path)) for path in changed):
        placement = placed(old.model.ranks, list(dict.fromkeys(chain.from_iterable(file.subjects for file in files))))
    model = old.model.revised(touched, placement)
    new = Workspace(old.configuration, files, old.ontology, old.as_of, model.graph)
    new.take_over(old, changed, places)
    _take_over_readings(old, new, model, placement)
    return _Facts(new, model, placement, touched, changed, frozenset(written))


def _subjects(file: SourceFile | None) -> list[Subject]:
    return list(file.subjects) if file else []


def _touched(before: SourceFile | None, after: SourceFile | None) -> Iterator[Triple]:
    """Yield the triples between what two states of a file begin and end with, and of what turned the shorter part."""
    was: Sequence[Triple] = before.triples if before else ()
    now: Sequence[Triple] = after.triples if after else ()
    most = min(len(was), len(now))
    start = next((index for index in range(most) if was[index] is not now[index] and was[index] != now[index]), most)
    most -= start
    end = next(
        (index for index in range(1, most + 1) if was[-index] is not now[-index] and was[-index] != now[-index]),
        most + 1,
    )
    was, now = was[start : len(was) - end + 1], now[start : len(now) - end + 1]
    at = was.index(now[0]) if len(was) == len(now) > 0 and now[0] in was else 0
    if at and was[at:] == now[: len(was) - at] and was[:at] == now[len(was) - at :]:
        yield from min(was[:at], was[at:], key=len)
    else:
        yield from was
        yield from now


def _take_over_readings(old: Workspace, new: Workspace, model: Revision, placement: Placement | None) -> None:
    """Give the new workspace what was read from the old one, revised where a changed triple is about it."""
    known = vars(old)
    if "elements" in known:
        vars(new)["elements"] = _revised_elements(old, new, model, placement)
    if "relations" in known:
        new_relations = old.relations.after(new.model, new.metamodel, chain(model.removed, model.added))
        vars(new)["relations"] = new_relations
        if "derived_relations" in known and new_relations is old.relations and new.elements is old.elements:
            vars(new)["derived_relations"] = old.derived_relations
    if "reference_bases" in known and placement is None:
        vars(new)["reference_bases"] = old.reference_bases


def _revised_elements(
    old: Workspace, new: Workspace, model: Revision, placement: Placement | None
) -> Mapping[Term, Element]:
    """Return the elements of the new workspace; the very same mapping when nothing differs."""
    touched = {triple[1] for triple in chain(model.removed, model.added)}
    is_headed = any(triple[2] == MODEL for triple in chain(model.removed, model.added))
    if SUBCLASS_OF in touched or LANGUAGE in touched or is_headed:
        return new.read_elements()
    typed = (TYPE, DOMAIN, FORMER_TYPE)
    changed = dict.fromkeys(triple[0] for triple in chain(model.removed, model.added) if triple[1] in typed)
    found = dict(old.elements)
    read = new.read_elements(changed)
    is_other = placement is not None and any(subject in found for subject in placement.moved)
    for subject in changed:
        if found.get(subject) != read.get(subject):
            is_other = True
            if subject in read:
                found[subject] = read[subject]
            else:
                del found[subject]
    if not is_other:
        return old.elements
    ranks = new.model.ranks
    in_order = sorted(found, key=lambda subject: ranks[found[subject].iri])
    return {subject: found[subject] for subject in in_order}


def _revised_graph(
    old: Workspace, new: Workspace, model: Revision, placement: Placement | None, touched: Iterable[Subject]
) -> Revision:
    """Return the graph that the rules see, revised for the touched subjects and for what follows from them."""
    nodes = dict.fromkeys(triple[0] for triple in chain(model.removed, model.added))
    sources = (
        source
        for node in nodes
        for known in (old.model, new.model)
        for source in known.objects(node, RELATION_SOURCE)
        if not isinstance(source, ox.Literal)
    )
    above = predicates_above(old.ontology.graph)
    facts = {
        subject: [
            *_facts(new.model, subject),
            *_facts(new.ontology.graph, subject),
            *derived_about(new.model, new.metamodel, above, subject),
            *(triple for triple in new.run_context if triple[0] == subject),
        ]
        for subject in dict.fromkeys(chain(touched, sources))
    }
    behind = [only_derived(each.model, each.metamodel, each.ontology.graph) for each in (old, new)]
    if placement is None and behind[0] == behind[1]:
        return old.graph.revised(facts)
    switched = {subject for subject in facts if bool(old.model.facts(subject)) != bool(new.model.facts(subject))}
    moved = {*switched, *chain(*behind)} if behind[0] != behind[1] else switched
    moved = moved | placement.moved if placement is not None else moved
    return old.graph.revised(facts, Placement(_ranks_of_all(new, behind[1]), frozenset(moved)))


def _ranks_of_all(new: Workspace, behind: Iterable[Subject]) -> Ranks:
    """Return the ranks of the whole graph: the model, the vocabulary, what is only derived, and the run."""
    return {
        **ranks_of([RUN], 3 * _APART),
        **ranks_of(behind, 2 * _APART),
        **ranks_of(new.ontology.graph.all_subjects, _APART),
        **new.model.ranks,
    }


def _facts(graph: Graph, subject: Subject) -> Iterator[Triple]:
    for predicate, values in graph.facts(subject).items():
        for value in values:
            yield subject, predicate, value
