"""A small graph laid over a large one is the same as both together, in content and in every order."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from archrepo.store import Graph, Ground
from archrepo.turtle import Triple, parse
from archrepo.vocabulary import LABEL, TYPE

HEAD = "@prefix : <urn:x:> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
BASE = ':Kind rdfs:subClassOf :Thing ; rdfs:label "kind" . :old a :Kind ; :knows :Kind , :other .'


def triples(turtle: str) -> list[Triple]:
    return parse((HEAD + turtle).encode(), "x.ttl")


@pytest.mark.parametrize(
    "extra",
    [
        "",
        ':new a :Thing ; rdfs:label "new" ; :knows :old .',
        ":new :likes :old . :next a :Kind ; :likes :new , :Kind .",
        ":old a :Thing ; :likes :Kind . :new :knows :old .",
    ],
)
def test_a_graph_laid_over_the_ground_is_that_of_both(extra: str) -> None:
    ground = Ground(Graph(triples(BASE)))
    ground.under(triples(":before :knows :old ; a :Thing ."))

    laid, whole = ground.under(triples(extra)), Graph([*triples(BASE), *triples(extra)])

    assert list(laid) == list(whole)
    assert list(laid.predicates) == list(whole.predicates)
    for predicate in whole.predicates:
        assert list(laid.with_predicate(predicate).items()) == list(whole.with_predicate(predicate).items())
        assert list(laid.described_with(predicate)) == list(whole.described_with(predicate))
    for term in ("Kind", "Thing", "old", "new"):
        name = ox.NamedNode(f"urn:x:{term}")
        assert list(laid.incoming(name)) == list(whole.incoming(name))
        assert laid.instances(name) == whole.instances(name)
    rows = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    assert laid.sparql(rows) == whole.sparql(rows)
    assert list(ground.graph) == triples(BASE)


def test_a_revision_of_a_laid_graph_is_that_of_the_whole() -> None:
    ground, new = Ground(Graph(triples(BASE))), ox.NamedNode("urn:x:new")
    laid = ground.under(triples(':new a :Thing ; rdfs:label "new" .'))
    assert laid.instances(ox.NamedNode("urn:x:Thing")) and laid.store is not None

    revised = laid.revised({new: triples(':new a :Kind ; rdfs:label "newer" .')}).graph

    assert revised.objects(new, LABEL) == (ox.Literal("newer"),)
    assert revised.subjects(TYPE, ox.NamedNode("urn:x:Kind")) == (ox.NamedNode("urn:x:old"), new)
    assert len(revised.sparql("SELECT ?s { ?s a <urn:x:Thing> }").rows) == 0
