"""A chart of many rows on slides: all rows, letters that can be read, and one scale."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.charts import build_chart
from archrepo.charts.values import Calendar
from archrepo.diagrams.charts import slide_scenes
from archrepo.diagrams.charts.slides import parts_of
from archrepo.diagrams.scene import Words
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


@pytest.mark.parametrize("name", ["contractkalender", "routekaart", "veranderlast"])
def test_letters_on_a_slide_are_eight_points_or_more(town: Workspace, name: str) -> None:
    for scene in slide_scenes(build_chart(town, name)):
        scale = min(900 / scene.width, 480 / scene.height)

        assert min(item.size for item in scene.items if isinstance(item, Words)) * scale >= 8


def test_parts_hold_every_quarter_once_and_share_their_scale(town: Workspace) -> None:
    chart = build_chart(town, "contractkalender")
    assert isinstance(chart.figure, Calendar)

    figures = [part.figure for part in parts_of(chart, 3, "nl")]

    calendars = [figure for figure in figures if isinstance(figure, Calendar)]
    assert tuple(period for figure in calendars for period in figure.periods) == chart.figure.periods
    assert len({figure.largest for figure in calendars}) == 1 and calendars[0].largest > 0


def test_every_contract_on_a_slide_says_until_when_it_runs(town: Workspace) -> None:
    chart = build_chart(town, "contractkalender")
    assert isinstance(chart.figure, Calendar)

    written = [item.text for scene in slide_scenes(chart) for item in scene.items if isinstance(item, Words)]

    assert sum("loopt tot " in text for text in written) == sum(len(period.entries) for period in chart.figure.periods)
