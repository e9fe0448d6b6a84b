"""A drawing laid out anew keeps what the eye saw in each other, also when the file did not say it."""

from __future__ import annotations

from archrepo.diagrams import unplaced
from archrepo.language import Text
from archrepo.views import GROUP, NOTE, Box, View


def _box(key: str, kind: str, place: tuple[float, float, float, float], parent: str | None = None) -> Box:
    x, y, w, h = place
    return Box(key, kind, key, x=x, y=y, w=w, h=h, parent=parent)


def _parents(*boxes: Box) -> dict[str, str | None]:
    found = unplaced(View("v", Text.same("v"), boxes, (), "drawn"))
    return {box.key: box.parent for box in found.boxes}


def test_a_note_underneath_holds_what_lies_on_it_and_is_a_group_from_then_on() -> None:
    frame = _box("frame", NOTE, (0, 0, 300, 300))
    inside = _box("inside", "Node", (20, 40, 100, 50))
    beside = _box("beside", "Node", (310, 40, 100, 50))
    across = _box("across", "Node", (250, 100, 100, 50))

    assert _parents(frame, inside, beside, across) == {"frame": None, "inside": "frame", "beside": None, "across": None}
    made = unplaced(View("v", Text.same("v"), (frame, inside), (), "drawn"))
    assert [box.kind for box in made.boxes] == [GROUP, "Node"]


def test_the_smallest_frame_holds_it_and_a_frame_stands_in_a_larger_one() -> None:
    large = _box("large", GROUP, (0, 0, 400, 400))
    small = _box("small", GROUP, (10, 10, 200, 200))
    inside = _box("inside", "Node", (20, 40, 100, 50))

    assert _parents(large, small, inside) == {"large": None, "small": "large", "inside": "small"}


def test_what_is_drawn_later_covers_and_does_not_hold() -> None:
    inside = _box("first", "Node", (20, 40, 100, 50))
    cover = _box("cover", NOTE, (0, 0, 300, 300))

    assert _parents(inside, cover) == {"first": None, "cover": None}


def test_what_has_a_parent_stays_in_it() -> None:
    frame = _box("frame", GROUP, (0, 0, 300, 300))
    outer = _box("outer", "Node", (400, 0, 300, 300))
    inner = _box("inner", "Node", (10, 10, 50, 50), parent="outer")

    assert _parents(frame, outer, inner)["inner"] == "outer"
