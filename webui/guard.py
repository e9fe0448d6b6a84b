"""What keeps a browser from lending itself to others: headers on every answer, and no change that another site asks."""

from __future__ import annotations

from flask import Flask, Response, abort, current_app, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


_READING = ("GET", "HEAD", "OPTIONS")


def install(app: Flask) -> None:
    """Put the headers on every answer of the application, and refuse changes that did not start on its own pages."""
    app.before_request(_refuse_foreign_changes)
    app.after_request(_guarded)


def may_write() -> bool:
    """Tell whether this viewer may change files of the model."""
    return bool(current_app.config["MAY_WRITE"])


def _refuse_foreign_changes() -> None:
    """Refuse a change when the viewer only reads, or when the request came from another site.

    A browser says where a request came from in Sec-Fetch-Site, an older one in Origin; without either it is refused.
    """
    if request.method in _READING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    is_own = site == "same-origin" if site else request.headers.get("Origin") == request.host_url.rstrip("/")
    if not is_own or not may_write():
        abort(403)


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-cache"
    return response
