"""Compliance: which part of what can be judged keeps the principles, by principle, family and owner.

Compliance is met / (met + broken). What is unknown, excepted or not applicable is counted apart and never hidden in a
percentage: a missing fact is neither a breach nor compliance. The weighted compliance of a profile is the mean of the
compliance with each principle by its weight, so that a principle about thousands of things does not drown the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pyoxigraph as ox

from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.principles import PrincipleBook
from archrepo.profiles import Profile
from archrepo.turtle.reading import Term
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

NO_OWNER = "-"
_OWNER = ar("owner")
_Key = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many subjects got each verdict, for one principle, family, owner or everything together.

    `weighted` is the compliance by the weights of a profile, in whole percents rounded down; None without a profile,
    and when nothing was judged.
    """

    key: str
    name: Text
    counts: Mapping[Verdict, int]
    weighted: int | None = None

    @property
    def judged(self) -> int:
        """Return the number of subjects that keep the principle or break it."""
        return self.counts[Verdict.MET] + self.counts[Verdict.BROKEN]

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


@dataclass(frozen=True, slots=True)
class Compliance:
    """How the model stands by a profile, or by all principles when `profile` is None.

    Families stand in the order of the book, owners by name, the subjects without an owner last.
    """

    profile: Profile | None
    total: Standing
    families: tuple[Standing, ...]
    owners: tuple[Standing, ...]


def measured(workspace: Workspace, book: PrincipleBook, report: Report, profile: Profile | None = None) -> Compliance:
    """Return the compliance of a report with the principles of a profile, or with all."""
    return Ledger(workspace, book, report).compliance(profile)


class Ledger:
    """The verdicts of one report, counted by principle and owner, so that each profile is a sum of a few hundred."""

    def __init__(self, workspace: Workspace, book: PrincipleBook, report: Report) -> None:
        """Count the verdicts once."""
        self._families = {principle.id: principle.family for principle in book}
        self._family_names = {family: workspace.name_of(ar(family)) for family in set(self._families.values())}
        self._counts: dict[tuple[str, Term | None], Counter[Verdict]] = {}
        owners: dict[str, Term | None] = {}
        for judgement in report.judgements:
            subject = judgement.subject
            if subject not in owners:
                owners[subject] = _owner(workspace, subject)
            key = (judgement.principle, owners[subject])
            counted = self._counts.get(key)
            if counted is None:
                counted = self._counts[key] = Counter()
            counted[judgement.verdict] += 1
        self._owners = {owner: _owner_name(workspace, owner) for owner in set(owners.values())}

    def compliance(self, profile: Profile | None = None) -> Compliance:
        """Return the compliance with the principles of a profile, or with all."""
        everything = (profile.key, profile.name) if profile else ("", Text("alle principes", "all principles"))
        by_family: dict[_Key, dict[str, Counter[Verdict]]] = {}
        by_owner: dict[_Key, dict[str, Counter[Verdict]]] = {}
        by_principle: dict[str, Counter[Verdict]] = {}
        for (principle, owner), counted in self._counts.items():
            if profile is not None and not profile.weight_of(principle):
                continue
            family = self._families[principle]
            for group in (
                by_principle,
                by_family.setdefault((family, self._family_names[family]), {}),
                by_owner.setdefault(self._owners[owner], {}),
            ):
                group.setdefault(principle, Counter()).update(counted)
        owners = [_standing(key, counts, profile) for key, counts in by_owner.items()]
        return Compliance(
            profile=profile,
            total=_standing(everything, by_principle, profile),
            families=tuple(_standing(key, counts, profile) for key, counts in by_family.items()),
            owners=tuple(sorted(owners, key=lambda one: (one.key == NO_OWNER, one.name.nl.casefold(), one.key))),
        )


def _standing(key: _Key, counts: Mapping[str, Counter[Verdict]], profile: Profile | None) -> Standing:
    return Standing(*key, _added_up(counts.values()), _weighted(counts, profile))


def _added_up(counts: Iterable[Mapping[Verdict, int]]) -> Mapping[Verdict, int]:
    """Return how many subjects got each verdict over several counts; verdicts without a subject count zero."""
    total: Counter[Verdict] = Counter()
    for counted in counts:
        total.update(counted)
    return {verdict: total[verdict] for verdict in Verdict}


def _weighted(counts: Mapping[str, Mapping[Verdict, int]], profile: Profile | None) -> int | None:
    """Return the mean of the compliance with each principle by its weight, in whole percents rounded down.

    A principle by which nothing was judged does not count; None when that holds for all, and without a profile.
    """
    if profile is None:
        return None
    weights, total = 0, Fraction(0)
    for identifier, counted in counts.items():
        met, judged = counted[Verdict.MET], counted[Verdict.MET] + counted[Verdict.BROKEN]
        weight = profile.weight_of(identifier)
        if judged and weight:
            weights += weight
            total += Fraction(met, judged) * weight
    return int(total * 100 / weights) if weights else None


def owner_of(workspace: Workspace, subject: str) -> _Key:
    """Return the key and the name of the owner of a subject, given by its IRI."""
    return _owner_name(workspace, _owner(workspace, subject))


def _owner(workspace: Workspace, subject: str) -> Term | None:
    return workspace.model.value(ox.NamedNode(subject), _OWNER) if ":" in subject else None


def _owner_name(workspace: Workspace, owner: Term | None) -> _Key:
    if owner is None:
        return NO_OWNER, Text("geen eigenaar", "no owner")
    return local_name(owner), workspace.name_of(owner)
