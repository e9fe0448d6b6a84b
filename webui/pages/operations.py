"""Language choice, health of the server, the accessibility statement and the theme of the municipality."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archrepo.errors import ArchrepoError
from archrepo.language import LANGUAGES
from webui.opened import opened, served
from webui.words import COOKIE

room = Blueprint("operations", __name__)
_YEAR_SECONDS = 365 * 24 * 3600
_THEME = "theme.css"


@room.get("/taal/<wanted>")
def choose_language(wanted: str) -> AnyResponse:
    """Remember the language and go back to the page the reader came from."""
    back = request.args.get("terug", "/")
    if not back.startswith("/") or back.startswith(("//", "/\\")):
        back = "/"
    answer = redirect(back, 303)
    if wanted in LANGUAGES:
        answer.set_cookie(COOKIE, wanted, max_age=_YEAR_SECONDS, httponly=True, samesite="Lax")
    return answer


@room.get("/toegankelijkheid")
def accessibility() -> str:
    """Show how accessible these pages are, and what falls short."""
    return render_template("accessibility.html")


@room.get("/healthz")
def health() -> Response:
    """Tell that the server answers."""
    return Response("ok\n", mimetype="text/plain")


@room.get("/readyz")
def readiness() -> tuple[Response, int]:
    """Tell whether a model is being served, and whether it is the newest."""
    try:
        found = served()
    except ArchrepoError as fault:
        return Response("\n".join(fault.lines("en")) + "\n", mimetype="text/plain"), 503
    words = "ok\n" if found.is_newest else "ok, the last good version; the newest is broken\n"
    return Response(words, mimetype="text/plain"), 200


@room.get("/thema.css")
def theme() -> AnyResponse:
    """Give the municipality's own theme.css from the folder of the model; nothing when there is none."""
    root = opened().workspace.root.resolve()
    file = (root / _THEME).resolve()
    words = file.read_bytes() if file.is_file() and file.is_relative_to(root) else b""
    return current_app.response_class(words, mimetype="text/css")
