"""What a new release means for the model of the municipality: who refers to what changed, and what to decide."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.amending import amendments_between
from archrepo.amending.making import Amendment
from archrepo.exchange.releases.comparing import (
    ChangeKind,
    DemandChange,
    Difference,
    PartChange,
    ViewChange,
    demand_change,
)
from archrepo.exchange.releases.release import Part, Release, Terms
from archrepo.exchange.releases.succession import alternatives
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import EXACT_MATCH, SPECIALIZES, SUPPORTS_STANDARD, TYPE, ar
from archrepo.workspace import SourceFile, Workspace, matching_files
from archrepo.workspace.files import read_files

_REFERENCE_COMPONENT, _LIFECYCLE, _ENDED = ar("referenceComponent"), ar("lifecycle"), ar("Ended")
_OBSERVED = ar("ObservedLink")
#: Changes of a part that matter to whoever refers to it; a status only when it is a retiring one.
_FELT = (ChangeKind.WITHDRAWN, ChangeKind.READDRESSED, ChangeKind.RENAMED, ChangeKind.RETYPED, ChangeKind.STATUS)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the own files that refers to a part that changed.

    `successor` takes the place of the part, by what the release says, else None; `alternatives` are other versions of
    the same. `is_proposed` tells that an edit of this place is proposed; what ends without one is a decision to take.
    """

    change: PartChange
    subject: Subject
    name: Text
    link: Text
    location: Location
    successor: Part | None
    alternatives: tuple[Part, ...]
    is_proposed: bool

    @property
    def is_decision(self) -> bool:
        """Tell whether somebody has to choose what happens here."""
        is_ending = self.change.kind is ChangeKind.WITHDRAWN or self.change.is_retiring
        return is_ending and not self.is_proposed


@dataclass(frozen=True, slots=True)
class OwnDemand:
    """A changed demand on a component that something of one's own fills; `is_supported` is None when nobody knows."""

    change: DemandChange
    subject: Subject
    name: Text
    location: Location
    is_supported: bool | None


@dataclass(frozen=True, slots=True)
class OwnView:
    """A changed view on which applications of one's own stand, by the component that they fill."""

    change: ViewChange
    applications: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the difference means here; places are sorted by file and line, views by name."""

    mentions: tuple[Mention, ...]
    demands: tuple[OwnDemand, ...]
    views: tuple[OwnView, ...]


@dataclass(frozen=True, slots=True)
class Releases:
    """The two releases, what differs, and which part takes the place of which by what they say."""

    old: Release
    new: Release
    difference: Difference
    successors: Mapping[Term, Part]
    terms: Terms


def meaning_of(workspace: Workspace, after: Workspace, releases: Releases, mentions: Iterable[Mention]) -> Meaning:
    """Return what the difference means for the workspace; `after` is that workspace with the new release."""
    return Meaning(
        tuple(mentions),
        tuple(sorted(_demands(releases, workspace, after), key=lambda one: (one.name.nl, one.location))),
        tuple(_views(releases, workspace)),
    )


def mentions_of(workspace: Workspace, releases: Releases) -> tuple[tuple[Mention, ...], tuple[Amendment, ...]]:
    """Return who refers to what changed, by file and line, and the edits that follow from what the releases say."""
    successors = releases.successors
    changes: dict[Term, list[PartChange]] = {}
    for change in releases.difference.parts:
        if change.kind in _FELT and (change.kind is not ChangeKind.STATUS or change.is_retiring):
            changes.setdefault(change.part, []).append(change)
    pinned = _pinned_facts(workspace, changes)
    gone: list[Triple] = []
    come: list[Triple] = []
    mentions: list[Mention] = []
    for file, is_model in _own_files(workspace):
        for triple in file.triples:
            for change in _touching(triple, changes):
                is_own = is_model and triple not in pinned
                new = _new_address(workspace, triple, change, successors) if is_own else None
                if new is not None:
                    gone.append(triple)
                    come.append((triple[0], triple[1], new))
                mentions.append(_mention(workspace, file, triple, change, releases, is_proposed=new is not None))
    mentions.sort(key=lambda one: (one.location, list(ChangeKind).index(one.change.kind)))
    return tuple(mentions), amendments_between(workspace, gone, come)


def _own_files(workspace: Workspace) -> Iterator[tuple[SourceFile, bool]]:
    """Yield the files of one's own, and whether they are of the model; the others are proposals."""
    for file in workspace.files:
        if workspace.reference_of(file.path) is None:
            yield file, True
    for file in read_files(workspace.root, matching_files(workspace.root, workspace.configuration.proposals)):
        yield file, False


def _pinned_facts(workspace: Workspace, changes: Container[Term]) -> frozenset[Triple]:
    """Return what pinned models say of the parts; the new release says it otherwise, also where a copy is one's own."""
    return frozenset(
        triple
        for file in workspace.files
        if workspace.reference_of(file.path) is not None
        for triple in file.triples
        if triple[2] in changes
    )


def _touching(triple: Triple, changes: Mapping[Term, list[PartChange]]) -> Iterable[PartChange]:
    subject, _, value = triple
    if value in changes:
        return changes[value]
    return changes.get(subject, ())


