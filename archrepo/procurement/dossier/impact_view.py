"""What a purchase does to the landscape as a picture: what goes, what comes, and what each neighbour notices of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.generated_views import furnished
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.picturing.looks import Look, Shade, painted
from archrepo.procurement.assessment import BidAssessment, Impact, Touched
from archrepo.procurement.dossier.takers import taker_words, takers_of
from archrepo.procurement.tender import Tender
from archrepo.views import Box, Line, View
from archrepo.vocabulary import APPLICATION_COMPONENT
from archrepo.workspace import Workspace

#: More neighbours than this in one group hide what the picture should show; the list beside it has them all.
MOST_IN_GROUP = 12
_GOES = Shade(Look("#f6c9c4", "▼"), Text("wordt vervangen", "is replaced"))
_COMES = Shade(Look("#bfe3f2", "▲"), Text("komt ervoor in de plaats", "comes in its place"))
_STAYS = Shade(Look("#c9e9d3", "●"), Text("stroom wordt overgenomen", "flow is taken over"))
_BY_ALL = Shade(
    _STAYS.look, Text("stroom wordt overgenomen door elke kandidaat", "flow is taken over by every candidate")
)
_BY_SOME = Shade(
    Look("#e3efb5", "►"),
    Text(
        "stroom wordt overgenomen door minstens één kandidaat, niet door elke",
        "flow is taken over by at least one candidate, not by every one",
    ),
)
_OPEN = Shade(Look("#ffdf9e", "□"), Text("stroom heeft nog geen opvolger", "flow has no successor yet"))
_BY_NONE = Shade(
    _OPEN.look, Text("stroom heeft bij geen kandidaat een opvolger", "flow has no successor with any candidate")
)
_LOST = Shade(Look("#e3b3ae", "■"), Text("verliest ondersteuning", "loses its support"))
_ENDS = Shade(Look("#e4dcf2", "◊"), Text("contract dat eindigt", "contract that ends"))
_STATES = (_GOES, _COMES, _STAYS, _BY_ALL, _BY_SOME, _OPEN, _BY_NONE, _LOST, _ENDS)
_ONE_OF = Text("een van {count} kandidaten", "one of {count} candidates")
_Groups: TypeAlias = dict[Shade, list[Touched]]
_MORE = Text("nog {count}: {meaning}", "{count} more: {meaning}")


def impact_view(
    landscape: Workspace, tender: Tender, impact: Impact, bids: Sequence[BidAssessment], language: Language
) -> View | None:
    """Return the picture, to be placed by a layout; None when nothing of the landscape is replaced or touched by it.

    What happens to each box stands in it with a sign and words.

    Of several `bids` the picture shows one box, and with each neighbour by which of them its flows are taken over.
    """
    if not (impact.replaced or impact.taken_over or impact.to_move):
        return None
    picture = _Picture(landscape, language)
    centre = [picture.add(one, _GOES) for one in _once(impact.replaced)]
    name = bids[0].name.in_(language) if len(bids) == 1 else tender.name.in_(language)
    if len(bids) > 1:
        name = f"{name}\n{_ONE_OF.format(count=len(bids)).in_(language)}"
    product = picture.box(name, local_name(APPLICATION_COMPONENT), _COMES)
    for old in centre:
        picture.line(old, product, Text("wordt", "becomes"), is_directed=True)
    first = centre[0] if centre else product
    flows: dict[str, list[Touched]] = {}
    for one in (*impact.taken_over, *impact.to_move):
        flows.setdefault(one.iri, []).append(one)
    groups = _by_what_happens(flows.values(), impact, bids)
    for found, state, other in (
        *((groups.get(state, ()), state, product) for state in (_STAYS, _BY_ALL, _BY_SOME)),
        *((groups.get(state, ()), state, first) for state in (_OPEN, _BY_NONE)),
        (impact.unsupported, _LOST, first),
        (impact.contracts, _ENDS, first),
    ):
        once = _once(found)
        for one in once[:MOST_IN_GROUP]:
            more = taker_words(flows[one.iri], bids, is_short=True) if state is _BY_SOME else None
            picture.line(picture.add(one, state, more), other)
        picture.leave_out(len(once) - MOST_IN_GROUP, state)
    return picture.view(tender)


def _by_what_happens(flows: Iterable[Sequence[Touched]], impact: Impact, bids: Sequence[BidAssessment]) -> _Groups:
    """Return the first flow of each neighbour by what happens to all of them together."""
    groups: _Groups = {}
    for found in flows:
        if len(bids) < 2:
            state = _OPEN if any(one in impact.to_move for one in found) else _STAYS
        elif len(takers_of(found, bids)) == len(bids):
            state = _BY_ALL
        else:
            state = _BY_SOME if any(one in impact.taken_over for one in found) else _BY_NONE
        groups.setdefault(state, []).append(found[0])
    return groups


def _once(found: Iterable[Touched]) -> list[Touched]:
    return list({one.iri: one for one in found}.values())


class _Picture:
    """Boxes and lines that grow; each is named by its number."""

    def __init__(self, landscape: Workspace, language: Language) -> None:
        self._landscape, self._language = landscape, language
        self._boxes: list[Box] = []
        self._lines: list[Line] = []
        self._left_out: list[Text] = []
        self._states: dict[str, Shade] = {}

    def add(self, one: Touched, state: Shade, more: Text | None = None) -> str:
        element = self._landscape.elements.get(ox.NamedNode(one.iri)) if ":" in one.iri else None
        kind = element.kind.drawn_as if element is not None else local_name(APPLICATION_COMPONENT)
        name = one.name.in_(self._language) + (f"\n{more.in_(self._language)}" if more is not None else "")
        return self.box(name, kind, state, element.iri if element is not None else None)

    def box(self, label: str, kind: str, state: Shade, element: ox.NamedNode | None = None) -> str:
        key = f"b{len(self._boxes)}"
        self._boxes.append(Box(key, kind, label, element=element))
        self._states[key] = state
        return key

    def line(self, source: str, target: str, label: Text | None = None, *, is_directed: bool = False) -> None:
        words = label.in_(self._language) if label is not None else ""
        self._lines.append(
            Line(f"l{len(self._lines)}", "Association", source, target, label=words, directed=is_directed)
        )

    def leave_out(self, count: int, state: Shade) -> None:
        if count > 0:
            self._left_out.append(_MORE.format(count=count, meaning=state.words))

    def view(self, tender: Tender) -> View:
        view = View(
            key="impact",
            title=tender.name,
            boxes=tuple(self._boxes),
            lines=tuple(self._lines),
            kind="generated",
            question=Text(
                "Wat verdwijnt er, wat komt ervoor in de plaats en wie merkt dat?",
                "What goes, what comes in its place, and who notices?",
            ),
            left_out=tuple(self._left_out),
            arrangement="flow",
        )
        view = painted(view, self._states, _STATES, self._language)
        return furnished(view, self._landscape, self._language)
