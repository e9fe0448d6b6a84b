"""Waivers ("leg uit"): a deviation from a principle that somebody decided on, for a reason and until a date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Location, Report, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import local_name, text_of
from archrepo.vocabulary import (
    DECIDED_BY,
    DECIDED_ON,
    MEASURE,
    OF_PRINCIPLE,
    REASON,
    RISK,
    SUBJECT,
    VALID_UNTIL,
    WAIVER,
)
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Waiver:
    """One deviation: from which principle, by what, why, at what risk, with which measure, decided by whom."""

    iri: str
    principle: str
    subject: str
    reason: Text
    risk: Text
    measure: Text
    decided_by: Text
    decided_on: date | None
    valid_until: date
    location: Location
    until_location: Location

    def is_expired(self, as_of: date) -> bool:
        """Tell whether the last day of the waiver lies before `as_of`."""
        return self.valid_until < as_of


def read_waivers(workspace: Workspace) -> tuple[Waiver, ...]:
    """Return the waivers of a workspace, sorted by principle and subject.

    Raises:
        ConfigurationFault: a waiver lacks its principle, subject, reason, decider or end date.
    """
    found = [_waiver(workspace, node) for node in workspace.model.instances(WAIVER)]
    return tuple(sorted(found, key=lambda waiver: (waiver.principle, waiver.subject, waiver.iri)))


def _waiver(workspace: Workspace, node: ox.NamedNode | ox.BlankNode) -> Waiver:
    model = workspace.model
    for needed in (OF_PRINCIPLE, SUBJECT, REASON, DECIDED_BY, VALID_UNTIL):
        if model.value(node, needed) is None:
            raise _faulty(workspace, node, needed)
    principle, subject = model.value(node, OF_PRINCIPLE), model.value(node, SUBJECT)
    decided_by = model.value(node, DECIDED_BY)
    until = _date(workspace, node, VALID_UNTIL)
    assert principle is not None
    assert subject is not None
    assert decided_by is not None
    assert until is not None
    none = Text.same("")
    return Waiver(
        iri=node.value,
        principle=local_name(principle),
        subject=subject.value,
        reason=text_of(model, node, REASON) or none,
        risk=text_of(model, node, RISK) or none,
        measure=text_of(model, node, MEASURE) or none,
        decided_by=(text_of(model, node, DECIDED_BY) or none)
        if isinstance(decided_by, ox.Literal)
        else workspace.name_of(decided_by),
        decided_on=_date(workspace, node, DECIDED_ON),
        valid_until=until,
        location=workspace.locate(node),
        until_location=workspace.locate(node, VALID_UNTIL),
    )


def _date(workspace: Workspace, node: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> date | None:
    value = workspace.model.value(node, predicate)
    if value is None:
        return None
    try:
        return date.fromisoformat(value.value)
    except ValueError as fault:
        raise _faulty(workspace, node, predicate) from fault


def _faulty(workspace: Workspace, node: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> ConfigurationFault:
    name = f"ar:{local_name(predicate)}"
    location = workspace.locate(node, predicate)
    return ConfigurationFault(
        Text(
            f"de afwijking {local_name(node)} heeft geen bruikbare {name}",
            f"the waiver {local_name(node)} has no usable {name}",
        ),
        location=location,
        excerpt=workspace.source_line(location),
        remedy=Text(
            'noem ar:ofPrinciple, ar:subject, ar:reason, ar:decidedBy en ar:validUntil "jjjj-mm-dd"^^xsd:date',
            'name ar:ofPrinciple, ar:subject, ar:reason, ar:decidedBy and ar:validUntil "yyyy-mm-dd"^^xsd:date',
        ),
    )


def apply_waivers(
    workspace: Workspace, waivers: Iterable[Waiver], report: Report, only: Collection[str] | None = None
) -> Report:
    """Return the report with the waivers weighed in: in force, they except; expired, they are findings."""
    chosen = [waiver for waiver in waivers if only is None or waiver.principle in only]
    in_force = {
        (waiver.principle, waiver.subject): waiver for waiver in chosen if not waiver.is_expired(workspace.as_of)
    }
    findings: list[Finding] = []
    for finding in report.findings:
        waiver = in_force.get((finding.principle, finding.subject))
        if waiver is not None and finding.verdict is Verdict.BROKEN:
            finding = replace(finding, verdict=Verdict.EXCEPTED, severity=Severity.INFO, waiver=waiver.iri)
        findings.append(finding)
    findings += [_expired(workspace, waiver) for waiver in chosen if waiver.is_expired(workspace.as_of)]
    judgements = tuple(
        replace(judgement, verdict=Verdict.EXCEPTED)
        if judgement.verdict is Verdict.BROKEN and (judgement.principle, judgement.subject) in in_force
        else judgement
        for judgement in report.judgements
    )
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: finding.order)),
        judgements=tuple(sorted(judgements, key=lambda judged: (judged.principle, judged.subject))),
    )


def _expired(workspace: Workspace, waiver: Waiver) -> Finding:
    return Finding(
        location=waiver.until_location,
        severity=Severity.VIOLATION,
        verdict=Verdict.BROKEN,
        principle=waiver.principle,
        subject=waiver.subject,
        label=workspace.name_of(ox.NamedNode(waiver.subject)),
        message=Text(
            f"de vastgelegde afwijking is verlopen op {waiver.valid_until.isoformat()}",
            f"the recorded waiver ended on {waiver.valid_until.isoformat()}",
        ),
        remedy=Text(
            "herstel het gebrek, of laat opnieuw besluiten en pas ar:validUntil aan",
            "mend the breach, or have it decided again and change ar:validUntil",
        ),
        waiver=waiver.iri,
    )
