"""What ended before today and is still in use: the worst case, which the roadmap must not leave out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from archrepo.charts import build_chart
from archrepo.charts.values import Timeline
from archrepo.diagrams.charts.in_words import chart_twin
from archrepo.workspace import Workspace, open_workspace

_ROOT = Path(__file__).parent.parent.parent
_APPLICATION = "a am:ApplicationComponent ; ar:lifecycle"
_MODEL = f"""
:long {_APPLICATION} ar:InUse ; rdfs:label "Al jaren voorbij"@nl ; ar:endOfSupport "2024-03-31"^^xsd:date .
:just {_APPLICATION} ar:PhaseOut ; rdfs:label "Net voorbij"@nl ; ar:endOfSupport "2026-11-01"^^xsd:date .
:today {_APPLICATION} ar:InUse ; rdfs:label "Tot en met vandaag"@nl ; ar:endOfSupport "2026-11-22"^^xsd:date .
:plan {_APPLICATION} ar:Planned ; rdfs:label "Nooit gekomen"@nl ; ar:endOfSupport "2024-03-31"^^xsd:date .
:far {_APPLICATION} ar:InUse ; rdfs:label "Ver weg"@nl ; ar:endOfSupport "2040-03-31"^^xsd:date .
"""


def test_roadmap_puts_support_that_is_over_at_its_left_edge(opened: Callable[[str], Workspace]) -> None:
    chart = build_chart(opened(_MODEL), "routekaart")

    assert isinstance(chart.figure, Timeline)
    moments = [
        (one.day, one.is_over, [span.name.words for span in one.members]) for one in chart.figure.lanes[0].moments
    ]
    assert moments == [
        (date(2026, 4, 1), True, ["Al jaren voorbij"]),
        (date(2026, 11, 1), True, ["Net voorbij"]),
        (date(2026, 11, 22), False, ["Tot en met vandaag"]),
    ]
    assert chart.left_out == ("2 × Einde ondersteuning: buiten deze jaren.",)


def test_roadmap_tells_first_what_runs_without_support(opened: Callable[[str], Workspace]) -> None:
    told = chart_twin(build_chart(opened(_MODEL), "routekaart", language="en"), "en")

    first = next(each for each in told.sentences if each.startswith("End of support"))
    assert first == "End of support already past and still in use (2): Al jaren voorbij, Net voorbij."
    assert "End of support, already past" in [row[1].words for row in told.boxes.rows]


def test_system_of_the_sample_that_runs_without_support_is_on_the_roadmap() -> None:
    chart = build_chart(open_workspace(_ROOT / "models/voorbeeldstad", date(2026, 11, 22)), "routekaart")

    assert chart.counts[0] == "Einde ondersteuning al voorbij en nog in gebruik (1): Reserveringssysteem vergaderzalen"
