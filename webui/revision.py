"""Which version of the model is shown: the commit of its folder, asked of git."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its short name, its day, and whether files were changed since."""

    commit: str
    day: str
    is_changed: bool


def revision_of(root: Path) -> Revision | None:
    """Return the last commit that touched the folder; None without git, outside a repository or when git is slow."""
    latest = _git(root, "log", "-1", "--format=%h %cs", "--", ".")
    if not latest:
        return None
    commit, _, day = latest.partition(" ")
    return Revision(commit, day, bool(_git(root, "status", "--porcelain", "--", ".")))


def _git(root: Path, *arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, timeout=_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
