"""The dossier that one bidder may have: on its own bid, and without a word or file of the others."""

from __future__ import annotations

from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.dossier.confidential import for_bidder
from archrepo.procurement.dossier.whole import Dossier, confined


def dossier_for_bidder(dossier: Dossier, bid: BidAssessment) -> Dossier:
    """Return the dossier with what is about this bid, without gaps, deviations and files of bids."""
    return confined(dossier, for_bidder(dossier.assessment, bid))
