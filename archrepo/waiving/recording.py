"""Record a new waiver in a file: written whole, and taken back when the model does not read it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.validation import validate
from archrepo.waivers import read_waivers
from archrepo.waiving.block import Decision, waiver_name, with_waiver
from archrepo.waiving.rules import longer_than_usual, refuse_past, refuse_second
from archrepo.workspace import Workspace
from archrepo.workspace.files import name_within
from archrepo.workspace.saving import put, save, text_at

#: Where the waivers of a model or of a proposal go when it has none yet.
WAIVERS_FILE = "waivers.ttl"


@dataclass(frozen=True, slots=True)
class NewWaiver:
    """A deviation to record: from which principle, for what, and what was decided."""

    principle: Principle
    subject: ox.NamedNode
    decision: Decision


@dataclass(frozen=True, slots=True)
class RecordedWaiver:
    """A waiver that was recorded: its IRI, its file, what is odd about its length, and the verdict from now on.

    `verdict` is None when the principle is not about the subject.
    """

    iri: str
    path: Path
    length: Text | None
    verdict: Verdict | None

    @property
    def effect(self) -> Text | None:
        """Return why the waiver allows nothing now; None when it does."""
        if self.verdict is Verdict.EXCEPTED:
            return None
        if self.verdict is Verdict.UNKNOWN:
            return Text(
                "Let op: het oordeel is nu niet te bepalen; de afwijking werkt pas als bekend is wat ontbreekt.",
                "Note: the verdict is unknown now; the waiver works only once what is missing is known.",
            )
        return Text(
            "Let op: hier is nu niets om van af te wijken; de toets vindt geen gebrek.",
            "Note: there is nothing to deviate from here now; the check finds no fault.",
        )


def usual_file(workspace: Workspace) -> Path:
    """Return the file in which the first waiver of the model stands, else the one that is meant for them."""
    waivers = read_waivers(workspace)
    if waivers:
        return workspace.root / waivers[0].location.path
    patterns = workspace.configuration.model
    folders = {Path(pattern).parts[0] for pattern in patterns if len(Path(pattern).parts) > 1}
    is_below = WAIVERS_FILE not in patterns and "model" in folders
    return workspace.root / "model" / WAIVERS_FILE if is_below else workspace.root / WAIVERS_FILE


def record_waiver(
    workspace: Workspace, book: PrincipleBook, new: NewWaiver, path: Path, *, reopened: Callable[[], Workspace]
) -> RecordedWaiver:
    """Write a waiver behind what a file says; `reopened` gives the workspace again, as its files are by then.

    Raises:
        RequestFault: the reason is empty, the last day is not ahead, there is such a waiver already, or the workspace
            does not read the file; nothing is written.
        SyntaxFault: the file is no Turtle; nothing is written.
        ArchrepoError: the workspace cannot be opened with the waiver; nothing is written.
    """
    decision = new.decision
    refuse_past(workspace, decision.valid_until)
    if not decision.reason.strip():
        raise RequestFault(
            Text("de reden is leeg", "the reason is empty"),
            remedy=Text("schrijf waarom het nu niet anders kan", "write why it cannot be otherwise now"),
        )
    refuse_second(workspace, new.principle.shape, new.subject)
    name = waiver_name(workspace, new.principle, new.subject)
    try:
        was = text_at(path)
    except UnicodeDecodeError as fault:
        raise _not_read(workspace, path) from fault
    text = with_waiver(was or "", workspace.base, name, new.principle, new.subject, decision)
    made = [folder for folder in path.parents if not folder.exists()]
    save(workspace.root, path, text, was=was)
    try:
        after = reopened()
    except ArchrepoError:
        _take_back(path, was, made)
        raise
    if not after.model.facts(name):
        _take_back(path, was, made)
        raise _not_read(workspace, path)
    judgements = validate(after, book, only={new.principle.id}).judgements
    return RecordedWaiver(
        iri=name.value,
        path=path,
        length=longer_than_usual(workspace, decision.valid_until),
        verdict=next((one.verdict for one in judgements if one.subject == new.subject.value), None),
    )


def _take_back(path: Path, was: str | None, made: list[Path]) -> None:
    """Put a file back as it was; `made` are the folders that were made for it, the innermost first."""
    if was is not None:
        put(path, was.encode("utf-8"))
        return
    path.unlink()
    for folder in made:
        folder.rmdir()


def _not_read(workspace: Workspace, path: Path) -> RequestFault:
    is_inside = path.resolve().is_relative_to(workspace.root.resolve())
    shown = name_within(workspace.root, path) if is_inside else path.name
    return RequestFault(
        Text(f"{shown} hoort niet bij het model", f"{shown} is not in the model"),
        remedy=Text(
            f'voeg "{WAIVERS_FILE}" toe aan [files] in archrepo.toml, of kies een bestand van het model',
            f'add "{WAIVERS_FILE}" to [files] in archrepo.toml, or choose a file of the model',
        ),
    )
