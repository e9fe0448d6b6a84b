"""Frames of a drawing that lie underneath boxes without holding them: what lies on one is meant to be in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from archrepo.views import GROUP, IMAGE, NOTE, Box, View

#: x, y, width, height.
Rectangle: TypeAlias = tuple[float, float, float, float]


def framed(view: View) -> View:
    """Return the view in which a box that lies wholly on a larger one of the same parent, drawn before it, is in it."""
    held: dict[str, str] = {}
    drawn: dict[str | None, list[tuple[Box, Rectangle]]] = {}
    for box in view.boxes:
        place = _rectangle(box)
        if place is None:
            continue
        before = drawn.setdefault(box.parent, [])
        around = [(_area(frame), other.key) for other, frame in before if other.kind != IMAGE and _holds(frame, place)]
        if around:
            held[box.key] = min(around)[1]
        before.append((box, place))
    frames = set(held.values())
    return replace(
        view,
        boxes=tuple(
            replace(
                box,
                parent=held.get(box.key, box.parent),
                kind=GROUP if box.kind == NOTE and box.key in frames else box.kind,
            )
            for box in view.boxes
        ),
    )


def _rectangle(box: Box) -> Rectangle | None:
    if box.x is None or box.y is None or box.w is None or box.h is None:
        return None
    return box.x, box.y, box.w, box.h


def _area(rectangle: Rectangle) -> float:
    return rectangle[2] * rectangle[3]


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return (
        _area(outer) > _area(inner)
        and outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )
