"""The state of the model by its principles: findings to choose from, and verdicts by principle, family and subject.

A report is one long list; this is the same report with its indexes, made once and read by every page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Finding, Judgement, Report, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.principles import Principle, PrincipleBook
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

PAGE_SIZE = 50
_OWNER = ar("owner")
_NO_OWNER = Text("geen eigenaar", "no owner")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings to show; an empty field does not narrow."""

    principle: str = ""
    owner: str = ""
    path: str = ""
    severity: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """One value of a filter, its name and the number of findings that it keeps."""

    key: str
    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class Selection:
    """One page of the chosen findings, heaviest first, and what each filter would keep of the others' choice."""

    findings: tuple[Finding, ...]
    total: int
    page: int
    pages: int
    principles: tuple[Tally, ...]
    owners: tuple[Tally, ...]
    paths: tuple[Tally, ...]
    severities: tuple[Tally, ...]
    verdicts: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many subjects got each verdict, for one principle or for a family of them."""

    key: str
    name: Text
    counts: Mapping[Verdict, int]

    @property
    def judged(self) -> int:
        """Return the number of subjects that the principle concerns and that could be judged."""
        return self.counts[Verdict.MET] + self.counts[Verdict.BROKEN] + self.counts[Verdict.EXCEPTED]

    @property
    def broken(self) -> int:
        """Return the number of subjects that break the principle, without those that are excepted."""
        return self.counts[Verdict.BROKEN]

    @property
    def unknown(self) -> int:
        """Return the number of subjects that cannot be judged."""
        return self.counts[Verdict.UNKNOWN]

    @property
    def percentage(self) -> int | None:
        """Return which part of the judged subjects keeps the principle, rounded down; None when none was judged."""
        return self.counts[Verdict.MET] * 100 // self.judged if self.judged else None


class Quality:
    """A report on a workspace, indexed by subject and by principle."""

    def __init__(self, workspace: Workspace, book: PrincipleBook, report: Report) -> None:
        """Index the report."""
        self._workspace = workspace
        self._book = book
        self.report = report
        self._by_subject: dict[str, list[Finding]] = {}
        for finding in report.findings:
            self._by_subject.setdefault(finding.subject, []).append(finding)
        self._verdicts: dict[str, list[Judgement]] = {}
        self._by_principle: dict[str, list[Judgement]] = {}
        for judgement in report.judgements:
            self._verdicts.setdefault(judgement.subject, []).append(judgement)
            self._by_principle.setdefault(judgement.principle, []).append(judgement)
        self.heaviest = tuple(sorted(report.findings, key=lambda finding: (finding.severity.rank, finding.order)))
        self.severities = tuple(Tally(severity.value, severity.word, report.count(severity)) for severity in Severity)

    def of(self, subject: ox.NamedNode) -> tuple[Finding, ...]:
        """Return the findings about one subject, heaviest first."""
        found = self._by_subject.get(subject.value, ())
        return tuple(sorted(found, key=lambda finding: (finding.severity.rank, finding.order)))

    def verdicts_on(self, subject: ox.NamedNode) -> tuple[tuple[Principle, Judgement], ...]:
        """Return every verdict on one subject with its principle, by id; "not applicable" is left out."""
        return tuple(
            (principle, judgement)
            for judgement in self._verdicts.get(subject.value, ())
            if judgement.verdict is not Verdict.NOT_APPLICABLE
            and (principle := self._book.get(judgement.principle)) is not None
        )

    def subjects(self, principle: Principle, verdict: Verdict) -> tuple[ox.NamedNode, ...]:
        """Return the subjects that got this verdict by this principle, by name."""
        found = [
            ox.NamedNode(judgement.subject)
            for judgement in self._by_principle.get(principle.id, ())
            if judgement.verdict is verdict and ":" in judgement.subject
        ]
        return tuple(sorted(found, key=lambda iri: (self._workspace.label(iri).casefold(), iri.value)))

    def standing(self, principle: Principle) -> Standing:
        """Return how the model stands by one principle."""
        return Standing(principle.id, principle.name, self._counts([principle.id]))

    def standings(self) -> tuple[tuple[Standing, tuple[Standing, ...]], ...]:
        """Return each family with its principles, in the order of the book."""
        families: dict[str, list[Principle]] = {}
        for principle in self._book:
            families.setdefault(principle.family, []).append(principle)
        return tuple(
            (
                Standing(family, self._family_name(family), self._counts(found.id for found in members)),
                tuple(self.standing(found) for found in members),
            )
            for family, members in families.items()
        )

    def _family_name(self, family: str) -> Text:
        return self._workspace.name_of(ar(family))

    def _counts(self, identifiers: Iterable[str]) -> Mapping[Verdict, int]:
        counted = Counter(
            judgement.verdict for identifier in identifiers for judgement in self._by_principle.get(identifier, ())
        )
        return {verdict: counted[verdict] for verdict in Verdict}

    def choose(self, choice: Choice, page: int = 1) -> Selection:
        """Return one page of the findings of that choice, with the filters that can narrow or widen it."""
        fields: dict[str, Callable[[Finding], str]] = {
            "principle": lambda finding: finding.principle,
            "owner": lambda finding: self._owner(finding)[0],
            "path": lambda finding: finding.location.path,
            "severity": lambda finding: finding.severity.value,
            "verdict": lambda finding: finding.verdict.value,
        }
        wanted = {name: getattr(choice, name) for name in fields}

        def kept(without: str = "") -> list[Finding]:
            active = [(fields[name], value) for name, value in wanted.items() if value and name != without]
            return [finding for finding in self.heaviest if all(of(finding) == value for of, value in active)]

        chosen = kept()
        pages = max(1, -(-len(chosen) // PAGE_SIZE))
        page = min(max(1, page), pages)
        return Selection(
            findings=tuple(chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
            total=len(chosen),
            page=page,
            pages=pages,
            principles=_tallies((found.principle, self._principle_name(found)) for found in kept("principle")),
            owners=_tallies(self._owner(found) for found in kept("owner")),
            paths=_tallies((found.location.path, Text.same(found.location.path)) for found in kept("path")),
            severities=_tallies((found.severity.value, found.severity.word) for found in kept("severity")),
            verdicts=_tallies((found.verdict.value, found.verdict.word) for found in kept("verdict")),
        )

    def _principle_name(self, finding: Finding) -> Text:
        principle = self._book.get(finding.principle)
        name = principle.name if principle else Text.same("")
        return Text(f"{finding.principle} {name.nl}", f"{finding.principle} {name.en}")

    def _owner(self, finding: Finding) -> tuple[str, Text]:
        if ":" not in finding.subject:
            return "-", _NO_OWNER
        owner = self._workspace.model.value(ox.NamedNode(finding.subject), _OWNER)
        return (local_name(owner), self._workspace.name_of(owner)) if owner is not None else ("-", _NO_OWNER)


def _tallies(values: Iterable[tuple[str, Text]]) -> tuple[Tally, ...]:
    counted = Counter(values)
    found = (Tally(key, name, count) for (key, name), count in counted.items())
    return tuple(sorted(found, key=lambda tally: (-tally.count, tally.name.nl.casefold(), tally.key)))
