"""A purchase and all its bids over the landscape at once: of each bid only what is for a bidder to say."""

from __future__ import annotations

from archrepo.procurement.bids.files import bids_in, offers_of, parsed_bids, with_own_words
from archrepo.procurement.proposals import Proposal, procurement_of
from archrepo.workspace import Workspace
from archrepo.workspace.files import read_files
from archrepo.workspace.renewal import with_facts_of


def with_bids(landscape: Workspace, proposal: Proposal) -> Workspace:
    """Return the landscape with a purchase and its bids laid over it, for who writes on any of them.

    A file that cannot be read as one bid is left out, and so is what a bid says that is not for a bidder to say: a
    broken or hostile bid keeps nobody from writing on the others.

    Raises:
        SyntaxFault: a file of the purchase is not Turtle.
        InputFault: the proposal holds no procurement or more than one.
    """
    files = tuple(read_files(landscape.root, proposal.paths))
    purchase = with_facts_of(landscape, files)
    parsed, _ = parsed_bids(landscape.root, proposal.bid_paths)
    found = bids_in(parsed, purchase, procurement_of(landscape, purchase, proposal))
    read = with_own_words(found.bids, purchase, lambda bid, file: offers_of(file, bid))
    laid = [*landscape.files, *files, *(one.kept for one in read)]
    return Workspace(landscape.configuration, laid, landscape.ontology, landscape.as_of)
