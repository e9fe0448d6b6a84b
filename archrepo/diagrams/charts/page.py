"""The furniture of a picture for management: above it what it is, below it its signs and what is not there."""

from __future__ import annotations

from collections.abc import Sequence

from archrepo.charts.values import Chart
from archrepo.diagrams.charts.board import Board, Mark
from archrepo.diagrams.charts.colours import BAND, GRID, SOFT
from archrepo.language import Text

MARGIN = 16.0
_TITLE_PX, _QUESTION_PX, _NOTE_PX = 20.0, 14.0, 12.0
_ROW = 24.0


def heading(board: Board, chart: Chart) -> float:
    """Draw title, question, date, parameters and counts, and return where the figure begins."""
    room = board.width - 2 * MARGIN
    language = board.language
    y = board.lines(MARGIN, MARGIN, chart.title.in_(language), _TITLE_PX, room, bold=True) + 3
    y = board.lines(MARGIN, y, chart.question.in_(language), _QUESTION_PX, room, colour=SOFT) + 4
    stated = " · ".join(map(_together, [*(f"{name}: {value}" for name, value in chart.notes), *chart.counts]))
    return board.lines(MARGIN, y, stated, _NOTE_PX, room, colour=SOFT) + 14


def _together(words: str) -> str:
    """Return short words so that no line ends between them."""
    return words.replace(" ", "\N{NO-BREAK SPACE}") if len(words) <= 28 else words


def nothing(board: Board, chart: Chart, y: float) -> float:
    """Say in the place of the figure that the model holds none of its facts, and which are needed."""
    room = board.width - 2 * MARGIN - 24
    words = Text("Hierover staat nog niets in het model.", "The model holds nothing on this yet.").in_(board.language)
    missing = chart.missing.in_(board.language).replace("`", "")
    first = len(board.setter.lines(words, room, 15, bold=True)) * 18.0
    second = len(board.setter.lines(missing, room, 13)) * 15.6
    board.rect(MARGIN, y, board.width - 2 * MARGIN, first + second + 32, BAND, GRID, dash=(4, 3))
    below = board.lines(MARGIN + 12, y + 12, words, 15, room, bold=True)
    board.lines(MARGIN + 12, below + 6, missing, 13, room)
    return y + first + second + 44


def legend(board: Board, marks: Sequence[Mark], y: float) -> float:
    """Draw the legend in columns, in the order of the marks, and return where it ends; no marks take no room."""
    if not marks:
        return y
    y = board.lines(MARGIN, y, Text("Legenda", "Legend").in_(board.language), 12, 200, bold=True) + 4
    room = board.width - 2 * MARGIN
    x = MARGIN
    for mark in marks:
        wide = 26 + 8 + min(board.wide(mark.words, _NOTE_PX), room - 34) + 22
        if x > MARGIN and x + wide - 22 > MARGIN + room:
            x, y = MARGIN, y + _ROW
        board.mark(x, y, mark)
        lines = board.setter.lines(mark.words, room - 34, _NOTE_PX)
        for line in lines:
            board.words(x + 34, y + 12.5, line, _NOTE_PX)
            y += 15 if line is not lines[-1] else 0
        x += wide
    return y + _ROW + 2


def footing(board: Board, chart: Chart, y: float) -> float:
    """Draw what is left out, the caution and the formula, and return where the picture ends."""
    room = board.width - 2 * MARGIN
    language = board.language
    y += 4
    for name, text in (
        (Text("Niet op de plaat", "Not in the picture"), " ".join(chart.left_out)),
        (Text("Let op", "Note"), chart.caution.in_(language)),
        (Text("Zo is het gerekend", "How it is counted"), chart.formula.in_(language)),
    ):
        if text:
            y = board.lines(MARGIN, y, f"{name.in_(language)}: {text}", _NOTE_PX, room, colour=SOFT) + 4
    return y + MARGIN - 4


def numbered(board: Board, entries: Sequence[tuple[str, str]], y: float) -> float:
    """Draw a list of numbers with all of their words in columns, down and then across, and return where it ends."""
    if not entries:
        return y
    room = board.width - 2 * MARGIN
    columns = max(1, int(room // 250))
    rows = -(-len(entries) // columns)
    wide = room / columns
    told = [board.setter.lines(words, wide - 38, 11) for _, words in entries]
    deep = [max(len(lines) for lines in told[row::rows]) * 14.0 + 2 for row in range(rows)]
    for place, ((number, _), lines) in enumerate(zip(entries, told, strict=True)):
        column, row = divmod(place, rows)
        x, base = MARGIN + column * wide, y + 12 + sum(deep[:row])
        board.words(x + 20, base, number, 11, bold=True, anchor="end")
        for line in lines:
            board.words(x + 26, base, line, 11)
            base += 14
    return y + sum(deep) + 12
