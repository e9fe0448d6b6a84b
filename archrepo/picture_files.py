"""Pictures as the file that a user asks for: the ending of its name decides the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.errors import RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from archrepo.diagrams import PaletteName, Twin
    from archrepo.diagrams.scene import Scene
    from archrepo.reporting.slides import Slide
    from archrepo.views import View
    from archrepo.workspace import Workspace

#: Forms for one picture, and forms that hold many.
FORMS = ("svg", "png", "pdf", "pptx", "drawio", "xml")
_MANY = ("pdf", "pptx", "drawio", "xml")
#: Forms that only hold boxes and lines of a view, never the bars of a chart.
_VIEWS_ONLY = ("drawio", "xml")
_WORDS = re.compile(r">([^<>]+)</")
CHART_FORMS = tuple(form for form in FORMS if form not in _VIEWS_ONLY)


@dataclass(frozen=True, slots=True)
class Plate:
    """One picture that is ready to be written: its SVG, its words, and what it was drawn from.

    A view is one slide. Of a chart there is no view; `slides` makes its slides, each with its own part of the words.
    """

    svg: str
    view: View | None
    words: Twin
    palette: PaletteName = "standard"
    slides: Callable[[], tuple[tuple[Scene, Twin], ...]] | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing on it."""
        return not self.words.boxes.rows


def refuse_form(path: Path, *, of_many: bool = False) -> None:
    """Refuse a name whose ending says no form, before any work is done.

    Raises:
        RequestFault: the ending is unknown, or its form holds one picture and there are more.
    """
    form, forms = _form(path), _MANY if of_many else FORMS
    if form not in forms:
        endings = ", ".join(f".{each}" for each in forms)
        fault = (
            Text(f"'{path.suffix}' is geen vorm voor meer platen", f"'{path.suffix}' is no form for more pictures")
            if form in FORMS
            else Text(f"'{path.suffix}' is geen vorm van een plaat", f"'{path.suffix}' is no form of a picture")
        )
        raise RequestFault(
            fault,
            remedy=Text(f"kies een bestand dat eindigt op {endings}", f"choose a file that ends in {endings}"),
        )


def as_file(path: Path, plates: Sequence[Plate], workspace: Workspace, language: Language) -> bytes:
    """Return the pictures in the form that the name of the file asks for.

    Raises:
        RequestFault: the form cannot hold a chart.
    """
    form = _form(path)
    if form == "png":
        from archrepo.lettering import PRINT_ZOOM, png_of

        return png_of(plates[0].svg, PRINT_ZOOM)
    if form == "pdf":
        from archrepo.reporting.picture_pdf import Sheet, pictures_pdf

        return pictures_pdf([Sheet(plate.svg, plate.words) for plate in plates], language)
    if form == "pptx":
        from archrepo.reporting.slides import write_slides

        return write_slides(_slides(plates), workspace.metamodel, language)
    if form in _VIEWS_ONLY:
        return _views_file(form, plates, workspace, language)
    return plates[0].svg.encode()


def remarks_on(path: Path, plates: Sequence[Plate], language: Language) -> tuple[Text, ...]:
    """Return what a user must know of a file: slides whose letters are small, names that a PNG cannot show whole."""
    if _form(path) == "png":
        from archrepo.lettering import said_of_lacking

        names = dict.fromkeys(unescape(name) for plate in plates for name in _WORDS.findall(plate.svg))
        said_of_names = Text(said_of_lacking(names, "nl"), said_of_lacking(names, "en"))
        return (said_of_names,) if said_of_names.nl else ()
    if _form(path) != "pptx":
        return ()
    from archrepo.diagrams.text import Typesetter
    from archrepo.reporting.slides import small_letters

    sizes = (small_letters(slide, Typesetter(language), language) for slide in _slides(plates))
    return tuple(
        Text(f"dia {number}: {said.nl}", f"slide {number}: {said.en}")
        for number, said in enumerate(sizes, 1)
        if said is not None
    )


def _slides(plates: Sequence[Plate]) -> list[Slide]:
    return [slide for plate in plates for slide in _slides_of(plate)]


def _slides_of(plate: Plate) -> list[Slide]:
    from archrepo.reporting.slides import Slide

    if plate.view is not None:
        return [Slide(plate.view, plate.words, plate.palette)]
    assert plate.slides is not None, "a chart makes its slides"
    return [Slide(scene, words, plate.palette) for scene, words in plate.slides()]


def _views_file(form: str, plates: Sequence[Plate], workspace: Workspace, language: Language) -> bytes:
    from archrepo.exchange.ameff_view import write_ameff_views
    from archrepo.exchange.drawio import write_drawio

    views = [plate.view for plate in plates if plate.view is not None]
    if len(views) < len(plates):
        chart = next(plate for plate in plates if plate.view is None)
        title = chart.words.title
        raise RequestFault(
            Text(f"een .{form}-bestand kan '{title}' niet bevatten", f"a .{form} file cannot hold '{title}'"),
            remedy=Text("kies .svg, .png, .pdf of .pptx", "choose .svg, .png, .pdf or .pptx"),
        )
    if form == "drawio":
        return write_drawio(views, workspace.metamodel, language, plates[0].palette)
    return write_ameff_views(workspace, views, language)


def _form(path: Path) -> str:
    return path.suffix.lower().lstrip(".")
