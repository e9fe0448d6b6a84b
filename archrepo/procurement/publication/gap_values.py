"""What a tender lacks before it is published, as frozen values: gaps, and the tables of what applies and is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from archrepo.findings import Location, Severity
from archrepo.language import Text
from archrepo.procurement.assessment import Evidence


class GapKind(Enum):
    """What is the matter; the value is the part of its term in the ontology after `gap-`."""

    MISSING = "missing"
    ONLY_WISHED = "only-wished"
    OUTDATED = "outdated"
    CONTRADICTION = "contradiction"
    TOO_WEAK = "too-weak"
    INCOMPLETE = "incomplete"
    AWARD = "award"
    TIME = "time"
    REUSE = "reuse"

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    GapKind.MISSING: Text("ontbreekt", "missing"),
    GapKind.ONLY_WISHED: Text("alleen gewenst", "only wished"),
    GapKind.OUTDATED: Text("verouderd", "outdated"),
    GapKind.CONTRADICTION: Text("tegenspraak", "contradiction"),
    GapKind.TOO_WEAK: Text("te zwak", "too weak"),
    GapKind.INCOMPLETE: Text("niet compleet", "incomplete"),
    GapKind.AWARD: Text("beoordeling klopt niet", "assessment is not right"),
    GapKind.TIME: Text("te weinig tijd", "too little time"),
    GapKind.REUSE: Text("eerst hergebruik", "reuse first"),
}


class AskedState(Enum):
    """How a tender asks for something that applies to it, best first."""

    ASKED = "asked"
    OUTDATED = "outdated"
    ONLY_WISHED = "only-wished"
    MISSING = "missing"
    EXCEPTED = "excepted"

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _STATE_WORDS[self]

    @property
    def is_gap(self) -> bool:
        """Tell whether something must be done before publication."""
        return self not in (AskedState.ASKED, AskedState.EXCEPTED)


_STATE_WORDS = {
    AskedState.ASKED: Text("gevraagd", "asked"),
    AskedState.OUTDATED: Text("gevraagd in een verouderde versie", "asked in an outdated version"),
    AskedState.ONLY_WISHED: Text("alleen gewenst", "only wished"),
    AskedState.MISSING: Text("ontbreekt", "missing"),
    AskedState.EXCEPTED: Text("afwijking vastgelegd", "deviation recorded"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend before publication.

    `principle` is its id, `what` the fault in one sentence and `why` why it matters. `requirement_text` can be pasted
    into a document as it is, and `clarification_question` into the questions for the nota van inlichtingen; both are
    empty where there is nothing to ask. No text names a term of the vocabulary. `subject` is the IRI of what has the
    gap, `about` that of the standard, topic or document that it is about, empty when it is the subject itself.
    `is_certain` is False when facts are missing to be sure.
    """

    kind: GapKind
    principle: str
    principle_name: Text
    severity: Severity
    subject: str
    about: str
    what: Text
    why: Text
    evidence: tuple[Evidence, ...]
    requirement_text: Text
    clarification_question: Text
    remedy: Text
    location: Location
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class AskedAt:
    """A requirement that asks for something: its IRI, number, name, document and place; the number may be empty.

    `version` is the name of what it asks for exactly: the standard, a version of it, or the topic.
    """

    requirement: str
    number: str
    name: Text
    document: Text
    is_knock_out: bool
    is_outdated: bool
    version: Text
    location: Location


@dataclass(frozen=True, slots=True)
class Applicable:
    """A standard or topic that applies to the purchase, why it does, how it is asked, and where.

    `why` holds one reason for each trait or reference component; `asked` is empty when nothing asks for it. The texts
    are those of a gap, given also when all is well.
    """

    iri: str
    name: Text
    explanation: Text
    why: tuple[Text, ...]
    state: AskedState
    asked: tuple[AskedAt, ...]
    principle: str
    requirement_text: Text
    clarification_question: Text
