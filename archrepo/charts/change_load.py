"""The load of change of each department by quarter, on the busiest day of that quarter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from archrepo.charts.answers import Answers, Row
from archrepo.charts.quarters import Quarter
from archrepo.charts.values import Heat, HeatCell, HeatRow, Part
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Change:
    """What one change asks of one department while it runs, its last day included."""

    name: Part
    starts: date
    ends: date
    load: Decimal


#: So many departments are named with the quarter in which they have too much.
_MOST_NAMED = 5


@dataclass(slots=True)
class _Department:
    staff: int | None
    capacity: int | None
    changes: list[Change] = field(default_factory=list)


def heat(answers: Answers) -> tuple[Heat | None, tuple[str, ...], tuple[str, ...]]:
    """Return the load by department and quarter, what is there and what is not; None without departments or changes."""
    first = Quarter.of(answers.workspace.as_of)
    quarters = tuple(first.later(number) for number in range(answers.whole("quarters")))
    departments: dict[Part, _Department] = {}
    incomplete: list[str] = []
    for row in answers:
        if row.is_true("lacks"):
            incomplete.append(row.part("item").words)
            continue
        name = row.part("group")
        found = departments.setdefault(name, _Department(row.whole("staff"), row.whole("capacity")))
        change = _change(row)
        if change is not None:
            found.changes.append(change)
    left_out = []
    if incomplete:
        names = answers.listed(incomplete)
        left_out.append(
            answers.say(
                f"Zonder afdeling, aantal mensen, zwaarte of data telt niet mee: {names}",
                f"Without department, number of people, weight or dates this is not counted: {names}",
            )
        )
    without = [name.words for name, found in departments.items() if found.capacity is None]
    if without:
        names = answers.listed(without)
        left_out.append(
            answers.say(f"Niet bekend is wat deze aankunnen: {names}", f"Not known is what these can bear: {names}")
        )
    if not any(found.changes for found in departments.values()):
        return None, (), tuple(left_out)
    rows = tuple(_row(name, found, quarters) for name, found in departments.items())
    over = [
        f"{row.name.words} {quarter.words(answers.language)}"
        for row in rows
        for quarter, cell in zip(quarters, row.cells, strict=True)
        if (cell.percent or 0) > 100
    ]
    named = f": {answers.listed(over, most=_MOST_NAMED).removesuffix('.')}" if over else ""
    counts = (
        answers.counted(len(rows), Text("afdeling", "department"), Text("afdelingen", "departments")),
        answers.say(
            f"{len(over)} × meer dan de afdeling aankan{named}",
            f"{len(over)} × more than the department can bear{named}",
        ),
    )
    return Heat(quarters, rows), counts, tuple(left_out)


def _change(row: Row) -> Change | None:
    starts, ends, load = row.day("starts"), row.day("ends"), row.number("load")
    if starts is None or ends is None or load is None:
        return None
    return Change(row.part("item"), starts, ends, load)


def _row(name: Part, found: _Department, quarters: tuple[Quarter, ...]) -> HeatRow:
    cells = []
    for quarter in quarters:
        load, changes = busiest(found.changes, quarter)
        percent = round(load * 100 / found.capacity) if found.capacity else None
        cells.append(HeatCell(load, percent, changes))
    return HeatRow(name, found.staff, found.capacity, tuple(cells))


def busiest(changes: list[Change], quarter: Quarter) -> tuple[Decimal, tuple[Part, ...]]:
    """Return the highest load on any day of a quarter and the changes of that day, heaviest first; none gives zero.

    The load only rises on the day a change begins, so those days and the first of the quarter are enough.
    """
    days = sorted({quarter.first, *(one.starts for one in changes if quarter.first <= one.starts <= quarter.last)})
    best = Decimal(0)
    names: tuple[Part, ...] = ()
    for day in days:
        running = [one for one in changes if one.starts <= day <= one.ends]
        load = sum((one.load for one in running), Decimal(0))
        if load > best:
            best = load
            running.sort(key=lambda one: (-one.load, one.name.words))
            names = tuple(one.name for one in running)
    return best, names
