"""Charts as drawn: inside the frame, nothing on each other, hostile names, the same bytes, and all numbers in words."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, groupby
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import etree
from the_knowledge import sample_town

from archrepo.charts import Chart, build_chart, judged_once, list_charts
from archrepo.charts.values import Branch, Bubble, Fact, Matrix, Part, Portfolio, Tile, Treemap
from archrepo.diagrams.charts import chart_scene, chart_svg, chart_twin, slide_scene
from archrepo.diagrams.charts.bubble_picture import packed
from archrepo.diagrams.charts.colours import LOADS, OVERLOAD
from archrepo.diagrams.charts.cost_map import squarified
from archrepo.diagrams.geometry import Rect as Room
from archrepo.diagrams.palettes import PALETTES, contrast
from archrepo.diagrams.scene import Circle, Item, Rect, Scene, Words
from archrepo.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
NAMES = [query.name for query in list_charts()]
WIDTHS = [320, 360, 700, 1120, 1700]
HOSTILE = {
    "ten thousand letters": "Zaakafhandelcomponent" * 500,
    "markup": "</text><script>alert(1)</script>&amp;<![CDATA[x]]>",
    "attribute": '" onload="alert(1)',
    "right to left": "שלום \u202eabc\u202c مرحبا بالعالم",
    "emoji": "👩‍👩‍👧‍👦🏛️" * 30,
    "control": "a\x00b\x07c\x1bd\x7fe\x85f\ufffeg\ud800h",
    "line ends": "een\r\ntwee\rdrie\n\n\nvier" * 10,
    "blanks": " \t  \u2028 ",
    "nothing": "",
}
OTHER_CHOICES = [
    ("naleving", {"by": "ar:ByApplication"}),
    ("naleving", {"by": "ar:domain", "topics": "ar:ByPrinciple"}),
    ("routekaart", {"by": "ar:domain", "years": "12"}),
    ("routekaart", {"by": "ar:owner", "years": "1"}),
    ("kostenkaart", {"by": "ar:supplier", "colour": "ar:criticality"}),
    ("kosten-per-inwoner", {"by": "ar:ByYear"}),
    ("portfolio", {"x": "ar:PrinciplesBroken", "y": "ar:CriticalityRank"}),
    ("leveranciers", {"by": "ar:annualValueEuro", "top": "30"}),
    ("veranderlast", {"quarters": "16"}),
    ("contractkalender", {"months": "6"}),
]
_SAME = 0.6
T = TypeVar("T")


@pytest.fixture(scope="module")
def town() -> Workspace:
    return sample_town()


@pytest.fixture(scope="module")
def charts(town: Workspace) -> dict[tuple[str, str], Chart]:
    """Every chart with its usual values, in both languages."""
    judge = judged_once(town)
    return {
        (name, language): build_chart(town, name, {}, language, judge) for name in NAMES for language in ("nl", "en")
    }


def extent(item: Item) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an item; of words where their letters are."""
    if isinstance(item, Rect):
        return item.x, item.y, item.x + item.w, item.y + item.h
    if isinstance(item, Circle):
        return item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r
    if isinstance(item, Words):
        left = item.x - item.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
        return left, item.y - 0.72 * item.size, left + item.width, item.y + 0.22 * item.size
    xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Item, other: Item) -> bool:
    a, b = extent(one), extent(other)
    return a[0] + _SAME < b[2] and b[0] + _SAME < a[2] and a[1] + _SAME < b[3] and b[1] + _SAME < a[3]


def words_of(scene: Scene) -> list[Words]:
    return [item for item in scene.items if isinstance(item, Words)]


def outside(scene: Scene) -> list[Item]:
    return [
        item
        for item in scene.items
        for left, top, right, bottom in [extent(item)]
        if left < -_SAME or top < -_SAME or right > scene.width + _SAME or bottom > scene.height + _SAME
    ]


