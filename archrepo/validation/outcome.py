"""What a check in Python gives back, and how it writes a term: shared by the checks, which know no principle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from archrepo.findings import Location, Severity
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import XSD
from archrepo.workspace import Workspace

_BARE = (XSD + "boolean", XSD + "integer", XSD + "decimal")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found wrong with one subject.

    `None` for the remedy or the severity means: that of the principle. `names` are further things that it is about.
    """

    subject: Term
    name: Text
    location: Location
    message: Text
    remedy: Text | None = None
    severity: Severity | None = None
    names: frozenset[Term] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The subjects that a check looked at, and the faults it found; a subject may have several.

    `undecided` are the subjects among them that the check could not judge, each with the facts that it misses; with
    no fact named, another principle reports why. `not_applicable` are those that the rule does not concern.
    """

    subjects: tuple[Term, ...]
    faults: tuple[Fault, ...]
    undecided: Mapping[Term, tuple[ox.NamedNode, ...]] = field(default_factory=dict)
    not_applicable: frozenset[Term] = frozenset()


def holder_of(workspace: Workspace, subject: Subject) -> Subject:
    """Return the named thing that a fact belongs to: for a node without a name, such as a cost, the one that has it."""
    seen: set[Subject] = set()
    while isinstance(subject, ox.BlankNode) and subject not in seen:
        seen.add(subject)
        for above, _ in workspace.model.incoming(subject):
            subject = above
            break
    return subject


def written_term(workspace: Workspace, term: Term) -> str:
    """Return a term as a user writes it in Turtle: with the usual prefix, and a number or truth value bare."""
    value = term.value
    if isinstance(term, ox.Literal):
        if term.language:
            return f'"{value}"@{term.language}'
        if term.datatype.value in _BARE:
            return value
        kind = term.datatype.value
        return f'"{value}"' if kind == XSD + "string" else f'"{value}"^^{written_term(workspace, term.datatype)}'
    if isinstance(term, ox.BlankNode):
        return "[ ... ]"
    return prefixed(term, workspace.base)
