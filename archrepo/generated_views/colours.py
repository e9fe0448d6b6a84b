"""The facts by which a question colours its boxes, and the shade that each of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.picturing.colouring import colourings, scale_of, shades_of
from archrepo.picturing.looks import KINDS, Look, Shade, painted, ramp
from archrepo.turtle.reading import Term
from archrepo.views import View
from archrepo.workspace import Workspace

#: Looks from nothing to much, for a question whose header says `# colours: scale`.
SCALE: tuple[Look, ...] = (Look("#ffffff", "○"), *ramp(4, "●"))
_NO_COLOUR = Text(
    "Er zijn geen kleuren: van niets op deze plaat is het gevraagde feit bekend.",
    "There are no colours: of nothing in this picture the fact asked for is known.",
)


class Colours:
    """The facts of the boxes of one view; a fact is a coded value or words, None where it is not known."""

    def __init__(self, workspace: Workspace, palette: str, steps: Mapping[str, Shade]) -> None:
        """Hold no fact yet; `palette` is what the header says: "scale", or "" for the looks of coded values.

        `steps` are the shades of the numbers of a scale of the ontology.
        """
        self._workspace = workspace
        self._steps = steps
        self._looks = SCALE if palette == "scale" else KINDS
        self._places: dict[Term, int] = {}
        self._fact_of: dict[str, Term | None] = {}

    def add(self, box: str, fact: Term | None, place: int | None) -> None:
        """Note the fact of the box with that key; `place` is its place in the order, None for that of the ontology."""
        self._fact_of.setdefault(box, fact)
        if fact is not None and (fact not in self._places or place is not None):
            self._places[fact] = -1 if place is None else place

    def painted(self, view: View, language: Language) -> View:
        """Return the view with boxes filled by their fact, the fact in words under the label, and the legend of it."""
        if not self._places:
            return replace(view, left_out=(*view.left_out, _NO_COLOUR)) if view.boxes else view
        shades = self._shades()
        shade_of = {key: None if fact is None else shades[fact] for key, fact in self._fact_of.items()}
        return painted(view, shade_of, tuple(shades.values()), language)

    def _shades(self) -> Mapping[Term, Shade]:
        """Return the shade of each fact, in their order.

        The values of a class of the ontology keep their colours whichever of them are in the view; so do facts to which
        the question gives a place.
        """
        shades: dict[Term, Shade] = {
            fact: Shade(self._looks[place % len(self._looks)], self._words(fact))
            for place, _, fact in sorted((place, str(fact), fact) for fact, place in self._places.items() if place >= 0)
        }
        stepped = {
            fact: self._steps[fact.value]
            for fact in self._places
            if isinstance(fact, ox.Literal) and fact.value in self._steps
        }
        shades.update(sorted(stepped.items(), key=lambda one: list(self._steps.values()).index(one[1])))
        others = Counter(
            fact
            for fact in self._fact_of.values()
            if fact is not None and self._places[fact] < 0 and fact not in shades
        )
        shades.update(shades_of(self._workspace, others))
        return shades

    def _words(self, fact: Term) -> Text:
        return Text.same(fact.value) if isinstance(fact, ox.Literal) else self._workspace.name_of(fact)


def steps_of(workspace: Workspace, fact: Term | None) -> Mapping[str, Shade]:
    """Return the shades of the numbers of a property that the ontology puts on a scale; none for any other fact."""
    for colouring in colourings(workspace):
        if (
            fact is not None
            and colouring.predicate == fact
            and colouring.scale is not None
            and colouring.amount is None
        ):
            return scale_of(workspace, colouring.scale)
    return {}