def on_each_other(scene: Scene) -> list[tuple[str, str]]:
    """The words that lie on other words."""
    return [(one.text, other.text) for one, other in combinations(words_of(scene), 2) if overlap(one, other)]


def named_groups(scene: Scene) -> Iterator[list[Item]]:
    """What belongs together, such as a box and the words in it."""
    for (title, _), items in groupby(scene.items, key=lambda item: (item.title, item.element)):
        if title:
            yield list(items)


def with_names(value: T, words: str) -> T:
    """The same value with every name in it replaced."""
    if isinstance(value, Part):
        return dataclasses.replace(value, words=words)
    if isinstance(value, tuple):
        return tuple(with_names(each, words) for each in value)  # type: ignore[return-value]  # as long as it was
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: with_names(getattr(value, field.name), words) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    return value


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_everything_stands_in_the_frame_and_no_words_on_others(
    charts: dict[tuple[str, str], Chart], name: str, language: str, width: int
) -> None:
    scene = chart_scene(charts[name, language], "nl" if language == "nl" else "en", width)

    assert outside(scene) == []
    assert on_each_other(scene) == []


@pytest.mark.parametrize("width", [360, 1120])
@pytest.mark.parametrize(("name", "given"), OTHER_CHOICES)
def test_other_choices_are_drawn_as_well(town: Workspace, name: str, given: dict[str, str], width: int) -> None:
    chart = build_chart(town, name, given)

    scene = chart_scene(chart, "nl", width)

    assert chart.figure is not None
    assert outside(scene) == []
    assert on_each_other(scene) == []


@pytest.mark.parametrize("width", [320, 1120])
@pytest.mark.parametrize("name", ["kostenkaart", "naleving", "portfolio", "veranderlast"])
def test_words_in_a_box_or_bubble_stay_in_it(charts: dict[tuple[str, str], Chart], name: str, width: int) -> None:
    scene = chart_scene(charts[name, "nl"], "nl", width)

    strayed = []
    for group in named_groups(scene):
        around = group[0]
        if isinstance(around, Rect | Circle):
            left, top, right, bottom = extent(around)
            for words in (item for item in group if isinstance(item, Words)):
                a, b, c, d = extent(words)
                if a < left - _SAME or b < top - _SAME or c > right + _SAME or d > bottom + _SAME:
                    strayed.append(words.text)

    assert strayed == []


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_text_in_its_place(charts: dict[tuple[str, str], Chart], name: str, label: str) -> None:
    chart = with_names(charts[name, "nl"], label)

    for width in (360, 1120):
        scene = chart_scene(chart, "nl", width)
        root = etree.fromstring(chart_svg(chart, "nl", lambda _: '"><script>', width=width).encode())

        assert outside(scene) == []
        assert on_each_other(scene) == []
        kinds = {etree.QName(found).localname for found in root.iter()}
        assert kinds <= {"svg", "title", "desc", "g", "a", "rect", "circle", "polygon", "polyline", "text"}
    assert chart_twin(chart, "nl").sentences


def test_links_lead_within_the_site_and_never_to_a_program(charts: dict[tuple[str, str], Chart]) -> None:
    chart = charts["kostenkaart", "nl"]

    good = chart_svg(chart, "nl", lambda iri: f"/doc/{iri.value.rsplit('/', 1)[-1]}")
    bad = chart_svg(chart, "nl", lambda _: "javascript:alert(1)")

    assert 'href="/doc/zaaksysteem"' in good
    assert "href" not in bad


def test_areas_of_the_cost_map_are_the_amounts() -> None:
    sizes = [600.0, 300.0, 60.0, 40.0]

    rooms = squarified(sizes, Room(10, 20, 400, 250))

    assert [room.w * room.h for room in rooms] == pytest.approx([60000, 30000, 6000, 4000])
    assert sum(room.w * room.h for room in rooms) == pytest.approx(400 * 250)
    for one, other in combinations(rooms, 2):
        apart = one.x + one.w <= other.x + 1e-6 or other.x + other.w <= one.x + 1e-6
        above = one.y + one.h <= other.y + 1e-6 or other.y + other.h <= one.y + 1e-6
        assert apart or above
    assert all(room.x >= 10 - 1e-6 and room.x + room.w <= 410 + 1e-6 for room in rooms)
    assert squarified([], Room(0, 0, 10, 10)) == []


