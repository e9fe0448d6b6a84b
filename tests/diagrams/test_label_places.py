"""The words of a line hide neither the ends of that line nor the words of another."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.label_places import HEAD_ROOM, label_place
from archrepo.views import LinePosition, Point

SIZE = (60.0, 13.0)
POSITIONS: tuple[LinePosition, ...] = ("source", "middle", "target")


def rect(middle: Point) -> Rect:
    return Rect(middle[0] - SIZE[0] / 2, middle[1] - SIZE[1] / 2, *SIZE)


def free(end: Point, label: Rect) -> float:
    aside = max(label.x - end[0], end[0] - label.x - label.w, 0.0)
    return math.hypot(aside, max(label.y - end[1], end[1] - label.y - label.h, 0.0))


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("degrees", range(0, 360, 15))
def test_arrowhead_at_either_end_stays_in_sight(position: LinePosition, degrees: int) -> None:
    angle = math.radians(degrees)
    points = ((0.0, 0.0), (120 * math.cos(angle), 120 * math.sin(angle)))

    label = rect(label_place(points, position, SIZE, (HEAD_ROOM, HEAD_ROOM)))

    assert min(free(end, label) for end in points) >= HEAD_ROOM


@pytest.mark.parametrize("position", POSITIONS)
def test_words_stay_where_the_drawing_has_them_when_nothing_is_in_the_way(position: LinePosition) -> None:
    share = {"source": 0.15, "middle": 0.5, "target": 0.85}[position]

    assert label_place(((0, 0), (0, 1000)), position, SIZE, (HEAD_ROOM, HEAD_ROOM)) == (0, 1000 * share)


def test_words_of_lines_that_end_together_do_not_cover_each_other() -> None:
    lines = [((float(x), 0.0), (0.0, 300.0)) for x in (-120, -60, 0, 60, 120)]
    placed: list[Rect] = []
    for points in lines:
        placed.append(rect(label_place(points, "target", SIZE, (6.0, HEAD_ROOM), placed)))

    for one, other in combinations(placed, 2):
        is_apart_sideways = one.x + one.w <= other.x or other.x + other.w <= one.x
        assert is_apart_sideways or one.y + one.h <= other.y or other.y + other.h <= one.y


def test_line_too_short_for_its_words_has_them_still_on_the_line() -> None:
    middle = label_place(((0, 0), (0, 20)), "target", SIZE, (HEAD_ROOM, HEAD_ROOM))

    assert middle[0] == 0
    assert 0 < middle[1] < 20
