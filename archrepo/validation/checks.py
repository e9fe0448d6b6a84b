"""Rules that a shape cannot say, by the name that a principle gives in ar:check.

Each check takes the workspace and returns its subjects and what is wrong with them. The relation matrix as a SPARQL
constraint takes some 440 s on GEMMA; over the set of relations it takes a quarter of a second.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import ElementType
from archrepo.turtle.reading import Subject, Term
from archrepo.validation.islands import isolated_elements
from archrepo.validation.names import REFERENCE_KEY, REFERENCE_KIND, unique_keys, unique_names
from archrepo.validation.outages import single_point_of_failure, work_without_connection
from archrepo.validation.outcome import Fault, Outcome, holder_of, written_term
from archrepo.validation.personal_data import personal_data
from archrepo.validation.plateau_support import services_in_plateaus
from archrepo.validation.recovery_times import recovery_times
from archrepo.validation.relation_ends import relation_ends
from archrepo.validation.service_levels import READS as SERVICE_LEVEL_FACTS
from archrepo.validation.service_levels import asked_service_levels
from archrepo.validation.type_versions import types_of_version
from archrepo.validation.value_types import value_types
from archrepo.vocabulary import AM, AR, IDENTIFIER, STD, TYPE, ar, sh
from archrepo.workspace import Workspace

__all__ = ["CHECKS", "Fault", "Outcome"]

#: How alike two names must be for the one to be offered for the other, from 0 to 1.
_ALIKE = 0.6


def relation_matrix(workspace: Workspace) -> Outcome:
    """Hold every relation against the table of relations that ArchiMate allows."""
    metamodel = workspace.metamodel
    version = workspace.archimate_version
    faults: list[Fault] = []
    subjects: dict[Term, None] = {}
    undecided: dict[Term, tuple[ox.NamedNode, ...]] = {}
    for relation in workspace.relations:
        subject: Term = relation.node if relation.node is not None else relation.source
        subjects[subject] = None
        source = _end_kind(workspace, relation.source)
        target = _end_kind(workspace, relation.target)
        if isinstance(source, _Unknown) or isinstance(target, _Unknown):
            # A municipal link, such as that of a procurement record, may have an end that is no element.
            if not metamodel.predicates[relation.predicate].is_domain_link:
                undecided[subject] = ()
            continue
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
    return Outcome(tuple(subjects), tuple(faults), undecided)


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
    return workspace.metamodel.kind_in(kind, workspace.archimate_version) if kind is not None else _UNKNOWN_KIND


def _kind_label(kind: ElementType | None) -> Text:
    return kind.label if kind is not None else Text("een relatie", "a relation")


def dangling_references(workspace: Workspace) -> Outcome:
    """Find names that are used but defined nowhere: in the model's own base, the vocabulary, or GEMMA."""
    model = workspace.model
    vocabulary = workspace.ontology.graph
    own = tuple(dict.fromkeys((workspace.base, AM, AR, STD, *workspace.reference_bases)))
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
    nearest: _Nearest | None = None
    for subject in model.all_subjects:
        subjects.append(subject)
        for predicate, values in model.facts(subject).items():
            for term in (predicate, *values):
                if is_defined(term):
                    continue
                if nearest is None:
                    nearest = _Nearest(
                        written_term(workspace, name)
                        for name in workspace.graph.all_subjects
                        if isinstance(name, ox.NamedNode)
                    )
                location = (
                    workspace.locate(subject, predicate)
                    if term is predicate
                    else workspace.locate(subject, predicate, term)
                )
                faults.append(_dangling(workspace, subject, term, location, nearest))
    return Outcome(tuple(subjects), tuple(faults))


class _Nearest:
    """The names most like a written one; asked once per name, and only of names that can be alike enough."""

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names by first letter and length."""
        self._by_form: dict[tuple[str, int], list[str]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        for name in names:
            self._by_form.setdefault(_form(name), []).append(name)

    def to(self, written: str) -> tuple[str, ...]:
        """Return three names at most, the nearest first."""
        found = self._found.get(written)
        if found is None:
            letter, length = _form(written)
            # Names of lengths a and b are at best alike by 2a / (a + b); the bounds keep what can reach the cutoff.
            near = range(math.ceil(length * _ALIKE / (2 - _ALIKE)), math.floor(length * (2 - _ALIKE) / _ALIKE) + 1)
            names = [name for each in near for name in self._by_form.get((letter, each), ())]
            found = self._found[written] = tuple(difflib.get_close_matches(written, names, n=3, cutoff=_ALIKE))
        return found


def _form(name: str) -> tuple[str, int]:
    """Return the first letter after the prefix, for a prefix itself may be mistaken, and the length."""
    return name.partition(":")[2][:1].casefold(), len(name)


def _dangling(workspace: Workspace, subject: Subject, term: Term, location: Location, nearest: _Nearest) -> Fault:
    written = written_term(workspace, term)
    near = nearest.to(written)
    listed = ", ".join(f"`{name}`" for name in near)
    return Fault(
        subject=subject,
        name=workspace.name_of(holder_of(workspace, subject)),
        location=location,
        message=Text(
            f"verwijst naar `{written}`, en dat is nergens gedefinieerd",
            f"refers to `{written}`, which is defined nowhere",
        ),
        remedy=Text(f"bedoelt u {listed}?", f"did you mean {listed}?") if near else None,
    )


def _local(term: ox.NamedNode) -> str:
    return term.value.rpartition("#")[2]


CHECKS: Mapping[str, Callable[[Workspace], Outcome]] = {
    "asked-service-levels": asked_service_levels,
    "relation-matrix": relation_matrix,
    "dangling-references": dangling_references,
    "isolated-elements": isolated_elements,
    "personal-data": personal_data,
    "recovery-times": recovery_times,
    "relation-ends": relation_ends,
    "services-in-plateaus": services_in_plateaus,
    "single-point-of-failure": single_point_of_failure,
    "types-of-version": types_of_version,
    "unique-keys": unique_keys,
    "unique-names": unique_names,
    "value-types": value_types,
    "work-without-connection": work_without_connection,
}

FACTS: Mapping[str, frozenset[ox.NamedNode]] = {
    "asked-service-levels": SERVICE_LEVEL_FACTS,
    "isolated-elements": frozenset(),
    "recovery-times": frozenset({ar("rto"), ar("rpo"), ar("mtd")}),
    "services-in-plateaus": frozenset({ar("date"), ar("inUseFrom"), ar("outOfUse")}),
    "single-point-of-failure": frozenset({ar("redundant"), ar("mostCriticalProcesses"), sh("defaultValue")}),
    "unique-keys": frozenset({IDENTIFIER, REFERENCE_KEY, REFERENCE_KIND}),
    "unique-names": frozenset(),
    "work-without-connection": frozenset({ar("redundant")}),
}
"""What a check reads beside elements, names, relations and links: while all that stays, it need not run again."""

TELLS_PLACES = frozenset({"relation-ends", "unique-keys", "unique-names", "value-types"})
"""The checks whose words name the place of another element or value."""

LOCAL = frozenset(
    {"relation-matrix", "dangling-references", "personal-data", "relation-ends", "types-of-version", "value-types"}
)
"""The checks whose verdict on a subject rests on its own facts and on what stands right beside it.

Such a check walks over `workspace.model`, its elements and its relations, and looks up the rest; so it can be run on
the subjects around an edit alone.
"""
