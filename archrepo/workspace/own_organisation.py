"""Whose model it is: the organisation that is a party to its own contracts and no supplier of itself."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from archrepo.workspace.opened import Workspace

#: Stands for the organisation where a model does not tell whose it is; nothing has this name.
NOBODY = ox.NamedNode("urn:archrepo:nobody")
_QUESTION = Path(__file__).parent.parent / "sparql" / "own_organisation.rq"


def own_organisation(workspace: Workspace) -> ox.NamedNode:
    """Return the organisation that the model is of; `NOBODY` when the model does not tell."""
    rows = workspace.graph.sparql(_QUESTION.read_text(encoding="utf-8")).rows
    return next((row[0] for row in rows if isinstance(row[0], ox.NamedNode)), NOBODY)
