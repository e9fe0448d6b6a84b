"""Write a deviation of a procurement: a waiver in waivers.ttl of its folder."""

from __future__ import annotations

from collections.abc import Callable

from archrepo.principles import PrincipleBook
from archrepo.procurement.proposals import Proposal, folder_of, list_proposals
from archrepo.waiving import WAIVERS_FILE, NewWaiver, RecordedWaiver, record_waiver
from archrepo.workspace import Workspace


def write_waiver(
    landscape: Workspace,
    book: PrincipleBook,
    proposal: Proposal,
    new: NewWaiver,
    laid_over: Callable[[Workspace, Proposal], Workspace],
) -> RecordedWaiver:
    """Record a deviation of a procurement; `laid_over` lays the proposal with its bids over the landscape.

    Raises:
        RequestFault: as `record_waiver`, or the procurement is a single file; nothing is written.
        ArchrepoError: the proposal cannot be read with the waiver; nothing is written.
    """

    def reopened() -> Workspace:
        now = next((one for one in list_proposals(landscape) if one.name == proposal.name), proposal)
        return laid_over(landscape, now)

    after = laid_over(landscape, proposal)
    return record_waiver(after, book, new, folder_of(proposal) / WAIVERS_FILE, reopened=reopened)
