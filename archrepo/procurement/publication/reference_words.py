"""What GEMMA says of a standard in words of its own: its status, and how strongly a reference component asks for it.

The words stand in the ontology (`ar:writtenAs`); here they are terms.
"""

from __future__ import annotations

from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import REALIZATION, REFERENCE_ROLE, REFERENCE_STATUS, TYPE, WRITTEN_AS, ar
from archrepo.workspace import Workspace

_IN_USE, _MANDATORY, _RECOMMENDED = ar("StatusInUse"), ar("RoleMandatory"), ar("RoleRecommended")
_OUTDATED = frozenset({ar("StatusEndOfSupport"), ar("StatusWithdrawn")})


class ReferenceWords:
    """The words of one workspace, with what they mean by its ontology."""

    def __init__(self, workspace: Workspace) -> None:
        """Read the words once."""
        self._graph = workspace.graph
        self._meanings: dict[Term, Term] = {
            word: meaning
            for word, meanings in workspace.ontology.graph.with_predicate(WRITTEN_AS).items()
            for meaning in meanings
        }

    def is_in_use(self, standard: Term) -> bool:
        """Tell whether the standard or version is to be used now."""
        return self._status(standard) == _IN_USE

    def is_outdated(self, standard: Term) -> bool:
        """Tell whether the standard or version is no longer maintained, or no longer to be used."""
        return self._status(standard) in _OUTDATED

    def is_mandatory(self, relation: Subject) -> bool | None:
        """Tell whether a relation of a reference component makes its standard a must; None when it does not ask it."""
        if not self._graph.has(relation, TYPE, REALIZATION):
            return None
        word = self._graph.value(relation, REFERENCE_ROLE)
        role = self._meanings.get(word) if word is not None else None
        return role == _MANDATORY if role in (_MANDATORY, _RECOMMENDED) else None

    def _status(self, standard: Term) -> Term | None:
        word = self._graph.value(standard, REFERENCE_STATUS)
        return self._meanings.get(word) if word is not None else None
