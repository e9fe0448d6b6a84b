"""Whether a file holds a release of a pinned reference model: by the identity of the model, or else by its name."""

from __future__ import annotations

from archrepo.exchange.identities import Identities
from archrepo.exchange.model import ModelFile, title_of
from archrepo.vocabulary import MODEL, TYPE
from archrepo.workspace import Workspace
from archrepo.workspace.references import Reference


def is_release_of(workspace: Workspace, pinned: Reference, model: ModelFile) -> bool:
    """Tell whether the model is the pinned one, in this or another release."""
    identity = Identities(model, pinned.base).model
    return title_of(model) == pinned.model or any(
        (identity, TYPE, MODEL) in file.triples for file in workspace.files if pinned.holds(file.path)
    )
