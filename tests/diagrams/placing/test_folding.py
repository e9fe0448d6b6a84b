"""A row too long for a screen is folded, and boxes keep their order and distance."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from archrepo.diagrams.dot import Edge, Node, Request
from archrepo.diagrams.placing.folding import in_order, run_folded

BOX = Node(120, 50)


def test_thirty_boxes_under_one_become_a_few_rows() -> None:
    star = Request([BOX] * 31, [Edge(0, index) for index in range(1, 31)])

    placed = run_folded(star)

    assert placed is not None
    xs, ys = zip(*placed.centres, strict=True)
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) < 3
    assert len(set(ys)) > 3


def test_what_has_a_good_shape_is_not_folded() -> None:
    assert run_folded(Request([BOX] * 3, [Edge(0, 1), Edge(0, 2)])) is None


def test_tall_column_of_a_picture_to_the_right_is_folded_too() -> None:
    star = Request([BOX] * 31, [Edge(0, index) for index in range(1, 31)], to_the_right=True)

    placed = run_folded(star)

    assert placed is not None
    xs, ys = zip(*placed.centres, strict=True)
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) > 0.5


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 200)), min_size=1, max_size=20))
def test_boxes_keep_their_order_and_distance(row: list[tuple[float, float]]) -> None:
    wanted, apart = [place for place, _ in row], [distance for _, distance in row[1:]]

    places = in_order(wanted, apart)

    assert all(b - a >= distance - 1e-6 for (a, b), distance in zip(pairwise(places), apart, strict=True))


def test_boxes_that_have_room_stand_where_they_are_wanted() -> None:
    assert in_order([0.0, 100.0, 300.0], [50.0, 50.0]) == [0.0, 100.0, 300.0]
