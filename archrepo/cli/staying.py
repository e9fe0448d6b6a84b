"""The options of `archrepo draw` that keep the boxes of a picture where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli.commands import option
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.picture_files import Plate

if TYPE_CHECKING:
    from archrepo.diagrams import Artist, KeptPlace
    from archrepo.picturing.seeing import Seeing
    from archrepo.positions import KeptView
    from archrepo.views import Box, View
    from archrepo.workspace import Workspace

Function = Callable[..., Any]
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Staying:
    """What is asked of the places of the boxes."""

    keeps: bool = False
    is_fresh: bool = False
    pins: tuple[str, ...] = ()
    unpins: tuple[str, ...] = ()
    drawing: Path | None = None

    @property
    def writes(self) -> bool:
        """Tell whether the places are to be kept."""
        return bool(self.keeps or self.pins or self.unpins or self.drawing)


AS_KEPT = Staying()

_OPTIONS = (
    option(
        "--keep",
        "keeps",
        is_flag=True,
        text=Text(
            "Bewaar waar de vakken staan, in views/positions; daarna blijven ze daar.",
            "Keep where the boxes stand, in views/positions; from then on they stay there.",
        ),
    ),
    option(
        "--fresh",
        "is_fresh",
        is_flag=True,
        text=Text("Deel opnieuw in, zonder de bewaarde plaatsen.", "Lay out anew, without the kept places."),
    ),
    option(
        "--pin",
        "pins",
        metavar="NAME",
        multiple=True,
        text=Text(
            "Zet dit vak vast, zodat het nooit opzij gaat; bewaart ook; mag vaker.",
            "Pin this box, so that it never gives way; keeps as well; may be repeated.",
        ),
    ),
    option(
        "--unpin",
        "unpins",
        metavar="NAME",
        multiple=True,
        text=Text("Maak dit vak weer los; mag vaker.", "Let this box go again; may be repeated."),
    ),
    option(
        "--places-from",
        "drawing",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        text=Text(
            "Lees uit deze draw.io-tekening waar u vakken hebt neergezet, en zet die vast.",
            "Read from this draw.io drawing where you put boxes, and pin those.",
        ),
    ),
)


def staying_options(function: Function) -> Function:
    """Add the options, and give the function what they ask for as `staying`."""

    @wraps(function)
    def with_staying(*arguments: Any, **values: Any) -> Any:
        names = ("keeps", "is_fresh", "pins", "unpins", "drawing")
        return function(*arguments, staying=Staying(**{name: values.pop(name) for name in names}), **values)

    decorated: Function = with_staying
    for one in reversed(_OPTIONS):
        decorated = one(decorated)
    return decorated


def plate_as_kept(
    session: Session,
    model: Workspace,
    view: View,
    values: Mapping[str, str],
    palette: str,
    seeing: Seeing,
    staying: Staying = AS_KEPT,
) -> Plate:
    """Return a view drawn with its boxes where they are kept, and keep them when that is asked.

    Raises:
        RequestFault: the view has no places to keep, or a box that is to be pinned is not on it.
        InputFault: the places are to be kept, and those in the file or in the drawing cannot be read.
    """
    from archrepo.diagrams import Artist, palette_named, twin
    from archrepo.positions import NOTHING, is_whole, kept_of, placed_as_kept

    language = session.language
    artist = Artist(model.metamodel, language, palette_named(palette).name)
    kept = kept_of(model, view, values, is_fresh=staying.is_fresh) if is_whole(seeing) else NOTHING
    if staying.writes:
        placed = _kept_from_now(session, artist, view, kept, seeing, staying)
    else:
        if kept.fault is not None:
            session.tell(kept.fault.lines(language))
        placed = placed_as_kept(artist, view, kept)
    words = twin(view, model.metamodel, language, placed)
    return Plate(artist.draw(placed), placed, words, palette_named(palette).name)


def refuse_staying(staying: Staying) -> None:
    """Refuse to keep the places of what has none: a figure, a list, all pictures.

    Raises:
        RequestFault: it was asked for.
    """
    if staying != AS_KEPT:
        raise RequestFault(
            Text(
                "alleen van één ingedeelde plaat zijn plaatsen te bewaren",
                "only of one laid out view can places be kept",
            ),
            remedy=Text(
                "noem één plaat, zoals: archrepo draw landschap --keep", "name one: archrepo draw landschap --keep"
            ),
        )


def _kept_from_now(
    session: Session, artist: Artist, view: View, kept: KeptView, seeing: Seeing, staying: Staying
) -> View:
    from archrepo.picturing.seeing import Seeing
    from archrepo.positions import keep_places, placed_as_kept

    language = session.language
    if seeing != Seeing(colour=seeing.colour, year=seeing.year) or view.kind != "generated":
        raise RequestFault(
            Text(
                "van een getekende plaat, een deel of een andere dag zijn geen plaatsen te bewaren",
                "of a drawn view, a part or another day no places can be kept",
            ),
            remedy=Text("bewaar die van de hele plaat van nu", "keep those of the whole view as it is now"),
        )
    if kept.home is None:
        raise RequestFault(
            Text("deze plaat heeft geen plaatsen om te bewaren", "this view has no places to keep"),
            remedy=Text("kies een plaat uit: archrepo draw --list", "choose a view from: archrepo draw --list"),
        )
    if kept.fault is not None:
        raise kept.fault
    pins, unpins = (_keys(view, names) for names in (staying.pins, staying.unpins))
    moves: Mapping[str, KeptPlace] = {}
    if staying.drawing is not None:
        from archrepo.exchange.drawio_places import read_drawio_places
        from archrepo.positions.moving import moves_of, page_of, passed_over

        pages = read_drawio_places(staying.drawing)
        found = page_of(pages, view, language)
        read = moves_of(placed_as_kept(artist, view, kept), found.page, kept.pinned)
        moves = read.places
        session.say(_moved_words([_name(box) for box in view.boxes if box.key in read.moved]))
        for remark in passed_over(found, read):
            session.tell(remark)
    stayed = keep_places(artist, view, kept, pins=pins, unpins=unpins, moves=moves)
    shown = kept.home.shown
    session.say(
        Text(f"plaatsen bewaard: {shown}", f"places kept: {shown}")
        if stayed.has_changed
        else Text(f"plaatsen waren al zo bewaard: {shown}", f"places were kept so already: {shown}")
    )
    if stayed.gone:
        session.say(
            Text(
                f"weggelaten: {stayed.gone} plaatsen van wat niet meer op de plaat staat",
                f"left out: {stayed.gone} places of what is no longer on the view",
            )
        )
    return stayed.view


def _moved_words(names: Sequence[str]) -> Text:
    if not names:
        return Text("verplaatst: niets", "moved: nothing")
    shown = ", ".join(names[:_MOST_NAMED]) + (f" + {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else "")
    return Text(f"verplaatst en vastgezet: {shown}", f"moved and pinned: {shown}")


def _name(box: Box) -> str:
    return box.label.partition("\n")[0]


def _keys(view: View, names: Sequence[str]) -> frozenset[str]:
    """Return the keys of the boxes with these names: a label, an IRI or its local part.

    Raises:
        RequestFault: there is no such box; the words list the nearest.
    """
    from archrepo.cli.opening import nearest_names
    from archrepo.metamodel import local_name

    found: set[str] = set()
    for name in names:
        lowered = name.strip().casefold()
        keys = {
            box.key
            for box in view.boxes
            if lowered == _name(box).casefold()
            or (
                box.element
                and (name == box.element.value or lowered.removeprefix(":") == local_name(box.element).casefold())
            )
        }
        if not keys:
            known = [_name(box) for box in view.boxes]
            near = ", ".join(nearest_names(name, known) or known[:1])
            raise RequestFault(
                Text(f"op deze plaat staat geen '{name}'", f"there is no '{name}' on this view"),
                remedy=Text(f"bedoelt u: {near}?", f"did you mean: {near}?")
                if known
                else Text("deze plaat is leeg; kies een andere", "this view is empty; choose another"),
            )
        found |= keys
    return frozenset(found)
