"""Charts of the opened model on a page: drawn for a wide and for a narrow screen, with the twin in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from flask import request
from markupsafe import Markup

from archrepo.charts import Chart, build_chart
from archrepo.diagrams import PaletteName, Twin
from archrepo.diagrams.charts import NARROW, chart_slides, chart_svg, chart_twin
from archrepo.diagrams.palettes import PALETTES
from archrepo.language import Language
from archrepo.picture_files import Plate
from archrepo.queries import Query
from webui.asked import check_once
from webui.opened import opened
from webui.words import DUTCH_NAMES, language

#: A chart as asked for: its name, its values, the colour set and the language.
ChartKey = tuple[str, tuple[tuple[str, str], ...], PaletteName, Language]


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart as a page shows it; the style sheet chooses between the two drawings by the width of the screen."""

    chart: Chart
    wide: Markup
    narrow: Markup
    twin: Twin


def shown_chart(query: Query, values: Mapping[str, str] | None = None, palette: PaletteName = "standard") -> ShownChart:
    """Return the chart of a question with those values, in the language of the request.

    Raises:
        RequestFault: a value is unknown or wrong.
    """
    asked = (query.name, tuple(sorted((values or {}).items())), palette, language())
    return opened().charts.get(asked, lambda: _shown(query, values, palette))


def _shown(query: Query, values: Mapping[str, str] | None, palette: PaletteName) -> ShownChart:
    spoken, page = language(), opened().addresses.page
    chart = chart_of(query, values)
    # The writer of SVG escapes every word of the model itself; a hostile label is a test of both rooms.
    colours = PALETTES[palette]
    wide = chart_svg(chart, spoken, page, id_prefix=f"{query.name}-", palette=colours)
    narrow = chart_svg(chart, spoken, page, width=NARROW, id_prefix=f"{query.name}-smal-", palette=colours)
    return ShownChart(chart, Markup(wide), Markup(narrow), chart_twin(chart, spoken))


def chart_of(query: Query, values: Mapping[str, str] | None = None) -> Chart:
    """Return the chart of a question; verdicts come from the report that the model was opened with.

    Raises:
        RequestFault: a value is unknown or wrong.
    """
    model, spoken = opened(), language()
    version = model.revision.words.in_(spoken) if model.revision else ""
    return build_chart(
        model.workspace,
        query.name,
        values,
        spoken,
        judge=lambda: (model.book, model.quality.report),
        version=version,
    )


def chart_plate(query: Query, palette: PaletteName) -> Plate:
    """Return the chart of the request ready to be written as a file.

    Raises:
        RequestFault: a value is unknown or wrong.
    """
    chart, spoken = chart_of(query, asked_values(query)), language()
    colours = PALETTES[palette]
    svg = chart_svg(chart, spoken, palette=colours)
    slides = partial(chart_slides, chart, spoken, colours)
    return Plate(svg, None, chart_twin(chart, spoken), palette, slides)


def asked_values(query: Query) -> dict[str, str]:
    """Return the values of the request for the parameters of a question, each by its own or its Dutch name.

    Raises:
        RequestFault: a parameter has two values.
    """
    check_once(request.args, [one.name for one in query.parameters])
    asked = {
        one.name: request.args.get(one.name, "") or request.args.get(DUTCH_NAMES.get(one.name, one.name), "")
        for one in query.parameters
    }
    return {name: value for name, value in asked.items() if value.strip()}
