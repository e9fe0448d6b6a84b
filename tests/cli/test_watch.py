"""`archrepo check --watch` checks again when a file changes, and survives a file that is broken for a while."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from the_command import clean_environment

_SECONDS = 60


class Watching:
    """A running `check --watch` with what it has printed so far, on both streams."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "archrepo", "check", "--select", "GOV-02", "--watch"],
            cwd=folder,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line

    def waits_for(self, words: str) -> None:
        end = time.monotonic() + _SECONDS
        while words not in self.printed:
            assert time.monotonic() < end, f"never printed {words!r}, but:\n{self.printed}"
            time.sleep(0.05)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_SECONDS)

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(_SECONDS)
        self._reader.join(_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()


def test_change_is_checked_at_once_also_after_a_broken_file(hamlet: Path) -> None:
    path = hamlet / "model" / "applications.ttl"
    whole = path.read_text()
    with Watching(hamlet) as watching:
        watching.waits_for("1 fout.")
        watching.waits_for("Wacht op een wijziging")
        path.write_text(whole + ":kapot\n")
        watching.waits_for(": fout: ")
        path.write_text(whole.replace("ar:lifecycle ar:InUse .", "ar:lifecycle ar:InUse ; ar:owner :burgerzaken ."))
        watching.waits_for("Geen bevindingen.")
        assert watching.stop() == 130
    assert "Traceback" not in watching.printed


@pytest.mark.parametrize("name", ["notities.md", "plaat.svg"])
def test_file_that_is_no_part_of_a_model_is_not_waited_for(hamlet: Path, name: str) -> None:
    with Watching(hamlet) as watching:
        watching.waits_for("Wacht op een wijziging")
        (hamlet / "model" / name).write_text("x")
        time.sleep(1.5)
        assert "-----" not in watching.printed
