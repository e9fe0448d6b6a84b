"""The portfolio drawn: a grid of two measures with the applications as bubbles in its boxes, none on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from archrepo.charts.values import Bubble, Portfolio
from archrepo.diagrams.charts.board import Board, Mark, named, plain
from archrepo.diagrams.charts.colours import BAND, GRID, PAPER, fact_look, place_in_legend
from archrepo.diagrams.charts.page import MARGIN, numbered
from archrepo.diagrams.geometry import Rect
from archrepo.language import Text
from archrepo.wording import euro_text

_NARROW = 560.0
_SMALLEST, _LARGEST = 11.0, 54.0
_GAP = 4.0
_UNKNOWN = Text("niet bekend", "not known")


@dataclass(frozen=True, slots=True)
class Placed:
    """A bubble with its middle and radius, measured from the left upper corner of its box."""

    bubble: Bubble
    x: float
    y: float
    r: float


def packed(bubbles: Sequence[Bubble], radii: Sequence[float], width: float) -> tuple[list[Placed], float]:
    """Return the bubbles in rows within `width`, none touching another, and how high that is; none gives zero."""
    placed: list[Placed] = []
    x, y, tall = _GAP, _GAP, 0.0
    for bubble, r in sorted(zip(bubbles, radii, strict=True), key=lambda one: (-one[1], one[0].name.words)):
        if x > _GAP and x + 2 * r + _GAP > width:
            x, y, tall = _GAP, y + tall + _GAP, 0.0
        placed.append(Placed(bubble, x + r, y + r, r))
        x += 2 * r + _GAP
        tall = max(tall, 2 * r)
    return placed, y + tall + _GAP if placed else 0.0


class _Drawn:
    def __init__(self, board: Board, found: Portfolio) -> None:
        self._board = board
        self._found = found
        self._entries: list[tuple[str, str]] = []
        columns = max(len(found.x.bands), 1)
        self._names = 112.0 if board.width >= _NARROW else 58.0
        self._left = MARGIN + 20 + self._names
        self._wide = (board.width - MARGIN - self._left) / columns
        most = max((float(one.euro or 0) for one in found.bubbles), default=0.0)
        largest = min(_LARGEST, (self._wide - 2 * _GAP) / 2)
        self._smallest = min(_SMALLEST, largest)
        self._scale = largest / sqrt(most) if most else 0.0

    def _radius(self, bubble: Bubble) -> float:
        return max(self._smallest, self._scale * sqrt(float(bubble.euro or 0)))

    def draw(self, top: float) -> tuple[float, list[Mark]]:
        board, found = self._board, self._found
        y = board.lines(MARGIN + 20, top, f"▲ {found.y.name}", 12.5, board.width - 2 * MARGIN - 20, bold=True) + 4
        for row in range(len(found.y.bands) - 1, -1, -1):
            y = self._row(row, y)
        y = self._under(y)
        y = self._unknown(y)
        y = numbered(board, self._entries, y + 6)
        facts = {one.fact.place: one.fact for one in found.bubbles}
        marks = [
            Mark(fact_look(facts[place])[0], facts[place].words, letter=fact_look(facts[place])[1])
            for place in sorted(facts, key=place_in_legend)
        ]
        return y, marks

    def _row(self, row: int, y: float) -> float:
        """Draw the boxes of one band of the upward measure, and return where the next begins."""
        board, found = self._board, self._found
        cells = []
        for column in range(len(found.x.bands)):
            inside = [one for one in found.bubbles if (one.column, one.row) == (column, row)]
            cells.append(packed(inside, [self._radius(one) for one in inside], self._wide))
        height = max(44.0, *(tall for _, tall in cells)) if cells else 44.0
        board.block(MARGIN + 20, y + 4, self._names - 6, height - 8, found.y.bands[row], 12, is_middle=True)
        for column, (placed, tall) in enumerate(cells):
            x = self._left + column * self._wide
            board.rect(x, y, self._wide, height, BAND if (row + column) % 2 else PAPER, GRID)
            for one in placed:
                self._bubble(one, x, y + (height - tall) / 2)
        return y + height

    def _under(self, y: float) -> float:
        """Write the bands of the measure from left to right, and its name."""
        board, found = self._board, self._found
        ends = [
            board.block(self._left + column * self._wide + 3, y + 5, self._wide - 6, 46, name, 12, is_middle=False)
            for column, name in enumerate(found.x.bands)
        ]
        y += 8 + max((block.height for block in ends), default=0.0)
        return board.lines(self._left, y, f"► {found.x.name}", 12.5, board.width - MARGIN - self._left, bold=True) + 8

    def _unknown(self, y: float) -> float:
        """Draw apart what misses one of the two facts; nothing takes no room."""
        board, found = self._board, self._found
        inside = [one for one in found.bubbles if one.column is None or one.row is None]
        if not inside:
            return y
        room = board.width - 2 * MARGIN
        missing = [
            axis.name
            for axis, lacks in ((found.x, [one.column for one in inside]), (found.y, [one.row for one in inside]))
            if None in lacks
        ]
        placed, tall = packed(inside, [self._radius(one) for one in inside], room - 12)
        words = f"{_UNKNOWN.in_(board.language)}: {', '.join(missing)} ({len(inside)})"
        lines = board.setter.lines(words, room - 16, 12.5, bold=True)
        head = len(lines) * 15.0 + 12
        board.rect(MARGIN, y, room, head + tall + 4, PAPER, GRID, dash=(4, 3))
        board.lines(MARGIN + 8, y + 7, words, 12.5, room - 16, bold=True)
        for one in placed:
            self._bubble(one, MARGIN + 6, y + head)
        return y + head + tall + 10

    def _bubble(self, placed: Placed, left: float, top: float) -> None:
        """Draw a bubble with its name when that fits whole, else with its number in the list below."""
        board, bubble = self._board, placed.bubble
        fill, sign = fact_look(bubble.fact)
        amount = euro_text(bubble.euro).in_(board.language) if bubble.euro else _UNKNOWN.in_(board.language)
        x, y, r = left + placed.x, top + placed.y, placed.r
        name = plain(bubble.name.words)
        with board.about(named(bubble.name, amount, bubble.fact.words), bubble.name.element):
            board.circle(x, y, r, fill, is_dashed=not bubble.euro)
            side = r * 1.36
            room = Rect(x - side / 2, y - side * 0.46, side, side * 0.72)
            fitted = board.setter.fit(name, room.w, room.h, 11, smallest=9.5)
            if r > 24 and fitted.lines and not fitted.is_cut_short:
                board.block(room.x, room.y, room.w, room.h, name, 11, smallest=9.5, is_middle=True)
                board.words(x, y + r * 0.66, sign, 10.5, anchor="middle")
                return
            number = str(len(self._entries) + 1)
            if r >= 16:
                board.words(x, y + 1, number, 10.5, anchor="middle", bold=True)
                board.words(x, y + 12, sign, 10, anchor="middle")
            else:
                board.words(x, y + 3.6, number, 10, anchor="middle", bold=True, room=2 * r - 1)
            self._entries.append((number, f"{sign} {amount} {name}" if bubble.euro else f"{sign} {name}, {amount}"))


def draw_portfolio(board: Board, found: Portfolio, top: float) -> tuple[float, list[Mark]]:
    """Draw the portfolio below `top`, and return where it ends and what its legend must say."""
    return _Drawn(board, found).draw(top)
