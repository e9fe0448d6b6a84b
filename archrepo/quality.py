"""The state of the model by its principles: findings to choose from, and verdicts by principle, family and subject.

A report is one long list; this is the same report with its indexes, made once and read by every page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from archrepo.blocks import Block, blocks_of
from archrepo.compliance import Compliance, Ledger, Standing, owner_of
from archrepo.findings import Finding, Judgement, Report, Severity, Verdict
from archrepo.language import Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.profiles import read_profiles
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings to show; an empty field does not narrow, and neither does a profile that is not there."""

    profile: str = ""
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
    """One page of the chosen findings, heaviest first, and what each filter would keep of the others' choice.

    `total` counts findings; a page holds so many blocks, and a block tells of one finding or of one gap of many.
    """

    blocks: tuple[Block, ...]
    total: int
    page: int
    pages: int
    profiles: tuple[Tally, ...]
    principles: tuple[Tally, ...]
    owners: tuple[Tally, ...]
    paths: tuple[Tally, ...]
    severities: tuple[Tally, ...]
    verdicts: tuple[Tally, ...]


class Quality:
    """A report on a workspace, indexed by subject and by principle."""

    def __init__(self, workspace: Workspace, book: PrincipleBook, report: Report) -> None:
        """Index the report, and read the profiles by which findings can be chosen and compliance is weighed.

        Raises:
            ConfigurationFault: a profile is not as it must be.
        """
        self._workspace = workspace
        self._book = book
        self.report = report
        self.profiles = {profile.key: profile for profile in read_profiles(book, workspace.ontology.graph)}
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

    def missing(self, principle: Principle) -> Mapping[str, tuple[str, ...]]:
        """Return the facts that are missing, by the IRI of each subject that this principle cannot judge for it."""
        return {
            judgement.subject: judgement.missing
            for judgement in self._by_principle.get(principle.id, ())
            if judgement.missing
        }

    def standing(self, principle: Principle) -> Standing:
        """Return how the model stands by one principle."""
        return Standing(principle.id, principle.name, self._counts([principle.id]))

    def compliance(self, key: str = "") -> Compliance:
        """Return the compliance with the profile of that key; with all principles when there is no such profile."""
        return self._compliance.get(key) or self._compliance[""]

    @cached_property
    def _compliance(self) -> Mapping[str, Compliance]:
        ledger = Ledger(self._workspace, self._book, self.report)
        return {"": ledger.compliance(), **{key: ledger.compliance(one) for key, one in self.profiles.items()}}

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
        profile = self.profiles.get(choice.profile)

        def kept(without: str = "") -> list[Finding]:
            active = [(fields[name], value) for name, value in wanted.items() if value and name != without]
            return [
                finding
                for finding in self.heaviest
                if all(of(finding) == value for of, value in active)
                and (profile is None or without == "profile" or profile.weight_of(finding.principle))
            ]

        chosen = kept()
        blocks = blocks_of(chosen)
        pages = max(1, -(-len(blocks) // PAGE_SIZE))
        page = min(max(1, page), pages)
        return Selection(
            blocks=blocks[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            total=len(chosen),
            page=page,
            pages=pages,
            profiles=tuple(
                Tally(key, one.name, sum(1 for finding in every if one.weight_of(finding.principle)))
                for every in [kept("profile")]
                for key, one in self.profiles.items()
            ),
            principles=_tallies((found.principle, self._principle_name(found)) for found in kept("principle")),
            owners=_tallies(self._owner(found) for found in kept("owner")),
            paths=_tallies((found.location.path, Text.same(found.location.path)) for found in kept("path")),
            severities=tuple(
                Tally(severity.value, severity.word, count)
                for tally in [Counter(found.severity for found in kept("severity"))]
                for severity in Severity
                if (count := tally[severity])
            ),
            verdicts=_tallies((found.verdict.value, found.verdict.word) for found in kept("verdict")),
        )

    def _principle_name(self, finding: Finding) -> Text:
        principle = self._book.get(finding.principle)
        name = principle.name if principle else Text.same("")
        return Text(f"{finding.principle} {name.nl}", f"{finding.principle} {name.en}")

    def _owner(self, finding: Finding) -> tuple[str, Text]:
        return owner_of(self._workspace, finding.subject)


def _tallies(values: Iterable[tuple[str, Text]]) -> tuple[Tally, ...]:
    counted = Counter(values)
    found = (Tally(key, name, count) for (key, name), count in counted.items())
    return tuple(sorted(found, key=lambda tally: (-tally.count, tally.name.nl.casefold(), tally.key)))
