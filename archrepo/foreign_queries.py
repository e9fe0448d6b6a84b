"""What a user brings along, worked out in a process of its own, because no one can say that it will ever end.

pyoxigraph 0.5 runs a query without a look at signals or clocks, and one with brackets thousands deep takes the process
down with it; a regular expression may backtrack for ever. So such work is done in a child that can be killed: at the
time limit, when it takes too much memory, or on Ctrl-C.
"""

from __future__ import annotations

import faulthandler
import logging
import multiprocessing
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from archrepo.errors import ArchrepoError, LimitFault, RequestFault
from archrepo.language import Text
from archrepo.store import Graph, Rows

Result = TypeVar("Result")

_MORE_MEMORY = 2 * 1024**3
"""How many bytes a child may take besides what it has from its parent, where the system can say so."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the answer to a foreign query may take, and how many rows it may have.

    `more_time` is the option of the command that gives it more seconds; "" where there is none.
    """

    seconds: int = 30
    rows: int = 100_000
    more_time: str = ""


def answer_within(limits: Limits, graph: Graph, query: str) -> Rows:
    """Return the rows of a SELECT query, as `Graph.sparql` does, or end it at a limit.

    Raises:
        LimitFault: the answer takes too long, or has too many rows.
        RequestFault: the query asks for data outside the model, or is too much for the engine.
        SyntaxError: the text is not a SPARQL query.
        TypeError: the query is not a SELECT.
    """
    try:
        return worked_out(limits.seconds, partial(graph.sparql, query, most_rows=limits.rows))
    except TimeoutError as fault:
        option = f"{limits.more_time} {limits.seconds * 4}" if limits.more_time else ""
        raise LimitFault(
            Text(
                f"de vraag is na {limits.seconds} seconden nog niet beantwoord",
                f"the question is not answered after {limits.seconds} seconds",
            ),
            remedy=Text(
                f"maak de vraag kleiner, of geef meer tijd: {option}" if option else "maak de vraag kleiner",
                f"make the question smaller, or give it more time: {option}" if option else "make the question smaller",
            ),
        ) from fault
    except ChildProcessError as fault:
        raise RequestFault(
            Text(
                "deze vraag is te groot of te diep voor het zoekprogramma", "this question is too much for the engine"
            ),
            remedy=Text("maak de vraag kleiner", "make the question smaller"),
        ) from fault


def worked_out(seconds: int, work: Callable[[], Result], *, more_memory: int = _MORE_MEMORY) -> Result:
    """Return what `work` returns, worked out in a child process; what it raises is raised here.

    The child may take `more_memory` bytes besides what it has from its parent.

    Raises:
        TimeoutError: it was not done in time.
        ChildProcessError: the child ended without an answer: it went too deep, or took too much memory.
    """
    (result,) = each_worked_out(seconds, (work,), more_memory=more_memory)
    return result


def each_worked_out(
    seconds: int, works: Sequence[Callable[[], Result]], *, more_memory: int = _MORE_MEMORY
) -> Generator[Result]:
    """Iterate over what each of `works` returns, worked out one after the other in one child process.

    Each has `seconds`. What one raises is raised here, and ends it all.

    Raises:
        TimeoutError: one was not done in time.
        ChildProcessError: the child ended without an answer: it went too deep, or took too much memory.
    """
    # A fork has the graph at once; Windows knows no fork, and gets it pickled.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(seconds, tuple(works), sending, more_memory), daemon=True)  # type: ignore[attr-defined]  # typeshed gives the base context
    child.start()
    sending.close()
    try:
        for _work_in_hand in works:
            if not receiving.poll(seconds):
                raise TimeoutError
            is_done, outcome = receiving.recv()
            if not is_done:
                raise outcome
            yield outcome
    except EOFError as fault:
        raise ChildProcessError from fault
    finally:
        child.kill()
        child.join()
        receiving.close()


def _work(seconds: int, works: Sequence[Callable[[], object]], sending: Connection, more_memory: int) -> None:
    # Ctrl-C reaches the whole group of processes; the parent answers it and kills this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # When the engine takes this process down, the parent says so in words; a crash of our own is still to be seen.
    faulthandler.disable()
    logging.disable()
    warnings.simplefilter("ignore")
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit_memory(more_memory)
    for work in works:
        if hasattr(signal, "alarm"):
            # So that this process ends by itself when its parent was killed before it could kill this one.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds + 1)
        try:
            outcome: tuple[bool, object] = (True, work())
        except (ArchrepoError, SyntaxError, TypeError) as fault:
            outcome = (False, fault)
        except MemoryError:
            return
        sending.send_bytes(pickle.dumps(outcome))


def _limit_memory(more: int) -> None:
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + more
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
