"""A drawing as a list of plain shapes, placed and measured, for writers that turn it into a file.

The list holds only what every format can show: straight shapes, circles and single lines of text. A writer needs to
know nothing of charts, and a chart nothing of SVG or slides. Lengths are pixels from the left upper corner; angles do
not occur. What comes later lies on top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
#: No fill, or no line.
NONE = ""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is painted: colours are "#rrggbb" or "" for none; `dash` holds lengths of line and gap in turn."""

    fill: str = NONE
    stroke: str = NONE
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `radius` rounds its corners. `title` and `element` are as in every item of a scene.

    `title` is what the pointer and the screen reader get; `element` is the thing that the item leads to. Items that
    follow each other with the same element and title belong together, such as a bar and the words in it.
    """

    x: float
    y: float
    w: float
    h: float
    ink: Ink
    radius: float = 0.0
    title: str = ""
    element: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around `x`, `y`."""

    x: float
    y: float
    r: float
    ink: Ink
    title: str = ""
    element: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A closed shape with straight sides between at least three points."""

    points: tuple[Point, ...]
    ink: Ink
    title: str = ""
    element: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open line of straight pieces through at least two points; it has no fill."""

    points: tuple[Point, ...]
    ink: Ink
    title: str = ""
    element: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: `x` is where `anchor` says, `y` is the base line, `size` the font size in pixels.

    `width` is what the line takes at most in any font of the family, so that a writer can make a frame for it.
    """

    x: float
    y: float
    text: str
    size: float
    width: float
    ink: Ink
    anchor: Anchor = "start"
    is_bold: bool = False
    title: str = ""
    element: NamedNode | None = None


Item = Rect | Circle | Path | Polyline | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing: its size, what it is called and shows in one sentence, and its items in drawing order."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str = ""
    description: str = ""
