"""The worklist of missing facts: what keeps a verdict unknown, who knows it, and what to write."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.compliance import owner_of
from archrepo.errors import RequestFault
from archrepo.findings import Finding, Location, Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import local_name, prefixed
from archrepo.principles import Principle, PrincipleBook
from archrepo.profiles import Profile
from archrepo.turtle.reading import Term
from archrepo.validation.fact_form import fact_form
from archrepo.vocabulary import ASKED_OF, INFORMANT, PREFIXES
from archrepo.workspace import Workspace

NOBODY = "-"
_NOBODY_NAMED = Text("niemand aangewezen", "nobody named")


@dataclass(frozen=True, slots=True)
class Lacking:
    """One subject that lacks a fact: its name, its owner, which principles wait for the fact, and where it stands."""

    subject: str
    label: Text
    owner: Text
    principles: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class MissingFact:
    """One fact or answer that is missing, with everything that lacks it by name.

    `key` is the property as it is written, or the id of the principle whose question nobody answered; `write` is what
    to write, with Turtle between back quotes.
    """

    key: str
    name: Text
    write: Text
    subjects: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True)
class Informant:
    """Somebody who knows missing facts, those that are missing most often first."""

    key: str
    name: Text
    facts: tuple[MissingFact, ...]

    @property
    def count(self) -> int:
        """Return how many facts are asked, counted once for each subject."""
        return sum(len(fact.subjects) for fact in self.facts)


@dataclass(frozen=True, slots=True)
class _Asked:
    key: str
    name: Text
    write: Text
    informants: tuple[Term, ...]


def missing_facts(
    workspace: Workspace, book: PrincipleBook, report: Report, profile: Profile | None = None
) -> tuple[Informant, ...]:
    """Return the informants by name with what each is asked, nobody last; with a profile, only what that lacks.

    A fact that two roles know stands with both; one that two principles need stands once.
    """
    asked: dict[str, _Asked] = {}
    lacking: dict[str, dict[str, list[Finding]]] = {}
    missing = {(judged.principle, judged.subject): judged.missing for judged in report.judgements if judged.missing}
    for finding in report.findings:
        principle = book.get(finding.principle)
        if finding.verdict is not Verdict.UNKNOWN or principle is None:
            continue
        if profile is not None and not profile.weight_of(principle.id):
            continue
        for one in _asked(workspace, principle, missing.get((finding.principle, finding.subject), ())):
            asked[one.key] = one
            lacking.setdefault(one.key, {}).setdefault(finding.subject, []).append(finding)
    roles: dict[Term | None, list[MissingFact]] = {}
    for key, one in asked.items():
        subjects = sorted(
            (_lacking(workspace, found) for found in lacking[key].values()),
            key=lambda found: (found.label.nl.casefold(), found.subject),
        )
        for role in one.informants or (None,):
            roles.setdefault(role, []).append(MissingFact(key, one.name, one.write, tuple(subjects)))
    found = (_informant(workspace, role, facts) for role, facts in roles.items())
    return tuple(sorted(found, key=lambda one: (one.key == NOBODY, one.name.nl.casefold(), one.key)))


def _asked(workspace: Workspace, principle: Principle, missing: Sequence[str]) -> Iterator[_Asked]:
    """Yield what an unknown verdict by a principle asks: an answer to its question, or the facts that are missing."""
    question = principle.question
    if question is not None and not missing:
        write = (
            f"`:... a ar:Answer ; ar:ofPrinciple {prefixed(principle.shape)} ; ar:subject :... ; "
            f"ar:grade {_written(question.passes_from)} ; ar:answeredBy :... ; "
            f'ar:answeredOn "..."^^xsd:date ; ar:reason "..."`'
        )
        yield _Asked(principle.id, question.words, Text.same(write), (question.asked_of,))
    for name in missing:
        fact = _term(name)
        informants = workspace.ontology.graph.objects(fact, ASKED_OF)
        yield _Asked(name, workspace.name_of(fact), fact_form(workspace, fact), informants)


def _written(term: Term) -> str:
    return prefixed(term) if isinstance(term, ox.NamedNode) else term.value


def _term(name: str) -> ox.NamedNode:
    """Return the term that a prefixed name, or an IRI between angle brackets, stands for."""
    if name.startswith("<"):
        return ox.NamedNode(name[1:-1])
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def _lacking(workspace: Workspace, findings: Sequence[Finding]) -> Lacking:
    first = findings[0]
    return Lacking(
        subject=first.subject,
        label=first.label,
        owner=owner_of(workspace, first.subject)[1],
        principles=tuple(sorted({finding.principle for finding in findings})),
        location=first.location,
    )


def _informant(workspace: Workspace, role: Term | None, facts: Sequence[MissingFact]) -> Informant:
    ordered = tuple(sorted(facts, key=lambda fact: (-len(fact.subjects), fact.name.nl.casefold(), fact.key)))
    if role is None:
        return Informant(NOBODY, _NOBODY_NAMED, ordered)
    return Informant(local_name(role), workspace.name_of(role), ordered)


def asked_of(workspace: Workspace, worklist: Sequence[Informant], name: str) -> tuple[Informant, ...]:
    """Return the part of a worklist for one role, by its name in either language or by its term; it may be empty.

    Raises:
        RequestFault: there is no such role; the words name the nearest.
    """
    wanted = name.strip().removeprefix("ar:").casefold()
    roles = [(local_name(role), workspace.name_of(role)) for role in workspace.ontology.graph.instances(INFORMANT)]
    roles.append((NOBODY, _NOBODY_NAMED))
    for key, words in roles:
        if wanted in (words.nl.casefold(), words.en.casefold()) or wanted.replace(" ", "") == key.casefold():
            return tuple(one for one in worklist if one.key == key)
    known = {word.casefold(): word for _, words in roles for word in (words.nl, words.en)}
    near = [known[one] for one in difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)]
    everyone = Text(
        ", ".join(sorted(words.nl for _, words in roles)), ", ".join(sorted(words.en for _, words in roles))
    )
    raise RequestFault(
        Text(f"er is geen rol '{name[:40]}' aan wie iets te vragen is", f"there is no role '{name[:40]}' to ask"),
        remedy=Text(f"bedoelt u: {', '.join(near)}?", f"did you mean: {', '.join(near)}?")
        if near
        else Text("kies uit: {roles}", "choose from: {roles}").format(roles=everyone),
    )
