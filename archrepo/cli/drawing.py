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
from archrepo.errors import LimitFault, RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
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
    text=Text("Teken alle platen in deze map, als SVG.", "Draw all views into this folder, as SVG."),
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
    svg = _drawn(model, find_view(model, view, values_given(values), session.language), session.language)
    if output is None:
        session.say(svg)
        return
    _write(output, svg)
    session.say(Text(f"getekend: {output.as_posix()}", f"drawn: {output.as_posix()}"))


def find_view(workspace: Workspace, name: str, values: Mapping[str, str], language: Language) -> View:
    """Return the view that the user means: made from a question, stored with the model, or around an element.

    Raises:
        RequestFault: there is no view or element of that name; the words list the nearest.
    """
    from archrepo.exchange.drawings import Drawings
    from archrepo.generated_views import build_view, list_views, surroundings
    from archrepo.metamodel import local_name

    made = [info.name for info in list_views()]
    if name.casefold() in made:
        return build_view(workspace, name.casefold(), values, language)
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

    rows = []
    for info in list_views():
        values = " ".join(f"{parameter.name}={parameter.example}" for parameter in info.parameters)
        rows.append((info.name, f"{info.question.in_(language)}{f'  ({values})' if values else ''}"))
    rows += [(local_name(iri), workspace.label(iri, language)) for iri in Drawings(workspace, language)]
    width = max((len(name) for name, _ in rows), default=0)
    yield from (f"{name:<{width}}  {words}" for name, words in rows)


def draw_all(session: Session, workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Draw every view into `folder` as SVG, and return the files; a view that cannot be drawn is told on stderr."""
    from archrepo.diagrams import Artist
    from archrepo.exchange.drawings import Drawings
    from archrepo.exchange.turtle_folder import file_names
    from archrepo.generated_views import build_view, list_views
    from archrepo.metamodel import local_name

    artist = Artist(workspace.metamodel, session.language)
    written: list[Path] = []

    def draw(name: str, make: View) -> None:
        path = folder / f"{name}.svg"
        try:
            _write(path, artist.draw(make))
        except LimitFault as fault:
            session.tell([f"{name}: {line}" for line in fault.lines(session.language)])
            return
        written.append(path)
        session.say(path.as_posix())

    for info in list_views():
        needed = {one.name: one.example for one in info.parameters if not one.is_optional}
        try:
            made = build_view(workspace, info.name, needed, session.language)
        except RequestFault:
            # The example of a question names something of the example model; another model has no such thing.
            continue
        draw(info.name, made)
    drawings = Drawings(workspace, session.language)
    names = file_names(local_name(iri) for iri in drawings)
    for iri in drawings:
        draw(names[local_name(iri)], drawings.view(iri))
    number = len(written)
    session.tell(Text(f"{number} platen in {folder.as_posix()}", f"{number} views in {folder.as_posix()}"))
    return tuple(written)


def _drawn(workspace: Workspace, view: View, language: Language) -> str:
    from archrepo.diagrams import draw

    return draw(view, workspace.metamodel, language)


def _write(path: Path, svg: str) -> None:
    data = svg.encode()
    if path.suffix.lower() == ".png":
        from archrepo.reporting.png import as_png

        data = as_png(svg)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise RequestFault(
            Text(f"{path.as_posix()} is niet te schrijven", f"{path.as_posix()} cannot be written"),
            remedy=Text("kies een andere plaats met -o", "choose another place with -o"),
        ) from fault
