"""Put the files of an import in place: everything is written beside the folder first, then moved in.

A new folder appears in one step. In an existing one only files of an earlier import are replaced or removed, one
atomic move a file, the lock file last: what others put there, or changed there, is never lost. What is replaced waits
beside the folder until all is in place; whatever goes wrong on the way, it comes back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from archrepo.errors import RequestFault
from archrepo.exchange.lock import LOCK_FILE
from archrepo.exchange.turtle_folder import digest
from archrepo.findings import Location
from archrepo.language import Text

#: In bytes; file systems take 255 for a name, and a path has to leave room for the folder that it comes in.
_LONGEST_NAME = 240
_LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class Placed:
    """How many files were written, left alone because nothing changed, and removed because nothing needs them."""

    written: int
    unchanged: int
    removed: int


def place(
    files: Mapping[str, bytes],
    folder: Path,
    owned: Mapping[str, str],
    *,
    replaces_edited: bool,
    is_trial: bool = False,
) -> Placed:
    """Put the files in the folder; `owned` are paths of an earlier import with the digest of what it wrote.

    A trial finds out whether that can be and how many files it takes, and writes nothing.

    Raises:
        RequestFault: a file stands in the way that no import made, or that was edited since (unless
            `replaces_edited`), a name is too long for a file, or the folder cannot be written. The folder is then as
            it was.
    """
    _refuse_long_names(files)
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, Text("dit is een bestand, geen map", "this is a file, not a folder"))
    changed, unchanged = _compare(files, folder, owned, replaces_edited=replaces_edited)
    removed = _removable(set(owned) - set(files), folder, owned, replaces_edited=replaces_edited)
    if is_trial:
        return Placed(len(changed), unchanged, len(removed))
    try:
        with ExitStack() as tidy:
            folder.parent.mkdir(parents=True, exist_ok=True)
            beside = folder.parent / f".{folder.name}.importing-{os.getpid()}-{get_ident()}"
            beside.mkdir()
            tidy.callback(shutil.rmtree, beside, ignore_errors=True)
            new, old = beside / "new", beside / "old"
            _write(changed, new)
            if not folder.exists():
                new.rename(folder)
            else:
                _exchange(changed, removed, new, folder, old)
    except OSError as failed:
        raise _refused(folder, Text("hier kan niet worden geschreven", "this place cannot be written")) from failed
    return Placed(len(changed), unchanged, len(removed))


def _refuse_long_names(paths: Iterable[str]) -> None:
    for path in paths:
        longest = max(len(os.fsencode(part)) for part in path.split("/"))
        if longest > _LONGEST_NAME or len(os.fsencode(path)) > _LONGEST_PATH:
            raise RequestFault(
                Text(
                    f'de naam "{path[:60]}..." is te lang voor een bestand',
                    f'the name "{path[:60]}..." is too long for a file',
                ),
                remedy=Text(
                    "geef dit plaatje of deze map in het model een kortere naam",
                    "give this picture or this folder of the model a shorter name",
                ),
            )


def _compare(
    files: Mapping[str, bytes], folder: Path, owned: Mapping[str, str], *, replaces_edited: bool
) -> tuple[dict[str, bytes], int]:
    """Return the files that differ from what is there, and how many do not."""
    changed: dict[str, bytes] = {}
    foreign: list[str] = []
    edited: list[str] = []
    for path, data in files.items():
        there = folder / path
        if not there.is_file():
            changed[path] = data
            foreign += [path] if there.exists() else []
            continue
        present = there.read_bytes()
        if present == data:
            continue
        changed[path] = data
        if path == LOCK_FILE:
            continue
        if path not in owned:
            foreign.append(path)
        elif owned[path] != digest(present):
            edited.append(path)
    if foreign:
        raise _in_the_way(folder, foreign)
    if edited and not replaces_edited:
        raise _edited(folder, edited)
    return changed, len(files) - len(changed)


def _removable(
    paths: Iterable[str], folder: Path, owned: Mapping[str, str], *, replaces_edited: bool
) -> tuple[str, ...]:
    """Return the files of an earlier import that are no longer needed; only those that really lie in the folder."""
    inside = folder.resolve()
    present = sorted(path for path in paths if (folder / path).is_file())
    present = [path for path in present if (folder / path).resolve().is_relative_to(inside)]
    edited = [path for path in present if owned[path] != digest((folder / path).read_bytes())]
    if edited and not replaces_edited:
        raise _edited(folder, edited)
    return tuple(present)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for made in sorted({str(Path(path).parent) for path in files}):
        (folder / made).mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)


def _exchange(files: Iterable[str], removed: Iterable[str], new: Path, folder: Path, old: Path) -> None:
    """Move the new files into the folder and the removed ones out of it, or leave every file as it was."""
    with ExitStack() as undo:
        for path in [*sorted(files, key=lambda path: (path == LOCK_FILE, path)), *removed]:
            there, kept = folder / path, old / path
            if there.is_file():
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(there, kept)
                undo.callback(kept.replace, there)
            else:
                there.parent.mkdir(parents=True, exist_ok=True)
                undo.callback(there.unlink, missing_ok=True)
            if (new / path).is_file():
                (new / path).replace(there)
            else:
                there.unlink()
        undo.pop_all()


def _refused(folder: Path, text: Text) -> RequestFault:
    return RequestFault(
        text,
        location=Location(folder.as_posix(), 0, 1, 0, 1),
        remedy=Text("kies een map waarin u mag schrijven", "choose a folder in which you may write"),
    )


def _in_the_way(folder: Path, paths: list[str]) -> RequestFault:
    return RequestFault(
        Text(
            f"{_listed(paths)} bestaat al en is niet door een import gemaakt",
            f"{_listed(paths)} already exists and was not made by an import",
        ),
        location=Location((folder / paths[0]).as_posix(), 0, 1, 0, 1),
        remedy=Text(
            "importeer in een andere map, of verplaats dit bestand", "import into another folder, or move this file"
        ),
    )


def _edited(folder: Path, paths: list[str]) -> RequestFault:
    return RequestFault(
        Text(
            f"{_listed(paths)} is na de vorige import gewijzigd",
            f"{_listed(paths)} was changed since the last import",
        ),
        location=Location((folder / paths[0]).as_posix(), 0, 1, 0, 1),
        remedy=Text(
            "verplaats de wijziging naar een eigen bestand, of vervang haar met --replace-edited",
            "move the change to a file of your own, or replace it with --replace-edited",
        ),
    )


def _listed(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} (+{len(paths) - 1})"
