"""Put a file on disk whole or not at all; Turtle of a workspace only when it parses, never over another's change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle import parse
from archrepo.workspace.references import read_references, reference_at


@dataclass(frozen=True, slots=True)
class NewText:
    """What a file becomes; `was` is its text when the change was made, None when it was not there."""

    path: Path
    text: str
    was: str | None


def save(root: Path, path: Path, text: str, *, was: str | None) -> None:
    """Write a Turtle file below `root`; `was` is its text when the change was made, None when it was not there.

    Raises:
        RequestFault: the file lies outside the workspace, belongs to a pinned reference, or was changed meanwhile;
            nothing is written.
        SyntaxFault: the text is not Turtle; nothing is written.
    """
    shown = _inside(root, path)
    _refuse_reference(root, shown)
    data = text.encode("utf-8")
    parse(data, shown)
    # Bytes, as reading as text would turn every line end into "\n".
    present = path.read_bytes() if path.is_file() else None
    if present != (None if was is None else was.encode("utf-8")):
        raise RequestFault(
            Text("iemand anders heeft dit bestand intussen gewijzigd", "somebody else changed this file meanwhile"),
            location=Location(shown, 0, 0, 0, 0),
            remedy=Text("bekijk de wijziging en doe uw invoer opnieuw", "look at the change and enter yours again"),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, data)


def save_all(root: Path, changes: Sequence[NewText]) -> None:
    """Write the files in order, each as `save` does; when one cannot be written, those before it are as they were.

    Raises:
        RequestFault: a file lies outside the workspace, or was changed meanwhile.
        SyntaxFault: a text is not Turtle.
        OSError: the system refuses a file.
    """
    written: list[NewText] = []
    try:
        for change in changes:
            save(root, change.path, change.text, was=change.was)
            written.append(change)
    except (ArchrepoError, OSError):
        for change in reversed(written):
            if change.was is None:
                change.path.unlink(missing_ok=True)
            else:
                put(change.path, change.was.encode("utf-8"))
        raise


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; who may read and write it stays as it was. Its folder has to be there."""
    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    with NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False) as beside:
        written = Path(beside.name)
        try:
            beside.write(data)
            beside.flush()
            os.fsync(beside.fileno())
            written.chmod(mode)
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)


def refuse_taken(path: Path, shown: str, *, replaces: bool) -> None:
    """Refuse a place where a command would write over what is there; `shown` is its path as the user knows it.

    Raises:
        RequestFault: there is a file or a folder that is not empty, and the user did not say to replace it.
    """
    is_taken = any(path.iterdir()) if path.is_dir() else path.exists()
    if is_taken and not replaces:
        raise RequestFault(
            Text(f"{shown} bestaat al", f"{shown} is there already"),
            remedy=Text("kies een andere naam, of gebruik --replace", "choose another name, or use --replace"),
        )


def put_with_folder(path: Path, data: bytes, shown: str) -> None:
    """Write a file as `put` does, and its folder when that is not there yet; `shown` is its path as the user knows it.

    Raises:
        RequestFault: the system refuses the file or the folder.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, data)
    except OSError as fault:
        raise RequestFault(
            Text(f"{shown} is niet te schrijven", f"{shown} cannot be written"),
            remedy=Text("kies een map waarin u mag schrijven", "choose a folder in which you may write"),
        ) from fault


def text_at(path: Path) -> str | None:
    """Return the text of a file letter for letter, line ends too; None when there is no file."""
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _refuse_reference(root: Path, shown: str) -> None:
    reference = reference_at(read_references(root), shown)
    if reference is not None:
        raise RequestFault(
            Text(
                f"dit bestand hoort bij het vastgezette referentiemodel {reference.name}",
                f"this file belongs to the pinned reference model {reference.name}",
            ),
            location=Location(shown, 0, 0, 0, 0),
            remedy=Text(
                "schrijf wat u zelf weet in een eigen bestand; een nieuwe uitgave komt met `archrepo upgrade`",
                "write what you know yourself in a file of your own; a new release comes with `archrepo upgrade`",
            ),
        )


def _inside(root: Path, path: Path) -> str:
    home = root.resolve()
    if not path.resolve().is_relative_to(home):
        raise RequestFault(
            Text(f"{path.name} ligt buiten de map van het model", f"{path.name} lies outside the folder of the model"),
            remedy=Text("kies een plaats in de map van archrepo.toml", "choose a place in the folder of archrepo.toml"),
        )
    return path.resolve().relative_to(home).as_posix()
