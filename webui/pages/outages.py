"""What stops when a part fails: the way in, where a reader chooses the part."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.picturing.hops import MOST_HOPS
from archrepo.vocabulary import NOTATION, ar
from webui.opened import opened
from webui.words import language

room = Blueprint("outages", __name__)
_GROUP = ar("OutageGroup")
_KIND = ar("outageKind")


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
    return render_template("outage.html", groups=_groups(), wanted=wanted[:200], fault=fault, outage_of=address_of)


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


def _groups() -> list[tuple[Text, list[tuple[str, ox.NamedNode]]]]:
    """Return the parts to choose from, by name in their group; a group without parts is left out."""
    workspace, spoken = opened().workspace, language()
    found = []
    groups = workspace.ontology.graph.instances(_GROUP)
    for group in sorted(groups, key=lambda one: str(workspace.ontology.graph.value(one, NOTATION))):
        kind = workspace.ontology.graph.value(group, _KIND)
        assert kind is not None
        every = [one for one in workspace.graph.instances(kind) if isinstance(one, ox.NamedNode)]
        own = [(workspace.label(one, spoken), one) for one in every if one in workspace.elements]
        parts = sorted(own, key=lambda one: (one[0].casefold(), one[1].value))
        if parts:
            found.append((workspace.name_of(group), parts))
    return found
