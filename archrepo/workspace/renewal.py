"""A workspace after an edit of its files: what the edit leaves alone is taken over from the workspace before it.

The result equals one that is opened anew, down to the order of everything; a test compares the two over random edits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from archrepo.store import Revision
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    ACCESS_TYPE,
    DIRECTED,
    MODIFIER,
    RELATION_SOURCE,
    RELATION_TARGET,
    RUN,
    SUBCLASS_OF,
    TYPE,
)
from archrepo.workspace.configuration import read_configuration
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import SourceFile, parsed, read_bytes
from archrepo.workspace.opened import Workspace, collector_paused, files_of_model

SHAPE_OF_A_RELATION = (TYPE, RELATION_SOURCE, RELATION_TARGET, ACCESS_TYPE, MODIFIER, DIRECTED)


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


def _renewed(old: Workspace, files: Sequence[SourceFile], places: Mapping[str, FilePlaces]) -> tuple[Workspace, Change]:
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
    order = None
    if any(_subjects(before.get(path)) != _subjects(after.get(path)) for path in changed):
        order = tuple(dict.fromkeys(chain.from_iterable(file.subjects for file in files)))
    model = old.model.revised(order, touched)
    new = Workspace(old.configuration, files, old.ontology, old.as_of, model.graph)
    new.take_over(old, changed, places)
    _take_over_readings(old, new, model, same_subjects=order is None)
    graph = _revised_graph(old, new, order, touched)
    vars(new)["graph"] = graph.graph
    new.prepare()
    return new, Change(graph.removed, graph.added, changed, frozenset(written))


def _subjects(file: SourceFile | None) -> list[Subject]:
    return list(file.subjects) if file else []


def _touched(before: SourceFile | None, after: SourceFile | None) -> Iterator[Triple]:
    """Yield the triples between what two states of a file begin and end with."""
    was: Sequence[Triple] = before.triples if before else ()
    now: Sequence[Triple] = after.triples if after else ()
    most = min(len(was), len(now))
    start = next((index for index in range(most) if was[index] is not now[index] and was[index] != now[index]), most)
    most -= start
    end = next(
        (index for index in range(1, most + 1) if was[-index] is not now[-index] and was[-index] != now[-index]),
        most + 1,
    )
    yield from was[start : len(was) - end + 1]
    yield from now[start : len(now) - end + 1]


def _take_over_readings(old: Workspace, new: Workspace, model: Revision, same_subjects: bool) -> None:
    """Give the new workspace the elements and relations of the old one, where no changed triple is about them."""
    predicates = {triple[1] for triple in (*model.removed, *model.added)}
    names = []
    if model.keeps_order and predicates.isdisjoint((TYPE, SUBCLASS_OF)):
        names.append("elements")
    if model.keeps_order and predicates.isdisjoint((*SHAPE_OF_A_RELATION, *old.metamodel.predicates)):
        names += ["relations", "derived"]
    if len(names) == 3:
        names.append("derived_relations")
    if same_subjects:
        names.append("reference_bases")
    for name in names:
        if name in vars(old):
            vars(new)[name] = vars(old)[name]


def _revised_graph(
    old: Workspace, new: Workspace, order: Iterable[Subject] | None, touched: Iterable[Subject]
) -> Revision:
    """Return the graph that the rules see, revised for the touched subjects and for what follows from them."""
    subjects = dict.fromkeys(touched)
    ontology = old.ontology.graph
    derived: Mapping[Subject, list[Triple]]
    if new.derived is old.derived:
        derived = _by_subject(triple for triple in new.derived if triple[0] in subjects)
    else:
        was, derived = _by_subject(old.derived), _by_subject(new.derived)
        subjects.update((subject, None) for subject in {**was, **derived} if was.get(subject) != derived.get(subject))
    facts = {
        subject: [
            *_facts(new, subject),
            *((subject, predicate, value) for predicate, values in ontology.facts(subject).items() for value in values),
            *derived.get(subject, ()),
            *(triple for triple in new.run_context if triple[0] == subject),
        ]
        for subject in subjects
    }
    if order is None and new.derived is old.derived:
        return old.graph.revised(None, facts)
    behind = (triple[0] for triple in new.derived)
    return old.graph.revised(dict.fromkeys(chain(new.model.all_subjects, ontology.all_subjects, behind, (RUN,))), facts)


def _facts(workspace: Workspace, subject: Subject) -> Iterator[Triple]:
    for predicate, values in workspace.model.facts(subject).items():
        for value in values:
            yield subject, predicate, value


def _by_subject(triples: Iterable[Triple]) -> dict[Subject, list[Triple]]:
    found: dict[Subject, list[Triple]] = {}
    for triple in triples:
        found.setdefault(triple[0], []).append(triple)
    return found
