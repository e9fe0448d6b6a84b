"""An arrangement that fails costs no picture while others are fine; time ends a picture, and never chooses one."""

from __future__ import annotations

import sys
import time

import pytest

from archrepo.diagrams import Artist, KeptPlace, LayoutFault, dot
from archrepo.diagrams.dot import Edge, Node, Placement, Request, Sitting, SlowFault
from archrepo.diagrams.layout import MOST_KEPT
from archrepo.language import Text
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Line, View

SMALL = Request([Node(100, 50), Node(100, 50)], [Edge(0, 1)])
VIEW = View(
    "v",
    "Proef",
    tuple(Box(f"b{number}", "Node", f"Knoop {number}") for number in range(4)),
    (Line("l0", "Flow", "b0", "b1"), Line("l1", "Flow", "b1", "b2"), Line("l2", "Flow", "b0", "b3")),
    "generated",
)
RUN = dot.run


def test_arrangements_that_fail_are_passed_over(metamodel: Metamodel, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(request: Request, sitting: Sitting | None = None) -> Placement:
        if request.node_gap == 32:
            raise LayoutFault(Text("mislukt", "failed"))
        return RUN(request, sitting)

    monkeypatch.setattr(dot, "run", run)

    placed = Artist(metamodel).place(VIEW)

    assert all(box.x is not None for box in placed.boxes)


def test_when_all_arrangements_fail_the_first_fault_is_told(
    metamodel: Metamodel, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter(range(100))

    def run(request: Request, sitting: Sitting | None = None) -> Placement:
        raise LayoutFault(Text("mislukt", f"failed {next(told)}"))

    monkeypatch.setattr(dot, "run", run)

    with pytest.raises(LayoutFault, match="failed 0"):
        Artist(metamodel).place(VIEW)


def test_arrangement_that_is_too_slow_ends_the_picture_and_gives_no_other(
    metamodel: Metamodel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(request: Request, sitting: Sitting | None = None) -> Placement:
        if request.node_gap == 48:
            raise SlowFault(Text("te traag", "too slow"))
        return RUN(request, sitting)

    monkeypatch.setattr(dot, "run", run)

    with pytest.raises(SlowFault, match="too slow"):
        Artist(metamodel).place(VIEW)


def test_all_graphs_of_a_picture_share_one_deadline() -> None:
    hangs = [sys.executable, "-c", "import time; time.sleep(60)"]
    sitting, started = Sitting(0.4), time.monotonic()

    for _ in range(3):
        with pytest.raises(SlowFault, match=r"after 0\.4 seconds"):
            dot.run(SMALL, sitting, command=hangs)

    assert time.monotonic() - started < 5


def test_very_many_boxes_stand_in_rows_and_not_in_kept_places(metamodel: Metamodel) -> None:
    boxes = tuple(Box(f"b{number}", "Node", f"Knoop {number}") for number in range(MOST_KEPT + 1))
    view = View("v", "Proef", boxes, (), "generated")
    artist = Artist(metamodel)
    kept = {box.key: KeptPlace(0, 90 * number, 80, 50) for number, box in enumerate(boxes)}

    placed, fresh = artist.place(view, kept), artist.place(view)

    assert placed.boxes == fresh.boxes
    assert "niet op hun bewaarde plaats" in placed.remarks[-1].nl
    few = artist.place(View("v", "Proef", boxes[:20], (), "generated"), kept)
    assert [box.y for box in few.boxes] == [90 * number for number in range(20)] and not few.remarks
