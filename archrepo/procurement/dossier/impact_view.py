"""What a purchase does to the landscape as a picture: what goes, what comes, and what each neighbour notices of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from archrepo.generated_views import furnished
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.picturing.looks import Look, Shade, painted
from archrepo.procurement.assessment import Impact, Touched
from archrepo.procurement.tender import Tender
from archrepo.views import Box, Line, View
from archrepo.vocabulary import APPLICATION_COMPONENT
from archrepo.workspace import Workspace

#: More neighbours than this in one group hide what the picture should show; the list beside it has them all.
MOST_IN_GROUP = 12
_GOES = Shade(Look("#f6c9c4", "▼"), Text("wordt vervangen", "is replaced"))
_COMES = Shade(Look("#bfe3f2", "▲"), Text("komt ervoor in de plaats", "comes in its place"))
_STAYS = Shade(Look("#c9e9d3", "●"), Text("stroom wordt overgenomen", "flow is taken over"))
_OPEN = Shade(Look("#ffdf9e", "□"), Text("stroom heeft nog geen opvolger", "flow has no successor yet"))
_LOST = Shade(Look("#e3b3ae", "■"), Text("verliest ondersteuning", "loses its support"))
_ENDS = Shade(Look("#e4dcf2", "◊"), Text("contract dat eindigt", "contract that ends"))
_STATES = (_GOES, _COMES, _STAYS, _OPEN, _LOST, _ENDS)
_MORE = Text("nog {count}: {meaning}", "{count} more: {meaning}")


def impact_view(
    landscape: Workspace, tender: Tender, impact: Impact, offered: Sequence[Text], language: Language
) -> View | None:
    """Return the picture, to be placed by a layout; None when nothing of the landscape is replaced or touched by it.

    What happens to each box stands in it with a sign and words.

    `offered` are the names of what takes the place of the replaced; of several bids the picture shows one box.
    """
    if not (impact.replaced or impact.taken_over or impact.to_move):
        return None
    picture = _Picture(landscape, language)
    centre = [picture.add(one, _GOES) for one in _once(impact.replaced)]
    name = offered[0].in_(language) if len(offered) == 1 else tender.name.in_(language)
    product = picture.box(name, local_name(APPLICATION_COMPONENT), _COMES)
    for old in centre:
        picture.line(old, product, Text("wordt", "becomes"), is_directed=True)
    taken = {one.iri for one in impact.taken_over}
    first = centre[0] if centre else product
    for found, state, other in (
        (impact.taken_over, _STAYS, product),
        ([one for one in impact.to_move if one.iri not in taken], _OPEN, first),
        (impact.unsupported, _LOST, first),
        (impact.contracts, _ENDS, first),
    ):
        once = _once(found)
        for one in once[:MOST_IN_GROUP]:
            picture.line(picture.add(one, state), other)
        picture.leave_out(len(once) - MOST_IN_GROUP, state)
    return picture.view(tender)


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

    def add(self, one: Touched, state: Shade) -> str:
        element = self._landscape.elements.get(ox.NamedNode(one.iri)) if ":" in one.iri else None
        kind = element.kind.drawn_as if element is not None else local_name(APPLICATION_COMPONENT)
        return self.box(one.name.in_(self._language), kind, state, element.iri if element is not None else None)

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
