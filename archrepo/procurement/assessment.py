"""What an assessment says, as frozen values; sentences in both languages, places for all evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from archrepo.findings import Finding, Location, Severity, Verdict
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that a verdict rests on, in words and with the place where it is written."""

    text: Text
    location: Location


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

    `missing` names the facts that nobody has stated yet; `findings` says what is wrong and where.
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


@dataclass(frozen=True, slots=True)
class BidAssessment:
    """All verdicts on one candidate, worst first, with one sentence on top."""

    iri: str
    name: Text
    summary: Text
    verdicts: tuple[PrincipleVerdict, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many principles got that verdict."""
        return sum(1 for found in self.verdicts if found.verdict is verdict)


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
    no candidate brings a flow with the same partner in the same direction, `taken_over` those for which one does;
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
    """The whole answer: verdicts on the purchase, on each candidate, and the change in the landscape."""

    procurement: ProcurementFacts
    summary: Text
    verdicts: tuple[PrincipleVerdict, ...]
    bids: tuple[BidAssessment, ...]
    new_findings: tuple[Finding, ...]
    resolved_findings: tuple[Finding, ...]
    impact: Impact
    as_of: str


def summary(verdicts: Sequence[PrincipleVerdict]) -> Text:
    """Return the one sentence that goes on top of a list of verdicts."""
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
        names = ", ".join(heavy)
        return Text(
            f"Voldoet niet aan {_principles(len(heavy)).nl}: {names}.{tail.nl}",
            f"Does not meet {_principles(len(heavy)).en}: {names}.{tail.en}",
        )
    if light:
        names = ", ".join(light)
        return Text(
            f"Voldoet aan wat verplicht is; let op {_principles(len(light)).nl} ({names}).{tail.nl}",
            f"Meets what is mandatory; mind {_principles(len(light)).en} ({names}).{tail.en}",
        )
    if not verdicts:
        return Text("Geen enkel principe gaat hierover.", "No principle is about this.")
    return Text(f"Voldoet aan {_principles(len(met)).nl}.{tail.nl}", f"Meets {_principles(len(met)).en}.{tail.en}")


def _principles(count: int) -> Text:
    return Text("1 principe", "1 principle") if count == 1 else Text(f"{count} principes", f"{count} principles")
