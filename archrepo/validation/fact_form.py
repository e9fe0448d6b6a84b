"""How a fact is written, for somebody who has to supply it: the property with a value that fits it."""

from __future__ import annotations

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.validation.outcome import written_term
from archrepo.vocabulary import EXAMPLE, RANGE, XSD
from archrepo.workspace import Workspace

_MOST_VALUES = 6
_BOOLEAN = ox.NamedNode(XSD + "boolean")


def fact_form(workspace: Workspace, predicate: ox.NamedNode) -> Text:
    """Return what to write for a property: its coded values, yes or no, or an example; else the property alone."""
    vocabulary = workspace.ontology.graph
    name = written_term(workspace, predicate)
    own = vocabulary.value(predicate, EXAMPLE)
    if own is not None:
        return Text.same(f"`{name} {own.value}`")
    for kind in vocabulary.objects(predicate, RANGE):
        if kind == _BOOLEAN:
            return Text(f"`{name} true` of `{name} false`", f"`{name} true` or `{name} false`")
        values = [written_term(workspace, value) for value in vocabulary.instances(kind)]
        if values:
            others = ", ".join(f"`{value}`" for value in values[1:_MOST_VALUES])
            if len(values) > _MOST_VALUES:
                others += ", ..."
            first = f"`{name} {values[0]}`"
            return Text(f"{first} (of {others})", f"{first} (or {others})") if others else Text.same(first)
        example = vocabulary.value(kind, EXAMPLE)
        if example is not None:
            return Text.same(f"`{name} {example.value}`")
    return Text.same(f"`{name}`")
