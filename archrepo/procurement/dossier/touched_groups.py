"""What a buyer knows by name among what a purchase touches; the groups are read from the ontology."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from archrepo.language import Text
from archrepo.procurement.assessment import Assessment
from archrepo.vocabulary import NOTATION, ar
from archrepo.workspace import Workspace
from archrepo.workspace.others_components import reference_components

_GROUP, _KIND, _EXCEPT = ar("TouchedGroup"), ar("touchedKind"), ar("exceptKind")


@dataclass(frozen=True, slots=True)
class TouchedGroup:
    """A title, and the IRI and name of what stands under it, each once."""

    title: Text
    members: tuple[tuple[str, Text], ...]


def touched_groups(workspace: Workspace, assessment: Assessment) -> tuple[TouchedGroup, ...]:
    """Return the groups that hold anything, in the order of the ontology; the other kinds are for the architect.

    A reference component is what an application fills, and no application that there is.
    """
    ontology, graph = workspace.ontology.graph, workspace.graph
    passed_over = {*map(NamedNode, assessment.tender.reference_components), *reference_components(workspace)}
    touched = {one.iri: one.name for one in assessment.impact.touched if ":" in one.iri}
    things = [(NamedNode(iri), name) for iri, name in touched.items()]
    found = []
    for group in sorted(ontology.instances(_GROUP), key=lambda one: str(ontology.value(one, NOTATION))):
        kinds, others = ontology.objects(group, _KIND), ontology.objects(group, _EXCEPT)
        members = tuple(
            (thing.value, name)
            for thing, name in things
            if thing not in passed_over
            and any(graph.is_instance(thing, kind) for kind in kinds)
            and not any(graph.is_instance(thing, kind) for kind in others)
        )
        if members:
            found.append(TouchedGroup(workspace.name_of(group), members))
    return tuple(found)
