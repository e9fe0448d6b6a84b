"""The pictures of one opened model: the surroundings of an element and the views, each drawn once and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox
from flask import Response
from markupsafe import Markup

from archrepo.context_view import context_view
from archrepo.diagrams import Artist, LayoutFault, Twin, twin
from archrepo.diagrams.export import to_png
from archrepo.errors import LimitFault
from archrepo.exchange.drawings import Drawings
from archrepo.generated_views import furnished
from archrepo.language import Language, Text
from archrepo.picturing.plotting import plot_landscape
from archrepo.views import View
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace
from webui.addresses import Addresses

MOST_KEPT = 400
_REFERENCE_COMPONENT = ar("referenceComponent")


@dataclass(frozen=True, slots=True)
class Picture:
    """A view with its SVG and its twin in words; without SVG, `fault` says why, and the words still hold."""

    view: View
    title: str
    svg: Markup | None
    twin: Twin | None
    fault: Text | None = None


class _Easel:
    """Draws one picture at a time, since an artist keeps measured words, and keeps what it drew."""

    def __init__(self, workspace: Workspace, addresses: Addresses, *, is_part_of_page: bool) -> None:
        """Draw nothing yet; a part of a page has no frame of its own and no twin, for the page tells the same."""
        self._workspace = workspace
        self._addresses = addresses
        self._is_part = is_part_of_page
        self._lock = threading.Lock()
        self._artists: dict[Language, Artist] = {}
        self._kept: dict[tuple[str, Language], Picture | None] = {}

    def picture(self, key: str, language: Language, make: Callable[[], View | None]) -> Picture | None:
        """Return the picture under a key, drawn when it is not there yet; None when there is nothing to draw."""
        if (key, language) in self._kept:
            return self._kept[key, language]
        with self._lock:
            if (key, language) not in self._kept:
                view = make()
                picture = self._draw(view, language) if view is not None else None
                if len(self._kept) >= MOST_KEPT:
                    self._kept = {}
                self._kept[key, language] = picture
                return picture
            return self._kept[key, language]

    def _draw(self, view: View, language: Language) -> Picture:
        if language not in self._artists:
            self._artists[language] = Artist(self._workspace.metamodel, language)
        told = None if self._is_part else twin(view, self._workspace.metamodel, language)
        title = view.title if isinstance(view.title, str) else view.title.in_(language)
        try:
            svg = self._artists[language].draw(
                view,
                self._addresses.page,
                view_link=lambda key: self._addresses.page(ox.NamedNode(key)),
                framed=not self._is_part,
                id_prefix="omgeving-" if self._is_part else "",
            )
        except LayoutFault as fault:
            return Picture(view, title, None, told, fault.text)
        # The SVG writer escapes every word of the model itself; a hostile label is a test of both rooms.
        return Picture(view, title, Markup(svg), told)


class Pictures:
    """The pictures of one model; small ones never wait for a large one."""

    def __init__(self, workspace: Workspace, addresses: Addresses) -> None:
        """Draw nothing yet."""
        self._workspace = workspace
        self._drawings: dict[Language, Drawings] = {}
        self._small = _Easel(workspace, addresses, is_part_of_page=True)
        self._large = _Easel(workspace, addresses, is_part_of_page=False)

    def surroundings(self, thing: ox.NamedNode, language: Language) -> Picture | None:
        """Return the picture of an element among its neighbours; None when it has none."""
        return self._small.picture(thing.value, language, lambda: context_view(self._workspace, thing, language))

    def drawn(self, view: ox.NamedNode, language: Language) -> Picture | None:
        """Return an imported view as its author drew it; None when there is no drawing of it.

        Raises:
            InputFault: the drawing cannot be read.
        """
        if view not in self.drawings(language):
            return None
        return self._large.picture(f"view {view.value}", language, lambda: self._furnished(view, language))

    def _furnished(self, view: ox.NamedNode, language: Language) -> View:
        return furnished(self.drawings(language).view(view), self._workspace, language)

    def plotted(self, view: ox.NamedNode, language: Language) -> Picture | None:
        """Return an imported view with the municipality's own applications in it; None when there is no drawing.

        Raises:
            InputFault: the drawing cannot be read.
        """
        if view not in self.drawings(language):
            return None
        return self._large.picture(
            f"plot {view.value}",
            language,
            lambda: plot_landscape(self.drawings(language).view(view), self._workspace, language),
        )

    @property
    def has_own_applications(self) -> bool:
        """Tell whether any application names its reference component, so that plotting shows something."""
        return bool(self._workspace.model.with_predicate(_REFERENCE_COMPONENT))

    def drawn_list(self, language: Language) -> tuple[tuple[ox.NamedNode, str], ...]:
        """Return the imported views with their names, by name."""
        named = [(view, self._workspace.label(view, language)) for view in self.drawings(language)]
        return tuple(sorted(named, key=lambda view: (view[1].casefold(), view[0].value)))

    def as_file(self, picture: Picture, form: str) -> Response:
        """Return the picture as an SVG or a PNG file.

        Raises:
            LimitFault: the picture could not be drawn.
        """
        if picture.svg is None:
            raise LimitFault(picture.fault or Text("geen plaat", "no picture"))
        if form == "svg":
            return Response(str(picture.svg), mimetype="image/svg+xml")
        return Response(to_png(str(picture.svg), zoom=1.5), mimetype="image/png")

    def perhaps(self, key: str, language: Language, make: Callable[[], View | None]) -> Picture | None:
        """Return the picture of a view that `make` gives, under a key that stands for it; None when it gives none."""
        return self._large.picture(key, language, make)

    def of(self, key: str, language: Language, make: Callable[[], View]) -> Picture:
        """Return the picture of a view that `make` gives, under a key that stands for it."""
        found = self._large.picture(key, language, make)
        assert found is not None
        return found

    def drawings(self, language: Language) -> Drawings:
        """Return the stored drawings of the model."""
        if language not in self._drawings:
            self._drawings[language] = Drawings(self._workspace, language)
        return self._drawings[language]
