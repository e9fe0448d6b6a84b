"""What a new waiver must be: decided by a role or body of the model, for a time ahead, the only one for its subject.

What may decide and how long a waiver usually lasts is knowledge of the ontology.
"""

from __future__ import annotations

import difflib
from datetime import date

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.vocabulary import ALLOWED_KIND, DECIDED_BY, USUAL_MONTHS, WAIVER
from archrepo.waivers import read_waivers
from archrepo.workspace import Workspace


def find_decider(workspace: Workspace, name: str) -> ox.NamedNode:
    """Return the role or body of the model that has that name.

    Raises:
        RequestFault: the model has no such role or body; the words name the nearest.
    """
    deciders = _deciders(workspace)
    try:
        found = workspace.find(name)
    except RequestFault as fault:
        raise RequestFault(
            Text(
                f"wie besloot, '{name[:60]}', staat niet één keer in het model",
                f"who decided, '{name[:60]}', does not stand once in the model",
            ),
            remedy=_nearest(workspace, deciders, name),
        ) from fault
    if found not in deciders:
        label = workspace.name_of(found)
        raise RequestFault(
            Text(
                "{label} kan niet besluiten: het is geen rol, afdeling of orgaan",
                "{label} cannot decide: it is no role, department or body",
            ).format(label=label),
            remedy=_nearest(workspace, deciders, name),
        )
    return found


def _deciders(workspace: Workspace) -> frozenset[ox.NamedNode]:
    kinds = workspace.ontology.graph.objects(DECIDED_BY, ALLOWED_KIND)
    return frozenset(
        node
        for kind in kinds
        for node in workspace.graph.instances(kind)
        if isinstance(node, ox.NamedNode) and workspace.model.facts(node)
    )


def _nearest(workspace: Workspace, deciders: frozenset[ox.NamedNode], name: str) -> Text:
    known = {
        word.casefold(): decider
        for decider in sorted(deciders, key=str)
        for label in [workspace.name_of(decider)]
        for word in (local_name(decider), label.nl, label.en)
    }
    near = dict.fromkeys(known[one] for one in difflib.get_close_matches(name.casefold(), known, n=3, cutoff=0.4))
    chosen = [(workspace.name_of(one), local_name(one)) for one in near]
    if chosen:
        return Text(
            f"bedoelt u: {', '.join(f'{label.nl} ({short})' for label, short in chosen)}?",
            f"did you mean: {', '.join(f'{label.en} ({short})' for label, short in chosen)}?",
        )
    return Text(
        "noem een rol of orgaan uit het model, of voeg het toe: `:college a am:BusinessActor`",
        "name a role or body of the model, or add it: `:executive a am:BusinessActor`",
    )


def refuse_past(workspace: Workspace, until: date) -> None:
    """Refuse a last day that does not lie ahead.

    Raises:
        RequestFault: the day is the date of the workspace, or before it.
    """
    if until <= workspace.as_of:
        raise RequestFault(
            Text(
                f"de afwijking zou eindigen op {until}, en dat is niet na {workspace.as_of}",
                f"the waiver would end on {until}, which is not after {workspace.as_of}",
            ),
            remedy=Text("kies een latere dag", "choose a later day"),
        )


def refuse_second(workspace: Workspace, principle: ox.NamedNode, subject: ox.NamedNode) -> None:
    """Refuse a waiver when the model has one for the same principle and subject that has not ended.

    Raises:
        RequestFault: there is one; the fault stands at it.
    """
    for waiver in read_waivers(workspace):
        if waiver.principle_iri != principle.value or waiver.subject != subject.value:
            continue
        if not waiver.is_expired(workspace.as_of):
            raise RequestFault(
                Text(
                    f"hiervoor geldt al een afwijking tot en met {waiver.valid_until}",
                    f"there is a waiver for this already, until {waiver.valid_until}",
                ),
                location=waiver.location,
                excerpt=workspace.source_line(waiver.location),
                remedy=Text(
                    "pas die afwijking aan, of beëindig haar eerst met een eerdere ar:validUntil",
                    "edit that waiver, or end it first with an earlier ar:validUntil",
                ),
            )


def longer_than_usual(workspace: Workspace, until: date) -> Text | None:
    """Return what to tell of a last day that lies further ahead than is usual; None when it does not."""
    usual = workspace.ontology.graph.value(WAIVER, USUAL_MONTHS)
    months = int(usual.value) if usual is not None else None
    if months is None or _in_months(until) <= _in_months(workspace.as_of) + months * 100:
        return None
    return Text(
        f"Let op: dit is langer dan {months} maanden, en dat is lang voor een afwijking. Kies een dag "
        "waarop u opnieuw besluit.",
        f"Note: this is longer than {months} months, which is long for a waiver. Choose a day on which "
        "you decide again.",
    )


def _in_months(day: date) -> int:
    """Return a date as months since year 0, times 100, plus the day, as the shapes count."""
    return (day.year * 12 + day.month) * 100 + day.day
