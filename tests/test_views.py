"""A view is a value that every writer of pictures can trust."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from archrepo.views import Box, Line, View, boxes_by_key, children


def view() -> View:
    boxes = (Box("g", "Group", "Groep"), Box("a", "Node", "A", parent="g"), Box("b", "Node", "B", parent="g"))
    return View("v", "Plaat", boxes, (Line("l", "Flow", "a", "b"),), "drawn")


def test_boxes_are_found_by_key_in_drawing_order() -> None:
    assert list(boxes_by_key(view())) == ["g", "a", "b"]


def test_children_are_those_directly_inside() -> None:
    assert [box.key for box in children(view(), None)] == ["g"]
    assert [box.key for box in children(view(), "g")] == ["a", "b"]
    assert list(children(view(), "a")) == []


def test_a_view_cannot_be_changed_and_equal_views_are_equal() -> None:
    with pytest.raises(FrozenInstanceError):
        view().boxes[0].label = "anders"  # type: ignore[misc]

    assert view() == view()
    assert hash(view()) == hash(view())


def test_what_has_not_been_placed_has_no_coordinates() -> None:
    box = view().boxes[0]

    assert (box.x, box.y, box.w, box.h, view().width) == (None, None, None, None, None)
