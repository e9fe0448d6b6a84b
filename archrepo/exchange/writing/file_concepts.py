"""What the readers of drawings ask of a model, answered from a model file instead of a workspace."""

from __future__ import annotations

from pyoxigraph import NamedNode

from archrepo.exchange.identities import local_name
from archrepo.exchange.model import ModelFile
from archrepo.exchange.shown import ShownElement, ShownRelation, ShownView

_FILE_IDS = "urn:archrepo:file-id:"
_JUNCTION = "Junction"


class FileConcepts:
    """The concepts of one model file by id; only what places and sizes depend on is told."""

    def __init__(self, model: ModelFile) -> None:
        """Keep what the drawings ask for."""
        self._elements = {one.id: one for one in model.elements}
        self._relations = {one.id: one for one in model.relations}
        self._views = {one.id: one for one in model.views}

    def element(self, identifier: str) -> ShownElement | None:
        """Return the element with that id."""
        found = self._elements.get(identifier)
        if found is None:
            return None
        kind = _JUNCTION if found.kind.endswith(_JUNCTION) else found.kind
        return ShownElement(_iri(identifier), kind, found.names[0].text if found.names else "")

    def relation(self, identifier: str) -> ShownRelation | None:
        """Return the relation with that id."""
        found = self._relations.get(identifier)
        return ShownRelation(_iri(identifier), found.kind) if found else None

    def view(self, identifier: str) -> ShownView | None:
        """Return the view with that id; its key is the id."""
        found = self._views.get(identifier)
        return ShownView(identifier, found.names[0].text if found.names else "") if found else None

    def expression(self, template: str, name: str, subject: NamedNode | None) -> str | None:
        """Return nothing: a composed label is told as a loss, the name stays."""
        return None

    def picture(self, path: str) -> tuple[bytes, str] | None:
        """Return nothing: places do not depend on pictures."""
        return None

    def missing(self) -> str:
        """Return the mark for an element that is not in the file."""
        return "?"


def _iri(identifier: str) -> NamedNode:
    return NamedNode(_FILE_IDS + local_name(identifier))
