"""The proof of an amendment: the new files say what the old ones said, but for exactly what was wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle import Triple, Unnamed, Value, parse
from archrepo.turtle.reading import Subject, Term, under_names
from archrepo.workspace import SourceFile

#: Eight nodes that all refer to each other take four seconds, one more a minute.
_MOST_SHARED = 6


def prove(
    before: Iterable[SourceFile],
    after: Mapping[str, str],
    wanted: Mapping[ox.NamedNode, Mapping[ox.NamedNode, Sequence[Value]]],
    removed: Collection[ox.NamedNode],
    names: Mapping[ox.NamedNode, ox.NamedNode],
) -> None:
    """Compare the triples of the files before, changed as wanted, with those of the texts after.

    Raises:
        InputFault: they differ.
        SyntaxFault: a text after is not Turtle.
    """
    expected = set(_expected({triple for file in before for triple in file.triples}, wanted, removed, names))
    found = {
        triple
        for number, (path, text) in enumerate(after.items())
        for triple in parse(text.encode("utf-8"), path, blank_prefix=f"after{number}b")
    }
    if expected != found and (_is_tangled(expected) or _canonical(expected) != _canonical(found)):
        paths = ", ".join(sorted(after))
        raise InputFault(
            Text(
                f"de nieuwe tekst van {paths} zegt iets anders dan bedoeld; er is niets geschreven",
                f"the new text of {paths} says something else than was meant; nothing was written",
            ),
            location=Location(next(iter(sorted(after)), ""), 0, 0, 0, 0),
            remedy=Text(
                "verander deze feiten zelf in het bestand, of schrijf elk voorvoegsel één keer bovenaan",
                "change these facts in the file yourself, or declare each prefix once at the top",
            ),
        )


def _expected(
    triples: set[Triple],
    wanted: Mapping[ox.NamedNode, Mapping[ox.NamedNode, Sequence[Value]]],
    removed: Collection[ox.NamedNode],
    names: Mapping[ox.NamedNode, ox.NamedNode],
) -> Iterator[Triple]:
    """Yield the triples as they should be; what hung on a fact that goes by a node without a name goes with it."""
    kept: set[Triple] = set()
    dropped: list[Term] = []
    for triple in triples:
        subject, predicate, value = triple
        said = wanted.get(subject) if isinstance(subject, ox.NamedNode) else None
        given = said.get(predicate) if said else None
        if subject in removed or (given is not None and value not in given):
            dropped.append(value)
        else:
            kept.add(triple)
    _drop_unheld(kept, dropped)
    for holder, values in wanted.items():
        for link, listed in values.items():
            for one in listed:
                kept.update(_written(holder, link, one))
    for triple in kept:
        yield under_names(triple, names) if names else triple


def _drop_unheld(kept: set[Triple], dropped: Iterable[Term]) -> None:
    """Take out of `kept` what is said of nodes without a name that nothing holds any more."""
    queue = [term for term in dropped if isinstance(term, ox.BlankNode)]
    if not queue:
        return
    said: dict[Subject, list[Triple]] = {}
    holders: dict[Term, int] = {}
    for triple in kept:
        if isinstance(triple[0], ox.BlankNode):
            said.setdefault(triple[0], []).append(triple)
        if isinstance(triple[2], ox.BlankNode):
            holders[triple[2]] = holders.get(triple[2], 0) + 1
    while queue:
        node = queue.pop()
        if holders.get(node, 0):
            continue
        for triple in said.pop(node, ()):
            kept.discard(triple)
            if isinstance(triple[2], ox.BlankNode):
                holders[triple[2]] -= 1
                queue.append(triple[2])


def _written(subject: Subject, predicate: ox.NamedNode, value: Value) -> Iterator[Triple]:
    if not isinstance(value, Unnamed):
        yield subject, predicate, value
        return
    node = ox.BlankNode()
    yield subject, predicate, node
    for inner, given in value.facts:
        for one in given:
            yield from _written(node, inner, one)


def _is_tangled(triples: Iterable[Triple]) -> bool:
    """Tell whether nodes without a name refer to each other so much that comparing them would not end in time."""
    holders: dict[Term, int] = {}
    for subject, _, value in triples:
        if isinstance(subject, ox.BlankNode) and isinstance(value, ox.BlankNode):
            holders[value] = holders.get(value, 0) + 1
    return sum(count > 1 for count in holders.values()) > _MOST_SHARED


def _canonical(triples: Iterable[Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset
