"""Pictures as slides: native shapes with all the words, the same bytes, and hostile labels that stay words."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.shapes.base import BaseShape
from pptx.shapes.connector import Connector
from pyoxigraph import NamedNode
from the_knowledge import sample_town

from archrepo.diagrams import Artist, twin
from archrepo.diagrams.scene import Circle, Ink, Polyline, Rect, Scene, Words
from archrepo.diagrams.scene import Path as Area
from archrepo.diagrams.words import Rows, Twin
from archrepo.generated_views import build_view
from archrepo.metamodel import Metamodel
from archrepo.reporting.slides import Slide, write_slides
from archrepo.views import Box, Line, Picture, View
from archrepo.workspace import Workspace

MODEL = Path(__file__).parents[2] / "models" / "voorbeeldstad"
HOSTILE = {
    "markup": "<b>&amp;</b> ]]> <script>alert(1)</script>",
    "control characters": "a\x00b\x08c\x1bd\ud800e\ufffe",
    "right to left": "\u202eacces\u202c \u05d0\u05d1\u05d2",
    "ten thousand": "lang " * 2000,
    "emoji": "zaak \U0001f469\u200d\U0001f4bb systeem",
    "field": "=cmd|' /C calc'!A0 {{7*7}} ${x}",
}


@pytest.fixture(scope="module")
def town() -> Workspace:
    return sample_town()


def view_of(label: str) -> View:
    return View(
        "plate",
        label,
        (
            Box("a", "ApplicationComponent", label, NamedNode("urn:a"), 0, 0, 150, 60),
            Box("b", "BusinessProcess", "Proces", NamedNode("urn:b"), 300, 0, 150, 60, tip=label),
            Box("c", "Goal", "Doel", NamedNode("urn:c"), 300, 200, 150, 60),
            Box("j", "AndJunction", "", None, 220, 220, 14, 14, is_or=True),
        ),
        (
            Line("1", "Serving", "a", "b", label=label),
            Line("2", "Realization", "b", "c", bendpoints=((500.0, 30.0), (500.0, 230.0))),
            Line("3", "Composition", "a", "c"),
            Line("4", "Access", "a", "j", access="ReadWrite"),
        ),
        "drawn",
        question=label,
        x=0,
        y=0,
        width=510,
        height=260,
    )


def shapes_of(data: bytes, number: int = 0) -> list[BaseShape]:
    found: list[BaseShape] = []
    waiting = list(Presentation(io.BytesIO(data)).slides[number].shapes)
    while waiting:
        shape = waiting.pop(0)
        found.append(shape)
        waiting += list(getattr(shape, "shapes", ()))
    return found


def words_of(data: bytes, number: int = 0) -> str:
    return "\n".join(shape.text_frame.text for shape in shapes_of(data, number) if shape.has_text_frame).replace(
        "\v", "\n"
    )


def slide(town: Workspace, view: View) -> Slide:
    return Slide(view, twin(view, town.metamodel))


def test_every_box_is_one_shape_with_its_words(town: Workspace) -> None:
    view = Artist(town.metamodel).place(build_view(town, "gegevensstromen", {"start": "zaaksysteem"}))

    data = write_slides([slide(town, view)], town.metamodel)

    names = [shape.name for shape in shapes_of(data)]
    for box in view.boxes:
        assert box.label in names
    words = " ".join(words_of(data).split())
    assert all(" ".join(box.label.split()[:1]) in words for box in view.boxes)
    assert "Legenda" in words


def test_a_straight_line_stays_with_the_boxes_that_it_joins(town: Workspace) -> None:
    data = write_slides([slide(town, view_of("Zaaksysteem"))], town.metamodel)

    by_id = {shape.shape_id: shape.name for shape in shapes_of(data)}
    xml = zipfile.ZipFile(io.BytesIO(data)).read("ppt/slides/slide1.xml").decode()
    joined = [by_id[int(part.split('"')[1])] for part in xml.split("<a:stCxn ")[1:]]
    assert joined.count("Zaaksysteem") == 3


def test_a_straight_line_is_attached_just_where_it_ends(town: Workspace) -> None:
    """Programs draw an attached line to the site itself, so any other site would make it slant."""
    view = Artist(town.metamodel).place(build_view(town, "plateaus"))
    data = write_slides([slide(town, view)], town.metamodel)

    names = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    shapes = {shape.shape_id: shape for shape in shapes_of(data)}
    ends = 0
    for connector in (shape for shape in shapes.values() if isinstance(shape, Connector)):
        for tag, x, y in (
            ("stCxn", connector.begin_x, connector.begin_y),
            ("endCxn", connector.end_x, connector.end_y),
        ):
            for joined in connector._element.findall(f".//a:{tag}", names):
                box = shapes[int(joined.get("id", ""))]
                site = box._element.findall(".//a:cxn/a:pos", names)[int(joined.get("idx", ""))]
                at = box.left + int(site.get("x", "")), box.top + int(site.get("y", ""))
                assert abs(at[0] - x) <= 2 and abs(at[1] - y) <= 2
                ends += 1
    assert ends >= 2


def test_ids_of_shapes_are_unique(town: Workspace) -> None:
    data = write_slides([slide(town, view_of("Zaaksysteem"))], town.metamodel)

    ids = [shape.shape_id for shape in shapes_of(data)]
    assert len(ids) == len(set(ids))


def test_an_image_takes_no_id_of_a_shape(town: Workspace) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
        "56c72f0d0000000049454e44ae426082"
    )
    view = view_of("Zaaksysteem")
    first, *others = view.boxes
    pictured = replace(view, boxes=(replace(first, picture=Picture(pixel, "image/png")), *others))

    data = write_slides([slide(town, pictured)], town.metamodel)

    ids = [shape.shape_id for shape in shapes_of(data)]
    assert len(ids) == len(set(ids))
    assert any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in shapes_of(data))


def test_boxes_have_the_letter_of_their_layer_in_black_and_white(town: Workspace) -> None:
    view = replace(view_of("Zaaksysteem"), kind="generated")

    grey = write_slides([Slide(view, twin(view, town.metamodel), "print")], town.metamodel)

    letters = set(words_of(grey).split()) - set(words_of(write_slides([slide(town, view)], town.metamodel)).split())
    assert letters & {"A", "B", "M"}


def test_nothing_of_the_picture_lies_outside_the_slide(town: Workspace) -> None:
    view = Artist(town.metamodel).place(build_view(town, "landschap"))

    data = write_slides([slide(town, view)], town.metamodel)

    size = Presentation(io.BytesIO(data))
    for shape in Presentation(io.BytesIO(data)).slides[0].shapes:
        assert shape.left >= 0 and shape.top >= 0
        assert shape.left + shape.width <= size.slide_width + 12700
        assert shape.top + shape.height <= size.slide_height + 12700


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_label_stays_words(town: Workspace, label: str) -> None:
    data = write_slides([slide(town, view_of(label))], town.metamodel)

    assert "Proces" in words_of(data)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("ppt/slides/slide1.xml").decode()
    assert "<script>" not in xml and "\u202e" not in xml


def test_a_scene_becomes_native_shapes(town: Workspace) -> None:
    ink = Ink("#336699", "#000000")
    scene = Scene(
        400,
        200,
        (
            Rect(10, 10, 80, 40, ink, radius=4, title="staaf"),
            Circle(200, 60, 30, ink, title="bol"),
            Area(((300, 10), (340, 60), (260, 60)), ink, title="driehoek"),
            Polyline(((10, 180), (390, 180)), Ink(stroke="#000000", dash=(4, 2)), title="as"),
            Polyline(((10, 100), (50, 120), (90, 90)), Ink(stroke="#000000"), title="lijn"),
            Words(50, 35, "€ 12 <euro>", 12, 70, Ink("#ffffff"), "middle", is_bold=True),
        ),
        "Kosten",
    )
    rows = Rows("Kosten", ("Wat",), ())

    data = write_slides([Slide(scene, Twin("Kosten", ("Dit kost het.",), rows, rows))], town.metamodel)

    assert {"staaf", "bol", "driehoek", "as", "lijn"} <= {shape.name for shape in shapes_of(data)}
    assert "€ 12 <euro>" in words_of(data)
    assert Presentation(io.BytesIO(data)).slides[0].notes_slide.notes_text_frame.text == "Dit kost het."


def test_the_title_of_a_scene_stands_once(town: Workspace) -> None:
    ink = Ink("#000000")
    items = (
        Words(10, 20, "Kosten per", 20, 90, ink, is_bold=True),
        Words(10, 44, "inwoner", 20, 70, ink, is_bold=True),
        Words(10, 70, "Wat kost het?", 14, 90, ink),
    )
    rows = Rows("Kosten", ("Wat",), ())
    scene = Scene(400, 300, items, "Kosten per inwoner")

    data = write_slides([Slide(scene, Twin("Kosten per inwoner", (), rows, rows))], town.metamodel)

    assert words_of(data).split("\n") == ["Kosten per inwoner", "Wat kost het?"]


def test_a_deck_has_one_slide_a_picture_in_order(town: Workspace) -> None:
    data = write_slides([slide(town, view_of(title)) for title in ("Eerste", "Tweede", "Derde")], town.metamodel)

    titles = [page.shapes.title.text for page in Presentation(io.BytesIO(data)).slides]
    assert titles == ["Eerste", "Tweede", "Derde"]


def test_slides_are_the_same_bytes_under_another_hash_seed(town: Workspace) -> None:
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, str(Path(sys.argv[1]).parent));"
        "from datetime import date; from hashlib import sha256;"
        "from archrepo.workspace import open_workspace; from archrepo.diagrams import Artist, twin;"
        "from archrepo.generated_views import build_view; from archrepo.reporting.slides import Slide, write_slides;"
        f"town = open_workspace(Path({str(MODEL)!r}), date(2026, 11, 22));"
        "view = Artist(town.metamodel).place(build_view(town, 'keten', {'start': 'dso-lv'}));"
        "print(sha256(write_slides([Slide(view, twin(view, town.metamodel))], town.metamodel)).hexdigest())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, __file__],
        env={"PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    view = Artist(town.metamodel).place(build_view(town, "keten", {"start": "dso-lv"}))
    assert found.strip() == sha256(write_slides([slide(town, view)], town.metamodel)).hexdigest()


def test_metamodel_is_all_that_slides_need(town: Workspace) -> None:
    metamodel: Metamodel = town.metamodel

    assert write_slides([slide(town, view_of("Zaaksysteem"))], metamodel, "en")[:2] == b"PK"


def test_legend_shows_what_is_filled_in_an_icon_as_the_box_does(town: Workspace) -> None:
    box = Box("p", "Plateau", "Doel", x=0.0, y=0.0, w=120.0, h=55.0)
    view = View("v", "Proef", (box,), (), "drawn", x=0.0, y=0.0, width=120.0, height=55.0)

    data = write_slides([slide(town, view)], town.metamodel)

    filled = [etree.tostring(shape._element).count(b"<a:pathLst>") for shape in shapes_of(data)]
    assert filled.count(2) == 2
