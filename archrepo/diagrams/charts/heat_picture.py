"""The load of change drawn: a table of departments and quarters with the numbers in it, coloured by how full it is."""

from __future__ import annotations

from archrepo.charts.values import Heat, HeatCell, HeatRow
from archrepo.diagrams.charts.board import Board, Mark, plain
from archrepo.diagrams.charts.colours import GRID, LOADS, OVERLOAD, SOFT, UNKNOWN_LOAD, load_look
from archrepo.diagrams.charts.page import MARGIN
from archrepo.language import Text

_NARROW = 640.0
_CELL = 46.0


def draw_heat(board: Board, found: Heat, top: float) -> tuple[float, list[Mark]]:
    """Draw the table below `top`, and return where it ends and what its legend must say."""
    is_narrow = board.width < _NARROW
    names = 0.0 if is_narrow else 216.0
    room = board.width - 2 * MARGIN - names
    quarters = found.quarters
    # On a narrow page the quarters go in as many rows as they need.
    most = max(1, int(room // 44))
    across = -(-len(quarters) // -(-len(quarters) // most))
    wide = room / across
    y = top
    if not is_narrow:
        _heads(board, found, 0, across, MARGIN + names, wide, y)
        y += 20
    for row in found.rows:
        y = _row(board, row, found, names, wide, across, y, is_narrow)
    used = {load_look(cell.percent) for row in found.rows for cell in row.cells}
    return y + 12, [mark for mark in _marks(board) if (mark.fill, mark.sign) in used]


def _heads(board: Board, found: Heat, start: int, across: int, left: float, wide: float, y: float) -> None:
    for place, quarter in enumerate(found.quarters[start : start + across]):
        words = quarter.words(board.language)
        middle = left + place * wide + wide / 2
        board.words(middle, y + 13, words, 11.0, anchor="middle", bold=True, room=wide - 2)


def _row(
    board: Board, row: HeatRow, found: Heat, names: float, wide: float, across: int, y: float, is_narrow: bool
) -> float:
    can = Text("kan {number} aan", "can bear {number}").format(number=row.capacity)
    work = Text(f"{row.staff} mensen", f"{row.staff} people")
    told = " · ".join(
        [can.in_(board.language)] * (row.capacity is not None) + [work.in_(board.language)] * (row.staff is not None)
    )
    name = plain(row.name.words)
    width = board.width - 2 * MARGIN if is_narrow else names - 10
    with board.about(f"{name}: {told}" if told else name, row.name.element):
        end = board.lines(MARGIN, y + 4, name, 12.5, width, bold=True)
        if told:
            end = board.lines(MARGIN, end, told, 11, width, colour=SOFT)
    if not is_narrow:
        height = max(_CELL, end - y + 4)
        _cells(board, row, found, 0, across, MARGIN + names, wide, y, height)
        return y + height
    y = end + 2
    for start in range(0, len(found.quarters), across):
        _heads(board, found, start, across, MARGIN, wide, y)
        _cells(board, row, found, start, across, MARGIN, wide, y + 17, 38.0)
        y += 17 + 38 + 3
    return y + 8


def _cells(
    board: Board, row: HeatRow, found: Heat, start: int, across: int, left: float, wide: float, y: float, height: float
) -> None:
    for place, cell in enumerate(row.cells[start : start + across]):
        quarter = found.quarters[start + place].words(board.language)
        with board.about(f"{plain(row.name.words)}, {quarter}: {told_cell(board, cell)}"):
            _cell(board, cell, left + place * wide, y, wide, height)


def told_cell(board: Board, cell: HeatCell) -> str:
    """Return what a box says, with the changes of that day."""
    load = Text("veranderlast {load}", "load of change {load}").format(load=round(cell.load)).in_(board.language)
    percent = f", {cell.percent}%" if cell.percent is not None else ""
    names = "; ".join(plain(part.words) for part in cell.changes)
    return f"{load}{percent}{f' ({names})' if names else ''}"


def _cell(board: Board, cell: HeatCell, x: float, y: float, wide: float, height: float) -> None:
    fill, sign = load_look(cell.percent)
    board.rect(x, y, wide, height, fill, GRID)
    if not cell.load:
        board.words(x + wide / 2, y + height / 2 + 4, "–", 12, anchor="middle")
        return
    words = f"{cell.percent}%" if cell.percent is not None else "?"
    sign = sign if cell.percent is not None else "none"
    size = 13.0 if wide >= 58 else 11.0
    span = board.wide(words, size, bold=True) + (13 if sign != "none" else 0)
    start = x + (wide - span) / 2
    base = y + height / 2 - 1
    if sign != "none" and span <= wide - 4:
        board.sign(sign, start + 5, base - 4.5, 8, fill)
        start += 13
    board.words(start, base, words, size, bold=True, room=wide - 4)
    load = str(round(cell.load))
    board.words(x + wide / 2, base + 14, load, 10.5, anchor="middle", colour=SOFT, room=wide - 4)


def _marks(board: Board) -> list[Mark]:
    """Return what each colour stands for; the small number in a box is explained with the first."""
    marks = []
    low = 0
    for most, fill, sign in LOADS:
        words = (
            Text("geen verandering", "no change")
            if most == 0
            else Text(
                f"{low} tot {most}% van wat de afdeling aankan", f"{low} to {most}% of what the department can bear"
            )
        )
        marks.append(Mark(fill, words.in_(board.language), sign))
        low = most
    over = Text("meer dan de afdeling aankan", "more than the department can bear").in_(board.language)
    marks.append(Mark(OVERLOAD[0], over, OVERLOAD[1]))
    unknown = Text("niet bekend wat de afdeling aankan", "not known what the department can bear").in_(board.language)
    marks.append(Mark(UNKNOWN_LOAD, unknown, "question"))
    return marks
