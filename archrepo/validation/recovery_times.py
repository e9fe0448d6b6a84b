"""Hold what applications promise after an outage against what the critical processes can bear."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.turtle.reading import Term
from archrepo.validation.outcome import Fault, Outcome
from archrepo.validation.support import CRITICALITY, in_use, is_critical, is_in_use, nearest_components
from archrepo.vocabulary import BUSINESS_PROCESS, ar
from archrepo.wording import duration_text
from archrepo.workspace import Workspace

_RECOVERY = ar("rto")
_LOSS = ar("rpo")
_LONGEST = ar("mtd")
_NAMES = {
    _RECOVERY: Text("de hersteltijd", "the recovery time"),
    _LOSS: Text("het gegevensverlies", "the loss of data"),
}
_DURATION = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?\Z", re.ASCII
)
#: A year and a month count as 365 and 30 days: a recovery time is never written in them with a finer meaning.
_SECONDS = (365 * 86400, 30 * 86400, 86400, 3600, 60, 1)


def recovery_times(workspace: Workspace) -> Outcome:
    """Judge the critical processes, and the applications in use that carry them.

    A process recovers within its longest outage; an application recovers no later, and loses no more, than each
    process that it carries can bear. A time that is missing leaves the subject that lacks it undecided.
    """
    processes = in_use(workspace, BUSINESS_PROCESS)
    undecided: dict[Term, tuple[ox.NamedNode, ...]] = {}
    carried: dict[Term, list[Term]] = {}
    faults: list[Fault] = []
    not_applicable: set[Term] = set()
    for process in processes:
        if workspace.graph.value(process, CRITICALITY) is None:
            undecided[process] = ()
        elif not is_critical(workspace, process):
            not_applicable.add(process)
        else:
            _note_missing(workspace, process, (_RECOVERY, _LOSS, _LONGEST), undecided)
            faults += _later_than_bearable(workspace, process)
            for component in nearest_components(workspace, process):
                if is_in_use(workspace, component):
                    carried.setdefault(component, []).append(process)
    for component, critical in carried.items():
        _note_missing(workspace, component, (_RECOVERY, _LOSS), undecided)
        for measure in (_RECOVERY, _LOSS):
            faults += _more_than_allowed(workspace, component, measure, critical)
    subjects = (*processes, *sorted(carried, key=str))
    return Outcome(subjects, tuple(faults), undecided, frozenset(not_applicable))


def _note_missing(
    workspace: Workspace,
    subject: Term,
    facts: Iterable[ox.NamedNode],
    undecided: dict[Term, tuple[ox.NamedNode, ...]],
) -> None:
    missing = tuple(fact for fact in facts if seconds_in(workspace.graph.value(subject, fact)) is None)
    if missing:
        undecided[subject] = missing


def _later_than_bearable(workspace: Workspace, process: Term) -> list[Fault]:
    recovery, longest = (workspace.graph.value(process, fact) for fact in (_RECOVERY, _LONGEST))
    if not _is_more(recovery, longest):
        return []
    assert recovery is not None
    assert longest is not None
    found, bearable = duration_text(recovery.value), duration_text(longest.value)
    return [
        Fault(
            subject=process,
            name=workspace.name_of(process),
            location=workspace.locate(process, _RECOVERY),
            message=Text(
                f"de hersteltijd ({found.nl}) is langer dan de langste uitval ({bearable.nl})",
                f"the recovery time ({found.en}) is longer than the maximum tolerable downtime ({bearable.en})",
            ),
        )
    ]


def _more_than_allowed(
    workspace: Workspace, component: Term, measure: ox.NamedNode, processes: Iterable[Term]
) -> list[Fault]:
    own = workspace.graph.value(component, measure)
    allowed = [(process, workspace.graph.value(process, measure)) for process in processes]
    exceeded = [(process, limit) for process, limit in allowed if limit is not None and _is_more(own, limit)]
    if own is None or not exceeded:
        return []
    named = [
        (name, duration_text(limit))
        for name, limit in sorted(((workspace.name_of(process), limit.value) for process, limit in exceeded), key=str)
    ]
    name, found = _NAMES[measure], duration_text(own.value)
    return [
        Fault(
            subject=component,
            name=workspace.name_of(component),
            location=workspace.locate(component, measure),
            message=Text(
                f"{name.nl} ({found.nl}) is meer dan een kritiek proces kan hebben: "
                f"{', '.join(f'{process.nl} ({limit.nl})' for process, limit in named)}",
                f"{name.en} ({found.en}) is more than a critical process can bear: "
                f"{', '.join(f'{process.en} ({limit.en})' for process, limit in named)}",
            ),
        )
    ]


def _is_more(value: Term | None, limit: Term | None) -> bool:
    seconds, most = seconds_in(value), seconds_in(limit)
    return seconds is not None and most is not None and seconds > most


def seconds_in(value: Term | None) -> float | None:
    """Return the length of an xsd:duration in seconds; None for what is no duration."""
    found = _DURATION.match(value.value) if isinstance(value, ox.Literal) else None
    if found is None:
        return None
    return sum(float(part) * unit for part, unit in zip(found.groups(default="0"), _SECONDS, strict=True))
