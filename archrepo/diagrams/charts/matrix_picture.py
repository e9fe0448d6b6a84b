"""The compliance matrix drawn: in each box the verdicts with their sign and number, coloured by the heaviest."""

from __future__ import annotations

from collections.abc import Sequence

from archrepo.charts.values import Counts, Matrix, MatrixRow, Part
from archrepo.diagrams.charts.board import Board, Mark, plain
from archrepo.diagrams.charts.colours import BROKEN, EXCEPTED, GRID, MET, PAPER, UNJUDGED, Sign
from archrepo.diagrams.charts.page import MARGIN
from archrepo.findings import Verdict
from archrepo.language import Text
from archrepo.wording import number_text

_CELL = 50.0
#: Height of one line of counts in a box, the size of its letters, and the room of a sign and between two counts.
_LINE, _PX, _SIGN, _GAP = 14.0, 11.0, 13.0, 7.0
_NARROW = 560.0
_ALL = Text("alles", "all")
_REST = Text("de rest", "the rest")
_ALL_WELL = Text("Alles wat te beoordelen is, is in orde.", "All that can be judged is well.")
_LOOKS: tuple[tuple[Verdict, str, Sign], ...] = (
    (Verdict.BROKEN, BROKEN, "cross"),
    (Verdict.UNKNOWN, UNJUDGED, "question"),
    (Verdict.EXCEPTED, EXCEPTED, "waves"),
    (Verdict.MET, MET, "check"),
)


