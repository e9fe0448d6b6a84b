"""What can fail and what then stops: the parts to choose from, what only notices it, and what is told in words.

Which kinds these are stands in the ontology.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from archrepo.language import Language, Text
from archrepo.turtle.reading import Term
from archrepo.vocabulary import NOTATION, am, ar
from archrepo.workspace import Workspace
from archrepo.workspace.others_components import others_components, reference_components

_GROUP, _KIND, _OF_OTHERS = ar("OutageGroup"), ar("outageKind"), ar("outageOfOthers")
_LISTING, _LISTED = ar("OutageListing"), ar("listedKind")
_AT_OUTAGE = ar("atOutage")
#: What an outage does to things of a layer, where it is not that they stop.
STAYS, TOUCHED = ar("StaysAtOutage"), ar("TouchedAtOutage")
_LIFECYCLE, _ENDED = ar("lifecycle"), ar("Ended")


@dataclass(frozen=True, slots=True)
class OutageGroup:
    """A title and the parts under it by name."""

    title: Text
    parts: tuple[tuple[str, NamedNode], ...]


def outage_groups(workspace: Workspace, language: Language = "nl") -> tuple[OutageGroup, ...]:
    """Return the parts that can fail in their groups, in the order of the ontology; one without parts is left out.

    A reference component cannot fail, and what has ended does not any more; systems of others stand apart.
    """
    ontology = workspace.ontology.graph
    nothing, others = reference_components(workspace), others_components(workspace)
    found = []
    for group in sorted(ontology.instances(_GROUP), key=lambda one: str(ontology.value(one, NOTATION))):
        kind = ontology.value(group, _KIND)
        assert kind is not None, "an outage group has a kind"
        is_of_others = ontology.value(group, _OF_OTHERS) is not None
        parts = [
            (workspace.label(one, language), one)
            for one in workspace.graph.instances(kind)
            if isinstance(one, NamedNode)
            and one in workspace.elements
            and one not in nothing
            and (one in others) is is_of_others
            and _ENDED not in workspace.model.objects(one, _LIFECYCLE)
        ]
        if parts:
            parts.sort(key=lambda one: (one[0].casefold(), one[1].value))
            found.append(OutageGroup(workspace.name_of(group), tuple(parts)))
    return tuple(found)


def effect_on(workspace: Workspace, thing: Term) -> Term | None:
    """Return what an outage of what it needs does to a thing: `STAYS`, `TOUCHED`, or None when it stops as well."""
    element = workspace.elements.get(thing)
    return workspace.ontology.graph.value(am(f"{element.kind.layer}Layer"), _AT_OUTAGE) if element else None


def listings(workspace: Workspace, stopped: Collection[NamedNode], language: Language) -> Sequence[Text]:
    """Return a sentence for each kind that is told by name, with how many stop and all names; none without any."""
    ontology, told = workspace.ontology.graph, []
    for listing in sorted(ontology.instances(_LISTING), key=lambda one: str(ontology.value(one, NOTATION))):
        kinds = ontology.objects(listing, _LISTED)
        of_kind = [one for one in stopped if any(workspace.graph.is_instance(one, kind) for kind in kinds)]
        of_kind.sort(key=lambda one: workspace.label(one, language).casefold())
        names = [workspace.name_of(one) for one in of_kind]
        if names:
            told.append(
                Text("{title} ({number}): {names}.", "{title} ({number}): {names}.").format(
                    title=workspace.name_of(listing),
                    number=len(names),
                    names=Text(", ".join(name.nl for name in names), ", ".join(name.en for name in names)),
                )
            )
    return told