def test_very_unequal_amounts_are_all_there() -> None:
    tiles = tuple(Tile(Part(f"Applicatie {place}"), Decimal(10) ** (9 - place), Fact("?", None)) for place in range(9))
    total = sum((tile.euro for tile in tiles), Decimal(0))
    figure = Treemap((Branch(Part("Alles"), total, tiles),), total)

    scene = chart_scene(_around(figure), "nl", 360)

    told = " ".join(words.text for words in words_of(scene))
    assert outside(scene) == []
    assert all(f"Applicatie {place}" in told or "kleine:" in told for place in range(9))


@pytest.mark.parametrize("width", [80.0, 300.0])
def test_bubbles_never_touch(width: float) -> None:
    bubbles = [Bubble(Part(str(place)), Decimal(place), Fact("", 0), 0, 0) for place in range(60)]
    radii = [8.0 + (place * 7) % 30 for place in range(60)]

    placed, height = packed(bubbles, radii, width)

    assert all((a.x - b.x) ** 2 + (a.y - b.y) ** 2 >= (a.r + b.r) ** 2 for a, b in combinations(placed, 2))
    assert all(one.x - one.r >= 0 and one.x + one.r <= width and one.y + one.r <= height for one in placed)
    assert packed([], [], width) == ([], 0.0)


def test_what_misses_a_measure_stands_apart_with_the_reason(charts: dict[tuple[str, str], Chart]) -> None:
    chart = charts["portfolio", "nl"]
    assert isinstance(chart.figure, Portfolio)
    missing = [one for one in chart.figure.bubbles if one.column is None]

    told = [words.text for words in words_of(chart_scene(chart))]

    assert missing
    assert f"niet bekend: jaren ondersteuning te gaan ({len(missing)})" in told


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_picture_is_in_its_words(
    charts: dict[tuple[str, str], Chart], name: str, language: str
) -> None:
    chart = charts[name, language]
    told = chart_twin(chart, "nl" if language == "nl" else "en")
    cells = [cell.words for rows in (told.boxes, told.lines) for row in rows.rows for cell in row]
    heads = [*told.boxes.headings, *told.lines.headings]
    said = "\n".join([*told.sentences, *cells, *heads, told.title])

    scene = chart_scene(chart, "nl" if language == "nl" else "en")

    shown = "\n".join(words.text for words in words_of(scene))
    amounts = set(re.findall(r"€\s?[\d.,]*\d", shown)) | set(
        re.findall(r"\d[\d,.]*%", shown if name != "kostenkaart" else "")
    )
    if name == "veranderlast":
        amounts -= {"50%", "80%", "100%"}
    assert {amount for amount in amounts if amount not in said} == set()


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_model_gives_a_picture_that_says_what_is_needed(
    charts: dict[tuple[str, str], Chart], name: str
) -> None:
    chart = dataclasses.replace(charts[name, "en"], figure=None)

    scene = chart_scene(chart, "en", 360)

    told = " ".join(words.text for words in words_of(scene))
    assert "The model holds nothing on this yet." in told
    assert "ar:" in told
    assert outside(scene) == []
    assert chart_twin(chart, "en").boxes.rows == ()


@pytest.mark.parametrize("name", NAMES)
def test_heading_tells_title_question_date_and_choices(charts: dict[tuple[str, str], Chart], name: str) -> None:
    chart = charts[name, "nl"]

    told = " ".join(words.text for words in words_of(chart_scene(chart))).replace("\N{NO-BREAK SPACE}", " ")

    assert told.startswith(f"{chart.title.nl} {chart.question.nl} Stand: 22 november 2026")
    assert all(f"{key}: {value}" in told for key, value in chart.notes)
    assert "Zo is het gerekend" in told


