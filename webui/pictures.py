"""The pictures of one opened model: each state drawn once and kept, and the surroundings of each element."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
from markupsafe import Markup

from archrepo.context_view import context_view
from archrepo.diagrams import Artist, Fold, LayoutFault, Live, PaletteName, Twin, twin
from archrepo.errors import InputFault, LimitFault, RequestFault
from archrepo.exchange.drawings import Drawings
from archrepo.findings import Report
from archrepo.language import Language, Text
from archrepo.picture_files import Plate
from archrepo.picturing.collapsing import find_groups, groups
from archrepo.picturing.moments import pinned
from archrepo.picturing.seeing import folded, seen
from archrepo.positions import NOTHING, KeptView, bytes_at, home_around, home_made, is_whole, kept_of, placed_as_kept
from archrepo.principles import book_of
from archrepo.validation import check
from archrepo.views import View
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace
from archrepo.workspace.history import OldVersions
from webui.addresses import Addresses
from webui.asked import Asked
from webui.kept import Kept
from webui.picture_choices import is_foldable

if TYPE_CHECKING:
    from webui.sources import Source

#: Characters of SVG that are kept, of pictures on their own page and of those on the page of an element.
MOST_KEPT, MOST_KEPT_SMALL = 80_000_000, 20_000_000
_REFERENCE_COMPONENT = ar("referenceComponent")
#: Keeps the ids in a picture apart from those of its page.
_PREFIX = "plaat-"
_PREFIX_SMALL = "omgeving-"
_FOLD = Text("Klap in: {name}", "Fold: {name}")
_UNFOLD = Text("Klap uit: {name}", "Unfold: {name}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A view with its SVG and its twin in words; without SVG, `fault` says why, and the words still hold.

    `whole` is the view with every group open, `view` as it is drawn.
    """

    view: View
    title: str
    svg: Markup | None
    twin: Twin | None
    fault: Text | None = None
    whole: View | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """One picture as asked for, in one language; the key under which it is kept."""

    source: Source
    asked: Asked
    language: Language
    #: Which version of the kept places of its boxes there is; "" for none.
    places: str = ""
    #: The moments of a difference as they are now: under the same words another commit is another picture.
    between: tuple[str, str] | None = None


