"""Which application components of a model are not the municipality's own: those of a reference model and of others."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from archrepo.turtle.reading import Term
from archrepo.workspace.opened import Workspace

_QUESTION = Path(__file__).parent.parent / "sparql" / "others_components.rq"


def others_components(workspace: Workspace) -> Set[Term]:
    """Return the reference components and the systems of other organisations; empty when all are the municipality's.

    What a pinned reference describes is in it whatever its kind.
    """
    rows = workspace.graph.sparql(_QUESTION.read_text(encoding="utf-8")).rows
    return {row[0] for row in rows if row[0] is not None} | workspace.reference_subjects
