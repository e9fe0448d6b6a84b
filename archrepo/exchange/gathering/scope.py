"""What of a workspace goes into one model file: which files and imports, and what comes along when referred to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archrepo.errors import RequestFault
from archrepo.exchange.gathering.kept import Kept
from archrepo.exchange.lock import LOCK_FILE, read_lock
from archrepo.exchange.refusals import fault
from archrepo.exchange.turtle_folder import digest
from archrepo.language import Text
from archrepo.relations import RelationSet, read_relations
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import MODEL, TYPE
from archrepo.workspace import Workspace
from archrepo.workspace.files import SourceFile

#: How a caller names the import that lies in the folder of the workspace itself.
HERE = "."


@dataclass(frozen=True, slots=True)
class Import:
    """One imported folder: its path in the workspace ("" for the workspace itself), and what its lock keeps."""

    folder: str
    path: Path
    kept: Kept
    is_reference: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a workspace that is gathered.

    `own` are the subjects that belong to it, with their triples and relations in `graph` and `relations`; others of
    `everything` come along when something refers to them. `imports` are all of the workspace, `own_imports` those of
    the own model; `frame` is the one whose file is filled again, None when there is none, more than one, or when the
    workspace has a model of its own beside it; `files` are those that `graph` comes from.
    """

    own: Mapping[Term, None]
    graph: Graph
    relations: RelationSet
    everything: Graph
    imports: tuple[Import, ...]
    own_imports: tuple[Import, ...]
    frame: Import | None
    files: tuple[SourceFile, ...]

    @property
    def is_as_imported(self) -> bool:
        """Tell whether all is as one import wrote it, which found no municipal facts; old imports do not tell."""
        frame = self.frame
        if frame is None or frame.kept.has_facts or not frame.kept.base:
            return False
        start = f"{frame.folder}/" if frame.folder else ""
        return all(
            file.path.startswith(start) and frame.kept.files.get(file.path.removeprefix(start)) == digest(file.data)
            for file in self.files
        )


def scope_of(workspace: Workspace, folder: str) -> Scope:
    """Return what is gathered: one imported folder, or with "" all but what the pinned references describe.

    Raises:
        RequestFault: nothing was imported into that folder.
        InputFault: the lock of an import is not as an import writes it.
    """
    imports = imports_of(workspace)
    homes = {file.path: _home(file.path, imports) for file in workspace.files}
    if folder:
        chosen = _chosen(folder, imports)
        ours = [file for file in workspace.files if homes[file.path] is chosen]
        around = [file for file in workspace.files if homes[file.path] is None]
        frame: Import | None = chosen
        own_imports = [chosen]
    else:
        own_imports = [one for one in imports if not one.is_reference]
        ours = [file for file in workspace.files if (home := homes[file.path]) is None or not home.is_reference]
        around = []
        beside = (file for file in ours if homes[file.path] is None)
        has_header = any(triple[1] == TYPE and triple[2] == MODEL for file in beside for triple in file.triples)
        frame = own_imports[0] if len(own_imports) == 1 and not has_header else None
    is_whole = len(ours) + len(around) == len(workspace.files)
    graph = workspace.model if is_whole else Graph(*(file.triples for file in (*ours, *around)))
    return Scope(
        own=_subjects(ours),
        graph=graph,
        relations=workspace.relations if is_whole else read_relations(graph, workspace.metamodel),
        everything=workspace.model,
        imports=(*own_imports, *(one for one in imports if one not in own_imports)),
        own_imports=tuple(own_imports),
        frame=frame,
        files=(*ours, *around),
    )


def imports_of(workspace: Workspace) -> tuple[Import, ...]:
    """Return the imported folders of the workspace, sorted by path.

    Raises:
        InputFault: the lock of an import is not as an import writes it.
    """
    references = {reference.folder for reference in workspace.configuration.references}
    folders = sorted({PurePosixPath(file.path).parent.as_posix() for file in workspace.files})
    return tuple(
        Import(
            folder.removeprefix(HERE) if folder == HERE else folder,
            workspace.root / folder,
            _kept(workspace.root / folder),
            folder in references,
        )
        for folder in folders
        if (workspace.root / folder / LOCK_FILE).is_file()
    )


def _kept(folder: Path) -> Kept:
    try:
        return Kept(read_lock(folder))
    except ValueError as broken:
        raise fault(
            (folder / LOCK_FILE).as_posix(),
            Text(
                "in dit bestand staat een adres of een stuk XML dat er geen is",
                "this file holds an address or a piece of XML that is none",
            ),
            Text("zet het bestand terug uit git, of importeer opnieuw", "restore the file from git, or import again"),
        ) from broken


def _home(path: str, imports: Iterable[Import]) -> Import | None:
    """Return the import in whose folder a file lies; of nested ones the innermost."""
    around = [one for one in imports if not one.folder or path.startswith(f"{one.folder}/")]
    return max(around, key=lambda one: len(one.folder), default=None)


def _chosen(folder: str, imports: tuple[Import, ...]) -> Import:
    wanted = "" if folder == HERE else PurePosixPath(folder).as_posix()
    found = next((one for one in imports if one.folder == wanted), None)
    if found is not None:
        return found
    names = ", ".join(one.folder or HERE for one in imports)
    raise RequestFault(
        Text(f"in {folder} is geen model geïmporteerd", f"no model was imported into {folder}"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}")
        if names
        else Text("laat de map weg, dan gaat het hele model mee", "leave the folder out to take the whole model"),
    )


def _subjects(files: Iterable[SourceFile]) -> Mapping[Term, None]:
    found: dict[Term, None] = {}
    for file in files:
        found |= dict.fromkeys(file.subjects)
    return found
