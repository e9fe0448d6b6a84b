"""What the award method gives each bid, as frozen values: points with arithmetic, who is out and why, the rank."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from archrepo.language import Text


class ScoreKind(Enum):
    """What points are earned with."""

    PRICE = "price"
    QUALITY = "quality"
    WISH = "wish"


class BidStatus(Enum):
    """Where a bid stands: ranked, out, or not to be determined because something is missing."""

    RANKED = "ranked"
    OUT = "out"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The points of one bid on one criterion, sub-criterion or wish.

    `points` is None when they cannot be determined; `missing` then says what for. `steps` is the arithmetic, in order.
    `remarks` are what a reader of the points has to know, such as assessors who differ. `parts` are the sub-criteria
    and wishes that the points are added up from; empty when there are none.
    """

    iri: str
    name: Text
    kind: ScoreKind
    max_points: Decimal | None
    points: Decimal | None
    steps: tuple[Text, ...]
    missing: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    parts: tuple[CriterionScore, ...] = ()


@dataclass(frozen=True, slots=True)
class BidScore:
    """What one bid earns. `reasons` say why it is out; `missing` why it cannot be ranked; both may be empty.

    `rank` is 1 for the best and None when the award has no ranking or the bid is out; bids that nothing decides between
    share a rank. `total` and `quality` are None when a part of them cannot be determined; `quality` leaves price out.
    """

    iri: str
    name: Text
    price_euro: Decimal | None
    status: BidStatus
    reasons: tuple[Text, ...]
    criteria: tuple[CriterionScore, ...]
    quality: Decimal | None
    total: Decimal | None
    steps: tuple[Text, ...]
    rank: int | None
    missing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """The outcome of the award method: the bids by rank, then the ones that cannot be ranked, then those that are out.

    `winner` is the IRI of the one bid in first place; empty when there is no ranking or a tie that no rule decides.
    `lowest_price_euro` is the lowest price of the bids that take part, None when it is not certain. `ties` tell how
    each tie was decided, or that it was not. `remarks` are what is odd in the method itself. `lot` is the IRI of the
    lot that is awarded, empty for the procurement as a whole.
    """

    lot: str
    bids: tuple[BidScore, ...]
    winner: str
    lowest_price_euro: Decimal | None
    ties: tuple[Text, ...]
    remarks: tuple[Text, ...]
    summary: Text

    def of(self, bid: str) -> BidScore | None:
        """Return the score of the bid with that IRI; None when it takes no part in this award."""
        return next((score for score in self.bids if score.iri == bid), None)
