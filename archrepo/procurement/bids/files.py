"""The files of the folder `bids`: one bid each, and of what such a file says only what is for a bidder to say.

A bid describes itself and what it offers. What it says of the landscape, of the purchase, of the vocabulary, of another
bid or of what that offers, and what only the buyer decides (a judgement, a waiver, an answer to a question), is left
out and told. A file that cannot be read as one bid is told as well, and keeps no other bid from being judged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import InputFault, SyntaxFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.assessment import Evidence, UnreadBid
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import BID, OF_PROCUREMENT, OFFERS, SAID_BY_THE_BUYER, TYPE, ar
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import name_within, read_files

_OFFERED = frozenset({OFFERS, ar("offersContract")})
_OWN = _OFFERED | {ar("bidder")}
_DAYS = frozenset({ar("evidenceDate"), ar("receivedOn"), ar("starts"), ar("ends")})


@dataclass(frozen=True, slots=True)
class BidFile:
    """One bid with its file; `kept` holds what is for the bidder to say.

    `left_out` tells of the rest, by place; `of_rivals` are those of them that tell of another bid. `unreadable` tells
    of values that are kept and mean nothing, such as a day that is none.
    """

    bid: Subject
    file: SourceFile
    kept: SourceFile
    left_out: tuple[Evidence, ...] = ()
    of_rivals: tuple[Evidence, ...] = ()
    unreadable: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBids:
    """The bids that could be read, each with its file, in the order of the files, and the files that could not."""

    bids: tuple[tuple[Subject, SourceFile], ...]
    unread: tuple[UnreadBid, ...]


def offers_of(file: SourceFile, bid: Subject) -> tuple[Subject, ...]:
    """Return what a bid offers, as its file says it."""
    return tuple(_named(file, bid, {OFFERS}))


def parsed_bids(root: Path, paths: Iterable[Path]) -> tuple[tuple[SourceFile, ...], tuple[UnreadBid, ...]]:
    """Return the files of bids that are Turtle, and those that are not, each in the given order."""
    files: list[SourceFile] = []
    unread: list[UnreadBid] = []
    for path in paths:
        try:
            files += read_files(root, [path])
        except InputFault as fault:
            unread.append(_unread(fault, name_within(root, path)))
    return tuple(files), tuple(unread)


def bids_in(files: Iterable[SourceFile], whole: Workspace, procurement: Subject) -> ReadBids:
    """Return the bid of each file; `whole` is the purchase over the landscape.

    A file is unread when it has no bid or more, one on another procurement, or one that has the name of another bid or
    of a thing of the landscape or the purchase: of two bids with one name nobody can tell which is meant.
    """
    found: list[tuple[Subject, SourceFile]] = []
    unread: list[UnreadBid] = []
    for file in files:
        try:
            found.append((_bid(whole, file, procurement), file))
        except InputFault as fault:
            unread.append(_unread(fault, file.path))
    kept: list[tuple[Subject, SourceFile]] = []
    for bid, file in found:
        taken = [other.path for name, other in found if name == bid and other is not file]
        if any(kind != BID for kind in whole.model.objects(bid, TYPE)):
            taken.append(whole.locate(bid).path)
        if taken:
            unread.append(_unread(_name_taken(bid, file, taken[0]), file.path))
        else:
            kept.append((bid, file))
    return ReadBids(tuple(kept), tuple(sorted(unread, key=lambda one: one.location)))


def refuse_unread(unread: Iterable[UnreadBid], wanted: str) -> None:
    """Let pass a wanted bid that is none of the files that could not be read.

    Raises:
        InputFault: the bid is wanted by the name of such a file.
    """
    folded = wanted.strip().casefold()
    for one in unread:
        path = Path(one.location.path)
        if folded in {one.location.path.casefold(), path.name.casefold(), path.stem.casefold()}:
            raise one.fault()


def with_own_words(
    bids: Sequence[tuple[Subject, SourceFile]],
    whole: Workspace,
    own_of: Callable[[Subject, SourceFile], Collection[Subject]],
) -> tuple[BidFile, ...]:
    """Return each bid with what is for its bidder to say; `own_of` gives what the purchase says of that bid."""
    reached = {bid: _reached(bid, file) for bid, file in bids}
    offered = {bid: frozenset(_named(file, bid, _OFFERED)) for bid, file in bids}
    found = []
    for bid, file in bids:
        rivals = [other for other, _ in bids if other != bid]
        theirs = {other for other in rivals if other not in reached[bid]}
        theirs.update(one for other in rivals for one in offered[other])
        own = {bid, *_named(file, bid, _OWN), *own_of(bid, file)}
        is_shared = any(bid in reached[other] for other in rivals)
        found.append(_own_words(bid, file, whole, theirs - own, own, is_shared=is_shared))
    return tuple(found)


def _own_words(
    bid: Subject,
    file: SourceFile,
    whole: Workspace,
    theirs: Collection[Subject],
    own: Collection[Subject],
    *,
    is_shared: bool,
) -> BidFile:
    decided = {subject for subject, predicate, value in file.triples if {predicate, value} & SAID_BY_THE_BUYER} - {bid}
    known = {one for one in file.subjects if whole.model.facts(one) or whole.ontology.graph.facts(one)}
    foreign = {one for one in file.subjects if one in theirs or (one in known and one not in own)}
    absent = foreign | decided
    places = FilePlaces(file)

    def told(words: Text, triple: Triple) -> Evidence:
        return Evidence(words, places.find(*triple) or Location(file.path, 0, 0, 0, 0))

    by_subject: dict[Subject, Evidence] = {}
    unreadable = []
    for triple in file.triples:
        if triple[0] in absent and triple[0] not in by_subject and not _is_known(whole, triple):
            words = _DECIDED if triple[0] in decided else _FOREIGN
            by_subject[triple[0]] = told(words.format(name=_name_of(whole, triple[0])), triple)
        elif triple[1] in _DAYS and triple[0] not in absent and not _is_day(triple[2]):
            words = _NO_DAY.format(name=whole.name_of(triple[1]), value=Text.same(triple[2].value))
            unreadable.append(told(words, triple))
    of_rivals = [one for subject, one in by_subject.items() if subject in theirs and subject not in known | decided]
    left_out = list(by_subject.values())
    if is_shared:
        shared = told(_SHARED.format(name=Text.same(f"<{bid.value}>")), (bid, TYPE, BID))
        of_rivals, left_out = [shared, *of_rivals], [shared, *left_out]
    kept = file
    if absent:
        kept = SourceFile.of(file.path, file.data, [triple for triple in file.triples if triple[0] not in absent])
    return BidFile(bid, file, kept, tuple(left_out), tuple(of_rivals), tuple(unreadable))


_FOREIGN = Text(
    "niet overgenomen: wat de inschrijving zegt van {name}, want dat is niet van deze inschrijver",
    "left out: what the bid says of {name}, since that is not of this bidder",
)
_DECIDED = Text(
    "niet overgenomen: {name} is een oordeel, een antwoord of een afwijking, en daar gaat de inkoper over",
    "left out: {name} is a judgement, an answer or a waiver, and those are for the buyer",
)
_SHARED = Text(
    "de inschrijving heet {name}, en zo heet ook iets in een andere inschrijving; wat daar staat, telt hier niet mee",
    "the bid is called {name}, and so is something in another bid; what stands there does not count here",
)
_NO_DAY = Text(
    "niet meegeteld: {name} '{value}' is geen dag; schrijf een datum zoals 2026-11-22",
    "not counted: {name} '{value}' is no day; write a date such as 2026-11-22",
)


def _named(file: SourceFile, bid: Subject, predicates: Collection[ox.NamedNode]) -> Iterator[Subject]:
    for subject, predicate, value in file.triples:
        if subject == bid and predicate in predicates and isinstance(value, ox.NamedNode):
            yield value


def _reached(bid: Subject, file: SourceFile) -> frozenset[Term]:
    """Return the bid and the things to which its statements lead, step by step, within its own file."""
    values: dict[Term, list[Term]] = {}
    for subject, _, value in file.triples:
        values.setdefault(subject, []).append(value)
    found: set[Term] = {bid}
    queue: list[Term] = [bid]
    while queue:
        for value in values.get(queue.pop(), ()):
            if value in values and value not in found:
                found.add(value)
                queue.append(value)
    return frozenset(found)


def _is_day(value: Term) -> bool:
    try:
        return isinstance(value, ox.Literal) and date.fromisoformat(value.value) is not None
    except ValueError:
        return False


def _is_known(whole: Workspace, triple: Triple) -> bool:
    return triple[2] in whole.model.objects(triple[0], triple[1])


def _name_of(whole: Workspace, subject: Subject) -> Text:
    if isinstance(subject, ox.BlankNode):
        return Text("een naamloos deel", "an unnamed part")
    if whole.model.facts(subject) or whole.ontology.graph.facts(subject):
        return whole.name_of(subject)
    return Text.same(f"<{subject.value}>")


def _unread(fault: InputFault, path: str) -> UnreadBid:
    text, others = fault.text, fault.others if isinstance(fault, SyntaxFault) else ()
    if others:
        more = Text(f"; en nog {len(others)} keer", f"; and {len(others)} more")
        text = Text(text.nl + more.nl, text.en + more.en)
    location = fault.location or Location(path, 0, 0, 0, 0)
    return UnreadBid(text, location, fault.remedy or Text.same(""), fault.excerpt or "")


def _name_taken(bid: Subject, file: SourceFile, taken: str) -> InputFault:
    return InputFault(
        Text(
            f"deze inschrijving heeft dezelfde naam <{bid.value}> als iets in {taken}",
            f"this bid has the same name <{bid.value}> as something in {taken}",
        ),
        location=FilePlaces(file).find(bid, TYPE, None) or Location(file.path, 0, 0, 0, 0),
        remedy=Text("geef elke inschrijving een eigen naam", "give each bid a name of its own"),
    )


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
