"""The cost map drawn: boxes of which the area is the amount, grouped, with a numbered list of what is too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase

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
_TOO_SMALL = Text(
    "In de plaat te klein voor een naam of nummer: {names}.", "Too small in the picture for a name or number: {names}."
)


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


@dataclass(slots=True)
class _List:
    """What stands below the map: the letters of groups, the numbers of boxes, and what is too small for either."""

    letters: list[tuple[str, str]] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)


def draw_treemap(board: Board, found: Treemap, top: float) -> tuple[float, list[Mark]]:
    """Draw the cost map below `top`, and return where it ends and what its legend must say."""
    width = board.width - 2 * MARGIN
    height = min(640.0, max(460.0, width * 0.56))
    whole = Rect(MARGIN, top, width, height)
    listed = _List()
    rooms = squarified([float(branch.euro) for branch in found.branches], whole)
    for branch, room in zip(found.branches, rooms, strict=True):
        _branch(board, branch, found.total, room, listed)
    facts = {tile.fact.place: tile.fact for branch in found.branches for tile in branch.tiles}
    marks = [
        Mark(fact_look(facts[place])[0], facts[place].words, letter=fact_look(facts[place])[1])
        for place in sorted(facts, key=place_in_legend)
    ]
    end = numbered(board, [*listed.letters, *listed.numbers], top + height + 10)
    if listed.apart:
        words = _TOO_SMALL.format(names="; ".join(listed.apart)).in_(board.language)
        end = board.lines(MARGIN, end + 4, words, 11, width) + 6
    return end, marks


def _branch(board: Board, branch: Branch, total: Decimal, room: Rect, listed: _List) -> None:
    amount = euro_text(branch.euro).in_(board.language)
    share = f"{branch.euro * 100 / total:.0f}%"
    with board.about(named(branch.name, amount, share), branch.name.element):
        board.rect(room.x + 1, room.y + 1, max(room.w - 2, 0.5), max(room.h - 2, 0.5), BAND, GRID)
        bar, is_named = _heading(board, room, plain(branch.name.words), amount, share, listed)
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
            _tile(board, large[place], where, listed, "" if is_named else plain(branch.name.words))
        else:
            _rest(board, small, where, listed)


def _heading(board: Board, room: Rect, name: str, amount: str, share: str, listed: _List) -> tuple[float, bool]:
    """Write name and amount of a branch, else a letter that the list explains; return how high, and if it is named."""
    left, wide = room.x + 6, room.w - 12
    needed = board.wide(name, 12, bold=True)
    if room.h > 54:
        for words in (f"{amount} · {share}", amount):
            if needed + 10 + board.wide(words, 11) <= wide:
                board.words(left, room.y + 16, name, 12, bold=True)
                board.words(room.x + room.w - 6, room.y + 16, words, 11, anchor="end")
                return _BAR, True
    if room.h > 76 and max(needed, board.wide(amount, 11)) <= wide:
        board.words(left, room.y + 16, name, 12, bold=True)
        board.words(left, room.y + 30, amount, 11)
        return _BAR + 14, True
    told = f"{name}: {amount} · {share}"
    letter = _letter(len(listed.letters))
    taken = board.wide(letter, 12, bold=True)
    if room.h > 40 and taken <= wide:
        listed.letters.append((letter, told))
        board.words(left, room.y + 16, letter, 12, bold=True)
        if taken + 8 + board.wide(amount, 11) <= wide:
            board.words(room.x + room.w - 6, room.y + 16, amount, 11, anchor="end")
        return _BAR, False
    listed.apart.append(told)
    return 0.0, False


def _letter(place: int) -> str:
    """Return A to Z, and then AA and on, for a place counted from 0."""
    before, own = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[own]


def _tile(board: Board, tile: Tile, where: Rect, listed: _List, group: str) -> None:
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
            told = f"{name} ({group})" if group else name
            _number(board, where, sign, f"{sign} {amount} {told}", listed)


def _rest(board: Board, small: Sequence[Tile], where: Rect, listed: _List) -> None:
    """Draw the tiles too small to see as one box with a number."""
    amount = euro_text(sum((tile.euro for tile in small), Decimal(0))).in_(board.language)
    names = ", ".join(plain(tile.name.words) for tile in small)
    words = Text("{count} kleine: {names}", "{count} small ones: {names}").format(count=len(small), names=names)
    told = words.in_(board.language)
    with board.about(f"{told} ({amount})"):
        board.rect(where.x + 0.5, where.y + 0.5, max(where.w - 1, 0.5), max(where.h - 1, 0.5), "#ffffff", dash=(3, 2))
        _number(board, where, "", f"{amount} {told}", listed)


def _number(board: Board, where: Rect, sign: str, told: str, listed: _List) -> None:
    """Write the next number of the list in the middle of a tile, with its sign when there is room.

    A tile without room for a number is told apart.
    """
    number = str(len(listed.numbers) + 1)
    for words, size in ((f"{number} {sign}".strip(), 10.0), (number, 10.0), (number, 8.0)):
        if board.wide(words, size) <= where.w - 2 and where.h >= size + 2:
            board.words(where.x + where.w / 2, where.y + where.h / 2 + 0.35 * size, words, size, anchor="middle")
            listed.numbers.append((number, told))
            return
    listed.apart.append(told)
