"""In which folder of Archi a new concept belongs: that of the layer of its type, as the ontology has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archrepo.exchange.model import Concept, FileRelation, FileView, Folder, Phrase
from archrepo.metamodel import Metamodel
from archrepo.places import shipped
from archrepo.store import Graph
from archrepo.turtle import parse

_METAMODEL: Final = "archimate.ttl"
#: The folders at the top of every model of Archi: type and name, in its order. Source: the ecore model of Archi 5.
TOP_FOLDERS: Final[Mapping[str, str]] = {
    "strategy": "Strategy",
    "business": "Business",
    "application": "Application",
    "technology": "Technology & Physical",
    "motivation": "Motivation",
    "implementation_migration": "Implementation & Migration",
    "other": "Other",
    "relations": "Relations",
    "diagrams": "Views",
}
OTHER: Final = "other"
_OF_LAYER: Final = {
    "Strategy": "strategy",
    "Business": "business",
    "Application": "application",
    "Technology": "technology",
    "Physical": "technology",
    "Motivation": "motivation",
    "ImplementationMigration": "implementation_migration",
}


def default_folder(kind: str) -> Folder:
    """Return the folder that a file gets for a type at the top when it has none; it says nothing about the model."""
    return Folder(f"folder-{kind}", kind, (Phrase(TOP_FOLDERS[kind]),))


def is_default(folder: Folder) -> bool:
    """Tell whether the folder at the top is one that this package made."""
    return folder.kind in TOP_FOLDERS and folder.id == default_folder(folder.kind).id


class Places:
    """Tells the type of the top folder of any concept."""

    def __init__(self, metamodel: Metamodel) -> None:
        """Look up the layers of all types."""
        self._layers = {kind.name: kind.layer for kind in metamodel.types.values()}

    def __getitem__(self, concept: Concept) -> str:
        """Return the type of the folder at the top ("business", "relations", "diagrams" ...)."""
        if isinstance(concept, FileView):
            return "diagrams"
        if isinstance(concept, FileRelation):
            return "relations"
        return _OF_LAYER.get(self._layers.get(concept.kind, ""), OTHER)


def shipped_metamodel() -> Metamodel:
    """Return the language as the installed ontology has it."""
    folder = shipped("ontology")
    return Metamodel(Graph(parse((folder / _METAMODEL).read_bytes(), f"ontology/{_METAMODEL}")), folder)
