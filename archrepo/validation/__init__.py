"""Hold a workspace against its principles. The only room that knows a SHACL engine.

SHACL core runs in `shapes`, SPARQL constraints in `questions`, rules in Python in `checks`; `judging` weighs them
into five verdicts. pySHACL stands in `reference`: it is what every result is compared with, and it runs the shapes
that go beyond what the fast engine knows.
"""

from __future__ import annotations

from collections.abc import Collection

from archrepo.findings import Report
from archrepo.principles import PrincipleBook
from archrepo.validation.judging import Judge
from archrepo.validation.rechecking import Check, check, open_check
from archrepo.workspace import Workspace


def validate(workspace: Workspace, book: PrincipleBook, *, only: Collection[str] | None = None) -> Report:
    """Return the report on a workspace: the findings by place, the judgements by principle and subject.

    `only` names the ids of the principles to hold it against; None means all. Waivers in force turn a broken
    verdict into an excepted one; one whose end has passed is a finding while its subject is still broken. Nothing is
    changed.

    Raises:
        ConfigurationFault: a principle's rule cannot be run, or a waiver lacks a part.
        LimitFault: a rule of the workspace's own is not done in time.
    """
    checked = check(workspace, book, only=only)
    for fault in checked.faults:
        raise fault
    return checked.report


__all__ = ["Check", "Judge", "check", "open_check", "validate"]
