"""Name nodes that have no name after what is said of them, so that the same statements always get the same names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from archrepo.turtle import Triple

_Facts = dict[ox.BlankNode, list[tuple[str, ox.BlankNode | str]]]


def stable_names(triples: Iterable[Triple]) -> Mapping[ox.BlankNode, ox.BlankNode]:
    """Return a name for each node without one: of what it says, and of what refers to it.

    Nodes that hang together as a tree get the same names whatever the order of the statements and their names before.
    Nodes in a circle, or that several nodes without a name share, are told apart by the order of the statements.
    """
    facts: _Facts = {}
    held: _Facts = {}
    for subject, predicate, value in triples:
        if isinstance(subject, ox.BlankNode):
            facts.setdefault(subject, []).append((predicate.value, _end(value)))
        if isinstance(value, ox.BlankNode):
            facts.setdefault(value, [])
            held.setdefault(value, []).append((predicate.value, _end(subject)))
    said = _digests(facts, {})
    both = _digests({node: held.get(node, []) for node in facts}, said)
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    taken: dict[str, int] = {}
    for node, name in both.items():
        number = taken[name] = taken.get(name, 0) + 1
        names[node] = ox.BlankNode(f"n{name}" if number == 1 else f"n{name}-{number}")
    return names


def _end(term: object) -> ox.BlankNode | str:
    return term if isinstance(term, ox.BlankNode) else str(term)


def _digests(links: _Facts, known: Mapping[ox.BlankNode, str]) -> dict[ox.BlankNode, str]:
    """Return a digest for each node of what it links to, as far as the links go; a circle is cut where it closes.

    `known` is mixed in: what was found of the node before.
    """
    found: dict[ox.BlankNode, str] = {}
    for start in links:
        waiting = [(start, False)]
        above: set[ox.BlankNode] = set()
        while waiting:
            node, is_ready = waiting.pop()
            if node in found:
                continue
            if is_ready:
                above.discard(node)
                parts = sorted(
                    f"{name} {found.get(end, '') if isinstance(end, ox.BlankNode) else end}"
                    for name, end in links[node]
                )
                found[node] = hashlib.sha1("\n".join([known.get(node, ""), *parts]).encode()).hexdigest()[:20]
                continue
            if node in above:
                continue
            above.add(node)
            waiting.append((node, True))
            waiting += [(end, False) for _, end in links[node] if isinstance(end, ox.BlankNode) and end not in above]
    return found
