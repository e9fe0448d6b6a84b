"""A placed view as native shapes of a slide: boxes with their words, lines that stay attached, and the legend."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from archrepo.diagrams.box_svg import ICON_ROOM, font_px, is_dark, label_room, outline_of
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.legend import ROW, SAMPLE, WORDS_PX, Legend
from archrepo.diagrams.line_svg import Label, Router, line_label
from archrepo.diagrams.lineends import LineEnd, end_path
from archrepo.diagrams.notation import DASHED, DOTTED, BoxLook, Notation, line_ends
from archrepo.diagrams.text import Typesetter, clean
from archrepo.reporting.path_points import pieces
from archrepo.reporting.slide_shapes import SITES, Board, Frame, Lettering, Paint, Point, Shapes
from archrepo.views import Box, Line, View

LINE_COLOUR: Final = "#5c5c5c"
_DASHES: Mapping[str, str] = {"solid": "", "dashed": DASHED, "dotted": DOTTED}
#: Ends that DrawingML has itself, and so stay with a line that is moved; the others are drawn as small shapes.
_HEADS: Mapping[LineEnd, str] = {"none": "none", "triangle": "triangle", "arrow": "arrow", "ball": "oval"}


class ViewShapes:
    """Puts one view on a slide."""

    def __init__(self, view: View, notation: Notation, setter: Typesetter, board: Board, shapes: Shapes) -> None:
        """Measure the view; nothing is added yet."""
        self._view = view
        self._notation = notation
        self._setter = setter
        self._board = board
        self._shapes = shapes
        self._rects = {box.key: Rect(box.x or 0, box.y or 0, box.w or 0, box.h or 0) for box in view.boxes}
        self._looks = {box.key: notation.box(box.kind) for box in view.boxes}
        self._ids: dict[str, int] = {}

    def add(self) -> None:
        """Add the boxes, then the lines, then the words on them."""
        inside = self._insides()
        for box in self._view.boxes:
            self._add_box(box, inside.get(box.key))
        router = Router(self._view, self._rects, self._looks)
        labels: list[tuple[Line, Label]] = []
        for line in self._view.lines:
            points = router.points(line)
            if len(points) >= 2:
                self._add_line(line, points)
                source, target = self._looks.get(line.source), self._looks.get(line.target)
                look = self._notation.line(line.kind)
                taken = [label.rect for _, label in labels]
                label = line_label(line, points, self._setter, look, source, target, taken)
                if label is not None:
                    labels.append((line, label))
        for line, label in labels:
            rect = label.rect
            area = Frame(rect.x - 2, rect.y, rect.w + 4, rect.h)
            words = Lettering(label.lines, area, label.size, line.style.text or "#222222")
            self._shapes.free_form(self._board, [(_outline(area), Paint("#ffffff", fill_opacity=0.85))], area,
                                   f"{line.label}", words=words)  # fmt: skip

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
        style = box.style
        fill = "#ffffff" if look.is_junction and box.is_or else style.fill or look.fill
        outline = outline_of(box, look)
        is_seen = style.line_opacity != 0 and style.line_style != "none" and style.border != "none"
        paint = Paint(
            fill,
            (style.line or LINE_COLOUR) if is_seen else "",
            style.line_width or 1.0,
            _DASHES.get(style.line_style or "", look.dash),
            1.0 if style.fill_opacity is None else style.fill_opacity,
            1.0 if style.line_opacity is None else style.line_opacity,
        )
        paths = [(outline(rect.x, rect.y, rect.w, rect.h), paint)]
        frame = Frame(rect.x, rect.y, rect.w, rect.h)
        if look.is_junction:
            self._ids[box.key] = self._shapes.free_form(self._board, paths, frame, box.label or box.kind)
            return
        has_icon = outline is look.outline and look.icon is not None and box.icon_visible
        if has_icon and look.icon is not None and rect.w >= 24 and rect.h >= 20:
            ink = "#ffffff" if is_dark(fill) else "#000000"
            at = (rect.x + rect.w - 19, rect.y + 3)
            if look.icon.stroke:
                paths.append((_moved(look.icon.stroke, at), Paint(stroke=ink)))
            if look.icon.fill:
                paths.append((_moved(look.icon.fill, at), Paint(fill=ink)))
        words = self._words(box, rect, look, inside, fill, has_icon=len(paths) > 1)
        self._ids[box.key] = self._shapes.free_form(
            self._board, paths, frame, box.label or box.kind, words=words, description=box.tip
        )

    def _words(
        self, box: Box, rect: Rect, look: BoxLook, inside: tuple[float, float] | None, fill: str, *, has_icon: bool
    ) -> Lettering:
        style = box.style
        room = label_room(box, rect, look, inside, self._view.kind == "drawn")
        area = room.area
        if has_icon and (room.position == "top" or rect.h < 2.5 * ICON_ROOM):
            area = Rect(area.x, area.y, max(area.w - ICON_ROOM, area.w / 2), area.h)
        label = clean(f"«{box.specialization}»\n{box.label}" if box.specialization else box.label)
        block = self._setter.fit(label, area.w, area.h, font_px(style), bold=style.bold)
        dark = is_dark(fill) and (style.fill_opacity is None or style.fill_opacity > 0.5)
        return Lettering(
            block.lines,
            Frame(area.x, area.y, area.w, area.h),
            block.size,
            style.text or ("#ffffff" if dark else "#000000"),
            room.align,
            room.position,
            style.bold,
            style.italic,
            style.underline,
            style.strikeout,
        )

    def _add_line(self, line: Line, points: Sequence[Point]) -> None:
        look = self._notation.line(line.kind)
        style = line.style
        paint = Paint("", style.line or LINE_COLOUR, style.line_width or 1.0,
                      _DASHES.get(style.line_style or "", look.dash))  # fmt: skip
        ends = line_ends(look, line, self._looks.get(line.source), self._looks.get(line.target))
        heads = (_HEADS.get(ends[0], "none"), _HEADS.get(ends[1], "none"))
        name = look.label.in_(self._board.language)
        if len(points) == 2:
            attached = (self._site(line.source, points[0]), self._site(line.target, points[1]))
            self._shapes.connector(self._board, (points[0], points[1]), paint, name, heads=heads, attached=attached)
        else:
            self._shapes.route(self._board, points, paint, name, heads)
        for end, tip, before in ((ends[0], points[0], points[1]), (ends[1], points[-1], points[-2])):
            if end not in _HEADS:
                self._add_end(end, tip, before, paint, name)

    def _add_end(self, end: LineEnd, tip: Point, before: Point, paint: Paint, name: str) -> None:
        path, filling = end_path(end, tip, before)
        if path:
            fill = {"line": paint.stroke, "white": "#ffffff", "none": ""}[filling]
            frame = Frame(tip[0] - 14, tip[1] - 14, 28, 28)
            self._shapes.free_form(self._board, [(path, Paint(fill, paint.stroke, paint.width))], frame, name)

    def _site(self, key: str, point: Point) -> tuple[int, int] | None:
        """Return the shape at an end and the site of it that lies nearest; None when a line ends in a line."""
        rect = self._rects.get(key)
        if rect is None or key not in self._ids:
            return None
        places = [(rect.x + x * rect.w, rect.y + y * rect.h) for x, y in SITES]
        nearest = min(range(len(places)), key=lambda index: math.dist(places[index], point))
        return self._ids[key], nearest


def add_legend(legend: Legend, board: Board, shapes: Shapes) -> None:
    """Add the legend with its left upper corner at the origin of the board."""
    if not legend.entries:
        return
    rows = -(-len(legend.entries) // legend.columns)
    title = Lettering((legend.title,), Frame(0, 0, 300, 18), 12, align="left", is_bold=True)
    shapes.words(board, title)
    for index, entry in enumerate(legend.entries):
        column, row = divmod(index, rows)
        x, y = column * legend.column, 22 + row * ROW
        middle = y + ROW / 2
        if entry.line is not None:
            look, line = entry.line
            start, end = line_ends(look, line, None, None)
            paint = Paint("", LINE_COLOUR, 1.0, look.dash)
            heads = (_HEADS.get(start, "none"), _HEADS.get(end, "none"))
            shapes.connector(board, ((x, middle), (x + SAMPLE, middle)), paint, entry.words, heads=heads)
            for each, tip, before in ((start, x, x + SAMPLE), (end, x + SAMPLE, x)):
                if each not in _HEADS:
                    path, filling = end_path(each, (tip, middle), (before, middle))
                    fill = {"line": LINE_COLOUR, "white": "#ffffff", "none": ""}[filling]
                    if path:
                        frame = Frame(tip - 14, middle - 14, 28, 28)
                        shapes.free_form(board, [(path, Paint(fill, LINE_COLOUR))], frame, entry.words)
        else:
            frame = Frame(x, y + 2, SAMPLE, ROW - 4)
            if entry.box is not None and entry.box.is_junction:
                frame = Frame(x + SAMPLE / 2 - 6, middle - 6, 12, 12)
            path = entry.box.outline(frame.x, frame.y, frame.w, frame.h) if entry.box else _outline(frame)
            fill = entry.colour or (entry.box.fill if entry.box else "#ffffff")
            paths = [(path, Paint(fill, LINE_COLOUR, 1.0, entry.box.dash if entry.box else ""))]
            if entry.box and entry.box.icon and entry.box.icon.stroke:
                paths.append((_moved(entry.box.icon.stroke, (x + SAMPLE - 19, middle - 8)), Paint(stroke="#000000")))
            shapes.free_form(board, paths, frame, entry.words)
        words = Frame(x + SAMPLE + 6, y, legend.column - SAMPLE - 8, ROW)
        shapes.words(board, Lettering((entry.words,), words, WORDS_PX, align="left"))


def _outline(frame: Frame) -> str:
    return f"M{frame.x:.2f} {frame.y:.2f}h{frame.w:.2f}v{frame.h:.2f}h{-frame.w:.2f}z"


def _moved(path: str, by: Point) -> str:
    """Return path data moved; icons are drawn at the origin."""
    words = {"move": "M", "line": "L", "curve": "C", "close": "Z"}
    return "".join(
        words[piece.form] + " ".join(f"{x + by[0]:.3f} {y + by[1]:.3f}" for x, y in piece.points)
        for piece in pieces(path)
    )
