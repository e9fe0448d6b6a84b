"""The store answers questions about the model, and opens no connection for them."""

from __future__ import annotations

import multiprocessing
import pickle
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox
import pytest

from archrepo.errors import LimitFault, RequestFault, SyntaxFault
from archrepo.findings import Location
from archrepo.foreign_queries import Limits, answer_within
from archrepo.language import Text
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


@pytest.mark.parametrize("ask", ["SELECT * FROM <{0}> {{ ?s ?p ?o }}", "SELECT * FROM NAMED<{0}> {{ GRAPH ?g {{}} }}"])
def test_a_question_to_another_file_is_refused_with_the_word_that_asks_it(ask: str) -> None:
    with pytest.raises(RequestFault, match="FROM"):
        GRAPH.sparql(ask.format("file:///etc/passwd"))


@pytest.mark.parametrize("ask", ["SELECT ?from { ?s ?p ?from }", "PREFIX from: <urn:> SELECT * { ?s ?p ?o } # FROM"])
def test_a_question_with_a_name_like_from_is_answered(ask: str) -> None:
    assert len(GRAPH.sparql(ask).rows) == 2


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns as often as they can, so that what is half made is seen."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_that_ask_a_new_graph_at_once_all_see_the_whole_of_it() -> None:
    triples = [(ox.NamedNode(f"urn:s{number}"), B, ox.NamedNode(f"urn:o{number}")) for number in range(5000)]
    last = triples[-1]
    for _ in range(5):
        graph = Graph(triples)

        def asked(_: int, graph: Graph = graph) -> tuple[int, int]:
            return len(graph.subjects(B, last[2])), len(graph.sparql("SELECT * { ?s ?p <urn:o4999> }").rows)

        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(asked, range(8))) == {(1, 1)}


def test_a_foreign_question_gets_the_same_answer_as_our_own() -> None:
    ask = "SELECT * { ?s ?p ?o }"

    assert answer_within(Limits(), GRAPH, ask) == GRAPH.sparql(ask)


def test_a_foreign_question_that_never_ends_is_ended_and_leaves_no_process() -> None:
    graph = Graph((ox.NamedNode(f"urn:{number}"), B, C) for number in range(300))
    ask = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?a != ?m) }"
    before = time.monotonic()

    with pytest.raises(LimitFault, match="1 seconds") as caught:
        answer_within(Limits(seconds=1), graph, ask)

    assert time.monotonic() - before < 10
    assert caught.value.remedy == Text("maak de vraag kleiner", "make the question smaller")
    assert multiprocessing.active_children() == []


def test_a_foreign_question_with_too_many_rows_is_refused() -> None:
    with pytest.raises(LimitFault, match="more than 1 rows"):
        answer_within(Limits(rows=1), GRAPH, "SELECT * { ?s ?p ?o }")


def test_a_foreign_question_that_breaks_the_engine_breaks_nothing_else() -> None:
    deep = "SELECT * {" + " FILTER(" + "(" * 20000 + "1" + ")" * 20000 + ") }"

    with pytest.raises(RequestFault, match="too much"):
        answer_within(Limits(), GRAPH, deep)


@pytest.mark.parametrize(
    ("ask", "fault"),
    [
        ("SELECT * { SERVICE <urn:x> {} }", RequestFault),
        ("SELECT * {", SyntaxError),
        ("ASK { ?s ?p ?o }", TypeError),
    ],
)
def test_a_fault_in_a_foreign_question_is_the_same_as_in_our_own(ask: str, fault: type[Exception]) -> None:
    with pytest.raises(fault) as own:
        GRAPH.sparql(ask)
    with pytest.raises(fault) as foreign:
        answer_within(Limits(), GRAPH, ask)

    assert str(foreign.value) == str(own.value)


def test_a_fault_and_a_graph_come_whole_out_of_another_process() -> None:
    fault = SyntaxFault(Text("een", "one"), location=Location("m.ttl", 1, 2, 3, 4), remedy=Text.same("x"), excerpt="y")
    fault.others = (SyntaxFault(Text("twee", "two")),)

    copy = pickle.loads(pickle.dumps(fault))

    assert copy.lines("nl") == fault.lines("nl")
    assert copy.others[0].text.nl == "twee"
    assert list(pickle.loads(pickle.dumps(GRAPH))) == list(GRAPH)
