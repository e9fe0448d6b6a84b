"""The terms of a principle of one's own: one that is misspelt makes a rule that never concerns or never breaks.

SHACL takes any name, so `ar:lifecycel` is a property like another that nothing has. A term of archrepo's own
vocabularies has to be declared: there, in the shapes, or in the model.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import prefixed
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.faults import RuleFault
from archrepo.validation.footprint import footprint
from archrepo.validation.questions import questions
from archrepo.vocabulary import AM, AR, sh
from archrepo.workspace import Workspace

_ALIKE = 0.6


def check_terms(workspace: Workspace, shapes: Graph, shape: ox.NamedNode) -> None:
    """Hold the am: and ar: terms of a principle against what is declared.

    Raises:
        RuleFault: a term is declared nowhere; the remedy names the nearest.
    """
    vocabulary = workspace.ontology.graph
    for node, predicate, term in _terms(shapes, shape):
        if any(graph.facts(term) for graph in (vocabulary, shapes, workspace.model)):
            continue
        known = [
            prefixed(each)
            for each in vocabulary.all_subjects
            if isinstance(each, ox.NamedNode) and each.value.startswith((AM, AR))
        ]
        name = prefixed(term)
        near = ", ".join(f"`{each}`" for each in difflib.get_close_matches(name, known, n=3, cutoff=_ALIKE))
        raise RuleFault(
            Text(f"`{name}` bestaat niet", f"`{name}` does not exist"),
            Text(f"bedoelt u {near}?", f"did you mean {near}?") if near else None,
            node=node,
            predicate=predicate,
        )


def _terms(shapes: Graph, shape: ox.NamedNode) -> Iterator[tuple[Term, ox.NamedNode, ox.NamedNode]]:
    """Yield the am: and ar: terms of a shape and of what is written inside it, with node and property."""
    queue: list[Term] = [shape]
    seen: set[Term] = {shape}
    while queue:
        node = queue.pop(0)
        for predicate, values in shapes.facts(node).items():
            for term in (predicate, *values):
                if isinstance(term, ox.NamedNode) and term.value.startswith((AM, AR)):
                    yield node, predicate, term
                elif isinstance(term, ox.BlankNode) and term not in seen:
                    seen.add(term)
                    queue.append(term)
    for node, text in questions(shapes, shape):
        for term in sorted(footprint(text).predicates, key=str):
            if term.value.startswith((AM, AR)):
                yield node, sh("select"), term
