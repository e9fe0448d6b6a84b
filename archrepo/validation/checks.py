"""Rules that a shape cannot say, by the name that a principle gives in ar:check.

Each check takes the workspace and returns its subjects and what is wrong with them. The relation matrix as a SPARQL
constraint takes some 440 s on GEMMA; over the set of relations it takes a quarter of a second.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import ElementType
from archrepo.turtle.reading import Term
from archrepo.vocabulary import AM, AR, PREFIXES, RDF, STD, TYPE
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found wrong with one subject; `None` for the remedy means: the principle's own remedy."""

    subject: Term
    name: Text
    location: Location
    message: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The subjects that a check looked at, and the faults it found; a subject may have several."""

    subjects: tuple[Term, ...]
    faults: tuple[Fault, ...]


def relation_matrix(workspace: Workspace) -> Outcome:
    """Hold every relation against the table of relations that ArchiMate allows."""
    metamodel = workspace.metamodel
    version = workspace.archimate_version
    faults: list[Fault] = []
    subjects: dict[Term, None] = {}
    for relation in workspace.relations:
        subject: Term = relation.node if relation.node is not None else relation.source
        subjects[subject] = None
        source = _end_kind(workspace, relation.source)
        target = _end_kind(workspace, relation.target)
        if source is _UNKNOWN_KIND or target is _UNKNOWN_KIND:
            continue
        assert not isinstance(source, _Unknown)
        assert not isinstance(target, _Unknown)
        if metamodel.permits(source, relation.kind.iri, target, version):
            continue
        allowed = metamodel.allowed_between(source, target, version)
        if relation.node is not None:
            location = workspace.locate(relation.node)
        else:
            location = workspace.locate(relation.source, relation.predicate, relation.target)
        names = Text(
            ", ".join(f"`am:{_local(kind.predicate)}`" for kind in allowed[:6]) or "geen enkele relatie",
            ", ".join(f"`am:{_local(kind.predicate)}`" for kind in allowed[:6]) or "no relation at all",
        )
        faults.append(
            Fault(
                subject=subject,
                name=workspace.name_of(relation.source),
                location=location,
                message=Text(
                    "ArchiMate {version} staat '{relation}' van {source} naar {target} niet toe ({label})",
                    "ArchiMate {version} does not allow '{relation}' from {source} to {target} ({label})",
                ).format(
                    version=version,
                    relation=relation.kind.label,
                    source=_kind_label(source),
                    target=_kind_label(target),
                    label=workspace.name_of(relation.target),
                ),
                remedy=Text(
                    "kies een relatie die tussen deze twee mag: {names}; of keer de richting om",
                    "choose a relation that is allowed between these two: {names}; or turn it round",
                ).format(names=names),
            )
        )
    return Outcome(tuple(subjects), tuple(faults))


class _Unknown:
    """The kind of an end that is neither element nor relation."""


_UNKNOWN_KIND = _Unknown()


def _end_kind(workspace: Workspace, end: Term) -> ElementType | _Unknown | None:
    """Return the type of an element, None for a relation, and the unknown mark for anything else."""
    element = workspace.elements.get(end)
    if element is not None:
        return element.kind
    if end in workspace.relations.by_node:
        return None
    return _ontology_kind(workspace, end)


def _ontology_kind(workspace: Workspace, end: Term) -> ElementType | _Unknown:
    kind = workspace.metamodel.kind_of(workspace.ontology.graph.objects(end, TYPE))
    return kind if kind is not None else _UNKNOWN_KIND


def _kind_label(kind: ElementType | None) -> Text:
    return kind.label if kind is not None else Text("een relatie", "a relation")


def dangling_references(workspace: Workspace) -> Outcome:
    """Find names that are used but defined nowhere: in the model's own base, the vocabulary, or GEMMA."""
    model = workspace.model
    vocabulary = workspace.ontology.graph
    own = tuple(dict.fromkeys((workspace.base, AM, AR, STD, *_bases_in_use(workspace))))
    known: dict[Term, bool] = {}

    def is_defined(term: Term) -> bool:
        found = known.get(term)
        if found is None:
            found = known[term] = (
                not isinstance(term, ox.NamedNode)
                or not term.value.startswith(own)
                or term.value in own
                or bool(model.facts(term))
                or bool(vocabulary.facts(term))
            )
        return found

    faults: list[Fault] = []
    subjects: list[Term] = []
    names: list[str] | None = None
    for subject in model.all_subjects:
        subjects.append(subject)
        for predicate, values in model.facts(subject).items():
            for term in (predicate, *values):
                if is_defined(term):
                    continue
                if names is None:
                    names = [_short(workspace, name) for name in _defined(workspace) if isinstance(name, ox.NamedNode)]
                location = (
                    workspace.locate(subject, predicate)
                    if term is predicate
                    else workspace.locate(subject, predicate, term)
                )
                faults.append(_dangling(workspace, subject, term, location, names))
    return Outcome(tuple(subjects), tuple(faults))


def _bases_in_use(workspace: Workspace) -> Iterator[str]:
    """Yield the namespaces other than our own that the model itself defines names in."""
    counts: dict[str, int] = {}
    for subject in workspace.model.all_subjects:
        if isinstance(subject, ox.NamedNode):
            for namespace in PREFIXES.values():
                if subject.value.startswith(namespace) and namespace != RDF:
                    counts[namespace] = counts.get(namespace, 0) + 1
    yield from sorted(counts)


def _defined(workspace: Workspace) -> Iterable[Term]:
    return dict.fromkeys([*workspace.model.all_subjects, *workspace.ontology.graph.all_subjects])


def _dangling(workspace: Workspace, subject: Term, term: Term, location: Location, names: list[str]) -> Fault:
    written = _short(workspace, term)
    near = difflib.get_close_matches(written, names, n=3, cutoff=0.6)
    listed = ", ".join(f"`{name}`" for name in near)
    return Fault(
        subject=subject,
        name=workspace.name_of(subject),
        location=location,
        message=Text(
            f"verwijst naar `{written}`, en dat is nergens gedefinieerd",
            f"refers to `{written}`, which is defined nowhere",
        ),
        remedy=Text(f"bedoelt u {listed}?", f"did you mean {listed}?") if near else None,
    )


def _short(workspace: Workspace, term: Term) -> str:
    value = term.value
    if value.startswith(workspace.base):
        return ":" + value[len(workspace.base) :]
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace):
            return f"{prefix}:{value[len(namespace) :]}"
    return f"<{value}>"


def _local(term: ox.NamedNode) -> str:
    return term.value.rpartition("#")[2]


CHECKS: Mapping[str, Callable[[Workspace], Outcome]] = {
    "relation-matrix": relation_matrix,
    "dangling-references": dangling_references,
}
