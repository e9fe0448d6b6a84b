"""A chart of many rows on more slides, so that its letters can be read from the back of the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from archrepo.charts.values import Calendar, Chart, Figure, Heat, Matrix, Timeline
from archrepo.language import Language, Text

T = TypeVar("T")
#: No chart goes on more slides than this; what is then still small stays so.
MOST_SLIDES = 8


def parts_of(chart: Chart, number: int, language: Language) -> tuple[Chart, ...]:
    """Return the chart in so many parts of about as many rows, each told in its notes; one without rows is whole.

    Only the last says what is left out and how it is counted.
    A row is a quarter of the calendar, a lane of the roadmap, or a row of a table.
    """
    figures = _divided(chart.figure, number)
    if len(figures) < 2:
        return (chart,)
    name = Text("Deel", "Part").in_(language)
    short = replace(chart, left_out=(), caution=Text.same(""), formula=Text.same(""))
    return tuple(
        replace(
            chart if place == len(figures) else short,
            figure=figure,
            notes=(*chart.notes, (name, f"{place} / {len(figures)}")),
        )
        for place, figure in enumerate(figures, 1)
    )


def _divided(figure: Figure | None, number: int) -> list[Figure]:
    match figure:
        case Calendar():
            weights = [2 + len(period.entries) for period in figure.periods]
            largest = max((one.open_euro + one.decided_euro for one in figure.periods), default=figure.largest)
            return [replace(figure, periods=each, largest=largest) for each in _cut(figure.periods, weights, number)]
        case Timeline():
            weights = [1 + len(lane.bars) + len(lane.moments) for lane in figure.lanes]
            return [replace(figure, lanes=each) for each in _cut(figure.lanes, weights, number)]
        case Matrix():
            return [replace(figure, rows=each) for each in _cut(figure.rows, [1] * len(figure.rows), number)]
        case Heat():
            return [replace(figure, rows=each) for each in _cut(figure.rows, [1] * len(figure.rows), number)]
        case _:
            return []


def _cut(rows: Sequence[T], weights: Sequence[int], number: int) -> list[tuple[T, ...]]:
    """Return the rows in order in at most so many groups of about the same weight; none is empty."""
    whole, before = sum(weights), 0
    groups: dict[int, list[T]] = {}
    for row, weight in zip(rows, weights, strict=True):
        groups.setdefault(min((before + weight // 2) * number // max(whole, 1), number - 1), []).append(row)
        before += weight
    return [tuple(group) for group in groups.values()]
