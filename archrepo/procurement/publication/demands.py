"""The programme of requirements of a tender: what the principles demand of a bidder, and the facts to state."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from enum import Enum

import pyoxigraph as ox

from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.procurement.publication.applicable import standards_of
from archrepo.procurement.publication.bidder_facts import BidderFacts
from archrepo.procurement.publication.demand_values import AskedFact, Demand, DemandKind, Programme
from archrepo.procurement.publication.gap_values import Applicable, AskedState
from archrepo.procurement.publication.probe import with_probe
from archrepo.procurement.publication.tender_words import NOTHING, TenderWords
from archrepo.procurement.tender import Requirement, Tender
from archrepo.profiles import find_profile, read_profiles
from archrepo.validation import Judge
from archrepo.validation.checks import FACTS
from archrepo.validation.footprint import footprint
from archrepo.validation.questions import questions
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

PROFILE = "procurement"
_ASIDE = re.compile(r"\s*\([^()]*\bar:[^()]*\)")
_PARTS = re.compile(r"; |\. (?=[A-Z])")
_ON_THE_CATALOGUE = re.compile(
    r"\bar:|ontology/|\b(?:nog na te (?:gaan|kijken)|still to be checked|keuze|choice)\b|^(?:Gelezen|Read):",
    re.IGNORECASE,
)
#: A principle that weighs less is a wish.
_LEAST_WEIGHT_OF_A_DEMAND = 2


def demands_of(workspace: Workspace, book: PrincipleBook, tender: Tender) -> Programme:
    """Return the programme of requirements; `workspace` is the landscape with the proposal laid over it.

    First come the tender's own requirements in the order of its files, then the mandatory standards that none of them
    asks for, by name, then the principles that will hold for a bid, by id. What a hard requirement of the tender asks
    already is not demanded again: its facts stand with that requirement. The same input gives the same numbers.
    """
    return _Making(workspace, book, tender).programme()


class _Making:
    def __init__(self, workspace: Workspace, book: PrincipleBook, tender: Tender) -> None:
        self._workspace = workspace
        self._book = book
        self._tender = tender
        self._words = TenderWords(workspace)
        self._standards = standards_of(workspace, tender)
        self._facts = BidderFacts(workspace, self._standards)

    def programme(self) -> Programme:
        demanded, covered = self._of_principles()
        own = [self._own(one, covered.get(one.iri, ())) for one in self._tender.requirements]
        found = [*own, *self._of_standards(), *demanded]
        facts = self._numbered_facts(asked for _, properties in found for asked in properties)
        numbers = {fact.property: fact.number for fact in facts}
        demands = tuple(
            replace(demand, number=f"E-{number:03}", facts=tuple(numbers[one] for one in properties))
            for number, (demand, properties) in enumerate(found, start=1)
        )
        made = Programme(
            tender=self._tender.iri,
            tender_name=self._tender.name,
            title=self._tender.title,
            as_of=self._workspace.as_of.isoformat(),
            demands=demands,
            facts=facts,
            sha256="",
        )
        return replace(made, sha256=_hash(made))

    def _numbered_facts(self, properties: Iterable[str]) -> tuple[AskedFact, ...]:
        return tuple(
            replace(self._facts.fact(ox.NamedNode(one)), number=f"F-{number:03}")
            for number, one in enumerate(dict.fromkeys(properties), start=1)
        )

    def _own(self, requirement: Requirement, covered: Iterable[str]) -> tuple[Demand, Sequence[str]]:
        document = self._workspace.name_of(ox.NamedNode(requirement.document)) if requirement.document else NOTHING
        reads = Text("gesteld in {document}", "stated in {document}").format(document=document)
        demand = Demand(
            number="",
            iri=requirement.iri,
            kind=DemandKind.OWN,
            reference=requirement.number,
            name=requirement.name,
            text=requirement.text,
            why=reads if requirement.document else self._tender.name,
            source=document if requirement.document else self._tender.name,
            is_knock_out=requirement.is_knock_out,
            facts=(),
            points=requirement.max_points if requirement.is_wish else None,
        )
        asked = ar("supportsStandard")
        named = (asked.value,) if requirement.standards and self._facts.is_asked(asked) else ()
        return demand, tuple(dict.fromkeys((*named, *covered)))

    def _of_standards(self) -> Iterator[tuple[Demand, Sequence[str]]]:
        asked = ar("supportsStandard")
        for row in self._standards:
            if row.state in (AskedState.ASKED, AskedState.EXCEPTED):
                continue
            yield self._of_standard(row), (asked.value,) if self._facts.is_asked(asked) else ()

    def _of_standard(self, row: Applicable) -> Demand:
        principle = self._book.get(row.principle)
        reasons = Text(", ".join(one.nl for one in row.why), ", ".join(one.en for one in row.why))
        return Demand(
            number="",
            iri=row.iri,
            kind=DemandKind.STANDARD,
            reference="",
            name=row.name,
            text=row.requirement_text,
            why=Text(
                "hoort bij deze inkoop vanwege: {reasons}", "belongs to this purchase because of: {reasons}"
            ).format(reasons=reasons),
            source=_for_people(principle.source_text) if principle is not None else NOTHING,
            is_knock_out=True,
            facts=(),
        )

    def _of_principles(self) -> tuple[list[tuple[Demand, Sequence[str]]], dict[str, list[str]]]:
        """Return what is demanded, and per own requirement the facts of the principles that it covers."""
        demanded: list[tuple[Demand, Sequence[str]]] = []
        covered: dict[str, list[str]] = {}
        profile = find_profile(read_profiles(self._book, self._workspace.ontology.graph), PROFILE)
        probed = with_probe(self._workspace, self._tender)
        judge = Judge(probed.workspace, self._book)
        for principle in self._book:
            weight = profile.weight_of(principle.id)
            text = self._words.of_principle(principle).requirement
            if not weight or not text.nl:
                continue
            judgements = judge.verdicts(principle).judgements
            concerned = any(
                subject in probed.subjects and judged.verdict is not Verdict.NOT_APPLICABLE
                for subject, judged in judgements.items()
            )
            if concerned:
                properties = self._properties(judge, principle)
                asking = self._covering(principle)
                if asking is None:
                    demanded.append((self._of_principle(principle, text, weight), properties))
                else:
                    covered.setdefault(asking.iri, []).extend(properties)
        return demanded, covered

    def _covering(self, principle: Principle) -> Requirement | None:
        """Return the first hard requirement that covers the principle; None unless all that it takes is asked."""
        wanted = self._words.covered_by(principle)
        hard = [one for one in self._tender.requirements if one.is_knock_out and not one.lots]
        asked = {iri for one in hard for iri in (*one.topics, *one.measures)}
        if not wanted or not wanted <= asked:
            return None
        return next(one for one in hard if not wanted.isdisjoint((*one.topics, *one.measures)))

    def _of_principle(self, principle: Principle, text: Text, weight: int) -> Demand:
        return Demand(
            number="",
            iri=principle.shape.value,
            kind=DemandKind.PRINCIPLE,
            reference=principle.id,
            name=principle.name,
            text=text,
            why=principle.rationale,
            source=_for_people(principle.source_text),
            is_knock_out=weight >= _LEAST_WEIGHT_OF_A_DEMAND,
            facts=(),
        )

    def _properties(self, judge: Judge, principle: Principle) -> tuple[str, ...]:
        """Return the facts that the principle looks at and a bidder can state, by IRI."""
        rule = judge.rule(principle)
        read = {one.predicate for one in rule.reads or ()}
        read |= {one.predicate for need in (*rule.needed_first, *rule.needed) for one in need.path.reads}
        for _node, text in questions(self._book.shapes, principle.shape):
            read |= footprint(text).predicates
        read |= FACTS.get(principle.check or "", frozenset())
        return tuple(sorted(one.value for one in read if self._facts.is_asked(one)))


def _for_people(source: Text) -> Text:
    """Return the source without what it says of terms of the vocabulary and of work still to do on the catalogue."""
    return Text(_without_asides(source.nl), _without_asides(source.en))


def _without_asides(text: str) -> str:
    bare = _ASIDE.sub("", text)
    parts = [part for part in _PARTS.split(bare) if not _ON_THE_CATALOGUE.search(part)]
    return "; ".join(part.rstrip(".") for part in parts)


def _plain(value: Enum | Decimal) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _hash(programme: Programme) -> str:
    content = json.dumps(asdict(programme), default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
