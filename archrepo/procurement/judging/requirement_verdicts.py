"""Whether a bid meets each requirement: by what it claims, what shows it, and the facts that it states.

Every ground is weighed and the worst decides. A claim without evidence stays a claim; a fact that says otherwise breaks
it; what nobody stated is unknown, and never met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.award.arithmetic import figure
from archrepo.procurement.bids.offered_facts import OfferedFact, OfferedFacts
from archrepo.procurement.judging.supported_standards import SupportedStandards
from archrepo.procurement.requirement_values import Basis, Ground, RequirementOutcome, RequirementVerdict
from archrepo.procurement.tender import Bid, Claim, Quantity, Requirement
from archrepo.turtle.reading import Subject
from archrepo.validation.literals import value_of
from archrepo.vocabulary import ar
from archrepo.waivers import Waiver
from archrepo.wording import date_text, value_text
from archrepo.workspace import Workspace

_WORST_FIRST = (
    RequirementOutcome.BROKEN,
    RequirementOutcome.UNKNOWN,
    RequirementOutcome.CLAIMED,
    RequirementOutcome.MET,
)
_MET, _CLAIMED, _BROKEN, _UNKNOWN = (
    RequirementOutcome.MET,
    RequirementOutcome.CLAIMED,
    RequirementOutcome.BROKEN,
    RequirementOutcome.UNKNOWN,
)
_YES = ar("Yes").value
_IN_PLACE = ar("MeasureInPlace")
_OF_MEASURE, _MEASURE_STATUS = ar("ofMeasure"), ar("measureStatus")
_EVIDENCE_KIND, _TESTED_ON, _HOLDS = ar("evidenceKind"), ar("testedOn"), ar("evidenceHoldsMonths")


def requirement_verdicts(
    workspace: Workspace,
    bid: Bid,
    requirements: Iterable[Requirement],
    members: Collection[Subject],
    waivers: Iterable[Waiver],
    supported: SupportedStandards,
) -> tuple[RequirementVerdict, ...]:
    """Return the verdict on each requirement, in the given order; `members` are the subjects that the bid describes."""
    return tuple(map(_Weighing(workspace, bid, members, waivers, supported).verdict, requirements))


def _unanswered(claim: Claim | None) -> Text:
    if claim is None or not (claim.text or claim.documents):
        return Text("de inschrijver zegt hier niets over", "the bidder says nothing on this")
    return Text(
        "de inschrijver zegt niet ja, deels of nee; vraag het na",
        "the bidder does not say yes, partly or no; ask for it",
    )


class _Weighing:
    def __init__(
        self,
        workspace: Workspace,
        bid: Bid,
        members: Collection[Subject],
        waivers: Iterable[Waiver],
        supported: SupportedStandards,
    ) -> None:
        self._workspace = workspace
        self._bid = bid
        self._members = members
        self._facts = OfferedFacts(workspace, bid)
        self._supported = supported
        self._claims: dict[str, list[Claim]] = {}
        for claim in bid.claims:
            if claim.requirement:
                self._claims.setdefault(claim.requirement, []).append(claim)
        self._waivers = {waiver.subject: waiver for waiver in waivers if waiver.is_in_force(workspace.as_of)}

    def verdict(self, requirement: Requirement) -> RequirementVerdict:
        claims = self._claims.get(requirement.iri, [])
        claim = claims[-1] if claims else None
        if requirement.lots and self._bid.lots and set(requirement.lots).isdisjoint(self._bid.lots):
            words = Text("hoort bij een ander perceel", "belongs to another lot")
            place = (requirement.location,)
            ground = Ground(Basis.LOT, RequirementOutcome.NOT_APPLICABLE, words, place)
            return RequirementVerdict(requirement, RequirementOutcome.NOT_APPLICABLE, (ground,), claim)
        answers: Sequence[Claim | None] = claims or [None]
        grounds = tuple(dict.fromkeys(one for answer in answers for one in self._grounds(requirement, answer)))
        remarks = tuple(self._remarks(requirement, claim))
        if not grounds:
            words, said_at = _unanswered(claim), claim.location if claim is not None else self._bid.location
            cell = claim.read_at if claim is not None else ""
            grounds = (Ground(Basis.CLAIM, _UNKNOWN, words, (said_at, requirement.location), cell),)
        outcome = min((ground.outcome for ground in grounds), key=_WORST_FIRST.index)
        waiver = self._waivers.get(requirement.iri)
        if outcome is _BROKEN and waiver is not None:
            words = Text("afwijking tot en met {until}: {reason}", "waiver until {until}: {reason}").format(
                until=date_text(waiver.valid_until), reason=waiver.reason
            )
            outcome = RequirementOutcome.EXCEPTED
            grounds = (*grounds, Ground(Basis.WAIVER, outcome, words, (waiver.location,)))
        return RequirementVerdict(requirement, outcome, grounds, claim, remarks)

    def _grounds(self, requirement: Requirement, claim: Claim | None) -> Iterator[Ground]:
        if claim is not None and claim.unreadable:
            words = Text("niet te lezen als antwoord: {answer}", "cannot be read as an answer: {answer}").format(
                answer=", ".join(claim.unreadable)
            )
            yield Ground(Basis.CLAIM, _UNKNOWN, words, (claim.location, requirement.location), claim.read_at)
        if claim is not None and claim.grade:
            yield self._claimed(requirement, claim)
        if requirement.quantity is not None:
            yield from self._numbers(requirement, requirement.quantity, claim)
        yield from self._stated(requirement, claim)
        for standard in requirement.standards:
            yield self._standard(requirement, claim, ox.NamedNode(standard))
        for measure in requirement.measures:
            yield from self._measure(requirement, claim, ox.NamedNode(measure))
        for kind in requirement.evidence_kinds:
            yield self._evidence(requirement, claim, ox.NamedNode(kind))

    def _claimed(self, requirement: Requirement, claim: Claim) -> Ground:
        answer = self._workspace.name_of(ox.NamedNode(claim.grade))
        places = (claim.location, requirement.location)
        if claim.grade != _YES:
            words = Text("antwoord: {answer}", "answer: {answer}").format(answer=answer)
            return Ground(Basis.CLAIM, _BROKEN, words, places, claim.read_at)
        if claim.evidence_date is not None and claim.evidence_date > self._workspace.as_of:
            words = Text(
                "antwoord: {answer}, met een bewijsstuk van na de dag van dit oordeel",
                "answer: {answer}, with evidence of after the day of this verdict",
            ).format(answer=answer)
            return Ground(Basis.CLAIM, _CLAIMED, words, places, claim.read_at)
        if not claim.has_evidence:
            words = Text(
                "antwoord: {answer}, zonder bewijsstuk", "answer: {answer}, without a document of evidence"
            ).format(answer=answer)
            return Ground(Basis.CLAIM, _CLAIMED, words, places, claim.read_at)
        words = Text("antwoord: {answer}; bewijsstuk: {documents}", "answer: {answer}; evidence: {documents}").format(
            answer=answer, documents=", ".join(claim.documents)
        )
        return Ground(Basis.CLAIM, _MET, words, places, claim.read_at)

    def _numbers(self, requirement: Requirement, asked: Quantity, claim: Claim | None) -> Iterator[Ground]:
        found = False
        kept = _shown(claim)
        if claim is not None and claim.value is not None:
            found = True
            yield self._number(requirement, asked, claim.value, kept, claim.location, claim.read_at)
        for fact in self._facts.of_topics(requirement.topics):
            amount = self._facts.amount_in(fact, asked.unit)
            if amount is not None:
                found = True
                yield self._number(requirement, asked, amount, kept, fact.location, fact.read_at)
        if not found and (claim is None or claim.grade in ("", _YES)):
            words = Text(
                "gevraagd is {asked}; de inschrijver noemt geen getal", "{asked} is asked; the bidder states no number"
            ).format(asked=_asked(asked))
            place = claim.location if claim else self._bid.location
            outcome = kept if claim is not None and claim.grade else _UNKNOWN
            yield Ground(Basis.NUMBER, outcome, words, (place, requirement.location), claim.read_at if claim else "")

    def _number(
        self,
        requirement: Requirement,
        asked: Quantity,
        amount: Decimal,
        kept: RequirementOutcome,
        place: Location,
        read_at: str,
    ) -> Ground:
        is_kept = (asked.minimum is None or amount >= asked.minimum) and (
            asked.maximum is None or amount <= asked.maximum
        )
        words = Text("opgegeven {amount} {unit}, gevraagd {asked}", "stated {amount} {unit}, asked {asked}").format(
            amount=figure(_short(amount)), unit=asked.unit_name, asked=_asked(asked)
        )
        return Ground(Basis.NUMBER, kept if is_kept else _BROKEN, words, (place, requirement.location), read_at)

    def _stated(self, requirement: Requirement, claim: Claim | None) -> Iterator[Ground]:
        """Yield a ground for each fact on the topic that is a yes or no, or a value out of those that are allowed."""
        for fact in self._facts.of_topics(requirement.topics):
            truth = value_of(fact.value) if isinstance(fact.value, ox.Literal) else None
            if isinstance(truth, bool):
                outcome = _shown(claim) if truth else _BROKEN
                yield self._fact(requirement, claim, fact, outcome)
            elif requirement.allowed and not isinstance(fact.value, ox.Literal):
                is_allowed = isinstance(fact.value, ox.NamedNode) and fact.value.value in requirement.allowed
                outcome = _shown(claim) if is_allowed else _BROKEN
                yield self._fact(requirement, claim, fact, outcome)

    def _fact(
        self, requirement: Requirement, claim: Claim | None, fact: OfferedFact, outcome: RequirementOutcome
    ) -> Ground:
        stated = Text("{name}: {value}", "{name}: {value}").format(
            name=self._workspace.name_of(fact.predicate), value=value_text(self._workspace, fact.value)
        )
        places = [fact.location, requirement.location]
        if outcome is _BROKEN and claim is not None and claim.grade == _YES:
            stated = Text("{stated}, terwijl het antwoord ja is", "{stated}, while the answer is yes").format(
                stated=stated
            )
            places.insert(1, claim.location)
        return Ground(Basis.FACT, outcome, stated, tuple(places), fact.read_at)

    def _standard(self, requirement: Requirement, claim: Claim | None, standard: ox.NamedNode) -> Ground:
        name = self._workspace.name_of(standard)
        read_at = claim.read_at if claim else ""
        place = self._supported.place(standard)
        if place is not None:
            versions = self._supported.versions(standard)
            words = Text("ondersteunt {name}: {versions}", "supports {name}: {versions}").format(
                name=name, versions=_joined(versions)
            )
            return Ground(Basis.STANDARD, _shown(claim), words, (place, requirement.location), read_at)
        own = claim.location if claim else self._bid.location
        if claim is not None and claim.grade == _YES:
            words = Text(
                "het antwoord is ja, maar {name} staat niet bij wat het aanbod ondersteunt",
                "the answer is yes, but {name} is not among what the offer supports",
            )
            outcome = _UNKNOWN if self._supported.is_stated else _shown(claim)
        elif self._supported.is_stated:
            words = Text(
                "{name} staat niet bij wat het aanbod ondersteunt", "{name} is not among what the offer supports"
            )
            outcome = _BROKEN
        else:
            words = Text(
                "de inschrijver zegt niet of het aanbod {name} ondersteunt",
                "the bidder does not say whether the offer supports {name}",
            )
            outcome = _UNKNOWN
        return Ground(Basis.STANDARD, outcome, words.format(name=name), (own, requirement.location), read_at)

    def _measure(self, requirement: Requirement, claim: Claim | None, measure: ox.NamedNode) -> Iterator[Ground]:
        model = self._workspace.model
        stated = [one for one in model.subjects(_OF_MEASURE, measure) if one in self._members]
        name = self._workspace.name_of(measure)
        for one in stated:
            for status in model.objects(one, _MEASURE_STATUS):
                words = Text("maatregel {name}: {status}", "measure {name}: {status}").format(
                    name=name, status=self._workspace.name_of(status)
                )
                outcome = _shown(claim) if status == _IN_PLACE else _BROKEN
                place = self._workspace.locate(one, _MEASURE_STATUS, status)
                yield Ground(Basis.MEASURE, outcome, words, (place, requirement.location))
        if not stated and (claim is None or not claim.grade):
            words = Text(
                "de inschrijver zegt niets over maatregel {name}", "the bidder says nothing on measure {name}"
            ).format(name=name)
            yield Ground(Basis.MEASURE, _UNKNOWN, words, (self._bid.location, requirement.location))

    def _evidence(self, requirement: Requirement, claim: Claim | None, kind: ox.NamedNode) -> Ground:
        """Return the ground of a kind of evidence: the latest that is there, or the document that the bidder names."""
        model, name = self._workspace.model, self._workspace.name_of(kind)
        dated = [
            (day.value, one)
            for one in model.subjects(_EVIDENCE_KIND, kind)
            if one in self._members
            for day in model.objects(one, _TESTED_ON)
            if isinstance(day, ox.Literal)
        ]
        if dated:
            day, one = max(dated, key=lambda found: found[0])
            words, outcome = self._dated(
                kind, day, Text("{name} van {day}", "{name} of {day}").format(name=name, day=date_text(day))
            )
            return Ground(Basis.EVIDENCE, outcome, words, (self._workspace.locate(one), requirement.location))
        own = (claim.location if claim else self._bid.location, requirement.location)
        if claim is not None and claim.has_evidence:
            words = Text("gevraagd bewijs: {name}; genoemd: {documents}", "evidence asked: {name}; named: {documents}")
            words, outcome = words.format(name=name, documents=", ".join(claim.documents)), _MET
            if claim.evidence_date is not None:
                words, outcome = self._dated(kind, claim.evidence_date.isoformat(), words)
            return Ground(Basis.EVIDENCE, outcome, words, own, claim.read_at)
        words = Text("bewijs ontbreekt: {name}", "evidence is missing: {name}").format(name=name)
        return Ground(Basis.EVIDENCE, _UNKNOWN, words, own, claim.read_at if claim else "")

    def _dated(self, kind: ox.NamedNode, day: str, words: Text) -> tuple[Text, RequirementOutcome]:
        """Return the words on evidence of that day and what it is worth: unknown when too old, or not there yet."""
        today = self._workspace.as_of
        try:
            tested = date.fromisoformat(day)
        except ValueError:
            return Text("{words}, en dat is geen dag", "{words}, which is no day").format(words=words), _UNKNOWN
        if tested > today:
            later = Text("{words}, na de dag van dit oordeel", "{words}, after the day of this verdict")
            return later.format(words=words), _UNKNOWN
        months = self._workspace.ontology.graph.value(kind, _HOLDS)
        held = value_of(months) if isinstance(months, ox.Literal) else None
        if isinstance(held, Decimal):
            last = (tested.year * 12 + tested.month + int(held)) * 100 + tested.day
            if (today.year * 12 + today.month) * 100 + today.day > last:
                return Text("{words}, te oud om nog te tellen", "{words}, too old to count").format(
                    words=words
                ), _UNKNOWN
        return words, _MET

    def _remarks(self, requirement: Requirement, claim: Claim | None) -> Iterator[Text]:
        if claim is not None and claim.evidence_date is not None:
            yield Text("het bewijsstuk is van {day}", "the evidence is of {day}").format(
                day=date_text(claim.evidence_date)
            )
        if claim is not None and claim.text:
            yield Text("toelichting van de inschrijver: {text}", "explanation of the bidder: {text}").format(
                text=claim.text
            )
        if len([one for one in self._bid.claims if one.requirement == requirement.iri]) > 1:
            yield Text(
                "de inschrijver geeft meer dan een antwoord; het slechtste telt",
                "the bidder gives more than one answer; the worst one counts",
            )


def _shown(claim: Claim | None) -> RequirementOutcome:
    """Return what a fact that fits is worth: met when the bidder named evidence, and else a claim."""
    return _MET if claim is not None and claim.has_evidence else _CLAIMED


def _asked(asked: Quantity) -> Text:
    parts = []
    if asked.minimum is not None:
        parts.append(Text("minstens {number}", "at least {number}").format(number=figure(asked.minimum)))
    if asked.maximum is not None:
        parts.append(Text("hoogstens {number}", "at most {number}").format(number=figure(asked.maximum)))
    limits = Text(" en ".join(one.nl for one in parts), " and ".join(one.en for one in parts))
    return Text(f"{limits.nl} {asked.unit_name.nl}".rstrip(), f"{limits.en} {asked.unit_name.en}".rstrip())


def _short(amount: Decimal) -> Decimal:
    """Return the number with at most six decimals, for a sentence."""
    shown = Fraction(amount).limit_denominator(10**6)
    return (Decimal(shown.numerator) / Decimal(shown.denominator)).quantize(Decimal("0.000001")).normalize()


def _joined(texts: Iterable[Text]) -> Text:
    listed = list(texts)
    return Text(", ".join(one.nl for one in listed), ", ".join(one.en for one in listed))
