"""Pages for what goes wrong: not found, a wrong request, and a model that cannot be opened."""

from __future__ import annotations

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from archrepo.errors import ArchrepoError, RequestFault
from webui.opened import opened


def install(app: Flask) -> None:
    """Let these pages answer for the faults of the application."""
    app.register_error_handler(ArchrepoError, _fault)
    app.register_error_handler(HTTPException, _http)


def _fault(fault: ArchrepoError) -> tuple[str, int]:
    if isinstance(fault, RequestFault):
        return _not_there(fault)
    return render_template("fault.html", broken=fault, about_proposal=_is_about_a_proposal()), 503


def _is_about_a_proposal() -> bool:
    """Tell whether the fault lies in a proposal: its page was asked for, and the model itself can be opened."""
    if not request.path.startswith("/toetsen/"):
        return False
    try:
        opened()
    except ArchrepoError:
        return False
    return True


def _not_there(fault: RequestFault) -> tuple[str, int]:
    near = opened().search.nearest(request.path.rsplit("/", 1)[-1].replace("-", " "))
    return render_template("not_found.html", wanted=request.path, said=fault, near=near), 404


def _http(fault: HTTPException) -> tuple[str, int] | HTTPException:
    if fault.code == 404:
        near = opened().search.nearest(request.path.rsplit("/", 1)[-1].replace("-", " "))
        return render_template("not_found.html", wanted=request.path, said=None, near=near), 404
    if fault.code is None or fault.code < 400:
        return fault
    return render_template("request_fault.html", code=fault.code), fault.code