def test_letters_can_be_read_on_every_fill(charts: dict[tuple[str, str], Chart]) -> None:
    assert all(contrast("#4a4a4a", fill) >= 4.5 for fill in (OVERLOAD[0], *(fill for _, fill, _ in LOADS)))
    for chart in charts.values():
        for group in named_groups(chart_scene(chart)):
            fills = [item.ink.fill for item in group if isinstance(item, Rect | Circle) and item.ink.fill]
            letters = [item for item in group if isinstance(item, Words)]
            assert all(contrast(words.ink.fill, fill) >= 4.5 for words in letters for fill in fills)


def test_where_all_is_well_the_picture_says_so(charts: dict[tuple[str, str], Chart]) -> None:
    figure = charts["naleving", "en"].figure
    assert isinstance(figure, Matrix)
    chart = dataclasses.replace(charts["naleving", "en"], figure=dataclasses.replace(figure, rows=()))

    assert "All that can be judged is well." in [words.text for words in words_of(chart_scene(chart, "en"))]


def test_a_slide_gets_the_width_with_the_largest_letters(charts: dict[tuple[str, str], Chart]) -> None:
    for name in NAMES:
        usual, slide = chart_scene(charts[name, "nl"]), slide_scene(charts[name, "nl"])
        scales = [min(900 / scene.width, 480 / scene.height) for scene in (usual, slide)]
        assert scales[1] >= scales[0], name
        assert outside(slide) == []


def test_print_is_grey_and_high_contrast_is_high(charts: dict[tuple[str, str], Chart]) -> None:
    for name in NAMES:
        grey = chart_scene(charts[name, "nl"], "nl", palette=PALETTES["print"])
        inks = {colour for item in grey.items for colour in (item.ink.fill, item.ink.stroke) if colour}
        assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in inks), name
        high = chart_scene(charts[name, "nl"], "nl", palette=PALETTES["contrast"])
        assert all(contrast(words.ink.fill, "#ffffff") >= 7 for words in words_of(high)), name
        assert len(high.items) == len(grey.items)


def test_the_same_model_gives_the_same_bytes_whatever_the_seed_of_hashes(charts: dict[tuple[str, str], Chart]) -> None:
    program = (
        "import hashlib,sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from archrepo.charts import build_chart, judged_once, list_charts\n"
        "from archrepo.diagrams.charts import chart_svg\nfrom archrepo.workspace import open_workspace\n"
        f"town = open_workspace(Path({str(ROOT / 'models/voorbeeldstad')!r}), date(2026, 11, 22))\n"
        "judge = judged_once(town)\n"
        "for query in list_charts():\n"
        "    for language in ('nl', 'en'):\n"
        "        svg = chart_svg(build_chart(town, query.name, {}, language, judge), language)\n"
        "        print(query.name, language, hashlib.sha256(svg.encode()).hexdigest())\n"
    )
    here = os.environ.get("PYTHONHASHSEED", "random")

    printed = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "2" if here == "1" else "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert {(name, language): digest for name, language, digest in map(str.split, printed.splitlines())} == {
        (name, language): hashlib.sha256(chart_svg(chart, "nl" if language == "nl" else "en").encode()).hexdigest()
        for (name, language), chart in charts.items()
    }


def _around(figure: Treemap) -> Chart:
    """A chart with nothing around its figure."""
    return dataclasses.replace(build_chart(sample_town(), "kostenkaart"), figure=figure)


def test_pictures_of_the_manual_are_what_the_tool_draws() -> None:
    drawn = runpy.run_path(str(ROOT / "docs/drawn.py"))["pictures"]()

    stale = [name for name, svg in drawn.items() if (ROOT / "docs/pictures" / name).read_text("utf-8") != svg]

    assert stale == [], "run python docs/drawn.py"
