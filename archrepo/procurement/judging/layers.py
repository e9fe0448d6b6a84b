"""The landscape with the purchase laid over it, and each bid laid over that alone, so that no bid sees another.

What stands in the folder `bids` is a bid, one file each. What the other files say of one bid only (a judgement, a
waiver, the award) is laid over together with that bid. Of several candidates in the purchase itself the same holds:
each is judged without the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.procurement.assessment import Evidence, UnreadBid
from archrepo.procurement.bids.files import BidFile, bids_in, offers_of, parsed_bids, with_own_words
from archrepo.procurement.judging.remembering import Ground, Memory
from archrepo.procurement.proposals import Proposal, procurement_of
from archrepo.turtle.reading import Subject, Term
from archrepo.validation import Check
from archrepo.vocabulary import CANDIDATE, OFFERS, SUBJECT, ar
from archrepo.workspace import SourceFile, Workspace, collector_paused
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import read_files
from archrepo.workspace.renewal import overlaid, with_facts_of


@dataclass(frozen=True)
class Layer:
    """One bid or candidate over landscape and purchase: its node, what is offered, the check, and what belongs to it.

    `members` are the subjects that are judged as part of it; `added` everything that the layer brings to the landscape;
    `left_out` tells what the file of the bid says that does not count, and `of_rivals` what of that tells of a rival.
    """

    node: Subject
    is_bid: bool
    offered: tuple[Subject, ...]
    check: Check
    members: tuple[Subject, ...]
    added: frozenset[Subject]
    left_out: tuple[Evidence, ...] = ()
    of_rivals: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Layers:
    """The purchase over the landscape, with the subjects that belong to the purchase itself.

    `unread` are the files of bids that could not be read; what the purchase says of those bids is left out.
    """

    landscape: Check
    purchase: Check
    procurement: Subject
    members: tuple[Subject, ...]
    candidates: tuple[Subject, ...]
    unread: tuple[UnreadBid, ...]
    memory: Memory
    _files: tuple[SourceFile, ...]
    _kept: tuple[SourceFile, ...]
    _bids: tuple[BidFile, ...]
    _groups: Mapping[Subject, tuple[Subject, ...]]
    _theirs: Mapping[Subject, frozenset[Subject]]

    def __iter__(self) -> Iterator[Layer]:
        """Lay each candidate and each bid over the purchase, as `lay` does."""
        return map(self.lay, self.grounds())

    def grounds(self) -> Iterator[Ground]:
        """Yield what is laid over the purchase: each candidate in order of name, then each bid in order of its file.

        A candidate that a bid offers is judged as that bid.
        """
        offered = {one for each in self._bids for one in offers_of(each.file, each.bid)}
        apart = _Apart(self._files, self._theirs, self.procurement)
        for candidate in self._by_name(one for one in self.candidates if one not in offered):
            yield self._ground(candidate, apart.for_one(candidate, ()), (candidate,), None)
        for read in sorted(self._bids, key=lambda found: found.file.path):
            given = offers_of(read.file, read.bid)
            yield self._ground(read.bid, (*apart.for_one(read.bid, given), read.kept), given, read)

    def lay(self, ground: Ground) -> Layer:
        """Lay one candidate or bid over the purchase.

        The check follows from that of the layer before it, which gives what it needs; so use a layer before the next.
        """
        whole = {one.path: one for one in (*self._files, *(each.file for each in self._bids))}
        check = _over(self.memory.base(self.purchase), self.landscape, ground.files, whole)
        self.memory.laid(check)
        if ground.bid is not None:
            return self._bid_layer(check, ground.bid)
        members = self._groups[ground.node]
        return Layer(ground.node, False, (ground.node,), check, members, frozenset((*self.members, *members)))

    def members_of(self, candidate: Subject) -> tuple[Subject, ...]:
        """Return what belongs to a candidate of the purchase."""
        return self._groups[candidate]

    def _bid_layer(self, check: Check, read: BidFile) -> Layer:
        bid = read.bid
        model, landscape = check.workspace.model, self.landscape.workspace.model
        offered = tuple(one for one in model.objects(bid, OFFERS) if isinstance(one, ox.NamedNode))
        here = [subject for subject in model.all_subjects if not landscape.facts(subject)]
        described = {member for one in offered for member in self._groups.get(one, ())}
        own = [one for one in here if one in described or not self.purchase.workspace.model.facts(one)]
        members = tuple(dict.fromkeys([bid, *offered, *own]))
        left_out = tuple(sorted((*read.left_out, *read.unreadable), key=lambda one: one.location))
        return Layer(bid, True, offered, check, members, frozenset(here), left_out, read.of_rivals)

    def _by_name(self, found: Iterable[Subject]) -> list[Subject]:
        workspace = self.purchase.workspace
        return sorted(found, key=lambda one: (workspace.label(one).casefold(), str(one)))

    def _ground(
        self, node: Subject, files: tuple[SourceFile, ...], offered: Collection[Subject], read: BidFile | None
    ) -> Ground:
        described = tuple(self._groups.get(one, ()) for one in offered)
        return Ground(self.procurement, node, read, self._kept, files, self.members, described)


def _over(current: Check, landscape: Check, files: Sequence[SourceFile], whole: Mapping[str, SourceFile]) -> Check:
    """Return the check of the landscape with these files, from one with others; `whole` are the files as they stand.

    A file that holds the same as before is not changed, and so nothing of it is judged again.
    """
    own = {one.path for one in landscape.workspace.files}
    before = {one.path: one for one in current.workspace.files if one.path not in own}
    same = [before[one.path] if before.get(one.path) == one else one for one in files]
    if list(before.values()) == same:
        return current
    places = {
        one.path: FilePlaces(whole[one.path])
        for one in same
        if before.get(one.path) is not one and one is not whole[one.path]
    }
    return current.after(*overlaid(current.workspace, same, without=before, places=places))


def layers_of(landscape: Check, proposal: Proposal, memory: Memory | None = None) -> Layers:
    """Return the purchase laid over the landscape; a `memory` gives what was found over it before.

    Raises:
        SyntaxFault: a file of the proposal is not Turtle.
        InputFault: the proposal holds no procurement or more than one.
    """
    with collector_paused():
        return _layers_of(landscape, proposal, memory or Memory())


def _layers_of(landscape: Check, proposal: Proposal, memory: Memory) -> Layers:
    root = landscape.workspace.root
    files = tuple(read_files(root, proposal.paths))
    bid_files, unread = parsed_bids(root, proposal.bid_paths)
    whole = with_facts_of(landscape.workspace, files)
    procurement = procurement_of(landscape.workspace, whole, proposal)
    found = bids_in(bid_files, whole, procurement)
    bids, unread = found.bids, tuple(sorted((*unread, *found.unread), key=lambda one: one.location))
    candidates = tuple(one for one in whole.model.objects(procurement, CANDIDATE) if isinstance(one, ox.NamedNode))
    known = {subject for file in files for subject in file.subjects}
    described = [one for bid, file in bids for one in offers_of(file, bid) if one in known]
    groups = _groups(landscape.workspace, whole, procurement, list(dict.fromkeys([*candidates, *described])))
    read = with_own_words(
        bids, whole, lambda bid, file: {one for each in offers_of(file, bid) for one in (each, *groups.get(each, ()))}
    )
    bids = tuple((one.bid, one.kept) for one in read)
    theirs = _theirs(files, bids, candidates, groups)
    if unread:
        gone = _of_nobody(files, whole, {one for members in theirs.values() for one in members})
        theirs = {**theirs, **{one: frozenset({one}) for one in gone}}
    kept = _Apart(files, theirs, procurement).for_one(None, ())
    memory.begin(landscape)
    named = {one.path: one for one in files}
    purchase = memory.purchase(kept, lambda before: _over(before, landscape, kept, named))
    members = tuple(one for one in groups[procurement] if purchase.workspace.model.facts(one))
    return Layers(
        landscape, purchase, procurement, members, candidates, unread, memory, files, kept, read, groups, theirs
    )


def _theirs(
    files: Sequence[SourceFile],
    bids: Sequence[tuple[Subject, SourceFile]],
    candidates: Sequence[Subject],
    groups: Mapping[Subject, tuple[Subject, ...]],
) -> Mapping[Subject, frozenset[Subject]]:
    """Return what belongs to one bid or candidate only; a single candidate without bids has nobody to be kept from."""
    known = {subject for file in files for subject in file.subjects}
    found = {bid: frozenset(file.subjects) - known for bid, file in bids}
    if len(candidates) + len(bids) > 1:
        for one in candidates:
            others = {member for each, group in groups.items() if each != one for member in group}
            found[one] = frozenset(groups[one]) - others
    return found


def _of_nobody(files: Iterable[SourceFile], whole: Workspace, known: Collection[Subject]) -> Iterator[Subject]:
    """Yield what the buyer judges, deviates for or awards that no file describes: it is of a bid that was not read."""
    for file in files:
        for _, predicate, value in file.triples:
            is_told = value in known or whole.model.facts(value) or whole.ontology.graph.facts(value)
            if predicate in _ABOUT_BIDS and isinstance(value, ox.NamedNode) and not is_told:
                yield value


_ABOUT_BIDS = frozenset({ar("ofBid"), ar("awardedBid"), SUBJECT})


class _Apart:
    """Leaves out of the purchase's files what is about other bids than the one that is laid over it."""

    def __init__(
        self, files: Sequence[SourceFile], theirs: Mapping[Subject, frozenset[Subject]], procurement: Subject
    ) -> None:
        self._files = files
        self._theirs = theirs
        self._procurement = procurement

    def for_one(self, node: Subject | None, offered: Collection[Subject]) -> tuple[SourceFile, ...]:
        """Return the files without what is about the others; one that loses nothing is the very same."""
        mine = set(self._theirs.get(node, ())) if node is not None else set()
        mine |= {one for each in offered for one in self._theirs.get(each, ())}
        theirs = {one for members in self._theirs.values() for one in members}
        absent = self._with_what_is_about(theirs - mine)
        kept = []
        for file in self._files:
            triples = [one for one in file.triples if one[0] not in absent and one[2] not in absent]
            if len(triples) == len(file.triples):
                kept.append(file)
            else:
                kept.append(SourceFile.of(file.path, file.data, triples))
        return tuple(kept)

    def _with_what_is_about(self, absent: set[Subject]) -> set[Subject]:
        """Return the absent with what says something of them alone: a record that loses all values of a property."""
        facts: dict[Subject, dict[ox.NamedNode, list[Term]]] = {}
        holders: dict[Term, list[Subject]] = {}
        for file in self._files:
            for subject, predicate, value in file.triples:
                facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
                holders.setdefault(value, []).append(subject)
        found = set(absent)
        queue = list(absent)
        while queue:
            gone = queue.pop()
            about = (one for one in holders.get(gone, ()) if one not in found and one != self._procurement)
            parts = (
                one
                for values in facts.get(gone, {}).values()
                for one in values
                if isinstance(one, ox.BlankNode) and one not in found and found.issuperset(holders[one])
            )
            lost = [
                one
                for one in about
                if any(gone in values and found.issuperset(values) for values in facts[one].values())
            ]
            for one in (*lost, *parts):
                found.add(one)
                queue.append(one)
        return found


