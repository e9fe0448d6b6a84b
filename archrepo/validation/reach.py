"""Which subjects a SPARQL question can answer differently about, once a triple came or went.

From each pattern of the question a way leads back to $this over the patterns that it is joined with. A row that comes
or goes rests on a triple that came or went; of those take one such that the way from it to $this runs over triples
that stayed. So walking that way back in the graph as it is now finds every subject whose rows differ. A way runs only
over patterns that hold whenever the pattern itself counts: those of the same group, those of the groups around it,
and for OPTIONAL only what stands before it. A pattern without such a way reaches everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.validation.paths import Step, chained, here
from archrepo.validation.question_patterns import End, Group, Inner, Pattern, read_patterns
from archrepo.validation.question_words import Unsure

_Ways: TypeAlias = dict[str, Step]
"""By variable, the step from what it stands for back to $this."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A triple that a question reads, and the way from it back to the subjects.

    `predicate`, `subject` and `object` are None when they may be any; `back` leads from one end of the triple, by
    `takes` 0, 1 or 2 for subject, predicate or object; it is None when everybody may be concerned.
    """

    predicate: ox.NamedNode | None
    subject: Term | None
    object: Term | None
    takes: int
    back: Step | None

    def fits(self, triple: Triple) -> bool:
        """Tell whether the question reads this triple here."""
        return (
            (self.predicate is None or triple[1] == self.predicate)
            and (self.object is None or triple[2] == self.object)
            and (self.subject is None or triple[0] == self.subject)
        )


def reaches(text: str) -> tuple[Reach, ...] | None:
    """Return what a question that can be asked once reads, each with the way back; None when that is not sure."""
    try:
        asked = read_patterns(text)
    except Unsure:
        return None
    if "this" not in _given(asked):
        return None
    return tuple(_in_group(asked, {"this": here}, frozenset()))


def _in_group(group: Group, around: Mapping[str, Step], tested_with: frozenset[str]) -> Iterator[Reach]:
    """Yield what a group reads.

    `around` are the ways that are known where the group stands. `tested_with` are further variables whose values
    what it tests is held against: for OPTIONAL those before it, for EXISTS those of the group that tests it.
    """
    ways, directions, joined = _ways(group, around)
    seen = _held(group.parts) | tested_with
    for pattern in _patterns(group):
        yield from _of_pattern(pattern, directions.get(id(pattern)), ways)
        if not pattern.held and seen.isdisjoint(_ends(pattern)):
            # A path of no steps holds of every node that there is.
            yield Reach(None, None, None, 0, None)
    for index, part in enumerate(group.parts):
        if not isinstance(part, Inner):
            continue
        if part.word == "UNION":
            for inner in part.groups:
                yield from _in_group(inner, joined, frozenset())
        else:
            names = seen if part.word == "EXISTS" else _held(group.parts[:index])
            known = {name: ways[name] for name in names if name in ways}
            yield from _in_group(part.groups[0], known, names)


def _patterns(group: Group) -> list[Pattern]:
    return [part for part in group.parts if isinstance(part, Pattern)]


def _held(parts: Iterable[Pattern | Inner]) -> frozenset[str]:
    """Return the variables that these parts of a group always give a value."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, Pattern):
            found.update(part.held)
        elif part.word == "UNION":
            found |= frozenset.intersection(*map(_given, part.groups))
    return frozenset(found)


def _given(group: Group) -> frozenset[str]:
    held = _held(group.parts)
    return held if group.projected is None else held & group.projected


def _ways(group: Group, around: Mapping[str, Step]) -> tuple[_Ways, dict[int, int], _Ways]:
    """Return the ways from the variables of a group, and from which end each pattern is walked back, by its id.

    The third are the ways that do not run over alternatives, which is where the alternatives themselves may go on.
    """
    ways = {name: way for name, way in around.items() if group.projected is None or name in group.projected}
    directions: dict[int, int] = {}
    _extend(ways, directions, _patterns(group))
    joined = dict(ways)
    for part in group.parts:
        if isinstance(part, Inner) and part.word == "UNION":
            inner = [_ways(each, joined)[0] for each in part.groups]
            for name in sorted(frozenset.intersection(*map(_given, part.groups)) - ways.keys()):
                if all(name in each for each in inner):
                    ways[name] = _any_of([each[name] for each in inner])
    _extend(ways, directions, _patterns(group))
    return ways, directions, joined


def _any_of(steps: list[Step]) -> Step:
    return lambda graph, node: (found for step in steps for found in step(graph, node))


def _extend(ways: _Ways, directions: dict[int, int], patterns: list[Pattern]) -> None:
    """Add the ways that lead on over these patterns, as long as there are any."""
    left = [pattern for pattern in patterns if id(pattern) not in directions]
    while left:
        pattern = next((each for each in left if _known_end(each, ways) is not None), None)
        if pattern is None:
            return
        left.remove(pattern)
        end = _known_end(pattern, ways)
        assert end is not None
        directions[id(pattern)] = end
        way = ways[_ends(pattern)[end]]
        for name, step in _onward(pattern, end):
            if name not in ways:
                ways[name] = chained(step, way)


def _ends(pattern: Pattern) -> tuple[str, str, str]:
    subject, value = (each if isinstance(each, str) else "" for each in (pattern.subject, pattern.object))
    return subject, pattern.variable, value


def _known_end(pattern: Pattern, ways: _Ways) -> int | None:
    return next((end for end, name in enumerate(_ends(pattern)) if name in ways), None)


def _onward(pattern: Pattern, end: int) -> Iterator[tuple[str, Step]]:
    """Yield the other variables of a pattern, each with the step from what it stands for to the end given."""
    subject, predicate, value = _ends(pattern)
    if pattern.forward is not None and pattern.backward is not None:
        if end == 0 and value:
            yield value, pattern.forward.back
        elif end == 2 and subject:
            yield subject, pattern.forward.step
    elif end == 0:
        yield predicate, _holders
        if value:
            yield value, _pointing_at
    elif end == 2 and subject:
        yield subject, _values
    elif end == 1 and subject:
        yield subject, _predicates


def _holders(graph: Graph, node: Term) -> Iterable[Term]:
    """Return the subjects that have the node as a predicate."""
    if not isinstance(node, ox.NamedNode):
        return ()
    return dict.fromkeys(holder for holders in graph.with_predicate(node).values() for holder in holders)


def _pointing_at(graph: Graph, node: Term) -> Iterable[Term]:
    return (subject for subject, _predicate in graph.incoming(node))


def _values(graph: Graph, node: Term) -> Iterable[Term]:
    return (value for values in graph.facts(node).values() for value in values)


def _predicates(graph: Graph, node: Term) -> Iterable[Term]:
    return graph.facts(node)


def _of_pattern(pattern: Pattern, end: int | None, ways: _Ways) -> Iterator[Reach]:
    """Yield what a pattern reads, walked back from one end; from no end it reaches everybody."""
    way = None if end is None else ways[_ends(pattern)[end]]
    path = pattern.backward if end == 2 else pattern.forward
    if path is None:
        yield Reach(None, _constant(pattern.subject), _constant(pattern.object), end or 0, way)
        return
    is_single = len(path.reads) == 1 and pattern.forward is not None and pattern.forward.predicate is not None
    for read in path.reads:
        yield Reach(
            read.predicate,
            _constant(pattern.subject) if is_single else None,
            _constant(pattern.object) if is_single else None,
            0 if read.is_forward else 2,
            None if way is None else chained(read.back, way),
        )


def _constant(end: End) -> Term | None:
    return None if isinstance(end, str) else end
