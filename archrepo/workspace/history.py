"""A workspace as it stood at a commit: git gives the files, which are read from a folder of their own.

Nothing in the repository changes: no branch is switched, and no second work tree is made.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.workspace.configuration import CONFIGURATION
from archrepo.workspace.opened import Workspace, open_workspace

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its whole and short name, and its day."""

    identifier: str
    short: str
    day: str


def find_commit(root: Path, revision: str) -> Commit | None:
    """Return the commit that git knows by this name (a tag, a branch, `HEAD~5`); None when there is none."""
    if not revision.strip() or revision.startswith("-"):
        return None
    named = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    identifier = named.decode().strip() if named else ""
    if not identifier:
        return None
    told = _git(root, "log", "-1", "--format=%h%x09%cs", identifier)
    short, _, day = (told or b"").decode().strip().partition("\t")
    return Commit(identifier, short, day)


@contextmanager
def workspace_at(root: Path, commit: Commit, as_of: date) -> Iterator[Workspace]:
    """Give the workspace in `root` as it stood at a commit, for one date; its files are gone afterwards.

    Raises:
        RequestFault: the folder was no workspace then, or git cannot give its files.
        ArchrepoError: its files could not be read then either.
    """
    packed = _git(root, "archive", "--format=tar", commit.identifier)
    if packed is None:
        raise RequestFault(
            Text(f"git geeft de bestanden van {commit.short} niet", f"git does not give the files of {commit.short}"),
            remedy=Text("kies een latere versie", "choose a later version"),
        )
    with tempfile.TemporaryDirectory(prefix="archrepo-") as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter=_inside)
        if not (folder / CONFIGURATION).is_file():
            raise RequestFault(
                Text(f"bij {commit.short} was hier nog geen model", f"at {commit.short} there was no model here yet"),
                remedy=Text("kies een latere versie", "choose a later version"),
            )
        yield open_workspace(folder, as_of)


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Return what may be written of a packed file; None for a link or name that leads outside the folder."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git answers; None when it refuses, is not there or is slow."""
    try:
        answer = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout
