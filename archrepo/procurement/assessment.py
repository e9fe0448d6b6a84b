"""What an assessment says, as frozen values; sentences in both languages, places for all evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from archrepo.errors import InputFault
from archrepo.findings import Finding, Location, Severity, Verdict
from archrepo.language import Text
from archrepo.procurement.award.costs import BidCost
from archrepo.procurement.award.scores import Award, BidScore
from archrepo.procurement.requirement_values import RequirementOutcome, RequirementVerdict
from archrepo.procurement.tender import Bid, Tender


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that a verdict rests on, in words and with the place where it is written."""

    text: Text
    location: Location


@dataclass(frozen=True, slots=True)
class UnreadBid:
    """A file in the folder of bids that cannot be read as one bid: what is wrong with it, where, and what to do.

    `excerpt` is the line at fault, empty when no line is. None of it is for another bidder to see.
    """

    text: Text
    location: Location
    remedy: Text
    excerpt: str = ""

    def fault(self) -> InputFault:
        """Return the same as a fault, for who asked for this very bid."""
        return InputFault(self.text, location=self.location, remedy=self.remedy, excerpt=self.excerpt or None)


@dataclass(frozen=True, slots=True)
class SubjectVerdict:
    """The verdict on one thing within a principle: the candidate itself, one of its flows, its contract."""

    iri: str
    name: Text
    verdict: Verdict
    location: Location


