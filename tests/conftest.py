"""Fixtures that every room of the house uses."""

from __future__ import annotations

import gc
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
# Chromium looks up its maker's hosts at every start unless it is told not to; the tests need no network.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A shell that runs the tests in the background makes them, and every program they start, deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Models of tens of thousands of objects come and go with hardly a cycle; most walks over them are wasted.
gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the test data that lies beside the project; tests that need it fail without it."""
    folder = ROOT.parent / "shared"
    assert (folder / "data").is_dir(), f"test data not found: expected the folder {folder}/data beside the project"
    return folder


@pytest.fixture(scope="session")
def gemma_folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The national reference model, imported into a workspace once for all tests."""
    from archrepo.exchange import import_model

    folder = tmp_path_factory.mktemp("gemma") / "model"
    import_model([shared / "data/gemma/gemma.archimate"], folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; one for all tests, since Playwright runs once in a process."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium: install Debian's package chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield started
        started.close()
