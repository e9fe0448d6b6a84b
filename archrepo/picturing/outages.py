"""What can fail and what then stops: the parts to choose from, and what is told in words.

Which kinds these are stands in the ontology.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from archrepo.language import Language, Text
from archrepo.metamodel import text_of
from archrepo.picturing.failing import STOPS, Outage
from archrepo.vocabulary import ALT_LABEL, NOTATION, ar
from archrepo.workspace import Workspace
from archrepo.workspace.others_components import others_components, reference_components

_GROUP, _KIND, _OF_OTHERS = ar("OutageGroup"), ar("outageKind"), ar("outageOfOthers")
_LISTING, _LISTED = ar("OutageListing"), ar("listedKind")
_EFFECT = ar("OutageEffect")
_REDUNDANT, _FALLBACK = ar("redundant"), ar("fallback")
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
    for group in _in_order(workspace, _GROUP):
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


def listings(outage: Outage, shown: Collection[NamedNode], language: Language) -> tuple[Text, ...]:
    """Return what the outage does in words: a sentence for each kind that is told by name and each effect, with names.

    All are counted, however far they are; of those not among `shown` it is said that the picture lacks them.
    """
    workspace, start = outage.workspace, outage.start
    name = workspace.name_of(start)
    if outage.is_absent:
        return (
            Text(
                "{name} is op deze dag niet in gebruik: er valt niets stil.",
                "{name} is not in use on this day: nothing stops.",
            ).format(name=name),
        )
    told = list(_softened(workspace, start))
    ontology = workspace.ontology.graph
    for listing in _in_order(workspace, _LISTING):
        kinds = ontology.objects(listing, _LISTED)
        of_kind = [one for one in outage.effects if any(workspace.graph.is_instance(one, kind) for kind in kinds)]
        of_kind.sort(key=lambda one: (workspace.label(one, language).casefold(), one.value))
        for effect in _in_order(workspace, _EFFECT):
            found = [one for one in of_kind if outage.effects[one] == effect]
            if found or effect == STOPS:
                told.append(_sentence(workspace, listing, effect, found, sum(one in shown for one in found)))
    return tuple(told)


def _softened(workspace: Workspace, start: NamedNode) -> Iterator[Text]:
    """Yield what the model says that makes an outage of the start less bad."""
    if workspace.model.has(start, _REDUNDANT, Literal(True)):
        yield Text(
            "Dit onderdeel is dubbel uitgevoerd: wat hier staat, geldt pas als beide uitvallen.",
            "This part is there twice: what stands here holds only when both fail.",
        )
    written = text_of(workspace.model, start, _FALLBACK)
    named = [workspace.name_of(one) for one in workspace.model.objects(start, _FALLBACK) if isinstance(one, NamedNode)]
    if fallbacks := [one for one in (written, *named) if one]:
        yield Text("Er is een terugvaloptie: {them}.", "There is a fallback: {them}.").format(
            them=Text("; ".join(one.nl for one in fallbacks), "; ".join(one.en for one in fallbacks))
        )


def _sentence(
    workspace: Workspace, listing: NamedNode, effect: NamedNode, found: Sequence[NamedNode], shown: int
) -> Text:
    head = Text("{title} {effect}", "{title} {effect}").format(
        title=workspace.name_of(listing),
        effect=text_of(workspace.ontology.graph, effect, ALT_LABEL) or workspace.name_of(effect),
    )
    if not found:
        return Text("{head}: geen, voor zover het model weet.", "{head}: none, as far as the model knows.").format(
            head=head
        )
    names = [workspace.name_of(one) for one in found]
    number = Text.same(str(len(found)))
    if shown < len(found):
        number = Text(f"{len(found)}, waarvan {shown} op de plaat", f"{len(found)}, of which {shown} in the picture")
    return Text("{head} ({number}): {names}.", "{head} ({number}): {names}.").format(
        head=head,
        number=number,
        names=Text(", ".join(name.nl for name in names), ", ".join(name.en for name in names)),
    )


def _in_order(workspace: Workspace, kind: NamedNode) -> list[NamedNode]:
    ontology = workspace.ontology.graph
    found = [one for one in ontology.instances(kind) if isinstance(one, NamedNode)]
    return sorted(found, key=lambda one: str(ontology.value(one, NOTATION)))
