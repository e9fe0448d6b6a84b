"""Generated views are placed well, the same every time, and the layout program can do no harm."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from archrepo.diagrams import Artist, LayoutFault, Notation, dot, twin
from archrepo.diagrams.dot import Edge, Node, Request
from archrepo.diagrams.geometry import Rect, segment_meets, segments_cross
from archrepo.diagrams.layout import MOST_LINES, MOST_SQUARE, MOST_WITH_LINES
from archrepo.diagrams.packing import pack
from archrepo.diagrams.preparation import feedback_order, gather_leaves, merge_lines
from archrepo.diagrams.scoring import score
from archrepo.diagrams.text import Typesetter
from archrepo.metamodel import Metamodel
from archrepo.views import GROUP, Box, Line, View

SMALL = Request([Node(100, 50), Node(100, 50)], [Edge(0, 1)])


def graph(boxes: int, lines: list[tuple[int, int, str]], arrangement: str = "graph") -> View:
    return View(
        "v",
        "Proef",
        tuple(Box(f"b{i}", "ApplicationComponent", f"Applicatie {i}") for i in range(boxes)),
        tuple(Line(f"l{i}", "Flow", f"b{a}", f"b{b}", label=label) for i, (a, b, label) in enumerate(lines)),
        "generated",
        arrangement=arrangement,  # type: ignore[arg-type]
    )


def overlapping(view: View) -> list[tuple[str, str]]:
    """The pairs of boxes in one parent that lie on each other."""
    rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
    pairs = []
    for index, one in enumerate(view.boxes):
        for other in view.boxes[index + 1 :]:
            a, b = rects[one.key], rects[other.key]
            apart = a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y or b.y + b.h <= a.y
            if one.parent == other.parent and not apart:
                pairs.append((one.key, other.key))
    return pairs


def escaping(view: View) -> list[str]:
    """The boxes that stick out of the box around them."""
    rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
    return [box.key for box in view.boxes if box.parent and not rects[box.parent].grown(0.5).contains(rects[box.key])]


def test_program_that_hangs_is_killed_at_the_time_limit() -> None:
    started = time.monotonic()

    with pytest.raises(LayoutFault) as caught:
        dot.run(SMALL, command=[sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5)

    assert time.monotonic() - started < 5
    assert "0.5 seconden" in caught.value.text.nl
    assert caught.value.remedy is not None


def test_program_that_fails_gives_a_clear_fault() -> None:
    with pytest.raises(LayoutFault, match="could not place"):
        dot.run(SMALL, command=[sys.executable, "-c", "import sys; sys.exit(3)"])


def test_program_that_is_not_there_gives_a_clear_fault() -> None:
    with pytest.raises(LayoutFault, match="does not start"):
        dot.run(SMALL, command=["/nowhere/graphviz"])


def test_name_of_a_missing_program_is_in_the_fault() -> None:
    with pytest.raises(LayoutFault, match="no-such-layout-program"):
        dot.program("no-such-layout-program")


def test_no_word_of_the_model_reaches_the_program(metamodel: Metamodel) -> None:
    view = graph(3, [(0, 1, 'x"];evil[label=<<TABLE>')])
    view = replace(view, boxes=tuple(replace(box, label='"];n9->n8[label=<b>') for box in view.boxes))

    placed = Artist(metamodel).place(view)

    assert len(placed.boxes) == 3
    assert "evil" not in dot._text(SMALL) and "label=<" not in dot._text(SMALL)


def test_layout_is_the_same_every_time(metamodel: Metamodel) -> None:
    view = graph(12, [(i, (i * 5 + 1) % 12, "gegevens") for i in range(12)])

    assert Artist(metamodel).draw(view) == Artist(metamodel).draw(view)


def test_boxes_do_not_overlap_and_labels_fit(
    metamodel: Metamodel, text_outside: Callable[[View, str], list[str]]
) -> None:
    view = graph(20, [(i, (i * 7 + 3) % 20, "gegevens over een persoon") for i in range(18)])
    artist = Artist(metamodel)

    placed = artist.place(view)

    assert overlapping(placed) == []
    assert text_outside(placed, artist.draw(placed)) == []


def test_boxes_without_lines_stand_below_in_rows(metamodel: Metamodel) -> None:
    placed = Artist(metamodel).place(graph(8, [(0, 1, "")]))

    joined, loose = placed.boxes[:2], placed.boxes[2:]
    assert min(box.y or 0 for box in loose) > max((box.y or 0) + (box.h or 0) for box in joined)
    assert overlapping(placed) == []


def test_nested_boxes_lie_inside_and_apart(metamodel: Metamodel) -> None:
    boxes = tuple(
        box
        for d in range(6)
        for box in (
            Box(f"d{d}", "Grouping", f"Domein {d}"),
            *(Box(f"d{d}a{i}", "ApplicationComponent", f"Applicatie {i}", parent=f"d{d}") for i in range(d * 4 + 1)),
        )
    )

    placed = Artist(metamodel).place(View("v", "t", boxes, (), "generated", arrangement="nested"))

    assert overlapping(placed) == [] and escaping(placed) == []
    assert 0.8 < (placed.width or 0) / (placed.height or 1) < 2.6


def test_layers_stand_under_each_other(metamodel: Metamodel) -> None:
    boxes = (
        Box("top", GROUP, "Proces"),
        Box("p", "BusinessProcess", "Proces", parent="top"),
        Box("mid", GROUP, "Applicaties"),
        Box("a1", "ApplicationComponent", "A1", parent="mid"),
        Box("a2", "ApplicationComponent", "A2", parent="mid"),
        Box("low", GROUP, "Techniek"),
        Box("n", "Node", "Server", parent="low"),
    )
    lines = (Line("1", "Serving", "a1", "p"), Line("2", "Serving", "a2", "p"), Line("3", "Serving", "n", "a1"))

    placed = Artist(metamodel).place(View("v", "t", boxes, lines, "generated", arrangement="layers"))

    by_key = {box.key: box for box in placed.boxes}
    assert by_key["top"].y < by_key["mid"].y < by_key["low"].y  # type: ignore[operator]
    assert overlapping(placed) == [] and escaping(placed) == []


def test_parallel_lines_become_one_that_counts_them() -> None:
    view = graph(2, [(0, 1, "personen"), (0, 1, "adressen"), (0, 1, "personen")])

    (line,) = merge_lines(view).lines

    assert line.relations == 3
    assert line.label == "• personen\n• adressen"


def test_lines_of_another_kind_or_direction_stay_apart() -> None:
    view = graph(2, [(0, 1, ""), (1, 0, "")])
    view = replace(view, lines=(*view.lines, Line("s", "Serving", "b0", "b1")))

    assert len(merge_lines(view).lines) == 3


def test_leaves_with_the_same_neighbours_are_gathered(metamodel: Metamodel) -> None:
    view = graph(6, [(i, 5, "") for i in range(5)])

    gathered = gather_leaves(view, Notation.of(metamodel), "nl")

    group = next(box for box in gathered.boxes if box.kind == GROUP)
    assert group.label == "5 × Applicatiecomponent"
    assert [line.relations for line in gathered.lines] == [5]
    assert sum(box.parent == group.key for box in gathered.boxes) == 5


def test_three_leaves_are_too_few_to_gather(metamodel: Metamodel) -> None:
    view = graph(4, [(i, 3, "") for i in range(3)])

    assert gather_leaves(view, Notation.of(metamodel), "nl") == view


def test_packed_boxes_lie_inside_and_apart() -> None:
    sizes = [(100.0 + 13 * (i % 5), 40.0 + 7 * (i % 3)) for i in range(37)]

    packed = pack(sizes, 10)

    rects = [Rect(x, y, *size) for (x, y), size in zip(packed.places, sizes, strict=True)]
    assert not any(
        a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h
        for index, a in enumerate(rects)
        for b in rects[index + 1 :]
    )
    assert all(Rect(0, 0, packed.width, packed.height).grown(0.1).contains(rect) for rect in rects)


def test_equal_boxes_are_packed_in_reading_order() -> None:
    places = pack([(100.0, 40.0)] * 23, 10).places

    assert [(y, x) for x, y in places] == sorted((y, x) for x, y in places)


def test_low_boxes_stack_beside_a_high_one() -> None:
    packed = pack([(300.0, 200.0), (100.0, 90.0), (100.0, 90.0)], 10)

    assert packed.places == ((0, 0), (310, 0), (310, 100))


def test_order_of_a_circle_turns_one_line_only() -> None:
    edges = [(0, 1), (1, 2), (2, 3), (3, 0)]

    rank = feedback_order(4, edges)

    assert sum(rank[a] > rank[b] for a, b in edges) == 1


def test_too_many_lines_are_left_out_of_the_picture_loudly_and_stay_in_the_table(metamodel: Metamodel) -> None:
    view = graph(60, [(i % 60, (i * 7 + i // 60 + 1) % 60, "") for i in range(200)])

    placed = Artist(metamodel).place(view)

    told = twin(view, metamodel, "nl", placed)
    assert len(placed.lines) == MOST_LINES < len(told.lines.rows)
    assert any("lijnen staan alleen in de tabel" in sentence for sentence in told.sentences)
    assert "lijnen staan alleen in de tabel" in placed.left_out[0].nl
    assert {box.key for box in placed.boxes} >= {line.source for line in placed.lines}


def test_hundreds_of_boxes_stand_in_rows_without_lines_and_the_view_says_so(metamodel: Metamodel) -> None:
    view = graph(MOST_WITH_LINES + 1, [(i, i + 1, "") for i in range(MOST_WITH_LINES)])

    placed = Artist(metamodel).place(view)

    assert placed.lines == ()
    assert "300 lijnen staan alleen in de tabel" in placed.left_out[0].nl
    assert overlapping(placed) == []


def test_above_a_hundred_and_fifty_boxes_lines_go_slanting_and_still_through_no_box(metamodel: Metamodel) -> None:
    view = graph(MOST_SQUARE + 10, [(i, i // 3, "") for i in range(1, 120)])

    placed = Artist(metamodel).place(view)

    slants = [line for line in placed.lines for a, b in pairwise(line.bendpoints) if a[0] != b[0] and a[1] != b[1]]
    assert slants
    assert score(placed, Notation.of(metamodel), Typesetter("nl")).lines_through_boxes == 0


def test_score_counts_a_crossing_and_a_line_through_a_box(metamodel: Metamodel) -> None:
    at = {"a": (0, 0), "b": (400, 0), "c": (200, 0), "d": (100, -100), "e": (100, 100)}
    view = View(
        "v",
        "t",
        tuple(Box(key, "Node", key, x=x, y=y, w=40, h=40) for key, (x, y) in at.items()),
        (Line("1", "Flow", "a", "b"), Line("2", "Flow", "d", "e")),
        "drawn",
    )

    found = score(view, Notation.of(metamodel), Typesetter("nl"))

    assert (found.crossings, found.lines_through_boxes) == (1, 1)


def test_touching_is_not_crossing() -> None:
    assert not segments_cross((0, 0), (10, 10), (10, 10), (20, 0))
    assert not segment_meets((0, 0), (10, 0), Rect(0, 0, 10, 10))
    assert segment_meets((-5, 5), (15, 5), Rect(0, 0, 10, 10))
