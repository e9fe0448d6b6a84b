"""The viewer of the example municipality, by Flask's own client and in a real browser."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from webui import create_app
from webui.current import SECONDS_BETWEEN_CHECKS

MODEL = Path(__file__).parents[2] / "models" / "voorbeeldstad"
AS_OF = date(2026, 11, 22)


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object, **__: object) -> None:
        """Keep the requests out of the output of the tests."""


@contextmanager
def _serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Flask], str]]:
    """Serve an application until the end of the tests, and give its address."""
    with ExitStack() as servers:
        yield lambda app: servers.enter_context(_serving(app))


@pytest.fixture(scope="session")
def app() -> Flask:
    """The viewer of Voorbeeldstad as it lies in the repository."""
    found = create_app(MODEL, as_of=AS_OF)
    found.testing = True
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader without a browser."""
    return app.test_client()


@pytest.fixture(scope="session")
def address(app: Flask, served: Callable[[Flask], str]) -> str:
    """The address where Voorbeeldstad is served."""
    return served(app)


@pytest.fixture(scope="session")
def shared_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of Voorbeeldstad that tests change one after the other; each puts it back."""
    folder = tmp_path_factory.mktemp("town") / "voorbeeldstad"
    shutil.copytree(MODEL, folder)
    return folder


@pytest.fixture
def own_model(shared_copy: Path) -> Iterator[Path]:
    """A copy of Voorbeeldstad that a test may change; afterwards it is as it was, times of change too."""
    yield shared_copy
    put_back(shared_copy)


@pytest.fixture(scope="session")
def writing_app(shared_copy: Path) -> Flask:
    """The viewer of that copy, which may change it; what it made of files that are put back stays good."""
    found = create_app(shared_copy, as_of=AS_OF, may_write=True)
    found.testing = True
    return found


def put_back(folder: Path) -> None:
    """Make a copy of Voorbeeldstad equal to it again; a viewer is given the time to see that a model file changed."""
    wanted = {path.relative_to(MODEL): path for path in MODEL.rglob("*") if path.is_file()}
    is_model_changed = False
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder) not in wanted:
            is_model_changed |= "proposals" not in path.parts
            path.unlink()
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not (MODEL / path.relative_to(folder)).is_dir():
            path.rmdir()
    for name, path in wanted.items():
        there = folder / name
        if not there.is_file() or _stamp(there) != _stamp(path):
            is_model_changed |= "proposals" not in there.parts
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, there)
    if is_model_changed:
        time.sleep(1.2 * SECONDS_BETWEEN_CHECKS)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


@pytest.fixture
def own_address(own_model: Path, served: Callable[[Flask], str]) -> str:
    """The address where that copy is served."""
    return served(create_app(own_model, as_of=AS_OF))


@pytest.fixture
def small_text() -> str:
    """The Turtle of the small model, for tests that change a word in it."""
    return SMALL


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    """A model of two elements, written by the test suite, that opens in a moment."""
    (tmp_path / "archrepo.toml").write_text('[workspace]\nname = "Klein"\nbase = "https://klein.example/id/"\n')
    (tmp_path / "model.ttl").write_text(SMALL)
    return tmp_path


SMALL = """@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:balie a am:BusinessService ; rdfs:label "Balie"@nl , "Counter"@en .
:kassa a am:ApplicationComponent ; rdfs:label "Kassa"@nl , "Till"@en ; am:serves :balie .
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new tab; the test fails when the page writes an error to its console or cannot load something."""
    errors: list[str] = []
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []
