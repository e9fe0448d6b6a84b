"""Which version of a folder stands on disk: its last commit, asked of git."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from archrepo.language import Text

MOST_CHANGES = 5
_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One commit that touched the folder: its short name, its day and the first line of its message."""

    commit: str
    day: str
    subject: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its short name, its day, and whether files were changed since."""

    commit: str
    day: str
    is_changed: bool
    recent: tuple[Change, ...]

    @property
    def words(self) -> Text:
        """Return the version as a picture states it: the commit, and whether the files differ from it."""
        if not self.is_changed:
            return Text.same(self.commit)
        return Text(f"{self.commit}, daarna gewijzigd", f"{self.commit}, changed since")


def revision_of(root: Path) -> Revision | None:
    """Return the last commit that touched the folder; None without git, outside a repository or when git is slow."""
    lines = _git(root, "log", f"-{MOST_CHANGES}", "--format=%h%x09%cs%x09%s", "--", ".").splitlines()
    recent = tuple(Change(*line.split("\t", 2)) for line in lines if line.count("\t") >= 2)
    if not recent:
        return None
    is_changed = bool(_git(root, "status", "--porcelain", "--", "."))
    return Revision(recent[0].commit, recent[0].day, is_changed, recent)


def head_of(root: Path) -> str:
    """Return the commit that is checked out, read from the files of git without a process, so that it may be often.

    Outside a repository this is ""; where git keeps its branches in another way it is the name of the branch.
    """
    above = root.resolve()
    for folder in (above, *above.parents):
        home = folder / ".git"
        linked = _read(home).removeprefix("gitdir:").strip() if home.is_file() else ""
        home = folder / linked if linked else home
        head = _read(home / "HEAD")
        if head:
            return _commit_of(head, home) or head
    return ""


def _commit_of(head: str, home: Path) -> str:
    """Return the commit that HEAD names, itself or by a branch; "" when the branch has none, or cannot be read."""
    name = head.removeprefix("ref:").strip()
    if name == head:
        return head
    shared = home / (_read(home / "commondir") or ".")
    packed = (line.split(" ", 1) for line in _read(shared / "packed-refs").splitlines() if line.endswith(f" {name}"))
    return _read(home / name) or _read(shared / name) or next((commit for commit, _ in packed), "")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _git(root: Path, *arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, timeout=_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
