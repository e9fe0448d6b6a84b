"""Compliance: which part of what can be judged keeps the principles, by principle, family and owner.

Compliance is met / (met + broken). What is unknown, excepted or not applicable is counted apart and never hidden in a
percentage: a missing fact is neither a breach nor compliance. The weighted compliance of a profile is the mean of the
compliance with each principle by its weight, so that a principle about thousands of things does not drown the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pyoxigraph as ox

from archrepo.findings import Judgement, Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.principles import PrincipleBook
from archrepo.profiles import Profile
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
    families = {principle.id: (principle.family, workspace.name_of(ar(principle.family))) for principle in book}
    judgements = [
        judgement for judgement in report.judgements if profile is None or profile.weight_of(judgement.principle)
    ]
    owners: dict[str, _Key] = {}

    def owner(judgement: Judgement) -> _Key:
        if judgement.subject not in owners:
            owners[judgement.subject] = owner_of(workspace, judgement.subject)
        return owners[judgement.subject]

    everything = Text("alle principes", "all principles") if profile is None else profile.name
    key = profile.key if profile else ""
    (total,) = _standings(judgements, lambda _: (key, everything), profile) or [
        Standing(key, everything, dict.fromkeys(Verdict, 0))
    ]
    by_owner = _standings(judgements, owner, profile)
    return Compliance(
        profile=profile,
        total=total,
        families=tuple(_standings(judgements, lambda one: families[one.principle], profile)),
        owners=tuple(sorted(by_owner, key=lambda one: (one.key == NO_OWNER, one.name.nl.casefold(), one.key))),
    )


def _standings(
    judgements: Iterable[Judgement], group: Callable[[Judgement], _Key], profile: Profile | None
) -> list[Standing]:
    """Return the standing of each group of judgements, in order of first appearance."""
    names: dict[str, Text] = {}
    counts: dict[str, dict[str, Counter[Verdict]]] = {}
    for judgement in judgements:
        key, name = group(judgement)
        names.setdefault(key, name)
        counts.setdefault(key, {}).setdefault(judgement.principle, Counter())[judgement.verdict] += 1
    return [
        Standing(key, names[key], added_up(by_principle.values()), weighted_percentage(by_principle, profile))
        for key, by_principle in counts.items()
    ]


def added_up(counts: Iterable[Mapping[Verdict, int]]) -> Mapping[Verdict, int]:
    """Return how many subjects got each verdict over several counts; verdicts without a subject count zero."""
    total: Counter[Verdict] = Counter()
    for counted in counts:
        total.update(counted)
    return {verdict: total[verdict] for verdict in Verdict}


def weighted_percentage(counts: Mapping[str, Mapping[Verdict, int]], profile: Profile | None) -> int | None:
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
    owner = workspace.model.value(ox.NamedNode(subject), _OWNER) if ":" in subject else None
    if owner is None:
        return NO_OWNER, Text("geen eigenaar", "no owner")
    return local_name(owner), workspace.name_of(owner)
