"""`archrepo draw`: pictures of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.opening import nearest_names, open_model, values_given
from archrepo.cli.session import Session
from archrepo.cli.view_values import complete, defaults_of
from archrepo.errors import LimitFault, RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from archrepo.exchange.drawings import Drawings
    from archrepo.views import View
    from archrepo.workspace import Workspace

FORMS = ("svg", "png")


@command(
    "draw",
    Text(
        "Teken een plaat.\n\n"
        "PLAAT is een plaat uit --list, of de naam van een element: dan ziet u dat element met alles eromheen. De "
        "uitgang van het bestand bepaalt de vorm: .svg of .png. Zonder -o komt de SVG op het scherm.",
        "Draw a view.\n\n"
        "VIEW is a view from --list, or the name of an element: then you see that element with all around it. The "
        "ending of the file decides the form: .svg or .png. Without -o the SVG goes to the screen.",
    ),
    "archrepo draw --list",
    "archrepo draw landschap -o landschap.svg",
    "archrepo draw keten start=dso-lv -o keten.png",
    "archrepo draw --all platen",
)
@argument("view", metavar="VIEW", required=False, text=Text("Naam van de plaat.", "Name of the view."))
@argument("values", metavar="[NAME=VALUE...]", nargs=-1, text=Text("Waarden voor de plaat.", "Values for the view."))
@option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text("Bestand dat de plaat krijgt, .svg of .png.", "File that gets the picture, .svg or .png."),
)
@option("--list", "lists", is_flag=True, text=Text("Toon welke platen er zijn.", "Show which views there are."))
@option(
    "--all",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    text=Text(
        "Teken alle platen in deze map, als SVG, met een overzicht (index.html).",
        "Draw all views into this folder, as SVG, with a page that lists them (index.html).",
    ),
)
@workspace_option
@as_of_option
def draw_command(
    session: Session,
    view: str | None,
    values: Sequence[str],
    output: Path | None,
    lists: bool,
    folder: Path | None,
    workspace: Path | None,
    as_of: datetime | None,
) -> None:
    """Draw one view, all of them, or list them."""
    if view is None and folder is None and not lists:
        raise RequestFault(
            Text("noem een plaat", "name a view"),
            remedy=Text("zie de lijst met: archrepo draw --list", "see the list with: archrepo draw --list"),
        )
    if output is not None and output.suffix.lower().lstrip(".") not in FORMS:
        raise RequestFault(
            Text(f"'{output.suffix}' is geen vorm van een plaat", f"'{output.suffix}' is no form of a picture"),
            remedy=Text("kies een bestand dat eindigt op .svg of .png", "choose a file that ends in .svg or .png"),
        )
    model = open_model(session, workspace, as_of)
    if lists:
        session.say(_list(model, session.language))
        return
    if folder is not None:
        draw_all(session, model, folder)
        return
    assert view is not None
    found = find_view(model, view, values_given(values), session.language)
    svg = _drawn(model, found, session.language)
    if not found.boxes:
        session.tell(Text("Let op: op deze plaat staat niets.", "Note: there is nothing on this view."))
        session.tell(Text("Verder: archrepo draw --list", "Next: archrepo draw --list"))
    if output is None:
        session.say(svg)
        return
    _write(output, _picture(output, svg))
    session.say(Text(f"getekend: {output.as_posix()}", f"drawn: {output.as_posix()}"))


def find_view(workspace: Workspace, name: str, values: Mapping[str, str], language: Language) -> View:
    """Return the view that the user means: made from a question, stored with the model, or around an element.

    Raises:
        RequestFault: there is no view or element of that name; the words list the nearest.
    """
    from archrepo.exchange.drawings import Drawings
    from archrepo.generated_views import build_view, list_views, surroundings
    from archrepo.metamodel import local_name

    made = {info.name: info for info in list_views()}
    info = made.get(name.casefold())
    if info is not None:
        given = complete(workspace, info, values)
        return build_view(workspace, info.name, given, language)
    if values:
        raise RequestFault(
            Text(f"'{name}' is een plaat zonder waarden", f"'{name}' is a view without values"),
            remedy=Text(f"laat {min(values)}=... weg", f"leave {min(values)}=... out"),
        )
    drawings = Drawings(workspace, language)
    for iri in drawings:
        if name in (iri.value, local_name(iri)) or name.casefold() == workspace.label(iri, language).casefold():
            return drawings.view(iri)
    try:
        return surroundings(workspace, workspace.find(name), language)
    except RequestFault as fault:
        near = nearest_names(name, [*made, *(workspace.label(iri, language) for iri in drawings)])
        if not near:
            raise
        names = ", ".join(near)
        raise RequestFault(
            Text(f"er is geen plaat of element '{name}'", f"there is no view or element '{name}'"),
            remedy=Text(f"bedoelt u: {names}?", f"did you mean: {names}?"),
        ) from fault


def _list(workspace: Workspace, language: Language) -> Iterator[str]:
    from archrepo.exchange.drawings import Drawings
    from archrepo.generated_views import list_views
    from archrepo.metamodel import local_name
    from archrepo.reporting.table import values_words

    rows = []
    for info in list_views():
        values = values_words(info.parameters, defaults_of(info))
        rows.append((info.name, f"{info.question.in_(language)}{f'  ({values})' if values else ''}"))
    rows += [(local_name(iri), title) for title, iri in _by_title(workspace, Drawings(workspace, language), language)]
    width = max((len(name) for name, _ in rows), default=0)
    yield from (f"{name:<{width}}  {words}" for name, words in rows)


def _by_title(workspace: Workspace, drawings: Drawings, language: Language) -> list[tuple[str, NamedNode]]:
    """Return the stored drawings with their titles, sorted by title."""
    titled = [(workspace.label(iri, language), iri) for iri in drawings]
    return sorted(titled, key=lambda one: (one[0].casefold(), one[1].value))


def draw_all(session: Session, workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Draw every view into `folder` as SVG with a page that lists them, and return the pictures.

    A view that cannot be drawn is told on stderr.
    """
    from archrepo.diagrams import Artist
    from archrepo.exchange.drawings import Drawings
    from archrepo.generated_views import build_view, list_views
    from archrepo.reporting.picture_index import Picture, index_page, slugs

    language = session.language
    artist = Artist(workspace.metamodel, language)
    written: list[Path] = []
    pictures: list[Picture] = []

    def draw(name: str, title: str, question: str, view: View) -> None:
        path = folder / f"{name}.svg"
        try:
            _write(path, artist.draw(view).encode())
        except LimitFault as fault:
            session.tell([f"{name}: {line}" for line in fault.lines(language)])
            return
        written.append(path)
        pictures.append(Picture(path.name, title, question, not view.boxes))
        session.say(path.as_posix())

    made = list_views()
    for info in made:
        needed = {one.name: one.example for one in info.parameters if not one.is_optional}
        try:
            view = build_view(workspace, info.name, needed, language)
        except RequestFault:
            # The example of a question names something of the example model; another model has no such thing.
            continue
        draw(info.name, info.title.in_(language), info.question.in_(language), view)
    drawings = Drawings(workspace, language)
    titled = _by_title(workspace, drawings, language)
    names = slugs([title for title, _ in titled], [*(info.name for info in made), "index"])
    for name, (title, iri) in zip(names, titled, strict=True):
        draw(name, title, "", drawings.view(iri))
    index = folder / "index.html"
    _write(index, index_page(workspace, pictures, language).encode())
    number = len(written)
    shown = index.as_posix()
    session.tell(Text(f"{number} platen; het overzicht is {shown}", f"{number} views; the list is {shown}"))
    return tuple(written)


def _drawn(workspace: Workspace, view: View, language: Language) -> str:
    from archrepo.diagrams import draw

    return draw(view, workspace.metamodel, language)


def _picture(path: Path, svg: str) -> bytes:
    """Return the picture in the form that the file's ending asks for."""
    if path.suffix.lower() == ".png":
        from archrepo.lettering import PRINT_ZOOM, png_of

        return png_of(svg, PRINT_ZOOM)
    return svg.encode()


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise RequestFault(
            Text(f"{path.as_posix()} is niet te schrijven", f"{path.as_posix()} cannot be written"),
            remedy=Text("kies een map waarin u mag schrijven", "choose a folder in which you may write"),
        ) from fault
