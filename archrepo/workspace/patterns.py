"""Which paths a pattern of archrepo.toml stands for, also when the file is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath


def covers(patterns: Iterable[str], path: str) -> bool:
    """Tell whether one of the patterns of archrepo.toml matches the path, as `Path.glob` would find it."""
    names = PurePosixPath(path).parts
    return any(_matches(PurePosixPath(pattern).parts, names) for pattern in patterns)


def folder_of(pattern: str) -> str | None:
    """Return the folder that the pattern takes Turtle from at any depth, "" for the root; None of any other pattern."""
    parts = PurePosixPath(pattern).parts
    if parts[-2:] != ("**", "*.ttl") or any(mark in part for part in parts[:-2] for mark in "*?["):
        return None
    return "/".join(parts[:-2])


def _matches(pattern: Sequence[str], names: Sequence[str]) -> bool:
    if not pattern or not names:
        return not pattern and not names
    if pattern[0] == "**":
        return any(_matches(pattern[1:], names[skipped:]) for skipped in range(len(names)))
    return fnmatchcase(names[0], pattern[0]) and _matches(pattern[1:], names[1:])
