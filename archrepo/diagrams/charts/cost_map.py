"""The cost map drawn: boxes of which the area is the amount, grouped, with a numbered list of what is too small."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archrepo.charts.values import Branch, Tile, Treemap
from archrepo.diagrams.charts.board import Board, Mark, named, plain
from archrepo.diagrams.charts.colours import BAND, GRID, fact_look, place_in_legend
from archrepo.diagrams.charts.page import MARGIN, numbered
from archrepo.diagrams.geometry import Rect
from archrepo.language import Text
from archrepo.wording import euro_text

_BAR = 20.0
#: A tile of fewer square pixels than this goes into one box with the other small ones of its branch.
_SMALLEST = 150.0


def squarified(sizes: Sequence[float], room: Rect) -> list[Rect]:
    """Return a rectangle in `room` for each size, in order, of areas in proportion and as square as they can be.

    Sizes are positive and from large to small. Source: Bruls, Huizing, Van Wijk, Squarified Treemaps, 2000.
    """
    total = sum(sizes)
    if not sizes or total <= 0 or room.w <= 0 or room.h <= 0:
        return [Rect(room.x, room.y, 0, 0) for _ in sizes]
    scale = room.w * room.h / total
    areas = [size * scale for size in sizes]
    placed: list[Rect] = []
    x, y, w, h = room.x, room.y, room.w, room.h
    start = 0
    while start < len(areas):
        short = min(w, h)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], short) <= _worst(areas[start:end], short):
            end += 1
        row = areas[start:end]
        deep = sum(row) / short if short > 0 else 0.0
        along = 0.0
        for area in row:
            length = area / deep if deep > 0 else 0.0
            placed.append(Rect(x, y + along, deep, length) if w >= h else Rect(x + along, y, length, deep))
            along += length
        if w >= h:
            x, w = x + deep, max(w - deep, 0.0)
        else:
            y, h = y + deep, max(h - deep, 0.0)
        start = end
    return placed


def _worst(row: Sequence[float], short: float) -> float:
    """Return the worst ratio of the sides of the tiles of a row along a side."""
    whole = sum(row)
    return max(short * short * max(row) / (whole * whole), whole * whole / (short * short * min(row)))


def draw_treemap(board: Board, found: Treemap, top: float) -> tuple[float, list[Mark]]:
    """Draw the cost map below `top`, and return where it ends and what its legend must say."""
    width = board.width - 2 * MARGIN
    height = min(640.0, max(460.0, width * 0.56))
    whole = Rect(MARGIN, top, width, height)
    entries: list[tuple[str, str]] = []
    rooms = squarified([float(branch.euro) for branch in found.branches], whole)
    for branch, room in zip(found.branches, rooms, strict=True):
        _branch(board, branch, found.total, room, entries)
    facts = {tile.fact.place: tile.fact for branch in found.branches for tile in branch.tiles}
    marks = [
        Mark(fact_look(facts[place])[0], facts[place].words, letter=fact_look(facts[place])[1])
        for place in sorted(facts, key=place_in_legend)
    ]
    return numbered(board, entries, top + height + 10), marks


def _branch(board: Board, branch: Branch, total: Decimal, room: Rect, entries: list[tuple[str, str]]) -> None:
    language = board.language
    amount = euro_text(branch.euro).in_(language)
    share = f"{branch.euro * 100 / total:.0f}%"
    with board.about(named(branch.name, amount, share), branch.name.element):
        board.rect(room.x + 1, room.y + 1, max(room.w - 2, 0.5), max(room.h - 2, 0.5), BAND, GRID)
        has_bar = room.h > 54 and room.w > 46
        if has_bar:
            _caption(board, room, plain(branch.name.words), amount, share)
    bar = _BAR if has_bar else 0.0
    inner = Rect(room.x + 3, room.y + 3 + bar, max(room.w - 6, 0.5), max(room.h - 6 - bar, 0.5))
    scale = inner.w * inner.h / float(branch.euro)
    large = [tile for tile in branch.tiles if float(tile.euro) * scale >= _SMALLEST]
    small = branch.tiles[len(large) :]
    if len(small) == 1:
        large, small = list(branch.tiles), ()
    sizes = [float(tile.euro) for tile in large] + ([float(sum(tile.euro for tile in small))] if small else [])
    order = sorted(range(len(sizes)), key=lambda one: -sizes[one])
    for place, where in zip(order, squarified([sizes[one] for one in order], inner), strict=True):
        if place < len(large):
            _tile(board, large[place], where, entries, "" if has_bar else plain(branch.name.words))
        else:
            _rest(board, small, where, entries)


def _caption(board: Board, room: Rect, name: str, amount: str, share: str) -> None:
    """Write the name of a branch with what fits beside it: amount and share, the share, or nothing."""
    size = 12.0
    wide = room.w - 12
    needed = board.wide(name, size, bold=True)
    for words in (f"{amount} · {share}", amount, share):
        if needed + 10 + board.wide(words, 11) <= wide:
            board.words(room.x + room.w - 6, room.y + 16, words, 11, anchor="end")
            break
    board.words(room.x + 6, room.y + 16, name, size, room=wide, bold=True)


def _tile(board: Board, tile: Tile, where: Rect, entries: list[tuple[str, str]], group: str) -> None:
    """Draw a tile with its name and amount, or with a number in the list; `group` is what its branch could not say."""
    amount = euro_text(tile.euro).in_(board.language)
    fill, sign = fact_look(tile.fact)
    name = plain(tile.name.words)
    with board.about(named(tile.name, amount, tile.fact.words), tile.name.element):
        board.rect(where.x + 0.5, where.y + 0.5, max(where.w - 1, 0.5), max(where.h - 1, 0.5), fill)
        inner_w, inner_h = where.w - 8, where.h - 6
        head = 13.5
        fitted = board.setter.fit(name, inner_w, inner_h - head, 11.5, smallest=9.5) if inner_h > head + 11 else None
        line = f"{sign} {amount}"
        if fitted is not None and not fitted.is_cut_short and board.wide(line, 10.5) <= inner_w:
            board.block(where.x + 4, where.y + 3, inner_w, inner_h - head, name, 11.5, smallest=9.5)
            board.words(where.x + 4, where.y + 3 + fitted.height + 10.5, line, 10.5, room=inner_w)
        else:
            _number(board, where, len(entries) + 1, sign)
            told = f"{name} ({group})" if group else name
            entries.append((str(len(entries) + 1), f"{sign} {amount} {told}"))


def _rest(board: Board, small: Sequence[Tile], where: Rect, entries: list[tuple[str, str]]) -> None:
    """Draw the tiles too small to see as one box with a number."""
    amount = euro_text(sum((tile.euro for tile in small), Decimal(0))).in_(board.language)
    names = ", ".join(plain(tile.name.words) for tile in small)
    words = Text("{count} kleine: {names}", "{count} small ones: {names}").format(count=len(small), names=names)
    told = words.in_(board.language)
    with board.about(f"{told} ({amount})"):
        board.rect(where.x + 0.5, where.y + 0.5, max(where.w - 1, 0.5), max(where.h - 1, 0.5), "#ffffff", dash=(3, 2))
        _number(board, where, len(entries) + 1, "")
    entries.append((str(len(entries) + 1), f"{amount} {told}"))


def _number(board: Board, where: Rect, number: int, sign: str) -> None:
    """Write the number of a tile in its middle, with its sign when there is room."""
    for words in (f"{number} {sign}".strip(), str(number)):
        if board.wide(words, 10) <= where.w - 3 and where.h >= 12.5:
            board.words(where.x + where.w / 2, where.y + where.h / 2 + 3.5, words, 10, anchor="middle")
            return
