"""From verdict to finding: the place, the words and the remedy of what is broken, missing or not yet answered."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Finding, Location, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, Question
from archrepo.turtle.reading import Term
from archrepo.validation.answers import Answer
from archrepo.validation.fact_form import fact_form
from archrepo.validation.outcome import Fault, written_term
from archrepo.vocabulary import ASKED_OF, GRADE, LABEL
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a subject breaks a principle: the words, and the property and value it is about.

    `severity` is None where the principle's own counts.
    """

    subject: Term
    message: Text
    predicate: ox.NamedNode | None
    value: Term | None
    is_absent: bool
    severity: Severity | None = None


class Announcer:
    """Writes the findings of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        """Keep the workspace, which knows names and places."""
        self.workspace = workspace

    def broken(self, principle: Principle, breach: Breach) -> Finding:
        """Return the finding on a breach, at the property and value that it is about."""
        annotation = None
        if breach.is_absent and breach.predicate is not None:
            name = prefixed(breach.predicate)
            annotation = Text(f"{name} ontbreekt", f"{name} is missing")
        return Finding(
            location=self._place(breach.subject, breach.predicate, breach.value),
            severity=self._weight(principle, breach.severity),
            verdict=Verdict.BROKEN,
            principle=principle.id,
            subject=breach.subject.value,
            label=self.subject_name(breach.subject),
            message=breach.message,
            remedy=principle.remedy,
            annotation=annotation,
        )

    def fault(self, principle: Principle, fault: Fault) -> Finding:
        """Return the finding on what a check in Python found."""
        return Finding(
            location=fault.location,
            severity=self._weight(principle, fault.severity),
            verdict=Verdict.BROKEN,
            principle=principle.id,
            subject=fault.subject.value,
            label=fault.name,
            message=fault.message,
            remedy=fault.remedy or principle.remedy,
        )

    def missing(self, principle: Principle, subject: Term, missing: tuple[ox.NamedNode, ...]) -> Finding:
        """Return the finding on facts without which the principle cannot be judged, and who knows them."""
        workspace = self.workspace
        facts = ", ".join(prefixed(fact) for fact in missing)
        names = Text(
            ", ".join(_in_a_sentence(workspace.label(fact, "nl")) for fact in missing),
            ", ".join(_in_a_sentence(workspace.label(fact, "en")) for fact in missing),
        )
        forms = [fact_form(workspace, fact) for fact in missing]
        several = len(missing) > 1
        informants = [role for fact in missing for role in workspace.ontology.graph.objects(fact, ASKED_OF)]
        return self._unknown(
            principle,
            subject,
            Text(
                "niet te bepalen, want dit is niet bekend: {names}",
                "cannot be judged, since this is not known: {names}",
            ).format(names=names),
            Text("; ".join(form.nl for form in forms), "; ".join(form.en for form in forms)),
            Text(f"{facts} {'ontbreken' if several else 'ontbreekt'}", f"{facts} {'are' if several else 'is'} missing"),
            informants,
        )

    def unanswered(self, principle: Principle, question: Question, subject: Term, old: Answer | None) -> Finding:
        """Return the finding on a question that nobody answered, or whose answer `old` no longer counts."""
        asks = Text("nog niet beoordeeld: {question}", "not judged yet: {question}")
        if old is not None:
            day = old.answered_on.isoformat()
            asks = Text(
                f"het oordeel van {day} is te oud: {{question}}", f"the answer of {day} is too old: {{question}}"
            )
        return self._unknown(
            principle,
            subject,
            asks.format(question=question.words),
            Text.same(
                f"`:x a ar:Answer ; ar:ofPrinciple {prefixed(principle.shape)} ; "
                f"ar:subject {written_term(self.workspace, subject)} ; ar:grade {written_term(self.workspace, question.passes_from)} ; "
                "ar:answeredBy ... ; ar:answeredOn ... ; ar:reason ...`"
            ),
            None,
            [question.asked_of],
        )

    def graded(self, principle: Principle, subject: Term, answer: Answer) -> Finding:
        """Return the finding on an answer that does not pass, at the grade."""
        return Finding(
            location=self._place(answer.node, GRADE),
            severity=self._weight(principle, None),
            verdict=Verdict.BROKEN,
            principle=principle.id,
            subject=subject.value,
            label=self.subject_name(subject),
            message=Text("{message} (antwoord: {grade})", "{message} (answer: {grade})").format(
                message=principle.message, grade=self.workspace.name_of(answer.grade)
            ),
            remedy=principle.remedy,
        )

    def subject_name(self, subject: Term) -> Text:
        """Return the name of a subject; a relation without a name of its own is named by its two ends."""
        relation = self.workspace.relations.by_node.get(subject)
        if relation is None or self.workspace.model.value(subject, LABEL) is not None:
            return self.workspace.name_of(subject)
        source, target = self.workspace.name_of(relation.source), self.workspace.name_of(relation.target)
        return Text(f"{source.nl} → {target.nl}", f"{source.en} → {target.en}")

    def _unknown(
        self,
        principle: Principle,
        subject: Term,
        message: Text,
        record: Text,
        annotation: Text | None,
        informants: list[Term],
    ) -> Finding:
        asked_of = tuple(dict.fromkeys(self.workspace.name_of(role) for role in informants))
        ask = Text.same("")
        if asked_of:
            ask = Text(
                " (te vragen aan: " + ", ".join(role.nl for role in asked_of) + ")",
                " (ask: " + ", ".join(role.en for role in asked_of) + ")",
            )
        return Finding(
            location=self._place(subject),
            severity=Severity.INFO,
            verdict=Verdict.UNKNOWN,
            principle=principle.id,
            subject=subject.value,
            label=self.subject_name(subject),
            message=message,
            remedy=Text("leg vast: {record}{ask}", "record: {record}{ask}").format(record=record, ask=ask),
            annotation=annotation,
            asked_of=asked_of,
        )

    def _weight(self, principle: Principle, severity: Severity | None) -> Severity:
        """Return how heavy a breach weighs: as a warning until the day from which it is a violation."""
        weight = severity or principle.severity
        start = principle.violation_from
        if weight is Severity.VIOLATION and start is not None and self.workspace.as_of < start:
            return Severity.WARNING
        return weight

    def _place(self, subject: Term, predicate: ox.NamedNode | None = None, value: Term | None = None) -> Location:
        where = self.workspace.locate
        if predicate is not None and value is not None and self.workspace.model.has(subject, predicate, value):
            return where(subject, predicate, value)
        return where(subject, predicate)


def _in_a_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: a small first letter, unless it begins with an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
