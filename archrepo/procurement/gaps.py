"""What to mend in a tender before it is published: what applies and is not asked, and what is not right in it."""

from __future__ import annotations

from archrepo.findings import Report
from archrepo.principles import PrincipleBook
from archrepo.procurement.gap_values import Applicable, Gap
from archrepo.procurement.tender import Tender
from archrepo.workspace import Workspace


def gaps_of(
    workspace: Workspace, landscape: Workspace, book: PrincipleBook, tender: Tender, report: Report
) -> tuple[Gap, ...]:
    """Return the gaps of a tender, by kind, then by weight and name.

    `workspace` is the landscape with the proposal laid over it, and `report` the report on it.
    """
    return ()


def standards_of(workspace: Workspace, book: PrincipleBook, tender: Tender) -> tuple[Applicable, ...]:
    """Return every mandatory standard that applies to the purchase, with how it is asked, by name."""
    return ()


def topics_of(workspace: Workspace, book: PrincipleBook, tender: Tender) -> tuple[Applicable, ...]:
    """Return every topic that the purchase brings along, with how it is asked, by name."""
    return ()
