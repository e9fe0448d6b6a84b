"""Pictures as PowerPoint slides: one slide a picture, of shapes that a person can change, with title, date and legend.

The words of the picture for those who cannot see it, with its table, are the notes of its slide.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import Slide as Page
from pptx.util import Emu, Pt

from archrepo.diagrams.heading import heading
from archrepo.diagrams.label_rooms import font_px
from archrepo.diagrams.legend import legend
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.palettes import PALETTES, PaletteName
from archrepo.diagrams.scene import Circle, Ink, Item, Path, Polyline, Rect, Scene, Words
from archrepo.diagrams.shapes import oval
from archrepo.diagrams.text import Typesetter, clean
from archrepo.diagrams.words import Twin
from archrepo.language import Language, Text
from archrepo.metamodel import Metamodel
from archrepo.reporting.slide_shapes import FONT, Board, Frame, Image, Lettering, Paint, Shapes
from archrepo.reporting.slide_views import ViewShapes, add_legend
from archrepo.reporting.slide_words import said_of_letters, slide_notes, slide_summary
from archrepo.reporting.zipped import without_clock
from archrepo.views import View

_WIDTH, _HEIGHT = 960.0, 540.0
_MARGIN = 30.0
_TITLE_ONLY = 5
_FIRST_ID = 100
_MOST_SCALE = 1.1
_LEGEND_SCALE = 0.75
_MOST_LINES = 5
_TOP, _FOOT = 50.0, 40.0
_MORE = Text("De rest staat in de notities bij deze dia.", "The rest stands in the notes of this slide.")


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture: a placed view or the scene of a chart, with its words for those who cannot see it."""

    drawing: View | Scene
    words: Twin
    palette: PaletteName = "standard"


