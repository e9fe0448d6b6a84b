"""The programme of requirements of a tender: what the principles demand of a bidder, and the facts to state."""

from __future__ import annotations

from archrepo.principles import PrincipleBook
from archrepo.procurement.demand_values import Programme
from archrepo.procurement.tender import Tender
from archrepo.workspace import Workspace


def demands_of(workspace: Workspace, book: PrincipleBook, tender: Tender) -> Programme:
    """Return the programme of requirements; `workspace` is the landscape with the proposal laid over it."""
    return Programme(tender.iri, tender.name, tender.title, workspace.as_of.isoformat(), (), (), "")
