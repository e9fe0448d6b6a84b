"""In which file a new thing of a model belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.turtle.reading import Term
from archrepo.vocabulary import TYPE
from archrepo.workspace import Workspace

_Counts: TypeAlias = dict[Term, Counter[str]]


class Homes:
    """Where things of each type stand in a workspace; counted when first asked."""

    def __init__(self, workspace: Workspace) -> None:
        """Keep the workspace."""
        self._workspace = workspace
        self._found: tuple[_Counts, ...] = ()

    def of(self, types: Iterable[Term]) -> str:
        """Return the file in which most things of these types stand that the organisation named itself.

        When it named none of them: where most of them stand outside the pinned references, and at last the file with
        most that is its own.
        """
        if not self._found:
            self._found = tuple(self._counted())
        named, own = self._found
        kinds = tuple(types)
        for homes in (named, own):
            for kind in kinds:
                if kind in homes:
                    return homes[kind].most_common(1)[0][0]
        every = sum(named.values() or own.values(), Counter[str]())
        return every.most_common(1)[0][0] if every else self._workspace.files[0].path

    def _counted(self) -> Iterator[_Counts]:
        """Yield by type in which files its things stand: first those with an IRI of the base, then all not pinned."""
        base = self._workspace.base
        named: _Counts = {}
        own: _Counts = {}
        for file in self._workspace.files:
            if self._workspace.reference_of(file.path) is not None:
                continue
            for subject, predicate, value in file.triples:
                if predicate == TYPE:
                    own.setdefault(value, Counter())[file.path] += 1
                    if isinstance(subject, ox.NamedNode) and subject.value.startswith(base):
                        named.setdefault(value, Counter())[file.path] += 1
        yield named
        yield own