class Pictures:
    """The pictures of one model; none waits for another."""

    def __init__(self, workspace: Workspace, addresses: Addresses, report: Report, old: OldVersions) -> None:
        """Draw nothing yet; `report` holds the verdicts on this model, and `old` gives its older versions."""
        self._workspace = workspace
        self._addresses = addresses
        self._report = report
        self._old = old
        self._drawings: dict[Language, Drawings] = {}
        self._idle: dict[tuple[Language, PaletteName], list[Artist]] = {}
        self._small: Kept[tuple[ox.NamedNode, Language], Picture | None] = Kept(MOST_KEPT_SMALL, _weight)
        self._made: Kept[tuple[str, Language], Picture | None] = Kept(MOST_KEPT_SMALL, _weight)
        self._views: Kept[_State, View] = Kept(MOST_KEPT, lambda view: 400 * (len(view.boxes) + len(view.lines)))
        self._large: Kept[_State, Picture] = Kept(MOST_KEPT, _weight)

    def surroundings(self, thing: ox.NamedNode, language: Language) -> Picture | None:
        """Return the picture of an element among its neighbours; None when it has none."""
        return self._small.get((thing, language), lambda: self._surroundings(thing, language))

    def _surroundings(self, thing: ox.NamedNode, language: Language) -> Picture | None:
        view = context_view(self._workspace, thing, language)
        if view is None:
            return None
        with self._artist(language, "standard") as artist:
            svg = artist.draw(view, self._addresses.page, framed=False, id_prefix=_PREFIX_SMALL, live=Live())
        # The SVG writer escapes every word of the model itself; a hostile label is a test of both rooms.
        return Picture(view, _title(view, language), Markup(svg), None)

    def seen(self, source: Source, asked: Asked, language: Language) -> Picture:
        """Return a picture as asked for.

        Raises:
            RequestFault: something asked for does not exist, or two wishes do not go together.
            InputFault: the drawing cannot be read.
            ArchrepoError: an older version of the model cannot be opened.
        """
        between = pinned(self._workspace, asked.seeing.between) if asked.seeing.between else None
        state = _State(source, asked, language, self._places(source, asked), between)
        return self._large.get(state, lambda: self._draw(state), _is_drawn)

    def perhaps(self, key: str, language: Language, make: Callable[[], View | None]) -> Picture | None:
        """Return the picture of a view that `make` gives, under a key that stands for it; None when it gives none."""
        return self._made.get((key, language), lambda: self._perhaps(language, make), _is_drawn)

    def _perhaps(self, language: Language, make: Callable[[], View | None]) -> Picture | None:
        view = make()
        return self._drawn(view, Asked(), language, Live(), view) if view is not None else None

    def plate(self, source: Source, asked: Asked, language: Language) -> Plate:
        """Return a picture as asked for, ready to be written as a file: without what only a page needs.

        Raises:
            LimitFault: the picture could not be drawn; and what `seen` raises.
        """
        return self.plate_of(self.seen(source, asked, language), language, asked.palette)

    def plate_of(self, picture: Picture, language: Language, palette: PaletteName = "standard") -> Plate:
        """Return a picture ready to be written as a file.

        Raises:
            LimitFault: the picture could not be drawn.
        """
        if picture.svg is None or picture.twin is None:
            raise LimitFault(picture.fault or Text("geen plaat", "no picture"))
        with self._artist(language, palette) as artist:
            svg = artist.draw(picture.view)
        return Plate(svg, picture.view, picture.twin, palette)

    def _view(self, state: _State) -> View:
        """Return the view as asked for, with every group open; kept, since folding and drawing start from it."""
        seeing = state.asked.seeing
        plain = replace(state, asked=Asked(replace(seeing, folded=())), places="")
        wanted = replace(plain.asked.seeing, between=state.between)
        if seeing.focus:
            wanted = replace(wanted, focus=self._element(seeing.focus))
        return self._views.get(
            plain,
            lambda: seen(
                self._workspace, state.source.make, wanted, state.language, self._judged, self._old.workspace_at
            ),
        )

    def _element(self, name: str) -> str:
        """Return the IRI of the element that an address names by its reference, or a reader by its label.

        Raises:
            RequestFault: there is none, or more than one.
        """
        thing = self._addresses.thing(name)
        try:
            return (thing or self._workspace.find(name)).value
        except RequestFault as fault:
            raise RequestFault(
                fault.text,
                remedy=Text(
                    "kies een onderdeel uit de lijst bij 'Alleen rond'", "choose a part from the list at 'Only around'"
                ),
            ) from fault

    def _judged(self, workspace: Workspace) -> Report:
        """Return the verdicts on a model; those on the opened one are there already."""
        return self._report if workspace is self._workspace else check(workspace, book_of(workspace)).report

    def _draw(self, state: _State) -> Picture:
        language = state.language
        whole = self._view(state)
        view = folded(whole, state.asked.seeing.folded, language)
        kept = kept_of(self._workspace, whole, dict(state.source.values)) if state.places else NOTHING
        return self._drawn(view, state.asked, language, Live(self._folds(whole, state)), whole, kept)

    def _places(self, source: Source, asked: Asked) -> str:
        """Return a mark of what is kept of where the boxes stand, which changes with the file; "" when nothing is."""
        if source.is_drawn or not is_whole(asked.seeing):
            return ""
        home = (
            home_around(self._workspace, source.middle)
            if source.middle is not None
            else home_made(self._workspace, source.ref, source.parameters, dict(source.values))
        )
        try:
            data = bytes_at(home)
        except InputFault as fault:
            return fault.text.en
        return hashlib.sha256(data).hexdigest() if data is not None else ""

    def _drawn(
        self, view: View, asked: Asked, language: Language, live: Live, whole: View, kept: KeptView = NOTHING
    ) -> Picture:
        title, metamodel = _title(view, language), self._workspace.metamodel
        try:
            with self._artist(language, asked.palette) as artist:
                placed = placed_as_kept(artist, view, kept)
                svg = artist.draw(
                    placed, self._addresses.page, view_link=self._page_of_view, id_prefix=_PREFIX, live=live
                )
        except LayoutFault as fault:
            return Picture(view, title, None, twin(view, metamodel, language), fault.text, whole)
        # The SVG writer escapes every word of the model itself; a hostile label is a test of both rooms.
        return Picture(placed, title, Markup(svg), twin(view, metamodel, language, placed), None, whole)

    def _folds(self, whole: View, state: _State) -> Callable[[str], Fold | None]:
        """Return what gives the sign of a group: the same picture with that group folded, or open again."""
        known = {one.key: one for one in groups(whole) if is_foldable(one)}
        now = find_groups(whole, state.asked.seeing.folded)

        def fold(key: str) -> Fold | None:
            if key not in known:
                return None
            names = tuple(one for one in now if one != key) if key in now else (*now, key)
            asked = replace(state.asked, seeing=replace(state.asked.seeing, folded=names))
            words = _UNFOLD if key in now else _FOLD
            return Fold(f"{state.source.address(asked)}#plaat", key in now, words.format(name=known[key].label))

        return fold

    def _page_of_view(self, key: str) -> str | None:
        return self._addresses.page(ox.NamedNode(key))

    @contextmanager
    def _artist(self, language: Language, palette: PaletteName) -> Iterator[Artist]:
        """Give an artist for one picture; who draws at the same time has another, so nobody waits for a large one."""
        idle = self._idle.setdefault((language, palette), [])
        try:
            artist = idle.pop()
        except IndexError:
            artist = Artist(self._workspace.metamodel, language, palette)
        yield artist
        idle.append(artist)

    @property
    def has_own_applications(self) -> bool:
        """Tell whether any application names its reference component, so that plotting shows something."""
        return bool(self._workspace.model.with_predicate(_REFERENCE_COMPONENT))

    def drawn_list(self, language: Language) -> tuple[tuple[ox.NamedNode, str], ...]:
        """Return the imported views with their names, by name."""
        named = [(view, self._workspace.label(view, language)) for view in self.drawings(language)]
        return tuple(sorted(named, key=lambda view: (view[1].casefold(), view[0].value)))

    def drawings(self, language: Language) -> Drawings:
        """Return the stored drawings of the model."""
        if language not in self._drawings:
            self._drawings[language] = Drawings(self._workspace, language)
        return self._drawings[language]

    def drawings_of(self, workspace: Workspace, language: Language) -> Drawings:
        """Return the stored drawings of a version of the model; those of the same files are the same drawings."""
        return self.drawings(language) if workspace.files is self._workspace.files else Drawings(workspace, language)


def _title(view: View, language: Language) -> str:
    return view.title if isinstance(view.title, str) else view.title.in_(language)


def _is_drawn(picture: Picture | None) -> bool:
    """Tell whether a picture may be kept: one that took too long may be there at the next request."""
    return picture is None or picture.svg is not None


def _weight(picture: Picture | None) -> int:
    """Return about how many characters a picture takes."""
    return 10_000 + (len(picture.svg) if picture and picture.svg else 0)
