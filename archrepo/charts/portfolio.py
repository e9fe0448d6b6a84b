"""The portfolio: applications in the bands of two measures, such as support left against processes served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pyoxigraph as ox

from archrepo.charts.answers import Answers, Row
from archrepo.charts.values import Axis, Bubble, Portfolio
from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.queries import find_term
from archrepo.turtle.reading import Term
from archrepo.vocabulary import COMMENT, LABEL, ar

#: The one measure that is counted from the verdicts instead of read from the model.
PRINCIPLES_BROKEN = ar("PrinciplesBroken")
_BAND, _BAND_FROM = ar("band"), ar("bandFrom")
Bands = tuple[tuple[Decimal, str], ...]


def portfolio(
    answers: Answers, judged: Callable[[], Report]
) -> tuple[Portfolio | None, tuple[str, ...], tuple[str, ...]]:
    """Return the portfolio, what is on it and what is not; None when there is no application with a life cycle."""
    x, y = (find_term(answers.workspace, answers.given[name]) for name in ("x", "y"))
    values: dict[Term, dict[Term, Decimal]] = {}
    first: dict[Term, Row] = {}
    for row in answers:
        item, measure, value = row.term("item"), row.term("measure"), row.number("value")
        if item is None:
            continue
        first.setdefault(item, row)
        known = values.setdefault(item, {})
        if measure is not None and value is not None:
            known[measure] = value
    if not first:
        return None, (), ()
    if PRINCIPLES_BROKEN in (x, y):
        broken = _broken(judged())
        for item, known in values.items():
            known[PRINCIPLES_BROKEN] = Decimal(broken[item.value])
    across, up = bands_of(answers, x), bands_of(answers, y)
    bubbles = [
        Bubble(
            row.part("item"),
            row.amount(),
            answers.fact(row.term("fact")),
            place(across, values[item].get(x)),
            place(up, values[item].get(y)),
        )
        for item, row in first.items()
    ]
    bubbles.sort(key=lambda bubble: (-(bubble.euro or Decimal(-1)), bubble.name.words))
    found = Portfolio(_axis(answers, x, across), _axis(answers, y, up), tuple(bubbles))
    unpriced = sum(1 for bubble in bubbles if not bubble.euro)
    counts = [answers.counted(len(bubbles), Text("applicatie", "application"), Text("applicaties", "applications"))]
    if unpriced:
        counts.append(
            answers.say(
                f"van {unpriced} zijn de kosten van dit jaar niet bekend: kleinste bol, rand van streepjes",
                f"of {unpriced} the cost of this year is not known: smallest bubble, dashed edge",
            )
        )
    return found, tuple(counts), ()


def bands_of(answers: Answers, measure: ox.NamedNode) -> Bands:
    """Return where each band of a measure begins and what it is called, from low to high."""
    workspace = answers.workspace
    found = []
    for node in workspace.graph.objects(measure, _BAND):
        start = workspace.graph.value(node, _BAND_FROM)
        if isinstance(start, ox.Literal):
            found.append((Decimal(start.value), workspace.text(node, LABEL, answers.language)))
    return tuple(sorted(found))


def place(bands: Bands, value: Decimal | None) -> int | None:
    """Return the number of the band that holds a value, None for no value; below the first band is the first."""
    if value is None or not bands:
        return None
    return max((number for number, (start, _) in enumerate(bands) if start <= value), default=0)


def _axis(answers: Answers, measure: ox.NamedNode, bands: Bands) -> Axis:
    workspace, language = answers.workspace, answers.language
    return Axis(
        workspace.label(measure, language), workspace.text(measure, COMMENT, language), tuple(name for _, name in bands)
    )


def _broken(report: Report) -> Counter[str]:
    """Return how many principles each subject breaks."""
    return Counter(one.subject for one in report.judgements if one.verdict is Verdict.BROKEN)
