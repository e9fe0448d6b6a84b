"""The pictures for management among those that `archrepo draw` knows: found by name, and listed with their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archrepo.language import Language

if TYPE_CHECKING:
    from archrepo.charts import Chart
    from archrepo.workspace import Workspace


def find_chart(workspace: Workspace, name: str, values: Mapping[str, str], language: Language) -> Chart | None:
    """Return the chart of that name with those values; None when there is no such chart.

    Raises:
        RequestFault: a value is unknown or wrong; the remedy names those that do.
    """
    from archrepo.charts import build_chart, named_chart

    query = named_chart(name)
    return build_chart(workspace, query.name, values, language) if query is not None else None


def chart_list(language: Language) -> list[tuple[str, str]]:
    """Return each chart with its question and the values it takes, by name."""
    from archrepo.charts import defaults_of, list_charts
    from archrepo.reporting.table import values_words

    rows = []
    for query in list_charts():
        values = values_words(query.parameters, defaults_of(query))
        rows.append((query.name, f"{query.question.in_(language)}{f'  ({values})' if values else ''}"))
    return rows
