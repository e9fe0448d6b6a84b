"""The contract calendar: by the quarter in which a contract must be cancelled at the latest."""

from __future__ import annotations

from decimal import Decimal

from archrepo.charts.answers import Answers, Row
from archrepo.charts.quarters import Quarter, months_earlier
from archrepo.charts.values import Calendar, Entry, Period
from archrepo.language import Text
from archrepo.wording import date_text, euro_text


def calendar(answers: Answers) -> tuple[Calendar | None, tuple[str, ...], tuple[str, ...]]:
    """Return the calendar, what is on it and what is not; None when no contract has an end date."""
    today = answers.workspace.as_of
    first = Quarter.of(today)
    until = months_earlier(today, -answers.whole("months"))
    last = Quarter.of(until)
    entries: list[Entry] = []
    undated = free = 0
    for row in answers:
        if row.term("item") is None:
            free += row.whole("free") or 0
            continue
        entry = _entry(row)
        if entry is None:
            undated += 1
        else:
            entries.append(entry)
    left_out = [free_words(answers, free)] if free else []
    if undated:
        left_out.append(
            answers.say(f"Contracten zonder einddatum: {undated}.", f"Contracts without an end date: {undated}.")
        )
    guessed = sum(1 for entry in entries if not entry.knows_notice)
    if guessed:
        left_out.append(
            answers.say(
                f"Contracten zonder opzegtermijn, waar de einddatum zelf staat: {guessed}.",
                f"Contracts without a notice period, where the end date itself stands: {guessed}.",
            )
        )
    if not entries:
        return None, (), tuple(left_out)
    late = [entry for entry in entries if entry.notice < today]
    periods = [_period(None, late)] if late else []
    quarter = first
    while quarter <= last:
        within = [one for one in entries if today <= one.notice <= until and Quarter.of(one.notice) == quarter]
        periods.append(_period(quarter, within))
        quarter = quarter.later(1)
    after = [entry for entry in entries if entry.notice > until]
    if after:
        amount = euro_text(_sum(after)).in_(answers.language)
        left_out.append(
            answers.say(
                f"Contracten waarover pas na {date_text(until).nl} wordt beslist: {len(after)}, "
                f"samen {amount} per jaar.",
                f"Contracts to decide on after {date_text(until).en}: {len(after)}, {amount} a year together.",
            )
        )
    shown = len(entries) - len(after)
    undecided = sum(1 for period in periods for entry in period.entries if not entry.is_decided)
    counts = (
        answers.counted(shown, Text.same("contract"), Text("contracten", "contracts")),
        answers.say(f"{undecided} zonder besluit", f"{undecided} without a decision"),
    )
    return Calendar(tuple(periods)), counts, tuple(left_out)


def free_words(answers: Answers, count: int) -> str:
    """Return what is told of contracts without value."""
    return answers.say(
        f"Contracten met waarde nul, zoals verwerkersovereenkomsten: {count}.",
        f"Contracts of value zero, such as processing agreements: {count}.",
    )


def _entry(row: Row) -> Entry | None:
    ends = row.day("ends")
    if ends is None:
        return None
    months = row.whole("noticeMonths")
    known = months is not None and 0 <= months <= 600
    return Entry(
        name=row.part("item"),
        ends=ends,
        notice=months_earlier(ends, months or 0) if known else ends,
        knows_notice=known,
        euro=row.amount(),
        is_decided=row.is_true("decided"),
        supplier=row.part("supplier") if row.term("supplier") is not None else None,
    )


def _sum(entries: list[Entry]) -> Decimal:
    return sum((entry.euro or Decimal(0) for entry in entries), Decimal(0))


def _period(quarter: Quarter | None, entries: list[Entry]) -> Period:
    ordered = tuple(sorted(entries, key=lambda one: (one.notice, one.ends, one.name.words)))
    return Period(
        quarter,
        ordered,
        _sum([one for one in entries if one.is_decided]),
        _sum([one for one in entries if not one.is_decided]),
    )