def _groups(
    landscape: Workspace, after: Workspace, procurement: Subject, candidates: Iterable[Subject]
) -> Mapping[Subject, tuple[Subject, ...]]:
    """Return what belongs to the purchase itself and to each candidate: the new subjects joined to it.

    Each belongs to the start from which the fewest steps over new triples lead to it, and to all of them when several
    are as near: a supplier of two candidates belongs to both. The walk passes no start and nothing that is shared, or
    one bid would get the facts of the other. What no start leads to belongs to the purchase.
    """
    new = [subject for subject in after.model.all_subjects if not landscape.model.facts(subject)]
    joined: dict[Term, dict[Subject, None]] = {subject: {} for subject in new}
    for subject in new:
        for values in after.model.facts(subject).values():
            for value in values:
                if value in joined and not isinstance(value, ox.Literal):
                    joined[subject][value] = None
                    joined[value][subject] = None
    groups: dict[Subject, list[Subject]] = {start: [] for start in [*candidates, procurement]}
    nearest: dict[Subject, dict[Subject, None]] = {start: {start: None} for start in groups}
    edge = list(nearest)
    while edge:
        reached: dict[Subject, dict[Subject, None]] = {}
        for passed in edge:
            if len(nearest[passed]) == 1:
                for neighbour in joined.get(passed, ()):
                    if neighbour not in nearest:
                        reached.setdefault(neighbour, {}).update(nearest[passed])
        nearest |= reached
        edge = list(reached)
    for subject in dict.fromkeys([*nearest, *new]):
        for start in nearest.get(subject, (procurement,)):
            groups[start].append(subject)
    return {start: tuple(members) for start, members in groups.items()}
