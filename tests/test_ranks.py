"""The ranks of subjects follow any other order, and as few as can be change."""

from __future__ import annotations

from itertools import pairwise

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from archrepo.store import placed, ranks_of
from archrepo.store.ranks import ROOM

NAMES = [ox.NamedNode(f"urn:{letter}") for letter in "abcdefgh"]
ORDERS = st.lists(st.sampled_from(NAMES), unique=True)


@given(st.lists(ORDERS, min_size=2, max_size=6))
def test_ranks_rise_in_every_order_that_follows(orders: list[list[ox.NamedNode]]) -> None:
    ranks = ranks_of(orders[0])
    for before, order in pairwise(orders):
        placement = placed(ranks, order)
        stayed = [subject for subject in before if subject in order and subject not in placement.moved]

        assert sorted(order, key=placement.ranks.__getitem__) == order
        assert placement.ranks.keys() == set(order)
        assert stayed == [subject for subject in order if subject in stayed]
        ranks = dict(placement.ranks)


def test_one_subject_that_moves_far_is_the_only_one_that_moved() -> None:
    placement = placed(ranks_of(NAMES), [*NAMES[1:], NAMES[0]])

    assert placement.moved == {NAMES[0]}


def test_where_no_room_is_left_all_get_other_ranks_and_none_moved() -> None:
    first, last = NAMES[0], NAMES[-1]
    placement = placed({first: 0, last: 1}, [first, NAMES[1], last])

    assert placement.moved == frozenset()
    assert placement.ranks == {first: 0, NAMES[1]: ROOM, last: 2 * ROOM}
