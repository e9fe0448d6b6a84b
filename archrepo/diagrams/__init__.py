"""From a View to a picture, and to the words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping

from archrepo.diagrams.dot import LayoutFault
from archrepo.diagrams.heading import labels_with_days
from archrepo.diagrams.layout import place
from archrepo.diagrams.live import Fold, Live
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.palettes import PALETTES, PaletteName, palette_named
from archrepo.diagrams.placing.keeping import KeptPlace
from archrepo.diagrams.preparation import unplaced
from archrepo.diagrams.sheet import notation_sheet
from archrepo.diagrams.svg import ElementLink, Options, ViewLink, write_svg
from archrepo.diagrams.text import Typesetter
from archrepo.diagrams.words import Twin, twin
from archrepo.language import Language
from archrepo.metamodel import Metamodel
from archrepo.views import View

__all__ = [
    "Artist",
    "Fold",
    "KeptPlace",
    "LayoutFault",
    "Live",
    "Notation",
    "PaletteName",
    "Twin",
    "draw",
    "notation_sheet",
    "palette_named",
    "twin",
    "unplaced",
]


class Artist:
    """Draws many views of one model in one language; the notation and the measured words are kept between them."""

    def __init__(self, metamodel: Metamodel, language: Language = "nl", palette: PaletteName = "standard") -> None:
        """Read the notation of the metamodel's types, in the colours of `palette`."""
        self._notation = Notation.of(metamodel, PALETTES[palette])
        self._setter = Typesetter(language)
        self._language = language

    def place(self, view: View, kept: Mapping[str, KeptPlace] | None = None) -> View:
        """Return `view` with coordinates: as they are when it has them, else from a layout.

        Boxes under their keys in `kept` stay where they were; what is new is put beside its neighbours.

        Raises:
            LayoutFault: the layout program failed or took too long.
        """
        if all(box.x is not None for box in view.boxes):
            return view
        return place(labels_with_days(view, self._language), self._setter, self._notation, self._language, kept)

    def draw(
        self,
        view: View,
        link: ElementLink | None = None,
        *,
        view_link: ViewLink | None = None,
        framed: bool = True,
        id_prefix: str = "",
        live: Live | None = None,
    ) -> str:
        """Return `view` as SVG, placed first when it has no coordinates yet.

        Raises:
            LayoutFault: the layout program failed or took too long; the words of the view still hold.
        """
        placed = self.place(view)
        return write_svg(
            placed, self._notation, self._setter, self._language, Options(link, view_link, framed, id_prefix, live)
        )


def draw(
    view: View,
    metamodel: Metamodel,
    language: Language = "nl",
    link: ElementLink | None = None,
    *,
    view_link: ViewLink | None = None,
    framed: bool = True,
    id_prefix: str = "",
    palette: PaletteName = "standard",
) -> str:
    """Return one view as SVG; `link` gives the page of an element, `framed` adds title, question and legend."""
    return Artist(metamodel, language, palette).draw(
        view, link, view_link=view_link, framed=framed, id_prefix=id_prefix
    )
