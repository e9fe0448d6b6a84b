"""What the drawing tool says of a box or a line is read and drawn, and nothing that a file says is passed over."""

from __future__ import annotations

import base64
import re
import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from test_drawings import BASE, ELEMENTS, RELATIONS, child, drawn, line, opened
from the_knowledge import shipped_ontology

from archrepo.diagrams import draw
from archrepo.diagrams.box_pictures import size_of
from archrepo.exchange.drawings import Drawings
from archrepo.exchange.pictures import media_type
from archrepo.metamodel import Metamodel
from archrepo.views import Box, Line, Picture, Style, View

ROOT = Path(__file__).parents[2]
ArchiFile = Callable[..., Path]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def metamodel() -> Metamodel:
    return shipped_ontology().metamodel


def picture(metamodel: Metamodel, *boxes: Box, lines: tuple[Line, ...] = ()) -> str:
    return draw(View("v", "Proef", boxes, lines, "drawn"), metamodel, framed=False)


def test_page_on_drawn_views_lists_everything_that_two_national_models_say(shared: Path) -> None:
    page = runpy.run_path(str(ROOT / "docs/drawn_views.py"))
    listed = {*page["DRAWN"], *page["NOT_DRAWN"]}

    for path in page["MODELS"].values():
        assert set(page["counted"](shared / "data" / path)) <= listed
    assert page["PAGE"].read_text(encoding="utf-8") == page["page"](shared / "data"), "run python docs/drawn_views.py"


def test_border_has_the_colour_of_the_fill_unless_the_author_chose_one(
    archi_file: ArchiFile, metamodel: Metamodel
) -> None:
    kept = '<feature name="deriveElementLineColor" value="false"/>'
    view = drawn(
        archi_file,
        child("k1", 'archimateElement="a" fillColor="#FF8040" lineColor="#00FF00"')
        + child("k2", 'archimateElement="b" lineColor="#00FF00"', kept)
        + child("k3", 'archimateElement="c"'),
    )

    strokes = re.findall(
        'stroke="(#[0-9a-f]+)"', re.sub(r"<path transform[^>]*>", "", draw(view, metamodel, framed=False))
    )
    assert strokes == ["#b2592c", "#00ff00", "#b2b27e"]


@pytest.mark.parametrize(
    ("bits", "arrows", "style"),
    [
        (0, ("none", "none"), "solid"),
        (1, ("none", "filled"), "solid"),
        (3, ("none", "filled"), "dashed"),
        (4, ("none", "none"), "dotted"),
        (16, ("none", "hollow"), "solid"),
        (32, ("hollow", "none"), "solid"),
        (8 | 64, ("filled", "open"), "solid"),
        (128, ("open", "none"), "solid"),
    ],
)
def test_line_that_is_no_relation_has_its_own_heads_and_dashes(
    archi_file: ArchiFile, metamodel: Metamodel, bits: int, arrows: tuple[str, str], style: str
) -> None:
    boxes = child("k1", 'archimateElement="a"', line("l", "k1", "k2", f'type="{bits}"')) + child(
        "k2", 'archimateElement="b"', '<bounds x="300" y="0"/>'
    )

    view = drawn(archi_file, boxes)

    assert (view.lines[0].arrows, view.lines[0].style.line_style) == (arrows, style)
    heads = draw(view, metamodel, framed=False).split('<g id="l">')[1].count("<path") - 1
    assert heads == sum(arrow != "none" for arrow in arrows)


@pytest.mark.parametrize(
    ("value", "side"), [("0", "top"), ("1", "left"), ("2", "right"), ("3", "bottom"), ("-1", None)]
)
def test_gradient_runs_from_the_fill_to_white(
    archi_file: ArchiFile, metamodel: Metamodel, value: str, side: str | None
) -> None:
    feature = f'<feature name="gradient" value="{value}"/>'

    view = drawn(archi_file, child("k", 'archimateElement="a" fillColor="#84C1FF"', feature))

    svg = draw(view, metamodel, framed=False)
    assert view.boxes[0].style.gradient == side
    assert ("linearGradient" in svg) == (side is not None)
    assert side is None or f'fill="url(#fade-{side}-84c1ff)"' in svg


def test_icon_has_the_colour_that_its_author_chose(archi_file: ArchiFile, metamodel: Metamodel) -> None:
    view = drawn(archi_file, child("k", 'archimateElement="a"', '<feature name="iconColor" value="#ABCDEF"/>'))

    assert 'fill="none" stroke="#abcdef"' in draw(view, metamodel, framed=False)


def test_words_of_lines_groups_and_notes_are_composed_too(archi_file: ArchiFile) -> None:
    template = '<feature name="labelExpression" value="[${name}]"/>'
    children = (
        child("k1", 'archimateElement="a"', line("l1", "k1", "k2", 'archimateRelationship="r1"', template))
        + child("k2", 'archimateElement="b"')
        + child("g", 'name="Groep"', template, "Group")
        + child("n", 'content="blijft"', '<feature name="labelExpression" value="${property:X} - ${name}"/>', "Note")
    )

    view = drawn(archi_file, children)

    assert [one.label for one in view.lines] == ["[dan]"]
    assert [box.label for box in view.boxes[2:]] == ["[Groep]", "blijft"]


def test_image_of_a_zipped_model_is_in_the_picture(archi_file: ArchiFile, tmp_path: Path, metamodel: Metamodel) -> None:
    image = child(
        "i", 'imagePath="images/logo.png"', '<bounds x="0" y="0" width="40" height="30"/>', "DiagramModelImage"
    )
    plain = archi_file(
        ELEMENTS,
        RELATIONS,
        f'<element xsi:type="archimate:ArchimateDiagramModel" name="P" id="v">{image}</element>',
    )
    packed = tmp_path / "zip" / "model.archimate"
    packed.parent.mkdir()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("model.xml", plain.read_bytes())
        archive.writestr("images/logo.png", PIXEL)

    view = Drawings(opened(packed), "nl").view(NamedNode(BASE + "v"))

    assert view.boxes[0].picture == Picture(PIXEL, "image/png", 9)
    svg = draw(view, metamodel, framed=False)
    assert f'href="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"' in svg


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (0, 'x="0" y="0" width="1" height="1"'),
        (4, 'x="19.5" y="14.5" width="1" height="1"'),
        (8, 'x="39" y="29" width="1" height="1"'),
        (9, 'x="0" y="0" width="40" height="30" preserveAspectRatio="none"'),
    ],
)
def test_image_stands_at_its_place_in_the_box_at_its_own_size(metamodel: Metamodel, place: int, where: str) -> None:
    box = Box("i", "Image", "", x=0, y=0, w=40, h=30, picture=Picture(PIXEL, "image/png", place))

    assert where in picture(metamodel, box)


@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [
        (PIXEL, "image/png", (1, 1)),
        (b"GIF89a\x10\x00\x20\x00", "image/gif", (16, 32)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x07\x00\x09\x03", "image/jpeg", (9, 7)),
        (b"\xff\xd8\xff\xe0\x00", "image/jpeg", None),
        (b"\x89PNG", "image/png", None),
    ],
)
def test_size_of_an_image_is_read_from_its_head(data: bytes, kind: str, size: tuple[int, int] | None) -> None:
    assert size_of(Picture(data, kind)) == size


def test_type_without_an_outline_of_its_own_becomes_its_icon_made_large(metamodel: Metamodel) -> None:
    svg = picture(metamodel, Box("a", "Device", "Scherm", x=0, y=0, w=100, h=80, figure=1))

    assert "scale(" in svg and 'fill="#c9e7b7"' in svg
    assert 'd="M0 0h100v80h-100z"' not in svg


@pytest.mark.parametrize("data", [b"<svg onload='alert(1)'/>", b"", b"GIF86a", b"\x89PNX"])
def test_file_that_is_no_image_is_not_put_in_the_picture(data: bytes) -> None:
    assert media_type(data) == ""


def test_words_at_the_end_of_a_line_stand_beside_it(metamodel: Metamodel) -> None:
    boxes = (Box("a", "Node", "", x=0, y=0, w=100, h=50), Box("b", "Node", "", x=400, y=0, w=100, h=50))

    def where(position: str) -> tuple[str, str]:
        label = Line("l", "Flow", "a", "b", label="bericht", label_at=position)  # type: ignore[arg-type]
        found = re.search(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>bericht', picture(metamodel, *boxes, lines=(label,)))
        assert found
        return found[1], found[2]

    # 14 pixels from the box and 4 under the line at y 25; in the middle across the line.
    assert where("source") == ("114", "41.1")
    assert where("middle") == ("250", "29.2")
    assert float(where("target")[0]) < 400 - 14


def test_line_leaves_its_own_words_free(metamodel: Metamodel) -> None:
    boxes = (Box("a", "Node", "", x=0, y=0, w=100, h=50), Box("b", "Node", "", x=400, y=0, w=100, h=50))

    svg = picture(metamodel, *boxes, lines=(Line("l", "Association", "a", "b", label="samen"),))

    route = re.findall(r'<path d="(M100 25[^"]*)"', svg)[0]
    assert route.count("M") == 2
    assert "fill-opacity" not in svg


def test_heads_are_as_large_as_the_tool_draws_them(metamodel: Metamodel) -> None:
    boxes = (Box("a", "Node", "", x=0, y=0, w=100, h=50), Box("b", "Node", "", x=400, y=0, w=100, h=50))

    svg = picture(metamodel, *boxes, lines=(Line("l", "Composition", "a", "b"),))

    assert 'd="M100 25L110 19L120 25L110 31z"' in svg


def test_tab_of_a_group_is_as_wide_as_its_name_and_darker(metamodel: Metamodel) -> None:
    wide = Box("g", "Group", "Een lange naam voor een groep", x=0, y=0, w=180, h=80, style=Style(border="tab"))
    short = Box("g", "Group", "Kort", x=0, y=0, w=180, h=80, style=Style(border="tab"))

    assert 'd="M0 0h90v18h-90z" fill="#bdc1c1"' in picture(metamodel, short)
    assert 'd="M0 0h90v18' not in picture(metamodel, wide)
