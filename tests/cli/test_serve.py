"""`archrepo serve` and the end of `archrepo demo`: a viewer on this computer only, until Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from the_command import AS_OF, Run, clean_environment


@contextmanager
def running(*arguments: str, cwd: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a command that ends in the viewer; give the process and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "archrepo", *arguments],
        cwd=cwd,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            if found:
                yield process, found[0]
                return
        assert process.stderr is not None
        raise AssertionError(process.stderr.read())
    finally:
        process.kill()
        process.communicate(timeout=30)


def page(address: str) -> str:
    """Return the page; the server may need a moment to open the model."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except ConnectionError:
            pass
        except OSError as fault:
            if not isinstance(getattr(fault, "reason", None), ConnectionError):
                raise
        time.sleep(0.2)
    raise AssertionError(f"no answer from {address}")


def test_serve_shows_the_model_and_ends_with_130_on_ctrl_c(hamlet: Path) -> None:
    with running("serve", "--port", "0", "--as-of", AS_OF, cwd=hamlet) as (process, address):
        assert "Buurtschap" in page(address)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Traceback" not in errors


def test_serve_refuses_a_port_that_is_taken(run: Run, hamlet: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        found = run("serve", "--port", port, cwd=hamlet)

    assert found.returncode == 2
    assert f"poort {port} op 127.0.0.1 is bezet" in found.stderr
    assert "--port" in found.stderr


def test_serve_refuses_an_address_of_another_computer(run: Run, hamlet: Path) -> None:
    found = run("serve", "--host", "192.0.2.1", cwd=hamlet)

    assert found.returncode == 2
    assert "192.0.2.1 is geen adres van deze computer" in found.stderr


def test_demo_finds_another_port_when_the_usual_one_is_taken(small_copy: Path) -> None:
    try:
        taken = socket.create_server(("127.0.0.1", 8000))
    except OSError:
        taken = None  # Somebody else on this computer has it: just as good.
    try:
        with running("demo", "--into", ".", "--as-of", AS_OF, cwd=small_copy) as (_, address):
            assert ":8000/" not in address
            assert "Voorbeeldstad" in page(address)
    finally:
        if taken is not None:
            taken.close()
