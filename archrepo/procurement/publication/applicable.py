"""Which standards and topics apply to a purchase, why, and how its requirements ask for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import pyoxigraph as ox

from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.procurement.publication.gap_values import Applicable, AskedAt, AskedState
from archrepo.procurement.publication.reference_words import ReferenceWords
from archrepo.procurement.publication.tender_words import NOTHING, TenderWords, Words
from archrepo.procurement.tender import Requirement, Tender
from archrepo.turtle.reading import Term
from archrepo.validation.literals import value_of
from archrepo.validation.service_levels import strictest_needs
from archrepo.vocabulary import (
    COMMENT,
    DESCRIPTION,
    EXACT_MATCH,
    RELATION_SOURCE,
    RELATION_TARGET,
    SPECIALIZES,
    ar,
)
from archrepo.workspace import Workspace

_APPLY = ar("ApplyOrExplain")


def standards_of(workspace: Workspace, tender: Tender, report: Report | None = None) -> tuple[Applicable, ...]:
    """Return every mandatory standard that applies to the purchase, with how it is asked, by name.

    With a report on the workspace, a standard that nobody asks for and that a waiver excepts is told as such.
    """
    asking = _Asking(workspace, tender)
    excepted = _excepted(tender, report)
    found: dict[Term, tuple[str, list[Text]]] = {}
    words = TenderWords(workspace)
    for standard, reason, told in (*_by_trait(workspace, tender), *_by_component(workspace, tender)):
        same = next((one for one in found if standard in asking.same_as(one)), standard)
        found.setdefault(same, (words.teller_of(told), []))[1].append(reason)
    rows = [
        asking.row(standard, why, principle, words.of_standard(standard), excepted, asking.of_standard(standard))
        for standard, (principle, why) in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.name.nl.casefold(), row.iri)))


def topics_of(workspace: Workspace, tender: Tender, report: Report | None = None) -> tuple[Applicable, ...]:
    """Return every topic that the traits, hosting and registers of the purchase bring along, as `standards_of` does."""
    asking = _Asking(workspace, tender)
    excepted = _excepted(tender, report)
    needs: Mapping[Term, Text] = strictest_needs(workspace, ox.NamedNode(tender.iri))
    words = TenderWords(workspace)
    reasons: dict[Term, Text] = {ox.NamedNode(one.iri): one.name for one in tender.traits if one.value}
    reasons |= {ox.NamedNode(one): workspace.name_of(ox.NamedNode(one)) for one in tender.hosting}
    if tender.base_registrations:
        reasons[ar("BaseRegistration")] = workspace.name_of(ar("BaseRegistration"))
    found: dict[Term, list[Text]] = {}
    for reason, name in reasons.items():
        for topic in workspace.graph.subjects(ar("neededWith"), reason):
            found.setdefault(topic, []).append(name)
    rows = [
        asking.row(
            topic,
            why,
            words.teller_of(ar("NeededTopics")),
            words.of_topic(topic, needs.get(topic)),
            excepted,
            asking.of_topic(topic),
        )
        for topic, why in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.name.nl.casefold(), row.iri)))


def _excepted(tender: Tender, report: Report | None) -> frozenset[str]:
    judgements = report.judgements if report is not None else ()
    return frozenset(
        one.principle for one in judgements if one.subject == tender.iri and one.verdict is Verdict.EXCEPTED
    )


def _by_trait(workspace: Workspace, tender: Tender) -> Iterator[tuple[Term, Text, ox.NamedNode]]:
    graph = workspace.graph
    threshold = graph.value(_APPLY, ar("fromEuro"))
    least = value_of(threshold) if isinstance(threshold, ox.Literal) else None
    value = tender.estimated_value_euro
    if value is not None and isinstance(least, Decimal) and value < least:
        return
    traits: dict[Term, Text] = {ox.NamedNode(one.iri): one.name for one in tender.traits if one.value}
    for standard in graph.instances(ar("Standard")):
        if _forum_status(workspace, standard) == _APPLY:
            for trait in graph.objects(standard, ar("triggeredBy")):
                if trait in traits:
                    yield standard, traits[trait], ar("ForumStandards")


def _forum_status(workspace: Workspace, standard: Term) -> Term | None:
    """Return the status on the day of the workspace: before the day from which it holds, the former one."""
    graph = workspace.graph
    since = graph.value(standard, ar("statusFrom"))
    if isinstance(since, ox.Literal) and since.value > workspace.as_of.isoformat():
        return graph.value(standard, ar("formerForumStatus"))
    return graph.value(standard, ar("forumStatus"))


def _by_component(workspace: Workspace, tender: Tender) -> Iterator[tuple[Term, Text, ox.NamedNode]]:
    graph, words = workspace.graph, ReferenceWords(workspace)
    for iri in tender.reference_components:
        component = ox.NamedNode(iri)
        for relation in sorted(graph.subjects(RELATION_SOURCE, component), key=str):
            if words.is_mandatory(relation):
                for standard in graph.objects(relation, RELATION_TARGET):
                    yield standard, workspace.name_of(component), ar("ComponentStandards")


class _Asking:
    """How the requirements of one tender ask for something."""

    def __init__(self, workspace: Workspace, tender: Tender) -> None:
        self._workspace = workspace
        self._graph = workspace.graph
        self._tender = tender
        self._reference = ReferenceWords(workspace)

    def row(
        self,
        term: Term,
        why: Iterable[Text],
        principle: str,
        words: Words,
        excepted: frozenset[str],
        asked: Sequence[AskedAt],
    ) -> Applicable:
        state = _state(asked)
        return Applicable(
            iri=term.value,
            name=self._workspace.name_of(term),
            explanation=text_of(self._graph, term, COMMENT) or text_of(self._graph, term, DESCRIPTION) or NOTHING,
            why=tuple(dict.fromkeys(why)),
            state=AskedState.EXCEPTED if state.is_gap and principle in excepted else state,
            asked=tuple(asked),
            principle=principle,
            requirement_text=words.requirement,
            clarification_question=words.question,
        )

    def of_standard(self, standard: Term) -> tuple[AskedAt, ...]:
        found = []
        for requirement in self._tender.requirements:
            named = [ox.NamedNode(one) for one in requirement.standards]
            proving = [ox.NamedNode(one) for one in requirement.evidence_kinds]
            hits: list[Term] = [one for one in named if standard in self._reached(one)]
            hits += [
                implied
                for one in proving
                for implied in self._graph.objects(one, ar("implies"))
                if standard in self.same_as(implied)
            ]
            current = [one for one in hits if not self._is_outdated(one)]
            if hits:
                found.append(self._at(requirement, (current or hits)[0], not current))
        return tuple(found)

    def of_topic(self, topic: Term) -> tuple[AskedAt, ...]:
        found = []
        for requirement in self._tender.requirements:
            topics = [ox.NamedNode(one) for one in requirement.topics]
            above = [area for one in topics for area in self._graph.objects(one, ar("inNormArea"))]
            if topic in (*topics, *above):
                found.append(self._at(requirement, topic, False))
        return tuple(found)

    def same_as(self, standard: Term) -> frozenset[Term]:
        """Return the standard itself, and those of which somebody said that they are the same."""
        return frozenset(
            (standard, *self._graph.objects(standard, EXACT_MATCH), *self._graph.subjects(EXACT_MATCH, standard))
        )

    def _reached(self, asked: Term) -> frozenset[Term]:
        general = (
            asked,
            *self._graph.objects(asked, SPECIALIZES),
            *self._graph.objects(asked, ar("versionOf")),
        )
        return frozenset(same for one in general for same in self.same_as(one))

    def _is_outdated(self, standard: Term) -> bool:
        return self._reference.is_outdated(standard) or _forum_status(self._workspace, standard) == ar("Removed")

    def _at(self, requirement: Requirement, term: Term, is_outdated: bool) -> AskedAt:
        document = self._workspace.name_of(ox.NamedNode(requirement.document)) if requirement.document else NOTHING
        return AskedAt(
            requirement=requirement.iri,
            number=requirement.number,
            name=requirement.name,
            document=document,
            is_knock_out=requirement.is_knock_out,
            is_outdated=is_outdated,
            version=self._workspace.name_of(term),
            location=requirement.location,
        )


def _state(asked: Sequence[AskedAt]) -> AskedState:
    hard = [one for one in asked if one.is_knock_out]
    if any(not one.is_outdated for one in hard):
        return AskedState.ASKED
    if hard:
        return AskedState.OUTDATED
    return AskedState.ONLY_WISHED if asked else AskedState.MISSING
