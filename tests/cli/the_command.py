"""The command as users run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
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
        return subprocess.run(
            [sys.executable, "-m", "archrepo", *arguments],
            cwd=cwd or folder,
            env=clean_environment(**(environment or {})),
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )

    return run
