"""One line as SVG: its route from border to border, its ends and its label."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archrepo.diagrams import font
from archrepo.diagrams.box_svg import FONT_PX, outline_of
from archrepo.diagrams.drawn_labels import drawn_label, pieces_outside
from archrepo.diagrams.geometry import Rect, along, border_point, circle_point, distance_to
from archrepo.diagrams.label_places import BARE_ROOM, HEAD_ROOM, label_place
from archrepo.diagrams.label_rooms import DRAWN_LEADINGS
from archrepo.diagrams.lineends import LineEnd, end_path
from archrepo.diagrams.notation import BoxLook, LineLook, line_ends
from archrepo.diagrams.paint import LinePaint
from archrepo.diagrams.shapes import TAB_HEIGHT, TAB_SHARE, n, square, tab
from archrepo.diagrams.text import LEADING, Typesetter, clean, escape
from archrepo.views import Line, Point, Style, View

LABEL_PX = 11.0
LABEL_WIDTH = 170.0
#: Archi sets the words of a line on one line, however long; so long that no picture grows by it for nothing.
_DRAWN_WIDTH = 600.0
_MOST_LINES = 6
#: How far the white ground of a label reaches beyond its words at the left and the right.
_GROUND = 2
#: How round the corners of a laid out line are, and how near a line is to another that it ends at.
_RADIUS = 6.0
_ON_LINE = 0.6


@dataclass(frozen=True, slots=True)
class Label:
    """The words on a line, set in lines around a middle point."""

    lines: tuple[str, ...]
    middle: Point
    size: float
    width: float
    leading: float = LEADING
    #: Whether the words stand as the tool has them: no ground under them, and from the left at the end of a line.
    is_drawn: bool = False
    is_left: bool = False

    @property
    def rect(self) -> Rect:
        """Return the room that the label takes."""
        height = len(self.lines) * self.size * self.leading
        return Rect(self.middle[0] - self.width / 2, self.middle[1] - height / 2, self.width, height)


class Router:
    """Finds the points of every line of a view; a line that ends in a line ends in the middle of that one."""

    def __init__(
        self,
        view: View,
        rects: Mapping[str, Rect],
        looks: Mapping[str, BoxLook],
        tabs: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        """Remember where the boxes are; `rects`, `looks` and the sizes of `tabs` stand under the keys of the boxes."""
        self._rects = rects
        self._looks = looks
        if tabs is None:
            tabs = {
                box.key: (rects[box.key].w / TAB_SHARE, min(TAB_HEIGHT, rects[box.key].h / 2))
                for box in view.boxes
                if outline_of(box, looks[box.key]) is tab
            }
        self._tabs = tabs
        self._lines = {line.key: line for line in view.lines}
        self._points: dict[str, tuple[Point, ...]] = {}
        self._busy: set[str] = set()

    def points(self, line: Line) -> tuple[Point, ...]:
        """Return the points of the line from border to border; empty when an end is not in the view."""
        known = self._points.get(line.key)
        if known is None:
            self._busy.add(line.key)
            known = self._points[line.key] = self._route(line)
            self._busy.discard(line.key)
        return known

    def _middle(self, key: str) -> Point | None:
        rect = self._rects.get(key)
        if rect is not None:
            return rect.center
        line = self._lines.get(key)
        if line is None or key in self._busy:
            return None
        points = self.points(line)
        return along(points, 0.5) if points else None

    def _route(self, line: Line) -> tuple[Point, ...]:
        source, target = self._middle(line.source), self._middle(line.target)
        if source is None or target is None:
            return ()
        bends = line.bendpoints
        if line.source == line.target and not bends:
            return self._loop(self._rects.get(line.source))
        if bends:
            source, target = self._met(line.source, source, bends[0]), self._met(line.target, target, bends[-1])
        start = self._end(line.source, source, bends[0] if bends else target)
        end = self._end(line.target, target, bends[-1] if bends else source)
        # A bend on the very border of a box says where the line ends there; the end is not drawn twice.
        inner = [bend for bend in bends if math.dist(bend, start) > 0.01 and math.dist(bend, end) > 0.01]
        return (start, *inner, end)

    def _met(self, key: str, middle: Point, bend: Point) -> Point:
        """Return where a line meets what it ends at: on a line at its own last bend, when that lies there already."""
        line = self._lines.get(key)
        if line is None or key in self._busy or distance_to(self.points(line), bend) > _ON_LINE:
            return middle
        return bend

    def _end(self, key: str, middle: Point, toward: Point) -> Point:
        rect = self._rects.get(key)
        if rect is None:
            return middle
        if self._looks[key].is_junction:
            return circle_point(rect, toward)
        x, y = border_point(rect, toward)
        if key in self._tabs:
            wide, high = self._tabs[key]
            if x > rect.x + wide:
                y = max(y, rect.y + high)
        return x, y

    @staticmethod
    def _loop(rect: Rect | None) -> tuple[Point, ...]:
        """Return a loop at the lower right corner of a box that has a relation with itself."""
        if rect is None:
            return ()
        right, bottom, out = rect.x + rect.w, rect.y + rect.h, 14.0
        near = (right - min(20.0, rect.w / 2), bottom - min(12.0, rect.h / 2))
        return (
            (right, near[1]),
            (right + out, near[1]),
            (right + out, bottom + out),
            (near[0], bottom + out),
            (near[0], bottom),
        )


def line_parts(
    points: Sequence[Point],
    paint: LinePaint,
    ends: tuple[LineEnd, LineEnd],
    label: Label | None,
    out: list[str],
    *,
    is_rounded: bool = False,
) -> None:
    """Append the route and the ends of one line to `out`; a drawn label on it stands free of it.

    Corners are rounded when that is asked, so that the eye follows a line through a crossing and not round a corner.
    """
    is_drawn = label is not None and label.is_drawn
    pieces = pieces_outside(points, label.rect) if label is not None and is_drawn else [points]
    if is_rounded and len(points) > 2:
        route = rounded(points)
    else:
        route = "".join(["M" + "L".join([f"{n(x)} {n(y)}" for x, y in piece]) for piece in pieces])
    stroke = paint.stroked()
    dash = f' stroke-dasharray="{paint.dash}"' if paint.dash else ""
    if route:
        out.append(f'<path d="{route}" fill="none" {stroke}{dash}/>')
    if ends == ("none", "none"):
        return
    for shape, tip, before in ((ends[0], points[0], points[1]), (ends[1], points[-1], points[-2])):
        path, filling = end_path(shape, tip, before, paint.ends) if shape != "none" else ("", "none")
        if path:
            fill = {"line": paint.stroke, "white": "#fff", "none": "none"}[filling]
            out.append(f'<path d="{path}" fill="{fill}" {stroke}/>')


def rounded(points: Sequence[Point], radius: float = _RADIUS) -> str:
    """Return a path along the points with its corners rounded, less where a straight part is short."""
    path = f"M{n(points[0][0])} {n(points[0][1])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, outof = math.dist(before, corner), math.dist(corner, after)
        share = min(radius, into / 2, outof / 2)
        if share < 1:
            path += f"L{n(corner[0])} {n(corner[1])}"
            continue
        (ax, ay), (bx, by) = (
            (corner[0] + (end[0] - corner[0]) * share / far, corner[1] + (end[1] - corner[1]) * share / far)
            for end, far in ((before, into), (after, outof))
        )
        path += f"L{n(ax)} {n(ay)}Q{n(corner[0])} {n(corner[1])} {n(bx)} {n(by)}"
    return path + f"L{n(points[-1][0])} {n(points[-1][1])}"


def label_lines(line: Line, setter: Typesetter, is_drawn: bool = False) -> tuple[tuple[str, ...], float, float]:
    """Return the words on a line as set, their size and the width they take; an influence shows its strength."""
    words = clean(line.label)
    if line.modifier and line.modifier not in words:
        strength = clean(line.modifier) if is_drawn else f"({clean(line.modifier)})"
        words = f"{words} {strength}" if words else clean(line.modifier)
    if not words.strip():
        return (), 0.0, 0.0
    size = line.style.font_size * 4 / 3 if line.style.font_size else FONT_PX if is_drawn else LABEL_PX
    wide = _DRAWN_WIDTH if is_drawn else LABEL_WIDTH
    lines = tuple(setter.lines(words[:600], wide, size, bold=line.style.bold)[:_MOST_LINES])
    return lines, size, max(setter.width(each, bold=line.style.bold) for each in lines) * size


def line_label(
    line: Line,
    points: Sequence[Point],
    setter: Typesetter,
    look: LineLook,
    source: BoxLook | None,
    target: BoxLook | None,
    taken: Sequence[Rect] = (),
    is_drawn: bool = False,
) -> Label | None:
    """Return the label of a line, clear of the line's ends and of the labels in `taken`; None when it has no words.

    In a drawn view it stands where the tool that drew it has it.
    """
    if not line.label and not line.modifier:
        return None
    lines, size, width = label_lines(line, setter, is_drawn)
    if not lines:
        return None
    if is_drawn and line.label_point is None:
        leading = DRAWN_LEADINGS[0]
        room = drawn_label(points, line.label_at, (width, len(lines) * size * leading))
        return Label(lines, room.center, size, width, leading, is_drawn=True, is_left=line.label_at != "middle")
    middle = line.label_point
    if middle is None:
        start, end = line_ends(look, line, source, target)
        free = (BARE_ROOM if start == "none" else HEAD_ROOM, BARE_ROOM if end == "none" else HEAD_ROOM)
        middle = label_place(points, line.label_at, (width + 2 * _GROUND, len(lines) * size * LEADING), free, taken)
    return Label(lines, middle, size, width)


def label_parts(label: Label, style: Style, ink: str, out: list[str]) -> None:
    """Append the words of a line to `out`, on a white ground so that they stay readable on the line."""
    rect = label.rect
    lead = (label.leading - font.ASCENT - font.DESCENT) / 2 + font.ASCENT
    step = n(label.size * label.leading)
    x_ = n(rect.x if label.is_left else label.middle[0])
    first, *others = (escape(each) for each in label.lines)
    spans = "".join(f'<tspan x="{x_}" dy="{step}">{each}</tspan>' for each in others)
    marks = "" if label.is_left else ' text-anchor="middle"'
    if label.size != FONT_PX:
        marks += f' font-size="{n(label.size)}"'
    if style.bold:
        marks += ' font-weight="bold"'
    if style.italic:
        marks += ' font-style="italic"'
    if not label.is_drawn:
        ground = square(rect.x - _GROUND, rect.y, rect.w + 2 * _GROUND, rect.h)
        out.append(f'<path d="{ground}" fill="#fff" fill-opacity="0.85"/>')
    y = n(rect.y + label.size * lead)
    out.append(f'<text x="{x_}" y="{y}"{marks} fill="{ink}">{first}{spans}</text>')
