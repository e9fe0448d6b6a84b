"""From rule to verdict: who a principle concerns, which facts are missing, and what is broken.

The order for each subject: a fact that decides whether the principle applies is missing -> unknown; it does not
apply -> not applicable; a fact that the rule needs is missing -> unknown; the rule is broken -> broken; else met.
So a missing fact is never a breach and never compliance. Where a person judges, a missing answer is such a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Judgement, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, PrincipleBook, Question
from archrepo.turtle.reading import Term
from archrepo.validation.announcing import Announcer, Breach
from archrepo.validation.answers import ScaleFault, standing, steps_of
from archrepo.validation.checks import CHECKS
from archrepo.validation.paths import Path, PathFault
from archrepo.validation.questions import QuestionFault, Row, ask_once, check_syntax, filled
from archrepo.validation.rules import Rule, prepare
from archrepo.validation.shapes import Compiler, ShapeFault
from archrepo.validation.targets import targets
from archrepo.vocabulary import sh
from archrepo.workspace import Workspace

_WEIGHTS = {
    sh("Violation"): Severity.VIOLATION,
    sh("Warning"): Severity.WARNING,
    sh("Info"): Severity.INFO,
}


class Judge:
    """Judges one workspace by the principles of one book; prepares each rule once."""

    def __init__(self, workspace: Workspace, book: PrincipleBook) -> None:
        """Keep both; nothing is judged yet."""
        self.workspace = workspace
        self.book = book
        self.announcer = Announcer(workspace)
        self._compiler = Compiler(book.shapes)
        self._rules: dict[str, Rule] = {}

    def rule(self, principle: Principle) -> Rule:
        """Return the principle ready to run.

        Raises:
            ConfigurationFault: the principle's rule is not one that can be run.
        """
        try:
            return self._rule(principle)
        except (ShapeFault, QuestionFault, PathFault) as fault:
            raise _not_run(principle, fault) from fault

    def judge(self, principle: Principle) -> tuple[list[Judgement], list[Finding]]:
        """Return the verdict on every subject of a principle, and the findings, both in order of the subjects.

        Raises:
            ConfigurationFault: the principle's rule is not one that can be run.
        """
        try:
            return self._judge(principle)
        except (ShapeFault, QuestionFault, PathFault, ScaleFault) as fault:
            raise _not_run(principle, fault) from fault

    def _rule(self, principle: Principle) -> Rule:
        found = self._rules.get(principle.id)
        if found is None:
            found = self._rules[principle.id] = prepare(self.book.shapes, self._compiler, principle)
        return found

    def _judge(self, principle: Principle) -> tuple[list[Judgement], list[Finding]]:
        is_in_force = principle.in_force_from is None or self.workspace.as_of >= principle.in_force_from
        if principle.check is not None:
            return self._judge_by_check(principle, principle.check) if is_in_force else ([], [])
        subjects = targets(self.book.shapes, self.workspace.graph, principle.shape)
        if not is_in_force:
            return [_judgement(principle, subject, Verdict.NOT_APPLICABLE) for subject in subjects], []
        rule = self._rule(principle)
        judgements: list[Judgement] = []
        concerned: list[Term] = []
        findings: dict[Term, list[Finding]] = {}
        verdicts: dict[Term, Judgement] = {}
        for subject in subjects:
            missing = self._missing(subject, rule.needed_first)
            if not missing:
                if rule.applies is not None and not rule.applies.conforms(self.workspace.graph, subject):
                    verdicts[subject] = _judgement(principle, subject, Verdict.NOT_APPLICABLE)
                    continue
                missing = self._missing(subject, rule.needed)
            if missing:
                verdicts[subject] = _judgement(principle, subject, Verdict.UNKNOWN, missing)
                findings[subject] = [self.announcer.missing(principle, subject, missing)]
            else:
                concerned.append(subject)
        if principle.question is not None:
            for subject, (judged, finding) in self._answered(principle, principle.question, concerned).items():
                verdicts[subject] = judged
                findings[subject] = [finding] if finding else []
        else:
            for breach in self.breaches(rule, concerned):
                verdicts[breach.subject] = _judgement(principle, breach.subject, Verdict.BROKEN)
                findings.setdefault(breach.subject, []).append(self.announcer.broken(principle, breach))
        for subject in subjects:
            judgements.append(verdicts.get(subject) or _judgement(principle, subject, Verdict.MET))
        return judgements, [finding for subject in subjects for finding in findings.get(subject, ())]

    def breaches(self, rule: Rule, concerned: Iterable[Term]) -> Iterator[Breach]:
        """Iterate over what the rule itself finds wrong with the subjects that it concerns."""
        wanted = tuple(concerned)
        if not wanted:
            return
        if rule.core is None:
            yield from self._by_reference(rule, wanted)
            return
        graph = self.workspace.graph
        for subject in wanted:
            result = next(iter(rule.core.results(graph, subject)), None)
            if result is not None:
                yield self._breach(rule, subject, result.value)
        allowed = set(wanted)
        for text in rule.questions:
            for row in ask_once(graph, text):
                if row.this in allowed:
                    named = row.get("path")
                    about = named if isinstance(named, ox.NamedNode) else rule.path
                    weight = row.get("severity")
                    yield Breach(
                        subject=row.this,
                        message=self._message(rule.principle, row),
                        predicate=about,
                        value=row.get("value"),
                        is_absent=about is not None and not graph.objects(row.this, about),
                        severity=_WEIGHTS.get(weight) if isinstance(weight, ox.NamedNode) else None,
                    )

    def _breach(self, rule: Rule, subject: Term, value: Term | None) -> Breach:
        """Return the breach of a core rule, in the words of those parts of it that fail."""
        graph = self.workspace.graph
        failing = [part for part in rule.parts if not part.shape.conforms(graph, subject)]
        message = rule.principle.message
        about = rule.path
        if failing:
            message = Text("{message}: {parts}", "{message}: {parts}").format(
                message=message,
                parts=Text(
                    ", ".join(part.message.nl for part in failing), ", ".join(part.message.en for part in failing)
                ),
            )
            path = failing[0].shape.path
            about = path.predicate if path else None
            result = next(iter(failing[0].shape.results(graph, subject)), None)
            value = result.value if result else None
        is_absent = about is not None and not graph.objects(subject, about)
        return Breach(subject, message, about, value, is_absent)

    def _by_reference(self, rule: Rule, wanted: tuple[Term, ...]) -> Iterator[Breach]:
        """Let pySHACL run a rule that goes beyond what this room evaluates itself."""
        from archrepo.validation.reference import ReferenceFault, plain_shapes, run_reference

        principle = rule.principle
        for text in rule.questions:
            check_syntax(text)
        try:
            results = run_reference(self.workspace.graph, plain_shapes(self.book.shapes, only={principle.shape}))
        except ReferenceFault as fault:
            raise QuestionFault(str(fault)) from fault
        broken = {result.focus for result in results}
        for subject in wanted:
            if subject.value in broken:
                present = rule.path is not None and bool(self.workspace.graph.objects(subject, rule.path))
                yield Breach(subject, principle.message, rule.path, None, rule.path is not None and not present)

    def _answered(
        self, principle: Principle, question: Question, subjects: Iterable[Term]
    ) -> dict[Term, tuple[Judgement, Finding | None]]:
        """Return verdict and finding for each subject by the answer that a person gave."""
        steps = steps_of(self.workspace, self.book.shapes, question)
        found: dict[Term, tuple[Judgement, Finding | None]] = {}
        for subject in subjects:
            stands = standing(self.workspace, principle, question, steps, subject)
            finding = None
            if stands.answer is None or stands.is_too_old:
                verdict = Verdict.UNKNOWN
                finding = self.announcer.unanswered(principle, question, subject, stands.answer)
            elif stands.passes:
                verdict = Verdict.MET
            else:
                verdict = Verdict.BROKEN
                finding = self.announcer.graded(principle, subject, stands.answer)
            found[subject] = (_judgement(principle, subject, verdict), finding)
        return found

    def _message(self, principle: Principle, row: Row) -> Text:
        dutch = {name: self._spelled(value, "nl") for name, value in row.values}
        english = {name: self._spelled(value, "en") for name, value in row.values}
        return Text(filled(principle.message.nl, row, dutch), filled(principle.message.en, row, english))

    def _spelled(self, value: Term, language: str) -> str:
        if isinstance(value, ox.Literal):
            return value.value
        return self.workspace.label(value, "nl" if language == "nl" else "en")

    def _missing(self, subject: Term, needed: Iterable[Path]) -> tuple[ox.NamedNode, ...]:
        graph = self.workspace.graph
        return tuple(sorted({path.predicates[0] for path in needed if not path.values(graph, subject)}, key=str))

    def _judge_by_check(self, principle: Principle, name: str) -> tuple[list[Judgement], list[Finding]]:
        check = CHECKS.get(name)
        if check is None:
            raise QuestionFault(f"there is no check called {name!r}; known are {', '.join(sorted(CHECKS))}")
        outcome = check(self.workspace)
        broken = {fault.subject for fault in outcome.faults}
        findings = [self.announcer.fault(principle, fault) for fault in outcome.faults]
        judgements = []
        for subject in outcome.subjects:
            verdict = Verdict.MET
            missing: tuple[ox.NamedNode, ...] = ()
            if subject in broken:
                verdict = Verdict.BROKEN
            elif subject in outcome.undecided:
                verdict, missing = Verdict.UNKNOWN, outcome.undecided[subject]
                if missing:
                    findings.append(self.announcer.missing(principle, subject, missing))
            elif subject in outcome.not_applicable:
                verdict = Verdict.NOT_APPLICABLE
            judgements.append(_judgement(principle, subject, verdict, missing))
        return judgements, findings


def _not_run(principle: Principle, fault: ValueError) -> ConfigurationFault:
    return ConfigurationFault(
        Text(
            f"de regel van principe {principle.id} kan niet worden uitgevoerd: {fault}",
            f"the rule of principle {principle.id} cannot be run: {fault}",
        ),
        location=principle.location,
        remedy=Text(
            "verbeter de regel; zie shapes/README.md voor een voorbeeld",
            "mend the rule; shapes/README.md has an example",
        ),
    )


def _judgement(
    principle: Principle, subject: Term, verdict: Verdict, missing: tuple[ox.NamedNode, ...] = ()
) -> Judgement:
    return Judgement(principle.id, subject.value, verdict, tuple(prefixed(fact) for fact in missing))
