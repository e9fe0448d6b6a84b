"""What a bid states as facts about a topic, from what is offered and from the contract that is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.procurement.assessment import StatedFact
from archrepo.procurement.tender import Bid
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.literals import value_of
from archrepo.validation.recovery_times import seconds_in
from archrepo.vocabulary import CONTRACT_LINK, DESCRIPTION, LABEL, TYPE, XSD, ar
from archrepo.wording import value_text
from archrepo.workspace import Workspace

_STATED_BY = ar("statedBy")
_COUNTED_IN = ar("countedIn")
_HOURS_PER_UNIT = ar("hoursPerUnit")
_HOUR = ar("Hour").value
_DURATION = ox.NamedNode(XSD + "duration")
_SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class OfferedFact:
    """One fact of an offer: the property, its value, and where it stands; `read_at` is its cell in a filled file."""

    predicate: ox.NamedNode
    value: Term
    location: Location
    read_at: str


def stated_facts(workspace: Workspace, bid: Bid) -> tuple[StatedFact, ...]:
    """Return what the bid states of what it offers and of its contract: properties of the vocabulary, in file order."""
    vocabulary = workspace.ontology.graph
    facts = OfferedFacts(workspace, bid)
    return tuple(
        StatedFact(
            subject=str(holder.value),
            subject_name=workspace.name_of(holder),
            property=predicate.value,
            name=workspace.name_of(predicate),
            value=value_text(workspace, value) if isinstance(value, ox.Literal) else workspace.name_of(value),
            location=workspace.locate(holder, predicate, value),
            read_at=facts.cell_of(predicate),
        )
        for holder in facts.holders
        for predicate, values in workspace.model.facts(holder).items()
        if predicate not in (TYPE, LABEL, DESCRIPTION) and vocabulary.facts(predicate)
        for value in values
        if not isinstance(value, ox.BlankNode)
    )


class OfferedFacts:
    """The facts of one bid by topic; a contract that is offered counts, since it binds the bidder."""

    def __init__(self, workspace: Workspace, bid: Bid) -> None:
        """Find the holders of the facts: the offered components and their contract."""
        self._workspace = workspace
        self._cells = {claim.fact: claim.read_at for claim in bid.claims if claim.fact}
        offered = [ox.NamedNode(one) for one in bid.offered]
        contracts: list[Term] = [ox.NamedNode(bid.contract)] if bid.contract else []
        contracts += [one for each in offered for one in workspace.model.objects(each, CONTRACT_LINK)]
        self.holders: tuple[Subject, ...] = tuple(
            dict.fromkeys(one for one in (*offered, *contracts) if not isinstance(one, ox.Literal))
        )

    def cell_of(self, predicate: ox.NamedNode) -> str:
        """Return the cell of the filled file that a fact was read from; empty when it was written by hand."""
        return self._cells.get(predicate.value, "")

    def of_topics(self, topics: Iterable[str]) -> tuple[OfferedFact, ...]:
        """Return the facts about the topics, in the order of topics and holders."""
        vocabulary = self._workspace.ontology.graph
        named = (one for topic in topics for one in vocabulary.objects(ox.NamedNode(topic), _STATED_BY))
        return tuple(
            OfferedFact(
                predicate,
                value,
                self._workspace.locate(holder, predicate, value),
                self.cell_of(predicate),
            )
            for predicate in dict.fromkeys(named)
            if isinstance(predicate, ox.NamedNode)
            for holder in self.holders
            for value in self._workspace.model.objects(holder, predicate)
        )

    def amount_in(self, fact: OfferedFact, unit: str) -> Decimal | None:
        """Return the number that a fact states, in the unit; None when it states none or cannot be converted."""
        if not isinstance(fact.value, ox.Literal):
            return None
        if fact.value.datatype == _DURATION:
            seconds = seconds_in(fact.value)
            return None if seconds is None else self.converted(Fraction(seconds) / _SECONDS_PER_HOUR, _HOUR, unit)
        number = value_of(fact.value)
        if not isinstance(number, Decimal) or isinstance(number, bool):
            return None
        counted = self._workspace.ontology.graph.value(fact.predicate, _COUNTED_IN)
        own = counted.value if isinstance(counted, ox.NamedNode) else unit
        return self.converted(Fraction(number), own, unit)

    def converted(self, amount: Fraction, own: str, unit: str) -> Decimal | None:
        """Return an amount of one unit in another; None when they do not measure the same."""
        if own != unit:
            from_hours, to_hours = self._hours(own), self._hours(unit)
            if from_hours is None or to_hours is None:
                return None
            amount = amount * from_hours / to_hours
        return Decimal(amount.numerator) / Decimal(amount.denominator)

    def _hours(self, unit: str) -> Fraction | None:
        stated = self._workspace.ontology.graph.value(ox.NamedNode(unit), _HOURS_PER_UNIT) if unit else None
        hours = value_of(stated) if isinstance(stated, ox.Literal) else None
        # A minute is written as 0.016667 hours; what is meant is a whole number of seconds.
        return Fraction(hours).limit_denominator(_SECONDS_PER_HOUR) if isinstance(hours, Decimal) and hours else None
