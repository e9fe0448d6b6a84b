"""Which elements of a workspace get other types in another version of ArchiMate, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from archrepo.metamodel import ARCHIMATE_VERSIONS
from archrepo.migrating.typing import TypeRules, Typing
from archrepo.turtle.reading import Term
from archrepo.vocabulary import DOMAIN, FORMER_TYPE, LANGUAGE, MODEL, TYPE
from archrepo.workspace import SourceFile, Workspace

VERSIONS = tuple(ARCHIMATE_VERSIONS)
#: What a retyped element says otherwise than before.
TYPED = (TYPE, FORMER_TYPE, DOMAIN)


@dataclass(frozen=True, slots=True)
class Choices:
    """The types that an architect wants, for a type that goes and for one element."""

    of_type: Mapping[Term, ox.NamedNode] = field(default_factory=dict)
    of_element: Mapping[Term, ox.NamedNode] = field(default_factory=dict)


class Retyping:
    """Says of each file of a workspace what its subjects become in a version."""

    def __init__(self, workspace: Workspace, version: str, choices: Choices | None = None) -> None:
        """Read the rules; going back reads those of the version that is left."""
        self._workspace = workspace
        self._version = version
        self._choices = choices or Choices()
        self.is_forth = VERSIONS.index(version) > VERSIONS.index(workspace.archimate_version)
        self.rules = TypeRules(workspace.metamodel, version if self.is_forth else workspace.archimate_version)

    def of_file(self, file: SourceFile) -> dict[ox.NamedNode, dict[ox.NamedNode, tuple[Term, ...]]]:
        """Return by subject what it says instead, for those that change; a header says the version."""
        said: dict[ox.NamedNode, dict[ox.NamedNode, list[Term]]] = {}
        for subject, predicate, value in file.triples:
            if isinstance(subject, ox.NamedNode) and (predicate in TYPED or predicate == LANGUAGE):
                said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        found = {}
        for subject, facts in said.items():
            new = self._header(subject, facts) or self._element(subject, facts)
            if new:
                found[subject] = new
        return found

    def _header(
        self, subject: ox.NamedNode, facts: Mapping[ox.NamedNode, list[Term]]
    ) -> dict[ox.NamedNode, tuple[Term, ...]]:
        is_header = self._workspace.model.has(subject, TYPE, MODEL) or MODEL in facts.get(TYPE, ())
        language = ox.Literal(self._version)
        if is_header and LANGUAGE in facts and facts[LANGUAGE] != [language]:
            return {LANGUAGE: (language,)}
        return {}

    def _element(
        self, subject: ox.NamedNode, facts: Mapping[ox.NamedNode, list[Term]]
    ) -> dict[ox.NamedNode, tuple[Term, ...]]:
        types = tuple(facts.get(TYPE, ()))
        if self.is_forth:
            chosen = self._choices.of_type
            if subject in self._choices.of_element:
                chosen = {**chosen, **dict.fromkeys(types, self._choices.of_element[subject])}
            old = Typing(types, tuple(facts.get(FORMER_TYPE, ())), tuple(facts.get(DOMAIN, ())))
            new = self.rules.raised(old, chosen)
            return _differences(old, new)
        model = self._workspace.model
        former = facts.get(FORMER_TYPE) or model.objects(subject, FORMER_TYPE)
        domains = facts.get(DOMAIN) or model.objects(subject, DOMAIN)
        if not (former or domains or any(map(self.rules.is_later, types))):
            return {}
        nearby = () if former or domains else self._domains_nearby(subject)
        new = self.rules.lowered(Typing(types, tuple(former), tuple(domains)), nearby) if types else Typing(())
        here = Typing(types, tuple(facts.get(FORMER_TYPE, ())), tuple(facts.get(DOMAIN, ())))
        return _differences(here, new)

    def _domains_nearby(self, subject: Term) -> tuple[Term, ...]:
        """Return the domains of the elements that it has a relation with, most frequent first, then by IRI."""
        workspace = self._workspace
        ends = [one.target for one in workspace.relations.outgoing(subject)]
        ends += [one.source for one in workspace.relations.incoming(subject)]
        kinds = (workspace.elements[end].kind for end in ends if end in workspace.elements)
        domains = Counter(domain for kind in kinds if (domain := workspace.metamodel.domain_of(kind)) is not None)
        return tuple(sorted(domains, key=lambda one: (-domains[one], one.value)))


def _differences(old: Typing, new: Typing) -> dict[ox.NamedNode, tuple[Term, ...]]:
    pairs: Iterable[tuple[ox.NamedNode, tuple[Term, ...], tuple[Term, ...]]] = (
        (TYPE, old.types, new.types),
        (FORMER_TYPE, old.former, new.former),
        (DOMAIN, old.domains, new.domains),
    )
    return {predicate: after for predicate, before, after in pairs if before != after}
