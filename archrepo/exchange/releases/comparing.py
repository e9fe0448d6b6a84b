"""Two releases of one reference model side by side: what changed, part by part, by lasting identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import pyoxigraph as ox

from archrepo.exchange.releases.release import Drawn, Part, Release, Terms, is_lasting
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.turtle.reading import Term


class ChangeKind(Enum):
    """In what a part differs between two releases, in the order of a report."""

    NEW = "new"
    WITHDRAWN = "withdrawn"
    READDRESSED = "readdressed"
    RENAMED = "renamed"
    RETYPED = "retyped"
    STATUS = "status"
    REWORDED = "reworded"
    MOVED = "moved"

    @property
    def word(self) -> Text:
        """Return the heading under which a reader finds such changes."""
        return _WORDS[self]


_WORDS = {
    ChangeKind.NEW: Text("nieuw", "new"),
    ChangeKind.WITHDRAWN: Text("vervallen", "withdrawn"),
    ChangeKind.READDRESSED: Text("ander adres", "other address"),
    ChangeKind.RENAMED: Text("andere naam", "renamed"),
    ChangeKind.RETYPED: Text("ander soort", "other kind"),
    ChangeKind.STATUS: Text("andere status", "other status"),
    ChangeKind.REWORDED: Text("andere tekst of eigenschap", "other text or property"),
    ChangeKind.MOVED: Text("andere map", "other folder"),
}


@dataclass(frozen=True, slots=True)
class PartChange:
    """One difference of one part. `part` is its IRI as the old release has it; of a new part, as the new one has it.

    `before` and `after` are what differs: name, kind, status, address or folder; of texts the keys that differ.
    `is_retiring` tells of a status that users have to move away from it.
    """

    kind: ChangeKind
    part: ox.NamedNode
    name: Text
    category: Text
    before: str = ""
    after: str = ""
    is_retiring: bool = False


@dataclass(frozen=True, slots=True)
class DemandChange:
    """The role of a standard for a component, before and after; "" where the release asks nothing."""

    component: Term
    standard: Term
    component_name: Text
    standard_name: Text
    before: str
    after: str
    was_binding: bool
    is_binding: bool


@dataclass(frozen=True, slots=True)
class ViewChange:
    """A view that is new, gone or shows other things; `came` and `went` are what it shows more and less, by name."""

    view: ox.NamedNode
    name: Text
    before: Drawn | None
    after: Drawn | None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, each group sorted by name. `relations_came` and `relations_went` count relations."""

    parts: tuple[PartChange, ...] = ()
    demands: tuple[DemandChange, ...] = ()
    views: tuple[ViewChange, ...] = ()
    relations_came: int = 0
    relations_went: int = 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether the two releases say the same."""
        return not (self.parts or self.demands or self.views or self.relations_came or self.relations_went)

    def of(self, kind: ChangeKind) -> tuple[PartChange, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.parts if change.kind is kind)


def compare(old: Release, new: Release, terms: Terms) -> Difference:
    """Return what the new release has otherwise than the old one."""
    addresses = readdressed(old, new)
    came, went = _relations(old, new, addresses)
    return Difference(
        tuple(sorted(_parts(old, new, terms, addresses), key=_order)),
        tuple(sorted(_demands(old, new, terms, addresses), key=_demand_order)),
        tuple(sorted(_views(old, new, addresses), key=lambda one: (one.name.nl, one.view.value))),
        came,
        went,
    )


def readdressed(old: Release, new: Release) -> dict[Term, ox.NamedNode]:
    """Return the new address of parts and views that only changed address, by their old one.

    That happens to what has no lasting identity, or has lost it because another got the same one: it is known by the
    id in the file, which changes. It counts as the same when name and kind are the same and nothing else has both.
    """
    found: dict[Term, ox.NamedNode] = {}
    for was, now in (
        (_known_by(old.parts, new.parts), _known_by(new.parts, old.parts)),
        (_known_by(old.views, new.views), _known_by(new.views, old.views)),
    ):
        for sign, iris in was.items():
            others = now.get(sign, ())
            if len(iris) == len(others) == 1 and not (is_lasting(iris[0]) and is_lasting(others[0])):
                found[iris[0]] = others[0]
    return found


_Sign = tuple[object, ...]


def _known_by(
    mine: Mapping[ox.NamedNode, Part] | Mapping[ox.NamedNode, Drawn],
    other: Mapping[ox.NamedNode, Part] | Mapping[ox.NamedNode, Drawn],
) -> dict[_Sign, list[ox.NamedNode]]:
    """Return what only this side has, by name and kind."""
    found: dict[_Sign, list[ox.NamedNode]] = {}
    for iri, one in mine.items():
        if iri not in other:
            sign: _Sign = (one.kinds, one.names) if isinstance(one, Part) else (one.name,)
            found.setdefault(sign, []).append(iri)
    return found


def _parts(old: Release, new: Release, terms: Terms, addresses: Mapping[Term, ox.NamedNode]) -> Iterator[PartChange]:
    reached = set(addresses.values())
    for iri, was in old.parts.items():
        now = new.parts.get(addresses.get(iri, iri))
        if now is None:
            yield PartChange(ChangeKind.WITHDRAWN, iri, was.name, was.category, before=was.status)
        else:
            yield from _part(was, now, terms)
    for iri, part in new.parts.items():
        if iri not in old.parts and iri not in reached:
            is_retiring = part.status in terms.retiring
            yield PartChange(ChangeKind.NEW, iri, part.name, part.category, after=part.status, is_retiring=is_retiring)


def _part(was: Part, now: Part, terms: Terms) -> Iterator[PartChange]:
    def change(kind: ChangeKind, before: str, after: str, *, is_retiring: bool = False) -> PartChange:
        return PartChange(kind, was.iri, now.name, now.category, before, after, is_retiring)

    if was.iri != now.iri:
        yield change(ChangeKind.READDRESSED, was.iri.value, now.iri.value)
    if was.names != now.names:
        yield change(ChangeKind.RENAMED, was.name.nl, now.name.nl)
    if was.kinds != now.kinds:
        yield change(ChangeKind.RETYPED, ", ".join(was.kinds), ", ".join(now.kinds))
    if was.status != now.status:
        retires = now.status in terms.retiring and was.status not in terms.retiring
        yield change(ChangeKind.STATUS, was.status, now.status, is_retiring=retires)
    if was.said != now.said:
        keys = sorted({_key(key) for key, *_ in was.said ^ now.said})
        yield change(ChangeKind.REWORDED, "", ", ".join(keys))
    if was.place.path != now.place.path and (not was.place.id or was.place.id != now.place.id):
        yield change(ChangeKind.MOVED, " / ".join(was.place.path), " / ".join(now.place.path))


def _key(key: str) -> str:
    """Return a key as a reader knows it; a predicate by the last part of its address."""
    return local_name(ox.NamedNode(key)) if "://" in key and " " not in key else key


def _demands(
    old: Release, new: Release, terms: Terms, addresses: Mapping[Term, ox.NamedNode]
) -> Iterator[DemandChange]:
    before = {
        (addresses.get(component, component), addresses.get(standard, standard)): role
        for (component, standard), role in old.demands.items()
    }
    for ends in {**before, **new.demands}:
        was, now = before.get(ends, ""), new.demands.get(ends, "")
        if was != now:
            yield demand_change(new, old, ends, was, now, terms)


def demand_change(
    new: Release, old: Release, ends: tuple[Term, Term], was: str, now: str, terms: Terms
) -> DemandChange:
    """Return the change of the role between a component and a standard, with their names of the new release first."""
    component, standard = ends
    return DemandChange(
        component=component,
        standard=standard,
        component_name=_name(new, old, component),
        standard_name=_name(new, old, standard),
        before=was,
        after=now,
        was_binding=was in terms.binding,
        is_binding=now in terms.binding,
    )


def _views(old: Release, new: Release, addresses: Mapping[Term, ox.NamedNode]) -> Iterator[ViewChange]:
    reached = set(addresses.values())
    for iri, was in old.views.items():
        now = new.views.get(addresses.get(iri, iri))
        if now is None:
            yield ViewChange(iri, was.name, was, None)
            continue
        shown = frozenset(addresses.get(one, one) for one in was.shows)
        if shown != now.shows or was.name != now.name:
            came = sorted(_name(new, old, one).nl for one in now.shows - shown)
            went = sorted(_name(old, new, one).nl for one in shown - now.shows)
            yield ViewChange(iri, now.name, was, now, tuple(came), tuple(went))
    for iri, view in new.views.items():
        if iri not in old.views and iri not in reached:
            yield ViewChange(iri, view.name, None, view)


def _relations(old: Release, new: Release, addresses: Mapping[Term, ox.NamedNode]) -> tuple[int, int]:
    by_text = {str(term.value): iri.value for term, iri in addresses.items() if isinstance(term, ox.NamedNode)}
    before: Counter[tuple[str, str, str]] = Counter()
    for (kind, source, target), count in old.relations.items():
        before[kind, by_text.get(source, source), by_text.get(target, target)] += count
    return (new.relations - before).total(), (before - new.relations).total()


def _name(first: Release, second: Release, term: Term) -> Text:
    for release in (first, second):
        part = release.parts.get(term) if isinstance(term, ox.NamedNode) else None
        if part is not None:
            return part.name
    return Text.same(local_name(term))


def _order(change: PartChange) -> tuple[int, str, str, str]:
    return list(ChangeKind).index(change.kind), change.category.nl, change.name.nl, change.part.value


def _demand_order(change: DemandChange) -> tuple[str, str, str, str]:
    return change.component_name.nl, change.standard_name.nl, str(change.component), str(change.standard)
