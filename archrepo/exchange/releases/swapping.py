"""Put a release in place: its folder, the lock and the edited files of one's own, all of them or none.

The new folder is written in full beside the old one. Only then the files change, each step with its way back; whatever
goes wrong on the way, the steps already made are undone, so that the workspace is as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import get_ident

from archrepo.errors import RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.workspace.references import REFERENCES, Reference, references_text
from archrepo.workspace.saving import NewText, put, save_all


def swap(
    root: Path,
    folder: str,
    files: Mapping[str, bytes],
    references: Sequence[Reference],
    *,
    kept: Iterable[str] = (),
    texts: Sequence[NewText] = (),
) -> None:
    """Replace the folder by one with these files, and write the lock and the texts.

    `kept` are files in the old folder that go along.

    Raises:
        RequestFault: a text was changed meanwhile, or the folder or a file cannot be written. Nothing has changed then.
        SyntaxFault: a text is not Turtle. Nothing has changed then.
    """
    target = root / folder
    beside, before = (target.parent / f".{target.name}.{word}-{os.getpid()}-{get_ident()}" for word in ("new", "old"))
    try:
        with ExitStack() as tidy, ExitStack() as undo:
            tidy.callback(shutil.rmtree, beside, ignore_errors=True)
            _write(beside, files, target, kept)
            save_all(root, texts)
            undo.callback(_put_back, texts)
            if target.exists():
                target.rename(before)
                undo.callback(before.rename, target)
            beside.rename(target)
            undo.callback(target.rename, beside)
            put(root / REFERENCES, references_text(references).encode())
            undo.pop_all()
    except OSError as failed:
        raise RequestFault(
            Text("hier kan niet worden geschreven; er is niets veranderd", "this cannot be written; nothing changed"),
            location=Location(folder, 0, 0, 0, 0),
            remedy=Text(
                "sluit programma's die hier bestanden open hebben, en kijk of er ruimte is en u er mag schrijven",
                "close programs that have files in this folder open, and see whether there is room and you may write",
            ),
        ) from failed
    shutil.rmtree(before, ignore_errors=True)


def _write(beside: Path, files: Mapping[str, bytes], target: Path, kept: Iterable[str]) -> None:
    shutil.rmtree(beside, ignore_errors=True)
    for made in sorted({Path(path).parent.as_posix() for path in (*files, *kept)}):
        (beside / made).mkdir(parents=True, exist_ok=True)
    for path in kept:
        shutil.copy2(target / path, beside / path)
    for path, data in files.items():
        (beside / path).write_bytes(data)


def _put_back(texts: Iterable[NewText]) -> None:
    for text in texts:
        if text.was is None:
            text.path.unlink(missing_ok=True)
        else:
            put(text.path, text.was.encode("utf-8"))
