"""The elements of a model: which subjects are elements, and of which type in the version of ArchiMate it follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.metamodel import ElementType, Metamodel
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.vocabulary import DOMAIN, FORMER_TYPE, SUBCLASS_OF, TYPE


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the model: its IRI and its most specific ArchiMate type."""

    iri: ox.NamedNode
    kind: ElementType


def elements_among(
    model: Graph, metamodel: Metamodel, version: str, among: Iterable[Term] | None = None
) -> Mapping[Term, Element]:
    """Return the elements and junctions `among` these subjects, None for all, in their order."""
    found: dict[Term, Element] = {}
    kinds: dict[tuple[Term, ...], ElementType | None] = {}
    for subject in model.all_subjects if among is None else among:
        types = model.objects(subject, TYPE)
        if types and isinstance(subject, ox.NamedNode):
            if types not in kinds:
                kind = metamodel.kind_of(_with_classes_above(model, types))
                kinds[types] = metamodel.kind_in(kind, version) if kind is not None else None
            kind = kinds[types]
            if kind is not None:
                found[subject] = Element(
                    subject, kind if kind.layer else _in_its_domain(model, metamodel, subject, kind)
                )
    return found


def _with_classes_above(model: Graph, types: tuple[Term, ...]) -> Iterable[Term]:
    """Return the classes with those that the model itself declares them under."""
    found = dict.fromkeys(types)
    queue = list(types)
    while queue:
        for above in model.objects(queue.pop(), SUBCLASS_OF):
            if above not in found:
                found[above] = None
                queue.append(above)
    return found


def _in_its_domain(model: Graph, metamodel: Metamodel, subject: Term, kind: ElementType) -> ElementType:
    """Return a common type with the layer of the domain that its element names, or of the type that it had."""
    former = (metamodel.types.get(one) for one in model.objects(subject, FORMER_TYPE) if isinstance(one, ox.NamedNode))
    domains = (
        *model.objects(subject, DOMAIN),
        *(metamodel.domain_of(one) for one in former if one is not None),
    )
    for domain in domains:
        if domain is not None and metamodel.former_type(kind.iri, domain) is not None:
            return metamodel.kind_in_domain(kind, domain)
    return kind
