"""Put an export on disk: under which name it can stand there, and what of what is there it may replace.

An earlier export goes when the user says so; what an import wrote, or somebody else put there, never does.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from archrepo.errors import RequestFault
from archrepo.exchange.lock import LOCK_FILE, read_lock
from archrepo.exchange.placing import place
from archrepo.exchange.writing.formats import FORMATS, FileFormat
from archrepo.exchange.writing.written import WrittenFile
from archrepo.language import Text
from archrepo.workspace.saving import put_with_folder, refuse_taken

#: What an export of a folder of files writes when the model has pictures of that kind.
_PICTURES: Final = frozenset({".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"})
_PACKED: Final = ".zip"


def check_place(output: Path, wanted: FileFormat, *, shown: str, replaces: bool) -> None:
    """Refuse a place where an export in that format cannot go; `shown` is the place as the user knows it.

    Raises:
        RequestFault: the name is none for a file or a folder of that format, it belongs to an import, or, unless
            `replaces`, there is a file or a folder that is not empty.
    """
    _check_name(output, wanted)
    if output.name == LOCK_FILE or output.name in read_lock(output.parent).files:
        raise RequestFault(
            Text(f"{shown} hoort bij een import", f"{shown} belongs to an import"),
            remedy=Text("kies een andere naam of een andere map", "choose another name or another folder"),
        )
    refuse_taken(output, shown, replaces=replaces)


def put_export(output: Path, written: WrittenFile) -> None:
    """Write the file, or the files of a folder; of what is in the folder only an earlier export goes.

    Raises:
        RequestFault: it cannot be written there, or files of another kind stand where an export would stand.
    """
    if written.files:
        place(written.files, output, _of_earlier_export(output, written), replaces_edited=True)
        return
    put_with_folder(output, written.data, output.as_posix())


def _check_name(output: Path, wanted: FileFormat) -> None:
    ending = output.suffix.lower()
    if wanted.endings and ending not in wanted.endings:
        known = Text(" of ".join(wanted.endings), " or ".join(wanted.endings))
        good = f"{output.stem}{wanted.endings[0]}"
        raise RequestFault(
            Text(f"{output.name} eindigt niet op {known.nl}", f"{output.name} does not end in {known.en}"),
            remedy=Text(f"kies een naam als {good}", f"choose a name such as {good}"),
        )
    of_files = {_PACKED}.union(*((*one.endings, *one.parts) for one in FORMATS))
    if not wanted.endings and ending in of_files and not output.is_dir():
        raise RequestFault(
            Text(
                f"{wanted.name} schrijft een map, en {output.name} is de naam van een bestand",
                f"{wanted.name} writes a folder, and {output.name} is the name of a file",
            ),
            remedy=Text(f"kies een map, zoals {output.stem}", f"choose a folder, such as {output.stem}"),
        )


def _of_earlier_export(output: Path, written: WrittenFile) -> dict[str, str]:
    """Return the files in the folder that an earlier export may have written: those in the same top folders.

    Raises:
        RequestFault: one is of a kind that no export writes; a folder named model/ or images/ may be somebody's own.
    """
    tops = {path.partition("/")[0] for path in written.files}
    there = [path.relative_to(output) for path in output.rglob("*") if path.is_file()] if output.is_dir() else []
    owned = {path.as_posix(): "" for path in there if path.parts[0] in tops}
    kinds = {PurePosixPath(path).suffix for path in written.files} | _PICTURES
    other = next((path for path in sorted(owned) if PurePosixPath(path).suffix.lower() not in kinds), None)
    if other is not None:
        raise RequestFault(
            Text(
                f"{(output / other).as_posix()} is geen bestand van een eerdere export",
                f"{(output / other).as_posix()} is no file of an earlier export",
            ),
            remedy=Text("kies een andere map, of een nieuwe", "choose another folder, or a new one"),
        )
    return owned
