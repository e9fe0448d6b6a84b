"""The dependence on suppliers drawn: three numbers, and a bar for each supplier with its critical applications."""

from __future__ import annotations

from decimal import Decimal

from archrepo.charts.values import Share, Shares
from archrepo.diagrams.charts.board import Board, Mark, named, plain
from archrepo.diagrams.charts.colours import BAND, GRID, OTHER, OWN, SOFT
from archrepo.diagrams.charts.page import MARGIN
from archrepo.language import Text
from archrepo.wording import euro_text, number_text

_NARROW = 620.0
_CRITICAL = "#f2a79b"


def percent_words(board: Board, percent: Decimal | None) -> str:
    """Return "11,8%" in Dutch and "11.8%" in English; "?" when it is not known."""
    if percent is None:
        return "?"
    words = f"{percent:.1f}"
    return (words.replace(".", ",") if board.language == "nl" else words) + "%"


def draw_shares(board: Board, found: Shares, top: float) -> tuple[float, list[Mark]]:
    """Draw the shares below `top`, and return where they end and what their legend must say."""
    y = _numbers(board, found, top)
    most = max(float(one.percent or 0) for one in found.largest) or 1.0
    for share in found.largest:
        y = _share(board, share, most, y, OWN)
    if found.rest is not None:
        y = _share(board, found.rest, most, y, OTHER)
    marks = [
        Mark(OWN, Text("aandeel van een leverancier", "share of a supplier").in_(board.language), "circle"),
    ]
    if any(one.critical for one in (*found.largest, *((found.rest,) if found.rest else ()))):
        words = Text("kritieke applicatie", "critical application")
        marks.append(Mark(_CRITICAL, words.in_(board.language), "triangle"))
    if found.rest is not None:
        words = Text("alle andere leveranciers samen", "all other suppliers together")
        marks.insert(1, Mark(OTHER, words.in_(board.language), "square"))
    return y + 4, marks


def _numbers(board: Board, found: Shares, y: float) -> float:
    """Draw the three numbers that sum it up, side by side when there is room."""
    language = board.language
    of_three = Text(f"van {found.critical} kritieke applicaties", f"of {found.critical} critical applications")
    if found.critical == 1:
        of_three = Text("van 1 kritieke applicatie", "of 1 critical application")
    too_few = Text("te weinig bedragen bekend", "too few amounts known")
    tiles = (
        (
            "?" if found.index is None else number_text(found.index).in_(language),
            Text("concentratie-index (HHI)", "concentration index (HHI)"),
            too_few if found.index is None else Text.same(found.index_words),
        ),
        (
            percent_words(board, found.top_three),
            Text("bij de drie grootste", "with the three largest"),
            Text("van {all}", "of {all}").format(all=euro_text(found.total)),
        ),
        (
            f"{found.critical_at_three}",
            Text("kritieke applicaties bij de drie grootste", "critical applications with the three largest"),
            of_three,
        ),
    )
    room = board.width - 2 * MARGIN
    columns = 3 if board.width >= _NARROW else 1
    wide = (room - 12 * (columns - 1)) / columns
    for place, (number, name, remark) in enumerate(tiles):
        column, row = place % columns, place // columns
        x, upper = MARGIN + column * (wide + 12), y + row * 70
        with board.about(f"{name.in_(language)}: {number}, {remark.in_(language)}"):
            board.rect(x, upper, wide, 62, BAND, GRID, radius=6)
            used = board.words(x + 12, upper + 42, number, 26, room=wide * 0.45, bold=True)
            left = wide - used - 36
            end = board.lines(x + 24 + used, upper + 8, name.in_(language), 12, left, bold=True)
            if end + 15 <= upper + 62:
                board.words(x + 24 + used, end + 11.5, remark.in_(language), 12, room=left, colour=SOFT)
    return y + (3 // columns) * 70 + 8


def _share(board: Board, share: Share, most: float, y: float, fill: str) -> float:
    language = board.language
    is_narrow = board.width < _NARROW
    percent = percent_words(board, share.percent)
    euro = euro_text(share.euro).in_(language) if share.euro else ""
    count = Text(f"{share.applications} applicaties", f"{share.applications} applications").in_(language)
    if share.applications == 1:
        count = Text("1 applicatie", "1 application").in_(language)
    critical = Text(f"waarvan {share.critical} kritiek", f"of which {share.critical} critical").in_(language)
    told = [count] + ([critical] if share.critical else [])
    room = board.width - 2 * MARGIN
    column = room if is_narrow else 220.0
    name = plain(share.name.words)
    height = 22.0
    with board.about(named(share.name, percent, euro, *told), share.name.element):
        if is_narrow:
            board.words(MARGIN, y + 12, name, 12.5, room=column)
            x, top, below = MARGIN, y + 18, y + 18 + height + 30
        else:
            board.words(MARGIN, y + 15.5, name, 12.5, room=column - 10)
            x, top, below = MARGIN + column, y, y + height + 7
        reserved = 66.0 if is_narrow else 380.0
        # The rest is often more than the largest; its bar then ends where the largest does, and its number tells.
        part = min(float(share.percent or 0) / most, 1.0)
        long = max((board.width - MARGIN - x - reserved) * part, 1.0)
        board.rect(x, top, long, height, fill)
        if long > 22:
            board.sign("circle" if fill == OWN else "square", x + 11, top + height / 2, 8, fill)
        if float(share.percent or 0) > most:
            board.line((x + long - 12, top + height), (x + long - 6, top), width=2, stroke="#ffffff")
        behind = x + long + 7
        behind += board.words(behind, top + 15.5, percent, 12.5, bold=True) + 10
        words = " · ".join([euro, *told])
        if is_narrow:
            _told(board, MARGIN, top + height + 15, words, share.critical, room)
        else:
            _told(board, behind, top + 15.5, words, share.critical, board.width - MARGIN - behind)
    return below


def _told(board: Board, x: float, base: float, words: str, critical: int, room: float) -> None:
    signs = min(critical, 6)
    wide = board.words(x, base, words, 12, room=room - signs * 13 - 8, colour=SOFT)
    for place in range(signs):
        board.sign("triangle", x + wide + 14 + place * 13, base - 4, 9, _CRITICAL)
