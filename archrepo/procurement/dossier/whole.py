"""Everything on one procurement in one value: what a report, a page and a download tell, with what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from archrepo.procurement.assessment import Assessment
from archrepo.procurement.drafts.architect_verdict import ArchitectVerdict, architect_verdicts
from archrepo.procurement.judging.assessing import assess_layers
from archrepo.procurement.judging.layers import Layers, layers_of
from archrepo.procurement.judging.remembering import Memory
from archrepo.procurement.proposals import BIDS, Proposal
from archrepo.procurement.publication.gap_values import Applicable, Gap
from archrepo.procurement.publication.gaps import gaps_of, standards_of, topics_of
from archrepo.procurement.publication.stages import Standing, standing_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.profiles import Profile
from archrepo.validation import Check
from archrepo.waivers import Waiver
from archrepo.workspace import collector_paused
from archrepo.workspace.files import name_within


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a dossier was made from, so that anybody can make it again.

    `commit` is that of the model, empty outside git, with `is_changed` when files differ from it. `principles` and
    `input` are SHA-256 in hexadecimal: of the shapes that judged, and of all files of model and proposal together.
    `files` are those of the proposal, each with its own.
    """

    model: str
    commit: str
    is_changed: bool
    archrepo: str
    principles: str
    input: str
    as_of: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Published:
    gaps: tuple[Gap, ...]
    standards: tuple[Applicable, ...]
    topics: tuple[Applicable, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The assessment of a proposal with the gaps in its documents, what applies to it, and its deviations.

    When `is_confined` it is made for a bidder or a blind reader, and tells nothing at all of gaps, of deviations and of
    what the architect said.
    """

    name: str
    assessment: Assessment
    gaps: tuple[Gap, ...]
    standards: tuple[Applicable, ...]
    topics: tuple[Applicable, ...]
    waivers: tuple[Waiver, ...]
    provenance: Provenance
    architect_verdicts: tuple[ArchitectVerdict, ...] = ()
    is_confined: bool = False

    @property
    def standing(self) -> Standing:
        """Where the tender stands on the day of the assessment."""
        return standing_of(self.assessment.tender, date.fromisoformat(self.assessment.as_of))


class DossierMemory:
    """What the dossiers of one proposal found over one landscape, for the next one; it dies with who holds it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.layers = Memory()
        self._published: tuple[Check, _Published] | None = None

    def published(self, purchase: Check, make: Callable[[], _Published]) -> _Published:
        """Return what was found on this purchase before its publication, made when there is nothing yet."""
        if self._published is None or self._published[0] is not purchase:
            self._published = purchase, make()
        return self._published[1]


def dossier_of(
    landscape: Check,
    proposal: Proposal,
    *,
    profile: Profile | None = None,
    commit: str = "",
    is_changed: bool = False,
    version: str = "",
    memory: DossierMemory | None = None,
) -> Dossier:
    """Return the dossier of a proposal; `commit`, `is_changed` and `version` are what the caller knows of its sources.

    With a `memory` only that is judged again of which the files changed; the dossier is the same.

    Raises:
        SyntaxFault: a file of the proposal is not Turtle.
        InputFault: the proposal holds no procurement or more than one.
    """
    workspace, book = landscape.workspace, landscape.book
    memory = memory or DossierMemory()
    layers = layers_of(landscape, proposal, memory.layers)
    published = memory.published(layers.purchase, lambda: _published(layers))
    assessment, waivers = assess_layers(layers, profile)
    files = tuple(
        (name_within(workspace.root, path), path.read_bytes()) for path in (*proposal.paths, *proposal.bid_paths)
    )
    return Dossier(
        name=proposal.name,
        assessment=assessment,
        gaps=published.gaps,
        standards=published.standards,
        topics=published.topics,
        waivers=waivers,
        provenance=Provenance(
            model=workspace.name,
            commit=commit,
            is_changed=is_changed,
            archrepo=version,
            principles=_digest((file.path, file.data) for file in book.files),
            input=_digest((*((file.path, file.data) for file in workspace.files), *files)),
            as_of=workspace.as_of.isoformat(),
            files=tuple((name, sha256(data).hexdigest()) for name, data in files),
        ),
        architect_verdicts=architect_verdicts(layers.purchase.workspace, layers.procurement),
    )


def _published(layers: Layers) -> _Published:
    workspace, report = layers.purchase.workspace, layers.purchase.report
    tender = read_tender(workspace, layers.procurement)
    with collector_paused():
        return _Published(
            gaps_of(workspace, layers.purchase.book, tender, report),
            standards_of(workspace, tender, report),
            topics_of(workspace, tender, report),
        )


def confined(dossier: Dossier, assessment: Assessment) -> Dossier:
    """Return the dossier with an assessment that shows less, without anything else that could tell of a bid.

    `assessment` is one of `confidential`: blind, or of one bidder.
    """
    kept = tuple(file for file in dossier.provenance.files if BIDS not in file[0].split("/"))
    return replace(
        dossier,
        assessment=assessment,
        gaps=(),
        waivers=(),
        architect_verdicts=(),
        provenance=replace(dossier.provenance, files=kept),
        is_confined=True,
    )


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Return one SHA-256 over the paths and contents of files, whatever their order."""
    whole = sha256()
    for path, data in sorted(files):
        whole.update(f"{path}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()
