"""The specializations of a model: those of the file as they are now, and those that only a name in the Turtle gives."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from pyoxigraph import NamedNode

from archrepo.exchange.gathering.identifiers import Identifiers
from archrepo.exchange.gathering.kinds import Kinds
from archrepo.exchange.model import Profile
from archrepo.metamodel import Metamodel
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import AM, CONCEPT_TYPE, IMAGE, LABEL, PROFILE, SPECIALIZED_AS, TYPE

_RELATIONSHIP = "Relationship"


def profiles_in(
    graph: Graph, metamodel: Metamodel, kinds: Kinds, identifiers: Identifiers, of_files: Iterable[Profile]
) -> tuple[Profile, ...]:
    """Return the specializations: those of the files in their order, then the others by name and type."""
    relations = {kind.name for kind in metamodel.relation_types.values()}
    declared = {
        identifiers[subject]: _declared(graph, subject, identifiers[subject], relations)
        for subject in graph.subjects(TYPE, PROFILE)
        if isinstance(subject, NamedNode)
    }
    found: list[Profile] = []
    for one in of_files:
        now = declared.pop(one.id, None)
        if now is not None:
            same_kind = one.kind.removesuffix(_RELATIONSHIP) == now.kind.removesuffix(_RELATIONSHIP)
            is_same = same_kind and (one.name, one.image) == (now.name, now.image)
            found.append(one if is_same else now)
    found += sorted(declared.values(), key=lambda one: (one.name, one.kind, one.id))
    names = {one.name for one in found}
    unnamed: set[tuple[str, str]] = set()
    for value, subjects in graph.with_predicate(SPECIALIZED_AS).items():
        for subject in subjects if value.value not in names else ():
            kind = _kind_of(kinds, subject, relations)
            if kind:
                unnamed.add((value.value, kind))
    found += [Profile(identifiers.made(f"{name}|{kind}"), name, kind) for name, kind in sorted(unnamed)]
    return tuple(found)


def _declared(graph: Graph, subject: NamedNode, identifier: str, relations: set[str]) -> Profile:
    label, kind, image = (graph.value(subject, one) for one in (LABEL, CONCEPT_TYPE, IMAGE))
    name = unquote(kind.value.removeprefix(AM)) if kind else ""
    return Profile(
        identifier,
        label.value if label else "",
        f"{name}{_RELATIONSHIP}" if name in relations else name,
        image.value if image else "",
    )


def _kind_of(kinds: Kinds, subject: Term, relations: set[str]) -> str:
    name = kinds.relation(subject)
    if name in relations:
        return f"{name}{_RELATIONSHIP}"
    return kinds.element(subject) or ""
