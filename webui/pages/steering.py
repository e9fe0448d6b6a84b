"""The management page: five figures with their definition and evidence, and the pictures to manage by."""

from __future__ import annotations

from flask import Blueprint, render_template

from archrepo.charts import list_charts
from archrepo.generated_views import views_of
from webui.charts import shown_chart
from webui.opened import opened
from webui.pages.views import TO_MANAGE

room = Blueprint("steering", __name__)
#: The charts that stand on the page itself, as the header of their question says; the others are a link away.
AT_A_GLANCE = "glance"


@room.get("/sturen")
def steering() -> str:
    """Show the five figures, the charts for a first glance, and links to all of them."""
    charts = list_charts()
    return render_template(
        "steering.html",
        figures=opened().figures,
        families=opened().quality.standings(),
        charts=charts,
        to_manage=[info for info in views_of(opened().workspace).shipped if info.audience == TO_MANAGE],
        glances=[(chart, shown_chart(chart)) for chart in charts if chart.mark("place") == AT_A_GLANCE],
    )
