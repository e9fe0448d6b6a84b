"""The programme of requirements that follows from the principles, and the facts that a bidder states, as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from archrepo.language import Text


class DemandKind(Enum):
    """Where a demand comes from: a principle, a mandatory standard, or the tender's own list."""

    PRINCIPLE = "principle"
    STANDARD = "standard"
    OWN = "own"

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    DemandKind.PRINCIPLE: Text("principe", "principle"),
    DemandKind.STANDARD: Text("verplichte standaard", "mandatory standard"),
    DemandKind.OWN: Text("eigen eis", "own requirement"),
}


class AnswerKind(Enum):
    """In which form a bidder states a fact."""

    YES_NO = "yes-no"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    TEXT = "text"
    LINK = "link"

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _ANSWER_WORDS[self]


_ANSWER_WORDS = {
    AnswerKind.YES_NO: Text("ja of nee", "yes or no"),
    AnswerKind.NUMBER: Text("getal", "number"),
    AnswerKind.DATE: Text("datum", "date"),
    AnswerKind.CHOICE: Text("keuze", "choice"),
    AnswerKind.TEXT: Text("tekst", "text"),
    AnswerKind.LINK: Text("webadres", "web address"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a bidder may choose: its IRI, or the text itself for a value without one, and its name."""

    iri: str
    name: Text


@dataclass(frozen=True, slots=True)
class AskedFact:
    """One fact that a bidder states about what is offered: `F-001`, the property's IRI, and the question.

    `unit` is empty unless a number is asked that has one; `choices` is empty unless the answer is a choice. Where
    `is_many` holds several values may be given. `holder` is the class of what the fact is stated of: the offered
    component, the contract, the supplier or the internet domain. `datatype` is that of the value, empty for a choice.
    """

    number: str
    property: str
    name: Text
    question: Text
    kind: AnswerKind
    unit: Text
    choices: tuple[Choice, ...]
    is_many: bool
    holder: str
    holder_name: Text
    datatype: str


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: `E-001`, what it comes from, its words, why it is there, and the numbers of the facts it asks.

    `iri` is that of the principle, the standard, or the tender's own requirement. `source` is the law, standard or
    document; `reference` the id of the principle or the requirement's own number, which may be empty. `points` are
    those that a wish can earn, None when nobody wrote them.
    """

    number: str
    iri: str
    kind: DemandKind
    reference: str
    name: Text
    text: Text
    why: Text
    source: Text
    is_knock_out: bool
    facts: tuple[str, ...]
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """All demands and facts of one tender, in fixed order; `sha256` is that of its content in hexadecimal.

    The same tender, model and date give the same numbers and the same hash.
    """

    tender: str
    tender_name: Text
    title: str
    as_of: str
    demands: tuple[Demand, ...]
    facts: tuple[AskedFact, ...]
    sha256: str
