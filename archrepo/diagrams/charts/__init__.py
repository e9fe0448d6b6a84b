"""Figures for management as pictures and in words: drawn to a scene, so that every format shows the same."""

from __future__ import annotations

from archrepo.charts.values import Bars, Calendar, Chart, Heat, Matrix, Portfolio, Shares, Timeline, Treemap
from archrepo.diagrams.charts.bar_picture import draw_bars
from archrepo.diagrams.charts.board import Board, Mark
from archrepo.diagrams.charts.bubble_picture import draw_portfolio
from archrepo.diagrams.charts.calendar_picture import draw_calendar
from archrepo.diagrams.charts.cost_map import draw_treemap
from archrepo.diagrams.charts.heat_picture import draw_heat
from archrepo.diagrams.charts.in_words import chart_twin
from archrepo.diagrams.charts.matrix_picture import draw_matrix
from archrepo.diagrams.charts.page import footing, heading, legend, nothing
from archrepo.diagrams.charts.roadmap import draw_timeline
from archrepo.diagrams.charts.slides import MOST_SLIDES, parts_of
from archrepo.diagrams.charts.supplier_picture import draw_shares
from archrepo.diagrams.palettes import PALETTES, Palette
from archrepo.diagrams.scene import Scene, Words
from archrepo.diagrams.scene_svg import SceneLink, scene_svg
from archrepo.diagrams.text import Typesetter, clean
from archrepo.diagrams.words import Twin
from archrepo.language import Language

__all__ = ["NARROW", "WIDE", "chart_scene", "chart_slides", "chart_svg", "chart_twin", "slide_scene", "slide_scenes"]

#: Pixels from side to side: of a page on a screen or a sheet of paper, and of a telephone.
WIDE, NARROW = 1120.0, 360.0
_LEAST, _MOST = 320.0, 4000.0
#: Room on a slide in points, and the widths to try; among equals the first is taken.
_SLIDE = 900.0, 480.0
#: Points that the smallest letters on a slide should have.
_READABLE = 8.0
_SLIDE_WIDTHS = 960.0, 1030.0, 1080.0, 1120.0, 1180.0, 1400.0, 1700.0, 2000.0


def chart_scene(
    chart: Chart, language: Language = "nl", width: float = WIDE, palette: Palette = PALETTES["standard"]
) -> Scene:
    """Return the chart drawn `width` pixels wide (320 to 4000), as high as it needs."""
    width = min(max(width, _LEAST), _MOST)
    board = Board(Typesetter(language), language, width, palette)
    y = heading(board, chart)
    y, marks = _figure(board, chart, y)
    y = legend(board, marks, y)
    y = footing(board, chart, y)
    counted = ", ".join(chart.counts)
    question = chart.question.in_(language)
    description = clean(f"{question} {counted}".strip())
    return Scene(width, y, tuple(board.items), clean(chart.title.in_(language)), description)


def slide_scene(chart: Chart, language: Language = "nl", palette: Palette = PALETTES["standard"]) -> Scene:
    """Return the chart in that of some widths at which its letters are largest on a slide of 16 by 9."""
    scenes = [chart_scene(chart, language, width, palette) for width in _SLIDE_WIDTHS]
    return max(scenes, key=lambda scene: min(_SLIDE[0] / scene.width, _SLIDE[1] / scene.height))


def chart_slides(
    chart: Chart, language: Language = "nl", palette: Palette = PALETTES["standard"]
) -> tuple[tuple[Scene, Twin], ...]:
    """Return the chart and its words on as few slides as give letters that can be read, or else the largest letters."""
    best: tuple[float, tuple[Chart, ...], tuple[Scene, ...]] | None = None
    for number in range(1, MOST_SLIDES + 1):
        parts = parts_of(chart, number, language) if number > 1 else (chart,)
        if best is not None and len(parts) <= len(best[1]):
            continue
        scenes = tuple(slide_scene(part, language, palette) for part in parts)
        letters = min(_READABLE, *map(_smallest_letters, scenes))
        if best is None or letters > best[0]:
            best = letters, parts, scenes
        if letters >= _READABLE:
            break
    assert best is not None, "the whole chart was tried"
    return tuple((scene, chart_twin(part, language)) for part, scene in zip(best[1], best[2], strict=True))


def slide_scenes(chart: Chart, language: Language = "nl", palette: Palette = PALETTES["standard"]) -> tuple[Scene, ...]:
    """Return the scenes of `chart_slides`."""
    return tuple(scene for scene, _ in chart_slides(chart, language, palette))


def _smallest_letters(scene: Scene) -> float:
    """Return the size in points that the smallest letters of a scene get on a slide."""
    scale = min(_SLIDE[0] / scene.width, _SLIDE[1] / scene.height)
    return min((item.size for item in scene.items if isinstance(item, Words)), default=_READABLE) * scale


def chart_svg(
    chart: Chart,
    language: Language = "nl",
    link: SceneLink | None = None,
    *,
    width: float = WIDE,
    id_prefix: str = "",
    palette: Palette = PALETTES["standard"],
) -> str:
    """Return the chart as an SVG document; `link` gives the address of the page about an element."""
    return scene_svg(chart_scene(chart, language, width, palette), language, link, id_prefix)


def _figure(board: Board, chart: Chart, y: float) -> tuple[float, list[Mark]]:
    """Draw the figure below `y`, and return where it ends and what its legend must say."""
    figure = chart.figure
    match figure:
        case None:
            return nothing(board, chart, y), []
        case Timeline():
            return draw_timeline(board, figure, y)
        case Treemap():
            return draw_treemap(board, figure, y)
        case Bars():
            return draw_bars(board, figure, y)
        case Portfolio():
            return draw_portfolio(board, figure, y)
        case Matrix():
            return draw_matrix(board, figure, y)
        case Heat():
            return draw_heat(board, figure, y)
        case Calendar():
            return draw_calendar(board, figure, y)
        case Shares():
            return draw_shares(board, figure, y)
