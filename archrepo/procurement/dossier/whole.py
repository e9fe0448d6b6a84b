"""Everything on one procurement in one value: what a report, a page and a download tell, with what it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from archrepo.procurement.assessment import Assessment
from archrepo.procurement.judging.assessing import assess_layers
from archrepo.procurement.judging.layers import layers_of
from archrepo.procurement.proposals import BIDS, Proposal
from archrepo.procurement.publication.gap_values import Applicable, Gap
from archrepo.procurement.publication.gaps import gaps_of, standards_of, topics_of
from archrepo.procurement.tender_reading import read_tender
from archrepo.profiles import Profile
from archrepo.validation import Check
from archrepo.waivers import Waiver
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
class Dossier:
    """The assessment of a proposal with its gaps before publication, what applies to it, and its deviations.

    When `is_confined` it is made for a bidder or a blind reader, and tells of gaps and deviations nothing at all.
    """

    name: str
    assessment: Assessment
    gaps: tuple[Gap, ...]
    standards: tuple[Applicable, ...]
    topics: tuple[Applicable, ...]
    waivers: tuple[Waiver, ...]
    provenance: Provenance
    is_confined: bool = False


def dossier_of(
    landscape: Check,
    proposal: Proposal,
    *,
    profile: Profile | None = None,
    commit: str = "",
    is_changed: bool = False,
    version: str = "",
) -> Dossier:
    """Return the dossier of a proposal; `commit`, `is_changed` and `version` are what the caller knows of its sources.

    Raises:
        SyntaxFault: a file of the proposal is not Turtle.
        InputFault: the proposal holds no procurement or more than one.
    """
    workspace, book = landscape.workspace, landscape.book
    layers = layers_of(landscape, proposal)
    purchase = layers.purchase
    tender = read_tender(purchase.workspace, layers.procurement)
    gaps = gaps_of(purchase.workspace, book, tender, purchase.report)
    standards = standards_of(purchase.workspace, tender, purchase.report)
    topics = topics_of(purchase.workspace, tender, purchase.report)
    assessment, waivers = assess_layers(layers, profile)
    files = tuple(
        (name_within(workspace.root, path), path.read_bytes()) for path in (*proposal.paths, *proposal.bid_paths)
    )
    return Dossier(
        name=proposal.name,
        assessment=assessment,
        gaps=gaps,
        standards=standards,
        topics=topics,
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
