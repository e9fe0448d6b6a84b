"""In which file a new thing of a model belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import Term
from archrepo.vocabulary import FORMER_TYPE, TYPE
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.others_components import others_components

_Counts: TypeAlias = dict[Term, Counter[str]]


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where things stand: own ones by type, all by type, and each by its name."""

    own: _Counts = field(default_factory=dict)
    every: _Counts = field(default_factory=dict)
    files: dict[Term, str] = field(default_factory=dict)


class Homes:
    """Where things of each type stand in a workspace, or below one folder of it; counted when first asked."""

    def __init__(self, workspace: Workspace, folder: str = "", base: str = "") -> None:
        """Keep the workspace, the folder ("" is all of it), and how own names there begin, if otherwise."""
        self._workspace = workspace
        self._bases = (workspace.base, base or workspace.base)
        self._folder = f"{folder}/" if folder else ""
        self._found: _Stand | None = None

    def of(
        self, types: Iterable[Term], related: Iterable[Term] = (), new: Mapping[ox.NamedNode, str] | None = None
    ) -> str:
        """Return the file in which most things of the first known type stand that the organisation named and has.

        `new` are things that are not there yet, with their file. When it has none: where most of the related things
        stand, then where most things of the type do, and at last the file with most that is its own. Never a pinned
        reference, or a file in which most has a name of others.
        """
        found = self._found = self._found or self._counted()
        kinds = tuple(types)
        added: Mapping[ox.NamedNode, str] = new or {}
        paths = (
            added[one] if isinstance(one, ox.NamedNode) and one in added else found.files.get(one) for one in related
        )
        nearby = Counter(path for path in paths if path is not None)
        candidates = [
            *(found.own[kind] for kind in kinds if kind in found.own),
            nearby,
            *(found.every[kind] for kind in kinds if kind in found.every),
            sum((found.own or found.every).values(), Counter[str]()),
        ]
        best = next((one for one in candidates if one), None)
        return best.most_common(1)[0][0] if best else self._workspace.files[0].path

    def _counted(self) -> _Stand:
        others = others_components(self._workspace)
        found = _Stand()
        for file in self._own_files():
            for subject, predicate, value in file.triples:
                if predicate == TYPE:
                    found.files.setdefault(subject, file.path)
                if predicate in (TYPE, FORMER_TYPE):
                    found.every.setdefault(value, Counter())[file.path] += 1
                    if self._is_named(subject) and subject not in others:
                        found.own.setdefault(value, Counter())[file.path] += 1
        return found

    def _own_files(self) -> Sequence[SourceFile]:
        """Return the files below the folder in which most things have an own name, else all; no pinned reference."""
        files = [
            one
            for one in self._workspace.files
            if one.path.startswith(self._folder) and self._workspace.reference_of(one.path) is None
        ]
        return [one for one in files if self._is_own(one)] or files

    def _is_own(self, file: SourceFile) -> bool:
        named = [one for one in file.subjects if isinstance(one, ox.NamedNode)]
        return 2 * sum(map(self._is_named, named)) >= len(named)

    def _is_named(self, subject: Term) -> bool:
        return isinstance(subject, ox.NamedNode) and subject.value.startswith(self._bases)
