"""Read a procurement from the model into the values of `tender`; the only place that knows its predicates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.proposals import Proposal, procurement_of
from archrepo.procurement.tender import (
    Bid,
    Claim,
    CostLine,
    Criterion,
    Grade,
    Judgement,
    Quantity,
    RefusedAnswer,
    Requirement,
    Tender,
    TenderDocument,
    Trait,
)
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.literals import value_of
from archrepo.vocabulary import CANDIDATE, COMMENT, DESCRIPTION, LABEL, TYPE, ar
from archrepo.workspace import Workspace, with_files

NOTHING = Text.same("")
_POINTS_WITHOUT_STATEMENT = Decimal(100)
_DECIMALS_WITHOUT_STATEMENT = 2
_WORST_FIRST = (ar("No").value, ar("Partly").value, ar("Yes").value)


def tender_of(workspace: Workspace, proposal: Proposal) -> tuple[Workspace, Tender]:
    """Return the workspace with the purchase of a proposal laid over it, without its bids, and that purchase.

    Raises:
        SyntaxFault: a file of the proposal is not Turtle.
        InputFault: the proposal holds no procurement, or more than one.
    """
    whole = with_files(workspace, proposal.paths)
    return whole, read_tender(whole, procurement_of(workspace, whole, proposal))


def read_tender(workspace: Workspace, procurement: Subject) -> Tender:
    """Return the procurement as the workspace, with the proposal laid over it, describes it."""
    return _Reader(workspace).tender(procurement)


def read_judgements(workspace: Workspace, procurement: Subject) -> tuple[Judgement, ...]:
    """Return what assessors gave, as far as the workspace holds the bids that they judged."""
    return _Reader(workspace).judgements(procurement)


def read_bid(workspace: Workspace, bid: Subject) -> Bid:
    """Return one bid as the workspace, with that bid laid over it, describes it."""
    return _Reader(workspace).bid(bid)


def read_candidate(workspace: Workspace, candidate: Subject) -> Bid:
    """Return a candidate of before the tender as a bid that claims nothing; its IRI is that of the candidate."""
    reader = _Reader(workspace)
    return replace(
        reader.bid(candidate),
        bidder=reader.iri(candidate, "supplier"),
        bidder_name=reader.named(candidate, "supplier"),
        offered=(candidate.value,),
        contract=reader.iri(candidate, "contract"),
        costs=reader.costs((candidate,)),
    )


class _Reader:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.model = workspace.model

    def tender(self, node: Subject) -> Tender:
        bids = [
            bid
            for bid in dict.fromkeys([*self.all(node, "bid"), *self.model.subjects(ar("ofProcurement"), node)])
            if not isinstance(bid, ox.Literal)
        ]
        decimals = self.number(node, "decimals")
        return Tender(
            iri=_iri(node),
            name=self.workspace.name_of(node),
            description=self.text(node, DESCRIPTION),
            title=self.plain(node, "tenderTitle"),
            owner=self.named(node, "owner"),
            estimated_value_euro=self.number(node, "estimatedValueEuro"),
            term_years=self.number(node, "termYears"),
            procedure=self.named(node, "procedureKind", self.plain(node, "procedure")),
            publication_date=self.day(node, "publicationDate"),
            submission_deadline=self.day(node, "submissionDeadline"),
            award_notice_date=self.day(node, "awardNoticeDate"),
            award_date=self.day(node, "awardDate"),
            terms=self.named(node, "contractTerms"),
            traits=self.traits(node),
            reference_components=self.iris(node, "referenceComponent"),
            base_registrations=self.iris(node, "usesBaseRegistration"),
            hosting=self.iris(node, "hosting"),
            lots=self.iris(node, "lot"),
            documents=tuple(self.document(one) for one in self.all(node, "tenderDocument")),
            requirements=tuple(self.requirement(one) for one in self.all(node, "requirement")),
            criteria=self.criteria(node),
            grades=self.grades(node),
            total_points=self.number(node, "totalPoints") or _POINTS_WITHOUT_STATEMENT,
            decimals=_DECIMALS_WITHOUT_STATEMENT if decimals is None else int(decimals),
            tie_rule=self.iri(node, "decidesTie"),
            tie_text=self.text(node, ar("tieRule")),
            candidates=tuple(_iri(one) for one in self.model.objects(node, CANDIDATE)),
            bids=tuple(self.bid(one) for one in bids),
            judgements=self.judgements(node),
            awarded_bid=self.iri(node, "awardedBid"),
            location=self.workspace.locate(node, TYPE),
        )

    def traits(self, node: Subject) -> tuple[Trait, ...]:
        """Return every trait of the vocabulary, by name, with what the procurement says of it."""
        vocabulary = self.workspace.ontology.graph
        found = [
            Trait(
                _iri(trait),
                text_of(vocabulary, trait, LABEL) or Text.same(_iri(trait)),
                text_of(vocabulary, trait, COMMENT) or NOTHING,
                self.truth(node, trait),
            )
            for trait in vocabulary.instances(ar("Trait"))
            if isinstance(trait, ox.NamedNode)
        ]
        return tuple(sorted(found, key=lambda trait: (trait.name.nl.casefold(), trait.iri)))

    def document(self, node: Term) -> TenderDocument:
        precedence, unfilled = self.number(node, "precedence"), self.number(node, "unfilledPlaceholders")
        return TenderDocument(
            iri=_iri(node),
            name=self.workspace.name_of(node),
            kind=self.named(node, "documentKind"),
            precedence=None if precedence is None else int(precedence),
            stated_title=self.plain(node, "statedTitle"),
            unfilled_placeholders=None if unfilled is None else int(unfilled),
            location=self.place(node),
        )

    def requirement(self, node: Term) -> Requirement:
        name, obligation = self.workspace.name_of(node), self.model.value(node, ar("obligation"))
        return Requirement(
            iri=_iri(node),
            number=self.plain(node, "section"),
            name=name,
            text=text_of(self.model, node, DESCRIPTION) or name,
            is_knock_out=obligation == ar("Mandatory"),
            is_wish=obligation == ar("Wish"),
            max_points=self.number(node, "maxPoints"),
            criterion=self.iri(node, "underCriterion"),
            document=self.iri(node, "inDocument"),
            topics=self.iris(node, "topic"),
            standards=self.iris(node, "asksStandard"),
            measures=self.iris(node, "asksMeasure"),
            evidence_kinds=self.iris(node, "asksEvidence"),
            lots=self.iris(node, "ofLot"),
            quantity=self.quantity(node),
            read_from=self.file_name(node),
            read_at=self.plain(node, "readAt"),
            location=self.place(node),
            allowed=self.iris(node, "allows"),
        )

    def quantity(self, node: Term) -> Quantity | None:
        minimum, maximum = self.number(node, "minimumValue"), self.number(node, "maximumValue")
        if minimum is None and maximum is None:
            return None
        return Quantity(minimum, maximum, self.iri(node, "unit"), self.named(node, "unit"))

    def criteria(self, node: Term) -> tuple[Criterion, ...]:
        """Return the criteria of the procurement and of its lots, each followed by the criteria under it."""
        owners = [(node, ""), *((lot, _iri(lot)) for lot in self.all(node, "lot"))]
        found: dict[Term, str] = {}
        queue = [(one, lot) for owner, lot in owners for one in self.all(owner, "awardCriterion")]
        while queue:
            one, lot = queue.pop(0)
            if one not in found:
                found[one] = lot
                below = self.model.subjects(ar("underCriterion"), one)
                queue = [*((sub, lot) for sub in below if self.model.is_instance(sub, ar("AwardCriterion"))), *queue]
        return tuple(self.criterion(one, lot) for one, lot in found.items())

    def judgements(self, node: Subject) -> tuple[Judgement, ...]:
        """Return the judgements that the procurement names, then those that only name one of its criteria."""
        told = (
            judgement
            for criterion in self.criteria(node)
            if not criterion.iri.startswith("_:")
            for judgement in self.model.subjects(ar("onCriterion"), ox.NamedNode(criterion.iri))
        )
        return tuple(self.judgement(one) for one in dict.fromkeys([*self.all(node, "judgement"), *told]))

    def criterion(self, node: Term, lot: str) -> Criterion:
        return Criterion(
            iri=_iri(node),
            name=self.workspace.name_of(node),
            is_price=self.model.value(node, ar("criterionKind")) == ar("PriceCriterion"),
            max_points=self.number(node, "maxPoints"),
            minimum_points=self.number(node, "minimumPoints"),
            parent=self.iri(node, "underCriterion"),
            formula=self.iri(node, "priceFormula"),
            formula_text=self.text(node, ar("scoringFormula")),
            ceiling_euro=self.number(node, "ceilingEuro"),
            floor_euro=self.number(node, "floorEuro"),
            grades=self.grades(node),
            location=self.place(node),
            lot=lot,
        )

    def grades(self, node: Term) -> tuple[Grade, ...]:
        """Return the steps of judgement that state their share of the points, the one with most points first."""
        shares = ((one, self.number(one, "pointsPercent")) for one in self.all(node, "awardGrade"))
        found = [
            Grade(_iri(one), self.workspace.name_of(one), share, self.iri(one, "forAnswer"))
            for one, share in shares
            if share is not None
        ]
        return tuple(sorted(found, key=lambda grade: (-grade.percent, grade.name.nl)))

    def bid(self, node: Subject) -> Bid:
        return Bid(
            iri=_iri(node),
            name=self.workspace.name_of(node),
            bidder=self.iri(node, "bidder"),
            bidder_name=self.named(node, "bidder"),
            offered=self.iris(node, "offers"),
            contract=self.iri(node, "offersContract"),
            lots=self.iris(node, "lot"),
            price_euro=self.single_number(node, "bidPriceEuro"),
            received_on=self.day(node, "receivedOn"),
            claims=tuple(self.claim(one) for one in self.all(node, "claim")),
            read_from=self.file_name(node),
            location=self.place(node),
            costs=self.costs(self.all(node, "offers")),
            refused=tuple(self.refused_answer(one) for one in self.all(node, "refusedAnswer")),
        )

    def refused_answer(self, node: Term) -> RefusedAnswer:
        return RefusedAnswer(
            number=self.plain(node, "questionNumber"),
            text=self.plain(node, "answeredText"),
            reason=self.text(node, ar("refusalReason")),
            read_at=self.plain(node, "readAt"),
            location=self.place(node),
        )

    def costs(self, offered: Iterable[Term]) -> tuple[CostLine, ...]:
        found = (self.cost_line(cost) for one in offered for cost in self.all(one, "cost"))
        return tuple(line for line in found if line is not None)

    def cost_line(self, node: Term) -> CostLine | None:
        """Return one stated cost; None when it states no amount."""
        amount, year = self.number(node, "amountEuro"), self.number(node, "year")
        if amount is None:
            return None
        one_off = (self.workspace.ontology.graph.value(kind, ar("isOneOff")) for kind in self.all(node, "costKind"))
        return CostLine(
            year=None if year is None else int(year),
            amount_euro=amount,
            kind=self.named(node, "costKind"),
            is_one_off=any(value_of(said) is True for said in one_off if isinstance(said, ox.Literal)),
        )

    def claim(self, node: Term) -> Claim:
        grades, value = self.iris(node, "claims"), self.single_number(node, "claimedValue")
        doubtful = [one for one in self.all(node, "claims") if _iri(one) not in _WORST_FIRST]
        doubtful += self.all(node, "claimedValue") if value is None else ()
        return Claim(
            requirement=self.iri(node, "onRequirement"),
            fact=self.iri(node, "onFact"),
            grade=next((one for one in _WORST_FIRST if one in grades), ""),
            value=value,
            text=self.plain(node, "claimText"),
            documents=tuple(
                one.value
                for one in self.all(node, "evidenceDocument")
                if isinstance(one, ox.Literal) and one.value.strip()
            ),
            evidence_date=self.day(node, "evidenceDate"),
            read_at=self.plain(node, "readAt"),
            location=self.place(node),
            unreadable=tuple(one.value if isinstance(one, ox.Literal) else _iri(one) for one in doubtful),
        )

    def judgement(self, node: Term) -> Judgement:
        return Judgement(
            criterion=self.iri(node, "onCriterion"),
            bid=self.iri(node, "ofBid"),
            grade=self.iri(node, "awardedGrade"),
            judged_by=self.named(node, "judgedBy"),
            judged_on=self.day(node, "judgedOn"),
            reason=self.text(node, ar("reason")),
            location=self.place(node),
        )

    def all(self, node: Term, name: str) -> tuple[Term, ...]:
        return self.model.objects(node, ar(name))

    def iris(self, node: Term, name: str) -> tuple[str, ...]:
        return tuple(_iri(one) for one in self.all(node, name) if not isinstance(one, ox.Literal))

    def iri(self, node: Term, name: str) -> str:
        return next(iter(self.iris(node, name)), "")

    def named(self, node: Term, name: str, otherwise: str = "") -> Text:
        """Return the names of the things that a property leads to, joined by a comma."""
        names = [self.workspace.name_of(one) for one in self.all(node, name) if not isinstance(one, ox.Literal)]
        if not names:
            return Text.same(otherwise)
        return Text(", ".join(one.nl for one in names), ", ".join(one.en for one in names))

    def text(self, node: Term, predicate: ox.NamedNode) -> Text:
        return text_of(self.model, node, predicate) or NOTHING

    def plain(self, node: Term, name: str) -> str:
        value = self.model.value(node, ar(name))
        return value.value if isinstance(value, ox.Literal) else ""

    def number(self, node: Term, name: str) -> Decimal | None:
        value = self.model.value(node, ar(name))
        found = value_of(value) if isinstance(value, ox.Literal) else None
        return found if isinstance(found, Decimal) else None

    def single_number(self, node: Term, name: str) -> Decimal | None:
        """Return the number that is stated; None when there are several, as nobody can tell which is meant."""
        found = {value_of(one) if isinstance(one, ox.Literal) else None for one in self.all(node, name)}
        return self.number(node, name) if len(found) == 1 else None

    def day(self, node: Term, name: str) -> date | None:
        value = self.model.value(node, ar(name))
        try:
            return date.fromisoformat(value.value) if isinstance(value, ox.Literal) else None
        except ValueError:
            return None

    def truth(self, node: Term, predicate: ox.NamedNode) -> bool | None:
        value = self.model.value(node, predicate)
        return value_of(value) is True if isinstance(value, ox.Literal) else None

    def file_name(self, node: Term) -> str:
        return next((self.plain(file, "fileName") for file in self.all(node, "readFrom")), "")

    def place(self, node: Term) -> Location:
        return self.workspace.locate(node)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
