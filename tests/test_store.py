"""The store answers questions about the model, and opens no connection for them."""

from __future__ import annotations

import socket

import pyoxigraph as ox
import pytest

from archrepo.errors import RequestFault
from archrepo.store import Graph

A, B, C = (ox.NamedNode(f"https://x.example/{name}") for name in "abc")
GRAPH = Graph([(A, B, C), (A, B, ox.Literal("SERVICE"))])


@pytest.fixture
def listener() -> socket.socket:
    """A server that nobody may call."""
    made = socket.create_server(("127.0.0.1", 0))
    made.settimeout(0.2)
    return made


@pytest.mark.parametrize(
    "ask",
    [
        "SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ service silent<{there}>{{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p ?o FILTER(?s<?o)SERVICE<{there}>{{ ?a ?b ?c }} }}",
        "SELECT * {{ \\u0053ERVICE <{there}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ # it's only\nSERVICE <{there}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p 'it\\'s' . SERVICE <{there}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{there}> AS ?there) SERVICE ?there {{ ?s ?p ?o }} }}",
    ],
)
def test_a_question_that_asks_another_server_is_refused_and_calls_nobody(ask: str, listener: socket.socket) -> None:
    with listener:
        with pytest.raises(RequestFault, match="SERVICE"):
            GRAPH.sparql(ask.format(there=f"http://127.0.0.1:{listener.getsockname()[1]}/"))

        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "ask",
    [
        "SELECT ?service { ?s ?p ?service }",
        "PREFIX service: <https://x.example/> SELECT * { service:a service:b ?o } # SERVICE",
        "SELECT * { ?s <https://x.example/b> ?o FILTER(str(?o) != 'no service') }",
        'SELECT * { ?s ?p ?o FILTER(?o != """SERVICE <x> { }""") }',
    ],
)
def test_a_question_that_only_holds_the_word_is_answered(ask: str) -> None:
    assert len(GRAPH.sparql(ask).rows) == 2
