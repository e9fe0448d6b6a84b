"""What is found of one bid on one requirement, as frozen values: the outcome, and how it was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.tender import Claim, Requirement


class RequirementOutcome(Enum):
    """Whether a bid meets a requirement. What a bidder states without evidence is a claim, and no more."""

    MET = "met"
    CLAIMED = "claimed"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    EXCEPTED = "excepted"

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _OUTCOME_WORDS[self]


_OUTCOME_WORDS = {
    RequirementOutcome.MET: Text("voldoet, met bewijs", "met, with evidence"),
    RequirementOutcome.CLAIMED: Text("volgens opgave", "claimed"),
    RequirementOutcome.BROKEN: Text("voldoet niet", "broken"),
    RequirementOutcome.UNKNOWN: Text("niet te bepalen", "unknown"),
    RequirementOutcome.NOT_APPLICABLE: Text("niet van toepassing", "not applicable"),
    RequirementOutcome.EXCEPTED: Text("afwijking vastgelegd", "excepted"),
}


class Basis(Enum):
    """What a part of the outcome rests on."""

    CLAIM = "claim"
    NUMBER = "number"
    FACT = "fact"
    STANDARD = "standard"
    MEASURE = "measure"
    EVIDENCE = "evidence"
    LOT = "lot"
    WAIVER = "waiver"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of an outcome: what it rests on, in words, and the places that show it, the bid's own first.

    `read_at` is the cell of the filled file, empty when the bid was written by hand.
    """

    basis: Basis
    outcome: RequirementOutcome
    words: Text
    places: tuple[Location, ...]
    read_at: str = ""


@dataclass(frozen=True, slots=True)
class RequirementVerdict:
    """The outcome of one requirement for one bid: the worst of its grounds, which stand in the order they were tried.

    `claim` is what the bidder stated on it, None when nothing. `remarks` are what a reader has to know beside the
    outcome, such as a version without support.
    """

    requirement: Requirement
    outcome: RequirementOutcome
    grounds: tuple[Ground, ...]
    claim: Claim | None
    remarks: tuple[Text, ...] = ()

    @property
    def is_knock_out(self) -> bool:
        """Tell whether this puts the bid out: the requirement is mandatory and broken."""
        return self.requirement.is_knock_out and self.outcome is RequirementOutcome.BROKEN

    @property
    def knock_out_reason(self) -> Text:
        """Why the bid is out, with the number and name of the requirement."""
        number = f"{self.requirement.number} " if self.requirement.number else ""
        name, reason = self.requirement.name, self.reason
        return Text(f"eis {number}{name.nl}: {reason.nl}", f"requirement {number}{name.en}: {reason.en}")

    @property
    def reason(self) -> Text:
        """The words of the grounds that decided the outcome, one after another, each once."""
        deciding = dict.fromkeys(ground.words for ground in self.grounds if ground.outcome is self.outcome)
        return Text("; ".join(one.nl for one in deciding), "; ".join(one.en for one in deciding))
