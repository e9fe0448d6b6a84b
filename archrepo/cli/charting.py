"""The pictures for management among those that `archrepo draw` knows, ready to be written as any other picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from archrepo.language import Language
from archrepo.picture_files import Plate

if TYPE_CHECKING:
    from archrepo.charts import Chart
    from archrepo.charts.compliance_matrix import Judge
    from archrepo.workspace import Workspace


def chart_plate(
    workspace: Workspace,
    name: str,
    values: Mapping[str, str],
    language: Language,
    palette: str = "standard",
    version: str = "",
) -> Plate | None:
    """Return the chart of that name with those values, drawn and in words; None when there is no such chart.

    Raises:
        RequestFault: a value is unknown or wrong, or there is no such palette; the remedy names those that are.
    """
    from archrepo.charts import build_chart, named_chart

    query = named_chart(name)
    if query is None:
        return None
    return _plate(build_chart(workspace, query.name, values, language, version=version), language, palette)


def chart_plates(
    workspace: Workspace, language: Language, palette: str, version: str, judge: Judge | None = None
) -> Iterator[tuple[Chart, Plate]]:
    """Yield every chart with its usual values, by name; without `judge` the model is judged once for all of them."""
    from archrepo.charts import build_chart, judged_once, list_charts

    judge = judge or judged_once(workspace)
    for query in list_charts():
        chart = build_chart(workspace, query.name, {}, language, judge, version=version)
        yield chart, _plate(chart, language, palette)


def _plate(chart: Chart, language: Language, palette: str) -> Plate:
    from archrepo.diagrams import palette_named
    from archrepo.diagrams.charts import chart_slides, chart_svg, chart_twin

    colours = palette_named(palette)
    svg = chart_svg(chart, language, palette=colours)
    return Plate(svg, None, chart_twin(chart, language), slides=partial(chart_slides, chart, language, colours))
