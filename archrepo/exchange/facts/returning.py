"""What an import makes of a model file, without writing anything: the way to know what would not come back."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from archrepo.exchange.facts.finding import Found, found_facts
from archrepo.exchange.facts.placing_facts import place_facts
from archrepo.exchange.identities import Identities, property_predicates
from archrepo.exchange.model import ModelFile
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.statements import Statements
from archrepo.exchange.turtle_folder import drawing_paths_of
from archrepo.store import Graph
from archrepo.workspace import Ontology


def returned(
    model: ModelFile, ontology: Ontology, base: str, language: str, predicates: Mapping[str, NamedNode]
) -> Graph:
    """Return the triples of an import of the model under that base, with these predicates for property keys."""
    found = found_facts(model, lambda: ontology, base, language, Remarks(model.path))
    return returned_with(found, ontology, base, language, predicates)


def returned_with(
    found: Found, ontology: Ontology, base: str, language: str, predicates: Mapping[str, NamedNode]
) -> Graph:
    """Return the triples of an import of a model of which the facts were found."""
    remarks = Remarks(found.model.path)
    identities = Identities(found.model, base, found.addresses)
    said = Statements(
        found.model,
        identities,
        {**property_predicates(found.model.keys), **predicates},
        ontology.metamodel,
        language,
        drawing_paths_of(found.model),
        remarks,
        found.nodes,
    )
    if found.is_any:
        place_facts(said, found, identities, language)
    return Graph(*said.triples.values())
