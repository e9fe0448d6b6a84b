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


def _git(root: Path, *arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, timeout=_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
