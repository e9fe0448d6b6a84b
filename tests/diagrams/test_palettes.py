"""Each palette can be read: contrasts are computed, and no meaning hangs on colour alone."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from archrepo.diagrams import Artist, Notation
from archrepo.diagrams.palettes import PALETTES, SIGNS, PaletteName, contrast, grey_of, palette_named, readable_on
from archrepo.errors import RequestFault
from archrepo.generated_views import build_view
from archrepo.language import Text
from archrepo.lettering import STAND_INS
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Style, View
from archrepo.workspace import Workspace

#: What words on a fill, and lines on paper, need at least.
LEAST: dict[PaletteName, tuple[float, float]] = {"standard": (4.5, 3.0), "contrast": (7.0, 7.0), "print": (7.0, 4.5)}


@pytest.mark.parametrize("name", PALETTES)
def test_words_stand_out_from_every_fill(metamodel: Metamodel, name: PaletteName) -> None:
    palette = PALETTES[name]
    looks = Notation.of(metamodel, palette).boxes.values()
    fills = {look.fill for look in looks if not look.is_junction} | set(palette.series) | {palette.unknown_fill}

    weak = {fill: contrast(fill, palette.ink) for fill in fills if contrast(fill, palette.ink) < LEAST[name][0]}

    assert weak == {}
    assert contrast(palette.quiet_ink, palette.paper) >= LEAST[name][0]


@pytest.mark.parametrize("name", PALETTES)
def test_lines_and_borders_stand_out_from_paper_and_fills(metamodel: Metamodel, name: PaletteName) -> None:
    palette = PALETTES[name]
    fills = {look.fill for look in Notation.of(metamodel, palette).boxes.values() if not look.is_junction}

    assert contrast(palette.line, palette.paper) >= LEAST[name][1]
    assert [fill for fill in fills if contrast(palette.line, fill) < 3.0] == []


@pytest.mark.parametrize("red", range(0, 256, 51))
@pytest.mark.parametrize("blue", range(0, 256, 51))
def test_words_on_any_colour_of_an_author_can_be_read(red: int, blue: int) -> None:
    for green in range(0, 256, 17):
        fill = f"#{red:02x}{green:02x}{blue:02x}"
        assert contrast(fill, readable_on(fill)) >= 4.5


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert grey_of("#ffffff") == "#ffffff"
    assert contrast(grey_of("#c9e7b7"), "#c9e7b7") < 1.02


def test_facts_in_black_and_white_are_greys_that_differ_and_keep_their_order() -> None:
    colours = [f"#{value:02x}80ff" for value in range(6)]

    greys = list(PALETTES["print"].facts(colours).values())

    assert greys == sorted(greys, reverse=True)
    assert all(one != other for one, other in combinations(greys, 2))
    assert all(contrast(grey, "#000000") >= 7 for grey in greys)


def test_picture_in_black_and_white_has_no_colour(voorbeeldstad: Workspace) -> None:
    svg = Artist(voorbeeldstad.metamodel, "nl", "print").draw(build_view(voorbeeldstad, "landschap"))

    colours = set(re.findall("#[0-9a-f]{6}", svg))
    assert [colour for colour in colours if len({colour[1:3], colour[3:5], colour[5:7]}) > 1] == []


def test_layers_have_their_letter_where_colour_does_not_tell_them(metamodel: Metamodel) -> None:
    view = View("v", "t", (Box("a", "Goal", "Doel", x=0, y=0, w=120, h=55),), (), "generated")

    assert ">M</text>" not in Artist(metamodel).draw(view, framed=False)
    assert ">M</text>" in Artist(metamodel, "nl", "contrast").draw(view, framed=False)
    assert ">M</text>" in Artist(metamodel, "nl", "print").draw(view, framed=False)


def test_taste_of_an_author_gives_way_to_contrast_and_a_fact_does_not(metamodel: Metamodel) -> None:
    boxes = (
        Box("a", "Node", "Smaak", x=0, y=0, w=120, h=55, style=Style(fill="#123456", text="#654321")),
        Box("b", "Node", "Feit", x=200, y=0, w=120, h=55, style=Style(fill="#c9e9d3")),
    )
    view = View("v", "t", boxes, (), "drawn", colours=(("#c9e9d3", Text("▲ in gebruik", "▲ in use")),))

    svg = Artist(metamodel, "nl", "contrast").draw(view, framed=False)

    assert "#123456" not in svg and "#654321" not in svg and "#c9e9d3" in svg


def test_words_may_be_asked_for_in_no_other_palette() -> None:
    assert palette_named("print").name == "print"
    with pytest.raises(RequestFault):
        palette_named("sepia")


def test_every_sign_of_a_series_is_in_the_font_or_has_a_stand_in() -> None:
    assert len(set(SIGNS)) == len(SIGNS) >= len(PALETTES["standard"].series)
    assert {sign for sign in SIGNS if sign in STAND_INS} <= {"●", "○"}


def test_white_stays_white_among_the_greys_for_it_says_that_a_fact_is_absent() -> None:
    drawn = PALETTES["print"].facts(["#c9e9d3", "#fbc9c1", "#ffffff"])

    assert drawn["#ffffff"] == "#ffffff"
    assert len(set(drawn.values())) == 3
