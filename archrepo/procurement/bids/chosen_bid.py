"""The bid that a person chose, over landscape and purchase alone, and whether it says only what it may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.assessment import Assessment, Evidence
from archrepo.procurement.bids.files import bids_in, offers_of, parsed_bids, refuse_unread, with_own_words
from archrepo.procurement.proposals import Proposal, find_bid, procurement_of
from archrepo.procurement.tender import Bid, Tender
from archrepo.procurement.tender_reading import read_bid, read_tender
from archrepo.turtle.reading import Subject
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.files import name_within, read_files
from archrepo.workspace.renewal import with_facts_of


@dataclass(frozen=True, slots=True)
class ChosenBid:
    """One bid with its file, and landscape, purchase and that bid as one workspace, without the other bids."""

    bid: Bid
    file: SourceFile
    procurement: Subject
    tender: Tender
    after: Workspace
    left_out: tuple[Evidence, ...] = ()

    def refuse_what_is_not_its_own(self) -> None:
        """Let pass a bid that says only what a bidder may say.

        Raises:
            RequestFault: it says something else, such as a waiver or a fact of another element.
        """
        for evidence in self.left_out:
            raise RequestFault(
                evidence.text,
                location=evidence.location,
                remedy=Text(
                    "haal het uit de inschrijving voordat die deel wordt van het model",
                    "take it out of the bid before it becomes part of the model",
                ),
            )


def reasons_to_wait(assessment: Assessment, iri: str) -> tuple[Text, ...]:
    """Return why a bid should not be taken over yet.

    It is out, knock-outs are open, it is not the winner, or another bid cannot be read and might be it.
    """
    found: list[Text] = [
        Text(
            f"{one.location.path} is niet te lezen: de rangorde is zonder die inschrijving",
            f"{one.location.path} cannot be read: the ranking is without that bid",
        )
        for one in assessment.unread
    ]
    for bid in assessment.bids:
        if bid.iri != iri:
            continue
        for verdicts, dutch, english in (
            (bid.knock_outs, "deze inschrijving valt af op", "this bid is out on"),
            (bid.undecided_knock_outs, "nog niet te bepalen voor", "cannot be determined yet on"),
        ):
            if verdicts:
                numbers = ", ".join(one.requirement.number or one.requirement.name.nl for one in verdicts)
                found.append(Text(f"{dutch} verplichte eis: {numbers}", f"{english} mandatory requirement: {numbers}"))
        if bid.score is not None and not bid.knock_outs:
            found.extend(bid.score.reasons)
    taking_part = [award for award in assessment.awards if award.of(iri) is not None]
    if taking_part and not any(award.winner == iri for award in taking_part):
        found.append(
            Text(
                "deze inschrijving staat niet (zeker) op de eerste plaats",
                "this bid is not (certain to be) in first place",
            )
        )
    return tuple(found)


def chosen_bid(workspace: Workspace, proposal: Proposal, name: str) -> ChosenBid:
    """Return the bid of that name.

    Raises:
        RequestFault: there is no such bid, or more than one.
        InputFault: the purchase cannot be read, or the file of this bid cannot. Another bid may be broken.
    """
    purchase = _with(workspace, proposal.paths)
    node = procurement_of(workspace, purchase, proposal)
    parsed, unread = parsed_bids(workspace.root, proposal.bid_paths)
    found = bids_in(parsed, purchase, node)
    refuse_unread((*unread, *found.unread), name)
    files = dict(found.bids)
    named = {name_within(workspace.root, path): path for path in proposal.bid_paths}
    whole = _with(workspace, (*proposal.paths, *(named[file.path] for file in files.values())))
    bids = read_tender(whole, node).bids
    products = {iri: whole.name_of(ox.NamedNode(iri)) for bid in bids for iri in bid.offered}
    wanted = find_bid(bids, name, products)
    bid = ox.NamedNode(wanted.iri)
    file = files.get(bid)
    if file is None:
        file = next(file for file in whole.files if file.path == wanted.location.path)
        return ChosenBid(wanted, file, node, read_tender(whole, node), whole)
    said = with_own_words(found.bids, purchase, lambda one, of: offers_of(of, one))
    read = next(one for one in said if one.bid == bid)
    after = _with(workspace, (*proposal.paths, named[file.path]))
    return ChosenBid(read_bid(after, bid), file, node, read_tender(after, node), after, read.left_out)


def said_of_bid(file: SourceFile, bid: Subject) -> set[Subject]:
    """Return the bid and the nameless parts to which nothing else in its file leads, such as its claims."""
    parts: dict[Subject, list[Subject]] = {}
    for subject, _, value in file.triples:
        if isinstance(value, ox.BlankNode):
            parts.setdefault(subject, []).append(value)

    def reached(waiting: list[Subject]) -> set[Subject]:
        found: set[Subject] = set()
        while waiting:
            subject = waiting.pop()
            if subject not in found:
                found.add(subject)
                waiting += parts.get(subject, ())
        return found

    return reached([bid]) - reached([one for one in parts if isinstance(one, ox.NamedNode) and one != bid])


def _with(workspace: Workspace, paths: Iterable[Path]) -> Workspace:
    return with_facts_of(workspace, read_files(workspace.root, paths))
