"""Write a deviation of a procurement: a waiver in waivers.ttl of its folder."""

from __future__ import annotations

from archrepo.principles import PrincipleBook
from archrepo.procurement.bids.laid_over import with_bids
from archrepo.procurement.proposals import Proposal, folder_of, list_proposals
from archrepo.waiving import WAIVERS_FILE, NewWaiver, RecordedWaiver, record_waiver
from archrepo.workspace import Workspace


def write_waiver(
    landscape: Workspace, after: Workspace, book: PrincipleBook, proposal: Proposal, new: NewWaiver
) -> RecordedWaiver:
    """Record a deviation of a procurement; `after` is the landscape `with_bids`.

    A bid that is broken, or says what is not for a bidder to say, stops nothing.

    Raises:
        RequestFault: as `record_waiver`, or the procurement is a single file; nothing is written.
        ArchrepoError: the proposal cannot be read with the waiver; nothing is written.
    """

    def reopened() -> Workspace:
        now = next((one for one in list_proposals(landscape) if one.name == proposal.name), proposal)
        return with_bids(landscape, now)

    return record_waiver(after, book, new, folder_of(proposal) / WAIVERS_FILE, reopened=reopened)