def write_slides(slides: Sequence[Slide], metamodel: Metamodel, language: Language = "nl") -> bytes:
    """Return a presentation with one slide a picture, in order; the same pictures give the same bytes."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(_WIDTH), Pt(_HEIGHT)
    properties = presentation.core_properties
    properties.title = clean(slides[0].words.title)[:200] if slides else ""
    properties.author, properties.last_modified_by = "archrepo", "archrepo"
    properties.language = language
    setter = Typesetter(language)
    for slide in slides:
        page = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
        title = page.shapes.title
        title.left, title.top, title.width, title.height = Pt(_MARGIN), Pt(12), Pt(_WIDTH - 2 * _MARGIN), Pt(36)
        frame = title.text_frame
        frame.text = clean(slide.words.title)[:200].replace("\n", " ")
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        frame.paragraphs[0].alignment = 1
        frame.paragraphs[0].runs[0].font.size = Pt(22)
        frame.paragraphs[0].runs[0].font.bold = True
        frame.paragraphs[0].runs[0].font.name = FONT
        shapes = Shapes(_FIRST_ID)
        if isinstance(slide.drawing, Scene):
            _add_scene(slide.drawing, language, shapes)
            shapes.group(slide_summary(slide.words), Pt(_WIDTH), Pt(_HEIGHT))
        else:
            _add_view(slide.drawing, Notation.of(metamodel, PALETTES[slide.palette]), setter, language, shapes)
        for part in shapes.parts:
            if isinstance(part, Image):
                _add_image(page, part)
            else:
                page.shapes._spTree.append(parse_xml(part))
        page.notes_slide.notes_text_frame.text = slide_notes(
            slide.words, small_letters(slide, setter, language), language
        )
    out = io.BytesIO()
    presentation.save(out)
    return without_clock(out.getvalue())


def small_letters(slide: Slide, setter: Typesetter, language: Language) -> Text | None:
    """Return what to tell of letters on the slide that are too small to read; None when there are none."""
    drawing = slide.drawing
    if isinstance(drawing, Scene):
        sizes = [item.size for item in drawing.items if isinstance(item, Words)]
        return said_of_letters(min(sizes) * _scene_scale(drawing)[0] if sizes else None, can_focus=False)
    shown = [font_px(box.style) for box in drawing.boxes if box.label.strip()]
    # Most legends take so much; one that takes more makes the letters hardly smaller.
    _, top = _above(drawing, setter, language)
    scale = _view_scale(drawing, top, _FOOT)
    return said_of_letters(min(shown) * scale if shown else None, can_focus=bool(drawing.lines))


def _add_image(page: Page, part: Image) -> None:
    """Add an image; one in a form that PowerPoint does not know is left out, as its box says what it is."""
    with suppress(OSError, ValueError):
        shown = page.shapes.add_picture(
            io.BytesIO(part.data), Emu(part.x), Emu(part.y), Emu(part.width), Emu(part.height)
        )
        properties = shown._element.find(f".//{qn('p:cNvPr')}")
        assert properties is not None, "python-pptx names every picture"
        properties.set("id", str(part.identifier))


def _add_view(view: View, notation: Notation, setter: Typesetter, language: Language, shapes: Shapes) -> None:
    room = (_WIDTH - 2 * _MARGIN) / _LEGEND_SCALE
    below, top = _above(view, setter, language)
    y = _TOP
    for words, size in below:
        line = Lettering((words,), Frame(0, 0, room, size * 1.3), size, "#444444", "left", "top")
        shapes.words(Board(_LEGEND_SCALE, _MARGIN, y, language), line)
        y += size * 1.3 * _LEGEND_SCALE
    explained = legend(view, notation, room, setter, language)
    foot = min(explained.height * _LEGEND_SCALE, 110.0)
    legend_scale = _LEGEND_SCALE * foot / (explained.height * _LEGEND_SCALE) if explained.height else _LEGEND_SCALE
    scale = _view_scale(view, top, foot)
    left = _MARGIN + (_WIDTH - 2 * _MARGIN - max(view.width or 1.0, 1.0) * scale) / 2
    board = Board(scale, left, top + 6, language).moved(-(view.x or 0.0), -(view.y or 0.0))
    ViewShapes(view, notation, setter, board, shapes).add()
    add_legend(explained, Board(legend_scale, _MARGIN, _HEIGHT - foot - 8, language), shapes)


def _above(view: View, setter: Typesetter, language: Language) -> tuple[list[tuple[str, float]], float]:
    """Return the lines under the title with their sizes, and where the picture may begin."""
    head = heading(view, (_WIDTH - 2 * _MARGIN) / _LEGEND_SCALE, setter, language)
    below = [(words, size) for words, size, is_bold in head.lines if not is_bold]
    if len(below) > _MOST_LINES:
        below = [*below[: _MOST_LINES - 1], (_MORE.in_(language), below[-1][1])]
    return below, _TOP + sum(size * 1.3 * _LEGEND_SCALE for _, size in below)


def _view_scale(view: View, top: float, foot: float) -> float:
    wide, high = max(view.width or 1.0, 1.0), max(view.height or 1.0, 1.0)
    return min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - top - foot - 22) / high, _MOST_SCALE)


def _add_scene(scene: Scene, language: Language, shapes: Shapes) -> None:
    items = _without_title(scene)
    scale, above = _scene_scale(scene)
    board = Board(scale, _MARGIN + (_WIDTH - 2 * _MARGIN - scene.width * scale) / 2, 50, language).moved(0.0, -above)
    for item in items:
        _add_item(item, board, shapes)


def _scene_scale(scene: Scene) -> tuple[float, float]:
    """Return points a pixel, and how many pixels above the first item under the title stay off the slide."""
    items = _without_title(scene)
    above = scene.height if not items else max(0.0, min(map(_top_of, items)) - 4)
    return min((_WIDTH - 2 * _MARGIN) / scene.width, (_HEIGHT - 58) / max(scene.height - above, 1.0), 1.6), above


def _without_title(scene: Scene) -> tuple[Item, ...]:
    """Return the items without the lines of the title, which the slide has in its own place."""
    left = scene.title.split()
    for index, item in enumerate(scene.items):
        words = item.text.split() if isinstance(item, Words) else []
        if not left or not words or words != left[: len(words)]:
            return scene.items[index:]
        left = left[len(words) :]
    return ()


def _top_of(item: Item) -> float:
    if isinstance(item, Words):
        return item.y - item.size
    if isinstance(item, Circle):
        return item.y - item.r
    return item.y if isinstance(item, Rect) else min(y for _, y in item.points)


def _add_item(item: Item, board: Board, shapes: Shapes) -> None:
    if isinstance(item, Words):
        start = {"start": 0.0, "middle": item.width / 2, "end": item.width}[item.anchor]
        area = Frame(item.x - start - 1, item.y - item.size, item.width + 2, item.size * 1.25)
        align = {"start": "left", "middle": "center", "end": "right"}[item.anchor]
        shapes.words(
            board,
            Lettering((item.text,), area, item.size, item.ink.fill or "#000000", align, "top", item.is_bold),
            item.title,
        )
        return
    name = item.title or type(item).__name__
    paint = _paint(item.ink)
    if isinstance(item, Polyline):
        if len(item.points) == 2:
            shapes.connector(board, (item.points[0], item.points[1]), paint, name)
        else:
            shapes.route(board, item.points, paint, name)
    elif isinstance(item, Rect):
        frame = Frame(item.x, item.y, item.w, item.h)
        shapes.free_form(board, [(_rectangle(item), paint)], frame, name)
    elif isinstance(item, Circle):
        frame = Frame(item.x - item.r, item.y - item.r, 2 * item.r, 2 * item.r)
        shapes.free_form(board, [(oval(frame.x, frame.y, frame.w, frame.h), paint)], frame, name)
    elif isinstance(item, Path):
        left, top = min(x for x, _ in item.points), min(y for _, y in item.points)
        frame = Frame(left, top, max(x for x, _ in item.points) - left, max(y for _, y in item.points) - top)
        path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in item.points) + "Z"
        shapes.free_form(board, [(path, paint)], frame, name)


def _paint(ink: Ink) -> Paint:
    return Paint(ink.fill, ink.stroke, ink.stroke_width, " ".join(f"{each:g}" for each in ink.dash))


def _rectangle(rect: Rect) -> str:
    r = min(rect.radius, rect.w / 2, rect.h / 2)
    if not r:
        return f"M{rect.x:.2f} {rect.y:.2f}h{rect.w:.2f}v{rect.h:.2f}h{-rect.w:.2f}z"
    turn = f"a{r:.2f} {r:.2f} 0 0 1 "
    w, h = rect.w - 2 * r, rect.h - 2 * r
    return (
        f"M{rect.x + r:.2f} {rect.y:.2f}h{w:.2f}{turn}{r:.2f} {r:.2f}v{h:.2f}{turn}{-r:.2f} {r:.2f}"
        f"h{-w:.2f}{turn}{-r:.2f} {-r:.2f}v{-h:.2f}{turn}{r:.2f} {-r:.2f}z"
    )
