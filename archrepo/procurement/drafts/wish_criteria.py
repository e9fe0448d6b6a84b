"""Wishes that have points and belong to no criterion yet: which they are, and with which criterion they then count."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from archrepo.amending import prefixes
from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.award.arithmetic import figure
from archrepo.procurement.award.quality import points_left
from archrepo.procurement.proposals import Proposal
from archrepo.procurement.tender import Criterion, Requirement, Tender
from archrepo.turtle import with_values
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace
from archrepo.workspace.saving import NewText, save_all, text_at


def loose_wishes(workspace: Workspace, proposal: Proposal, tender: Tender) -> tuple[Requirement, ...]:
    """Return the wishes with points that count nowhere yet and stand in a file of this proposal, in order."""
    own = {path.resolve() for path in proposal.paths}
    return tuple(
        one
        for one in tender.requirements
        if one.is_wish
        and one.max_points is not None
        and not one.criterion
        and (workspace.root / one.location.path).resolve() in own
        and not one.iri.startswith("_:")
    )


def criteria_for_wishes(tender: Tender) -> tuple[Criterion, ...]:
    """Return the criteria with which wishes can count: those of quality without parts of their own."""
    parents = {one.parent for one in tender.criteria}
    return tuple(one for one in tender.criteria if not one.is_price and one.iri not in parents)


def write_criterion_of(workspace: Workspace, tender: Tender, wishes: Sequence[Requirement], criterion: str) -> None:
    """Write that the wishes count with a criterion; the rest of their files stays letter for letter.

    The wishes may leave points of the criterion over: those are then earned with a grade.

    Raises:
        RequestFault: they are worth more than the criterion has left, somebody judged it already, wishes cannot
            count with that criterion, or a file was changed meanwhile.
    """
    if criterion not in {one.iri for one in criteria_for_wishes(tender)}:
        raise RequestFault(
            Text("er is niet gekozen bij welk criterium de wensen horen", "no criterion was chosen for the wishes"),
            remedy=Text(
                "kies een criterium voor kwaliteit zonder delen", "choose a criterion of quality without parts"
            ),
        )
    _refuse_what_does_not_fit(tender, wishes, next(one for one in tender.criteria if one.iri == criterion))
    texts: dict[Path, tuple[str, str]] = {}
    known = prefixes(workspace)
    for wish in wishes:
        path = workspace.root / wish.location.path
        was = text_at(path)
        assert was is not None
        before, text = texts.get(path, (was, was))
        facts = {ar("underCriterion"): (ox.NamedNode(criterion),)}
        texts[path] = before, with_values(text, ox.NamedNode(wish.iri), facts, known)
    save_all(workspace.root, [NewText(path, text, was) for path, (was, text) in texts.items()])


def _refuse_what_does_not_fit(tender: Tender, wishes: Sequence[Requirement], criterion: Criterion) -> None:
    worth = sum((one.max_points or Decimal(0) for one in wishes), Decimal(0))
    left = points_left(tender, criterion)
    if any(one.criterion == criterion.iri for one in tender.judgements):
        raise RequestFault(
            Text("een beoordelaar gaf al een cijfer voor '{name}'", "an assessor graded '{name}' already").format(
                name=criterion.name
            ),
            remedy=Text(
                "kies een criterium dat nog niet beoordeeld is", "choose a criterion that nobody has judged yet"
            ),
        )
    if left is None or worth > left:
        raise RequestFault(
            Text(
                "de wensen zijn samen {worth} punten waard, en '{name}' heeft er nog {left} over",
                "the wishes are worth {worth} points together, and '{name}' has {left} left",
            ).format(worth=figure(worth), name=criterion.name, left=figure(left or Decimal(0))),
            remedy=Text(
                "kies een criterium met genoeg punten, of wijzig eerst zijn punten hierboven",
                "choose a criterion with enough points, or first change its points above",
            ),
        )
