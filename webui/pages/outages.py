"""What stops when a part fails: the way in, where a reader chooses the part."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.picturing.hops import MOST_HOPS
from archrepo.picturing.outages import outage_groups
from webui.opened import opened
from webui.words import language

room = Blueprint("outages", __name__)


@room.get("/uitval")
def outage() -> str | Response:
    """Ask which part fails; with a part given, lead to the picture of what needs it."""
    wanted = request.args.get("van", "").strip()
    fault = None
    if wanted:
        try:
            return redirect(address_of(_found(wanted)), 303)
        except RequestFault as found:
            fault = found
    return render_template(
        "outage.html",
        groups=outage_groups(opened().workspace, language()),
        wanted=wanted[:200],
        fault=fault,
        outage_of=address_of,
    )


def address_of(thing: ox.NamedNode) -> str:
    """Return the address of the picture of what needs a thing, as far as a picture goes."""
    ref = opened().addresses.ref(thing)
    return f"/platen/{quote(ref or '', safe='~')}?stappen={MOST_HOPS}&richting=geraakt#plaat"


def _found(name: str) -> ox.NamedNode:
    """Return the part that a reader means by its name or its reference.

    Raises:
        RequestFault: there is none, or more than one.
    """
    return opened().addresses.thing(name) or opened().workspace.find(name)
