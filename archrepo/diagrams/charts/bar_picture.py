"""Cost for each resident drawn: bars from left to right, our own above those of other municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from archrepo.charts.values import Bar, Bars
from archrepo.diagrams.charts.board import Board, Mark, named, plain
from archrepo.diagrams.charts.colours import ACCOUNTS, GRID, OTHER, OWN, SOFT, Sign
from archrepo.diagrams.charts.page import MARGIN
from archrepo.language import Text
from archrepo.wording import decimal_text, euro_text

_NARROW = 560.0
_OURS = Text("deze gemeente, kosten van applicaties", "this municipality, cost of applications")
_ACCOUNTS = Text("deze gemeente, volgens de jaarrekening", "this municipality, by the annual accounts")
_OTHERS = Text("gepubliceerd gemiddelde van gemeenten", "published mean of municipalities")


def each_words(value: Decimal) -> Text:
    """Return an amount for each resident with its cents: "€ 60,30" and "€60.30"."""
    return Text("€\N{NO-BREAK SPACE}{number}", "€{number}").format(number=decimal_text(value))


def draw_bars(board: Board, found: Bars, top: float) -> tuple[float, list[Mark]]:
    """Draw the bars below `top`, and return where they end and what their legend must say."""
    every = [*found.ours, *found.accounts, *found.others, *([found.total] if found.total else [])]
    most = max((float(bar.value) for bar in every), default=1.0) or 1.0
    y = top
    if found.total is None:
        together = sorted(
            [*found.ours, *found.accounts, *found.others], key=lambda bar: (bar.year or 0, bool(bar.source))
        )
        for bar in together:
            y = _bar(board, bar, most, y)
    else:
        y = _section(board, found.ours, most, y)
        board.line((MARGIN, y + 2), (board.width - MARGIN, y + 2), stroke=GRID)
        y = _bar(board, found.total, most, y + 10, bold=True)
        y = _section(board, found.accounts, most, y)
        y = _section(board, sorted(found.others, key=lambda bar: bar.year or 0), most, y)
    marks = [Mark(OWN, _OURS.in_(board.language), "circle")] if found.ours else []
    if found.accounts:
        marks.append(Mark(ACCOUNTS, _ACCOUNTS.in_(board.language), "diamond"))
    if found.others:
        marks.append(Mark(OTHER, _OTHERS.in_(board.language), "square"))
    return y + 6, marks


def _section(board: Board, bars: Sequence[Bar], most: float, y: float) -> float:
    for bar in bars:
        y = _bar(board, bar, most, y)
    return y


def _bar(board: Board, bar: Bar, most: float, y: float, *, bold: bool = False) -> float:
    """Draw one bar with its name before or above it and its amount behind it, and return where the next begins."""
    language = board.language
    is_narrow = board.width < _NARROW
    value = each_words(bar.value).in_(language)
    whole = euro_text(bar.euro).in_(language) if bar.euro else ""
    fill, sign = _look(bar)
    name = plain(bar.name.words)
    room = board.width - 2 * MARGIN
    column = room if is_narrow else 300.0
    lines = board.setter.lines(name, column - 8, 12.5, bold=bold)
    height = 22.0
    with board.about(named(bar.name, value, whole, bar.source), bar.name.element):
        if is_narrow:
            end = board.lines(MARGIN, y, name, 12.5, column - 8, bold=bold)
            x, top, below = MARGIN, end + 2, end + height + 12
        else:
            tall = max(len(lines) * 15.0, height)
            board.lines(MARGIN, y + (tall - len(lines) * 15.0) / 2, name, 12.5, column - 8, bold=bold)
            x, top, below = MARGIN + column, y + (tall - height) / 2, y + tall + 8
        told = f"{value}" if is_narrow or not whole else f"{value}  ({whole})"
        reserved = board.wide(f"{value}  (€ 88.888.888)", 12.5, bold=True) if not is_narrow else 84.0
        long = max((board.width - MARGIN - x - reserved) * float(bar.value) / most, 1.0)
        _drawn(board, x, top, long, height, fill, sign)
        board.words(
            x + long + 7, top + height / 2 + 4.3, told, 12.5, room=board.width - MARGIN - x - long - 7, bold=bold
        )
        if bar.source and not is_narrow:
            site = bar.source.split("//", 1)[-1].split("/", 1)[0]
            if long > board.wide(site, 10.5) + 34:
                board.words(x + 24, top + height / 2 + 3.8, site, 10.5, colour=SOFT)
    return below


def _look(bar: Bar) -> tuple[str, Sign]:
    if bar.is_account:
        return ACCOUNTS, "diamond"
    return (OTHER, "square") if bar.source else (OWN, "circle")


def _drawn(board: Board, x: float, y: float, long: float, height: float, fill: str, sign: Sign) -> None:
    board.rect(x, y, long, height, fill)
    if long > 22:
        board.sign(sign, x + 11, y + height / 2, 8, fill)
