"""Concepts that two imports of one workspace call alike: they are one concept there, and that is told."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from archrepo.exchange.lock import LOCK_FILE, Lock, lock_from, read_lock
from archrepo.exchange.receiving import Receiver
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text
from archrepo.workspace import matching_files

_CONCEPTS = frozenset({"element", "relation"})


def names_of_imports(receiver: Receiver, without: Collection[Path]) -> dict[str, str]:
    """Return the concepts of the imports in a workspace by IRI, with their folder; not those in `without`.

    Raises:
        InputFault: the lock of an import is not as an import writes it.
    """
    if receiver.configuration is None:
        return {}
    root = receiver.root.resolve()
    left_out = {folder.resolve() for folder in without}
    found = {path.parent for path in matching_files(root, receiver.configuration.model)}
    return {
        iri: folder.relative_to(root).as_posix()
        for folder in sorted(found - left_out)
        for iri in _concepts(read_lock(folder))
    }


def tell_shared_names(lock: bytes, names: dict[str, str], folder: str, remarks: Remarks) -> None:
    """Tell of each concept in the lock of an import that another one has too, and add its own to `names`."""
    for iri in _concepts(lock_from(lock.decode("utf-8"), LOCK_FILE)):
        other = names.setdefault(iri, folder)
        if other != folder:
            remarks.change(
                Text(
                    f"een concept met dezelfde naam staat al in {other}: dat wordt samen één concept",
                    f"a concept of the same name stands in {other} already: together they are one concept",
                )
            )


def _concepts(lock: Lock) -> list[str]:
    return [row[1] for row in lock.rows if row[0] in _CONCEPTS and not row[2]]
