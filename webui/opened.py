"""The model of this request: looked up once, so that one page never mixes two versions."""

from __future__ import annotations

from flask import current_app, g

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.language import Text
from archrepo.procurement import Proposal, list_proposals
from archrepo.procurement.dossier.whole import Dossier
from webui.current import Current, OpenedModel, Served


def served() -> Served:
    """Return the version that answers this request.

    Raises:
        ArchrepoError: no version of the model could be opened yet.
    """
    if "served" not in g:
        current: Current = current_app.extensions["archrepo"]
        g.served = current.get()
    found: Served = g.served
    return found


def opened() -> OpenedModel:
    """Return the model that answers this request."""
    return served().model


def fault_of_newer() -> ArchrepoError | None:
    """Return what keeps a newer version from being served, or None."""
    return served().fault


def proposal_named(name: str) -> Proposal:
    """Return the proposal of that name; an address never means another folder.

    Raises:
        RequestFault: there is no such proposal.
    """
    found = next((one for one in list_proposals(opened().workspace) if one.name == name), None)
    if found is None:
        raise RequestFault(
            Text("er is geen inkoop met deze naam", "there is no procurement of this name"),
            remedy=Text("kies er een uit de lijst bij Toetsen", "choose one from the list under Assess"),
        )
    return found


def dossier_named(name: str) -> Dossier:
    """Return everything on the proposal of that name, as its files are now.

    Raises:
        RequestFault: there is no such proposal.
        InputFault: a file of it cannot be read, or it has no purchase.
    """
    return opened().dossier(proposal_named(name))
