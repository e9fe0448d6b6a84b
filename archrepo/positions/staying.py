"""Placing a view with what is kept of it, and keeping what was placed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from archrepo.diagrams import Artist, KeptPlace
from archrepo.errors import ArchrepoError
from archrepo.language import Text
from archrepo.picturing.seeing import Seeing
from archrepo.positions.homes import Home, home_of, read_home, write_home
from archrepo.positions.matching import Matched, matched, spots_of, words_of
from archrepo.positions.side_file import SideFile, Spot
from archrepo.views import View
from archrepo.workspace import Workspace

#: What was rounded is placed again until nothing changes; a box that gave way may need it once more.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class KeptView:
    """What is kept of one view: its home, which line belongs to which box, and what was wrong with the file.

    Without a home the view has no places to keep; with a fault it is placed as if there were none.
    """

    home: Home | None = None
    match: Matched = field(default_factory=Matched)
    lines: int = 0
    fault: ArchrepoError | None = None

    @property
    def pinned(self) -> frozenset[str]:
        """Return the keys of the pinned boxes."""
        return frozenset(key for key, place in self.match.places.items() if place.is_pinned)


NOTHING = KeptView()


def is_whole(seeing: Seeing) -> bool:
    """Tell whether a picture is looked at as a whole.

    A part of it, or it with groups folded, is another picture: gaps would stand where the rest was.
    """
    return seeing == replace(seeing, focus="", hops=None, direction="both", leave_out=(), folded=())


def kept_of(workspace: Workspace, view: View, values: Mapping[str, str], *, is_fresh: bool = False) -> KeptView:
    """Return what is kept of a view that has yet to be placed; `is_fresh` leaves out what stands in the file."""
    home = home_of(workspace, view, values)
    if home is None:
        return NOTHING
    if is_fresh:
        return KeptView(home)
    try:
        side_file = read_home(home)
    except ArchrepoError as fault:
        return KeptView(home, fault=fault)
    if side_file is None:
        return KeptView(home)
    return KeptView(home, matched(view, side_file), len(side_file.spots))


def placed_as_kept(artist: Artist, view: View, kept: KeptView) -> View:
    """Return a view with coordinates, with its boxes where they are kept; a fault of the side file stands with it.

    Raises:
        LayoutFault: the layout program failed or took too long.
    """
    placed = _pinned(artist.place(view, kept.match.places or None), kept.pinned)
    if kept.fault is None:
        return placed
    place = f"{kept.fault.location}: " if kept.fault.location else ""
    told = kept.fault.text
    words = Text(
        f"De plaat is opnieuw ingedeeld, want de plaatsen zijn niet te lezen: {place}{told.nl}.",
        f"The view was laid out anew, as its places cannot be read: {place}{told.en}.",
    )
    return replace(placed, remarks=(*placed.remarks, words))


def _pinned(placed: View, keys: Collection[str]) -> View:
    boxes = tuple(replace(box, is_pinned=True) if box.key in keys else box for box in placed.boxes)
    return replace(placed, boxes=boxes)


@dataclass(frozen=True, slots=True)
class Stayed:
    """A view as it is from now on: with coordinates, whether its file changed, and how many lines went away."""

    view: View
    has_changed: bool
    gone: int


def keep_places(
    artist: Artist,
    view: View,
    kept: KeptView,
    *,
    pins: Collection[str] = (),
    unpins: Collection[str] = (),
    moves: Mapping[str, KeptPlace] | None = None,
) -> Stayed:
    """Place a view, write where its boxes stand, and return it as it will be drawn from now on.

    `pins`, `unpins` and `moves` are under the keys of boxes; what was moved stands there from now on, and is pinned
    when it says so.

    Raises:
        LayoutFault: the layout program failed or took too long.
        ArchrepoError: the file cannot be written, or the view has no places to keep.
    """
    assert kept.home is not None, "a view without a home has no places to keep"
    places = dict(kept.match.places) | dict(moves or {})
    pinned = {key for key, place in places.items() if place.is_pinned} | set(pins)
    pinned -= set(unpins)
    places = {key: replace(place, is_pinned=key in pinned) for key, place in places.items()}
    placed = artist.place(view, places or None)
    found = _side_file(kept.home, placed, view, kept.match.spots, pinned)
    for _ in range(_ROUNDS):
        again = matched(view, found)
        placed = artist.place(view, again.places)
        settled = _side_file(kept.home, placed, view, again.spots, pinned)
        if settled == found:
            break
        found = settled
    has_changed = write_home(kept.home, found)
    return Stayed(_pinned(placed, pinned), has_changed, _gone(kept))


def _side_file(home: Home, placed: View, view: View, known: Mapping[str, Spot], pinned: Collection[str]) -> SideFile:
    return SideFile(home.view, spots_of(placed, view, known, pinned), words_of(placed, view, known))


def _gone(kept: KeptView) -> int:
    """Return how many lines of the old file belong to no box any more."""
    return max(0, kept.lines - len({spot.box for spot in kept.match.spots.values()}))
