"""Waivers ("leg uit"): a deviation from a principle that somebody decided on, for a reason and until a date."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Judgement, Location, Report, Severity, Verdict
from archrepo.language import Text
from archrepo.metamodel import local_name, text_of
from archrepo.turtle.reading import Term
from archrepo.vocabulary import (
    DECIDED_BY,
    DECIDED_ON,
    MEASURE,
    OF_PRINCIPLE,
    REASON,
    REPORTED_IN,
    RISK,
    SUBJECT,
    VALID_UNTIL,
    WAIVER,
)
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Waiver:
    """One deviation: from which principle, by what, why, at what risk, with which measure, decided by whom.

    `principle` is the id, which is the last part of `principle_iri` until a principle book says otherwise.
    `reported_in` is the address of the annual report that explains the deviation; empty when none does yet.
    """

    iri: str
    principle: str
    principle_iri: str
    subject: str
    reason: Text
    risk: Text
    measure: Text
    decided_by: Text
    decided_on: date | None
    valid_until: date
    reported_in: str
    location: Location
    until_location: Location

    def is_expired(self, as_of: date) -> bool:
        """Tell whether the last day of the waiver lies before `as_of`."""
        return self.valid_until < as_of

    def is_in_force(self, as_of: date) -> bool:
        """Tell whether the waiver was decided on or before `as_of` and has not ended by then."""
        return (self.decided_on is None or self.decided_on <= as_of) and not self.is_expired(as_of)


def read_waivers(workspace: Workspace) -> tuple[Waiver, ...]:
    """Return the waivers of a workspace, one for each subject they name, sorted by principle and subject.

    Raises:
        ConfigurationFault: a waiver lacks its principle, subject, reason, decider or end date, or has two of one.
    """
    found = [waiver for node in workspace.model.instances(WAIVER) for waiver in _waivers(workspace, node)]
    return tuple(sorted(found, key=lambda waiver: (waiver.principle, waiver.subject, waiver.iri)))


def _waivers(workspace: Workspace, node: ox.NamedNode | ox.BlankNode) -> Iterator[Waiver]:
    model = workspace.model
    principle = _single(workspace, node, OF_PRINCIPLE)
    decided_by = _single(workspace, node, DECIDED_BY)
    _single(workspace, node, VALID_UNTIL)
    subjects = model.objects(node, SUBJECT)
    if not subjects or not all(isinstance(subject, ox.NamedNode) for subject in subjects):
        raise _faulty(workspace, node, SUBJECT)
    if not isinstance(principle, ox.NamedNode):
        raise _faulty(workspace, node, OF_PRINCIPLE)
    if model.value(node, REASON) is None:
        raise _faulty(workspace, node, REASON)
    until = _date(workspace, node, VALID_UNTIL)
    assert until is not None
    none = Text.same("")
    for subject in subjects:
        yield Waiver(
            iri=node.value,
            principle=local_name(principle),
            principle_iri=principle.value,
            subject=subject.value,
            reason=text_of(model, node, REASON) or none,
            risk=text_of(model, node, RISK) or none,
            measure=text_of(model, node, MEASURE) or none,
            decided_by=(text_of(model, node, DECIDED_BY) or none)
            if isinstance(decided_by, ox.Literal)
            else workspace.name_of(decided_by),
            decided_on=_date(workspace, node, DECIDED_ON),
            valid_until=until,
            reported_in=reported.value if (reported := model.value(node, REPORTED_IN)) is not None else "",
            location=workspace.locate(node),
            until_location=workspace.locate(node, VALID_UNTIL),
        )


def _single(workspace: Workspace, node: ox.NamedNode | ox.BlankNode, predicate: ox.NamedNode) -> Term:
    values = workspace.model.objects(node, predicate)
    kinds = {value.language if isinstance(value, ox.Literal) else None for value in values}
    if not values or len(kinds) < len(values):
        raise _faulty(workspace, node, predicate)
    return values[0]


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


def with_known_principles(
    workspace: Workspace, waivers: Iterable[Waiver], ids: Mapping[str, str]
) -> tuple[Waiver, ...]:
    """Return the waivers with the id of their principle; `ids` gives the id of each principle by its IRI.

    Raises:
        ConfigurationFault: a waiver names a principle that does not exist; the words name the nearest.
    """
    found = []
    for waiver in waivers:
        if waiver.principle_iri not in ids:
            near = ", ".join(difflib.get_close_matches(waiver.principle, sorted(ids.values()), n=3, cutoff=0.4))
            location = workspace.locate(ox.NamedNode(waiver.principle_iri))
            raise ConfigurationFault(
                Text(
                    f"de afwijking noemt principe {waiver.principle}, en dat bestaat niet",
                    f"the waiver names principle {waiver.principle}, which does not exist",
                ),
                location=location if location.line else waiver.location,
                excerpt=workspace.source_line(location),
                remedy=Text(f"bedoelt u {near}?", f"did you mean {near}?")
                if near
                else Text("zie de lijst met: archrepo explain", "see the list with: archrepo explain"),
            )
        found.append(replace(waiver, principle=ids[waiver.principle_iri]))
    return tuple(found)


def weighed(
    workspace: Workspace,
    waivers: Iterable[Waiver],
    findings: Iterable[Finding],
    judgements: Mapping[str, tuple[Judgement, ...]],
) -> Report:
    """Return the report in which the waivers are weighed; `judgements` are those of each principle that was checked.

    One in force turns a broken verdict into an excepted one. One that has ended is a finding as long as its subject
    still breaks the principle and no later waiver excepts it.
    """
    chosen = [waiver for waiver in waivers if waiver.principle in judgements]
    in_force = {(waiver.principle, waiver.subject): waiver for waiver in chosen if waiver.is_in_force(workspace.as_of)}
    weighed_in = dict(judgements)
    broken: set[tuple[str, str]] = set()
    for principle in dict.fromkeys(waiver.principle for waiver in chosen):
        weighed_in[principle] = tuple(
            replace(judged, verdict=Verdict.EXCEPTED)
            if judged.verdict is Verdict.BROKEN and (principle, judged.subject) in in_force
            else judged
            for judged in judgements[principle]
        )
        broken |= {(principle, judged.subject) for judged in weighed_in[principle] if judged.verdict is Verdict.BROKEN}
    kept: list[Finding] = []
    for finding in findings:
        waiver = in_force.get((finding.principle, finding.subject))
        if waiver is not None and finding.verdict is Verdict.BROKEN:
            finding = replace(finding, verdict=Verdict.EXCEPTED, severity=Severity.INFO, waiver=waiver.iri)
        kept.append(finding)
    kept += [
        _expired(workspace, waiver)
        for waiver in chosen
        if waiver.is_expired(workspace.as_of) and (waiver.principle, waiver.subject) in broken
    ]
    return Report(
        findings=tuple(sorted(kept, key=lambda finding: finding.order)),
        judgements=tuple(chain.from_iterable(weighed_in.values())),
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
