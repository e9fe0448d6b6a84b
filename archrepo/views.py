"""A view as values: boxes and lines, either drawn by an architect or generated from a question.

Both kinds are drawn by the same SVG writer, so nothing here knows a file format or a layout engine. All
coordinates are in pixels from one origin for the whole view, also inside nested boxes; they may be
negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pyoxigraph import NamedNode

from archrepo.language import Text

ViewKind = Literal["drawn", "generated"]
AccessType = Literal["Read", "Write", "ReadWrite", "Access"]
HorizontalAlignment = Literal["left", "center", "right"]
VerticalPosition = Literal["top", "middle", "bottom"]
LinePosition = Literal["source", "middle", "target"]
LineStyle = Literal["solid", "dashed", "dotted", "none"]
Border = Literal["dogear", "tab", "rectangle", "none"]
Arrow = Literal["none", "filled", "hollow", "open"]
#: The side where a gradient has the full colour of the fill; towards the other side it fades to white.
Gradient = Literal["top", "left", "right", "bottom"]
Arrangement = Literal["graph", "flow", "nested", "layers"]
Point = tuple[float, float]

#: Box kinds that are no ArchiMate element.
GROUP = "Group"
NOTE = "Note"
VIEW_REFERENCE = "ViewReference"
IMAGE = "Image"
STICKY = "Sticky"
BLOCK = "Block"
#: Line kind that is no relation: from a note to what it explains, or between blocks of a sketch.
CONNECTION = "Connection"


@dataclass(frozen=True, slots=True)
class Style:
    """How the author coloured one box or line; None means: as the notation prescribes.

    Colours are "#rrggbb" in lower case; opacities run from 0 (unseen) to 1; sizes of fonts are points,
    widths of lines pixels. `outline_share` asks for an outline in the colour of the fill times that share, where
    `line` is None. `icon` is the colour of the icon.
    """

    fill: str | None = None
    fill_opacity: float | None = None
    line: str | None = None
    line_opacity: float | None = None
    line_width: float | None = None
    line_style: LineStyle | None = None
    text: str | None = None
    font: str | None = None
    font_size: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikeout: bool = False
    align: HorizontalAlignment | None = None
    position: VerticalPosition | None = None
    border: Border | None = None
    gradient: Gradient | None = None
    icon: str | None = None
    outline_share: float | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that stands in a box: its bytes, what they are ("image/png"), and where in the box they stand.

    `place` counts from 0, left above, by rows to 8, right below; 9 fills the box.
    """

    data: bytes = field(repr=False)
    media_type: str
    place: int = 9


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a view.

    `key` is unique among the boxes and lines of the view. `kind` is the local name of an ArchiMate type, or
    one of "Group", "Note", "ViewReference", "Image", "Sticky", "Block". `x`, `y`, `w`, `h` are all numbers in
    a drawn view and all None in a view that has yet to be placed. `parent` is the key of the box around this
    one, None at the top; a parent stands before its children in `View.boxes`. `figure` 1 asks for the second
    figure of a type (the big icon instead of a box with a small icon). `is_or` makes a junction an
    or-junction. `target_view` is the key of the view that a "ViewReference" opens. `image` is a path as the
    drawing states it ("images/logo.png"). `label` is the text in the box; of a note it is the whole text,
    with line ends as the author gave them.
    """

    key: str
    kind: str
    label: str
    element: NamedNode | None = None
    x: float | None = None
    y: float | None = None
    w: float | None = None
    h: float | None = None
    parent: str | None = None
    style: Style = PLAIN
    figure: int = 0
    icon_visible: bool = True
    is_or: bool = False
    image: str | None = None
    target_view: str | None = None
    #: Name of the specialization (profile), shown between « »; "" when there is none.
    specialization: str = ""
    #: The image itself, where the drawing came with it.
    picture: Picture | None = None
    #: What the box means or what changed in it, for the pointer and the table beside the picture; "" when nothing is.
    tip: str = ""
    #: Whether a person fixed its place, so that a layout leaves it there.
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a view.

    `kind` is the local name of a relation class ("Serving") or "Connection". `source` and `target` are keys
    of boxes, or of lines when a relation ends in a relation. `bendpoints` run from source to target and
    leave out both ends. `access` is given for "Access" only; `modifier` ("+", "--", "strong") for
    "Influence"; `directed` only matters for "Association", and for a
    "Connection", where it asks for an arrow at the target. `relations` counts how many relations this one
    line stands for (merged parallel lines in a generated view).
    """

    key: str
    kind: str
    source: str
    target: str
    relation: NamedNode | None = None
    label: str = ""
    bendpoints: tuple[Point, ...] = ()
    access: AccessType | None = None
    directed: bool = False
    modifier: str = ""
    style: Style = PLAIN
    label_at: LinePosition = "middle"
    relations: int = 1
    #: Where a layout put the middle of the label; None means: at `label_at` of the route.
    label_point: Point | None = None
    #: Heads that the author gave a "Connection", at its source and at its target.
    arrows: tuple[Arrow, Arrow] = ("none", "none")


@dataclass(frozen=True, slots=True)
class View:
    """A whole view; `boxes` stand in drawing order: what comes later lies on top, a parent before its children.

    `nested` holds the relations that the picture shows by putting one box in another; they are not drawn as
    a line, but they do belong in the table beside the picture. `left_out` says in words what the view does
    not show and why. `width` and `height` span from the origin (`x`, `y`) to the far edge of what is drawn;
    None when the view has yet to be placed.
    """

    key: str
    title: Text | str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    kind: ViewKind
    iri: NamedNode | None = None
    question: Text | str = ""
    description: Text | str = ""
    viewpoint: str = ""
    nested: tuple[Line, ...] = ()
    left_out: tuple[Text, ...] = ()
    #: What a reader should know besides, such as elements that do not belong to the viewpoint but are shown.
    remarks: tuple[Text, ...] = ()
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None
    #: Named values that a renderer may show (audience, parameters, date of the model), in order.
    notes: tuple[tuple[str, str], ...] = field(default=())
    #: What the fills mean where they carry a fact: colour and words, for the legend.
    colours: tuple[tuple[str, Text], ...] = ()
    #: How a view that has yet to be placed wants to be: "graph" downwards, "flow" to the right, "nested" boxes in rows,
    #: or "layers", one row for each box at the top.
    arrangement: Arrangement = "graph"


def boxes_by_key(view: View) -> Mapping[str, Box]:
    """Return the boxes of the view under their keys, in drawing order."""
    return {box.key: box for box in view.boxes}


def children(view: View, parent: str | None) -> Iterator[Box]:
    """Return the boxes directly inside `parent`, in drawing order; None gives the boxes at the top."""
    return (box for box in view.boxes if box.parent == parent)


def things_in(boxes: Iterable[Box]) -> int:
    """Return how many different things the boxes show: an element of more than one box is one thing."""
    return len({box.element or box.key for box in boxes})
