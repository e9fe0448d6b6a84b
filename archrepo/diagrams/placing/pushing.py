"""Moving boxes side by side apart: only what lies on something, the least way, and never what is fixed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from archrepo.diagrams.geometry import Rect, overlap

#: "least" is right or down, whichever is nearer; with "itself" what changed goes elsewhere and the rest stays.
Way = Literal["right", "down", "left", "up", "least", "itself"]
#: Two boxes that came nearer to each other than this are moved apart.
NEAR = 7.0
#: When more than this would have to move, it may be less trouble that what changed moves itself.
MANY = 6


_SIDES: Mapping[Way, tuple[Way, ...]] = {"least": ("right", "down"), "itself": ("down", "right", "left", "up")}


def pushed(
    rects: Mapping[str, Rect],
    firm: Collection[str],
    changed: Collection[str],
    ways: Sequence[Way],
    gap: float,
    count: Callable[[str], int],
) -> dict[str, Rect]:
    """Return the new places of those that must move so that none lies on another; empty when all is well.

    What is `firm` stays, also where two firm ones lie on each other. What `changed` stays where it can and the rest
    makes room. Of the `ways` the one is taken that moves the fewest, `count` telling how many one stands for, and of
    those the shortest; "itself" only when it moves less than half of the others, as it may go far.
    """
    if not _meets_any(rects, firm, changed):
        return {}
    tries = [_pushed(rects, firm, changed, way, gap) for way in ways if way != "itself"]

    def price(moved: Mapping[str, Rect]) -> tuple[int, float]:
        return sum(map(count, moved)), sum(_apart(rects[key], rect) for key, rect in moved.items())

    best = min(tries, key=price)
    if "itself" in ways and price(best)[0] > MANY:
        aside = _pushed(rects, firm, changed, "itself", gap)
        return aside if 2 * price(aside)[0] < price(best)[0] else best
    return best


def _meets_any(rects: Mapping[str, Rect], firm: Collection[str], changed: Collection[str]) -> bool:
    keys = list(rects)
    return any(
        overlap(rects[one].grown(NEAR if one in changed or other in changed else 0), rects[other])
        for index, one in enumerate(keys)
        for other in keys[index + 1 :]
        if not (one in firm and other in firm)
    )


def _pushed(
    rects: Mapping[str, Rect], firm: Collection[str], changed: Collection[str], way: Way, gap: float
) -> dict[str, Rect]:
    sign = -1 if way in ("left", "up") else 1

    def rank(key: str) -> tuple[int, float, float]:
        rect = rects[key]
        first = 0 if key in firm else 1 if (key in changed) == (way != "itself") else 2
        if way in ("right", "left"):
            return first, sign * rect.x, rect.y
        return first, sign * rect.y, rect.x

    settled: list[tuple[Rect, bool]] = []
    moved: dict[str, Rect] = {}
    for key in sorted(rects, key=rank):
        rect, is_changed = rects[key], key in changed
        if key not in firm and _lies_on(rect, settled, is_changed):
            options = [_past(rect, settled, gap, each) for each in _SIDES.get(way, (way,))]
            rect = moved[key] = min(options, key=lambda option: _apart(option, rects[key]))
            is_changed = True
        settled.append((rect, is_changed))
    return moved


def _lies_on(rect: Rect, settled: Sequence[tuple[Rect, bool]], is_changed: bool) -> bool:
    return any(
        overlap(rect.grown(NEAR if is_changed or other_changed else 0), other) for other, other_changed in settled
    )


def _past(rect: Rect, settled: Sequence[tuple[Rect, bool]], gap: float, way: Way) -> Rect:
    """Return the nearest place one way where `rect` lies on nothing that is settled."""
    while True:
        hit = [other for other, _ in settled if overlap(rect.grown(NEAR), other)]
        if not hit:
            return rect
        if way == "right":
            rect = replace(rect, x=min(other.x + other.w for other in hit) + gap)
        elif way == "down":
            rect = replace(rect, y=min(other.y + other.h for other in hit) + gap)
        elif way == "left":
            rect = replace(rect, x=max(other.x for other in hit) - gap - rect.w)
        else:
            rect = replace(rect, y=max(other.y for other in hit) - gap - rect.h)


def _apart(one: Rect, other: Rect) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)
