"""The set of relations and the derived graph, held to the decided form and its four queries."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from the_knowledge import shipped_ontology

from archrepo.places import shipped
from archrepo.relations import derived_graph, read_relations
from archrepo.store import Graph
from archrepo.turtle import Triple, parse
from archrepo.vocabulary import AM
from archrepo.workspace import Ontology, open_workspace

SAMPLE = Path(__file__).parent / "samples/form"
PREFIX = f"PREFIX am: <{AM}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
CONSTRUCTS = (
    "CONSTRUCT { ?s ?p ?t } WHERE { ?r a ?c ; am:source ?s ; am:target ?t . ?p am:relationshipClass ?c }",
    "CONSTRUCT { ?s ?p ?t } WHERE { ?r a am:Access ; am:source ?s ; am:target ?t ; am:accessType ?a . "
    "?p am:forAccessType ?a }",
    "CONSTRUCT { ?s am:directedTo ?t } WHERE { ?r a am:Association ; am:directed true ; am:source ?s ; am:target ?t }",
    "CONSTRUCT { ?s ?q ?t } WHERE { ?p rdfs:subPropertyOf ?q . ?s ?p ?t }",
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return shipped_ontology()


def constructed(model: Graph, ontology: Graph) -> set[Triple]:
    """The closure of the four queries, run by an engine that knows nothing of our loader."""
    store = ox.Store()
    for graph in (ontology, model):
        store.extend(ox.Quad(*triple) for triple in graph)
    found: set[Triple] = set()
    size = -1
    while size < len(found):
        size = len(found)
        for query in CONSTRUCTS:
            for triple in store.query(PREFIX + query):  # type: ignore[union-attr]  # a CONSTRUCT gives triples
                found.add((triple.subject, triple.predicate, triple.object))  # type: ignore[union-attr,arg-type]
                store.add(ox.Quad(triple.subject, triple.predicate, triple.object))  # type: ignore[union-attr,arg-type]
    return {triple for triple in found if not ontology.has(*triple)}


def check_equal(model: Graph, ontology: Ontology) -> None:
    derived = derived_graph(model, ontology.metamodel, ontology.graph)

    assert len(derived) == len(set(derived))
    assert not any(model.has(*triple) for triple in derived)
    assert set(derived) | set(model) == constructed(model, ontology.graph) | set(model)


def test_derived_graph_of_the_sample_equals_the_four_queries(ontology: Ontology) -> None:
    check_equal(open_workspace(SAMPLE, date(2026, 11, 22), ontology=ontology).model, ontology)


TERMS = ["a", "b", "c"]
PLAIN = ["serves", "reads", "writes", "readsWrites", "accesses", "flowsTo", "directedTo", "associatedWith"]
KINDS = ["Serving", "Access", "Association", "Influence", "Flow"]
plain = st.builds(":{} am:{} :{} .".format, st.sampled_from(TERMS), st.sampled_from(PLAIN), st.sampled_from(TERMS))
nodes = st.builds(
    ":r{} a am:{} ; am:source :{} ; am:target :{} {} .".format,
    st.integers(0, 5),
    st.sampled_from(KINDS),
    st.sampled_from(TERMS),
    st.sampled_from(TERMS),
    st.sampled_from(["", '; am:accessType "Read"', '; am:accessType "ReadWrite"', "; am:directed true"]),
)


@given(st.lists(st.one_of(plain, nodes), max_size=12))
@settings(max_examples=60, deadline=None)
def test_derived_graph_of_random_models_equals_the_four_queries(lines: list[str]) -> None:
    ontology = ONTOLOGY
    text = f"@prefix : <http://m.example/> . @prefix am: <{AM}> .\n" + "\n".join(lines)

    check_equal(Graph(parse(text.encode(), "m.ttl")), ontology)


ONTOLOGY = shipped_ontology()


def relations_of(text: str) -> list[tuple[str, str | None, bool]]:
    header = f"@prefix : <http://m.example/> . @prefix am: <{AM}> . @prefix ar: <https://w3id.org/archrepo/def#> .\n"
    model = Graph(parse((header + text).encode(), "m.ttl"))
    return [(found.kind.name, found.access, found.node is None) for found in read_relations(model, ONTOLOGY.metamodel)]


def test_a_plain_triple_beside_a_node_of_its_class_is_the_same_relation() -> None:
    assert relations_of(":a am:serves :b . :r a am:Serving ; am:source :a ; am:target :b .") == [
        ("Serving", None, False)
    ]


def test_a_plain_triple_beside_a_node_of_another_class_is_a_relation_of_its_own() -> None:
    assert len(relations_of(":a am:flowsTo :b . :r a am:Serving ; am:source :a ; am:target :b .")) == 2


def test_two_nodes_between_the_same_ends_are_two_relations() -> None:
    assert (
        len(relations_of(":r a am:Flow ; am:source :a ; am:target :b . :q a am:Flow ; am:source :a ; am:target :b ."))
        == 2
    )


def test_a_sub_predicate_implies_its_attribute() -> None:
    assert relations_of(":a am:reads :b .") == [("Access", "Read", True)]


def test_a_relation_may_end_in_a_relation() -> None:
    model = ":f a am:Flow ; am:source :a ; am:target :b . :o a am:Association ; am:source :x ; am:target :f ."

    assert sorted(relations_of(model)) == [("Association", None, False), ("Flow", None, False)]


def test_plain_triples_and_nodes_of_the_sample_all_become_relations() -> None:
    workspace = open_workspace(SAMPLE, date(2026, 11, 22), ontology=ONTOLOGY)
    flows = [relation for relation in workspace.relations if relation.node is not None]

    assert len(flows) == 3
    assert len(workspace.relations) - len(flows) >= 34


def test_derived_graph_of_voorbeeldstad_equals_the_four_queries() -> None:
    workspace = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22), ontology=ONTOLOGY)

    check_equal(workspace.model, ONTOLOGY)


def test_derived_graph_of_the_national_reference_model_equals_the_four_queries(gemma_folder: Path) -> None:
    workspace = open_workspace(gemma_folder, date(2026, 11, 22), ontology=ONTOLOGY)

    check_equal(workspace.model, ONTOLOGY)
    assert len(workspace.relations) == 6257
    assert len(workspace.elements) == 3006
