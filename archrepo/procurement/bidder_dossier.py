"""The dossier that one bidder may have: on its own bid, and without a word or file of the others."""

from __future__ import annotations

from dataclasses import replace

from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.confidential import for_bidder
from archrepo.procurement.dossier import Dossier


def dossier_for_bidder(dossier: Dossier, bid: BidAssessment) -> Dossier:
    """Return the dossier with what is about this bid; of the files, its own and the purchase's without any bid."""
    assessment = dossier.assessment
    theirs = {
        iri
        for other in assessment.bids
        if other.iri != bid.iri
        for iri in (other.iri, *other.bid.offered, other.bid.contract, *(one.iri for one in other.things))
    }
    own = {bid.iri, *bid.bid.offered, bid.bid.contract, *(one.iri for one in bid.things)}
    shown = {assessment.procurement.location.path, bid.bid.location.path}
    shown |= {one.location.path for one in assessment.tender.requirements}
    others = {other.bid.location.path for other in assessment.bids if other.iri != bid.iri} - {
        assessment.procurement.location.path
    }
    return replace(
        dossier,
        assessment=for_bidder(assessment, bid),
        waivers=tuple(one for one in dossier.waivers if one.subject in own and one.subject not in theirs),
        provenance=replace(
            dossier.provenance,
            files=tuple(pair for pair in dossier.provenance.files if pair[0] in shown and pair[0] not in others),
        ),
    )
