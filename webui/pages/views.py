"""The pictures: imported views as they were drawn, and views that questions generate."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request

from archrepo.charts import defaults_of as chart_defaults
from archrepo.charts import list_charts, named_chart
from archrepo.errors import ArchrepoError, ConfigurationFault, InputFault, RequestFault
from archrepo.generated_views import ViewInfo, build_view, defaults_of, find_info, fitting, names_to_choose, views_of
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
#: The audience of views that stand with the charts; the others are for who designs.
TO_MANAGE = "sturen"


@room.get("/platen")
def views() -> str:
    """List the pictures of the model."""
    known = views_of(opened().workspace)
    return render_template(
        "views.html",
        charts=list_charts(),
        to_manage=[info for info in known.shipped if info.audience == TO_MANAGE],
        to_design=[info for info in known.shipped if info.audience != TO_MANAGE],
        own=known.own,
        faults=known.faults,
        drawn=opened().pictures.drawn_list(language()),
    )


@room.get("/platen/<ref>")
def view(ref: str) -> str | Response | tuple[str, int]:
    """Show one picture with its legend and its twin in words; with .svg or .png the picture alone.

    A view of the user's own whose question is not as it must be gives the list, which tells what is wrong.
    """
    try:
        return _view(ref)
    except (ConfigurationFault, InputFault) as fault:
        if fault.location is None or not fault.location.path.endswith(".rq"):
            raise
        return views(), 422


def _view(ref: str) -> str | Response:
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
        defaults=chart_defaults(query),
        parameters=f"?{urlencode(given)}" if given else "",
    )


def _page_of(info: ViewInfo) -> str:
    """Return the page of a made view: its form, and the picture once every parameter has a value."""
    picture, fault = None, None
    try:
        picture = _generated(info)
    except ArchrepoError as found:
        fault = found
    given = {key: value for key, value in request.args.items() if key != "lang"}
    workspace, spoken = opened().workspace, language()
    parameters = f"?{urlencode(given)}" if given else ""
    return render_template(
        "made_view.html",
        info=info,
        picture=picture,
        asked_wrong=fault,
        ref=info.name,
        parameters=parameters,
        values=_values(info),
        names={one.name: names_to_choose(workspace, one, spoken) for one in info.parameters},
    )


def _values(info: ViewInfo) -> dict[str, str]:
    """Return the parameters of the request; one that must be given takes a value that fits this model."""
    workspace, defaults = opened().workspace, defaults_of(info)
    found = {}
    for one in info.parameters:
        value = _given(one.name) or defaults.get(one.name, "")
        found[one.name] = value or ("" if one.is_optional else fitting(workspace, one))
    return found


def _generated(info: ViewInfo) -> Picture:
    """Return the picture of a made view with the parameters of the request."""
    given = _values(info)
    workspace, spoken = opened().workspace, language()
    key = f"made {info.name} {urlencode(given)} {info.query.text if info.is_own else ''}"
    return opened().pictures.of(key, spoken, lambda: build_view(workspace, info.name, given, spoken))


def _given(name: str) -> str:
    """Return a parameter of the request, by its own name or by the Dutch one of the address."""
    return request.args.get(name, "") or request.args.get(DUTCH_NAMES.get(name, name), "")


def _made(name: str) -> ViewInfo | None:
    return find_info(opened().workspace, name)


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
