"""The verdicts of a check as facts in a question: how many principles each element breaks.

Verdicts are no triples, so a question that wants them has an empty `VALUES (?judged ?broken) { }`, which is filled
here, and a line in its header that says for which value of which parameter, such as
`# verdicts: measure=ar:ColourByCompliance`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.principles import book_of
from archrepo.queries import Query, find_term
from archrepo.validation import validate
from archrepo.workspace import Workspace

_EMPTY = re.compile(r"VALUES\s*\(\s*\?judged\s+\?broken\s*\)\s*\{\s*\}", re.IGNORECASE)

Judge = Callable[[], Report]


def with_verdicts(query: Query, given: Mapping[str, str], workspace: Workspace, judge: Judge | None) -> Query:
    """Return the question with the verdicts in it, when the given values ask for them; else the question itself.

    `judge` gives the verdicts; without it the model is judged here.

    Raises:
        ConfigurationFault: the question asks for verdicts and has no place for them.
    """
    refuse_without_place(query)
    name, _, value = (part.strip() for part in query.mark("verdicts").partition("="))
    if not name or not _is_meant(workspace, given.get(name, ""), value):
        return query
    report = judge() if judge is not None else validate(workspace, book_of(workspace))
    broken: Counter[str] = Counter()
    for judgement in report.judgements:
        broken[judgement.subject] += judgement.verdict is Verdict.BROKEN
    elements = ((element, broken[element.iri.value]) for element in workspace.elements.values())
    rows = " ".join(f"({ox.NamedNode(one.iri.value)} {count})" for one, count in elements if one.iri.value in broken)
    return replace(query, text=_EMPTY.sub(lambda _found: f"VALUES (?judged ?broken) {{ {rows} }}", query.text))


def refuse_without_place(query: Query) -> None:
    """Refuse a question whose header asks for verdicts, and that has no place for them.

    Raises:
        ConfigurationFault: it has none, or its header does not say for which value of which parameter.
    """
    mark = query.mark("verdicts")
    if not mark:
        return
    name, _, value = (part.strip() for part in mark.partition("="))
    if name not in [one.name for one in query.parameters] or not value:
        raise query.fault(
            Text(f"'{mark}' noemt geen waarde van een parameter", f"'{mark}' names no value of a parameter"),
            Text("schrijf: # verdicts: parameter=waarde", "write: # verdicts: parameter=value"),
            query.line_of("verdicts"),
        )
    if not _EMPTY.search(query.text):
        raise query.fault(
            Text(
                f"vraag {query.name} wil oordelen, en heeft er geen plaats voor",
                f"question {query.name} wants verdicts, and has no place for them",
            ),
            Text("zet in de vraag: VALUES (?judged ?broken) { }", "put in the question: VALUES (?judged ?broken) { }"),
            query.line_of("verdicts"),
        )


def _is_meant(workspace: Workspace, given: str, value: str) -> bool:
    """Tell whether a given value is the value of the header, be it by another name."""
    if not given or given == value:
        return bool(given)
    try:
        return find_term(workspace, given) == find_term(workspace, value)
    except RequestFault:
        return False
