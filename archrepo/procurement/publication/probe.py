"""A stand-in for what is bought, laid over the landscape, to see which principles will hold for a bid.

It is as the purchase describes it, once planned and once in use, since some principles hold only from the first day
of use. What the replaced application does for the landscape, the stand-in does as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.procurement.tender import Tender
from archrepo.turtle import Triple
from archrepo.vocabulary import (
    APPLICATION_COMPONENT,
    CONTRACT,
    CONTRACT_LINK,
    LABEL,
    RELATION_SOURCE,
    RELATION_TARGET,
    REPLACES,
    SERVES,
    TYPE,
    am,
    ar,
)
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.renewal import overlaid

_PATH = "urn:archrepo:probe"
_PHASES = ("Planned", "InUse")
#: What the stand-in takes over from the application that is replaced.
_TAKEN_OVER = (SERVES, *(am(name) for name in ("reads", "writes", "readsWrites", "accesses")))
_RATED = tuple(map(ar, ("availabilityClass", "integrityClass", "confidentialityClass", "criticality", "userFacing")))
_TRUE, _FALSE = (ox.Literal(text, datatype=ox.Literal(True).datatype) for text in ("true", "false"))


@dataclass(frozen=True, slots=True)
class Probed:
    """The workspace with the stand-in in it, and the subjects that stand in for what a bidder offers."""

    workspace: Workspace
    subjects: frozenset[ox.NamedNode]


def with_probe(workspace: Workspace, tender: Tender) -> Probed:
    """Return the workspace with a stand-in for what the tender buys; `workspace` holds landscape and proposal."""
    triples = [triple for phase in _PHASES for triple in _Probe(workspace, tender, phase).triples()]
    after, _change = overlaid(workspace, [SourceFile.of(_PATH, b"", triples)])
    subjects = frozenset(subject for subject, _, _ in triples if isinstance(subject, ox.NamedNode))
    return Probed(after, subjects)


class _Probe:
    def __init__(self, workspace: Workspace, tender: Tender, phase: str) -> None:
        self._workspace = workspace
        self._tender = tender
        self._phase = phase
        self._component = self._name("component")

    def _name(self, part: str) -> ox.NamedNode:
        return ox.NamedNode(f"{_PATH}:{self._phase}:{part}")

    def _has(self, trait: str) -> bool:
        return any(one.value and one.iri == ar(trait).value for one in self._tender.traits)

    def triples(self) -> Iterator[Triple]:
        component, contract, supplier = self._component, self._name("contract"), self._name("supplier")
        phase = ar(self._phase)
        yield component, TYPE, APPLICATION_COMPONENT
        yield component, LABEL, ox.Literal(self._tender.name.nl, language="nl")
        yield component, ar("lifecycle"), phase
        yield component, ar("supplier"), supplier
        yield component, CONTRACT_LINK, contract
        yield supplier, TYPE, ar("Supplier")
        yield contract, TYPE, CONTRACT
        yield contract, ar("contractType"), ar("SLA")
        yield contract, ar("covers"), component
        yield contract, ar("annualValueEuro"), ox.Literal(1)
        yield from self._as_bought()
        yield from self._as_replaced()
        yield from self._around(phase, supplier)

    def _as_bought(self) -> Iterator[Triple]:
        for trait in self._tender.traits:
            if trait.value is not None:
                yield self._component, ox.NamedNode(trait.iri), _TRUE if trait.value else _FALSE
        for name, values in (
            ("hosting", self._tender.hosting),
            ("referenceComponent", self._tender.reference_components),
        ):
            for value in values:
                yield self._component, ar(name), ox.NamedNode(value)

    def _as_replaced(self) -> Iterator[Triple]:
        model = self._workspace.model
        for old in model.objects(ox.NamedNode(self._tender.iri), REPLACES):
            for predicate in (*_TAKEN_OVER, *_RATED):
                for value in model.objects(old, predicate):
                    yield self._component, predicate, value

    def _around(self, phase: ox.NamedNode, supplier: ox.NamedNode) -> Iterator[Triple]:
        """Yield the processing, exchange and domain that the traits bring along."""
        if self._has("processesPersonalData"):
            processing = self._name("processing")
            yield processing, TYPE, ar("Processing")
            yield processing, ar("inComponent"), self._component
            yield processing, ar("processor"), supplier
        if self._has("exchangesWithGovernment"):
            flow, other = self._name("flow"), self._name("other")
            yield other, TYPE, APPLICATION_COMPONENT
            yield flow, TYPE, am("Flow")
            yield flow, RELATION_SOURCE, self._component
            yield flow, RELATION_TARGET, other
            yield flow, ar("crossesOrganisation"), _TRUE
        if self._has("publicWebsite"):
            domain = self._name("domain")
            yield domain, TYPE, ar("InternetDomain")
            yield domain, ar("lifecycle"), phase
            yield self._component, ar("onDomain"), domain
