"""SPARQL that a user brings along, answered in a process of its own, because no one can say that it will ever end.

pyoxigraph 0.5 runs a query without a look at signals or clocks, and one with brackets thousands deep takes the process
down with it. So the answer is worked out in a child that can be killed: at the time limit, or on Ctrl-C.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection

from archrepo.errors import ArchrepoError, LimitFault, RequestFault
from archrepo.language import Text
from archrepo.store import Graph, Rows


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the answer to a foreign query may take, and how many rows it may have."""

    seconds: int = 30
    rows: int = 100_000


def answer_within(limits: Limits, graph: Graph, query: str) -> Rows:
    """Return the rows of a SELECT query, as `Graph.sparql` does, or end it at a limit.

    Raises:
        LimitFault: the answer takes too long, or has too many rows.
        RequestFault: the query asks for data outside the model, or is too much for the engine.
        SyntaxError: the text is not a SPARQL query.
        TypeError: the query is not a SELECT.
    """
    # A fork has the graph at once; Windows knows no fork, and gets it pickled.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(limits, graph, query, sending), daemon=True)  # type: ignore[attr-defined]  # typeshed gives the base context
    child.start()
    sending.close()
    try:
        if not receiving.poll(limits.seconds):
            raise LimitFault(
                Text(
                    f"de vraag is na {limits.seconds} seconden nog niet beantwoord",
                    f"the question is not answered after {limits.seconds} seconds",
                ),
                remedy=Text(
                    f"maak de vraag kleiner, of geef meer tijd: --limit {limits.seconds * 4}",
                    f"make the question smaller, or give it more time: --limit {limits.seconds * 4}",
                ),
            )
        outcome = receiving.recv()
    except EOFError as fault:
        raise RequestFault(
            Text(
                "deze vraag is te groot of te diep voor het zoekprogramma", "this question is too much for the engine"
            ),
            remedy=Text("maak de vraag kleiner", "make the question smaller"),
        ) from fault
    finally:
        child.kill()
        child.join()
        receiving.close()
    if isinstance(outcome, Rows):
        return outcome
    assert isinstance(outcome, (ArchrepoError, SyntaxError, TypeError))
    raise outcome


def _answer(limits: Limits, graph: Graph, query: str, sending: Connection) -> None:
    # Ctrl-C reaches the whole group of processes; the parent answers it and kills this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # When the engine takes this process down, the parent says so in words.
    faulthandler.disable()
    if hasattr(signal, "alarm"):
        # So that this process ends by itself when its parent was killed before it could kill this one.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(limits.seconds + 1)
    outcome: Rows | ArchrepoError | SyntaxError | TypeError
    try:
        outcome = graph.sparql(query, most_rows=limits.rows)
    except (ArchrepoError, SyntaxError, TypeError) as fault:
        outcome = fault
    sending.send(outcome)