def draw_matrix(board: Board, found: Matrix, top: float) -> tuple[float, list[Mark]]:
    """Draw the matrix below `top`, and return where it ends and what its legend must say."""
    names = 176.0 if board.width >= _NARROW else 104.0
    # One column stands for all, so that the columns of the figure get what is left.
    fitting = int((board.width - 2 * MARGIN - names) // _CELL) - 1
    columns, rows = _fitted(board, found, max(fitting, 1))
    wide = min((board.width - 2 * MARGIN - names) / (len(columns) + 1), 150.0)
    if not rows:
        return board.lines(MARGIN, top, _ALL_WELL.in_(board.language), 15, board.width - 2 * MARGIN, bold=True) + 12, []
    y = _head(board, columns, names, wide, top)
    for row in rows:
        y = _row(board, row, columns, names, wide, y)
    used = (found.all.broken, found.all.unknown, found.all.excepted, found.all.met)
    marks = [
        Mark(fill, verdict.word.in_(board.language), sign)
        for (verdict, fill, sign), count in zip(_LOOKS, used, strict=True)
        if count
    ]
    return y + 12, marks


def _fitted(board: Board, found: Matrix, fitting: int) -> tuple[list[Part], list[MatrixRow]]:
    """Return the columns that fit, those with most to do first kept, with the others as one; all when they fit."""
    if len(found.columns) <= fitting:
        return list(found.columns), list(found.rows)
    weight = [
        sum(row.cells[place].broken * 1000 + row.cells[place].unknown for row in found.rows)
        for place in range(len(found.columns))
    ]
    best = sorted(range(len(found.columns)), key=lambda place: (-weight[place], place))[: max(fitting - 1, 0)]
    kept = sorted(best)
    other = [place for place in range(len(found.columns)) if place not in best]
    columns = [found.columns[place] for place in kept] + [Part(_REST.in_(board.language))]
    rows = [
        MatrixRow(
            row.name, (*(row.cells[place] for place in kept), _sum([row.cells[place] for place in other])), row.all
        )
        for row in found.rows
    ]
    return columns, rows


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(
        sum(one.met for one in counts),
        sum(one.broken for one in counts),
        sum(one.unknown for one in counts),
        sum(one.excepted for one in counts),
    )


def _head(board: Board, columns: Sequence[Part], names: float, wide: float, y: float) -> float:
    """Write the names of the columns, broken by the spelling, on one line at the bottom."""
    words = [plain(column.words) for column in columns] + [_ALL.in_(board.language)]
    fitted = [board.setter.fit(each, wide - 4, 78, 10.5, smallest=9) for each in words]
    tall = max(block.height for block in fitted)
    for place, (each, block) in enumerate(zip(words, fitted, strict=True)):
        x = MARGIN + names + place * wide
        board.block(
            x + 2, y + tall - block.height, wide - 4, block.height + 0.1, each, 10.5, smallest=9, is_middle=True
        )
    return y + tall + 6


def _row(board: Board, row: MatrixRow, columns: Sequence[Part], names: float, wide: float, y: float) -> float:
    lines = board.setter.lines(plain(row.name.words), names - 8, 12)
    every = (*row.cells, row.all)
    tallest = max(len(_divided(board, counts, wide)) for counts in every)
    height = max(36.0, len(lines) * 14.4 + 8, tallest * _LINE + 8)
    with board.about(plain(row.name.words), row.name.element):
        board.lines(MARGIN, y + (height - len(lines) * 14.4) / 2, plain(row.name.words), 12, names - 8)
    heads = [*(column.words for column in columns), _ALL.in_(board.language)]
    for place, counts in enumerate(every):
        x = MARGIN + names + place * wide
        with board.about(f"{plain(row.name.words)}, {plain(heads[place])}: {_told(board, counts)}"):
            _cell(board, counts, x, y, wide, height)
    return y + height


def _numbers(counts: Counts) -> list[tuple[int, Verdict, str, Sign]]:
    """Return what is in a box, heaviest first."""
    numbers = (counts.broken, counts.unknown, counts.excepted, counts.met)
    return [(number, *look) for number, look in zip(numbers, _LOOKS, strict=True) if number]


def _told(board: Board, counts: Counts) -> str:
    told = [
        f"{_written(board, number)} × {verdict.word.in_(board.language)}" for number, verdict, _, _ in _numbers(counts)
    ]
    return ", ".join(told) or Text("geen oordelen", "no verdicts").in_(board.language)


def _spans(board: Board, counts: Counts, size: float = _PX) -> list[float]:
    """Return how wide each count of a box is with its sign, heaviest first."""
    return [
        _SIGN + board.wide(_written(board, number), size, bold=verdict is Verdict.BROKEN)
        for number, verdict, _, _ in _numbers(counts)
    ]


def _written(board: Board, number: int) -> str:
    return number_text(number).in_(board.language)


def _divided(board: Board, counts: Counts, wide: float) -> list[list[int]]:
    """Return the places of the counts of a box in lines, as many in each as fit; a box without any has no line."""
    rows: list[list[int]] = []
    spans = _spans(board, counts)
    for place, span in enumerate(spans):
        if not rows or sum(spans[one] for one in rows[-1]) + _GAP * len(rows[-1]) + span > wide - 6:
            rows.append([])
        rows[-1].append(place)
    return rows


def _cell(board: Board, counts: Counts, x: float, y: float, wide: float, height: float) -> None:
    """Draw a box with all its counts, side by side when they fit; a number too wide for its box has smaller letters."""
    numbers = _numbers(counts)
    board.rect(x, y, wide, height, numbers[0][2] if numbers else PAPER, GRID)
    if not numbers:
        board.words(x + wide / 2, y + height / 2 + 4, "–", 11, anchor="middle")
        return
    widest = max(_spans(board, counts))
    size = _PX if widest <= wide - 4 else _PX * (wide - 4 - _SIGN) / (widest - _SIGN)
    spans = _spans(board, counts, size)
    rows = _divided(board, counts, wide)
    top = y + (height - len(rows) * _LINE) / 2
    for line, members in enumerate(rows):
        whole = sum(spans[one] for one in members) + _GAP * (len(members) - 1)
        start = x + (wide - whole) / 2
        for place in members:
            number, verdict, _, sign = numbers[place]
            middle = top + line * _LINE + 7
            board.sign(sign, start + 4.5, middle, 7.5)
            board.words(start + 12, middle + 4, _written(board, number), size, bold=verdict is Verdict.BROKEN)
            start += spans[place] + _GAP
