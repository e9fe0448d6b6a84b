"""Which standards an offer supports: a version supports its standard, and so does its equal in another list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.assessment import StandardRow
from archrepo.procurement.publication.reference_words import ReferenceWords
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    EXACT_MATCH,
    NARROW_MATCH,
    REFERENCE_STATUS,
    RELATION_SOURCE,
    RELATION_TARGET,
    SPECIALIZES,
    SUPPORTS_STANDARD,
)
from archrepo.workspace import Workspace


class SupportedStandards:
    """The standards that the offered things support, each with where that is stated."""

    def __init__(self, workspace: Workspace, offered: Iterable[Subject]) -> None:
        """Look up what the offered things support."""
        self._workspace = workspace
        self._stated: dict[Term, tuple[Subject, Term]] = {}
        self._versions: dict[Term, list[Term]] = {}
        self.is_stated = False
        for component in offered:
            for named in workspace.graph.objects(component, SUPPORTS_STANDARD):
                self.is_stated = True
                for standard in dict.fromkeys(self._implied(named)):
                    self._stated.setdefault(standard, (component, named))
                    self._versions.setdefault(standard, []).append(named)

    def _implied(self, named: Term) -> Iterator[Term]:
        """Yield a standard or version with the standard of it, and what is the same elsewhere."""
        graph = self._workspace.graph
        for one in (named, *graph.objects(named, SPECIALIZES)):
            yield one
            yield from graph.objects(one, EXACT_MATCH)
            yield from graph.subjects(EXACT_MATCH, one)
            yield from graph.subjects(NARROW_MATCH, one)

    def has(self, standard: Term) -> bool:
        """Tell whether the standard, or a version of it, is supported."""
        return standard in self._stated

    def place(self, standard: Term) -> Location | None:
        """Return where the support is stated; None when it is not."""
        found = self._stated.get(standard)
        return self._workspace.locate(found[0], SUPPORTS_STANDARD, found[1]) if found else None

    def versions(self, standard: Term) -> tuple[Text, ...]:
        """Return what is stated to support the standard, each with its status when the model knows one."""
        return tuple(self._with_status(one) for one in dict.fromkeys(self._versions.get(standard, ())))

    def _with_status(self, named: Term) -> Text:
        name = self._workspace.name_of(named)
        status = self._workspace.graph.value(named, REFERENCE_STATUS)
        if not isinstance(status, ox.Literal):
            return name
        return Text(f"{name.nl} ({status.value})", f"{name.en} ({status.value})")


def standards_table(
    workspace: Workspace, references: Iterable[Term], supported: SupportedStandards, offered: Subject
) -> tuple[StandardRow, ...]:
    """Return what GEMMA asks of each reference component; by component, mandatory ones first, then by name."""
    graph, words = workspace.graph, ReferenceWords(workspace)
    rows = []
    for reference in dict.fromkeys(references):
        asked: dict[Term, bool] = {}
        for relation in graph.subjects(RELATION_SOURCE, reference):
            is_mandatory = words.is_mandatory(relation)
            if is_mandatory is None:
                continue
            for standard in graph.objects(relation, RELATION_TARGET):
                asked[standard] = asked.get(standard, False) or is_mandatory
        found = [
            StandardRow(
                reference=reference.value,
                reference_name=workspace.name_of(reference),
                standard=standard.value,
                standard_name=workspace.name_of(standard),
                is_mandatory=is_must,
                is_supported=supported.has(standard) if supported.is_stated else None,
                versions=supported.versions(standard),
                location=supported.place(standard) or workspace.locate(offered),
            )
            for standard, is_must in asked.items()
        ]
        rows += sorted(found, key=lambda row: (not row.is_mandatory, row.standard_name.nl.casefold(), row.standard))
    return tuple(rows)
