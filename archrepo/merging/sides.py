"""The two models that are brought together, and what they share already."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.exchange.lock import LOCK_FILE
from archrepo.language import Text
from archrepo.vocabulary import MODEL, TYPE
from archrepo.workspace import SourceFile, Workspace, matching_files
from archrepo.workspace.files import read_files
from archrepo.workspace.own_organisation import own_organisation
from archrepo.workspace.references import Reference

_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two models: its folder in the merged one, and the organisation that it is of, None when unknown."""

    workspace: Workspace
    folder: str
    organisation: ox.NamedNode | None

    @property
    def name(self) -> str:
        """The name of its workspace."""
        return self.workspace.name

    def own_subjects(self) -> Iterable[ox.NamedNode]:
        """Return what the files of its own describe, in the order of the model."""
        theirs = self.workspace.reference_subjects
        subjects = self.workspace.model.all_subjects
        return (one for one in subjects if isinstance(one, ox.NamedNode) and one not in theirs)

    def own_principles(self) -> tuple[SourceFile, ...]:
        """Return the files with principles of its own, sorted by path."""
        configuration = self.workspace.configuration
        root = configuration.root.resolve()
        return tuple(read_files(root, matching_files(root, configuration.shapes)))


@dataclass(frozen=True, slots=True)
class Shared:
    """What both models hold and the merged one holds once.

    `references` are pinned models of both by the folder of the second; `left_out` are paths of the second that the
    first has as well, file or folder. `names` are those of the second that become names of the first.
    """

    references: Mapping[str, Reference]
    left_out: frozenset[str]
    names: Mapping[ox.NamedNode, ox.NamedNode]


def sides_of(one: Workspace, other: Workspace) -> tuple[Side, Side]:
    """Return the two sides, each with a folder of its own.

    Raises:
        RequestFault: they are the same model, or follow different versions of ArchiMate.
    """
    if one.root.resolve() == other.root.resolve():
        raise RequestFault(
            Text("dit is twee keer hetzelfde model", "this is the same model twice"),
            remedy=Text("geef twee mappen", "name two folders"),
        )
    if one.archimate_version != other.archimate_version:
        raise RequestFault(
            Text(
                f"{one.name} volgt ArchiMate {one.archimate_version} en {other.name} {other.archimate_version}",
                f"{one.name} follows ArchiMate {one.archimate_version} and {other.name} {other.archimate_version}",
            ),
            remedy=Text(
                "breng ze eerst op één versie met archrepo migrate --to VERSIE",
                "bring them to one version first with archrepo migrate --to VERSION",
            ),
        )
    first, second = folder_name(one.name), folder_name(other.name)
    second = f"{second}-2" if second == first else second
    return _side(one, first), _side(other, second)


def _side(workspace: Workspace, folder: str) -> Side:
    found = own_organisation(workspace)
    return Side(workspace, folder, found if workspace.model.facts(found) else None)


def folder_name(name: str) -> str:
    """Return a name as a folder: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _UNSAFE.sub("-", plain).strip("-") or "model"


def shared_by(one: Side, other: Side) -> Shared:
    """Return what the second model has that the first has too.

    Raises:
        RequestFault: both pinned a reference model, of different releases.
    """
    references: dict[str, Reference] = {}
    names: dict[ox.NamedNode, ox.NamedNode] = {}
    for theirs in other.workspace.configuration.references:
        ours = [known for known in one.workspace.configuration.references if known.model == theirs.model]
        same = next((known for known in ours if known.sha256 == theirs.sha256), None)
        if same is not None:
            references[theirs.folder] = same
            names |= _names(other, theirs, same)
        elif ours:
            raise RequestFault(
                Text(
                    f"{one.name} heeft {ours[0].title.nl} en {other.name} {theirs.title.nl}",
                    f"{one.name} has {ours[0].title.en} and {other.name} {theirs.title.en}",
                ),
                remedy=Text(
                    "breng beide eerst op dezelfde uitgave met archrepo upgrade",
                    "bring both to the same release first with archrepo upgrade",
                ),
            )
    return Shared(references, frozenset({*references, *_same_files(one, other)}), names)


def _names(side: Side, theirs: Reference, ours: Reference) -> dict[ox.NamedNode, ox.NamedNode]:
    """Return the names that a pinned model got in one workspace, with those it got in the other."""
    if theirs.base == ours.base:
        return {}
    described = (one for one in side.workspace.reference_subjects if isinstance(one, ox.NamedNode))
    return {
        one: ox.NamedNode(ours.base + one.value[len(theirs.base) :])
        for one in described
        if one.value.startswith(theirs.base)
    }


def _same_files(one: Side, other: Side) -> Iterable[str]:
    """Yield the imports and the files about nothing of its own that stand in both, by their path in the second."""
    known = {_digest(folder): folder for folder in _imports(one)}
    for folder in _imports(other):
        if _digest(folder) in known:
            yield folder.relative_to(other.workspace.root).as_posix()
    texts = {file.data for file in one.workspace.files}
    for file in other.workspace.files:
        subjects = [subject for subject in file.subjects if isinstance(subject, ox.NamedNode)]
        is_own = any(subject.value.startswith(other.workspace.base) for subject in subjects)
        headers = any(other.workspace.model.has(subject, TYPE, MODEL) for subject in subjects)
        is_pinned = other.workspace.reference_of(file.path) is not None
        if file.data in texts and not is_own and not headers and not is_pinned:
            yield file.path
    principles = {file.data for file in one.own_principles()}
    yield from (file.path for file in other.own_principles() if file.data in principles)


def _imports(side: Side) -> list[Path]:
    root = side.workspace.root
    pinned = {reference.folder for reference in side.workspace.configuration.references}
    folders = sorted(path.parent for path in root.rglob(LOCK_FILE))
    return [one for one in folders if one != root and one.relative_to(root).as_posix() not in pinned]


def _digest(folder: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()
    )


def title_of(side: Side) -> Text:
    """Return the organisation that a side is of, else the name of its workspace."""
    if side.organisation is None:
        return Text.same(side.name)
    return side.workspace.name_of(side.organisation)
