"""What a check says: places, findings, verdicts and the report that holds them; all frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum

from archrepo.language import Text


class Severity(Enum):
    """How heavy a finding weighs, heaviest first."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for a violation, 1 for a warning, 2 for information."""
        return list(Severity).index(self)

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _SEVERITY_WORDS[self]


_SEVERITY_WORDS = {
    Severity.VIOLATION: Text("fout", "error"),
    Severity.WARNING: Text("waarschuwing", "warning"),
    Severity.INFO: Text("opmerking", "note"),
}


class Verdict(Enum):
    """The five answers to "does this subject keep this principle?"."""

    MET = "met"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    EXCEPTED = "excepted"

    @property
    def word(self) -> Text:
        """Return the word a user reads."""
        return _VERDICT_WORDS[self]


_VERDICT_WORDS = {
    Verdict.MET: Text("voldoet", "met"),
    Verdict.BROKEN: Text("voldoet niet", "broken"),
    Verdict.UNKNOWN: Text("niet te bepalen", "unknown"),
    Verdict.NOT_APPLICABLE: Text("niet van toepassing", "not applicable"),
    Verdict.EXCEPTED: Text("afwijking vastgelegd", "excepted"),
}


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; lines and columns count from 1, the end column is the first one after the text.

    `path` is relative to the workspace, with forward slashes. A line of 0 means: the file as a whole.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        """Return `path:line:column`, or the path alone when the whole file is meant."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def shown(self, shown_path: Callable[[str], str]) -> Location:
        """Return the same place, with its path as a reader gets to see it."""
        return replace(self, path=shown_path(self.path))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, one missing fact or one deviation: what is wrong, where, and how to mend it.

    `principle` is the principle's id, `subject` the IRI, `label` the subject's name. `annotation` is what stands
    under the caret. `waiver` is the IRI of the waiver that excepts the finding, or None. `asked_of` names the roles
    that know what an unknown verdict lacks.
    """

    location: Location
    severity: Severity
    verdict: Verdict
    principle: str
    subject: str
    label: Text
    message: Text
    remedy: Text
    annotation: Text | None = None
    waiver: str | None = None
    asked_of: tuple[Text, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Return what stays the same when lines move: principle, subject, words and verdict."""
        return (self.principle, self.subject, self.message.nl, self.verdict.value)

    @property
    def order(self) -> tuple[Location, str, str, str]:
        """Return the key by which reports are sorted: place, then principle, subject and words."""
        return (self.location, self.principle, self.subject, self.message.nl)


def newly_found(findings: Iterable[Finding], before: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that were not there before, in order; one that a deviation excepts is no news."""
    known = {one.identity for one in before}
    return tuple(one for one in findings if one.verdict is not Verdict.EXCEPTED and one.identity not in known)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one subject by one principle; `missing` names the facts that an unknown verdict lacks."""

    principle: str
    subject: str
    verdict: Verdict
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one check, sorted by place, and every judgement, sorted by principle and subject."""

    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]

    def count(self, severity: Severity) -> int:
        """Return the number of findings of that severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def verdicts(self, principle: str) -> dict[Verdict, int]:
        """Return how many subjects got each verdict of `principle`; verdicts without a subject count zero."""
        counts = dict.fromkeys(Verdict, 0)
        for judgement in self.judgements:
            if judgement.principle == principle:
                counts[judgement.verdict] += 1
        return counts
