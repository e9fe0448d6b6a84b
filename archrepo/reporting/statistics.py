"""How much a model holds: elements, relations, views and triples, in all and per type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.vocabulary import VIEW, ar
from archrepo.workspace import Workspace

_FORM = ar("drawingForm")
_SKETCH = ox.Literal("sketch")


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of one model; the two mappings go from the name of a type to its number, largest number first.

    A sketch is a drawing without ArchiMate meaning, such as Archi's; it is counted beside the views.
    """

    elements: int
    relations: int
    views: int
    sketches: int
    triples: int
    by_type: Mapping[str, int]
    by_relation: Mapping[str, int]
    names: Mapping[str, Text]


def statistics(workspace: Workspace) -> Statistics:
    """Return the counts of the workspace's own files; what is derived or shipped is not counted."""
    elements = Counter(element.kind.name for element in workspace.elements.values())
    relations = Counter(relation.kind.name for relation in workspace.relations)
    views = workspace.model.instances(VIEW)
    sketches = sum(1 for view in views if workspace.model.has(view, _FORM, _SKETCH))
    return Statistics(
        elements=len(workspace.elements),
        relations=len(workspace.relations),
        views=len(views) - sketches,
        sketches=sketches,
        triples=len(workspace.model),
        by_type=_largest_first(elements),
        by_relation=_largest_first(relations),
        names={
            **{kind.name: kind.label for kind in workspace.metamodel.types.values()},
            **{kind.name: kind.label for kind in workspace.metamodel.relation_types.values()},
        },
    )


def _largest_first(counts: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
