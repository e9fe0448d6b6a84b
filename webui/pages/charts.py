"""The pages of the figures for management: a chart with its form, its words, and as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, render_template, request

from archrepo.charts import defaults_of
from archrepo.diagrams.palettes import PALETTES
from archrepo.errors import RequestFault
from archrepo.picture_files import CHART_FORMS
from archrepo.queries import Query
from webui.asked import read_asked
from webui.charts import asked_values, chart_plate, shown_chart
from webui.picture_choices import Choice
from webui.picture_files import picture_file


def chart_page(query: Query) -> str:
    """Return the page of a chart: its form, and the picture when every value is right."""
    reading = read_asked(request.args)
    faults, shown, given = list(reading.faults), None, asked_values(query)
    palette = reading.asked.palette
    try:
        shown = shown_chart(query, given, palette)
    except RequestFault as fault:
        faults.append(fault)
    kept = [*given.items(), *([("kleuren", palette)] if palette != "standard" else [])]
    return render_template(
        "chart.html",
        query=query,
        shown=shown,
        faults=faults,
        given=given,
        defaults=defaults_of(query),
        files=lambda form: f"/platen/{query.name}.{form}{f'?{urlencode(kept)}' if kept else ''}",
        palettes=tuple(Choice(one.name, one.label, one.name == palette) for one in PALETTES.values()),
        forms=CHART_FORMS,
    )


def chart_file(query: Query, form: str) -> Response:
    """Return the chart of the request as a file.

    Raises:
        RequestFault: a value is unknown or wrong, or the form cannot hold a chart.
    """
    reading = read_asked(request.args)
    if reading.faults:
        raise reading.faults[0]
    return picture_file(chart_plate(query, reading.asked.palette), query.name, form)
