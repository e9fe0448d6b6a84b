"""Which candidates take over a flow and which leave it, told with the names that the assessment gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archrepo.language import Text
from archrepo.procurement.assessment import BidAssessment, Touched

BY_ALL = Text("door elke kandidaat", "by every candidate")
BY_NONE = Text("door geen kandidaat", "by no candidate")
_IN_PART = Text("door geen kandidaat helemaal", "by no candidate in full")
_BY = Text("door {names}", "by {names}")
_NOT_BY = Text("niet door {names}", "not by {names}")


def takers_of(flows: Iterable[Touched], bids: Sequence[BidAssessment]) -> tuple[BidAssessment, ...]:
    """Return the candidates that take over every one of these flows, in their order."""
    wanted = tuple(flows)
    return tuple(bid for bid in bids if all(one in bid.impact.taken_over for one in wanted))


def taker_words(flows: Iterable[Touched], bids: Sequence[BidAssessment], *, is_short: bool = False) -> Text:
    """Return by which candidates these flows are taken over and by which not; empty for less than two candidates.

    The short form names the shorter of the two lists.
    """
    if len(bids) < 2:
        return Text.same("")
    wanted = tuple(flows)
    taking = takers_of(wanted, bids)
    leaving = tuple(bid for bid in bids if bid not in taking)
    if not leaving:
        return BY_ALL
    if not taking:
        is_in_part = any(one in bid.impact.taken_over for one in wanted for bid in bids)
        return _IN_PART if is_in_part else BY_NONE
    by, not_by = _named(_BY, taking), _named(_NOT_BY, leaving)
    if is_short:
        return by if len(taking) <= len(leaving) else not_by
    return Text(f"{by.nl}; {not_by.nl}", f"{by.en}; {not_by.en}")


def without_successor(bid: BidAssessment) -> tuple[Touched, ...]:
    """Return what exchanges data with the replaced and has no described successor in this bid, each once, by name."""
    return tuple({one.iri: one for one in bid.impact.to_move}.values())


def _named(words: Text, bids: Sequence[BidAssessment]) -> Text:
    dutch, english = (", ".join(bid.name.in_(language) for bid in bids) for language in ("nl", "en"))
    return Text(words.nl.format(names=dutch), words.en.format(names=english))
