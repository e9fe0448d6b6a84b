"""A box that has its place keeps it, and what is new stands beside its neighbours without covering anything."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from archrepo.diagrams import Artist, KeptPlace, Notation
from archrepo.diagrams.scoring import score
from archrepo.diagrams.text import Typesetter
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Line, View


def domains(count: int, each: int) -> View:
    """So many domains with so many applications, the applications of one domain in a row of flows."""
    boxes: list[Box] = []
    lines: list[Line] = []
    for d in range(count):
        boxes.append(Box(f"d{d}", "Grouping", f"Domein {d}"))
        for i in range(each):
            boxes.append(Box(f"d{d}a{i}", "ApplicationComponent", f"Applicatie {d}{i}", parent=f"d{d}"))
            if i:
                lines.append(Line(f"l{d}{i}", "Flow", f"d{d}a{i - 1}", f"d{d}a{i}"))
    return View("v", "t", tuple(boxes), tuple(lines), "generated")


def places(view: View) -> dict[str, KeptPlace]:
    return {box.key: KeptPlace(box.x or 0, box.y or 0, box.w, box.h, box.parent) for box in view.boxes}


def moved(before: View, after: View) -> list[str]:
    """The leaves that stand elsewhere than before."""
    were = {box.key: (box.x, box.y) for box in before.boxes}
    around = {box.parent for box in after.boxes}
    return [
        box.key for box in after.boxes if box.key in were and box.key not in around and (box.x, box.y) != were[box.key]
    ]


def test_nothing_moves_when_nothing_changes(metamodel: Metamodel) -> None:
    view = domains(3, 4)
    artist = Artist(metamodel)
    placed = artist.place(view)

    again = artist.place(view, places(placed))

    assert moved(placed, again) == []
    assert [(box.x, box.y, box.w, box.h) for box in again.boxes] == [(b.x, b.y, b.w, b.h) for b in placed.boxes]


def test_new_box_stands_in_its_group_near_its_neighbour_and_no_other_moves(metamodel: Metamodel) -> None:
    view = domains(3, 4)
    artist = Artist(metamodel)
    placed = artist.place(view)
    new = Box("new", "ApplicationComponent", "Nieuw", parent="d1")
    more = replace(view, boxes=(*view.boxes, new), lines=(*view.lines, Line("n", "Flow", "new", "d1a2")))

    after = artist.place(more, places(placed))

    found = score(after, Notation.of(metamodel), Typesetter("nl"))
    at = {box.key: box for box in after.boxes}
    apart = abs((at["new"].x or 0) - (at["d1a2"].x or 0)) + abs((at["new"].y or 0) - (at["d1a2"].y or 0))
    assert len(moved(placed, after)) <= 4
    assert apart < 700
    assert (found.box_overlaps, found.lines_through_boxes) == (0, 0)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5))
def test_new_boxes_cover_nothing(metamodel: Metamodel, new: list[tuple[int, int]]) -> None:
    view = domains(3, 4)
    artist = Artist(metamodel)
    placed = artist.place(view)
    boxes = tuple(
        Box(f"new{n}", "Node", f"Nieuw {n}", parent=f"d{d}" if d < 3 else None) for n, (d, _) in enumerate(new)
    )
    lines = tuple(Line(f"n{n}", "Flow", f"new{n}", f"d{min(d, 2)}a{a}") for n, (d, a) in enumerate(new))

    after = artist.place(replace(view, boxes=view.boxes + boxes, lines=view.lines + lines), places(placed))

    found = score(after, Notation.of(metamodel), Typesetter("nl"))
    assert (found.box_overlaps, found.lines_through_boxes) == (0, 0)


def test_box_that_came_into_another_group_is_new_there(metamodel: Metamodel) -> None:
    view = domains(2, 3)
    artist = Artist(metamodel)
    placed = artist.place(view)
    changed = tuple(replace(box, parent="d1") if box.key == "d0a0" else box for box in view.boxes)
    ordered = tuple(box for box in changed if box.key != "d0a0") + tuple(b for b in changed if b.key == "d0a0")

    after = artist.place(replace(view, boxes=ordered), places(placed))

    found = score(after, Notation.of(metamodel), Typesetter("nl"))
    assert found.box_overlaps == 0


def test_box_that_goes_leaves_the_others_where_they_were(metamodel: Metamodel) -> None:
    view = domains(2, 4)
    artist = Artist(metamodel)
    placed = artist.place(view)
    fewer = replace(
        view,
        boxes=tuple(box for box in view.boxes if box.key != "d0a1"),
        lines=tuple(line for line in view.lines if "d0a1" not in (line.source, line.target)),
    )

    assert moved(placed, artist.place(fewer, places(placed))) == []
