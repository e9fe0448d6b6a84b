"""The machine forms. Their field names are a contract: new ones may be added, none is renamed or dropped."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from archrepo.compliance import Compliance
from archrepo.errors import ArchrepoError
from archrepo.findings import Finding, Report, Severity, Verdict
from archrepo.language import Language
from archrepo.reporting.compliance_text import compliance_form
from archrepo.reporting.statistics import Statistics
from archrepo.workspace import Workspace

CHECK_SCHEMA = "archrepo/check/1"


def written(value: object) -> str:
    """Return a value as JSON in the order in which its fields were made; accents stay readable."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def finding_form(finding: Finding, language: Language, shown_path: Callable[[str], str] = str) -> dict[str, object]:
    """Return one finding as its fields."""
    return {
        "path": shown_path(finding.location.path),
        "line": finding.location.line,
        "column": finding.location.column,
        "end_line": finding.location.end_line,
        "end_column": finding.location.end_column,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "principle": finding.principle,
        "subject": finding.subject,
        "label": finding.label.in_(language),
        "message": finding.message.in_(language),
        "remedy": finding.remedy.in_(language),
        "waiver": finding.waiver,
        "asked_of": [role.in_(language) for role in finding.asked_of],
    }


def fault_form(fault: ArchrepoError, language: Language, shown_path: Callable[[str], str] = str) -> dict[str, object]:
    """Return what is wrong with a rule that could not be run, as its fields."""
    place = fault.location
    return {
        "path": shown_path(place.path) if place else None,
        "line": place.line if place else None,
        "message": fault.text.in_(language),
        "remedy": fault.remedy.in_(language) if fault.remedy else None,
    }


def model_form(workspace: Workspace) -> dict[str, object]:
    """Return which model it is, on which date, in which version of ArchiMate."""
    return {
        "name": workspace.name,
        "base": workspace.base,
        "as_of": workspace.as_of.isoformat(),
        "archimate": workspace.archimate_version,
        "files": len(workspace.files),
    }


def check_form(
    workspace: Workspace,
    report: Report,
    language: Language,
    seconds: float,
    shown_path: Callable[[str], str] = str,
    compliance: Compliance | None = None,
    faults: Sequence[ArchrepoError] = (),
) -> dict[str, object]:
    """Return a check as its fields; `seconds` is the only one that differs between two runs on the same files.

    `compliance` is there when the check was made by a profile, `faults` when rules could not be run.
    """
    verdicts: dict[str, dict[Verdict, int]] = {}
    for judgement in report.judgements:
        counts = verdicts.setdefault(judgement.principle, dict.fromkeys(Verdict, 0))
        counts[judgement.verdict] += 1
    order = (Verdict.MET, Verdict.BROKEN, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE, Verdict.EXCEPTED)
    return {
        "schema": CHECK_SCHEMA,
        "model": model_form(workspace),
        "findings": [finding_form(finding, language, shown_path) for finding in report.findings],
        "principles": [
            {"id": principle, **{verdict.value: verdicts[principle][verdict] for verdict in order}}
            for principle in sorted(verdicts)
        ],
        **({"profile": compliance_form(compliance, language)} if compliance else {}),
        **({"faults": [fault_form(fault, language, shown_path) for fault in faults]} if faults else {}),
        "summary": {
            **{severity.value: report.count(severity) for severity in Severity},
            "elements": len(workspace.elements),
            "relations": len(workspace.relations),
            "triples": len(workspace.model),
            "seconds": round(seconds, 3),
        },
    }


def statistics_form(statistics: Statistics) -> dict[str, object]:
    """Return the counts of a model as their fields."""
    return {
        "elements": statistics.elements,
        "relations": statistics.relations,
        "views": statistics.views,
        "sketches": statistics.sketches,
        "triples": statistics.triples,
        "by_type": dict(statistics.by_type),
        "by_relation": dict(statistics.by_relation),
    }
