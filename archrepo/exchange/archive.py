"""Unpack the zip form of an Archi file: `model.xml` with `images/`, within limits that stop a zip bomb."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Final

from archrepo.errors import InputFault
from archrepo.exchange.refusals import MOST_BYTES, fault, too_large
from archrepo.language import Text

#: Real models shrink to a tenth; a file that shrinks two hundred times holds one thing, repeated.
MOST_TIMES_LARGER: Final = 200
#: A model with more pictures than this is a picture library.
MOST_IMAGES: Final = 5_000

_MODEL_IN_ARCHIVE = "model.xml"
_IMAGES_IN_ARCHIVE = "images/"
#: Every Excel workbook has this member.
_SHEETS = "xl/workbook.xml"
#: The two ways in which Archi and every common tool pack.
PACKED_BY: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def unpack(path: Path) -> tuple[bytes, dict[str, bytes]]:
    """Return the model's XML and its pictures by path; members with a path that leads outside are left alone.

    Raises:
        InputFault: the archive is damaged, too large when unpacked, or holds no model.
    """
    name = path.as_posix()
    damaged = Text("het zip-bestand is beschadigd", "the zip file is damaged")
    again = Text("sla het model opnieuw op in Archi", "save the model again in Archi")
    try:
        with zipfile.ZipFile(path) as archive:
            members = {info.filename: info for info in archive.infolist()}
            if _SHEETS in members:
                raise fault(
                    name,
                    Text("dit is een rekenblad, geen model", "this is a workbook, not a model"),
                    Text(
                        "is het met archrepo export xlsx gemaakt, gebruik dan archrepo amend; "
                        "bewaar een eigen lijst als CSV en importeer die",
                        "when archrepo export xlsx made it, use archrepo amend; "
                        "save a list of your own as CSV and import that",
                    ),
                )
            if _MODEL_IN_ARCHIVE not in members:
                raise fault(
                    name,
                    Text(
                        f"dit zip-bestand bevat geen {_MODEL_IN_ARCHIVE}; het is geen model van Archi",
                        f"this zip file holds no {_MODEL_IN_ARCHIVE}; it is not a model of Archi",
                    ),
                    Text(
                        "kies het .archimate-bestand dat Archi heeft gemaakt",
                        "choose the .archimate file that Archi made",
                    ),
                )
            wanted = [member for member in members if _is_wanted(member)]
            _check_sizes(name, [members[member] for member in wanted])
            content = {member: _member(archive, members[member], name) for member in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as broken:
        raise fault(name, damaged, again) from broken
    return content.pop(_MODEL_IN_ARCHIVE), content


def _is_wanted(member: str) -> bool:
    """Return whether the archive's member is the model or one of its pictures, under a path that stays inside."""
    if member == _MODEL_IN_ARCHIVE:
        return True
    parts = member.split("/")
    return (
        member.startswith(_IMAGES_IN_ARCHIVE)
        and not member.endswith("/")
        and not any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)
    )


def _check_sizes(name: str, members: list[zipfile.ZipInfo]) -> None:
    if any(member.compress_type not in PACKED_BY for member in members):
        raise zipfile.BadZipFile
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_IMAGES or total > MOST_BYTES:
        raise too_large(name, total)
    if total > MOST_TIMES_LARGER * max(packed, 10_000):
        raise bomb(name)


def bomb(name: str) -> InputFault:
    """Return the fault about an archive that grows more than any model does when it is unpacked."""
    return fault(
        name,
        Text(
            f"dit zip-bestand wordt bij uitpakken meer dan {MOST_TIMES_LARGER} keer zo groot; dat is geen gewoon model",
            f"this zip file becomes more than {MOST_TIMES_LARGER} times larger when unpacked; no ordinary model does",
        ),
        Text("vraag de afzender hoe het bestand is gemaakt", "ask the sender how the file was made"),
    )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(member) as stream:
        # The size in the archive's table can lie, so it is not trusted here.
        data = stream.read(member.file_size + 1)
    if len(data) > member.file_size:
        raise bomb(name)
    return data
