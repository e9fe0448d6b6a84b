"""The counts of a model as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archrepo.language import Language, Text
from archrepo.reporting.statistics import Statistics

_TOTALS = (
    ("elements", Text("elementen", "elements")),
    ("relations", Text("relaties", "relations")),
    ("views", Text("platen", "views")),
    ("sketches", Text("schetsen", "sketches")),
    ("triples", Text("triples", "triples")),
)


def statistics_text(statistics: Statistics, language: Language) -> Iterator[str]:
    """Yield the totals, then the elements and the relations per type, largest number first."""
    for field, word in _TOTALS:
        yield f"{getattr(statistics, field):>7} {word.in_(language)}"
    yield from _per_type(Text("elementen per soort", "elements by type"), statistics.by_type, statistics, language)
    yield from _per_type(Text("relaties per soort", "relations by type"), statistics.by_relation, statistics, language)


def _per_type(heading: Text, counts: Mapping[str, int], statistics: Statistics, language: Language) -> Iterator[str]:
    if counts:
        yield ""
        yield f"{heading.in_(language)}:"
    for name, number in counts.items():
        yield f"{number:>7} {statistics.names[name].in_(language)}"
