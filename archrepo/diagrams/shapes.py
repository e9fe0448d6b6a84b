"""The outlines of ArchiMate boxes as path data: corners by aspect, and the second figures that some types have.

Inner lines run with the clock like the outline, since against it they would cut a hole in the fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

Outline = Callable[[float, float, float, float], str]

TAB_HEIGHT: Final = 18.0
TAB_SHARE: Final = 1.4
CUT: Final = 10.0
#: The room for the name under the actor of a sketch, and for the head of an object drawn as a figure.
NAME_HEIGHT: Final = 18.0
HEAD_HEIGHT: Final = 12.0
ROUND: Final = 10.0


def n(value: float) -> str:
    """Return a coordinate with at most one decimal, and none when it is whole."""
    whole = int(value)
    if whole == value:
        return str(whole)
    words = f"{value:.1f}"
    return words if words[-1] != "0" else words[:-2] if words != "-0.0" else "0"


def square(x: float, y: float, w: float, h: float) -> str:
    """Return the box of a structure element."""
    return f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}z"


def rounded(x: float, y: float, w: float, h: float) -> str:
    """Return the box of a behaviour element."""
    r = min(ROUND, w / 2, h / 2)
    r_, across, down = n(r), n(w - 2 * r), n(h - 2 * r)
    turn = f"a{r_} {r_} 0 0 1 "
    return (
        f"M{n(x + r)} {n(y)}h{across}{turn}{r_} {r_}v{down}{turn}-{r_} {r_}"
        f"h-{across}{turn}-{r_} -{r_}v-{down}{turn}{r_} -{r_}z"
    )


def cut(x: float, y: float, w: float, h: float) -> str:
    """Return the box of a motivation element, its corners cut off."""
    c = min(CUT, w / 3, h / 3)
    c_ = n(c)
    across, down = n(w - 2 * c), n(h - 2 * c)
    return f"M{n(x + c)} {n(y)}h{across}l{c_} {c_}v{down}l-{c_} {c_}h-{across}l-{c_} -{c_}v-{down}z"


def tab(x: float, y: float, w: float, h: float) -> str:
    """Return the grouping: a box with a tab on its left upper side."""
    return tabbed(x, y, w, h, w / TAB_SHARE, min(TAB_HEIGHT, h / 2))


def tabbed(x: float, y: float, w: float, h: float, wide: float, high: float) -> str:
    """Return a box with a tab that is so `wide` and so `high`."""
    return f"M{n(x)} {n(y + high)}v{n(-high)}h{n(wide)}v{n(high)}M{n(x)} {n(y + high)}h{n(w)}v{n(h - high)}h{n(-w)}z"


def dog_ear(x: float, y: float, w: float, h: float) -> str:
    """Return the note: its lower right corner folded."""
    c = min(12.0, w / 3, h / 3)
    return f"M{n(x)} {n(y)}h{n(w)}v{n(h - c)}l{n(-c)} {n(c)}h{n(c - w)}z"


def stadium(x: float, y: float, w: float, h: float) -> str:
    """Return the service: half circles left and right."""
    r = n(min(w, h) / 2)
    straight = n(max(0.0, w - h))
    return f"M{n(x + min(w, h) / 2)} {n(y)}h{straight}a{r} {r} 0 0 1 0 {n(h)}h-{straight}a{r} {r} 0 0 1 0 {n(-h)}z"


def block_arrow(x: float, y: float, w: float, h: float) -> str:
    """Return the process: a block arrow to the right."""
    head = min(w * 0.3, h)
    body = h / 5
    half = n(h / 2)
    shaft, barb = n(w - head), n(body)
    return f"M{n(x)} {n(y + body)}h{shaft}v-{barb}l{n(head)} {half}l{n(-head)} {half}v-{barb}h-{shaft}z"


def bookmark(x: float, y: float, w: float, h: float) -> str:
    """Return the function: a chevron that points up."""
    peak = h / 5
    return (
        f"M{n(x)} {n(y + peak)}l{n(w / 2)} {n(-peak)}l{n(w / 2)} {n(peak)}v{n(h - peak)}"
        f"l{n(-w / 2)} {n(-peak)}l{n(-w / 2)} {n(peak)}z"
    )


def notched(x: float, y: float, w: float, h: float) -> str:
    """Return the event: a notch on the left, a half circle on the right."""
    r = min(h / 2, w / 3)
    return f"M{n(x)} {n(y)}h{n(w - r)}a{n(r)} {n(h / 2)} 0 0 1 0 {n(h)}h{n(r - w)}l{n(r * 0.8)} {n(-h / 2)}z"


def lugs(x: float, y: float, w: float, h: float) -> str:
    """Return the component: a box with two lugs on its left side."""
    d = min(10.0, w / 6)
    lug = min(13.0, h / 5)
    first, second = min(10.0, h / 5), min(30.0, h * 3 / 5)
    bite = f"h{n(d)}v{n(-lug)}h{n(-d)}"
    return (
        f"M{n(x + d)} {n(y)}h{n(w - d)}v{n(h)}h{n(d - w)}v{n(second + lug - h)}{bite}v{n(first + lug - second)}{bite}z"
        + square(x, y + first, 2 * d, lug)
        + square(x, y + second, 2 * d, lug)
    )


def headed(x: float, y: float, w: float, h: float) -> str:
    """Return the object: a box with a line under its head."""
    return square(x, y, w, h) + f"M{n(x)} {n(y + min(HEAD_HEIGHT, h / 4))}h{n(w)}"


def headed_and_footed(x: float, y: float, w: float, h: float) -> str:
    """Return the contract: a box with a line under its head and one above its foot."""
    return headed(x, y, w, h) + f"M{n(x)} {n(y + h - min(HEAD_HEIGHT, h / 4))}h{n(w)}"


def wavy(x: float, y: float, w: float, h: float) -> str:
    """Return the representation or deliverable: its lower side is a wave."""
    d = min(10.0, h / 5)
    return (
        f"M{n(x)} {n(y)}h{n(w)}v{n(h - d)}c{n(-w / 4)} {n(-d)} {n(-w / 3)} {n(-d)} {n(-w / 2)} 0"
        f"c{n(-w / 6)} {n(d)} {n(-w / 3)} {n(d)} {n(-w / 2)} 0z"
    )


def product(x: float, y: float, w: float, h: float) -> str:
    """Return the product: a box with a tab line inside its left upper corner."""
    high = min(HEAD_HEIGHT, h / 4)
    return square(x, y, w, h) + f"M{n(x + w / 2)} {n(y)}v{n(high)}h{n(-w / 2)}"


def cube(x: float, y: float, w: float, h: float) -> str:
    """Return the node: a box with depth."""
    d = min(12.0, w / 6, h / 6)
    return (
        f"M{n(x)} {n(y + d)}l{n(d)} {n(-d)}h{n(w - d)}v{n(h - d)}l{n(-d)} {n(d)}h{n(d - w)}z"
        f"M{n(x + w)} {n(y)}l{n(-d)} {n(d)}h{n(d - w)}M{n(x + w - d)} {n(y + d)}v{n(h - d)}"
    )


def stick_figure(x: float, y: float, w: float, h: float) -> str:
    """Return the actor of a sketch: a stick figure in the upper part of its box, where its name stands below."""
    high = max(12.0, h - NAME_HEIGHT)
    middle, head = x + w / 2, high / 7
    reach, hip = min(w / 2, high / 3.5), y + high * 0.65
    lines = ((0.0, 2 * head, 0.0, hip - y), (-reach, high * 0.42, reach, high * 0.42))
    legs = ((0.0, hip - y, -reach, high), (0.0, hip - y, reach, high))
    strokes = "".join(f"M{n(middle + a)} {n(y + b)}L{n(middle + c)} {n(y + d)}" for a, b, c, d in (*lines, *legs))
    return oval(middle - head, y, 2 * head, 2 * head) + strokes


def oval(x: float, y: float, w: float, h: float) -> str:
    """Return the value: an ellipse."""
    return f"M{n(x)} {n(y + h / 2)}a{n(w / 2)} {n(h / 2)} 0 1 0 {n(w)} 0a{n(w / 2)} {n(h / 2)} 0 1 0 {n(-w)} 0z"


def slanted(x: float, y: float, w: float, h: float) -> str:
    """Return the requirement: a parallelogram."""
    d = min(20.0, w / 5)
    return f"M{n(x + d)} {n(y)}h{n(w - d)}l{n(-d)} {n(h)}h{n(d - w)}z"


def chevron(x: float, y: float, w: float, h: float) -> str:
    """Return the value stream: a chevron to the right."""
    d = min(w / 5, h / 2)
    return f"M{n(x)} {n(y)}h{n(w - d)}l{n(d)} {n(h / 2)}l{n(-d)} {n(h / 2)}h{n(d - w)}l{n(d)} {n(-h / 2)}z"


#: The figures that replace the box of a type when the architect chose its second form (`am:secondFigure`).
SECOND_FIGURES: Final[Mapping[str, Outline]] = {
    "box with lugs": lugs,
    "stadium": stadium,
    "block arrow": block_arrow,
    "bookmark": bookmark,
    "notched": notched,
    "headed box": headed,
    "headed and footed box": headed_and_footed,
    "wave": wavy,
    "box with a tab line": product,
    "cube": cube,
    "ellipse": oval,
    "parallelogram": slanted,
    "chevron": chevron,
    "tab": tab,
    "box": square,
}
