"""The model of this request: looked up once, so that one page never mixes two versions."""

from __future__ import annotations

from flask import current_app, g

from archrepo.errors import ArchrepoError
from webui.current import Current, OpenedModel, Served


def served() -> Served:
    """Return the version that answers this request.

    Raises:
        ArchrepoError: no version of the model could be opened yet.
    """
    if "served" not in g:
        current: Current = current_app.extensions["archrepo"]
        g.served = current.get()
    found: Served = g.served
    return found


def opened() -> OpenedModel:
    """Return the model that answers this request."""
    return served().model


def fault_of_newer() -> ArchrepoError | None:
    """Return what keeps a newer version from being served, or None."""
    return served().fault
