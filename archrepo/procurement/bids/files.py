"""The files of the folder `bids`: one bid each, and of what such a file says only what is for a bidder to say.

A bid describes itself and what it offers. What it says of the landscape, of the purchase, of the vocabulary or of
another bid, and what only the buyer decides (a judgement, a waiver, an answer to a question), is left out and told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.assessment import Evidence
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject
from archrepo.vocabulary import BID, OF_PROCUREMENT, OFFERS, SAID_BY_THE_BUYER, TYPE
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.file_places import FilePlaces


@dataclass(frozen=True, slots=True)
class BidFile:
    """One bid with its file; `kept` holds what is for the bidder to say, and `left_out` tells of the rest, by place."""

    bid: Subject
    file: SourceFile
    kept: SourceFile
    left_out: tuple[Evidence, ...]


def offers_of(file: SourceFile, bid: Subject) -> tuple[Subject, ...]:
    """Return what a bid offers, as its file says it."""
    return tuple(
        value
        for subject, predicate, value in file.triples
        if subject == bid and predicate == OFFERS and isinstance(value, ox.NamedNode)
    )


def bids_in(
    files: Iterable[SourceFile], whole: Workspace, procurement: Subject
) -> tuple[tuple[Subject, SourceFile], ...]:
    """Return the bid of each file, in the order of the files; `whole` is the purchase over the landscape.

    Raises:
        InputFault: a file has no bid or more, or one on another procurement, or its bid has the name of another thing.
    """
    found: dict[Subject, SourceFile] = {}
    for file in files:
        bid = _bid(whole, file, procurement)
        if bid in found or bid == procurement:
            taken = found[bid].path if bid in found else whole.locate(bid).path
            raise InputFault(
                Text(
                    f"deze inschrijving heeft dezelfde naam <{bid.value}> als iets in {taken}",
                    f"this bid has the same name <{bid.value}> as something in {taken}",
                ),
                location=FilePlaces(file).find(bid, TYPE, None) or Location(file.path, 0, 0, 0, 0),
                remedy=Text("geef elke inschrijving een eigen naam", "give each bid a name of its own"),
            )
        found[bid] = file
    return tuple(found.items())


def with_own_words(
    bids: Sequence[tuple[Subject, SourceFile]],
    whole: Workspace,
    own_of: Callable[[Subject, SourceFile], Collection[Subject]],
) -> tuple[BidFile, ...]:
    """Return each bid with what is for its bidder to say; `own_of` gives what the purchase says of that bid."""
    others = {bid for bid, _ in bids}
    return tuple(_own_words(bid, file, whole, others - {bid}, {bid, *own_of(bid, file)}) for bid, file in bids)


def _own_words(
    bid: Subject, file: SourceFile, whole: Workspace, others: Collection[Subject], own: Collection[Subject]
) -> BidFile:
    decided = {subject for subject, predicate, value in file.triples if {predicate, value} & SAID_BY_THE_BUYER} - {bid}
    foreign = {
        one
        for one in file.subjects
        if one not in own and (one in others or whole.model.facts(one) or whole.ontology.graph.facts(one))
    }
    absent = foreign | decided
    if not absent:
        return BidFile(bid, file, file, ())
    kept = [triple for triple in file.triples if triple[0] not in absent]
    places = FilePlaces(file)
    told: dict[Subject, Evidence] = {}
    for triple in file.triples:
        if triple[0] in absent and triple[0] not in told and not _is_known(whole, triple):
            words = _DECIDED if triple[0] in decided else _FOREIGN
            location = places.find(*triple) or Location(file.path, 0, 0, 0, 0)
            told[triple[0]] = Evidence(words.format(name=_name_of(whole, triple[0])), location)
    return BidFile(bid, file, SourceFile.of(file.path, file.data, kept), tuple(told.values()))


_FOREIGN = Text(
    "niet overgenomen: wat de inschrijving zegt van {name}, want dat is niet van deze inschrijver",
    "left out: what the bid says of {name}, since that is not of this bidder",
)
_DECIDED = Text(
    "niet overgenomen: {name} is een oordeel, een antwoord of een afwijking, en daar gaat de inkoper over",
    "left out: {name} is a judgement, an answer or a waiver, and those are for the buyer",
)


def _is_known(whole: Workspace, triple: Triple) -> bool:
    return triple[2] in whole.model.objects(triple[0], triple[1])


def _name_of(whole: Workspace, subject: Subject) -> Text:
    if isinstance(subject, ox.BlankNode):
        return Text("een naamloos deel", "an unnamed part")
    if whole.model.facts(subject) or whole.ontology.graph.facts(subject):
        return whole.name_of(subject)
    return Text.same(f"<{subject.value}>")


def _bid(whole: Workspace, file: SourceFile, procurement: Subject) -> Subject:
    """Return the one bid of a file in the folder of bids.

    Raises:
        InputFault: there is none or more than one, or it is a bid on another procurement.
    """
    found = [triple[0] for triple in file.triples if triple[1:] == (TYPE, BID)]
    stated = {triple[2] for triple in file.triples if found and triple[:2] == (found[0], OF_PROCUREMENT)}
    place = FilePlaces(file)
    if len(found) != 1:
        names = ", ".join(whole.label(one) for one in found)
        location = place.find(found[1], TYPE, None) if found else None
        raise InputFault(
            Text(f"dit bestand heeft meer dan een inschrijving: {names}", f"this file has more than one bid: {names}")
            if found
            else Text("dit bestand heeft geen inschrijving", "this file has no bid"),
            location=location or Location(file.path, 0, 0, 0, 0),
            remedy=Text(
                "zet elke inschrijving in een eigen bestand, met `a ar:Bid ; ar:ofProcurement :inkoop`",
                "put each bid in a file of its own, with `a ar:Bid ; ar:ofProcurement :purchase`",
            ),
        )
    if stated != {procurement}:
        name = whole.name_of(procurement)
        raise InputFault(
            Text(f"dit is geen inschrijving op {name.nl}", f"this is no bid on {name.en}"),
            location=place.find(found[0], OF_PROCUREMENT if stated else TYPE, None) or Location(file.path, 0, 0, 0, 0),
            remedy=Text(
                f"schrijf `ar:ofProcurement <{procurement.value}>`, of zet het bestand bij de goede inkoop",
                f"write `ar:ofProcurement <{procurement.value}>`, or put the file with the right procurement",
            ),
        )
    return found[0]
