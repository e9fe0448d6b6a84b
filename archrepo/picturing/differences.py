"""What differs between two models, thing by thing and property by property; things are the same by their IRI.

The two may be the same model on two days or two plateaus: then what counts is which things are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import REPLACES, TYPE, am, ar
from archrepo.wording import value_text
from archrepo.workspace import Workspace

_PLAIN_NAME, _BOUND, _LAST_DAY = am("plainName"), ar("boundOfExistence"), ar("LastDay")


class Change(Enum):
    """What happened to a thing between the one and the other."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a model, what it is called, and which of its things are there."""

    workspace: Workspace
    name: Text
    has: Callable[[Term], bool]


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """One property with the values that went and those that came; empty where there were none."""

    name: Text
    before: tuple[Text, ...]
    after: tuple[Text, ...]

    @property
    def words(self) -> Text:
        """Return "property: before → after"."""
        return Text("{name}: {before} → {after}", "{name}: {before} → {after}").format(
            name=self.name, before=_listed(self.before), after=_listed(self.after)
        )


@dataclass(frozen=True, slots=True)
class ThingChange:
    """One element that is new, gone or changed; `properties` is empty unless it changed.

    `place` names what it comes in the place of when it is new, and what comes in its place when it is gone. `kind` is
    the plain name of its kind, and `is_expired` tells that it is gone since its last day is over, as of a contract.
    """

    iri: ox.NamedNode
    name: Text
    change: Change
    properties: tuple[PropertyChange, ...] = ()
    place: tuple[Text, ...] = ()
    kind: Text = field(default_factory=lambda: Text.same(""))
    is_expired: bool = False

    @property
    def words(self) -> tuple[Text, ...]:
        """Return all there is to say of the change, one sentence part each."""
        verb = _PLACES.get(self.change)
        named = (verb.format(names=_listed(self.place)),) if verb is not None and self.place else ()
        return (*(each.words for each in self.properties), *named)


_PLACES: Mapping[Change, Text] = {
    Change.NEW: Text("vervangt {names}", "replaces {names}"),
    Change.GONE: Text("vervangen door {names}", "replaced by {names}"),
}


def differences(before: Side, after: Side) -> Mapping[Term, ThingChange]:
    """Return every element that is not the same in both, in the order of the models, first what is still there.

    Relations between elements are no properties here, except links such as an owner or a contract. The order of values
    does not count; a record without a name is the same when all it says is.
    """
    found: dict[Term, ThingChange] = {}
    old, new = before.workspace, after.workspace
    for iri, element in new.elements.items():
        if not after.has(iri):
            continue
        if iri not in old.elements or not before.has(iri):
            replaced = tuple(new.name_of(one) for one in new.model.objects(iri, REPLACES))
            found[iri] = ThingChange(element.iri, new.name_of(iri), Change.NEW, place=replaced)
        elif old is not new:
            properties = tuple(_properties(old, new, iri))
            if properties:
                found[iri] = ThingChange(element.iri, new.name_of(iri), Change.CHANGED, properties)
    for iri, element in old.elements.items():
        if before.has(iri) and not (iri in new.elements and after.has(iri)):
            # A project may replace an application too; what comes in its place is of the same kind.
            heirs = (
                new.name_of(heir)
                for heir in new.model.subjects(REPLACES, iri)
                if after.has(heir) and heir in new.elements and new.elements[heir].kind == element.kind
            )
            found[iri] = ThingChange(element.iri, old.name_of(iri), Change.GONE, place=tuple(heirs))
    return _with_kinds(found, old, new)


def _with_kinds(found: Mapping[Term, ThingChange], old: Workspace, new: Workspace) -> Mapping[Term, ThingChange]:
    """Return the changes with the plain name of each kind, and whether what is gone reached its last day."""
    drawn = Graph(new.metamodel.table("archimate-notation.ttl"))
    last_days = [one for one in new.ontology.graph.subjects(_BOUND, _LAST_DAY) if isinstance(one, ox.NamedNode)]
    told: dict[Term, ThingChange] = {}
    for iri, one in found.items():
        kind = (new.elements.get(iri) or old.elements[iri]).kind
        is_expired = (
            one.change is Change.GONE
            and iri in new.elements
            and any(new.model.objects(iri, predicate) for predicate in last_days)
        )
        plain = text_of(drawn, kind.iri, _PLAIN_NAME) or kind.label
        told[iri] = replace(one, kind=plain, is_expired=is_expired)
    return told


def _properties(old: Workspace, new: Workspace, iri: Term) -> Iterator[PropertyChange]:
    was, now = old.model.facts(iri), new.model.facts(iri)
    if was is now:
        return
    relations = new.metamodel.predicates
    for predicate in dict.fromkeys((*now, *was)):
        written = relations.get(predicate)
        if written is not None and not written.is_domain_link:
            continue
        gone = _by_content(old, was.get(predicate, ()))
        come = _by_content(new, now.get(predicate, ()))
        before = tuple(_said(old, value) for content, value in gone.items() if content not in come)
        after = tuple(_said(new, value) for content, value in come.items() if content not in gone)
        if before or after:
            yield PropertyChange(new.name_of(predicate), before, after)


def _by_content(workspace: Workspace, values: Iterable[Term]) -> dict[str, Term]:
    """Return the values by what they say, so that two records without a name can be compared."""
    return {_content(workspace, value): value for value in values}


def _content(workspace: Workspace, value: Term, depth: int = 0) -> str:
    if not isinstance(value, ox.BlankNode) or depth > 4:
        return str(value)
    parts = sorted(
        f"{predicate} {_content(workspace, part, depth + 1)}"
        for predicate, found in workspace.model.facts(value).items()
        for part in found
    )
    return f"[{' ; '.join(parts)}]"


def _said(workspace: Workspace, value: Term) -> Text:
    """Return a value in words; a record without a name by its parts."""
    if not isinstance(value, ox.BlankNode):
        return value_text(workspace, value)
    parts = [
        value_text(workspace, part)
        for predicate, found in workspace.model.facts(value).items()
        if predicate != TYPE
        for part in found
    ]
    return Text(" · ".join(part.nl for part in parts), " · ".join(part.en for part in parts))


def _listed(values: tuple[Text, ...]) -> Text:
    if not values:
        return Text("niets", "nothing")
    return Text(", ".join(value.nl for value in values), ", ".join(value.en for value in values))
