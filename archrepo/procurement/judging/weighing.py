"""From the judgements of a check to one verdict a principle on a group of subjects, with its evidence."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from archrepo.findings import Finding, Judgement, Location, Report, Verdict
from archrepo.language import Text
from archrepo.principles import Principle
from archrepo.procurement.assessment import Evidence, PrincipleVerdict, SubjectVerdict
from archrepo.profiles import Profile
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject
from archrepo.validation import Judge
from archrepo.validation.evidence import facts_behind
from archrepo.wording import value_text

WORST_FIRST = (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED, Verdict.MET, Verdict.NOT_APPLICABLE)
# A verdict rests on a handful of facts; beyond this many the list hides what it should show.
MOST_EVIDENCE = 12


class Weighing:
    """Turns the judgements on a group of subjects into one verdict a principle."""

    def __init__(
        self,
        judge: Judge,
        report: Report,
        subjects: Iterable[Subject],
        weights: Profile | None,
        *,
        is_choice: bool = False,
    ) -> None:
        """Keep the judgements on the subjects; with `is_choice` only the principles of the profile count."""
        self.judge = judge
        self._members = tuple(subjects)
        members = {subject.value for subject in self._members}
        self._weights = weights
        self._is_choice = is_choice and weights is not None
        self._subject_name = judge.announcer.subject_name
        self.judgements: dict[tuple[str, str], Judgement] = {
            (judged.principle, judged.subject): judged for judged in report.judgements if judged.subject in members
        }
        self.findings: dict[tuple[str, str], list[Finding]] = {}
        for finding in report.findings:
            self.findings.setdefault((finding.principle, finding.subject), []).append(finding)

    def verdicts(self) -> tuple[PrincipleVerdict, ...]:
        """Return the verdict of each principle that is about one of the subjects, worst and heaviest first."""
        found = [self._verdict(principle, self._members) for principle in self.judge.book if self._counts(principle)]
        return tuple(
            sorted(
                (verdict for verdict in found if verdict is not None),
                key=lambda verdict: (
                    WORST_FIRST.index(verdict.verdict),
                    verdict.severity.rank,
                    -verdict.weight,
                    verdict.principle,
                ),
            )
        )

    def weight_of(self, principle: Principle) -> int:
        """Return how heavily a principle counts; 0 when the profile does not name it."""
        return self._weights.weight_of(principle.id) if self._weights is not None else 0

    def _counts(self, principle: Principle) -> bool:
        return not self._is_choice or self.weight_of(principle) > 0

    def _verdict(self, principle: Principle, subjects: tuple[Subject, ...]) -> PrincipleVerdict | None:
        judged = [
            (subject, self.judgements[(principle.id, subject.value)])
            for subject in subjects
            if (principle.id, subject.value) in self.judgements
        ]
        if not judged:
            return None
        workspace = self.judge.workspace
        worst = min((one.verdict for _, one in judged), key=WORST_FIRST.index)
        deciding = [(subject, one) for subject, one in judged if one.verdict is worst]
        evidence: dict[Triple, Location] = {}
        if worst is not Verdict.NOT_APPLICABLE:
            for subject, _ in deciding:
                left = MOST_EVIDENCE - len(evidence)
                if left > 0:
                    evidence.update(facts_behind(self.judge, principle, subject, most=left, known=evidence))
        return PrincipleVerdict(
            principle=principle.id,
            name=principle.name,
            severity=principle.severity,
            verdict=worst,
            subjects=tuple(
                SubjectVerdict(subject.value, self._subject_name(subject), one.verdict, workspace.locate(subject))
                for subject, one in judged
            ),
            evidence=tuple(Evidence(self._sentence(triple), location) for triple, location in evidence.items()),
            missing=tuple(dict.fromkeys(fact for _, one in deciding for fact in one.missing)),
            findings=tuple(
                finding for subject, _ in judged for finding in self.findings.get((principle.id, subject.value), ())
            ),
            remedy=principle.remedy,
            weight=self.weight_of(principle),
        )

    def _sentence(self, triple: Triple) -> Text:
        subject, predicate, value = triple
        workspace = self.judge.workspace
        name = self._subject_name(subject)
        link = workspace.name_of(predicate)
        shown = value_text(workspace, value) if isinstance(value, ox.Literal) else self._subject_name(value)
        return Text(f"{name.nl}: {link.nl} {shown.nl}", f"{name.en}: {link.en} {shown.en}")
