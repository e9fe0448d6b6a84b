"""Where two things that became one say otherwise of a fact with one value: names, texts, and such properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.merging.combining import Merged, Plan
from archrepo.turtle.reading import Term
from archrepo.vocabulary import DESCRIPTION, FUNCTIONAL_PROPERTY, LABEL
from archrepo.wording import value_text
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One fact of which both sides say another value; `shows` is the one that a reader sees, None before the merge.

    `language` is the tag of a name or a text, "" without one and for other values.
    """

    subject: Text
    fact: Text
    language: str
    one: Text
    other: Text
    shows: Text | None


def contradictions(plan: Plan, merged: Merged | None = None) -> tuple[Contradiction, ...]:
    """Return the contradictions of what was made one, sorted by the address of the first, then by that of the fact.

    A value that either side gives more than once, and a fact with a node without a name, is left out.
    """
    pairs = {(each.one, each.other) for each in plan.decided if each.decision == "same"}
    return tuple(
        found
        for new, old in sorted(pairs, key=lambda pair: (pair[0].value, pair[1].value))
        for found in _of(plan, merged, old, new)
    )


def _of(plan: Plan, merged: Merged | None, old: ox.NamedNode, new: ox.NamedNode) -> Iterator[Contradiction]:
    first, second = plan.one.workspace, plan.other.workspace
    said = _values(first, new, {})
    also = _values(second, old, plan.names.all)
    for predicate, language in sorted(said.keys() & also.keys(), key=lambda key: (key[0].value, key[1])):
        one, other = said[predicate, language], also[predicate, language]
        if one == other:
            continue
        words = value_text(first, one), value_text(second, other)
        shown = None
        if merged is not None:
            values = merged.workspace.model.objects(new, predicate)
            first_value = next(value for value in values if value in (one, other))
            shown = words[0] if first_value == one else words[1]
        yield Contradiction(first.name_of(new), first.name_of(predicate), language, *words, shown)


def _values(
    workspace: Workspace, subject: ox.NamedNode, names: Mapping[ox.NamedNode, ox.NamedNode]
) -> dict[tuple[ox.NamedNode, str], Term]:
    """Return the only value of each fact that has one value, by predicate and language; under their new names."""
    found: dict[tuple[ox.NamedNode, str], list[Term]] = {}
    for predicate, values in workspace.model.facts(subject).items():
        is_text = predicate in (LABEL, DESCRIPTION)
        if not is_text and not workspace.ontology.graph.is_instance(predicate, FUNCTIONAL_PROPERTY):
            continue
        for value in values:
            language = (value.language or "") if is_text and isinstance(value, ox.Literal) else ""
            named = names.get(value, value) if isinstance(value, ox.NamedNode) else value
            found.setdefault((predicate, language), []).append(named)
    return {
        key: values[0] for key, values in found.items() if len(values) == 1 and not isinstance(values[0], ox.BlankNode)
    }
