"""The formats in which a model can leave: one line a format, and what each is in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from archrepo.errors import RequestFault
from archrepo.exchange.model import ModelFile
from archrepo.exchange.writing.written import WrittenFile
from archrepo.language import Language, Text
from archrepo.workspace import Workspace, collector_paused


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format that a model can be written in.

    `endings` are those of its file, the first is the usual one; () for a folder of files, whose endings are `parts`.
    A format of a whole workspace has `of_workspace`, which gets the workspace, the folder to keep to ("" for all) and
    the language of the reader; any other has `of_model`.
    """

    name: str
    title: Text
    endings: tuple[str, ...]
    parts: tuple[str, ...] = ()
    of_model: Callable[[ModelFile], WrittenFile] | None = None
    of_workspace: Callable[[Workspace, str, Language], WrittenFile] | None = None


def _ameff(model: ModelFile) -> WrittenFile:
    from archrepo.exchange.writing.converting import write_as_ameff  # each format costs only those who ask for it

    return write_as_ameff(model)


def _archimate(model: ModelFile) -> WrittenFile:
    from archrepo.exchange.writing.converting import write_as_archi

    return write_as_archi(model)


def _grafico(model: ModelFile) -> WrittenFile:
    from archrepo.exchange.writing.grafico import write_as_grafico

    return write_as_grafico(model)


def _csv(model: ModelFile) -> WrittenFile:
    from archrepo.exchange.writing.csv_files import write_as_csv

    return write_as_csv(model)


def _xlsx(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    from archrepo.exchange.workbook.writing import write_as_workbook

    return write_as_workbook(workspace, folder, language)


def _jsonld(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    from archrepo.exchange.writing.rdf_files import write_as_jsonld

    return write_as_jsonld(workspace, folder, language)


def _ntriples(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    from archrepo.exchange.writing.rdf_files import write_as_ntriples

    return write_as_ntriples(workspace, folder, language)


def _trig(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    from archrepo.exchange.writing.rdf_files import write_as_trig

    return write_as_trig(workspace, folder, language)


FORMATS: Final[tuple[FileFormat, ...]] = (
    FileFormat(
        "xlsx",
        Text("werkmap om in te vullen (Excel)", "workbook to fill in (Excel)"),
        (".xlsx",),
        of_workspace=_xlsx,
    ),
    FileFormat(
        "ameff",
        Text("uitwisselformaat van ArchiMate 3.1", "exchange format of ArchiMate 3.1"),
        (".xml",),
        of_model=_ameff,
    ),
    FileFormat(
        "archimate",
        Text("eigen bestand van Archi", "native file of Archi"),
        (".archimate",),
        of_model=_archimate,
    ),
    FileFormat(
        "grafico",
        Text("map van coArchi, een bestand per concept", "folder of coArchi, a file for each concept"),
        (),
        parts=(".xml",),
        of_model=_grafico,
    ),
    FileFormat(
        "csv",
        Text("drie tabellen zoals Archi ze kent (CSV)", "three tables as Archi knows them (CSV)"),
        (),
        parts=(".csv",),
        of_model=_csv,
    ),
    FileFormat(
        "jsonld",
        Text("alle uitspraken als JSON-LD", "all statements as JSON-LD"),
        (".jsonld", ".json"),
        of_workspace=_jsonld,
    ),
    FileFormat(
        "ntriples",
        Text("alle uitspraken als N-Triples", "all statements as N-Triples"),
        (".nt",),
        of_workspace=_ntriples,
    ),
    FileFormat(
        "trig",
        Text("alle uitspraken als TriG, met de indeling in bestanden", "all statements as TriG, divided over files"),
        (".trig",),
        of_workspace=_trig,
    ),
)


def format_named(name: str) -> FileFormat:
    """Return the format with that name.

    Raises:
        RequestFault: there is none; the words name those that there are.
    """
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in FORMATS)
        raise RequestFault(
            Text(f"{name} is geen vorm om in te schrijven", f"{name} is no format to write"),
            remedy=Text(f"kies uit: {known}", f"choose from: {known}"),
        )
    return found


def write_model(model: ModelFile, name: str) -> WrittenFile:
    """Return the model in the format with that name, with what the format cannot hold.

    Raises:
        RequestFault: there is no such format, or it is made of a whole workspace.
    """
    found = format_named(name)
    if found.of_model is None:
        raise RequestFault(
            Text(f"{name} wordt van een hele werkmap gemaakt", f"{name} is made of a whole workspace"),
            remedy=Text(f"gebruik: archrepo export {name}", f"use: archrepo export {name}"),
        )
    with collector_paused():
        return found.of_model(model)
