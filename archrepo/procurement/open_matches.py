"""What people are still to confirm in the requirements of a tender, worked out anew from their texts."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.procurement.quantities import RecognisedQuantity
from archrepo.procurement.recognising import Match, Recogniser
from archrepo.procurement.requirement_decisions import NOT_MEANT, undenied
from archrepo.procurement.requirement_reading import ASKED
from archrepo.procurement.tender import Requirement, Tender
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenMatches:
    """A requirement with what its text may ask and nobody decided about yet."""

    requirement: Requirement
    matches: tuple[Match, ...]
    quantities: tuple[RecognisedQuantity, ...]


def open_matches(workspace: Workspace, tender: Tender, recogniser: Recogniser) -> tuple[OpenMatches, ...]:
    """Return the requirements that were read from a file and leave something to confirm, in order of the tender.

    `workspace` has the proposal laid over it. A requirement that a person typed in is left alone.
    """
    found = []
    for requirement in tender.requirements:
        if not requirement.read_at:
            continue
        recognised = recogniser.recognise(requirement.text.nl)
        settled = {*requirement.topics, *requirement.standards, *requirement.measures, *requirement.evidence_kinds}
        settled |= {
            one.value
            for one in workspace.model.objects(ox.NamedNode(requirement.iri), NOT_MEANT)
            if isinstance(one, ox.NamedNode)
        }
        matches = tuple(one for one in recognised.doubtful if one.kind in ASKED and one.term not in settled)
        quantities = () if requirement.quantity is not None else undenied(recognised.quantities, settled)
        if matches or quantities:
            found.append(OpenMatches(requirement, matches, quantities))
    return tuple(found)
