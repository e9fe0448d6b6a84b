"""Which files of a pinned reference are no longer as its release gave them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archrepo.errors import ConfigurationFault
from archrepo.exchange.lock import LOCK_FILE, Lock, read_lock
from archrepo.exchange.turtle_folder import digest
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.workspace.references import Reference


def edited_by_hand(root: Path, reference: Reference) -> tuple[ConfigurationFault, ...]:
    """Return a fault for each file of the reference that was edited, taken away or added; () when all is as released.

    Line ends that git changes do not count. Files that are no Turtle may stand beside those of the release.

    Raises:
        InputFault: the lock file in the folder has not the form that an import writes.
    """
    return tuple(_faults(root, reference))


def _faults(root: Path, reference: Reference) -> Iterator[ConfigurationFault]:
    folder = root / reference.folder
    ids = folder / LOCK_FILE
    if not ids.is_file():
        yield _fault(reference, LOCK_FILE, Text("ontbreekt", "is missing"))
        return
    if digest(ids.read_bytes()) != reference.ids:
        yield _fault(reference, LOCK_FILE, _EDITED)
        return
    lock = read_lock(folder)
    for path, released in sorted(lock.files.items()):
        file = folder / path
        if not file.is_file():
            yield _fault(reference, path, Text("ontbreekt", "is missing"))
        elif digest(file.read_bytes()) != released:
            yield _fault(reference, path, _EDITED)
    for path in added(folder, lock):
        if path.endswith(".ttl") and "/" not in path:
            yield _fault(reference, path, Text("hoort er niet bij", "does not belong to it"))


def added(folder: Path, lock: Lock) -> tuple[str, ...]:
    """Return the files in the folder that its import did not write, sorted."""
    present = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(path for path in present if path not in lock.files and path != LOCK_FILE))


_EDITED = Text("is met de hand gewijzigd", "was edited by hand")


def _fault(reference: Reference, path: str, what: Text) -> ConfigurationFault:
    return ConfigurationFault(
        Text(
            f"{path} van het vastgezette referentiemodel {reference.name} ({reference.title.nl}) {what.nl}",
            f"{path} of the pinned reference model {reference.name} ({reference.title.en}) {what.en}",
        ),
        location=Location(f"{reference.folder}/{path}", 0, 0, 0, 0),
        remedy=Text(
            "zet wat u zelf weet in een eigen bestand, en herstel de map met git of met "
            f"`archrepo import --reference {reference.source} --into {reference.folder} --replace-edited`",
            "put what you know yourself in a file of your own, and restore the folder with git or with "
            f"`archrepo import --reference {reference.source} --into {reference.folder} --replace-edited`",
        ),
    )
