"""A report as SARIF 2.1.0, which code hosts show beside the lines of a change.

Source: OASIS, Static Analysis Results Interchange Format version 2.1.0, 27 March 2020.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import quote

from archrepo import __version__
from archrepo.findings import Finding, Report, Severity, Verdict
from archrepo.language import Language
from archrepo.principles import Principle, PrincipleBook

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def fingerprint(finding: Finding) -> str:
    """Return what stays the same of a finding when lines move: its principle, subject and words."""
    return hashlib.sha256("\n".join(finding.identity).encode()).hexdigest()


def sarif_form(
    book: PrincipleBook, report: Report, language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the report as a SARIF log: one rule a principle, one result a finding; a waiver is a suppression."""
    named = {finding.principle for finding in report.findings} | {judged.principle for judged in report.judgements}
    principles = [principle for principle in book if principle.id in named]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "archrepo",
                        "version": __version__,
                        "rules": [_rule(principle, language) for principle in principles],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, language, shown_path) for finding in report.findings],
            }
        ],
    }


def _rule(principle: Principle, language: Language) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": principle.id,
        "shortDescription": {"text": principle.name.in_(language)},
        "fullDescription": {"text": principle.statement.in_(language)},
        "help": {"text": principle.remedy.in_(language)},
        "defaultConfiguration": {"level": _LEVELS[principle.severity]},
    }
    if principle.source:
        rule["helpUri"] = principle.source
    return rule


def _result(finding: Finding, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    place = finding.location
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(shown_path(place.path))}}
    if place.line:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    remedy = finding.remedy.in_(language)
    result: dict[str, object] = {
        "ruleId": finding.principle,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.label.in_(language)}: {finding.message.in_(language)}. {remedy}"},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"archrepo/1": fingerprint(finding)},
    }
    if finding.verdict is Verdict.EXCEPTED:
        result["suppressions"] = [{"kind": "external", "justification": finding.waiver or ""}]
    return result
