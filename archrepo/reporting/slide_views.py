"""A placed view as native shapes of a slide: boxes with their words, lines that stay attached, and the legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.icons import Icon
from archrepo.diagrams.label_rooms import label_room, outline_of, set_label, tab_of
from archrepo.diagrams.legend import ROW, SAMPLE, WORDS_PX, Legend
from archrepo.diagrams.line_svg import Label, Router, line_label, rounded
from archrepo.diagrams.lineends import LineEnd, end_path
from archrepo.diagrams.notation import BoxLook, Notation, line_ends
from archrepo.diagrams.paint import BoxPaint, LinePaint, Painter
from archrepo.diagrams.shapes import tab, tabbed
from archrepo.diagrams.text import Typesetter, clean
from archrepo.reporting.path_points import pieces
from archrepo.reporting.slide_shapes import SITES, Board, Frame, Lettering, Paint, Point, Shapes
from archrepo.views import Box, Line, View

#: Ends that DrawingML has itself, and so stay with a line that is moved; the others are drawn as small shapes.
_HEADS: Final[Mapping[LineEnd, str]] = {"none": "none", "triangle": "triangle", "arrow": "arrow", "ball": "oval"}
_LETTERS: Final = {"move": "M", "line": "L", "curve": "C", "close": "Z"}


class ViewShapes:
    """Puts one view on a slide."""

    def __init__(self, view: View, notation: Notation, setter: Typesetter, board: Board, shapes: Shapes) -> None:
        """Measure the view; nothing is added yet."""
        self._view = view
        self._notation = notation
        self._setter = setter
        self._board = board
        self._shapes = shapes
        self._is_drawn = view.kind == "drawn"
        self._painter = Painter.of(view, notation.palette)
        self._rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
        self._looks = {box.key: notation.box(box.kind) for box in view.boxes}
        self._tabs = {
            box.key: tab_of(box, self._rects[box.key], setter, self._is_drawn)
            for box in view.boxes
            if outline_of(box, self._looks[box.key]) is tab
        }
        self._ids: dict[str, int] = {}
        #: Where straight lines meet each box, with the number of the connection site there.
        self._sites: dict[str, dict[Point, int]] = {}
        #: The letter of the layer of each box, in the colour sets that have one.
        self._letters: list[Lettering] = []

    def add(self) -> None:
        """Add the boxes, then the lines, then the words on them."""
        inside = self._insides()
        router = Router(self._view, self._rects, self._looks, self._tabs)
        runs = [(line, points) for line in self._view.lines if len(points := router.points(line)) >= 2]
        for line, points in runs:
            if len(points) == 2:
                for key, end in ((line.source, points[0]), (line.target, points[1])):
                    self._sites.setdefault(key, {}).setdefault(end, len(SITES) + len(self._sites[key]))
        for box in self._view.boxes:
            self._add_box(box, inside.get(box.key))
        labels: list[tuple[Line, Label]] = []
        for line, points in runs:
            self._add_line(line, points)
            source, target = self._looks.get(line.source), self._looks.get(line.target)
            look = self._notation.line(line.kind)
            taken = [label.rect for _, label in labels]
            label = line_label(line, points, self._setter, look, source, target, taken, self._is_drawn)
            if label is not None:
                labels.append((line, label))
        for letter in self._letters:
            self._shapes.words(self._board, letter)
        for line, label in labels:
            self._add_label(line, label)

    def _add_label(self, line: Line, label: Label) -> None:
        rect = label.rect
        area = Frame(rect.x - 2, rect.y, rect.w + 4, rect.h)
        ink = self._painter.line(line, self._notation.line(line.kind)).ink
        words = Lettering(
            label.lines,
            area,
            label.size,
            ink,
            "left" if label.is_left else "center",
            is_bold=line.style.bold,
            is_italic=line.style.italic,
        )
        ground = Paint("#ffffff", fill_opacity=0.85) if not label.is_drawn else Paint()
        self._shapes.free_form(self._board, [(_outline(area), ground)], area, line.label, words=words)

    def _insides(self) -> dict[str, tuple[float, float]]:
        inside: dict[str, tuple[float, float]] = {}
        for box in self._view.boxes:
            if box.parent is not None:
                rect = self._rects[box.key]
                top, bottom = inside.get(box.parent, (rect.y, rect.y + rect.h))
                inside[box.parent] = min(top, rect.y), max(bottom, rect.y + rect.h)
        return inside

    def _add_box(self, box: Box, inside: tuple[float, float] | None) -> None:
        rect, look = self._rects[box.key], self._looks[box.key]
        paint = self._painter.box(box, look)
        outline, tab_size = outline_of(box, look), self._tabs.get(box.key)
        path = (
            tabbed(rect.x, rect.y, rect.w, rect.h, *tab_size) if tab_size else outline(rect.x, rect.y, rect.w, rect.h)
        )
        paths = [(path, _box_paint(paint))]
        frame = Frame(rect.x, rect.y, rect.w, rect.h)
        name = box.label or look.label.in_(self._board.language)
        sites = tuple(self._sites.get(box.key, ()))
        if box.picture:
            self._shapes.picture(self._board, box.picture.data, frame)
        if look.is_junction:
            self._ids[box.key] = self._shapes.free_form(self._board, paths, frame, name, sites=sites)
            return
        icon = look.icon if outline is look.outline and not tab_size and not box.picture and box.icon_visible else None
        if icon is not None and rect.w >= 24 and rect.h >= 20:
            at = (rect.x + rect.w - 19, rect.y + 3)
            paths += _drawn(icon, at, paint.icon)
        words = self._words(box, rect, look, inside, paint, has_icon=len(paths) > 1)
        if look.letter and rect.w >= 40 and rect.h >= 24 and words.position != "top":
            corner = Frame(rect.x + 4, rect.y, 24, 14)
            self._letters.append(Lettering((look.letter,), corner, 9, paint.icon, "left", "top", is_bold=True))
        self._ids[box.key] = self._shapes.free_form(
            self._board, paths, frame, name, words=words, description=box.tip, sites=sites
        )

    def _words(
        self,
        box: Box,
        rect: Rect,
        look: BoxLook,
        inside: tuple[float, float] | None,
        paint: BoxPaint,
        *,
        has_icon: bool,
    ) -> Lettering:
        style = box.style
        room = label_room(box, rect, look, inside, self._is_drawn, self._tabs.get(box.key))
        label = clean(f"«{box.specialization}»\n{box.label}" if box.specialization else box.label)
        block, area = set_label(label, room, style, has_icon, rect, self._setter)
        return Lettering(
            block.lines,
            Frame(area.x, area.y, area.w, area.h),
            block.size,
            paint.ink,
            room.align,
            room.position,
            style.bold,
            style.italic,
            style.underline,
            style.strikeout,
        )

    def _add_line(self, line: Line, points: Sequence[Point]) -> None:
        look = self._notation.line(line.kind)
        found = self._painter.line(line, look)
        paint = _line_paint(found)
        ends = line_ends(look, line, self._looks.get(line.source), self._looks.get(line.target))
        heads = (_HEADS.get(ends[0], "none"), _HEADS.get(ends[1], "none"))
        name = look.label.in_(self._board.language)
        if len(points) == 2:
            attached = (self._site(line.source, points[0]), self._site(line.target, points[1]))
            self._shapes.connector(self._board, (points[0], points[1]), paint, name, heads=heads, attached=attached)
        else:
            path = "" if self._is_drawn else rounded(points)
            self._shapes.route(self._board, points, paint, name, heads, path)
        for end, tip, before in ((ends[0], points[0], points[1]), (ends[1], points[-1], points[-2])):
            if end not in _HEADS:
                _add_end(self._shapes, self._board, end, tip, before, found, name)

    def _site(self, key: str, point: Point) -> tuple[int, int] | None:
        """Return the shape at an end and its site at that point; None when a line ends in a line."""
        identifier = self._ids.get(key)
        return (identifier, self._sites[key][point]) if identifier is not None else None


def add_legend(legend: Legend, board: Board, shapes: Shapes) -> None:
    """Add the legend with its left upper corner at the origin of the board."""
    if not legend.entries:
        return
    palette = legend.painter.palette
    rows = -(-len(legend.entries) // legend.columns)
    shapes.words(board, Lettering((legend.title,), Frame(0, 0, 300, 18), 12, align="left", is_bold=True))
    for index, entry in enumerate(legend.entries):
        column, row = divmod(index, rows)
        x, y = column * legend.column, 22 + row * ROW
        middle = y + ROW / 2
        if entry.line is not None:
            look, line = entry.line
            start, end = line_ends(look, line, None, None)
            paint = legend.painter.line(line, look)
            heads = (_HEADS.get(start, "none"), _HEADS.get(end, "none"))
            both = ((x, middle), (x + SAMPLE, middle))
            shapes.connector(board, both, _line_paint(paint), entry.words, heads=heads)
            for each, tip, before in ((start, x, x + SAMPLE), (end, x + SAMPLE, x)):
                if each not in _HEADS:
                    _add_end(shapes, board, each, (tip, middle), (before, middle), paint, entry.words)
        else:
            frame = Frame(x, y + 2, SAMPLE, ROW - 4)
            if entry.box is not None and entry.box.is_junction:
                frame = Frame(x + SAMPLE / 2 - 6, middle - 6, 12, 12)
            path = entry.box.outline(frame.x, frame.y, frame.w, frame.h) if entry.box else _outline(frame)
            fill = entry.colour or (entry.box.fill if entry.box else palette.paper)
            paths = [(path, Paint(fill, palette.line, 1.0, entry.box.dash if entry.box else ""))]
            if entry.box and entry.box.icon and entry.box.outline is not tab:
                paths += _drawn(entry.box.icon, (x + SAMPLE - 19, middle - 8), "#000000")
            shapes.free_form(board, paths, frame, entry.words)
        words = Frame(x + SAMPLE + 6, y, legend.column - SAMPLE - 8, ROW)
        shapes.words(board, Lettering((entry.words,), words, WORDS_PX, align="left"))


def _add_end(
    shapes: Shapes, board: Board, end: LineEnd, tip: Point, before: Point, paint: LinePaint, name: str
) -> None:
    """Add a line end that DrawingML lacks."""
    path, filling = end_path(end, tip, before, paint.ends)
    if path:
        fill = {"line": paint.stroke, "white": "#ffffff", "none": ""}[filling]
        frame = Frame(tip[0] - 14, tip[1] - 14, 28, 28)
        shapes.free_form(board, [(path, Paint(fill, paint.stroke, paint.width))], frame, name)


def _box_paint(paint: BoxPaint) -> Paint:
    return Paint(
        paint.fill,
        paint.stroke,
        paint.width,
        paint.dash,
        1.0 if paint.fill_opacity is None else paint.fill_opacity,
        1.0 if paint.stroke_opacity is None else paint.stroke_opacity,
    )


def _line_paint(paint: LinePaint) -> Paint:
    opacity = 1.0 if paint.opacity is None else paint.opacity
    return Paint("", paint.stroke, paint.width, paint.dash, stroke_opacity=opacity)


def _outline(frame: Frame) -> str:
    return f"M{frame.x:.2f} {frame.y:.2f}h{frame.w:.2f}v{frame.h:.2f}h{-frame.w:.2f}z"


def _drawn(icon: Icon, at: Point, ink: str) -> list[tuple[str, Paint]]:
    """Return the paths of an icon: its lines, and what is filled in it."""
    return [
        *([(_moved(icon.stroke, at), Paint(stroke=ink))] if icon.stroke else []),
        *([(_moved(icon.fill, at), Paint(fill=ink))] if icon.fill else []),
    ]


def _moved(path: str, by: Point) -> str:
    """Return path data moved; icons are drawn at the origin."""
    return "".join(
        _LETTERS[piece.form] + " ".join(f"{x + by[0]:.3f} {y + by[1]:.3f}" for x, y in piece.points)
        for piece in pieces(path)
    )
