"""What a check in Python gives back, and how it writes a term: shared by the checks, which know no principle."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.turtle.reading import Term
from archrepo.vocabulary import XSD
from archrepo.workspace import Workspace

_BARE = (XSD + "boolean", XSD + "integer", XSD + "decimal")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found wrong with one subject; `None` for the remedy means: the principle's own remedy."""

    subject: Term
    name: Text
    location: Location
    message: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The subjects that a check looked at, and the faults it found; a subject may have several.

    `undecided` are the subjects among them that the check could not judge, such as a relation with an end of unknown
    kind: without a fault they are unknown, and not met.
    """

    subjects: tuple[Term, ...]
    faults: tuple[Fault, ...]
    undecided: frozenset[Term] = frozenset()


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
