"""The model that is being served: opened once, opened again when a file changes, and never replaced by a broken one.

It lives on the application, so two applications in one process do not see each other's model.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.derived_facts import derived_sentences
from archrepo.errors import ArchrepoError
from archrepo.exchange.tender_files import read_tender_file
from archrepo.language import Language
from archrepo.metrics import Figure, base_registrations, figures
from archrepo.principles import Principle
from archrepo.procurement import Assessment, Proposal
from archrepo.procurement.bids.laid_over import with_bids
from archrepo.procurement.dossier.confidential import blinded
from archrepo.procurement.dossier.whole import Dossier, DossierMemory, dossier_of
from archrepo.procurement.drafts.forms import Step, form_steps
from archrepo.procurement.proposals import proposals_home
from archrepo.procurement.requirements.source_tables import SourceDocument
from archrepo.quality import Quality
from archrepo.queries import Query, saved_queries
from archrepo.reporting.principle_sheet import Sheet, sheet_of
from archrepo.search import SearchIndex
from archrepo.turtle.reading import Term
from archrepo.validation import Check, open_check
from archrepo.waivers import Waiver, read_waivers
from archrepo.workspace import Workspace, with_files
from archrepo.workspace.history import OldVersions
from archrepo.workspace.revision import Revision, head_of, revision_of
from webui.addresses import Addresses
from webui.kept import Kept
from webui.picture_choices import Chooser
from webui.pictures import Pictures

if TYPE_CHECKING:
    from archrepo.exchange.exporting import Export
    from archrepo.exchange.taking_over import Preview
    from archrepo.landscape import Choices
    from webui.charts import ChartKey, ShownChart

SECONDS_BETWEEN_CHECKS = 0.5
#: Characters of SVG of charts that are kept.
MOST_KEPT_CHARTS = 20_000_000
#: Bytes of files of other tools: those of the national model in each form.
MOST_KEPT_EXPORTS = 64 * 1024 * 1024
MOST_SOURCES = 4
MOST_KEPT_PREVIEWS = 2
_ENDINGS = (".ttl", ".toml", ".tsv", ".xml")
_Mark = tuple[tuple[str, int, int], ...]
_Stamp = tuple[str, int, int]


class OpenedModel:
    """One version of the model with everything that pages need of it; it does not change."""

    def __init__(self, check: Check, revision: Revision | None, old: OldVersions) -> None:
        """Keep the parts; what only some pages need is made when they ask. `old` gives its older versions.

        Raises:
            ConfigurationFault: a waiver lacks a part, or names a principle that does not exist.
        """
        self.check = check
        self.workspace = workspace = check.workspace
        self.book = check.book
        self.quality = Quality(workspace, check.book, check.report)
        self.revision = revision
        self.addresses = Addresses(workspace)
        self.pictures = Pictures(workspace, self.addresses, check.report, old)
        self.charts: Kept[ChartKey, ShownChart] = Kept(
            MOST_KEPT_CHARTS, lambda shown: len(shown.wide) + len(shown.narrow)
        )
        #: By form, part and language: the file of another tool, and what the report says of it.
        self.exports: Kept[tuple[str, str, Language], Export] = Kept(
            MOST_KEPT_EXPORTS, lambda made: len(made.written.data) + sum(map(len, made.written.files.values()))
        )
        #: By file, choices and language: how a file that came in changes own files, for who agrees to it next.
        self.previews: Kept[tuple[str, str, Choices, Language], Preview] = Kept(MOST_KEPT_PREVIEWS, lambda _: 1)
        self._memories: dict[str, DossierMemory] = {}
        self._dossiers: dict[str, tuple[tuple[_Stamp, ...], Dossier]] = {}
        self._laid: dict[tuple[str, bool], tuple[tuple[_Stamp, ...], Workspace]] = {}
        self._blinded: dict[str, tuple[Dossier, Assessment]] = {}
        self._sources: dict[tuple[_Stamp, ...], SourceDocument] = {}
        self._making = threading.Lock()
        self._sheets: dict[str, Sheet] = {}
        self._lock = threading.Lock()

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """The shipped questions."""
        return saved_queries()

    @cached_property
    def form_steps(self) -> tuple[Step, ...]:
        """The steps that ask for the purchase, without answers."""
        return form_steps(self.workspace, None)

    @cached_property
    def chooser(self) -> Chooser:
        """What can be asked of the pictures."""
        return Chooser(self.workspace, self.addresses, has_versions=self.revision is not None)

    @cached_property
    def search(self) -> SearchIndex:
        """The index of names."""
        return SearchIndex(self.workspace)

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The recorded deviations."""
        return read_waivers(self.workspace)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the management page."""
        return figures(self.workspace, self.quality)

    @cached_property
    def base_registrations(self) -> tuple[Term, ...]:
        """The national base registrations, by name."""
        return base_registrations(self.workspace)

    def sheet(self, principle: Principle) -> Sheet:
        """Return what the page of a principle tells, made once for this version of the model."""
        with self._lock:
            if principle.id not in self._sheets:
                self._sheets[principle.id] = sheet_of(self.book, principle, self.workspace.ontology)
            return self._sheets[principle.id]

    def dossier(self, proposal: Proposal) -> Dossier:
        """Return everything on a proposal, made once for this version of the model and of the proposal's files.

        Raises:
            InputFault: the proposal cannot be read, or holds no procurement.
        """
        stamps = _stamps((*proposal.paths, *proposal.bid_paths))
        # Whoever asks while another makes the same dossier waits for it; the rest of the viewer goes on.
        with self._making:
            known = self._dossiers.get(proposal.name)
            if known is not None and known[0] == stamps:
                return known[1]
            revision = revision_of(self.workspace.root)
            found = dossier_of(
                self.check,
                proposal,
                commit=revision.commit if revision else "",
                is_changed=revision is not None and revision.is_changed,
                version=version("archrepo"),
                memory=self._memories.setdefault(proposal.name, DossierMemory()),
            )
            self._dossiers[proposal.name] = stamps, found
            return found

    def source(self, path: Path) -> SourceDocument:
        """Return a tender file as it was read; the last few are kept, for a page shows one again at each choice.

        Raises:
            InputFault: the file cannot be read.
            LimitFault: the file is too large to read.
        """
        key = _stamps([path])
        found = self._sources.get(key)
        if found is None:
            found = read_tender_file(path.name, path.read_bytes())
            with self._lock:
                kept = list(self._sources.items())[-MOST_SOURCES + 1 :]
                self._sources = {**dict(kept), key: found}
        return found

    def with_proposal(self, proposal: Proposal, *, and_bids: bool = False) -> Workspace:
        """Return the model with a proposal laid over it, made once for these files; with its bids only when asked.

        A bid that cannot be read, and what is not for a bidder to say, is left out; the page of the assessment tells
        of it.

        Raises:
            InputFault: another file of the proposal cannot be read.
        """
        paths = (*proposal.paths, *proposal.bid_paths) if and_bids else proposal.paths
        key, stamps = (proposal.name, and_bids), _stamps(paths)
        with self._lock:
            known = self._laid.get(key)
            if known is None or known[0] != stamps:
                laid = with_bids(self.workspace, proposal) if and_bids else with_files(self.workspace, paths)
                known = self._laid[key] = stamps, laid
            return known[1]

    def blinded(self, dossier: Dossier) -> Assessment:
        """Return the assessment of a dossier without the names of bidders, made once for each dossier."""
        with self._making:
            known = self._blinded.get(dossier.name)
            if known is None or known[0] is not dossier:
                known = self._blinded[dossier.name] = dossier, blinded(dossier.assessment)
            return known[1]


def open_model(root: Path, as_of: date, old: OldVersions) -> OpenedModel:
    """Return the model in `root`, read, judged and indexed, so that the first page is as quick as the next.

    `old` keeps the older versions that pages ask for.

    Raises:
        ArchrepoError: a file cannot be read, or a principle cannot be run.
    """
    model = OpenedModel(open_check(root, as_of), revision_of(root), old)
    workspace = model.workspace
    for file in workspace.files:
        if file.triples:
            workspace.locate(file.triples[0][0])
    for element in list(workspace.elements.values())[:1]:
        derived_sentences(workspace, element.iri)
    assert model.search is not None
    return model


@dataclass(frozen=True, slots=True)
class Served:
    """What a request is answered with: the last good model, and the fault that keeps a newer one away.

    When `is_newest`, the fault is of a rule of the model's own that could not be run; the rest was judged.
    """

    model: OpenedModel
    fault: ArchrepoError | None
    is_newest: bool


class Current:
    """Holds the last good model of one folder and looks for changes, at most twice a second."""

    def __init__(self, root: Path, as_of: date | None, *, owns_process: bool = False) -> None:
        """Remember the folder; without `as_of` the model is dated today. Nothing is opened yet.

        When it `owns_process`, the memory of the whole process is tidied at each new version.
        """
        self.root = root
        self._owns_process = owns_process
        self._as_of = as_of
        self._model: OpenedModel | None = None
        self._fault: ArchrepoError | None = None
        self._mark: tuple[date, str, _Mark] | None = None
        self._old = OldVersions()
        self._checked = 0.0
        self._lock = threading.Lock()

    def get(self) -> Served:
        """Return the model to serve; while one request opens a new version, the others get the old one.

        Raises:
            ArchrepoError: no version of the model could be opened yet.
        """
        if self._lock.acquire(blocking=self._model is None):
            try:
                self._refresh()
            finally:
                self._lock.release()
        model, fault = self._model, self._fault
        if model is None:
            assert fault is not None
            raise fault
        return Served(model, fault or next(iter(model.check.faults), None), is_newest=fault is None)

    def warm(self) -> None:
        """Open the model now; one that cannot be opened is told to the first reader."""
        with self._lock:
            self._refresh()

    def _without_proposals(self, marks: _Mark) -> _Mark:
        """Return the marks without those of proposals, which are no part of the model: their pages look themselves."""
        home = proposals_home(self._model.workspace) if self._model is not None else None
        if home is None or home == self.root.resolve():
            return marks
        below = f"{self.root / home.relative_to(self.root.resolve())}{os.sep}"
        return tuple(mark for mark in marks if not mark[0].startswith(below))

    def _refresh(self) -> None:
        now = time.monotonic()
        if self._mark is not None and now - self._checked < SECONDS_BETWEEN_CHECKS:
            return
        self._checked = now
        as_of = self._as_of or date.today()
        head, marks = head_of(self.root), _mark(self.root)
        mark = (as_of, head, self._without_proposals(marks))
        if mark == self._mark:
            return
        if self._owns_process:
            gc.unfreeze()
        try:
            if self._model is None:
                self._model = open_model(self.root, as_of, self._old)
            else:
                check = self._model.check.refreshed(as_of)
                self._model = OpenedModel(check, revision_of(self.root), self._old)
            self._fault = None
        except ArchrepoError as fault:
            self._fault = fault
        self._mark = (as_of, head, self._without_proposals(marks))
        if self._owns_process:
            # A model is some million objects that stay; looking through them for garbage stops every reader for 0.3 s.
            gc.collect()
            gc.freeze()


def _stamps(paths: Iterable[Path]) -> tuple[_Stamp, ...]:
    """Return path, size and time of change of each file."""
    return tuple((str(path), status.st_size, status.st_mtime_ns) for path in paths for status in [path.stat()])


def _mark(root: Path) -> _Mark:
    """Return path, size and time of change of every file below the folder that the pages may depend on."""
    marks = []
    folders = [root]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif entry.name.endswith(_ENDINGS):
                        status = entry.stat()
                        marks.append((entry.path, status.st_size, status.st_mtime_ns))
        except FileNotFoundError:
            continue
    return tuple(sorted(marks))
