"""From verdict to finding: the place, the words and the remedy of what is broken, missing or not yet answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Finding, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, Question
from archrepo.turtle.reading import Term
from archrepo.validation.answers import Answer
from archrepo.validation.fact_form import fact_form
from archrepo.validation.outcome import Fault, written_term
from archrepo.validation.verdicts import Place, Placed
from archrepo.vocabulary import ASKED_OF, GRADE, LABEL
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a subject breaks a principle: the words, and the property and value it is about.

    `severity` is None where the principle's own counts; `names` are the further things that the message names.
    """

    subject: Term
    message: Text
    predicate: ox.NamedNode | None
    value: Term | None
    is_absent: bool
    severity: Severity | None = None
    names: frozenset[Term] = frozenset()


class Announcer:
    """Writes the findings of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        """Keep the workspace, which knows names and places."""
        self.workspace = workspace

    def broken(self, principle: Principle, breach: Breach) -> Placed:
        """Return the finding on a breach, at the property and value that it is about."""
        annotation = None
        if breach.is_absent and breach.predicate is not None:
            name = prefixed(breach.predicate)
            annotation = Text(f"{name} ontbreekt", f"{name} is missing")
        place = self._place(breach.subject, breach.predicate, breach.value)
        finding = Finding(
            location=self.workspace.locate(*place),
            severity=self._weight(principle, breach.severity),
            verdict=Verdict.BROKEN,
            principle=principle.id,
            subject=breach.subject.value,
            label=self.subject_name(breach.subject),
            message=breach.message,
            remedy=principle.remedy,
            annotation=annotation,
        )
        return Placed(finding, place, self._names(breach.subject) | breach.names)

    def fault(self, principle: Principle, fault: Fault) -> Placed:
        """Return the finding on what a check in Python found."""
        finding = Finding(
            location=fault.location,
            severity=self._weight(principle, fault.severity),
            verdict=Verdict.BROKEN,
            principle=principle.id,
            subject=fault.subject.value,
            label=fault.name,
            message=fault.message,
            remedy=fault.remedy or principle.remedy,
        )
        return Placed(finding, None, fault.names)

    def missing(self, principle: Principle, subject: Term, missing: tuple[ox.NamedNode, ...]) -> Placed:
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
            missing,
        )

    def unanswered(self, principle: Principle, question: Question, subject: Term, old: Answer | None) -> Placed:
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
                f"ar:subject {written_term(self.workspace, subject)} ; "
                f"ar:grade {written_term(self.workspace, question.passes_from)} ; "
                "ar:answeredBy ... ; ar:answeredOn ... ; ar:reason ...`"
            ),
            None,
            [question.asked_of],
        )

    def graded(self, principle: Principle, subject: Term, answer: Answer) -> Placed:
        """Return the finding on an answer that does not pass, at the grade."""
        place = self._place(answer.node, GRADE)
        finding = Finding(
            location=self.workspace.locate(*place),
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
        return Placed(finding, place, self._names(subject) | {answer.grade})

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
        named: Iterable[Term] = (),
    ) -> Placed:
        asked_of = tuple(dict.fromkeys(self.workspace.name_of(role) for role in informants))
        ask = Text.same("")
        if asked_of:
            ask = Text(
                " (te vragen aan: " + ", ".join(role.nl for role in asked_of) + ")",
                " (ask: " + ", ".join(role.en for role in asked_of) + ")",
            )
        place = self._place(subject)
        finding = Finding(
            location=self.workspace.locate(*place),
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
        return Placed(finding, place, self._names(subject).union(informants, named))

    def _names(self, subject: Term) -> frozenset[Term]:
        """Return the things whose names a finding on the subject uses."""
        relation = self.workspace.relations.by_node.get(subject)
        return frozenset((subject,) if relation is None else (subject, relation.source, relation.target))

    def _weight(self, principle: Principle, severity: Severity | None) -> Severity:
        """Return how heavy a breach weighs: as a warning until the day from which it is a violation."""
        weight = severity or principle.severity
        start = principle.violation_from
        if weight is Severity.VIOLATION and start is not None and self.workspace.as_of < start:
            return Severity.WARNING
        return weight

    def _place(self, subject: Term, predicate: ox.NamedNode | None = None, value: Term | None = None) -> Place:
        """Return the fact at which a finding stands: the value when the model has it, else the property."""
        if predicate is not None and value is not None and self.workspace.model.has(subject, predicate, value):
            return subject, predicate, value
        return subject, predicate, None


def _in_a_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: a small first letter, unless it begins with an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
