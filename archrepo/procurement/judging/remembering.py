"""What an assessment found, kept for the next one over the same landscape: one changed bid is one bid judged again.

Who holds the check of the landscape holds the memory too, and they end together. What is kept is looked up by all that
it rests on, so an assessment with a memory equals one without; a test compares the two over random edits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archrepo.procurement.assessment import BidAssessment
from archrepo.procurement.bids.files import BidFile
from archrepo.procurement.tender import Judgement
from archrepo.profiles import Profile
from archrepo.turtle.reading import Subject
from archrepo.validation import Check
from archrepo.waivers import Waiver
from archrepo.workspace import SourceFile


@dataclass(frozen=True, slots=True)
class Ground:
    """All that the judgement of one bid or candidate rests on, besides the landscape.

    `purchase` are the files of the purchase alone, `files` those that are laid over the landscape for this one.
    `members` belong to the purchase and `described` to what is offered, as the purchase's own files say it.
    """

    procurement: Subject
    node: Subject
    bid: BidFile | None
    purchase: tuple[SourceFile, ...]
    files: tuple[SourceFile, ...]
    members: tuple[Subject, ...]
    described: tuple[tuple[Subject, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one bid or candidate, with the deviations and judgements that its layer holds."""

    assessment: BidAssessment
    waivers: tuple[Waiver, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class _Weights:
    profile: Profile | None
    is_choice: bool


class Memory:
    """What was found over one landscape; it forgets all when another landscape comes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._landscape: Check | None = None
        self._purchase: tuple[tuple[SourceFile, ...], Check] | None = None
        self._last: Check | None = None
        self._found: dict[Subject, tuple[Ground, _Weights, Found]] = {}

    def begin(self, landscape: Check) -> None:
        """Forget what was found over another landscape."""
        if self._landscape is not landscape:
            self._landscape, self._purchase, self._last, self._found = landscape, None, None, {}

    def purchase(self, files: Sequence[SourceFile], lay: Callable[[Check], Check]) -> Check:
        """Return the check of a purchase with these files; `lay` makes it from an earlier one or the landscape."""
        assert self._landscape is not None
        given = tuple(files)
        if self._purchase is not None and self._purchase[0] == given:
            return self._purchase[1]
        before = self._purchase[1] if self._purchase is not None else self._landscape
        check = lay(before if self._may_follow(before) else self._landscape)
        self._purchase, self._last = (given, check), self._last or check
        return check

    def base(self, purchase: Check) -> Check:
        """Return the check from which the next layer follows: the last one that was laid, which has all indexes."""
        return self._last if self._last is not None and self._may_follow(self._last) else purchase

    def laid(self, check: Check) -> None:
        """Keep the check of a layer as the one to go on from."""
        self._last = check

    def found(self, ground: Ground, profile: Profile | None, make: Callable[[], Found], *, is_choice: bool) -> Found:
        """Return what was found on this ground before, or what `make` finds now."""
        weights = _Weights(profile, is_choice)
        known = self._found.get(ground.node)
        if known is not None and known[0] == ground and known[1] == weights:
            return known[2]
        made = make()
        self._found[ground.node] = ground, weights, made
        return made

    def keep_only(self, nodes: Sequence[Subject]) -> None:
        """Forget what was found on all other bids and candidates."""
        self._found = {node: self._found[node] for node in nodes if node in self._found}

    def _may_follow(self, check: Check) -> bool:
        """Tell whether another check may follow from this one; a rule that failed in it would not be tried again."""
        return self._landscape is not None and len(check.faults) == len(self._landscape.faults)
