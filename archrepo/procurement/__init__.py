"""Hold a procurement proposal against the principles and the landscape it would land in ("pas toe of leg uit").

A proposal is a folder of Turtle beside the model. It is laid over the model, both are judged, and the difference
is the answer: the verdict on every principle that concerns the purchase or a candidate, with its evidence and what
is missing, what changes in the existing landscape, and what the purchase touches and replaces.
"""

from archrepo.procurement.assessment import (
    Assessment,
    BidAssessment,
    BidThing,
    Concern,
    Evidence,
    HumanQuestion,
    Impact,
    PrincipleVerdict,
    ProcurementFacts,
    StandardRow,
    StatedFact,
    SubjectVerdict,
    Touched,
)
from archrepo.procurement.judging.assessing import assess
from archrepo.procurement.proposals import Proposal, find_proposal, list_proposals
from archrepo.procurement.requirement_values import Basis, Ground, RequirementOutcome, RequirementVerdict

__all__ = [
    "Assessment",
    "Basis",
    "BidAssessment",
    "BidThing",
    "Concern",
    "Evidence",
    "Ground",
    "HumanQuestion",
    "Impact",
    "PrincipleVerdict",
    "ProcurementFacts",
    "Proposal",
    "RequirementOutcome",
    "RequirementVerdict",
    "StandardRow",
    "StatedFact",
    "SubjectVerdict",
    "Touched",
    "assess",
    "find_proposal",
    "list_proposals",
]
