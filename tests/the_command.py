"""The command as users run it: in a process of its own.

That process is a copy of one that has imported what commands need, made in milliseconds: importing the RDF libraries
anew takes longer than most commands do. What it has read it has in mind as well: the triples of files that ship, under
their whole text, and the ontology. It has its own folder, environment, arguments, streams and exit code. A test that
looks at how Python starts says so with a `PYTHON...` variable, and gets a fresh interpreter.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import archrepo
from archrepo.cli import main
from archrepo.places import shipped
from archrepo.principles import book_of, read_book
from archrepo.turtle import reading
from archrepo.validation import check
from archrepo.workspace import load_ontology, open_workspace

ROOT = Path(__file__).parent.parent
AS_OF = "2026-11-22"
_SECONDS = 120
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def clean_environment(**extra: str) -> dict[str, str]:
    """Return the environment without what chooses language or colour, so that a test chooses it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "NO_COLOR"))}
    return {**kept, "PYTHONPATH": str(ROOT), **extra}


def runner(folder: Path) -> Run:
    """Return a function that runs `archrepo` in `cwd`, by default in `folder`."""

    def run(
        *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        surroundings = environment or {}
        started = started_anew if any(key.startswith("PYTHON") for key in surroundings) else started_from_copy
        return started(arguments, cwd or folder, clean_environment(**surroundings))

    return run


def started_anew(arguments: tuple[str, ...], folder: Path, environment: dict[str, str]) -> Any:
    """Run `archrepo` in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-m", "archrepo", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )


def started_from_copy(
    arguments: tuple[str, ...], folder: Path, environment: dict[str, str], *, is_merged: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run `archrepo` in a copy of the process that has imported everything; merged, all it prints is in `stdout`."""
    with tempfile.TemporaryDirectory() as printed:
        streams = [f"{printed}/{name}" for name in ("stdout", "stderr")]
        wish = {"arguments": arguments, "folder": str(folder), "environment": environment, "streams": streams}
        server = _server()
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps({**wish, "is_merged": is_merged}) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = (Path(path).read_bytes().decode() if Path(path).exists() else "" for path in streams)
    if code == -signal.SIGALRM:
        raise subprocess.TimeoutExpired(arguments, _SECONDS, out, err)
    # A pipe read as text gives the same: one newline for every end of line.
    return subprocess.CompletedProcess(arguments, code, *(text.replace("\r\n", "\n") for text in (out, err)))


@functools.cache
def _server() -> subprocess.Popen[str]:
    """Return the process that makes the copies; it ends with the tests."""
    server = subprocess.Popen(
        [sys.executable, __file__],
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    """Make a copy for every line of input, wait for it, and answer with its exit code."""
    for room in pkgutil.walk_packages(archrepo.__path__, "archrepo."):
        importlib.import_module(room.name)
    _remember_what_is_read()
    _read_what_ships()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        copy = os.fork()
        if not copy:
            _become(json.loads(line))
            return
        _, status = os.waitpid(copy, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _remember_what_is_read() -> None:
    """Have the functions that read remember their answers: the same text has the same triples, whoever asks."""
    once = functools.cache(lambda data, path, prefix: tuple(reading.parse(data, path, blank_prefix=prefix)))

    def parse(data: bytes, path: str, *, blank_prefix: str = "b") -> list[reading.Triple]:
        return list(once(data, path, blank_prefix))

    remembering = {
        reading.parse: parse,
        load_ontology: functools.cache(load_ontology),
        read_book: functools.cache(read_book),
    }
    for room in [found for name, found in sys.modules.items() if name.startswith("archrepo.")]:
        for plain, remembered in remembering.items():
            if room is not reading and getattr(room, plain.__name__, None) is plain:
                setattr(room, plain.__name__, remembered)


def _read_what_ships() -> None:
    """Read once what nearly every command reads: the ontology, the principles and the example municipality."""
    model = open_workspace(shipped("models") / "voorbeeldstad", date.fromisoformat(AS_OF))
    check(model, book_of(model))


def _become(wish: dict[str, Any]) -> None:
    """Be the command that is wished for, to the end of this process."""
    signal.alarm(_SECONDS)
    os.chdir(wish["folder"])
    os.environ.clear()
    os.environ.update(wish["environment"])
    paths = (os.devnull, wish["streams"][0], wish["streams"][0 if wish["is_merged"] else 1])
    for number, path in enumerate(paths):
        if number == 2 and wish["is_merged"]:
            os.dup2(1, 2)
            continue
        opened = os.open(path, os.O_RDONLY if not number else os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            io.BufferedWriter(io.FileIO(number, "w", closefd=False)),
            encoding="utf-8",
            errors=errors,
            line_buffering=number == 2,
        )
        for number, errors in ((1, "strict"), (2, "backslashreplace"))
    )
    sys.argv = [str(ROOT / "archrepo" / "__main__.py"), *wish["arguments"]]
    sys.path[0] = wish["folder"]
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # Taking down all that was imported would cost more than many a command.
        os._exit(end.code if isinstance(end.code, int) else 0)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        _serve()
