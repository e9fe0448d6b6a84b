"""What a check remembers of one principle, so that after an edit only the touched subjects are judged again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.findings import Finding, Judgement
from archrepo.turtle.reading import Term
from archrepo.validation.questions import Row
from archrepo.workspace import Workspace

RowsBySubject: TypeAlias = Mapping[Term, tuple[Row, ...]]
Place: TypeAlias = tuple[Term, ox.NamedNode | None, Term | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the fact at which it stands and the things that its words name.

    `place` is None for what a check in Python found: it tells the location itself.
    """

    finding: Finding
    place: Place | None
    names: frozenset[Term]

    def relocated(self, workspace: Workspace) -> Placed:
        """Return the finding where its fact stands now."""
        assert self.place is not None
        location = workspace.locate(*self.place)
        if location == self.finding.location:
            return self
        return Placed(replace(self.finding, location=location), self.place, self.names)


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on all subjects of a principle, in the order of the subjects, with the findings of each.

    `rows` are what the principle's questions answer, by subject; a subject that is not among them was not asked about.
    """

    judgements: Mapping[Term, Judgement]
    findings: Mapping[Term, tuple[Placed, ...]]
    rows: RowsBySubject

    @cached_property
    def in_order(self) -> tuple[Judgement, ...]:
        """The judgements sorted by the subject's IRI."""
        return tuple(sorted(self.judgements.values(), key=lambda judged: judged.subject))
