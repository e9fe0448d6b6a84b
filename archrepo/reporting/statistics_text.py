"""The counts of a model as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archrepo.language import Language, Text
from archrepo.reporting.statistics import Statistics

_TOTALS = (
    ("elements", Text("element", "element"), Text("elementen", "elements")),
    ("relations", Text("relatie", "relation"), Text("relaties", "relations")),
    ("views", Text("plaat", "view"), Text("platen", "views")),
    ("sketches", Text("schets", "sketch"), Text("schetsen", "sketches")),
    ("triples", Text("triple", "triple"), Text("triples", "triples")),
)


def statistics_text(statistics: Statistics, language: Language) -> Iterator[str]:
    """Yield the totals, then the elements and the relations per type, largest number first."""
    for field, one, more in _TOTALS:
        number: int = getattr(statistics, field)
        yield f"{number:>7} {(one if number == 1 else more).in_(language)}"
    yield from _per_type(Text("elementen per soort", "elements by type"), statistics.by_type, statistics, language)
    yield from _per_type(Text("relaties per soort", "relations by type"), statistics.by_relation, statistics, language)


def _per_type(heading: Text, counts: Mapping[str, int], statistics: Statistics, language: Language) -> Iterator[str]:
    if counts:
        yield ""
        yield f"{heading.in_(language)}:"
    for name, number in counts.items():
        yield f"{number:>7} {statistics.names[name].in_(language)}"
