"""Take over a file that arrived: what it would change here, shown first, and then exactly that written.

What the file is decides: a newer release upgrades a reference model, a workbook or a model that left comes back as a
change of own files, and any other model is imported into a folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archrepo.amending import FileChange, write
from archrepo.errors import RequestFault
from archrepo.exchange.arriving import Arrival, arrival_of, folder_within, free_folder, is_workbook
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.import_options import ImportOptions
from archrepo.exchange.importing import import_model
from archrepo.exchange.model import ModelFile
from archrepo.exchange.releases import Upgrade, upgrade, write_upgrade
from archrepo.exchange.releases.telling import Section, sections
from archrepo.exchange.report import report_lines
from archrepo.exchange.workbook import read_landscape
from archrepo.landscape import NOTHING_CHOSEN, Choices, Proposal, proposed
from archrepo.language import Language, Text
from archrepo.principles import PrincipleBook
from archrepo.reporting.amendment_text import Amending, amending, summary_lines
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change: report lines for a new model, a change of own files, or a newer release."""

    arrival: Arrival
    lines: tuple[str, ...] = ()
    changes: tuple[FileChange, ...] = ()
    sections: tuple[Section, ...] = ()
    amending: Amending | None = None
    release: Upgrade | None = None
    folder: str = ""
    may_be_written: bool = True

    @property
    def seal(self) -> str:
        """What the reader agrees to: another change has another seal."""
        said = "\0".join(
            (
                self.arrival.sort,
                self.arrival.reference,
                self.release.reference.sha256 if self.release else "",
                *(text or "" for one in self.changes for text in (one.path, one.before, one.after)),
            )
        )
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def preview_of(
    workspace: Workspace, book: PrincipleBook, path: Path, choices: Choices, language: Language, folder: str = ""
) -> Preview:
    """Return what the file would change here; nothing is written. `folder` is for a new model, "" when none was chosen.

    Raises:
        RequestFault: the file does not exist, or the folder is none for a new model.
        InputFault: it is no model and no workbook, or a broken or hostile one.
    """
    arrival = arrival_of(workspace, path)
    if arrival.sort == "release":
        found = upgrade(workspace, book, arrival.reference, path)
        parts = sections(workspace, found, is_whole=False)
        return Preview(
            arrival, changes=found.changes, sections=parts, release=found, may_be_written=not found.is_nothing
        )
    if arrival.sort == "new":
        return _of_new_model(workspace, path, arrival, folder, language)
    proposal = proposal_of(workspace, path, choices, whole=arrival.whole)
    change = amending(workspace, proposal, removals=choices.removals, is_decided=bool(choices.right))
    lines = tuple(summary_lines(workspace, change, language, has_options=False))
    may_be_written = change.may_be_written and bool(change.result.changes)
    return Preview(arrival, lines, change.result.changes, amending=change, may_be_written=may_be_written)


def proposal_of(
    workspace: Workspace, path: Path, choices: Choices = NOTHING_CHOSEN, *, whole: ModelFile | None = None
) -> Proposal:
    """Return what a workbook, or model file, that left the workspace changes in it since; nothing is written.

    `whole` is what an export of the workspace holds now, for who made it already.

    Raises:
        RequestFault: a file does not exist, or is of another model; a workbook has a `since`, or that of a model is
            not what it was edited from.
        InputFault: it is no workbook and no model, or a broken or hostile one.
    """
    if is_workbook(path):
        if choices.since is not None:
            raise RequestFault(
                Text("--since is voor een modelbestand", "--since is for a model file"),
                remedy=Text(
                    "laat --since weg: een werkmap onthoudt zelf wat er bij de export stond",
                    "leave --since out: a workbook keeps what the export said itself",
                ),
            )
        return proposed(workspace, read_landscape(path), choices)
    return brought_back(workspace, path, choices, whole=whole)


def _of_new_model(workspace: Workspace, path: Path, arrival: Arrival, chosen: str, language: Language) -> Preview:
    folder = chosen.strip() or arrival.folder or free_folder(workspace, path.name)
    into = folder_within(workspace, folder)
    told = report_lines(import_model([path], into, ImportOptions(is_trial=True)), is_trial=True)
    places = (f"{path.parent.as_posix()}/", f"{workspace.root.resolve().as_posix()}/")
    lines = tuple(line.in_(language).replace(places[0], "").replace(places[1], "") for line in told)
    return Preview(arrival, lines, folder=folder)


def take_over(workspace: Workspace, preview: Preview, path: Path) -> None:
    """Write what the preview of the file shows.

    Raises:
        RequestFault: a file was changed meanwhile, or cannot be written.
        InputFault: the file is a broken or hostile model.
    """
    if preview.release is not None:
        write_upgrade(workspace, preview.release)
    elif preview.amending is not None:
        write(workspace, preview.changes)
    else:
        import_model([path], folder_within(workspace, preview.folder))
