"""A workspace as it would be in another version of ArchiMate, without a file being written.

Files of other tools know ArchiMate 3.2 only, so a model in 4 is turned back before it is written to one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from archrepo.metamodel import ARCHIMATE_VERSIONS
from archrepo.migrating.retyping import Retyping
from archrepo.turtle import Triple
from archrepo.workspace import SourceFile, Workspace

#: The version that files of other tools are written in.
EXCHANGED = next(iter(ARCHIMATE_VERSIONS))


def turned(workspace: Workspace, version: str = EXCHANGED) -> Workspace:
    """Return the workspace with the types of that version; the workspace itself when it is in that version.

    The texts of the files stay what they are, so places are those of the model as it is written.
    """
    if workspace.archimate_version == version:
        return workspace
    retyping = Retyping(workspace, version)
    files = [
        file
        if workspace.reference_of(file.path) is not None
        else SourceFile.of(file.path, file.data, _retyped(retyping, file))
        for file in workspace.files
    ]
    return Workspace(workspace.configuration, files, workspace.ontology, workspace.as_of)


def _retyped(retyping: Retyping, file: SourceFile) -> Iterator[Triple]:
    """Yield the triples of a file, the changed ones where the first of their predicate stood."""
    changed = retyping.of_file(file)
    written: set[tuple[object, object]] = set()
    for subject, predicate, value in file.triples:
        new = changed.get(subject) if isinstance(subject, ox.NamedNode) else None
        if new is None or predicate not in new:
            yield subject, predicate, value
        elif (subject, predicate) not in written:
            written.add((subject, predicate))
            for one in new[predicate]:
                yield subject, predicate, one
    for subject, facts in changed.items():
        for predicate, values in facts.items():
            if (subject, predicate) not in written:
                for one in values:
                    yield subject, predicate, one
