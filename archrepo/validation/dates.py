"""The two parameters of our own for a date on a path: how old it may be, and how far ahead it must be.

SHACL core compares a value with a constant; "at most twelve months before the date of the check" needs the run
context. `shapes/components.ttl` declares both as SPARQL-based constraint components with the same meaning, so that
any SHACL engine can run the shapes.
"""

from __future__ import annotations

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.components import Component, Constraint, Violations, whole_number
from archrepo.validation.literals import fits
from archrepo.vocabulary import AS_OF, RUN, XSD

_DATE = ox.NamedNode(XSD + "date")


def max_age_months(component: Component, limit: Term) -> Constraint:
    """Return the constraint that each value lies at most so many months before the run date, and not after it."""
    months = whole_number(limit)

    def too_old(graph: Graph, focus: Term, values: tuple[Term, ...]) -> Violations:
        today = _run_date(graph)
        return [value for value in values if not _months_before(today, months) <= _number(value) <= today]

    return too_old


def min_months_ahead(component: Component, limit: Term) -> Constraint:
    """Return the constraint that each value lies at least so many months after the run date."""
    months = whole_number(limit)

    def too_near(graph: Graph, focus: Term, values: tuple[Term, ...]) -> Violations:
        earliest = _months_before(_run_date(graph), -months)
        return [value for value in values if _number(value) < earliest]

    return too_near


def _run_date(graph: Graph) -> int:
    today = graph.value(RUN, AS_OF)
    assert today is not None, "a graph that is checked holds the run context"
    return _number(today)


def _number(value: Term) -> int:
    """Return a date as months since year 0, times 100, plus the day; what is no date lies before all dates."""
    if not isinstance(value, ox.Literal) or value.datatype != _DATE or not fits(value):
        return -1
    year, month, day = value.value[:10].split("-") if value.value[0] != "-" else ("0", "0", "0")
    return (int(year) * 12 + int(month)) * 100 + int(day)


def _months_before(number: int, months: int) -> int:
    return number - months * 100
