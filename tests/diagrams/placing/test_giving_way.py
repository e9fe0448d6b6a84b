"""What a change moves in a picture that is kept, on random nested pictures: nothing where there is room, pins never."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archrepo.diagrams import Artist, KeptPlace, Notation
from archrepo.diagrams.scoring import score
from archrepo.diagrams.text import Typesetter
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Line, View

#: So many boxes without others in them may move when one is added among two dozen; measured at most 6.
MOST_MOVED = 8
#: So many may give way to a name that becomes ninety characters in a full group, some pixels each.
MOST_PUSHED = 16
WORDS = ("Zaaksysteem", "Basisregistratie personen", "Toezicht op bouw en milieu in de openbare ruimte")


@st.composite
def nested_views(draw: st.DrawFn) -> View:
    boxes: list[Box] = []
    for group in range(draw(st.integers(1, 4))):
        outer = f"g{draw(st.integers(0, group - 1))}" if group and draw(st.booleans()) else None
        boxes.append(Box(f"g{group}", "Grouping", f"Groep {group}", parent=outer))
    for group in [box.key for box in boxes]:
        for each in range(draw(st.integers(1, 5))):
            boxes.append(Box(f"{group}a{each}", "ApplicationComponent", draw(st.sampled_from(WORDS)), parent=group))
    boxes += [Box(f"t{each}", "Node", "Los", parent=None) for each in range(draw(st.integers(0, 3)))]
    leaves = [box.key for box in boxes if not box.key.startswith("g") or "a" in box.key]
    pairs = draw(st.lists(st.tuples(st.sampled_from(leaves), st.sampled_from(leaves)), max_size=8, unique=True))
    lines = [
        Line(f"l{n}", "Flow", a, b, label=draw(st.sampled_from(("", "Gegevens", "Zaakgegevens\nAPI"))))
        for n, (a, b) in enumerate(pairs)
        if a != b
    ]
    ordered = [box for top in boxes if top.parent is None for box in _with_held(top, boxes)]
    return View("v", "t", tuple(ordered), tuple(lines), "generated")


def _with_held(box: Box, boxes: list[Box]) -> list[Box]:
    return [box, *(inner for each in boxes if each.parent == box.key for inner in _with_held(each, boxes))]


def places(placed: View, pinned: frozenset[str] = frozenset()) -> dict[str, KeptPlace]:
    return {
        box.key: KeptPlace(box.x or 0, box.y or 0, box.w, box.h, box.parent, box.key in pinned) for box in placed.boxes
    }


def moved(before: View, after: View) -> list[str]:
    around = {box.parent for box in (*before.boxes, *after.boxes)}
    were = {box.key: (box.x, box.y) for box in before.boxes}
    return [b.key for b in after.boxes if b.key in were and b.key not in around and (b.x, b.y) != were[b.key]]


def is_sound(view: View, metamodel: Metamodel) -> bool:
    found = score(view, Notation.of(metamodel), Typesetter("nl"))
    return (found.box_overlaps, found.lines_through_boxes) == (0, 0)


def added(view: View, parent: str | None, beside: str) -> View:
    new = Box("new", "ApplicationComponent", "Nieuwe applicatie", parent=parent)
    index = max((n for n, box in enumerate(view.boxes) if parent in (box.key, box.parent)), default=0) + 1
    boxes = (*view.boxes[:index], new, *view.boxes[index:]) if parent else (*view.boxes, new)
    return replace(view, boxes=boxes, lines=(*view.lines, Line("n", "Flow", "new", beside, label="Nieuwe gegevens")))


@settings(max_examples=30, deadline=None)
@given(nested_views(), st.data())
def test_adding_one_moves_few_and_covers_nothing(metamodel: Metamodel, view: View, data: st.DataObject) -> None:
    artist = Artist(metamodel)
    before = artist.place(view, places(artist.place(view)))
    around = {box.parent for box in view.boxes}
    leaves = [box.key for box in view.boxes if box.key not in around]
    parent = data.draw(st.sampled_from([None, *sorted(key for key in around if key)]))

    after = artist.place(added(view, parent, data.draw(st.sampled_from(leaves))), places(before))

    assert len(moved(before, after)) <= (MOST_MOVED if parent else 0)
    assert is_sound(after, metamodel)


@settings(max_examples=20, deadline=None)
@given(nested_views(), st.data())
def test_taking_one_away_moves_none(metamodel: Metamodel, view: View, data: st.DataObject) -> None:
    artist = Artist(metamodel)
    before = artist.place(view, places(artist.place(view)))
    around = {box.parent for box in view.boxes}
    gone = data.draw(st.sampled_from([box.key for box in view.boxes if box.key not in around]))
    left = tuple(box for box in view.boxes if box.key != gone)
    assume(around == {box.parent for box in left})
    lines = tuple(line for line in view.lines if gone not in (line.source, line.target))

    after = artist.place(replace(view, boxes=left, lines=lines), places(before))

    assert moved(before, after) == []
    assert is_sound(after, metamodel)


@settings(max_examples=20, deadline=None)
@given(nested_views(), st.data())
def test_a_longer_name_moves_only_what_its_box_would_cover(
    metamodel: Metamodel, view: View, data: st.DataObject
) -> None:
    artist = Artist(metamodel)
    before = artist.place(view, places(artist.place(view)))
    around = {box.parent for box in view.boxes}
    renamed = data.draw(st.sampled_from([box.key for box in view.boxes if box.key not in around]))
    longer = "Een veel langere naam voor hetzelfde ding met nog meer woorden erbij dan er eerst in stonden"
    boxes = tuple(replace(box, label=longer) if box.key == renamed else box for box in view.boxes)

    after = artist.place(replace(view, boxes=boxes), places(before))

    was = next(box for box in before.boxes if box.key == renamed)
    now = next(box for box in after.boxes if box.key == renamed)
    has_grown = (now.w, now.h) != (was.w, was.h)
    assert len(moved(before, after)) <= (MOST_PUSHED if has_grown else 0)
    assert (now.w or 0) >= (was.w or 0)
    assert is_sound(after, metamodel)


@settings(max_examples=30, deadline=None)
@given(nested_views(), st.data())
def test_a_pinned_box_never_moves(metamodel: Metamodel, view: View, data: st.DataObject) -> None:
    artist = Artist(metamodel)
    before = artist.place(view, places(artist.place(view)))
    around = {box.parent for box in view.boxes}
    leaves = [box.key for box in view.boxes if box.key not in around]
    pinned = frozenset(data.draw(st.sets(st.sampled_from(leaves), min_size=1)))
    parent = data.draw(st.sampled_from([None, *sorted(key for key in around if key)]))

    after = artist.place(added(view, parent, leaves[0]), places(before, pinned))

    assert not pinned & set(moved(before, after))
    assert is_sound(after, metamodel)
