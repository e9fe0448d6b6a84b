"""The viewer in a browser: knows HTML and HTTP, and of the model only how to show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from flask import Flask, g
from waitress import create_server

from archrepo.language import Language
from webui import faults, guard, words
from webui.current import Current
from webui.pages import ROOMS
from webui.shown import globals_of_templates

__all__ = ["create_app", "serve"]

MOST_BYTES_OF_A_REQUEST = 1024 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


def create_app(
    root: Path,
    *,
    as_of: date | None = None,
    only_hosts: Sequence[str] = (),
    may_write: bool = False,
    owns_process: bool = False,
    language: Language | None = None,
) -> Flask:
    """Return the viewer of the model in `root`; it opens the model at the first request and again when files change.

    Without `as_of` the model is dated today, every day anew. `only_hosts` are the names that it answers to;
    none means any. With `may_write` its forms change files of the model; there is no login. An application that
    `owns_process` tidies the memory of the whole process when the model changes. `language` is that of a reader who
    chose none; without it that is up to the browser.
    """
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_OF_A_REQUEST
    app.config["MAY_WRITE"] = may_write
    app.config["LANGUAGE"] = language
    app.config["TRUSTED_HOSTS"] = list(only_hosts) or None
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.extensions["archrepo"] = Current(root, as_of, owns_process=owns_process)
    app.before_request(_choose_language)
    for room in ROOMS:
        app.register_blueprint(room)
    app.jinja_env.filters.update(words=words.words, coded=words.coded, day=words.day, number=words.number)
    app.jinja_env.globals.update(globals_of_templates())
    guard.install(app)
    faults.install(app)
    return app


def _choose_language() -> None:
    g.language = words.chosen_language()


def serve(
    root: Path,
    host: str = "127.0.0.1",
    port: int = 8017,
    as_of: date | None = None,
    *,
    may_write: bool = False,
    language: Language | None = None,
    when_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the model in `root` until the process is interrupted; prints nothing.

    Whoever sits at this computer may change files by the forms; others only with `may_write`.

    The model is opened before the first request, so that whoever starts the server waits and not the first reader.
    `when_ready` is called once, as soon as the address answers.

    Raises:
        OSError: the port is taken.
    """
    # Another site could otherwise give its own name the address of this computer, and read along in the browser.
    is_own = host in _LOOPBACK
    app = create_app(
        root,
        as_of=as_of,
        only_hosts=_LOOPBACK if is_own else (),
        may_write=is_own or may_write,
        owns_process=True,
        language=language,
    )
    app.extensions["archrepo"].warm()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    # Flask refuses what is too large with a page that says so; the server would only break the connection.
    server = create_server(app, host=host, port=port, threads=6, ident=None)
    when_ready()
    server.run()
