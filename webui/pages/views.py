"""The pictures: imported views as they were drawn, and views that questions generate."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, render_template

from archrepo.errors import RequestFault
from archrepo.language import Text
from webui.opened import opened
from webui.pictures import Picture
from webui.words import language

room = Blueprint("views", __name__)


@room.get("/platen")
def views() -> str:
    """List the pictures of the model."""
    return render_template("views.html", drawn=opened().pictures.drawn_list(language()))


@room.get("/platen/<ref>")
def view(ref: str) -> str | Response:
    """Show one picture with its legend and its twin in words; with .svg or .png the picture alone."""
    name, _, form = ref.rpartition(".")
    if form in ("svg", "png") and opened().addresses.thing(ref) is None:
        return opened().pictures.as_file(_picture(name), form)
    return render_template("view.html", picture=_picture(ref), ref=ref)


def _picture(ref: str) -> Picture:
    thing = opened().addresses.thing(ref) or ox.NamedNode("urn:archrepo:none")
    picture = opened().pictures.drawn(thing, language())
    if picture is None:
        raise RequestFault(
            Text(f"er is geen plaat '{ref[:80]}'", f"there is no picture '{ref[:80]}'"),
            remedy=Text("kies een plaat uit de lijst", "choose a picture from the list"),
        )
    return picture
