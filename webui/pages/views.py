"""The pictures: imported views as they were drawn, and views that questions generate."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request

from archrepo.charts import defaults_of, list_charts, named_chart
from archrepo.errors import RequestFault
from archrepo.generated_views import ViewInfo, build_view, list_views
from archrepo.language import Text
from archrepo.queries import Query
from webui.charts import asked_values, chart_file, shown_chart
from webui.opened import opened
from webui.pictures import Picture
from webui.words import DUTCH_NAMES, language

room = Blueprint("views", __name__)
_FORMS = ("svg", "png")
#: The value of `overlay` that puts the own applications in an imported view.
OVERLAY = "landschap"


@room.get("/platen")
def views() -> str:
    """List the pictures of the model."""
    return render_template(
        "views.html", charts=list_charts(), made=list_views(), drawn=opened().pictures.drawn_list(language())
    )


@room.get("/platen/<ref>")
def view(ref: str) -> str | Response:
    """Show one picture with its legend and its twin in words; with .svg or .png the picture alone."""
    name, _, form = ref.rpartition(".")
    chart = named_chart(ref)
    if chart is not None:
        return _page_of_chart(chart)
    if form in _FORMS and opened().addresses.thing(ref) is None:
        charted = named_chart(name)
        if charted is not None:
            return chart_file(charted, form)
        info = _made(name)
        return opened().pictures.as_file(_generated(info) if info else _drawn(name), form)
    info = _made(ref)
    if info is None:
        return render_template("view.html", picture=_drawn(ref), ref=ref)
    return _page_of(info)


@room.get("/landschap")
def landscape() -> str:
    """Show the applications by domain or department, coloured by a fact."""
    return _page_of(_named("landschap"))


@room.get("/gegevensstromen")
def flows() -> str:
    """Show the flows of data around one application, some steps far."""
    return _page_of(_named("gegevensstromen"))


def _page_of_chart(query: Query) -> str:
    """Return the page of a chart: its form, and the picture when every value is right."""
    shown, fault = None, None
    given = asked_values(query)
    try:
        shown = shown_chart(query, given)
    except RequestFault as found:
        fault = found
    return render_template(
        "chart.html",
        query=query,
        shown=shown,
        asked_wrong=fault,
        given=given,
        defaults=defaults_of(query),
        parameters=f"?{urlencode(given)}" if given else "",
    )


def _page_of(info: ViewInfo) -> str:
    """Return the page of a made view: its form, and the picture once every parameter has a value."""
    picture, fault = None, None
    try:
        picture = _generated(info)
    except RequestFault as found:
        fault = found
    given = {key: value for key, value in request.args.items() if key != "lang"}
    parameters = f"?{urlencode(given)}" if given else ""
    return render_template(
        "made_view.html",
        info=info,
        picture=picture,
        asked_wrong=fault,
        ref=info.name,
        parameters=parameters,
        given=given,
    )


def _generated(info: ViewInfo) -> Picture:
    """Return the picture of a made view with the parameters of the request; a missing one takes its example."""
    given = {parameter.name: _given(parameter.name) or parameter.example for parameter in info.parameters}
    workspace, spoken = opened().workspace, language()
    key = f"made {info.name} {urlencode(given)}"
    return opened().pictures.of(key, spoken, lambda: build_view(workspace, info.name, given, spoken))


def _given(name: str) -> str:
    """Return a parameter of the request, by its own name or by the Dutch one of the address."""
    return request.args.get(name, "") or request.args.get(DUTCH_NAMES.get(name, name), "")


def _made(name: str) -> ViewInfo | None:
    return next((info for info in list_views() if info.name == name), None)


def _named(name: str) -> ViewInfo:
    found = _made(name)
    assert found is not None, "the view is shipped"
    return found


def _drawn(ref: str) -> Picture:
    thing = opened().addresses.thing(ref) or ox.NamedNode("urn:archrepo:none")
    pictures = opened().pictures
    wants_own = request.args.get("overlay") == OVERLAY
    picture = pictures.plotted(thing, language()) if wants_own else pictures.drawn(thing, language())
    if picture is None:
        raise RequestFault(
            Text(f"er is geen plaat '{ref[:80]}'", f"there is no picture '{ref[:80]}'"),
            remedy=Text("kies een plaat uit de lijst", "choose a picture from the list"),
        )
    return picture
