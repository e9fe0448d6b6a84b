"""From rule to verdict: who a principle concerns, which facts are missing, and what is broken.

The order for each subject: a fact that decides whether the principle applies is missing -> unknown; it does not
apply -> not applicable; a fact that the rule needs is missing -> unknown; the rule is broken -> broken; else met.
So a missing fact is never a breach and never compliance, and neither does it hide a breach that is certain without it:
such a subject is broken. Where a person judges, a missing answer is such a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

import pyoxigraph as ox

from archrepo.errors import ArchrepoError
from archrepo.findings import Finding, Judgement, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, PrincipleBook, Question
from archrepo.turtle.reading import Term
from archrepo.validation.announcing import Announcer, Breach
from archrepo.validation.answers import standing, steps_of
from archrepo.validation.asking import ask_about, ask_whole, can_ask_about
from archrepo.validation.certainty import Certainty, Need, touches
from archrepo.validation.checks import CHECKS
from archrepo.validation.faults import QuestionFault, RuleFault, not_run
from archrepo.validation.guarding import MOST_ROWS, Result, each_within_limits
from archrepo.validation.own_terms import check_terms
from archrepo.validation.questions import Row, filled
from archrepo.validation.rules import Rule, look_through, prepare
from archrepo.validation.shapes import Compiler
from archrepo.validation.targets import targets
from archrepo.validation.verdicts import Placed, RowsBySubject, Verdicts
from archrepo.vocabulary import CHECK, sh
from archrepo.workspace import Workspace

__all__ = ["RULE_FAULTS", "Judge", "not_run"]

_WEIGHTS = {
    sh("Violation"): Severity.VIOLATION,
    sh("Warning"): Severity.WARNING,
    sh("Info"): Severity.INFO,
}


RULE_FAULTS = (RuleFault, RecursionError)
"""What may be wrong with a rule, found when it runs."""


class Judge:
    """Judges one workspace by the principles of one book; prepares each rule once."""

    def __init__(self, workspace: Workspace, book: PrincipleBook, before: Judge | None = None) -> None:
        """Keep both; nothing is judged yet. `before` is a judge by the same book, whose rules are prepared."""
        self.workspace = workspace
        self.book = book
        self.announcer = Announcer(workspace)
        self._compiler: Compiler = before._compiler if before else Compiler(book.shapes)
        self._rules: dict[str, Rule] = before._rules if before else {}
        self.is_guarded = False
        """Whether the rules run in a process with limits of time and memory."""

    def each(self, principles: Iterable[Principle], work: Callable[[Principle], Result]) -> dict[str, Result]:
        """Return what `work` gives on each principle, by id, in the order of the principles.

        Raises:
            LimitFault: a rule of the workspace's own is not done in time.
            ConfigurationFault: a rule cannot be run, or takes too much memory.
        """
        results, faults = self.tried(principles, work)
        for fault in faults:
            raise fault
        return results

    def tried(
        self, principles: Iterable[Principle], work: Callable[[Principle], Result]
    ) -> tuple[dict[str, Result], tuple[ArchrepoError, ...]]:
        """Return what `work` gives on each principle, by id, and the faults of those rules that could not be run.

        Shipped rules run first and here; those of the workspace's own in a process with limits of time and memory.
        The fault of one of the latter does not keep the others from running.

        Raises:
            ConfigurationFault: a shipped rule cannot be run.
        """
        faults: list[ArchrepoError] = []
        chosen = {principle.id: principle for principle in principles}
        own = {identifier: found for identifier, found in chosen.items() if self._needs_guard(found)}
        results = {identifier: work(found) for identifier, found in chosen.items() if identifier not in own}
        if own:
            if any(self.book.shapes.value(found.shape, sh("sparql")) is not None for found in own.values()):
                # Made here, it is there for the next check as well.
                assert self.workspace.graph.store is not None
            works = {identifier: partial(self._under_guard, work, found) for identifier, found in own.items()}
            seconds = self.workspace.configuration.rule_seconds
            for identifier, outcome in each_within_limits(seconds, self.book, works):
                if isinstance(outcome, ArchrepoError):
                    faults.append(outcome)
                else:
                    results[identifier] = outcome
        return {identifier: results[identifier] for identifier in chosen if identifier in results}, tuple(faults)

    def _needs_guard(self, principle: Principle) -> bool:
        return not self.is_guarded and principle.check is None and self.book.is_own(principle)

    def _under_guard(self, work: Callable[[Principle], Result], principle: Principle) -> Result:
        """Do the work in a process that has limits already; this judge is a copy of the one that asked for it."""
        self.is_guarded = True
        return work(principle)

    def rule(self, principle: Principle) -> Rule:
        """Return the principle ready to run.

        Raises:
            ConfigurationFault: the principle's rule is not one that can be run.
        """
        found = self._rules.get(principle.id) or self.book.prepared.get(principle.id)
        if not isinstance(found, Rule):
            try:
                if is_own := self.book.is_own(principle):
                    look_through(self.book.shapes, self._compiler, principle.shape)
                    check_terms(self.workspace, self.book.shapes, principle.shape)
                found = prepare(self.book.shapes, self._compiler, principle)
            except RULE_FAULTS as fault:
                raise not_run(principle, fault, self.book) from fault
            if not is_own:
                self.book.prepared[principle.id] = found
        self._rules[principle.id] = found
        return found

    def judge(self, principle: Principle) -> tuple[list[Judgement], list[Finding]]:
        """Return the verdict on every subject of a principle, and the findings, both in order of the subjects.

        Raises:
            ConfigurationFault: the principle's rule is not one that can be run.
        """
        verdicts = self.verdicts(principle)
        findings = [placed.finding for listed in verdicts.findings.values() for placed in listed]
        return list(verdicts.judgements.values()), findings

    def verdicts(self, principle: Principle) -> Verdicts:
        """Return the verdict on every subject of a principle, with all that a repetition needs.

        Raises:
            ConfigurationFault: the principle's rule is not one that can be run.
            LimitFault: the principle is one of the workspace's own, and is not done in time.
        """
        return self.each((principle,), self._verdicts)[principle.id]

    def _verdicts(self, principle: Principle) -> Verdicts:
        try:
            if not self.is_in_force(principle):
                return self._not_in_force(principle)
            if principle.check is not None:
                return self.by_check(principle, self.workspace)
            return self.on(principle, self.subjects(principle), {})
        except RULE_FAULTS as fault:
            raise not_run(principle, fault, self.book) from fault

    def is_in_force(self, principle: Principle) -> bool:
        """Tell whether the principle holds on the date of the workspace."""
        return principle.in_force_from is None or self.workspace.as_of >= principle.in_force_from

    def subjects(self, principle: Principle) -> tuple[Term, ...]:
        """Return everything that the principle's question can be put to."""
        return targets(self.book.shapes, self.workspace.graph, principle.shape)

    def _not_in_force(self, principle: Principle) -> Verdicts:
        subjects = self.subjects(principle) if principle.check is None else ()
        judged = {subject: _judgement(principle, subject, Verdict.NOT_APPLICABLE) for subject in subjects}
        return Verdicts(judged, {}, {})

    def on(self, principle: Principle, subjects: Iterable[Term], rows: RowsBySubject) -> Verdicts:
        """Return the verdict on each of these subjects; `rows` are what the principle's questions answered already.

        They are asked about the further subjects that are concerned.
        """
        rule = self.rule(principle)
        graph = self.workspace.graph
        judgements: dict[Term, Judgement] = {}
        findings: dict[Term, tuple[Placed, ...]] = {}
        concerned: list[Term] = []
        certain: dict[Term, Certainty] = {}
        for subject in subjects:
            judgements[subject] = _judgement(principle, subject, Verdict.MET)
            missing = self._missing(subject, rule.needed_first)
            if not missing:
                if rule.applies is not None and not rule.applies.conforms(graph, subject):
                    judgements[subject] = _judgement(principle, subject, Verdict.NOT_APPLICABLE)
                    continue
                missing = self._missing(subject, rule.needed)
            certainty = self._certainty(rule, subject) if missing else None
            if certainty is not None:
                certain[subject] = certainty
                concerned.append(subject)
            elif missing:
                judgements[subject] = _judgement(principle, subject, Verdict.UNKNOWN, missing)
                findings[subject] = (self.announcer.missing(principle, subject, missing),)
            else:
                concerned.append(subject)
        if principle.question is not None:
            for subject, verdict, placed in self._answered(principle, principle.question, concerned):
                judgements[subject] = _judgement(principle, subject, verdict)
                if placed:
                    findings[subject] = (placed,)
        elif concerned:
            if rule.questions and rule.core is not None:
                left = [subject for subject in concerned if subject not in certain and subject not in rows]
                if self.can_ask_about(left):
                    rows = {**rows, **ask_about(graph, rule.questions, left)}
                else:
                    rows = {**rows, **dict.fromkeys(left, ()), **self.rows(rule)}
            for breach in self._breaches(rule, concerned, rows, certain):
                subject = breach.subject
                judgements[subject] = _judgement(principle, subject, Verdict.BROKEN)
                findings[subject] = (*findings.get(subject, ()), self.announcer.broken(principle, breach))
        return Verdicts(judgements, findings, rows)

    def read_questions(self, principle: Principle) -> None:
        """Read what the questions of a rule that is prepared look at; of the others when they are needed."""
        rule = self._rules.get(principle.id)
        for asked in rule.questions if rule is not None else ():
            assert asked.reaches is None or asked.footprint is not None

    def rows(self, rule: Rule) -> RowsBySubject:
        """Return what the rule's questions answer over the whole graph, by subject.

        Raises:
            QuestionFault: a question cannot be answered.
        """
        return ask_whole(self.workspace.graph, rule.questions, MOST_ROWS if self.is_guarded else None)

    def can_ask_about(self, subjects: Collection[Term]) -> bool:
        """Tell whether questions may be asked about these subjects only.

        Those of a rule of the workspace's own are asked whole, since their rows are counted.
        """
        return not self.is_guarded and can_ask_about(subjects)

    def _breaches(
        self, rule: Rule, concerned: Iterable[Term], rows: RowsBySubject, certain: Mapping[Term, Certainty]
    ) -> Iterator[Breach]:
        """Iterate over what the rule itself finds wrong with the subjects that it concerns.

        Of the subjects in `certain` a fact is missing, so only what is certain without it is told of them.
        """
        if rule.core is None:
            yield from self._by_reference(rule, tuple(concerned))
            return
        graph = self.workspace.graph
        for subject in concerned:
            result = next(iter(rule.core.results(graph, subject)), None)
            if result is not None:
                yield self._breach(rule, subject, result.value, certain.get(subject))
            for row in rows.get(subject, ()) if subject not in certain else ():
                named = row.get("path")
                about = named if isinstance(named, ox.NamedNode) else rule.path
                weight = row.get("severity")
                yield Breach(
                    subject=subject,
                    message=self._message(rule.principle, row),
                    predicate=about,
                    value=row.get("value"),
                    is_absent=about is not None and not graph.objects(subject, about),
                    severity=_WEIGHTS.get(weight) if isinstance(weight, ox.NamedNode) else None,
                    names=frozenset(value for _name, value in row.values if not isinstance(value, ox.Literal)),
                )

    def _breach(self, rule: Rule, subject: Term, value: Term | None, certainty: Certainty | None) -> Breach:
        """Return the breach of a core rule, in the words of those parts of it that fail."""
        graph = self.workspace.graph
        failing = [part for part in rule.parts if not part.shape.conforms(graph, subject)]
        if certainty is not None:
            failing = [part for part in failing if certainty.fails(part.shape.node)]
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
        try:
            results = run_reference(self.workspace.graph, plain_shapes(self.book.shapes, only={principle.shape}))
        except ReferenceFault as fault:
            raise QuestionFault(
                Text(f"het toetsprogramma weigert haar: {fault}", f"the engine refuses it: {fault}")
            ) from fault
        broken = {result.focus for result in results}
        for subject in wanted:
            if subject in broken:
                present = rule.path is not None and bool(self.workspace.graph.objects(subject, rule.path))
                yield Breach(subject, principle.message, rule.path, None, rule.path is not None and not present)

    def _answered(
        self, principle: Principle, question: Question, subjects: Iterable[Term]
    ) -> Iterator[tuple[Term, Verdict, Placed | None]]:
        """Yield verdict and finding for each subject by the answer that a person gave."""
        steps = steps_of(self.workspace, self.book.shapes, question)
        for subject in subjects:
            stands = standing(self.workspace, principle, question, steps, subject)
            if stands.answer is None or stands.is_too_old:
                yield subject, Verdict.UNKNOWN, self.announcer.unanswered(principle, question, subject, stands.answer)
            elif stands.passes:
                yield subject, Verdict.MET, None
            else:
                yield subject, Verdict.BROKEN, self.announcer.graded(principle, subject, stands.answer)

    def _message(self, principle: Principle, row: Row) -> Text:
        dutch = {name: self._spelled(value, "nl") for name, value in row.values}
        english = {name: self._spelled(value, "en") for name, value in row.values}
        return Text(filled(principle.message.nl, row, dutch), filled(principle.message.en, row, english))

    def _spelled(self, value: Term, language: str) -> str:
        if isinstance(value, ox.Literal):
            return self.workspace.words_of(value).in_("nl" if language == "nl" else "en")
        return self.workspace.label(value, "nl" if language == "nl" else "en")

    def _missing(self, subject: Term, needed: Iterable[Need]) -> tuple[ox.NamedNode, ...]:
        graph = self.workspace.graph
        missing = (need.missing(graph, subject) for need in needed)
        return tuple(sorted({fact for fact in missing if fact is not None}, key=str))

    def _certainty(self, rule: Rule, subject: Term) -> Certainty | None:
        """Return what is certain of a subject of which facts are missing, when it is that the rule is broken.

        A fact that the rule looks at nowhere was asked for itself: without it nothing is certain.
        """
        if rule.core is None or rule.principle.question is not None:
            return None
        graph, compiler, applies = self.workspace.graph, self._compiler, rule.applies
        weighed = [shape.node for shape in (rule.core, applies) if shape is not None]
        missing = [need for need in (*rule.needed_first, *rule.needed) if need.missing(graph, subject) is not None]
        if not all(any(touches(compiler, node, need.first) for node in weighed) for need in missing):
            return None
        first = frozenset().union(*(need.first for need in missing))
        certainty = Certainty(self.book.shapes, compiler, graph, subject, first)
        is_concerned = applies is None or certainty.holds(applies.node)
        return certainty if is_concerned and certainty.fails(rule.core.node) else None

    def by_check(
        self, principle: Principle, seen: Workspace, before: Mapping[Term, Judgement] | None = None
    ) -> Verdicts:
        """Return the verdicts of a check in Python on the workspace `seen`: the whole one, or a window on it.

        A judgement `before` that is the same is taken over, since most are, and making one takes time.
        """
        name = principle.check or ""
        check = CHECKS.get(name)
        if check is None:
            known = ", ".join(sorted(CHECKS))
            raise RuleFault(
                Text(f"er is geen toets die {name!r} heet", f"there is no check called {name!r}"),
                Text(f"kies uit: {known}", f"choose from: {known}"),
                node=principle.shape,
                predicate=CHECK,
            )
        outcome = check(seen)
        findings: dict[Term, tuple[Placed, ...]] = {}
        for fault in outcome.faults:
            findings[fault.subject] = (*findings.get(fault.subject, ()), self.announcer.fault(principle, fault))
        judgements: dict[Term, Judgement] = {}
        for subject in outcome.subjects:
            verdict = Verdict.MET
            missing: tuple[ox.NamedNode, ...] = ()
            if subject in findings:
                verdict = Verdict.BROKEN
            elif subject in outcome.undecided:
                verdict, missing = Verdict.UNKNOWN, outcome.undecided[subject]
            elif subject in outcome.not_applicable:
                verdict = Verdict.NOT_APPLICABLE
            was = before.get(subject) if before else None
            is_same = was is not None and was.verdict is verdict and not missing and not was.missing
            judgements[subject] = was if was and is_same else _judgement(principle, subject, verdict, missing)
            if missing:
                findings[subject] = (self.announcer.missing(principle, subject, missing),)
        return Verdicts(judgements, findings, {})


def _judgement(
    principle: Principle, subject: Term, verdict: Verdict, missing: tuple[ox.NamedNode, ...] = ()
) -> Judgement:
    names = tuple(prefixed(fact) for fact in missing) if missing else ()
    return Judgement(principle.id, subject.value, verdict, names)
