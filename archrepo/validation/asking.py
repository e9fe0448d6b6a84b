"""What the questions of a rule answer: over the whole graph, or about some subjects, which is quicker for a few."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.questions import Row, ask_once, limited_to
from archrepo.validation.rules import Asked
from archrepo.validation.verdicts import RowsBySubject

_MOST_ONE_BY_ONE = 2
"""About so many subjects a question is asked one by one; about more, once with all of them in its text."""

_MOST_AT_ONCE = 200
"""About more subjects than these the whole graph is asked."""


def ask_whole(graph: Graph, questions: Iterable[Asked], most_rows: int | None = None) -> RowsBySubject:
    """Return what questions that can be asked once answer, by subject; one without rows is not among them.

    Raises:
        QuestionFault: a question cannot be answered, or gives more than `most_rows` rows.
    """
    return _by_subject(row for asked in questions for row in ask_once(graph, asked.text, most_rows))


def can_ask_about(subjects: Collection[Term]) -> bool:
    """Tell whether `ask_about` takes these subjects: they are not too many, and none is a word or a number."""
    return len(subjects) <= _MOST_AT_ONCE and not any(isinstance(subject, ox.Literal) for subject in subjects)


def ask_about(graph: Graph, questions: Iterable[Asked], subjects: Collection[Term]) -> RowsBySubject:
    """Return what questions that can be asked once answer about these subjects; one without rows has none.

    Raises:
        QuestionFault: a question cannot be answered.
    """
    found: list[Row] = []
    for asked in questions:
        if len(subjects) <= _MOST_ONE_BY_ONE:
            found += [row for subject in subjects for row in ask_once(graph, asked.text, this=subject)]
        else:
            found += ask_once(graph, limited_to(asked.text, subjects) or asked.text)
    return {**dict.fromkeys(subjects, ()), **_by_subject(found)}


def _by_subject(rows: Iterable[Row]) -> RowsBySubject:
    """Return the rows of each subject, in an order that does not depend on how they were asked for."""
    found: dict[Term, list[Row]] = {}
    for row in rows:
        found.setdefault(row.this, []).append(row)
    return {
        subject: tuple(sorted(listed, key=lambda row: [(name, str(value)) for name, value in row.values]))
        for subject, listed in found.items()
    }
