"""No word outside its box, and none outside the picture: in what others drew, and in what is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from archrepo.diagrams import Artist, draw
from archrepo.diagrams.palettes import PALETTES, PaletteName
from archrepo.diagrams.text import SMALLEST_PX, width_em
from archrepo.exchange import import_model
from archrepo.exchange.drawings import Drawings
from archrepo.generated_views import build_view, list_views
from archrepo.language import LANGUAGES, Language
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Style, View
from archrepo.workspace import Workspace, open_workspace

TextFinder = Callable[[View, str], list[str]]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["vera41.archimate", "vera41.xml"])
def vera(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("vera") / "model"
    import_model([shared / "data/vera" / request.param], folder)
    return open_workspace(folder, date(2026, 11, 22))


def outside_picture(svg: str) -> list[str]:
    """The words of which the measured run leaves the picture; those of moved groups are measured where they are."""
    root = etree.fromstring(svg.encode())
    left, top, width, height = map(float, root.get("viewBox", "").split())
    found = []
    for text in root.iter(f"{SVG}text"):
        moved_x = moved_y = 0.0
        scale = 1.0
        for parent in text.iterancestors(f"{SVG}g"):
            numbers = [float(each) for each in re.findall(r"-?[\d.]+", parent.get("transform", ""))]
            if numbers:
                moved_x, moved_y = numbers[:2]
                scale = numbers[2] if len(numbers) > 2 else 1.0
        size = float(text.get("font-size", "12"))
        for line in (text, *text):
            words = line.text or ""
            wide = float(line.get("textLength", "0")) or width_em(words, bold=text.get("font-weight") == "bold") * size
            share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
            x = moved_x + scale * (float(line.get("x") or text.get("x") or 0) - wide * share)
            y = moved_y + scale * float(text.get("y") or 0)
            if words.strip() and not (left - 0.6 <= x and x + scale * wide <= left + width + 0.6 and y <= top + height):
                found.append(words)
    return found


def test_no_word_leaves_its_box_in_a_reference_model_of_another_maker(
    vera: Workspace, text_outside: TextFinder
) -> None:
    drawings, artist = Drawings(vera, "nl"), Artist(vera.metamodel)
    outside, pictures = {}, 0
    for iri in drawings:
        view = drawings.view(iri)
        svg = artist.draw(view)
        pictures += 1
        if found := text_outside(view, svg) + outside_picture(svg):
            outside[str(view.title)] = found

    assert pictures == 67
    assert outside == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_leaves_its_box_or_the_picture_in_a_generated_view(
    voorbeeldstad: Workspace, text_outside: TextFinder, language: Language
) -> None:
    artist = Artist(voorbeeldstad.metamodel, language)
    outside = {}
    for info in list_views():
        needed = {one.name: one.example for one in info.parameters if not one.is_optional}
        view = artist.place(build_view(voorbeeldstad, info.name, needed, language))
        svg = artist.draw(view)
        if found := text_outside(view, svg) + outside_picture(svg):
            outside[info.name] = found

    assert outside == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_no_word_leaves_its_box_in_any_palette(
    voorbeeldstad: Workspace, text_outside: TextFinder, palette: PaletteName
) -> None:
    artist = Artist(voorbeeldstad.metamodel, "nl", palette)
    view = artist.place(build_view(voorbeeldstad, "motivatie"))

    assert text_outside(view, artist.draw(view)) == []


@pytest.mark.parametrize("size", [(200, 60), (110, 40), (70, 30), (40, 22), (16, 12)])
@pytest.mark.parametrize("points", [None, 6.0, 16.0])
def test_type_shrinks_to_a_floor_and_then_ends_in_an_ellipsis(
    metamodel: Metamodel, text_outside: TextFinder, size: tuple[float, float], points: float | None
) -> None:
    label = "Vergunningverleningscomponent voor de fysieke leefomgeving"
    box = Box("a", "Node", label, x=0, y=0, w=size[0], h=size[1], style=Style(font_size=points))
    view = View("v", "t", (box,), (), "drawn")

    svg = draw(view, metamodel, framed=False)

    sizes = [float(each) for each in re.findall(r'<text[^>]*font-size="([\d.]+)"', svg)]
    shown = "".join(re.findall(r"<text[^>]*>(.*)</text>", svg))
    assert all(each >= min(SMALLEST_PX, (points or 9) * 4 / 3) for each in sizes)
    assert not shown or "…" in shown or re.sub(r"<[^>]+>|-", "", shown).replace(" ", "") == label.replace(" ", "")
    assert f"<title>{label} (Node)</title>" in svg
    assert text_outside(view, svg) == []


def test_lines_stand_closer_before_letters_get_smaller(metamodel: Metamodel) -> None:
    def drawn(height: float) -> str:
        box = Box("a", "Node", "een\ntwee\ndrie", x=0, y=0, w=200, h=height, icon_visible=False)
        return draw(View("v", "t", (box,), (), "drawn"), metamodel, framed=False)

    steps = [float(re.findall(r'dy="([\d.]+)"', drawn(height))[0]) for height in (60, 52, 48)]

    assert steps == sorted(steps, reverse=True) and len(set(steps)) == 3
    assert all("font-size" not in drawn(height).split("<text")[1] for height in (60, 52, 48))


def test_words_in_an_unknown_font_of_an_author_are_held_to_their_measure(metamodel: Metamodel) -> None:
    def drawn(family: str) -> str:
        box = Box("a", "Node", "Zaakregistratie en meer", x=0, y=0, w=140, h=40, style=Style(font=family))
        return draw(View("v", "t", (box,), (), "drawn"), metamodel, framed=False)

    assert 'font-family="Verdana, Liberation Sans' in drawn("Verdana") and "textLength" in drawn("Verdana")
    assert 'font-family="Segoe UI, Liberation Sans' in drawn("Segoe UI") and "textLength" not in drawn("Segoe UI")
    assert 'font-family="Arial' not in drawn("Arial")
    assert "onload" not in drawn('x" onload="alert(1)')


def test_a_number_under_the_name_of_a_group_keeps_its_size_and_the_group_low(metamodel: Metamodel) -> None:
    boxes = (Box("g", "Grouping", "Heffen en innen\n+12"), Box("b", "Node", "Knoop"))

    placed = Artist(metamodel).place(View("v", "v", boxes, (), "generated", arrangement="flow"))

    svg = draw(placed, metamodel, framed=False)
    assert "font-size" not in "".join(re.findall(r"<text[^>]*>(?=.*Heffen)", svg))
    assert max(box.h or 0 for box in placed.boxes) < 120
