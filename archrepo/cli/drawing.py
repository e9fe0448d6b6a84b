"""`archrepo draw`: pictures of the model."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.charting import chart_plate, chart_plates
from archrepo.cli.commands import argument, as_of_option, command, option, workspace_option
from archrepo.cli.going_together import Given, refuse_ignored, refuse_year
from archrepo.cli.opening import open_model, values_given
from archrepo.cli.picture_list import list_faults, picture_list
from archrepo.cli.pictures import by_title, find_view, version_of
from archrepo.cli.saying_pictures import say_in_words
from archrepo.cli.seeing import asked_in, elsewhere, refuse_seeing, seeing_options, view_as_asked
from archrepo.cli.session import Session
from archrepo.cli.staying import AS_KEPT, Staying, plate_as_kept, refuse_staying, staying_options
from archrepo.errors import ArchrepoError, LimitFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.picture_files import Plate, as_file, refuse_form, remarks_on

if TYPE_CHECKING:
    from archrepo.charts.compliance_matrix import Judge
    from archrepo.picturing.seeing import Seeing
    from archrepo.views import View
    from archrepo.workspace import Workspace


@command(
    "draw",
    Text(
        "Teken een plaat.\n\n"
        "PLAAT is een plaat uit --list, of de naam van een element: dan ziet u dat element met alles eromheen. De "
        "uitgang van het bestand bepaalt de vorm: .svg, .png, .pdf, .pptx, .drawio of .xml (ArchiMate). Zonder -o "
        "komt de SVG op het scherm. Met --from komen meer platen in één bestand, bijvoorbeeld een presentatie. "
        "Lukt het indelen niet, dan komt de plaat in woorden op het scherm, met code 3.",
        "Draw a view.\n\n"
        "VIEW is a view from --list, or the name of an element: then you see that element with all around it. The "
        "ending of the file decides the form: .svg, .png, .pdf, .pptx, .drawio or .xml (ArchiMate). Without -o the "
        "SVG goes to the screen. With --from more pictures go into one file, for example a presentation. "
        "When a layout fails, the picture goes to the screen in words, with code 3.",
    ),
    "archrepo draw --list",
    "archrepo draw landschap -o landschap.svg",
    "archrepo draw keten start=dso-lv -o keten.png",
    "archrepo draw landschap -o landschap.pptx",
    "archrepo draw landschap --colour cost -o kosten.svg",
    "archrepo draw zaaksysteem --hops 2 --direction needed-by -o geraakt.svg",
    "archrepo draw landschap --between baseline target -o verandering.svg",
    "archrepo draw --from platen.txt -o directie.pptx",
    "archrepo draw --all platen",
)
@argument("view", metavar="VIEW", required=False, text=Text("Naam van de plaat.", "Name of the view."))
@argument("values", metavar="[NAME=VALUE...]", nargs=-1, text=Text("Waarden voor de plaat.", "Values for the view."))
@option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text(
        "Bestand dat de plaat krijgt; de uitgang zegt welke vorm.",
        "File that gets the picture, in the form of its ending.",
    ),
)
@option(
    "--from",
    "wanted",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    text=Text(
        "Lijst met platen voor één bestand: per regel een plaat met haar waarden.",
        "List of pictures for one file: a picture with its values on each line.",
    ),
)
@option(
    "--list",
    "lists",
    is_flag=True,
    text=Text(
        "Toon welke platen er zijn; met een woord erbij alleen die.",
        "Show which views there are; with a word only those.",
    ),
)
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
@seeing_options
@option(
    "--palette",
    metavar="NAME",
    default="standard",
    text=Text(
        "Kleuren: standard, contrast (hoog contrast) of print (zwart-wit).",
        "Colours: standard, contrast (high contrast) or print (black and white).",
    ),
)
@option(
    "--layout",
    "is_laid_out",
    is_flag=True,
    text=Text(
        "Deel een getekende plaat opnieuw in: wat in elkaar ligt blijft, de plaatsen niet.",
        "Lay out a drawn view anew: what lies in what stays, the places do not.",
    ),
)
@staying_options
@workspace_option
@as_of_option
def draw_command(
    session: Session,
    view: str | None,
    values: Sequence[str],
    output: Path | None,
    wanted: Path | None,
    lists: bool,
    folder: Path | None,
    palette: str,
    is_laid_out: bool,
    workspace: Path | None,
    as_of: datetime | None,
    seeing: Seeing,
    staying: Staying,
) -> int:
    """Draw one view, all of them, or list them; return the exit code."""
    if view is None and folder is None and wanted is None and not lists:
        raise RequestFault(
            Text("noem een plaat", "name a view"),
            remedy=Text("zie de lijst met: archrepo draw --list", "see the list with: archrepo draw --list"),
        )
    _refuse_ignored(view, values, output, wanted, folder, Given(seeing, staying), lists=lists, is_laid_out=is_laid_out)
    if output is not None:
        refuse_form(output, of_many=wanted is not None)
    model = open_model(session, workspace, as_of)
    if lists:
        session.say(picture_list(model, session.language, view or ""))
        session.tell(list_faults(model, session.language))
        return 0
    if folder is not None:
        draw_all(session, model, folder, palette)
        return 0
    if wanted is not None:
        _draw_list(session, model, wanted, output, palette)
        return 0
    assert view is not None
    given = values_given(values)
    found = _asked(session, model, view, given, seeing, palette, staying, is_laid_out=is_laid_out)
    try:
        plate = _drawn(session, model, found, given, seeing, palette, staying)
    except LimitFault as fault:
        if isinstance(found, Plate):
            raise
        return say_in_words(session, model, found, fault)
    if plate.is_empty:
        session.tell(Text("Let op: op deze plaat staat niets.", "Note: there is nothing on this view."))
        session.tell(Text("Verder: archrepo draw --list", "Next: archrepo draw --list"))
    if output is None:
        if not staying.writes:
            session.say(plate.svg)
        return 0
    _write(output, as_file(output, [plate], model, session.language))
    session.say(Text(f"getekend: {output.as_posix()}", f"drawn: {output.as_posix()}"))
    for remark in remarks_on(output, [plate], session.language):
        session.tell(remark)
    return 0


def _refuse_ignored(
    view: str | None,
    values: Sequence[str],
    output: Path | None,
    wanted: Path | None,
    folder: Path | None,
    given: Given,
    *,
    lists: bool,
    is_laid_out: bool,
) -> None:
    others = ["--layout"] if is_laid_out else []
    named = [view, *values] if view is not None else []
    if lists:
        paths = {"-o": output, "--from": wanted, "--all": folder}
        given_paths = [name for name, path in paths.items() if path is not None]
        refuse_ignored("--list", replace(given, others=[*values, *given_paths, *others]))
    elif folder is not None:
        given_paths = [name for name, path in {"-o": output, "--from": wanted}.items() if path is not None]
        refuse_ignored("--all", replace(given, others=[*named, *given_paths, *others]))
    elif wanted is not None:
        refuse_ignored("--from", replace(given, others=[*named, *others]))


def _asked(
    session: Session,
    model: Workspace,
    name: str,
    given: Mapping[str, str],
    seeing: Seeing,
    palette: str,
    staying: Staying = AS_KEPT,
    *,
    is_laid_out: bool = False,
) -> Plate | View:
    """Return one picture as asked: a figure for management, drawn, or a view that has yet to be.

    Raises:
        RequestFault: there is no such picture, or it cannot be looked at so.
    """
    language = session.language
    version = version_of(model, language)
    plate = chart_plate(model, name, given, language, palette, version)
    if plate is not None:
        refuse_seeing(seeing)
        refuse_staying(staying)
        return plate
    refuse_year(model, seeing)
    found = view_as_asked(model, lambda one: find_view(one, name, given, language, version), seeing, language)
    if told := elsewhere(found, seeing):
        session.tell(told)
    if is_laid_out:
        from archrepo.diagrams import unplaced

        refuse_staying(staying)
        found = unplaced(found)
    return found


def _drawn(
    session: Session,
    model: Workspace,
    found: Plate | View,
    given: Mapping[str, str],
    seeing: Seeing,
    palette: str,
    staying: Staying = AS_KEPT,
) -> Plate:
    """Return a picture ready to be written.

    Raises:
        LimitFault: it could not be laid out; and what `plate_as_kept` raises.
    """
    if isinstance(found, Plate):
        return found
    return plate_as_kept(session, model, found, given, palette, seeing, staying)


def _draw_list(session: Session, model: Workspace, wanted: Path, output: Path | None, palette: str) -> None:
    """Draw the pictures of a list into one file, in its order; an empty line and what follows # is passed over.

    Raises:
        RequestFault: there is no file to write, the list cannot be read, or a line names no picture.
        ArchrepoError: a picture of the list cannot be made or laid out; the fault has the place of its line.
    """
    if output is None:
        raise RequestFault(
            Text("noem het bestand dat de platen krijgt", "name the file that gets the pictures"),
            remedy=Text("voeg toe: -o platen.pptx", "add: -o pictures.pptx"),
        )
    plates = []
    for number, line in enumerate(_lines_of(wanted), 1):
        try:
            words = _words_of(line)
            if not words:
                continue
            name, values, seeing = asked_in(words)
            given = values_given(values)
            found = _asked(session, model, name, given, seeing, palette)
            plates.append(_drawn(session, model, found, given, seeing, palette))
        except ArchrepoError as fault:
            if fault.location is not None:
                raise
            raise type(fault)(
                fault.text, location=Location(wanted.as_posix(), number, 1, number, len(line) + 1), remedy=fault.remedy
            ) from fault
    if not plates:
        raise RequestFault(
            Text(f"in {wanted.as_posix()} staat geen plaat", f"{wanted.as_posix()} names no picture"),
            remedy=Text("schrijf op elke regel een plaat uit: archrepo draw --list", "write a picture on each line"),
        )
    _write(output, as_file(output, plates, model, session.language))
    count, shown = counted(len(plates)), output.as_posix()
    session.say(Text(f"getekend: {shown} ({count.nl})", f"drawn: {shown} ({count.en})"))
    for remark in remarks_on(output, plates, session.language):
        session.tell(remark)


def counted(number: int) -> Text:
    """Return how many pictures, in words."""
    return Text("1 plaat", "1 picture") if number == 1 else Text(f"{number} platen", f"{number} pictures")


def _words_of(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError as fault:
        raise RequestFault(
            Text("een aanhalingsteken op deze regel is niet gesloten", "a quotation mark on this line is not closed"),
            remedy=Text("sluit het, of laat het weg", "close it, or leave it out"),
        ) from fault


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise RequestFault(
            Text(f"{path.as_posix()} is niet te lezen", f"{path.as_posix()} cannot be read"),
            remedy=Text("geef een tekstbestand in UTF-8", "give a text file in UTF-8"),
        ) from fault


def draw_all(
    session: Session, workspace: Workspace, folder: Path, palette: str = "standard", judge: Judge | None = None
) -> tuple[Path, ...]:
    """Draw every view into `folder` as SVG with a page that lists them, and return the pictures.

    `judge` gives the principles and the verdicts on the model, for who has them already.

    A view that cannot be made or drawn is told on stderr, and so is a question of the user's own that cannot be read.
    """
    from archrepo.diagrams import Artist, palette_named
    from archrepo.exchange.drawings import Drawings
    from archrepo.generated_views import build_view, fitting, furnished, views_of
    from archrepo.positions import kept_of, placed_as_kept
    from archrepo.reporting.picture_index import Picture, index_page, slugs

    language = session.language
    version = version_of(workspace, language)
    artist = Artist(workspace.metamodel, language, palette_named(palette).name)
    written: list[Path] = []
    pictures: list[Picture] = []

    def draw(name: str, title: str, question: str, view: View, values: Mapping[str, str] | None = None) -> None:
        path = folder / f"{name}.svg"
        try:
            _write(path, artist.draw(placed_as_kept(artist, view, kept_of(workspace, view, values or {}))).encode())
        except LimitFault as fault:
            session.tell([f"{name}: {line}" for line in fault.lines(language)])
            return
        written.append(path)
        pictures.append(Picture(path.name, title, question, not view.boxes))
        session.say(path.as_posix())

    known = views_of(workspace)
    for info in known.views:
        values = {one.name: fitting(workspace, one) for one in info.parameters if not one.is_optional}
        try:
            view = build_view(workspace, info.name, values, language, version=version)
        except ArchrepoError as fault:
            session.tell([f"{info.name}: {line}" for line in fault.lines(language)])
            continue
        draw(info.name, info.title.in_(language), info.question.in_(language), view, values)
    for broken in known.faults:
        session.tell(broken.lines(language))
    charted = []
    for chart, plate in chart_plates(workspace, language, palette, version, judge):
        path = folder / f"{chart.key}.svg"
        _write(path, plate.svg.encode())
        written.append(path)
        charted.append(chart.key)
        pictures.append(Picture(path.name, chart.title.in_(language), chart.question.in_(language), plate.is_empty))
        session.say(path.as_posix())
    drawings = Drawings(workspace, language)
    titled = by_title(workspace, drawings, language)
    names = slugs([title for title, _ in titled], [*(info.name for info in known.views), *charted, "index"])
    for name, (title, iri) in zip(names, titled, strict=True):
        try:
            view = furnished(drawings.view(iri), workspace, language, version)
        except ArchrepoError as fault:
            session.tell([f"{title}: {line}" for line in fault.lines(language)])
            continue
        draw(name, title, "", view)
    index = folder / "index.html"
    _write(index, index_page(workspace, pictures, language).encode())
    number, shown = counted(len(written)), index.as_posix()
    session.tell(Text(f"{number.nl}; het overzicht is {shown}", f"{number.en}; the list is {shown}"))
    return tuple(written)


def _write(path: Path, data: bytes) -> None:
    from archrepo.workspace.saving import put_with_folder

    put_with_folder(path, data, path.as_posix())
