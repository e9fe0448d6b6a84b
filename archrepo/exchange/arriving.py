"""What a file that arrives is to a workspace: a workbook or a model that left it, a newer release, or a new model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from archrepo.errors import RequestFault
from archrepo.exchange.facts.finding import stated_base
from archrepo.exchange.forms.rdf_reading import is_rdf
from archrepo.exchange.gathering import gather
from archrepo.exchange.gathering.scope import HERE, imports_of
from archrepo.exchange.importing import read_model
from archrepo.exchange.model import ModelFile
from archrepo.exchange.releases import is_release_of
from archrepo.language import Text
from archrepo.procurement.drafts.starting import slug_of
from archrepo.workspace import Workspace
from archrepo.workspace.patterns import covers, folder_of

Sort = Literal["workbook", "own", "release", "new"]
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")
#: In bytes; leaves room for the names of the files that an import prepares beside the folder.
_LONGEST_NAME = 100
_LONGEST_PATH = 400


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that arrived.

    `reference` is the name of the pinned model of which it is a release, "" for any other; `folder` is where that model
    was imported before, None when it was not. `whole` is what an export of the workspace holds now, when the file is
    its own.
    """

    sort: Sort
    reference: str = ""
    folder: str | None = None
    whole: ModelFile | None = field(default=None, compare=False, repr=False)


def arrival_of(workspace: Workspace, path: Path) -> Arrival:
    """Return what the file is here.

    Raises:
        RequestFault: the file does not exist.
        InputFault: it is no model, or a broken or hostile one.
    """
    if is_workbook(path):
        return Arrival("workbook")
    if is_rdf(path):
        return Arrival("new")
    model = read_model(path)
    own_base = stated_base(model)
    if own_base != workspace.base:
        for reference in workspace.configuration.references:
            if is_release_of(workspace, reference, model):
                return Arrival("release", reference.name)
    whole = gather(workspace)
    if _plain(whole.id) == _plain(model.id) and own_base in (None, workspace.base):
        return Arrival("own", whole=whole)
    earlier = (
        one.folder
        for one in imports_of(workspace)
        if one.kept.model and _plain(one.kept.model[1]) == _plain(model.id) and not one.is_reference
    )
    return Arrival("new", folder=next((folder for folder in earlier if folder), None))


def is_workbook(path: Path) -> bool:
    """Tell whether the file is a workbook by its name."""
    return path.suffix.casefold() in _WORKBOOKS


def parts_of(workspace: Workspace) -> tuple[str, ...]:
    """Return the folders of a workspace that can leave it on their own; () when it holds at most one import."""
    folders = tuple(one.folder or HERE for one in imports_of(workspace))
    return folders if len(folders) > 1 else ()


def free_folder(workspace: Workspace, name: str) -> str:
    """Return a folder for a new model that the workspace reads and that is not there yet; "" when it reads none."""
    folders = [folder for folder in map(folder_of, workspace.configuration.model) if folder is not None]
    if not folders:
        return ""
    stem = slug_of(PurePosixPath(name).stem) or "model"
    first = (PurePosixPath(folders[0]) / stem).as_posix()
    return next(path for path in _numbered(first) if not (workspace.root / path).exists())


def folder_within(workspace: Workspace, written: str) -> Path:
    """Return the folder that a person typed, as a path in the workspace.

    Raises:
        RequestFault: it is empty, hidden, too long, leads outside, is the workspace itself, or is not read by it.
    """
    root = workspace.root.resolve()
    name = written.strip().replace("\\", "/")
    is_ordinary = (
        name.isprintable()
        and len(name) <= _LONGEST_PATH
        and all(len(part.encode()) <= _LONGEST_NAME for part in name.split("/"))
    )
    path = (root / name).resolve() if is_ordinary else root
    is_inside = path != root and path.is_relative_to(root)
    if not name or not is_inside or any(part.startswith(".") for part in path.relative_to(root).parts):
        raise RequestFault(
            Text(f"'{written[:80]}' is geen map in dit model", f"'{written[:80]}' is no folder of this model"),
            remedy=Text("schrijf een map zoals baseline/nieuw", "write a folder such as baseline/new"),
        )
    inner = path.relative_to(root).as_posix()
    if not covers(workspace.configuration.model, f"{inner}/x.ttl"):
        folders = ", ".join(f"{folder}/" for folder in map(folder_of, workspace.configuration.model) if folder) or "-"
        raise RequestFault(
            Text(f"het model leest de map {inner} niet", f"the model does not read the folder {inner}"),
            remedy=Text(f"kies een map onder: {folders}", f"choose a folder below: {folders}"),
        )
    return path


def _plain(identifier: str) -> str:
    return identifier.removeprefix("id-")


def _numbered(stem: str) -> Iterable[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
