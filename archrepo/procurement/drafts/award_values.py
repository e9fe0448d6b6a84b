"""What an award method is made of when a form writes it: facts of a node, new names, numbers, words in one language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.language import Language
from archrepo.metamodel import text_of
from archrepo.procurement.drafts.starting import slug_of
from archrepo.turtle import Value
from archrepo.turtle.reading import Term
from archrepo.validation.literals import value_of
from archrepo.vocabulary import XSD, ar
from archrepo.workspace import Workspace

Facts: TypeAlias = Mapping[ox.NamedNode, Sequence[Value]]
"""What a file says of a node afterwards, by property; no values take the property away."""


def named_in_judgements(workspace: Workspace, predicate: ox.NamedNode) -> tuple[str, ...]:
    """Return the IRIs that judgements name by a predicate, one for each judgement, in the order of the model.

    Judgements on bids that cannot be read are among them: what they rest on has to stay as well.
    """
    model = workspace.model
    found = (value for one in model.instances(ar("Judgement")) for value in model.objects(one, predicate))
    return tuple(value.value for value in found if isinstance(value, ox.NamedNode))


def number_literal(number: Decimal) -> ox.Literal:
    """Return a number as it is written in Turtle: whole when it is whole."""
    text = f"{number.normalize():f}"
    return ox.Literal(text, datatype=ox.NamedNode(XSD + ("decimal" if "." in text else "integer")))


def number_in(values: Sequence[Value]) -> Decimal | None:
    """Return the first number among what was answered; None when nothing was."""
    return next((Decimal(one.value) for one in values if isinstance(one, ox.Literal)), None)


def words_in(values: Sequence[Value]) -> str:
    """Return the first text among what was answered; empty when nothing was."""
    return next((one.value for one in values if isinstance(one, ox.Literal)), "")


def unused(workspace: Workspace, stem: str, taken: Collection[ox.NamedNode]) -> ox.NamedNode:
    """Return a new name in the workspace that begins as `stem` says and that nothing has."""
    plain = f"{workspace.base}{slug_of(stem)}"
    number, name = 1, ox.NamedNode(plain)
    while name in taken or workspace.model.facts(name):
        number += 1
        name = ox.NamedNode(f"{plain}-{number}")
    return name


def with_words(
    workspace: Workspace, node: ox.NamedNode, predicate: ox.NamedNode, words: str, language: Language
) -> tuple[Value, ...]:
    """Return the texts of a node with these words in one language; the other languages stay as they are.

    Words that a reader of that language sees already change nothing; no words take that language away.
    """
    present = tuple(one for one in workspace.model.objects(node, predicate) if isinstance(one, ox.Literal))
    shown = text_of(workspace.model, node, predicate)
    if words and shown is not None and shown.in_(language) == words:
        return present
    new = (ox.Literal(words, language=language),) if words else ()
    found: list[Value] = []
    for one in present:
        found.extend(new if one.language in (language, None) else (one,))
    return tuple(dict.fromkeys((*found, *new)))


def changed(workspace: Workspace, node: ox.NamedNode, facts: Facts) -> dict[ox.NamedNode, Sequence[Value]]:
    """Return the facts that differ from what the model says, so that the rest of a text stays letter for letter."""
    present = workspace.model.facts(node)
    return {
        predicate: values
        for predicate, values in facts.items()
        if {_compared(one) for one in values} != {_compared(one) for one in present.get(predicate, ())}
    }


def _compared(value: Value | Term) -> object:
    """Return a value such that `40` and `40.0` are the same."""
    number = value_of(value) if isinstance(value, ox.Literal) else None
    return number if isinstance(number, Decimal | int) and not isinstance(number, bool) else value
