"""A workspace as it stood at a commit: git gives the files, which are read from a folder of their own.

Nothing in the repository changes: no branch is switched, and no second work tree is made.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.language import Text
from archrepo.workspace.configuration import CONFIGURATION
from archrepo.workspace.opened import Ontology, Workspace, open_workspace

#: So many old versions a viewer keeps open.
MOST_OPENED = 4
_SECONDS = 60
_Version = tuple[Path, str, date]


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


#: Opens the workspace in a folder as it stood at a commit, for one date.
OpenVersion = Callable[[Path, Commit, date], AbstractContextManager[Workspace]]


@contextmanager
def workspace_at(root: Path, commit: Commit, as_of: date) -> Iterator[Workspace]:
    """Give the workspace in `root` as it stood at a commit, for one date; its files are gone afterwards.

    Raises:
        RequestFault: the folder was no workspace then, or git cannot give its files.
        ArchrepoError: its files could not be read then either.
    """
    with tempfile.TemporaryDirectory(prefix="archrepo-") as folder:
        yield _opened_in(Path(folder), root, commit, as_of)


class OldVersions:
    """The old versions that were opened last, for a door that stays open; one reader opens and reads them at a time."""

    def __init__(self, most: int = MOST_OPENED) -> None:
        """Open nothing yet; a difference reads two versions at once, so `most` is two or more."""
        self._most = most
        self._lock = threading.RLock()
        self._opened: OrderedDict[_Version, tuple[Workspace, Callable[[], object]]] = OrderedDict()
        self._ontology: Ontology | None = None

    @contextmanager
    def workspace_at(self, root: Path, commit: Commit, as_of: date) -> Iterator[Workspace]:
        """Give the workspace in `root` as it stood at a commit, for one date; it may be used until this ends.

        Raises:
            RequestFault: the folder was no workspace then, or git cannot give its files.
            ArchrepoError: its files could not be read then either.
        """
        key = root, commit.identifier, as_of
        with self._lock:
            if key not in self._opened:
                self._open(key, commit)
            self._opened.move_to_end(key)
            yield self._opened[key][0]

    def _open(self, key: _Version, commit: Commit) -> None:
        root, _, as_of = key
        while len(self._opened) >= self._most:
            _, (_, forget) = self._opened.popitem(last=False)
            forget()
        folder = Path(tempfile.mkdtemp(prefix="archrepo-"))
        forget = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        try:
            workspace = _opened_in(folder, root, commit, as_of, self._ontology)
        except ArchrepoError:
            forget()
            raise
        self._ontology = workspace.ontology
        self._opened[key] = workspace, forget


def _opened_in(folder: Path, root: Path, commit: Commit, as_of: date, ontology: Ontology | None = None) -> Workspace:
    """Return the workspace in `root` as it stood at a commit, with its files written into an empty folder."""
    packed = _git(root, "archive", "--format=tar", commit.identifier)
    if packed is None:
        raise RequestFault(
            Text(f"git geeft de bestanden van {commit.short} niet", f"git does not give the files of {commit.short}"),
            remedy=Text("kies een latere versie", "choose a later version"),
        )
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        files.extractall(folder, filter=_inside)
    if not (folder / CONFIGURATION).is_file():
        raise RequestFault(
            Text(f"bij {commit.short} was hier nog geen model", f"at {commit.short} there was no model here yet"),
            remedy=Text("kies een latere versie", "choose a later version"),
        )
    return open_workspace(folder, as_of, ontology=ontology)


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
