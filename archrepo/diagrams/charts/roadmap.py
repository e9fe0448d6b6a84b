"""The roadmap drawn: lanes of bars and signs on one axis of years and quarters, with a line for today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from archrepo.charts.quarters import Quarter
from archrepo.charts.timeline import share_of_axis
from archrepo.charts.values import Lane, Moment, Span, Timeline
from archrepo.diagrams.charts.board import Board, Mark, named, plain
from archrepo.diagrams.charts.colours import BAND, GRID, PAPER, SOFT, TODAY, kind_look
from archrepo.diagrams.charts.page import MARGIN
from archrepo.diagrams.scene import Anchor
from archrepo.language import Text
from archrepo.wording import date_text, euro_text

_ROW, _BAR, _SIGN, _PX = 25.0, 19.0, 11.0, 11.5
_PAD = 7.0
_NARROW = 640.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A moment with the row it got, and where its label stands; a label on the left ends at `label_x`."""

    moment: Moment
    x: float
    row: int
    label: str
    label_x: float
    room: float
    is_left: bool


class _Roadmap:
    def __init__(self, board: Board, found: Timeline, top: float) -> None:
        self._board = board
        self._found = found
        self._is_narrow = board.width < _NARROW
        self._left = MARGIN if self._is_narrow else MARGIN + 168
        self._right = board.width - MARGIN
        self._top = top

    def _day(self, day: date) -> str:
        return date_text(day).in_(self._board.language)

    def _x(self, share: float) -> float:
        return self._left + share * (self._right - self._left)

    def draw(self) -> tuple[float, list[Mark]]:
        found = self._found
        axis = self._top + 18
        body = axis + 40
        heights = [self._height(lane) for lane in found.lanes]
        bottom = body + sum(heights)
        self._ground(axis, body, heights)
        self._line_of_today(axis, bottom)
        y = body
        for place, (lane, height) in enumerate(zip(found.lanes, heights, strict=True)):
            self._lane(lane, y, PAPER if place % 2 else BAND)
            y += height
        used = sorted(
            {span.kind for lane in found.lanes for span in lane.bars}
            | {moment.kind for lane in found.lanes for moment in lane.moments}
        )
        return bottom + 14, [Mark(kind_look(kind)[0], found.kinds[kind], kind_look(kind)[1]) for kind in used]

    def _line_of_today(self, axis: float, bottom: float) -> None:
        """Draw today under the bars, so that it strikes through no word."""
        board = self._board
        x = self._x(share_of_axis(self._found, self._found.today))
        with board.about(self._today_words()):
            board.line((x, axis - 2), (x, bottom), stroke=TODAY, width=2)
            wide = board.wide(self._today_words(), _PX, bold=True)
            start = min(max(x - wide / 2, MARGIN), self._right - wide)
            board.words(start, axis - 7, self._today_words(), _PX, bold=True, colour=TODAY)

    def _today_words(self) -> str:
        return Text("vandaag, {day}", "today, {day}").format(day=self._day(self._found.today)).in_(self._board.language)

    def _ground(self, axis: float, body: float, heights: list[float]) -> None:
        """Draw years and quarters above, and a band behind every other lane."""
        board, found = self._board, self._found
        y = body
        for place, height in enumerate(heights):
            if place % 2 == 0:
                board.rect(MARGIN, y, self._right - MARGIN, height, BAND, "")
            y += height
        quarter = Quarter.of(found.first)
        while quarter.first <= found.last:
            x = self._x(share_of_axis(found, quarter.first))
            end = self._x(share_of_axis(found, quarter.last + timedelta(days=1)))
            if quarter.number == 1 or quarter.first == found.first:
                board.line((x, axis), (x, y), stroke=GRID)
                last = Quarter(quarter.year, 4).last
                till = self._x(share_of_axis(found, min(last, found.last) + timedelta(days=1)))
                board.words(x + 4, axis + 13, str(quarter.year), 12, room=till - x - 6, bold=True)
            name = quarter.words(board.language).split()[1]
            # The line of today would strike through it.
            is_struck = abs((x + end) / 2 - self._x(share_of_axis(found, found.today))) < board.wide(name, 10) / 2 + 2
            if end - x > board.wide(name, 10) + 4 and not is_struck:
                board.words((x + end) / 2, axis + 30, name, 10, anchor="middle", colour=SOFT)
            if quarter.number != 1:
                board.line((x, axis + 20), (x, body), stroke=GRID)
            quarter = quarter.later(1)
        board.line((self._left, body), (self._right, body), stroke=GRID)
        for lane in found.lanes:
            for moment in lane.moments:
                if moment.kind == 0:
                    x = self._x(share_of_axis(found, moment.day))
                    board.line((x, body), (x, y), stroke=GRID, dash=(2, 4))

    def _height(self, lane: Lane) -> float:
        rows = len(lane.bars) + max((one.row for one in self._rows(lane)), default=-1) + 1
        name = 20.0 if self._is_narrow else 0.0
        needed = rows * _ROW + 2 * _PAD + name
        if not self._is_narrow:
            lines = self._board.setter.lines(plain(lane.name.words), 158, 12.5, bold=True)
            needed = max(needed, len(lines) * 15 + 2 * _PAD)
        return needed

    def _lane(self, lane: Lane, y: float, ground: str) -> None:
        board = self._board
        with board.about(plain(lane.name.words), lane.name.element):
            if self._is_narrow:
                name = plain(lane.name.words)
                room = self._right - MARGIN - 8
                wide = min(board.wide(name, 12, bold=True), room)
                board.rect(MARGIN, y + 5, wide + 8, 14, ground, "")
                board.words(MARGIN + 4, y + 16, name, 12, room=room, bold=True)
                y += 20
            else:
                board.lines(MARGIN + 6, y + _PAD + 1, plain(lane.name.words), 12.5, 158, bold=True)
        y += _PAD
        for span in lane.bars:
            self._bar(span, y, ground)
            y += _ROW
        for placed in self._rows(lane):
            self._moment(placed, y + placed.row * _ROW, ground)

    def _bar(self, span: Span, y: float, ground: str) -> None:
        """Draw a bar with its name in it, or else beside it where there is most room."""
        board, found = self._board, self._found
        assert span.starts is not None
        start = self._x(share_of_axis(found, span.starts))
        end = self._x(share_of_axis(found, span.ends + timedelta(days=1)))
        wide = max(end - start, 3.0)
        fill, sign = kind_look(span.kind)
        words = f"{self._day(span.starts)} – {self._day(span.ends)}"
        with board.about(named(span.name, found.kinds[span.kind], words, self._euro(span.euro)), span.name.element):
            board.rect(start, y, wide, _BAR, fill, radius=3)
            if span.starts < found.first:
                board.path((start, y), (start + 6, y + _BAR / 2), (start, y + _BAR), fill=PAPER, stroke=PAPER)
            if span.ends > found.last:
                board.path((end, y), (end - 6, y + _BAR / 2), (end, y + _BAR), fill=PAPER, stroke=PAPER)
            base = y + _BAR / 2 + _PX * 0.35
            name = plain(span.name.words)
            needed = board.wide(name, _PX)
            if wide >= 22:
                board.sign(sign, start + 13, y + _BAR / 2, 8, fill)
            inner = wide - 32
            beside, before = self._right - end - 8, start - self._left - 8
            if needed <= inner or inner >= max(beside, before):
                board.words(start + 22, base, name, _PX, room=inner)
            elif needed <= beside or beside >= before:
                self._beside(end + 6, base, name, beside, ground)
            else:
                self._beside(start - 6, base, name, before, ground, "end")

    def _beside(self, x: float, base: float, words: str, room: float, ground: str, anchor: Anchor = "start") -> None:
        """Write words outside their bar or sign, on a ground that keeps the lines of the axis away from them."""
        board = self._board
        wide = min(board.wide(words, _PX), room)
        board.rect(x - 2 if anchor == "start" else x - wide - 2, base - 10, wide + 4, 13, ground, "")
        board.words(x, base, words, _PX, room=room, anchor=anchor)

    def _rows(self, lane: Lane) -> list[_Placed]:
        """Return the moments of a lane in rows so that no label lies on another."""
        board = self._board
        rows: list[list[tuple[float, float]]] = []
        placed = []
        for moment in lane.moments:
            x = self._x(share_of_axis(self._found, moment.day))
            x = min(max(x, self._left + _SIGN / 2), self._right - _SIGN / 2)
            label = self._label(moment)
            most = 170.0 if self._is_narrow else 210.0
            room = min(board.wide(label, _PX) + 1, most, max(self._right - x, x - self._left) - 14)
            is_left = x + 10 + room > self._right
            low, high = (x - 14 - room, x + 10) if is_left else (x - 10, x + 14 + room)
            row = next((n for n, taken in enumerate(rows) if all(high <= a or low >= b for a, b in taken)), len(rows))
            if row == len(rows):
                rows.append([])
            rows[row].append((low, high))
            placed.append(_Placed(moment, x, row, label, x - 10 if is_left else x + 10, room, is_left))
        return placed

    def _label(self, moment: Moment) -> str:
        """Return the name of one, or how many with first of all what is on the day of the sign, the largest first."""
        in_order = sorted(moment.members, key=lambda span: (span.ends, -(span.euro or Decimal(0))))
        names = ", ".join(plain(span.name.words) for span in in_order[:4])
        label = names if len(moment.members) == 1 else f"{len(moment.members)} × {names}"
        return f"{self._over()}: {label}" if moment.is_over else label

    def _over(self) -> str:
        return Text("al voorbij", "already past").in_(self._board.language)

    def _moment(self, placed: _Placed, y: float, ground: str) -> None:
        board, moment = self._board, placed.moment
        fill, sign = kind_look(moment.kind)
        told = "; ".join(
            ", ".join(part for part in (plain(one.name.words), self._day(one.ends), self._euro(one.euro)) if part)
            for one in moment.members
        )
        element = moment.members[0].name.element if len(moment.members) == 1 else None
        kind = self._found.kinds[moment.kind] + (f", {self._over()}" if moment.is_over else "")
        with board.about(f"{kind}: {told}", element):
            board.sign(sign, placed.x, y + _BAR / 2, _SIGN, fill)
            base = y + _BAR / 2 + _PX * 0.35
            anchor: Anchor = "end" if placed.is_left else "start"
            self._beside(placed.label_x, base, placed.label, placed.room, ground, anchor)

    def _euro(self, euro: Decimal | None) -> str:
        return euro_text(euro).in_(self._board.language) if euro else ""


def draw_timeline(board: Board, found: Timeline, top: float) -> tuple[float, list[Mark]]:
    """Draw the roadmap below `top`, and return where it ends and what its legend must say."""
    return _Roadmap(board, found, top).draw()