def _new_address(
    workspace: Workspace, triple: Triple, change: PartChange, successors: Mapping[Term, Part]
) -> ox.NamedNode | None:
    """Return what the value becomes by a proposed edit; None when no edit can be proposed."""
    subject, predicate, value = triple
    if not isinstance(subject, ox.NamedNode) or value != change.part:
        return None
    if change.kind is ChangeKind.READDRESSED:
        return ox.NamedNode(change.after)
    is_observed = workspace.ontology.graph.has(predicate, TYPE, _OBSERVED)
    if change.kind is not ChangeKind.WITHDRAWN or is_observed or value not in successors:
        return None
    return successors[value].iri


def _mention(
    workspace: Workspace,
    file: SourceFile,
    triple: Triple,
    change: PartChange,
    releases: Releases,
    *,
    is_proposed: bool,
) -> Mention:
    subject, predicate, value = triple
    place = workspace.places_of(file).find(subject, predicate, value)
    return Mention(
        change=change,
        subject=subject,
        name=_holder(workspace, subject),
        link=workspace.name_of(predicate),
        location=place or Location(file.path, 0, 0, 0, 0),
        successor=releases.successors.get(change.part),
        alternatives=alternatives(releases.old, releases.new, change.part, releases.terms),
        is_proposed=is_proposed,
    )


def _holder(workspace: Workspace, subject: Subject) -> Text:
    """Return the name of a subject; of a node without one, that of the thing that holds it."""
    seen: set[Term] = set()
    while isinstance(subject, ox.BlankNode) and subject not in seen:
        seen.add(subject)
        subject = next((holder for holder, _ in workspace.model.incoming(subject)), subject)
    return workspace.name_of(subject)


def _fillers(workspace: Workspace) -> dict[Term, list[Subject]]:
    """Return who of one's own fills each component, without what is no longer in use."""
    theirs = workspace.reference_subjects
    return {
        component: [
            subject
            for subject in subjects
            if subject not in theirs and not workspace.model.has(subject, _LIFECYCLE, _ENDED)
        ]
        for component, subjects in workspace.model.with_predicate(_REFERENCE_COMPONENT).items()
    }


def _moved(difference: Difference, successors: Mapping[Term, Part]) -> dict[Term, ox.NamedNode | None]:
    """Return what takes the place of each part that is no longer there under its address; None when nothing does."""
    found: dict[Term, ox.NamedNode | None] = {}
    for change in difference.parts:
        if change.kind is ChangeKind.READDRESSED:
            found[change.part] = ox.NamedNode(change.after)
        elif change.kind is ChangeKind.WITHDRAWN:
            found[change.part] = successors[change.part].iri if change.part in successors else None
    return found


def _demands(releases: Releases, workspace: Workspace, after: Workspace) -> Iterator[OwnDemand]:
    """Yield what changes in the demands on what is filled here; a part that moved gets those of its successor."""
    moved = _moved(releases.difference, releases.successors)
    for component, subjects in _fillers(workspace).items():
        now = moved.get(component, component)
        if now is None or not subjects:
            continue
        for change in _between(releases, component, now, moved):
            for subject in subjects:
                yield OwnDemand(
                    change=change,
                    subject=subject,
                    name=workspace.name_of(subject),
                    location=workspace.locate(subject, _REFERENCE_COMPONENT, component),
                    is_supported=_supports(after.graph, subject, change.standard),
                )


def _between(
    releases: Releases, component: Term, now: Term, moved: Mapping[Term, ox.NamedNode | None]
) -> Iterator[DemandChange]:
    """Yield how the demands on a component differ from those on the one that it is now; each standard once."""
    was = {moved.get(standard) or standard: role for standard, role in releases.old.demands_on(component).items()}
    asked = releases.new.demands_on(now)
    for standard in {**was, **asked}:
        if was.get(standard, "") != asked.get(standard, ""):
            yield demand_change(
                releases.new,
                releases.old,
                (now, standard),
                was.get(standard, ""),
                asked.get(standard, ""),
                releases.terms,
            )


def _supports(graph: Graph, subject: Subject, standard: Term) -> bool | None:
    """Tell whether a thing supports the standard or a version of it; None when nobody wrote down what it supports."""
    supported = graph.objects(subject, SUPPORTS_STANDARD)
    if not supported:
        return None
    known: set[Term] = set()
    for one in supported:
        for general in (one, *graph.objects(one, SPECIALIZES)):
            known |= {general, *graph.objects(general, EXACT_MATCH), *graph.subjects(EXACT_MATCH, general)}
    return standard in known


def _views(releases: Releases, workspace: Workspace) -> Iterator[OwnView]:
    fillers = _fillers(workspace)
    for component, now in _moved(releases.difference, releases.successors).items():
        if now is not None and component in fillers:
            fillers[now] = [*fillers.get(now, ()), *fillers[component]]
    for change in releases.difference.views:
        shown: Collection[Term] = {
            part for drawn in (change.before, change.after) if drawn is not None for part in drawn.shows
        }
        names = {workspace.name_of(subject) for part in shown if part in fillers for subject in fillers[part]}
        if names:
            yield OwnView(change, tuple(sorted(names, key=lambda name: name.nl)))
