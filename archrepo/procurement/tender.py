"""A procurement as it stands in the model: what is asked, how it is judged and what is offered, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from archrepo.findings import Location
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Trait:
    """A yes-or-no property of what is bought; `value` is None when nobody has said."""

    iri: str
    name: Text
    explanation: Text
    value: bool | None


@dataclass(frozen=True, slots=True)
class TenderDocument:
    """A document of the tender; of two that contradict, the lower `precedence` goes first."""

    iri: str
    name: Text
    kind: Text
    precedence: int | None
    stated_title: str
    unfilled_placeholders: int | None
    location: Location


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a requirement allows: from `minimum` to `maximum` in a unit; each may be absent."""

    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    unit_name: Text


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement or wish. `text` is the full wording, or the name when there is none.

    `number` is its number in its document; `read_at` the place in the file it was read from; both may be empty.
    The IRIs in the tuples are those of standards, measures, kinds of evidence, topics, lots and allowed values, in
    order of the file.
    """

    iri: str
    number: str
    name: Text
    text: Text
    is_knock_out: bool
    is_wish: bool
    max_points: Decimal | None
    criterion: str
    document: str
    topics: tuple[str, ...]
    standards: tuple[str, ...]
    measures: tuple[str, ...]
    evidence_kinds: tuple[str, ...]
    lots: tuple[str, ...]
    quantity: Quantity | None
    read_from: str
    read_at: str
    location: Location
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A step of the judgement on quality; `percent` is the share of the points that it earns.

    `answer` is the IRI of the answer to a wish (such as partly) that earns this share; empty for a step of assessors.
    """

    iri: str
    name: Text
    percent: Decimal
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What bids are compared on. `parent` is the criterion that its points belong to, empty at the top.

    `lot` is the IRI of the lot that is awarded on it, empty when it is a criterion of the whole procurement.
    """

    iri: str
    name: Text
    is_price: bool
    max_points: Decimal | None
    minimum_points: Decimal | None
    parent: str
    formula: str
    formula_text: Text
    ceiling_euro: Decimal | None
    floor_euro: Decimal | None
    grades: tuple[Grade, ...]
    location: Location
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a bidder states on one requirement (`requirement`) or one fact (`fact`); the other is empty.

    `grade` is the IRI of yes, partly or no, empty when the bidder left it open; of several the worst. `documents` are
    the pieces of evidence. `unreadable` is what stands in the place of a grade or a number and is none, as it stands.
    """

    requirement: str
    fact: str
    grade: str
    value: Decimal | None
    text: str
    documents: tuple[str, ...]
    evidence_date: date | None
    read_at: str
    location: Location
    unreadable: tuple[str, ...] = ()

    @property
    def has_evidence(self) -> bool:
        """Tell whether the bidder named a document that shows it."""
        return bool(self.documents)


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """What a bidder filled in that is no answer to the question, by its number in the workbook; it never counts."""

    number: str
    text: str
    reason: Text
    read_at: str
    location: Location

    @property
    def words(self) -> Text:
        """Return what was filled in where and why it does not count, as one sentence without a full stop."""
        answer = "" if not self.text or self.text in self.reason.nl else f" ('{self.text}')"
        return Text(
            f"het antwoord op {self.number}{answer} telt niet mee: {self.reason.nl}",
            f"the answer to {self.number}{answer} does not count: {self.reason.en}",
        )


@dataclass(frozen=True, slots=True)
class CostLine:
    """Cost of what a bid offers in one year, of one kind; `is_one_off` for work that does not come back every year."""

    year: int | None
    amount_euro: Decimal
    kind: Text
    is_one_off: bool


@dataclass(frozen=True, slots=True)
class Bid:
    """One bid: who bids, what is offered, at which price, with which claims; `read_from` is empty when typed in.

    `costs` are the costs stated for what is offered, by year and kind; empty when none are. `refused` is what was
    filled in and is no answer, in the order of the workbook.
    """

    iri: str
    name: Text
    bidder: str
    bidder_name: Text
    offered: tuple[str, ...]
    contract: str
    lots: tuple[str, ...]
    price_euro: Decimal | None
    received_on: date | None
    claims: tuple[Claim, ...]
    read_from: str
    location: Location
    costs: tuple[CostLine, ...] = ()
    refused: tuple[RefusedAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an assessor gave one bid for one criterion, and why."""

    criterion: str
    bid: str
    grade: str
    judged_by: Text
    judged_on: date | None
    reason: Text
    location: Location


@dataclass(frozen=True, slots=True)
class Tender:
    """A procurement with all that belongs to it, each list in the order in which the files state it."""

    iri: str
    name: Text
    description: Text
    title: str
    owner: Text
    estimated_value_euro: Decimal | None
    term_years: Decimal | None
    procedure: Text
    publication_date: date | None
    submission_deadline: date | None
    award_notice_date: date | None
    award_date: date | None
    terms: Text
    traits: tuple[Trait, ...]
    reference_components: tuple[str, ...]
    base_registrations: tuple[str, ...]
    hosting: tuple[str, ...]
    lots: tuple[str, ...]
    documents: tuple[TenderDocument, ...]
    requirements: tuple[Requirement, ...]
    criteria: tuple[Criterion, ...]
    grades: tuple[Grade, ...]
    total_points: Decimal
    decimals: int
    tie_rule: str
    tie_text: Text
    candidates: tuple[str, ...]
    bids: tuple[Bid, ...]
    judgements: tuple[Judgement, ...]
    awarded_bid: str
    location: Location
