"""The compliance matrix: verdicts by where their subject belongs, and by topic or principle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from archrepo.charts.answers import Answers
from archrepo.charts.values import Counts, Matrix, MatrixRow, Part
from archrepo.findings import Judgement, Report, Verdict
from archrepo.language import Text
from archrepo.principles import PrincipleBook
from archrepo.queries import find_term
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

Judge = Callable[[], tuple[PrincipleBook, Report]]

_BY_PRINCIPLE, _BY_APPLICATION, _BY_FAMILY = ar("ByPrinciple"), ar("ByApplication"), "ar:ByFamily"
_NOWHERE = Text("nergens bij in te delen", "belongs nowhere")
_Cells = dict[tuple[Part, Part], Counter[Verdict]]


def matrix(answers: Answers, judge: Judge) -> tuple[Matrix | None, tuple[str, ...], tuple[str, ...]]:
    """Return the matrix, what is on it and what is not; None when nothing is judged.

    Of principles and applications only those stand there that are broken, unknown or excepted somewhere. Principles
    stand from top to bottom, since there are more of them than of anything else.
    """
    if not answers.workspace.elements:
        return None, (), ()
    book, report = judge()
    by, topics = (find_term(answers.workspace, answers.given[name]) for name in ("by", "topics"))
    is_by_application = by == _BY_APPLICATION
    is_by_principle = topics == _BY_PRINCIPLE and not is_by_application
    groups = {
        item.value: row.part("group")
        for row in answers
        if isinstance(item := row.term("item"), ox.NamedNode) and row.term("group") is not None
    }
    nowhere = Part(_NOWHERE.in_(answers.language))
    cells: _Cells = {}
    apart = 0
    for judgement in report.judgements:
        if judgement.verdict is Verdict.NOT_APPLICABLE:
            continue
        group = groups.get(judgement.subject, nowhere)
        if group == nowhere and is_by_application:
            apart += 1
            continue
        topic = _topic(answers, book, judgement, is_by_principle)
        cells.setdefault((group, topic), Counter())[judgement.verdict] += 1
    if not cells:
        return None, (), ()
    found, hidden = _matrix(answers, cells, nowhere, is_by_principle, is_by_application)
    left_out = []
    if hidden:
        what = Text("Principes", "Principles") if is_by_principle else Text("Applicaties", "Applications")
        well = Text(
            "{what} waar alles in orde is, en die er niet bij staan: {count}.",
            "{what} where all is well, not shown: {count}.",
        )
        left_out.append(well.format(what=what, count=hidden).in_(answers.language))
    if apart:
        left_out.append(
            answers.say(
                f"Oordelen over iets anders dan een applicatie: {apart}.",
                f"Verdicts about something else than an application: {apart}.",
            )
        )
    if is_by_application and topics == _BY_PRINCIPLE:
        left_out.append(
            answers.say(
                "Applicaties tegen principes past niet op één plaat; hier staan de onderwerpen.",
                "Applications against principles do not fit one picture; these are the topics.",
            )
        )
    total = found.all.total
    return found, (answers.counted(total, Text("oordeel", "verdict"), Text("oordelen", "verdicts")),), tuple(left_out)


def axes_as_drawn(workspace: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values with `by` what stands from top to bottom in the matrix, and `topics` from left to right."""
    by, topics = (find_term(workspace, given[name]) for name in ("by", "topics"))
    if topics != _BY_PRINCIPLE:
        return dict(given)
    if by == _BY_APPLICATION:
        return {**given, "topics": _BY_FAMILY}
    return {**given, "by": given["topics"], "topics": given["by"]}


def _topic(answers: Answers, book: PrincipleBook, judgement: Judgement, is_by_principle: bool) -> Part:
    principle = book.get(judgement.principle)
    if principle is None:
        return Part(judgement.principle)
    if is_by_principle:
        return Part(f"{principle.id} {principle.name.in_(answers.language)}")
    return Part(answers.workspace.label(ar(principle.family), answers.language))


def _matrix(
    answers: Answers, cells: Mapping[tuple[Part, Part], Counter[Verdict]], nowhere: Part, turned: bool, by_app: bool
) -> tuple[Matrix, int]:
    """Return the matrix with its rows and columns in order, and how many rows were left out as all is well there."""
    groups = sorted({group for group, _ in cells}, key=lambda part: (part == nowhere, part.words.casefold()))
    topics = list(dict.fromkeys(topic for _, topic in cells))
    if turned:
        topics.sort(key=lambda part: part.words)
    across, down = (groups, topics) if turned else (topics, groups)
    rows = []
    hidden = 0
    for name in down:
        counters = [cells.get((column, name) if turned else (name, column), Counter()) for column in across]
        row = MatrixRow(name, tuple(map(_counts, counters)), _counts(*counters))
        if (turned or by_app) and row.all.met == row.all.total:
            hidden += 1
            continue
        rows.append(row)
    if turned or by_app:
        rows.sort(key=lambda row: (-row.all.broken, -row.all.unknown, row.name.words))
    return Matrix(tuple(across), tuple(rows), _counts(*cells.values())), hidden


def _counts(*counters: Counter[Verdict]) -> Counts:
    added: Counter[Verdict] = Counter()
    for counted in counters:
        added.update(counted)
    order: Sequence[Verdict] = (Verdict.MET, Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED)
    return Counts(*(added[verdict] for verdict in order))
