"""The files of a model that is a folder, or an archive of one: read within limits, and only from inside it.

Nothing is unpacked to disk. A link, a path that leads outside, and an archive that grows too much are refused.
"""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange.archive import check_packing, content_of, leads_outside
from archrepo.exchange.forms.grafico import FOLDER_FILE, IMAGES_FOLDER, MODEL_FOLDER
from archrepo.exchange.forms.unpacking import Overflow, unpacked
from archrepo.exchange.refusals import MOST_BYTES, fault, too_large
from archrepo.language import Text

#: Twenty times the national model.
MOST_FILES: Final = 200_000

_TOP: Final = f"{MODEL_FOLDER}{FOLDER_FILE}"
_AGAIN: Final = Text(
    "haal het bestand opnieuw op, of maak het opnieuw: sla het model op in Archi, of pak de map weer in",
    "get the file again, or make it again: save the model in Archi, or pack the folder once more",
)


def folder_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a coArchi folder by path: those of `model/` and of `images/`.

    Raises:
        RequestFault: the folder holds no coArchi model, or a file in it may not be read.
        InputFault: it holds a link, or more files or bytes than can be read.
    """
    name = folder.as_posix()
    if not (folder / _TOP).is_file():
        raise RequestFault(
            Text(f"{name} is een map zonder coArchi-model", f"{name} is a folder without a coArchi model"),
            remedy=Text(
                f"noem de map waarin {_TOP} staat, of een modelbestand",
                f"name the folder that holds {_TOP}, or a model file",
            ),
        )
    taken: dict[str, bytes] = {}
    total = 0
    try:
        for path, size in _walk(folder):
            total += size
            _check_amount(name, len(taken) + 1, total)
            taken[path] = (folder / path).read_bytes()
    except PermissionError as refused:
        raise RequestFault(
            Text(f"{refused.filename} mag niet worden gelezen", f"{refused.filename} may not be read"),
            remedy=Text("vraag leesrechten op de map", "ask for the right to read the folder"),
        ) from refused
    return taken


def _walk(folder: Path) -> Iterator[tuple[str, int]]:
    """Return the path and the size of every wanted file in the folder."""
    for part in (MODEL_FOLDER, IMAGES_FOLDER):
        waiting = [folder / part] if (folder / part).is_dir() else []
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    path = Path(entry.path).relative_to(folder).as_posix()
                    if entry.is_symlink():
                        raise _link(f"{folder.as_posix()}/{path}")
                    if entry.is_dir():
                        waiting.append(Path(entry.path))
                    elif _is_wanted(path):
                        yield path, entry.stat().st_size


def zip_files(path: Path) -> dict[str, bytes]:
    """Return the files of a coArchi folder that was packed as a zip; {} when it holds none.

    Raises:
        InputFault: the archive is damaged or too large when unpacked, or a path in it leads outside.
    """
    name = path.as_posix()
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            wanted = _wanted([info.filename for info in members], name)
            chosen = [info for info in members if info.filename in wanted]
            _check_amount(name, len(chosen), sum(info.file_size for info in chosen))
            check_packing(chosen, name)
            taken: dict[str, bytes] = {}
            for info in chosen:
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise _link(f"{name}/{info.filename}")
                taken[wanted[info.filename]] = content_of(archive, info, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as broken:
        text = Text("het zip-bestand is beschadigd", "the zip file is damaged")
        raise fault(name, text, _AGAIN) from broken
    return taken


def tar_files(path: Path) -> dict[str, bytes]:
    """Return the files of a coArchi folder that was packed as a tar, with gzip, bzip2 or xz; {} when it holds none.

    Raises:
        InputFault: the archive is damaged or too large when unpacked, holds a link, or a path in it leads outside.
    """
    name = path.as_posix()
    found: dict[str, bytes] = {}
    total = 0
    try:
        with unpacked(path, MOST_BYTES) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if member.islnk() or member.issym():
                    raise _link(f"{name}/{member.name}")
                if not member.isfile():
                    continue
                total += member.size
                _check_amount(name, len(found) + 1, total)
                content = archive.extractfile(member)
                found[member.name] = content.read() if content else b""
    except Overflow as large:
        raise too_large(name, MOST_BYTES + 1) from large
    except (tarfile.TarError, EOFError, OSError, ValueError) as broken:
        raise fault(name, Text("het archief is beschadigd", "the archive is damaged"), _AGAIN) from broken
    wanted = _wanted(list(found), name)
    return {wanted[member]: data for member, data in found.items() if member in wanted}


def _wanted(members: list[str], name: str) -> dict[str, str]:
    """Return the members of the model with their path from the folder that holds `model/`; {} when there is none."""
    clean = {member: member.removeprefix("./") for member in members}
    tops = sorted((len(path), path) for path in clean.values() if f"/{path}".endswith(f"/{_TOP}"))
    if not tops:
        return {}
    for member in members:
        if leads_outside(member):
            raise fault(
                name,
                Text(
                    f'in dit archief staat een pad dat naar buiten wijst: "{member}"',
                    f'this archive holds a path that leads outside: "{member}"',
                ),
                Text("vraag de afzender hoe het bestand is gemaakt", "ask the sender how the file was made"),
            )
    start = len(tops[0][1]) - len(_TOP)
    above = tops[0][1][:start]
    return {
        member: path[start:] for member, path in clean.items() if path.startswith(above) and _is_wanted(path[start:])
    }


def _is_wanted(path: str) -> bool:
    """Return whether the file is one of the model: its XML, or a picture. Hidden files of the system are not."""
    if path.rpartition("/")[2].startswith("."):
        return False
    return (path.startswith(MODEL_FOLDER) and path.endswith(".xml")) or path.startswith(IMAGES_FOLDER)


def _check_amount(name: str, files: int, total: int) -> None:
    if total > MOST_BYTES:
        raise too_large(name, total)
    if files > MOST_FILES:
        raise fault(
            name,
            Text(
                f"het model heeft meer dan {MOST_FILES} bestanden; dat is de grens",
                f"the model has more than {MOST_FILES} files, which is the limit",
            ),
            Text("splits het model in Archi", "split the model in Archi"),
        )


def _link(place: str) -> InputFault:
    return fault(
        place,
        Text(
            "dit is een koppeling naar een ander bestand; die wordt in een model niet gevolgd",
            "this is a link to another file, which is not followed in a model",
        ),
        Text("vervang de koppeling door het bestand zelf", "put the file itself in the place of the link"),
    )
