"""Tell what a tender file is by its content, and read it in a process of its own that a limit can end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange.tender_files.faults import (
    MOST_BYTES,
    MOST_MEMORY,
    MOST_SECONDS,
    broken,
    takes_too_long,
    too_large,
)
from archrepo.foreign_queries import worked_out
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceDocument, SourceTable

if TYPE_CHECKING:
    from archrepo.exchange.tender_files.workbook import Sheets

_T = TypeVar("_T")
Kind = Literal["xlsx", "docx", "pdf", "csv"]

_SUFFIXES: Final[dict[Kind, frozenset[str]]] = {
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    "docx": frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    "pdf": frozenset({".pdf"}),
    "csv": frozenset({".csv", ".tsv", ".txt", ".tab"}),
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_READABLE: Final = Text("kies een .xlsx-, .csv-, .docx- of .pdf-bestand", "choose a .xlsx, .csv, .docx or .pdf file")


@dataclass(frozen=True, slots=True)
class _Read:
    tables: tuple[SourceTable, ...]
    remarks: tuple[Text, ...]


def read_tender_file(name: str, data: bytes) -> SourceDocument:
    """Return the tables of a tender file: sheets of .xlsx, .xlsm, .csv; tables and paragraphs of .docx; lines of .pdf.

    What the file is follows from its content. Stored values are read, never formulas, macros or links. Rows and sheets
    without content are left out, but a table of a .docx without any stays, without rows.

    Raises:
        InputFault: the file is damaged, protected by a password, a scan, or of a kind that cannot be read.
        LimitFault: it is too large, or takes too long.
    """
    shown = _shown(name)
    read = _limited(shown, data, _read)
    return SourceDocument(shown, hashlib.sha256(data).hexdigest(), read.tables, read.remarks)


def read_sheets_of(name: str, data: bytes) -> Sheets:
    """Return the cells of a workbook as they stand: stored values, never formulas, macros or links.

    Raises:
        InputFault: the file is no workbook, damaged, or protected by a password.
        LimitFault: it is too large, or takes too long.
    """
    return _limited(_shown(name), data, _sheets)


def _shown(name: str) -> str:
    return PurePosixPath(PureWindowsPath(name).name).name or name


def _limited(name: str, data: bytes, work: Callable[[str, bytes], _T]) -> _T:
    """Return what the work makes of a file, done in a process of its own that a limit can end."""
    if len(data) > MOST_BYTES:
        raise too_large(name, len(data))
    try:
        return worked_out(MOST_SECONDS, partial(work, name, data), more_memory=MOST_MEMORY + 2 * len(data))
    except (TimeoutError, ChildProcessError) as fault:
        raise takes_too_long(name) from fault


def _sheets(name: str, data: bytes) -> Sheets:
    from archrepo.exchange.tender_files.packages import Package
    from archrepo.exchange.tender_files.workbook import read_sheets

    if _kind(name, data) != "xlsx":
        raise _save_as(name, Text("dit is geen werkmap", "this is no workbook"), ".xlsx")
    return read_sheets(Package(name, data))


def tender_file_at(path: Path) -> SourceDocument:
    """Return the tables of a tender file on disk; one that is too large is not read at all.

    Raises:
        RequestFault: there is no such file.
        InputFault, LimitFault: as `read_tender_file`.
    """
    return read_tender_file(path.name, bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """Return the content of a file on disk; one that is too large is not read at all.

    Raises:
        RequestFault: there is no such file.
        LimitFault: it is too large.
    """
    if not path.is_file():
        raise RequestFault(
            Text(f"{path.as_posix()} is geen bestand", f"{path.as_posix()} is no file"),
            remedy=Text("controleer het pad", "check the path"),
        )
    if path.stat().st_size > MOST_BYTES:
        raise too_large(path.name, path.stat().st_size)
    return path.read_bytes()


def _read(name: str, data: bytes) -> _Read:
    kind = _kind(name, data)
    if kind == "csv":
        from archrepo.exchange.tender_files.delimited import read_delimited

        tables, remarks = read_delimited(name, data)
    elif kind == "pdf":
        from archrepo.exchange.tender_files.pdf import read_pdf

        tables, remarks = read_pdf(name, data)
    else:
        from archrepo.exchange.tender_files.packages import Package
        from archrepo.exchange.tender_files.word import read_word
        from archrepo.exchange.tender_files.workbook import read_workbook

        package = Package(name, data)
        tables, remarks = read_workbook(package) if kind == "xlsx" else read_word(package)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix and suffix not in _SUFFIXES[kind]:
        remarks = (
            Text(
                f"de naam eindigt op {suffix}, maar de inhoud is {kind}; zo is het bestand gelezen",
                f"the name ends in {suffix}, but the content is {kind}; the file was read as that",
            ),
            *remarks,
        )
    return _Read(tables, remarks)


def _kind(name: str, data: bytes) -> Kind:
    if not data.strip(b" \t\r\n\0"):
        raise broken(
            name,
            Text("het bestand is leeg", "the file is empty"),
            Text("kopieer of exporteer het opnieuw", "copy or export it again"),
        )
    if data.startswith(b"PK"):
        return _kind_of_zip(name, data)
    if data.startswith(_OLE):
        raise _old_office(name, data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        raise _save_as(name, Text("dit is een RTF-bestand", "this is an RTF file"), ".docx")
    if start.startswith((b"<?xml", b"<!doctype", b"<html", b"<workbook", b"<table")):
        raise _save_as(name, Text("dit is een webpagina of XML", "this is a web page or XML"), ".xlsx")
    if PurePosixPath(name).suffix.lower() in (".xlsx", ".xlsm", ".docx", ".pdf") and b"\0" in data:
        raise broken(
            name, Text(f"dit is geen {PurePosixPath(name).suffix}-bestand", "this is not such a file"), _READABLE
        )
    return "csv"


def _kind_of_zip(name: str, data: bytes) -> Kind:
    from archrepo.exchange.tender_files.packages import Package
    from archrepo.exchange.tender_files.word import DOCUMENT
    from archrepo.exchange.tender_files.workbook import WORKBOOK

    package = Package(name, data)
    if WORKBOOK in package:
        return "xlsx"
    if DOCUMENT in package:
        return "docx"
    if "xl/workbook.bin" in package:
        raise _save_as(name, Text("dit is een binair Excel-bestand", "this is a binary Excel file"), ".xlsx")
    if "content.xml" in package and "mimetype" in package:
        raise _save_as(name, Text("dit is een OpenDocument-bestand", "this is an OpenDocument file"), ".xlsx")
    raise broken(
        name,
        Text("dit zip-bestand is geen werkmap en geen document", "this zip file is no workbook and no document"),
        Text("pak het zip-bestand uit en kies het bestand met de eisen", "unpack it and choose the requirements file"),
    )


def _old_office(name: str, data: bytes) -> InputFault:
    if _ENCRYPTED in data:
        return broken(
            name,
            Text("dit bestand is beveiligd met een wachtwoord", "this file is protected by a password"),
            Text("bewaar het in Excel of Word zonder wachtwoord", "save it without a password in Excel or Word"),
        )
    is_sheet = PurePosixPath(name).suffix.lower() in (".xls", ".xlsx", ".xlt") or "Workbook".encode("utf-16-le") in data
    return _save_as(
        name,
        Text("dit bestand is in de oude vorm van vóór 2007", "this file is in the old form from before 2007"),
        ".xlsx" if is_sheet else ".docx",
    )


def _save_as(name: str, text: Text, suffix: str) -> InputFault:
    return broken(name, text, Text(f"open het en sla het op als {suffix}", f"open it and save it as {suffix}"))
