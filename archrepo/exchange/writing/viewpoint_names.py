"""The names of viewpoints: Archi and the exchange format each have their own, the ontology has both."""

from __future__ import annotations

from archrepo.metamodel import Metamodel
from archrepo.store import Graph
from archrepo.vocabulary import TYPE, am

_TABLE = "archimate-viewpoints.ttl"


class ViewpointNames:
    """Translates the name of a viewpoint; one that nobody knows stays as it is."""

    def __init__(self, metamodel: Metamodel) -> None:
        """Read the table of viewpoints."""
        graph = Graph(metamodel.table(_TABLE))
        self._ameff: dict[str, str] = {}
        self._archi: dict[str, str] = {}
        for iri in graph.subjects(TYPE, am("Viewpoint")):
            archi, ameff = graph.value(iri, am("archiId")), graph.value(iri, am("ameffName"))
            if archi is not None and ameff is not None:
                self._ameff[archi.value] = ameff.value
                self._archi[ameff.value] = archi.value

    def in_ameff(self, name: str) -> str:
        """Return the name in the exchange format."""
        return self._ameff.get(name, name)

    def in_archi(self, name: str) -> str:
        """Return the name in Archi."""
        return self._archi.get(name, name)
