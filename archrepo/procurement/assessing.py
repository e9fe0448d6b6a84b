"""Assess one proposal: lay it over the landscape, judge both, and tell the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pyoxigraph as ox

from archrepo.findings import Finding, Judgement, Location, Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.principles import Principle, PrincipleBook
from archrepo.procurement.assessment import (
    Assessment,
    BidAssessment,
    Evidence,
    PrincipleVerdict,
    ProcurementFacts,
    SubjectVerdict,
    summary,
)
from archrepo.procurement.effects import impact_of
from archrepo.procurement.proposals import Proposal, procurement_of
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.validation import Judge, validate
from archrepo.validation.evidence import facts_behind
from archrepo.validation.literals import value_of
from archrepo.vocabulary import CANDIDATE, DESCRIPTION, TYPE, ar
from archrepo.wording import value_text
from archrepo.workspace import Workspace, with_files

_WORST_FIRST = (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED, Verdict.MET, Verdict.NOT_APPLICABLE)
# A verdict rests on a handful of facts; beyond this many the list hides what it should show.
MOST_EVIDENCE = 12


def assess(
    workspace: Workspace, book: PrincipleBook, proposal: Proposal, *, before: Report | None = None
) -> Assessment:
    """Return the assessment of a proposal against the principles and the existing landscape.

    `before` is the report on the landscape alone, when the caller has it already. Nothing is changed.

    Raises:
        SyntaxFault: a file of the proposal is not Turtle.
        InputFault: the proposal holds no procurement, or more than one.
    """
    after = with_files(workspace, proposal.paths)
    procurement = procurement_of(workspace, after, proposal)
    before = before or validate(workspace, book)
    report = validate(after, book)
    judge = Judge(after, book)
    candidates = [term for term in after.model.objects(procurement, CANDIDATE) if isinstance(term, ox.NamedNode)]
    groups = _groups(workspace, after, procurement, candidates)
    weighing = _Weighing(judge, report)
    own = weighing.verdicts(groups[procurement])
    bids = []
    for candidate in candidates:
        verdicts = weighing.verdicts(groups[candidate])
        bids.append(BidAssessment(candidate.value, after.name_of(candidate), summary(verdicts), verdicts))
    added = {subject.value for members in groups.values() for subject in members}
    new, resolved = _difference(before, report, added)
    return Assessment(
        procurement=_facts(after, procurement),
        summary=summary([*own, *(verdict for bid in bids for verdict in bid.verdicts)]),
        verdicts=own,
        bids=tuple(bids),
        new_findings=new,
        resolved_findings=resolved,
        impact=impact_of(workspace, after, procurement, groups),
        as_of=workspace.as_of.isoformat(),
    )


def _groups(
    workspace: Workspace, after: Workspace, procurement: Subject, candidates: Iterable[Subject]
) -> Mapping[Subject, tuple[Subject, ...]]:
    """Return what belongs to the purchase itself and to each candidate: the new subjects joined to it.

    Each belongs to the start from which the fewest steps over new triples lead to it, and to all of them when several
    are as near: a supplier of two candidates belongs to both. The walk passes no start and nothing that is shared, or
    one bid would get the facts of the other. What no start leads to belongs to the purchase.
    """
    new = [subject for subject in after.model.all_subjects if not workspace.model.facts(subject)]
    joined: dict[Term, dict[Subject, None]] = {subject: {} for subject in new}
    for subject in new:
        for values in after.model.facts(subject).values():
            for value in values:
                if value in joined and not isinstance(value, ox.Literal):
                    joined[subject][value] = None
                    joined[value][subject] = None
    groups: dict[Subject, list[Subject]] = {start: [] for start in [*candidates, procurement]}
    nearest: dict[Subject, dict[Subject, None]] = {start: {start: None} for start in groups}
    edge = list(nearest)
    while edge:
        reached: dict[Subject, dict[Subject, None]] = {}
        for passed in edge:
            if len(nearest[passed]) == 1:
                for neighbour in joined.get(passed, ()):
                    if neighbour not in nearest:
                        reached.setdefault(neighbour, {}).update(nearest[passed])
        nearest |= reached
        edge = list(reached)
    for subject in dict.fromkeys([*nearest, *new]):
        for start in nearest.get(subject, (procurement,)):
            groups[start].append(subject)
    return {start: tuple(members) for start, members in groups.items()}


class _Weighing:
    """Turns the judgements on a group of subjects into one verdict a principle."""

    def __init__(self, judge: Judge, report: Report) -> None:
        self.judge = judge
        self._subject_name = judge.announcer.subject_name
        self.judgements: dict[tuple[str, str], Judgement] = {
            (judged.principle, judged.subject): judged for judged in report.judgements
        }
        self.findings: dict[tuple[str, str], list[Finding]] = {}
        for finding in report.findings:
            self.findings.setdefault((finding.principle, finding.subject), []).append(finding)

    def verdicts(self, subjects: Iterable[Subject]) -> tuple[PrincipleVerdict, ...]:
        members = tuple(subjects)
        found = [self._verdict(principle, members) for principle in self.judge.book]
        return tuple(
            sorted(
                (verdict for verdict in found if verdict is not None),
                key=lambda verdict: (_WORST_FIRST.index(verdict.verdict), verdict.severity.rank, verdict.principle),
            )
        )

    def _verdict(self, principle: Principle, subjects: tuple[Subject, ...]) -> PrincipleVerdict | None:
        judged = [
            (subject, self.judgements[(principle.id, subject.value)])
            for subject in subjects
            if (principle.id, subject.value) in self.judgements
        ]
        if not judged:
            return None
        workspace = self.judge.workspace
        worst = min((one.verdict for _, one in judged), key=_WORST_FIRST.index)
        deciding = [(subject, one) for subject, one in judged if one.verdict is worst]
        evidence: dict[Triple, Location] = {}
        if worst is not Verdict.NOT_APPLICABLE:
            for subject, _ in deciding:
                evidence.update(facts_behind(self.judge, principle, subject))
        return PrincipleVerdict(
            principle=principle.id,
            name=principle.name,
            severity=principle.severity,
            verdict=worst,
            subjects=tuple(
                SubjectVerdict(subject.value, self._subject_name(subject), one.verdict, workspace.locate(subject))
                for subject, one in judged
            ),
            evidence=tuple(
                Evidence(self._sentence(triple), location)
                for triple, location in list(evidence.items())[:MOST_EVIDENCE]
            ),
            missing=tuple(dict.fromkeys(fact for _, one in deciding for fact in one.missing)),
            findings=tuple(
                finding for subject, _ in judged for finding in self.findings.get((principle.id, subject.value), ())
            ),
            remedy=principle.remedy,
        )

    def _sentence(self, triple: Triple) -> Text:
        subject, predicate, value = triple
        workspace = self.judge.workspace
        name = self._subject_name(subject)
        link = workspace.name_of(predicate)
        shown = value_text(workspace, value) if isinstance(value, ox.Literal) else self._subject_name(value)
        return Text(f"{name.nl}: {link.nl} {shown.nl}", f"{name.en}: {link.en} {shown.en}")


def _difference(before: Report, after: Report, added: set[str]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that appear and those that go in the existing landscape; the purchase's own are left out."""

    def key(finding: Finding) -> tuple[str, str, str, str]:
        return finding.principle, finding.subject, finding.message.nl, finding.verdict.value

    old, new = {key(finding) for finding in before.findings}, {key(finding) for finding in after.findings}
    return (
        tuple(finding for finding in after.findings if key(finding) not in old and finding.subject not in added),
        tuple(finding for finding in before.findings if key(finding) not in new),
    )


def _facts(after: Workspace, procurement: Subject) -> ProcurementFacts:
    model = after.model

    def text(name: str) -> str:
        value = model.value(procurement, ar(name))
        return value.value if isinstance(value, ox.Literal) else ""

    amount = model.value(procurement, ar("estimatedValueEuro"))
    value = value_of(amount) if isinstance(amount, ox.Literal) else None
    return ProcurementFacts(
        iri=procurement.value,
        name=after.name_of(procurement),
        description=text_of(model, procurement, DESCRIPTION) or Text.same(""),
        estimated_value_euro=value if isinstance(value, Decimal) else None,
        procedure=text("procedure"),
        publication_date=text("publicationDate"),
        location=after.locate(procurement, TYPE),
    )
