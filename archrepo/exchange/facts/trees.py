"""What is left to say, cut where things have names: a node that one thing holds stands in it, another gets a name."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from archrepo.exchange.facts.terms import UNNAMED
from archrepo.store import Graph
from archrepo.turtle.reading import Subject, Term

#: Deeper brackets than this nobody reads; what is below gets a name.
_MOST_NESTED = 12


class Trees:
    """The facts that are left, as statements that can each stand alone."""

    def __init__(self, left: Graph, named: Mapping[Term, ox.NamedNode]) -> None:
        """Cut the facts; `named` are nodes that have a name for the journey already."""
        self.left = left
        self._names = dict(named)
        holders: dict[Term, list[Subject]] = {}
        for subject, _, value in left:
            if isinstance(value, ox.BlankNode):
                holders.setdefault(value, []).append(subject)
        below: dict[Term, list[Term]] = {}
        for node, held in holders.items():
            if len(held) == 1 and node not in self._names:
                below.setdefault(held[0], []).append(node)
        single = {node for nodes in below.values() for node in nodes}
        reached: set[Term] = set()
        roots: list[Term] = [one for one in left.all_subjects if one not in single]
        roots += [one for one in holders if one not in single and one not in left.all_subjects]
        for root in roots:
            self._reach(root, below, reached)
        # What is still not reached goes round in a circle, and begins anywhere.
        for subject in left.all_subjects:
            if subject not in reached:
                self._reach(subject, below, reached)
        #: Every subject that a statement of its own must describe, in order of appearance.
        self.roots = tuple(one for one in left.all_subjects if isinstance(one, ox.NamedNode) or one in self._names)
        #: What is left, with a name for every node that is no part of one thing.
        self.named = Graph((self.subject(one), predicate, self.name(value)) for one, predicate, value in left)

    @property
    def has_names(self) -> bool:
        """Tell whether any node without a name got one for the journey."""
        return bool(self._names)

    def name(self, term: Term) -> Term:
        """Return the name that the term has on its journey: its own, unless it has none and is no part of one thing."""
        return self._names.get(term, term)

    def subject(self, term: Subject) -> Subject:
        """Return the name that the subject has on its journey."""
        return self._names.get(term, term)

    def _reach(self, root: Term, below: Mapping[Term, list[Term]], reached: set[Term]) -> None:
        """Walk down from a thing that stands alone; a node without a name that does gets one."""
        queue: list[tuple[Term, int]] = [(root, 0)]
        while queue:
            node, depth = queue.pop()
            if node in reached:
                continue
            reached.add(node)
            if depth == 0 or depth > _MOST_NESTED:
                depth = 0
                if isinstance(node, ox.BlankNode) and node not in self._names:
                    self._names[node] = ox.NamedNode(f"{UNNAMED}{len(self._names) + 1}")
            queue += [(one, depth + 1) for one in below.get(node, ())]
