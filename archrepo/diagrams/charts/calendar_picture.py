"""The contract calendar drawn: a row for each quarter with a bar of the value, and under it its contracts."""

from __future__ import annotations

from archrepo.charts.values import Calendar, Entry, Period
from archrepo.diagrams.charts.board import Board, Mark, named, plain
from archrepo.diagrams.charts.colours import BAND, SOFT, Sign
from archrepo.diagrams.charts.page import MARGIN
from archrepo.language import Text
from archrepo.wording import date_text, euro_text

_NARROW = 640.0
#: From this width the quarters stand in two columns.
_TWO_COLUMNS, _BETWEEN = 1600.0, 24.0
_OPEN, _DECIDED = "#f6d58b", "#bfe0c5"
_LATE = Text("uiterste dag voorbij", "last day has passed")


def draw_calendar(board: Board, found: Calendar, top: float) -> tuple[float, list[Mark]]:
    """Draw the calendar below `top`, and return where it ends and what its legend must say."""
    most = max([float(found.largest), *(float(one.decided_euro + one.open_euro) for one in found.periods)]) or 1.0
    columns = 2 if board.width >= _TWO_COLUMNS else 1
    room = (board.width - 2 * MARGIN - (columns - 1) * _BETWEEN) / columns
    y = top
    # All bars begin at one place and have one scale, so that quarters can be compared by their length.
    starts = max((board.wide(_name(board, one), 13, bold=True) for one in found.periods), default=0.0) + 22
    reserved = max((board.wide(_told(board, one), 12, bold=True) for one in found.periods), default=0.0) + 14
    scale = max(room - max(90.0, starts) - reserved, 0.0) / most
    for place, periods in enumerate(_divided(found.periods, columns)):
        below = top
        for period in periods:
            left = MARGIN + place * (room + _BETWEEN)
            below = _period(board, period, scale, max(90.0, starts), left, room, below)
        y = max(y, below)
    entries = [entry for period in found.periods for entry in period.entries]
    marks = []
    if any(not entry.is_decided for entry in entries):
        marks.append(Mark(_OPEN, Text("nog geen besluit", "no decision yet").in_(board.language), "triangle"))
    if any(entry.is_decided for entry in entries):
        marks.append(Mark(_DECIDED, Text("besloten", "decided").in_(board.language), "check"))
    return y + 6, marks


def _divided(periods: tuple[Period, ...], columns: int) -> list[tuple[Period, ...]]:
    """Return the periods in columns of about the same height, in order."""
    if columns == 1:
        return [periods]
    tall = [2 + len(period.entries) for period in periods]
    best = min(range(len(periods) + 1), key=lambda cut: abs(sum(tall[:cut]) - sum(tall[cut:])))
    return [periods[:best], periods[best:]]


def _name(board: Board, period: Period) -> str:
    return period.quarter.words(board.language) if period.quarter else _LATE.in_(board.language)


def _told(board: Board, period: Period) -> str:
    """Return how many contracts a quarter has and what they come to; "" for none."""
    count = len(period.entries)
    if not count:
        return ""
    amount = euro_text(period.decided_euro + period.open_euro).in_(board.language)
    contracts = Text(f"{count} contracten", f"{count} contracts") if count > 1 else Text("1 contract", "1 contract")
    return f"{contracts.in_(board.language)} · {amount}"


def _period(board: Board, period: Period, scale: float, start: float, left: float, room: float, y: float) -> float:
    """Draw one quarter: its name, its bar `start` from the left, its sum and its contracts; return the next top."""
    language = board.language
    name = _name(board, period)
    board.rect(left, y, room, 25, BAND, "")
    used = board.words(left + 8, y + 17, name, 13, bold=True)
    told = _told(board, period)
    if not told:
        board.words(left + 8 + used + 14, y + 17, Text("geen", "none").in_(language), 12, colour=SOFT)
        return y + 29
    x = left + start
    with board.about(f"{name}: {told}"):
        if board.width >= _NARROW:
            for euro, fill in ((period.open_euro, _OPEN), (period.decided_euro, _DECIDED)):
                if euro:
                    long = max(float(euro) * scale, 1.5)
                    board.rect(x, y + 5, long, 15, fill)
                    x += long
            board.words(x + 8, y + 17, told, 12, bold=True)
        else:
            board.words(left + room - 6, y + 17, told, 12, bold=True, anchor="end", room=room - used - 24)
    y += 29
    for entry in period.entries:
        y = _entry(board, entry, left, room, y)
    return y + 5


def _entry(board: Board, entry: Entry, left: float, room: float, y: float) -> float:
    """Draw one contract: whether it was decided, its name, its party, its value and its days."""
    language = board.language
    fill = _DECIDED if entry.is_decided else _OPEN
    sign: Sign = "check" if entry.is_decided else "triangle"
    amount = (
        euro_text(entry.euro).in_(language)
        if entry.euro is not None
        else Text("bedrag niet bekend", "amount not known").in_(language)
    )
    last = date_text(entry.notice).in_(language)
    ends = date_text(entry.ends).in_(language)
    decide = Text(f"opzeggen uiterlijk {last}", f"give notice by {last}").in_(language)
    until = Text(f"loopt tot {ends}", f"runs until {ends}").in_(language)
    if not entry.knows_notice:
        decide = Text("opzegtermijn niet bekend", "notice period not known").in_(language)
    decision = (Text("besloten", "decided") if entry.is_decided else Text("nog geen besluit", "no decision yet")).in_(
        language
    )
    party = plain(entry.supplier.words) if entry.supplier else ""
    with board.about(named(entry.name, decision, party, amount, decide, until), entry.name.element):
        board.rect(left + 8, y + 2, 15, 15, fill)
        board.sign(sign, left + 15.5, y + 9.5, 8)
        x = left + 32
        if board.width >= _NARROW:
            each = (room - 32) / 100
            board.words(x, y + 13.5, entry.name.words, 12, room=each * 31 - 8)
            board.words(x + each * 31, y + 13.5, party, 12, room=each * 23 - 8, colour=SOFT)
            board.words(x + each * 63, y + 13.5, amount, 12, anchor="end", room=each * 11)
            days: tuple[str, ...] = (f"{decide}; {until}",)
            if board.wide(days[0], 11.5) > each * 35:
                days = (f"{decide};", until)
            for line in days:
                board.words(x + each * 65, y + 13.5, line, 11.5, room=each * 35, colour=SOFT)
                y += 14
            return y + 7
        y = board.lines(x, y + 1, plain(entry.name.words), 12, room - 32)
        y = board.lines(x, y, f"{amount} · {decide} · {until}", 11, room - 32, colour=SOFT)
    return y + 5
