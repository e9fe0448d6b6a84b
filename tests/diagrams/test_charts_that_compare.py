"""What can be compared in a chart is drawn alike: one scale, the day of a sign, and every number of a box."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.charts import build_chart
from archrepo.charts.values import Calendar, Chart, Counts, Matrix, MatrixRow, Part, Timeline
from archrepo.diagrams.charts import chart_scene
from archrepo.diagrams.scene import Rect, Words
from archrepo.language import Text
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent.parent
_BARS = {"#f6d58b", "#bfe0c5"}


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


@pytest.mark.parametrize("width", [700, 1120])
def test_bars_of_all_quarters_begin_at_one_place_and_have_one_scale(town: Workspace, width: int) -> None:
    chart = build_chart(town, "contractkalender")
    assert isinstance(chart.figure, Calendar)
    sums = [(one.open_euro, one.decided_euro) for one in chart.figure.periods if one.entries]

    bars = [
        item
        for item in chart_scene(chart, "nl", width).items
        if isinstance(item, Rect) and item.h == 15 and item.x > 60
    ]

    scales = [
        bar.w / float(euro) for bar, euro in zip(bars, [each for pair in sums for each in pair if each], strict=True)
    ]
    assert max(scales) - min(scales) < 0.01 * max(scales) or min(bar.w for bar in bars) == 1.5
    firsts = {bar.x for bar in bars if not any(other.x + other.w == bar.x and other.y == bar.y for other in bars)}
    assert len(firsts) == 1


def test_sign_on_the_roadmap_names_first_what_ends_on_its_day(town: Workspace) -> None:
    chart = build_chart(town, "routekaart")
    assert isinstance(chart.figure, Timeline)
    several = [moment for lane in chart.figure.lanes for moment in lane.moments if len(moment.members) > 2]

    said = [item.text for item in chart_scene(chart).items if isinstance(item, Words)]

    assert several
    for moment in several:
        on_the_day = [one.name.words for one in moment.members if one.ends == moment.day]
        starts = tuple(f"{len(moment.members)} × {name[:12]}" for name in on_the_day)
        assert any(words.startswith(starts) for words in said), on_the_day


@pytest.mark.parametrize("width", [320, 960, 1120, 2000])
def test_a_box_of_the_matrix_shows_all_its_counts(width: int) -> None:
    counts = Counts(met=16040, broken=187, unknown=1204, excepted=96)
    columns = tuple(Part(f"Onderwerp {number}") for number in range(14))
    row = MatrixRow(Part("Alles samen"), (counts,) * 14, counts)
    chart = Chart(
        "naleving", *[Text.same("x")] * 5, notes=(), figure=Matrix(columns, (row,), counts), counts=(), left_out=()
    )

    scene = chart_scene(chart, "nl", width)

    texts = [item.text for item in scene.items if isinstance(item, Words)]
    boxes = texts.count("187")
    assert boxes >= 2
    assert [texts.count(each) for each in ("1204", "96", "16.040")] == [boxes] * 3
