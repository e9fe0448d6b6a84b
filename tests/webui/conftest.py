"""The viewer of the example municipality, by Flask's own client and in a real browser."""

from __future__ import annotations

import shutil
import threading
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


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    """A copy of Voorbeeldstad that a test may change."""
    folder = tmp_path / "voorbeeldstad"
    shutil.copytree(MODEL, folder)
    return folder


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
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []
