"""The roadmap: what runs and what ends, in lanes on one time axis."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from archrepo.charts.answers import Answers
from archrepo.charts.contract_calendar import free_words
from archrepo.charts.quarters import Quarter
from archrepo.charts.values import Lane, Moment, Part, Span, Timeline

#: The axis begins this many quarters before today, so that what has just started or ended is still there.
QUARTERS_BEFORE = 2


def timeline(answers: Answers) -> tuple[Timeline | None, tuple[str, ...], tuple[str, ...]]:
    """Return the roadmap, what is on it and what is not; None when nothing has a date."""
    today = answers.workspace.as_of
    first = Quarter.of(today).later(-QUARTERS_BEFORE).first
    last = Quarter.of(today).later(4 * answers.whole("years") - 1).last
    lanes: dict[Part, list[Span]] = {}
    # A kind has its own number whatever comes first, so that its colour and sign are the same in every grouping.
    kinds: dict[int, str] = {}
    undated: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    over: dict[str, list[str]] = {}
    free = 0
    for row in answers:
        if row.term("item") is None:
            free += row.whole("free") or 0
            continue
        kind, ends, starts = row.part("kind").words, row.day("ends"), row.day("starts")
        number = max((row.whole("order") or 1) - 1, 0)
        kinds[number] = kind
        if ends is None:
            undated[kind] += 1
            continue
        is_over = starts is None and ends < today and row.is_true("running")
        if (ends < first and not is_over) or (starts or ends) > last or (starts is not None and starts > ends):
            outside[kind] += 1
            continue
        shown[kind] += 1
        span = Span(row.part("item"), number, ends, starts, row.amount(), is_over)
        if is_over:
            over.setdefault(kind, []).append(span.name.words)
        lanes.setdefault(row.part("lane"), []).append(span)
    left_out = tuple(
        answers.say(f"{count} × {kind}: geen einddatum bekend.", f"{count} × {kind}: no end date known.")
        for kind, count in undated.items()
    ) + tuple(
        answers.say(f"{count} × {kind}: buiten deze jaren.", f"{count} × {kind}: outside these years.")
        for kind, count in outside.items()
    )
    if free:
        left_out += (free_words(answers, free),)
    if not lanes:
        return None, (), left_out
    names = tuple(kinds.get(number, "") for number in range(max(kinds) + 1))
    found = Timeline(first, last, today, names, tuple(_lane(name, spans, first) for name, spans in lanes.items()))
    gone_by = tuple(_over_words(answers, kind, items) for kind, items in over.items())
    return found, (*gone_by, *(f"{count} × {kind}" for kind, count in shown.items())), left_out


def _over_words(answers: Answers, kind: str, names: list[str]) -> str:
    """Return what ended before today and goes on all the same, without a full stop."""
    words = answers.say("al voorbij en nog in gebruik", "already past and still in use")
    return f"{kind} {words} ({len(names)}): {answers.listed(names).removesuffix('.')}"


def _lane(name: Part, spans: list[Span], first: date) -> Lane:
    """Return a lane with its bars by their start, and its moments put together by kind and quarter."""
    bars = sorted((span for span in spans if span.starts is not None), key=lambda span: (span.starts, span.ends))
    together: dict[tuple[int, bool, Quarter], list[Span]] = {}
    for span in spans:
        if span.starts is None:
            together.setdefault((span.kind, span.is_over, Quarter.of(max(span.ends, first))), []).append(span)
    moments = [
        Moment(kind, max(first, min(span.ends for span in members)), tuple(sorted(members, key=lambda span: span.ends)))
        for (kind, _, _), members in together.items()
    ]
    return Lane(name, tuple(bars), tuple(sorted(moments, key=lambda moment: (moment.day, moment.kind))))


def share_of_axis(found: Timeline, day: date) -> float:
    """Return where a day stands on the axis, 0 at the begin of the first day and 1 at the end of the last."""
    whole = (found.last - found.first + timedelta(days=1)).days
    return min(max((day - found.first).days / whole, 0.0), 1.0)
