"""Which application components of a model are not the municipality's own: those of a reference model and of others."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

import pyoxigraph as ox

from archrepo.turtle.reading import Term
from archrepo.workspace.opened import Workspace

_QUESTION = Path(__file__).parent.parent / "sparql" / "others_components.rq"


def others_components(workspace: Workspace) -> Set[Term]:
    """Return the reference components and the systems of other organisations; empty when all are the municipality's.

    What a pinned reference describes is in it whatever its kind.
    """
    return _found(workspace).keys() | workspace.reference_subjects


def reference_components(workspace: Workspace) -> Set[Term]:
    """Return what only describes what an application could fill; what a pinned reference describes is in it."""
    return {component for component, is_reference in _found(workspace).items() if is_reference} | (
        workspace.reference_subjects
    )


def _found(workspace: Workspace) -> dict[Term, bool]:
    """Return the components that are not the municipality's own, each with whether it is a reference component."""
    rows = workspace.graph.sparql(_QUESTION.read_text(encoding="utf-8")).rows
    return {one: isinstance(is_one, ox.Literal) and is_one.value == "true" for one, is_one in rows if one is not None}