@dataclass(frozen=True, slots=True)
class PrincipleVerdict:
    """The verdict of one principle on the purchase or on one candidate: the worst over its subjects.

    `missing` names the facts that nobody has stated yet; `findings` says what is wrong and where. `weight` is how
    heavily the principle counts in the profile; 0 when the profile does not name it. What `is_for_municipality` only
    the municipality can mend: it does not count against a bid.
    """

    principle: str
    name: Text
    severity: Severity
    verdict: Verdict
    subjects: tuple[SubjectVerdict, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    remedy: Text
    weight: int = 0
    is_for_municipality: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """One existing element that the purchase touches, how it does so, and where that is written."""

    iri: str
    name: Text
    kind: Text
    how: Text
    location: Location


@dataclass(frozen=True, slots=True)
class Impact:
    """What the purchase does to the landscape.

    `touched` are the existing elements that a candidate is joined to; `replaced` the applications that go;
    `successors` what the model already names as their successor; `to_move` the flows of the replaced ones for which
    no candidate brings a flow with the same partner, direction and data, `taken_over` those for which one does;
    `unsupported` the processes that lose their support because no candidate takes it over; `contracts` the contracts
    of the replaced applications.
    """

    touched: tuple[Touched, ...]
    replaced: tuple[Touched, ...]
    successors: tuple[Touched, ...]
    to_move: tuple[Touched, ...]
    taken_over: tuple[Touched, ...]
    unsupported: tuple[Touched, ...]
    contracts: tuple[Touched, ...]


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard that GEMMA asks of a reference component, and whether what is offered supports it.

    `is_supported` is None when nobody said what is supported. `versions` are the versions that are supported, each with
    its status; `location` is where the support is stated, or the offered component itself.
    """

    reference: str
    reference_name: Text
    standard: str
    standard_name: Text
    is_mandatory: bool
    is_supported: bool | None
    versions: tuple[Text, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Concern:
    """A subject on which a buyer wants one answer, such as leaving the supplier: its principles and requirements.

    Which principles and topics belong to it stands in the ontology (ar:Concern). `verdict` is the worst of the
    principles, None when none of them is about this bid.
    """

    iri: str
    name: Text
    verdict: Verdict | None
    summary: Text
    principles: tuple[PrincipleVerdict, ...]
    requirements: tuple[RequirementVerdict, ...]


@dataclass(frozen=True, slots=True)
class HumanQuestion:
    """A question that no machine can judge, and where it stands.

    `about` is the id of a principle or the IRI of a quality criterion; `subject` what the question is put about and
    `bid` the bid that it belongs to, empty for the purchase itself. `scale` names the possible grades, best first.
    `grade` is empty while nobody has answered, or when the answer is too old.
    """

    about: str
    about_name: Text
    words: Text
    subject: str
    subject_name: Text
    bid: str
    scale: tuple[Text, ...]
    assessor: Text
    grade: Text
    reason: Text
    answered_on: str
    is_answered: bool
    location: Location


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact that a bid states of what is offered or of its contract; `read_at` is its cell in a filled file."""

    subject: str
    subject_name: Text
    property: str
    name: Text
    value: Text
    location: Location
    read_at: str = ""


@dataclass(frozen=True, slots=True)
class BidThing:
    """Something that a bid brings: an element, a contract, a supplier; `is_relation` for a flow or another relation."""

    iri: str
    name: Text
    is_relation: bool


@dataclass(frozen=True, slots=True)
class BidAssessment:
    """All that is found on one bid, or on one candidate of before the tender, with one sentence on top.

    `iri` is that of the bid, or of the candidate when there is no bid. The verdicts stand worst first; the requirements
    in the order of the tender. `bid` holds what was offered and claimed, `facts` what is stated of it, and `things`
    what the bid brings to the model. `impact` tells the effects of this bid alone. `left_out` tells what its file says
    that is not for a bidder to say, or cannot be read; nothing of it counts. Those that tell of a rival stand in
    `of_rivals` as well: they are not for this bidder to see.
    """

    iri: str
    name: Text
    summary: Text
    verdicts: tuple[PrincipleVerdict, ...]
    bid: Bid
    requirements: tuple[RequirementVerdict, ...]
    standards: tuple[StandardRow, ...]
    concerns: tuple[Concern, ...]
    impact: Impact
    new_findings: tuple[Finding, ...]
    resolved_findings: tuple[Finding, ...]
    questions: tuple[HumanQuestion, ...]
    facts: tuple[StatedFact, ...] = ()
    things: tuple[BidThing, ...] = ()
    cost: BidCost | None = None
    score: BidScore | None = None
    left_out: tuple[Evidence, ...] = ()
    of_rivals: tuple[Evidence, ...] = ()

    @property
    def for_municipality(self) -> tuple[PrincipleVerdict, ...]:
        """The verdicts that only the municipality can mend, in the same order."""
        return tuple(found for found in self.verdicts if found.is_for_municipality)

    def count(self, verdict: Verdict) -> int:
        """Return how many principles got that verdict; those that only the municipality can mend are not counted."""
        return sum(1 for found in self.verdicts if found.verdict is verdict and not found.is_for_municipality)

    def count_requirements(self, outcome: RequirementOutcome) -> int:
        """Return how many requirements and wishes have that outcome."""
        return sum(1 for found in self.requirements if found.outcome is outcome)

    @property
    def knock_outs(self) -> tuple[RequirementVerdict, ...]:
        """The mandatory requirements that are broken: this bid is out."""
        return tuple(found for found in self.requirements if found.is_knock_out)

    @property
    def undecided_knock_outs(self) -> tuple[RequirementVerdict, ...]:
        """The mandatory requirements of which nobody can tell yet whether they are met."""
        return tuple(
            found
            for found in self.requirements
            if found.requirement.is_knock_out and found.outcome is RequirementOutcome.UNKNOWN
        )

    @property
    def broken_words(self) -> Text:
        """How many mandatory requirements are broken, and behind it of how many that cannot be told yet."""
        broken, open_ = len(self.knock_outs), len(self.undecided_knock_outs)
        if not open_:
            return Text.same(str(broken))
        return Text(f"{broken}; {open_} niet te bepalen", f"{broken}; {open_} unknown")

    @property
    def is_formal(self) -> bool:
        """Tell whether this is a bid, and not a candidate of before the tender."""
        return self.iri not in self.bid.offered


@dataclass(frozen=True, slots=True)
class ProcurementFacts:
    """The purchase itself: its name, its value, and where it is written."""

    iri: str
    name: Text
    description: Text
    estimated_value_euro: Decimal | None
    procedure: str
    publication_date: str
    location: Location


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer: verdicts on the purchase and on each bid, each judged apart, and the change in the landscape.

    `tender` is the purchase with all bids; `bids` hold the candidates first and then the bids, in order of name.
    `summary` is on the purchase itself, as `verdicts` are.
    `impact`, `new_findings` and `resolved_findings` are those of the purchase and all bids together. `awards` is the
    outcome of the award method, one for each lot or one for the whole; empty without bids. `profile` is the key of the
    profile that principles were weighed by, empty for all principles. `questions` are those of the purchase itself.
    `unread` are the files of bids that could not be read, by place: everything else is without them.
    """

    procurement: ProcurementFacts
    summary: Text
    verdicts: tuple[PrincipleVerdict, ...]
    bids: tuple[BidAssessment, ...]
    new_findings: tuple[Finding, ...]
    resolved_findings: tuple[Finding, ...]
    impact: Impact
    as_of: str
    tender: Tender
    awards: tuple[Award, ...] = ()
    questions: tuple[HumanQuestion, ...] = ()
    profile: str = ""
    unread: tuple[UnreadBid, ...] = ()

    @property
    def all_questions(self) -> tuple[HumanQuestion, ...]:
        """The questions on the purchase and then those on each bid."""
        return (*self.questions, *(question for bid in self.bids for question in bid.questions))

    @property
    def answered(self) -> int:
        """How many of all questions were answered."""
        return sum(1 for question in self.all_questions if question.is_answered)


def summary(verdicts: Sequence[PrincipleVerdict]) -> Text:
    """Return the one sentence on top of a list of verdicts; what is for the municipality itself is left out."""
    verdicts = [found for found in verdicts if not found.is_for_municipality]
    broken = [found for found in verdicts if found.verdict is Verdict.BROKEN]
    heavy = sorted({found.principle for found in broken if found.severity is Severity.VIOLATION})
    light = sorted({found.principle for found in broken if found.severity is not Severity.VIOLATION})
    unknown = {found.principle for found in verdicts if found.verdict is Verdict.UNKNOWN}
    excepted = {found.principle for found in verdicts if found.verdict is Verdict.EXCEPTED}
    met = {found.principle for found in verdicts if found.verdict is Verdict.MET}
    tail = Text("", "")
    if unknown:
        tail = Text(
            f" Van {_principles(len(unknown)).nl} is het oordeel niet te bepalen: er ontbreken gegevens.",
            f" {_principles(len(unknown)).en.capitalize()} cannot be judged: facts are missing.",
        )
    if excepted:
        tail = Text(
            tail.nl + f" Voor {_principles(len(excepted)).nl} is een afwijking vastgelegd.",
            tail.en + f" A waiver is recorded for {_principles(len(excepted)).en}.",
        )
    if heavy:
        names, counted = ", ".join(heavy), _broken(len(heavy), len(light))
        return Text(
            f"Voldoet niet aan {counted.nl}: {names}.{tail.nl}", f"Does not meet {counted.en}: {names}.{tail.en}"
        )
    if light:
        names, counted = ", ".join(light), _principles(len(light))
        return Text(
            f"Voldoet aan wat verplicht is, maar niet aan {counted.nl}: {names}.{tail.nl}",
            f"Meets what is mandatory, but not {counted.en}: {names}.{tail.en}",
        )
    if not verdicts:
        return Text("Geen enkel principe gaat hierover.", "No principle is about this.")
    return Text(f"Voldoet aan {_principles(len(met)).nl}.{tail.nl}", f"Meets {_principles(len(met)).en}.{tail.en}")


def bid_summary(verdicts: Sequence[PrincipleVerdict], requirements: Sequence[RequirementVerdict]) -> Text:
    """Return the one sentence on a bid: whether it is out and why, then what the principles say."""
    principles = summary(verdicts)
    out = [_number(one) for one in requirements if one.is_knock_out]
    open_ = [
        _number(one)
        for one in requirements
        if one.requirement.is_knock_out and one.outcome is RequirementOutcome.UNKNOWN
    ]
    lead = Text("", "")
    if out:
        lead = Text(
            f"Valt af op {_count(out, 'verplichte eis', 'verplichte eisen')}: {', '.join(out)}. ",
            f"Is out on {_count(out, 'mandatory requirement', 'mandatory requirements')}: {', '.join(out)}. ",
        )
    elif open_:
        lead = Text(
            f"Nog niet te bepalen voor {_count(open_, 'verplichte eis', 'verplichte eisen')}: {', '.join(open_)}. ",
            f"Cannot be judged yet on {_count(open_, 'mandatory requirement', 'mandatory requirements')}: "
            f"{', '.join(open_)}. ",
        )
    return Text(lead.nl + principles.nl, lead.en + principles.en)


def _number(found: RequirementVerdict) -> str:
    return found.requirement.number or found.requirement.name.nl


def _count(found: Sequence[str], one: str, more: str) -> str:
    return f"{len(found)} {one if len(found) == 1 else more}"


def _broken(heavy: int, light: int) -> Text:
    """Return how many principles are broken, and how many of them are mandatory."""
    if light:
        total = _principles(heavy + light)
        return Text(f"{total.nl}, waarvan {heavy} verplicht", f"{total.en}, of which {heavy} mandatory")
    if heavy == 1:
        return Text("1 verplicht principe", "1 mandatory principle")
    return Text(f"{heavy} verplichte principes", f"{heavy} mandatory principles")


def _principles(count: int) -> Text:
    return Text("1 principe", "1 principle") if count == 1 else Text(f"{count} principes", f"{count} principles")
