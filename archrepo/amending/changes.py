"""A file as it is and as it would be, shown as a unified diff and written all or none."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff

import pyoxigraph as ox

from archrepo.vocabulary import AR, PREFIXES, XSD
from archrepo.workspace import Workspace
from archrepo.workspace.saving import NewText, save_all


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file as it is, None when it is not there, and as it would be; `path` is relative to the workspace."""

    path: str
    before: str | None
    after: str

    def lines(self) -> Iterator[str]:
        """Yield the change as a unified diff, without line ends."""
        yield from unified_diff(
            (self.before or "").splitlines(),
            self.after.splitlines(),
            f"a/{self.path}" if self.before is not None else "/dev/null",
            f"b/{self.path}",
            lineterm="",
        )


def write(workspace: Workspace, changes: Iterable[FileChange]) -> None:
    """Write every file of the change, or none: when one cannot be written, those before it are put back.

    Raises:
        RequestFault: a file was changed meanwhile, or lies outside the workspace; the words name it.
        OSError: the system refuses a file.
    """
    save_all(workspace.root, [NewText(workspace.root / one.path, one.after, one.before) for one in changes])


def prefixes(workspace: Workspace) -> dict[str, str]:
    """Return the prefixes that a new file of this workspace begins with."""
    wanted = ("am", "country", "dct", "gemma", "principle", "rdfs", "std")
    return {"": workspace.base, "ar": AR, "xsd": XSD, **{name: PREFIXES[name] for name in wanted if name in PREFIXES}}


def free_name(workspace: Workspace, stem: str, taken: Container[ox.NamedNode] = ()) -> ox.NamedNode:
    """Return the IRI `stem`, or with the first number behind it that is free in the model and not `taken`."""
    number, name = 1, ox.NamedNode(stem)
    while workspace.model.facts(name) or name in taken:
        number += 1
        name = ox.NamedNode(f"{stem}-{number}")
    return name
