"""Unpack the zip form of an Archi file: `model.xml` with `images/`, within limits that stop a zip bomb."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from archrepo.errors import InputFault
from archrepo.exchange.model import Remark
from archrepo.exchange.refusals import MOST_BYTES, fault, too_large
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text

#: Real models shrink to a tenth; a file that shrinks two hundred times holds one thing, repeated.
_MOST_TIMES: Final = 200
#: A model with more pictures than this is a picture library.
MOST_IMAGES: Final = 5_000

_MODEL_IN_ARCHIVE = "model.xml"
_IMAGES_IN_ARCHIVE = "images/"
#: Every Excel workbook has this member.
_SHEETS = "xl/workbook.xml"
#: What tells the other files of an office program.
_OFFICE: Final = {
    "word/document.xml": Text("een document van Word", "a document of Word"),
    "ppt/presentation.xml": Text("een presentatie van PowerPoint", "a presentation of PowerPoint"),
}
#: The two ways in which Archi and every common tool pack.
_PACKED_BY: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def unpack(path: Path) -> tuple[bytes, dict[str, bytes], tuple[Remark, ...]]:
    """Return the model's XML, its pictures by path, and what was left alone for its path leads outside.

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
            office = next((said for part, said in _OFFICE.items() if part in members), None)
            if office is not None and _MODEL_IN_ARCHIVE not in members:
                raise fault(
                    name,
                    Text(f"dit is {office.nl}, geen model", f"this is {office.en}, not a model"),
                    Text(
                        "kies een bestand van Archi (.archimate) of een uitwisselingsbestand (.xml)",
                        "choose a file of Archi (.archimate) or an exchange file (.xml)",
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
            chosen = [members[member] for member in wanted]
            total = sum(member.file_size for member in chosen)
            if len(chosen) > MOST_IMAGES or total > MOST_BYTES:
                raise too_large(name, total)
            check_packing(chosen, name)
            content = {member: content_of(archive, members[member], name) for member in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as broken:
        raise fault(name, damaged, again) from broken
    return content.pop(_MODEL_IN_ARCHIVE), content, _left_alone(name, members)


def _left_alone(name: str, members: Iterable[str]) -> tuple[Remark, ...]:
    remarks = Remarks(name)
    for member in members:
        if not member.endswith("/") and not _is_wanted(member):
            if leads_outside(member):
                remarks.loss(
                    Text(
                        f"'{member[:80]}' in het zip-bestand wijst naar buiten de map van het model",
                        f"'{member[:80]}' in the zip file leads out of the folder of the model",
                    )
                )
            elif member.startswith(_IMAGES_IN_ARCHIVE):
                remarks.loss(
                    Text(
                        f"de afbeelding '{member[:80]}' heeft een pad dat niet kan",
                        f"the image '{member[:80]}' has a path that cannot be",
                    )
                )
    return remarks.all()


def _is_wanted(member: str) -> bool:
    """Return whether the archive's member is the model or one of its pictures, under a path that stays inside."""
    if member == _MODEL_IN_ARCHIVE:
        return True
    return (
        member.startswith(_IMAGES_IN_ARCHIVE)
        and not member.endswith("/")
        and not leads_outside(member)
        and not any(part in ("", ".") or ":" in part for part in member.split("/"))
    )


def leads_outside(member: str) -> bool:
    """Tell whether a path in an archive leads out of the folder that it is unpacked in, on whatever system."""
    parts = member.removeprefix("./").split("/")
    return member.startswith("/") or ".." in parts or "\\" in member or "\0" in member or ":" in parts[0]


def check_packing(members: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Refuse members that no ordinary tool packed so, by what the archive's own table says.

    Raises:
        InputFault: together they become too many times larger.
        BadZipFile: one is packed in an uncommon way.
    """
    if any(member.compress_type not in _PACKED_BY for member in members):
        raise zipfile.BadZipFile
    packed = sum(member.compress_size for member in members)
    if sum(member.file_size for member in members) > _MOST_TIMES * max(packed, 10_000):
        raise _bomb(name)


def content_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """Return what the member holds.

    Raises:
        InputFault: it holds more than the archive's table says.
        BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError: the archive is damaged.
    """
    with archive.open(member) as stream:
        # The size in the archive's table can lie, so it is not trusted here.
        data = stream.read(member.file_size + 1)
    if len(data) > member.file_size:
        raise _bomb(name)
    return data


def _bomb(name: str) -> InputFault:
    return fault(
        name,
        Text(
            f"dit zip-bestand wordt bij uitpakken meer dan {_MOST_TIMES} keer zo groot; dat is geen gewoon model",
            f"this zip file becomes more than {_MOST_TIMES} times larger when unpacked; no ordinary model does",
        ),
        Text("vraag de afzender hoe het bestand is gemaakt", "ask the sender how the file was made"),
    )
