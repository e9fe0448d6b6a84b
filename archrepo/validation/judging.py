"""From rule to verdict: who a principle concerns, which facts are missing, and what is broken.

The order for each subject: a fact that decides whether the principle applies is missing -> unknown; it does not
apply -> not applicable; a fact that the rule needs is missing -> unknown; the rule is broken -> broken; else met.
So a missing fact is never a breach and never compliance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Judgement, Location, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, PrincipleBook
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.validation.checks import CHECKS, Fault
from archrepo.validation.fact_form import fact_form
from archrepo.validation.paths import Path, PathFault, read_path, taken
from archrepo.validation.questions import (
    QuestionFault,
    Row,
    ask_once,
    can_be_asked_once,
    check_syntax,
    filled,
    questions,
)
from archrepo.validation.shapes import Compiler, ShapeFault
from archrepo.validation.targets import targets
from archrepo.vocabulary import LABEL, TYPE
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a subject breaks a principle: the words, and the property and value it is about."""

    subject: Term
    message: Text
    predicate: ox.NamedNode | None
    value: Term | None
    is_absent: bool


class Judge:
    """Judges one workspace by the principles of one book; compiles each shape once."""

    def __init__(self, workspace: Workspace, book: PrincipleBook) -> None:
        """Keep both; nothing is judged yet."""
        self.workspace = workspace
        self.book = book
        self.compiler = Compiler(book.shapes)

    def judge(self, principle: Principle) -> tuple[list[Judgement], list[Finding]]:
        """Return the verdict on every subject of a principle, and the findings, both in order of the subjects.

        Raises:
            ConfigurationFault: the principle's rule is not one that can be run.
        """
        try:
            return self._judge(principle)
        except (ShapeFault, QuestionFault, PathFault) as fault:
            raise ConfigurationFault(
                Text(
                    f"de regel van principe {principle.id} kan niet worden uitgevoerd: {fault}",
                    f"the rule of principle {principle.id} cannot be run: {fault}",
                ),
                location=principle.location,
                remedy=Text(
                    "verbeter de regel; zie shapes/README.md voor een voorbeeld",
                    "mend the rule; shapes/README.md has an example",
                ),
            ) from fault

    def _judge(self, principle: Principle) -> tuple[list[Judgement], list[Finding]]:
        is_in_force = principle.in_force_from is None or self.workspace.as_of >= principle.in_force_from
        if principle.check is not None:
            return self._judge_by_check(principle, principle.check) if is_in_force else ([], [])
        subjects = targets(self.book.shapes, self.workspace.graph, principle.shape)
        if not is_in_force:
            return [_judgement(principle, subject, Verdict.NOT_APPLICABLE) for subject in subjects], []
        applies = self.compiler.shape(principle.applies_when) if principle.applies_when is not None else None
        needed_first = self._paths(principle.applicability_needs)
        needed = self._paths(principle.needs)
        breaches: dict[Term, list[Breach]] = {}
        for breach in self.breaches(principle, subjects):
            breaches.setdefault(breach.subject, []).append(breach)
        judgements: list[Judgement] = []
        findings: list[Finding] = []
        for subject in subjects:
            missing = self._missing(subject, needed_first)
            if not missing:
                if applies is not None and not applies.conforms(self.workspace.graph, subject):
                    judgements.append(_judgement(principle, subject, Verdict.NOT_APPLICABLE))
                    continue
                missing = self._missing(subject, needed)
            if missing:
                judgements.append(_judgement(principle, subject, Verdict.UNKNOWN, missing))
                findings.append(self._unknown(principle, subject, missing))
            elif subject in breaches:
                judgements.append(_judgement(principle, subject, Verdict.BROKEN))
                findings += [self._broken(principle, breach) for breach in breaches[subject]]
            else:
                judgements.append(_judgement(principle, subject, Verdict.MET))
        return judgements, findings

    def breaches(self, principle: Principle, subjects: Iterable[Term]) -> Iterator[Breach]:
        """Iterate over what the rule itself finds wrong with the subjects, before anything else is weighed."""
        shapes = self.book.shapes
        wanted = tuple(subjects)
        asked = questions(shapes, principle.shape)
        beyond_core = self.compiler.needs_reference(principle.shape)
        if beyond_core or not all(can_be_asked_once(text) for _node, text in asked):
            yield from self._by_reference(principle, wanted)
            return
        core = self.compiler.shape(principle.shape)
        for subject in wanted:
            results = list(core.results(self.workspace.graph, subject))
            if results:
                predicate = core.path.predicate if core.path else None
                value = next((result.value for result in results if result.value is not None), None)
                present = predicate is not None and bool(self.workspace.graph.objects(subject, predicate))
                yield Breach(subject, principle.message, predicate, value, predicate is not None and not present)
        allowed = set(wanted)
        path = core.path.predicate if core.path else None
        for _node, text in asked:
            for row in ask_once(self.workspace.graph, text):
                if row.this in allowed:
                    named = row.get("path")
                    about = named if isinstance(named, ox.NamedNode) else path
                    value = row.get("value")
                    yield Breach(
                        subject=row.this,
                        message=self._message(principle, row),
                        predicate=about,
                        value=value,
                        is_absent=about is not None and not self.workspace.graph.objects(row.this, about),
                    )

    def _by_reference(self, principle: Principle, wanted: tuple[Term, ...]) -> Iterator[Breach]:
        """Let pySHACL run a rule that goes beyond what this room evaluates itself."""
        from archrepo.validation.reference import ReferenceFault, plain_shapes, run_reference

        for _node, text in questions(self.book.shapes, principle.shape):
            check_syntax(text)
        try:
            results = run_reference(self.workspace.graph, plain_shapes(self.book.shapes, only={principle.shape}))
        except ReferenceFault as fault:
            raise QuestionFault(str(fault)) from fault
        broken = {result.focus for result in results}
        path = self.compiler.path(principle.shape)
        for subject in wanted:
            if subject.value in broken:
                present = path is not None and bool(self.workspace.graph.objects(subject, path))
                yield Breach(subject, principle.message, path, None, path is not None and not present)

    def _message(self, principle: Principle, row: Row) -> Text:
        dutch = {name: self._spelled(value, "nl") for name, value in row.values}
        english = {name: self._spelled(value, "en") for name, value in row.values}
        return Text(filled(principle.message.nl, row, dutch), filled(principle.message.en, row, english))

    def _spelled(self, value: Term, language: str) -> str:
        if isinstance(value, ox.Literal):
            return value.value
        return self.workspace.label(value, "nl" if language == "nl" else "en")

    def _paths(self, needs: Iterable[Term]) -> tuple[Path, ...]:
        return tuple(read_path(self.book.shapes, need) for need in needs)

    def _missing(self, subject: Term, needed: Iterable[Path]) -> tuple[ox.NamedNode, ...]:
        graph = self.workspace.graph
        return tuple(sorted({path.predicates[0] for path in needed if not path.values(graph, subject)}, key=str))

    def _place(self, subject: Term, predicate: ox.NamedNode | None = None, value: Term | None = None) -> Location:
        where = self.workspace.locate
        if predicate is not None and value is not None and self.workspace.model.has(subject, predicate, value):
            return where(subject, predicate, value)
        return where(subject, predicate)

    def _broken(self, principle: Principle, breach: Breach) -> Finding:
        annotation = None
        if breach.is_absent and breach.predicate is not None:
            name = prefixed(breach.predicate)
            annotation = Text(f"{name} ontbreekt", f"{name} is missing")
        return Finding(
            location=self._place(breach.subject, breach.predicate, breach.value),
            severity=principle.severity,
            verdict=Verdict.BROKEN,
            principle=principle.id,
            subject=breach.subject.value,
            label=self.subject_name(breach.subject),
            message=breach.message,
            remedy=principle.remedy,
            annotation=annotation,
        )

    def _unknown(self, principle: Principle, subject: Term, missing: tuple[ox.NamedNode, ...]) -> Finding:
        facts = ", ".join(prefixed(fact) for fact in missing)
        names = Text(
            ", ".join(_in_a_sentence(self.workspace.label(fact, "nl")) for fact in missing),
            ", ".join(_in_a_sentence(self.workspace.label(fact, "en")) for fact in missing),
        )
        forms = [fact_form(self.workspace, fact) for fact in missing]
        several = len(missing) > 1
        return Finding(
            location=self._place(subject),
            severity=Severity.INFO,
            verdict=Verdict.UNKNOWN,
            principle=principle.id,
            subject=subject.value,
            label=self.subject_name(subject),
            message=Text(
                "niet te bepalen, want dit is niet bekend: {names}",
                "cannot be judged, since this is not known: {names}",
            ).format(names=names),
            remedy=Text(
                f"leg vast: {'; '.join(form.nl for form in forms)}", f"record: {'; '.join(form.en for form in forms)}"
            ),
            annotation=Text(
                f"{facts} {'ontbreken' if several else 'ontbreekt'}", f"{facts} {'are' if several else 'is'} missing"
            ),
        )

    def subject_name(self, subject: Term) -> Text:
        """Return the name of a subject; a relation without a name of its own is named by its two ends."""
        relation = self.workspace.relations.by_node.get(subject)
        if relation is None or self.workspace.model.value(subject, LABEL) is not None:
            return self.workspace.name_of(subject)
        source, target = self.workspace.name_of(relation.source), self.workspace.name_of(relation.target)
        return Text(f"{source.nl} → {target.nl}", f"{source.en} → {target.en}")

    def _judge_by_check(self, principle: Principle, name: str) -> tuple[list[Judgement], list[Finding]]:
        check = CHECKS.get(name)
        if check is None:
            raise QuestionFault(f"there is no check called {name!r}; known are {', '.join(sorted(CHECKS))}")
        outcome = check(self.workspace)
        broken = {fault.subject for fault in outcome.faults}
        judgements = []
        for subject in outcome.subjects:
            unbroken = Verdict.UNKNOWN if subject in outcome.undecided else Verdict.MET
            judgements.append(_judgement(principle, subject, Verdict.BROKEN if subject in broken else unbroken))
        return judgements, [_from_fault(principle, fault) for fault in outcome.faults]

    def evidence(self, principle: Principle, subject: Term) -> list[tuple[Triple, Location]]:
        """Return the facts that the rule looked at for one subject, each with the place where it is written.

        A fact that follows from a relation stands where the relation is written. For a rule in SPARQL these are the
        subject's own facts, and the relations that arrive at it, whose predicate the question names; its name is a
        fact only when the rule is about names.
        """
        found: dict[Triple, None] = {}
        nodes = [principle.shape] if principle.applies_when is None else [principle.shape, principle.applies_when]
        for node in nodes:
            for path in self.compiler.shape(node).paths():
                found.update(dict.fromkeys(taken(self.workspace.graph, path, subject)))
        about = self.compiler.path(principle.shape)
        for _node, text in questions(self.book.shapes, principle.shape):
            for triple in self._around(subject):
                predicate = triple[1]
                named = prefixed(predicate) in text or f"<{predicate.value}>" in text
                if named and predicate != TYPE and (predicate != LABEL or predicate == about):
                    found[triple] = None
        placed = ((triple, self._written(triple)) for triple in found)
        return [(triple, location) for triple, location in placed if location is not None]

    def _around(self, subject: Term) -> Iterator[Triple]:
        for predicate, values in self.workspace.model.facts(subject).items():
            for value in values:
                yield subject, predicate, value  # type: ignore[misc]  # a subject is no literal
        for relation in self.workspace.relations.incoming(subject):
            yield relation.source, relation.kind.predicate, relation.target

    def _written(self, triple: Triple) -> Location | None:
        """Return where a triple, or the relation that it follows from, is written; None for the vocabulary's own."""
        subject, predicate, value = triple
        if self.workspace.model.has(subject, predicate, value):
            return self.workspace.locate(subject, predicate, value)
        for relation in self.workspace.relations.outgoing(subject):
            if relation.target == value and predicate in (relation.kind.predicate, relation.predicate):
                if relation.node is not None:
                    return self.workspace.locate(relation.node)
                return self.workspace.locate(subject, relation.predicate, value)
        return None


def _judgement(
    principle: Principle, subject: Term, verdict: Verdict, missing: tuple[ox.NamedNode, ...] = ()
) -> Judgement:
    return Judgement(principle.id, subject.value, verdict, tuple(prefixed(fact) for fact in missing))


def _from_fault(principle: Principle, fault: Fault) -> Finding:
    return Finding(
        location=fault.location,
        severity=principle.severity,
        verdict=Verdict.BROKEN,
        principle=principle.id,
        subject=fault.subject.value,
        label=fault.name,
        message=fault.message,
        remedy=fault.remedy or principle.remedy,
    )


def _in_a_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: a small first letter, unless it begins with an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
