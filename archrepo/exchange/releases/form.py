"""An upgrade as data for other programs. The field names are a contract: new ones may come, none is renamed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pyoxigraph as ox

from archrepo.exchange.releases.meaning import Mention, OwnDemand, OwnView
from archrepo.exchange.releases.upgrading import Upgrade
from archrepo.findings import Finding, Location
from archrepo.language import Language
from archrepo.turtle.reading import Term
from archrepo.workspace.references import Reference

UPGRADE_SCHEMA = "archrepo/upgrade/1"


def upgrade_form(upgrade: Upgrade, language: Language, shown_path: Callable[[str], str] = str) -> dict[str, object]:
    """Return the whole upgrade: both releases, every change, what it means here and the proposed edits as a diff."""
    difference, meaning = upgrade.difference, upgrade.meaning
    return {
        "schema": UPGRADE_SCHEMA,
        "pinned": reference_form(upgrade.pinned),
        "offered": reference_form(upgrade.reference),
        "is_older": upgrade.is_older,
        "changes": [
            {
                "kind": one.kind.value,
                "part": one.part.value,
                "name": one.name.in_(language),
                "category": one.category.in_(language),
                "before": one.before,
                "after": one.after,
                "is_retiring": one.is_retiring,
            }
            for one in difference.parts
        ],
        "demands": [
            {
                "component": _written(one.component),
                "component_name": one.component_name.in_(language),
                "standard": _written(one.standard),
                "standard_name": one.standard_name.in_(language),
                "before": one.before,
                "after": one.after,
            }
            for one in difference.demands
        ],
        "views": [
            {
                "view": one.view.value,
                "name": one.name.in_(language),
                "is_new": one.before is None,
                "is_withdrawn": one.after is None,
                "came": list(one.came),
                "went": list(one.went),
            }
            for one in difference.views
        ],
        "relations": {"came": difference.relations_came, "went": difference.relations_went},
        "own": {
            "mentions": [_mention(one, language, shown_path) for one in meaning.mentions],
            "demands": [_demand(one, language, shown_path) for one in meaning.demands],
            "views": [_view(one, language) for one in meaning.views],
            "new_findings": [_finding(one, language, shown_path) for one in upgrade.new_findings],
            "resolved_findings": [_finding(one, language, shown_path) for one in upgrade.resolved_findings],
        },
        "edits": [{"path": shown_path(one.path), "diff": list(one.lines())} for one in upgrade.changes],
    }


def reference_form(reference: Reference) -> dict[str, object]:
    """Return what the lock says of one reference."""
    return asdict(reference)


def _mention(one: Mention, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    return {
        **_place(one.location, shown_path),
        "kind": one.change.kind.value,
        "part": one.change.part.value,
        "subject": _written(one.subject),
        "name": one.name.in_(language),
        "link": one.link.in_(language),
        "successor": one.successor.iri.value if one.successor else None,
        "alternatives": [part.iri.value for part in one.alternatives],
        "is_proposed": one.is_proposed,
        "is_decision": one.is_decision,
    }


def _demand(one: OwnDemand, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    return {
        **_place(one.location, shown_path),
        "subject": _written(one.subject),
        "name": one.name.in_(language),
        "component": _written(one.change.component),
        "standard": _written(one.change.standard),
        "standard_name": one.change.standard_name.in_(language),
        "before": one.change.before,
        "after": one.change.after,
        "is_supported": one.is_supported,
    }


def _view(one: OwnView, language: Language) -> dict[str, object]:
    return {"view": one.change.view.value, "applications": [name.in_(language) for name in one.applications]}


def _finding(one: Finding, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    return {
        **_place(one.location, shown_path),
        "principle": one.principle,
        "severity": one.severity.value,
        "subject": one.subject,
        "label": one.label.in_(language),
        "message": one.message.in_(language),
    }


def _place(location: Location, shown_path: Callable[[str], str]) -> dict[str, object]:
    return {"path": shown_path(location.path), "line": location.line, "column": location.column}


def _written(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
