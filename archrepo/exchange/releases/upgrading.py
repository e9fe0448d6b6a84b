"""From the pinned release to a newer one: compare, say what it means here, propose the edits, and write all or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from archrepo.amending import FileChange, amended
from archrepo.errors import RequestFault
from archrepo.exchange.lock import LOCK_FILE, lock_from, read_lock
from archrepo.exchange.model import ModelFile, title_of
from archrepo.exchange.releases.comparing import ChangeKind, Difference, PartChange, compare
from archrepo.exchange.releases.guarding import added, edited_by_hand
from archrepo.exchange.releases.meaning import Meaning, Releases, meaning_of, mentions_of
from archrepo.exchange.releases.order import is_earlier
from archrepo.exchange.releases.pinning import Staged, stage
from archrepo.exchange.releases.recognizing import is_release_of
from archrepo.exchange.releases.release import Release, Terms, read_release
from archrepo.exchange.releases.succession import successors
from archrepo.exchange.releases.swapping import swap
from archrepo.exchange.turtle_folder import REST_FILE
from archrepo.findings import Finding, Location, newly_found
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.store import Graph
from archrepo.validation import check
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.files import parsed
from archrepo.workspace.references import REFERENCES, Reference
from archrepo.workspace.renewal import overlaid
from archrepo.workspace.saving import NewText


@dataclass(frozen=True, slots=True)
class Upgrade:
    """An upgrade that can be written: both releases, what differs, what that means here, and the edits of own files.

    `new_findings` and `resolved_findings` are of the own work list, with the edits made.
    """

    pinned: Reference
    staged: Staged
    difference: Difference
    meaning: Meaning
    changes: tuple[FileChange, ...]
    new_findings: tuple[Finding, ...]
    resolved_findings: tuple[Finding, ...]

    @property
    def reference(self) -> Reference:
        """The reference as it is pinned afterwards."""
        return self.staged.reference

    @property
    def is_nothing(self) -> bool:
        """Tell whether the new file says what the pinned release says."""
        return self.difference.is_nothing and not self.changes

    @property
    def is_older(self) -> bool:
        """Tell whether the offered release is older than the pinned one, as far as their names tell."""
        return is_earlier(self.reference.release, self.pinned.release)


def upgrade(workspace: Workspace, book: PrincipleBook, name: str, path: Path, *, release: str = "") -> Upgrade:
    """Return what moving the reference of that name to the release in the file changes and means; nothing is written.

    Raises:
        RequestFault: no reference has that name, the file does not exist, or holds another model.
        ConfigurationFault: files of the pinned release were edited by hand; the words name the first.
        InputFault: the file is broken, hostile, too large, no model, or holds no elements; or an own file would say
            something else than proposed.
    """
    pinned = _pinned(workspace, name)
    for fault in edited_by_hand(workspace.root, pinned):
        raise fault
    terms = Terms.of(workspace.ontology.graph)
    staged = stage(
        path,
        workspace.metamodel,
        terms,
        name=pinned.name,
        folder=pinned.folder,
        base=pinned.base,
        language=pinned.language,
        release=release,
    )
    old_files = [file for file in workspace.files if pinned.holds(file.path)]
    new_files = parsed(
        (f"{pinned.folder}/{inner}", data, None)
        for inner, data in staged.written.files.items()
        if inner.endswith(".ttl") and "/" not in inner
    )
    old = _old_release(workspace, pinned, old_files, terms)
    new = _new_release(workspace, staged, new_files, terms)
    _refuse_other_model(workspace, staged.model, pinned, path)
    difference = compare(old, new, terms)
    releases = Releases(old, new, difference, successors(old, new, difference, terms), terms)
    mentions, amendments = mentions_of(workspace, releases)
    changes = amended(workspace, amendments).changes
    texts = parsed((change.path, change.after.encode("utf-8"), None) for change in changes)
    replaced = {*(file.path for file in old_files), *(change.path for change in changes)}
    after, _ = overlaid(workspace, [*texts, *new_files], without=replaced)
    meaning = meaning_of(workspace, after, releases, mentions)
    came, went = (
        _turned(workspace, after, book, difference.of(ChangeKind.RENAMED)) if not difference.is_nothing else ((), ())
    )
    return Upgrade(pinned, staged, difference, meaning, changes, came, went)


def write_upgrade(workspace: Workspace, proposal: Upgrade) -> None:
    """Write the new release, the lock and the edits, or nothing at all.

    Raises:
        RequestFault: an own file was changed meanwhile, or something cannot be written; nothing has changed then.
    """
    pinned = proposal.pinned
    folder = workspace.root / pinned.folder
    kept = [path for path in added(folder, read_lock(folder)) if path not in proposal.staged.written.files]
    references = [one for one in workspace.configuration.references if one.name != pinned.name]
    swap(
        workspace.root,
        pinned.folder,
        proposal.staged.written.files,
        [*references, proposal.reference],
        kept=kept,
        texts=[NewText(workspace.root / one.path, one.after, one.before) for one in proposal.changes],
    )


def _pinned(workspace: Workspace, name: str) -> Reference:
    references = workspace.configuration.references
    for one in references:
        if one.name.casefold() == name.casefold():
            return one
    known = ", ".join(one.name for one in references)
    raise RequestFault(
        Text(f"er is geen referentiemodel '{name}' vastgezet", f"no reference model '{name}' is pinned"),
        location=Location(REFERENCES, 0, 0, 0, 0) if known else None,
        remedy=Text(f"kies uit: {known}", f"choose from: {known}")
        if known
        else Text(
            f"zet het eerst vast: archrepo import --reference BESTAND --into reference/{name}",
            f"pin it first: archrepo import --reference FILE --into reference/{name}",
        ),
    )


def _old_release(workspace: Workspace, pinned: Reference, files: Iterable[SourceFile], terms: Terms) -> Release:
    folder = workspace.root / pinned.folder
    rest = folder / REST_FILE
    graph = Graph(*(file.triples for file in files))
    return read_release(
        graph, read_lock(folder), rest.read_bytes() if rest.is_file() else b"", workspace.metamodel, terms
    )


def _new_release(workspace: Workspace, staged: Staged, files: Iterable[SourceFile], terms: Terms) -> Release:
    written = staged.written.files
    lock = lock_from(written[LOCK_FILE].decode("utf-8"), LOCK_FILE)
    graph = Graph(*(file.triples for file in files))
    return read_release(graph, lock, written.get(REST_FILE, b""), workspace.metamodel, terms)


def _refuse_other_model(workspace: Workspace, model: ModelFile, pinned: Reference, path: Path) -> None:
    if is_release_of(workspace, pinned, model):
        return
    raise RequestFault(
        Text(
            f"{path.name} is een ander model: {title_of(model)}; {pinned.name} is {pinned.title.nl}",
            f"{path.name} is another model: {title_of(model)}; {pinned.name} is {pinned.title.en}",
        ),
        remedy=Text(
            f"kies het bestand met een nieuwe uitgave van {pinned.model}",
            f"choose the file with a new release of {pinned.model}",
        ),
    )


def _turned(
    workspace: Workspace, after: Workspace, book: PrincipleBook, renamed: Iterable[PartChange]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings of the own work list that come and that go; one in which only a name changed does neither."""
    was, now = (check(one, book).report.findings for one in (workspace, after))
    came, went = newly_found(now, was), newly_found(was, now)
    names = [(one.before, one.after) for one in renamed]
    stays = {one.identity for one in came} & {_renamed(one, names).identity for one in went}
    return (
        tuple(one for one in came if one.identity not in stays),
        tuple(one for one in went if _renamed(one, names).identity not in stays),
    )


def _renamed(finding: Finding, names: Iterable[tuple[str, str]]) -> Finding:
    words = finding.message.nl
    for old, new in names:
        words = words.replace(old, new)
    return replace(finding, message=Text(words, finding.message.en))
