"""The verdicts of a check as facts in a question: how many principles each element breaks.

Verdicts are no triples, so a question that wants them has an empty `VALUES (?judged ?broken) { }`, which is filled
here, and a line in its header that says for which value of which parameter, such as
`# verdicts: measure=ar:ColourByCompliance`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from archrepo.findings import Report, Verdict
from archrepo.principles import book_of
from archrepo.queries import Query
from archrepo.validation import validate
from archrepo.workspace import Workspace

_EMPTY = "VALUES (?judged ?broken) { }"

Judge = Callable[[], Report]


def with_verdicts(query: Query, given: Mapping[str, str], workspace: Workspace, judge: Judge | None) -> Query:
    """Return the question with the verdicts in it, when the given values ask for them; else the question itself.

    `judge` gives the verdicts; without it the model is judged here.
    """
    name, _, value = query.mark("verdicts").partition("=")
    if not name or given.get(name) != value:
        return query
    report = judge() if judge is not None else validate(workspace, book_of(workspace))
    broken: Counter[str] = Counter()
    for judgement in report.judgements:
        broken[judgement.subject] += judgement.verdict is Verdict.BROKEN
    elements = ((element, broken[element.iri.value]) for element in workspace.elements.values())
    rows = " ".join(f"({ox.NamedNode(one.iri.value)} {count})" for one, count in elements if one.iri.value in broken)
    return replace(query, text=query.text.replace(_EMPTY, f"VALUES (?judged ?broken) {{ {rows} }}"))
