"""Every type and every relation is drawn as ArchiMate draws it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from lxml import etree

from archrepo.diagrams import Notation, draw, notation_sheet
from archrepo.diagrams.icons import ICONS
from archrepo.diagrams.lineends import end_path
from archrepo.diagrams.notation import line_ends
from archrepo.diagrams.shapes import SECOND_FIGURES
from archrepo.metamodel import Metamodel
from archrepo.views import BLOCK, GROUP, IMAGE, NOTE, STICKY, VIEW_REFERENCE, Box, Line, View

ROOT = Path(__file__).parents[2]


def drawn(metamodel: Metamodel, *boxes: Box, lines: tuple[Line, ...] = ()) -> str:
    return draw(View("v", "Proef", boxes, lines, "drawn"), metamodel, framed=False)


def test_every_type_of_element_has_an_icon(metamodel: Metamodel) -> None:
    notation = Notation.of(metamodel)

    without = [kind.name for kind in metamodel.types.values() if kind.aspect and notation.box(kind.name).icon is None]

    assert without == []


def test_every_icon_and_second_figure_belongs_to_a_type(metamodel: Metamodel) -> None:
    looks = [Notation.of(metamodel).box(kind.name) for kind in metamodel.types.values()]

    assert set(ICONS.values()) - {look.icon for look in looks} == set()
    assert set(SECOND_FIGURES.values()) - {look.second for look in looks} - {look.outline for look in looks} == set()


def test_every_icon_is_drawn_within_its_square() -> None:
    outside = []
    for name, icon in ICONS.items():
        # Only end points count here: the numbers behind M, L, H and V.
        for command, numbers in re.findall(r"([MLHV])([^A-Za-z]+)", icon.stroke + icon.fill):
            values = [float(value) for value in numbers.split()]
            if any(not -0.5 <= value <= 16.5 for value in values):
                outside.append((name, command, numbers))

    assert outside == []


def test_every_type_appears_on_the_notation_sheet(metamodel: Metamodel) -> None:
    sheet = notation_sheet(metamodel)

    kinds = {box.kind for box in sheet.boxes}
    assert {kind.name for kind in metamodel.types.values()} <= kinds
    assert {kind.name for kind in metamodel.relation_types.values()} <= {line.kind for line in sheet.lines}


def test_every_second_figure_and_everything_else_on_a_view_is_on_the_notation_sheet(metamodel: Metamodel) -> None:
    sheet, notation = notation_sheet(metamodel), Notation.of(metamodel)

    figures = {notation.box(box.kind).second for box in sheet.boxes if box.figure}
    assert figures == {look.second for look in notation.boxes.values()} - {None}
    assert {GROUP, NOTE, VIEW_REFERENCE, IMAGE, STICKY, BLOCK} <= {box.kind for box in sheet.boxes}
    assert {"+", "-", "++", "--"} <= {line.modifier for line in sheet.lines}
    assert {"Read", "Write", "ReadWrite", None} <= {line.access for line in sheet.lines}
    assert any(line.directed for line in sheet.lines) and any(box.parent == "outer" for box in sheet.boxes)


def test_pages_and_pictures_of_the_notation_are_as_the_tool_makes_them() -> None:
    files = runpy.run_path(str(ROOT / "docs/notation.py"))["files"]()

    assert len(files) == 4
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, "run python docs/notation.py"


@pytest.mark.parametrize("name", SECOND_FIGURES)
def test_inner_lines_of_a_second_figure_cut_no_hole_in_its_fill(name: str) -> None:
    # In a fill by the non-zero rule, a part that runs against the clock within the outline is a hole.
    assert all(area >= 0 for area in signed_areas(SECOND_FIGURES[name](10, 10, 140, 60)))


def signed_areas(path: str) -> list[float]:
    """The area that each part of a path of straight lines encloses, below 0 when it runs against the clock."""
    areas = []
    for part in re.findall(r"M[^M]+", path):
        x = y = area = 0.0
        if re.search("[ac]", part):
            continue
        for command, numbers in re.findall(r"([MhvlzL])([^MhvlzL]*)", part):
            values = [float(each) for each in numbers.split()]
            if command == "M":
                x, y = start = (values[0], values[1])
                continue
            before = (x, y)
            if command == "z":
                x, y = start
            else:
                x += values[0] if command in "hl" else 0
                y += {"v": values[0], "l": values[-1]}.get(command, 0)
            area += before[0] * y - x * before[1]
        areas.append(round(area + x * start[1] - start[0] * y, 3))
    return areas


@pytest.mark.parametrize(
    ("kind", "corner"),
    [("ApplicationComponent", "square"), ("BusinessProcess", "rounded"), ("Capability", "rounded"), ("Goal", "cut")],
)
def test_corners_follow_the_aspect(metamodel: Metamodel, kind: str, corner: str) -> None:
    outline = Notation.of(metamodel).box(kind).outline(0, 0, 120, 60)

    commands = "".join(re.findall("[a-z]", outline))
    assert commands == {"square": "hvhz", "rounded": "havahavaz", "cut": "hlvlhlvz"}[corner]


@pytest.mark.parametrize(
    ("kind", "fill"),
    [
        ("BusinessActor", "#ffffb5"),
        ("DataObject", "#b5ffff"),
        ("Node", "#c9e7b7"),
        ("Facility", "#c9e7b7"),
        ("Driver", "#ccccff"),
        ("Resource", "#f5deaa"),
        ("Plateau", "#ffe0e0"),
        ("Location", "#edcfe2"),
        ("Grouping", "#ffffff"),
    ],
)
def test_colours_follow_the_layer(metamodel: Metamodel, kind: str, fill: str) -> None:
    assert Notation.of(metamodel).box(kind).fill == fill


@pytest.mark.parametrize(
    ("kind", "source", "target", "dash"),
    [
        ("Composition", "diamond", "none", ""),
        ("Aggregation", "open diamond", "none", ""),
        ("Assignment", "ball", "triangle", ""),
        ("Realization", "none", "hollow triangle", "2 2"),
        ("Specialization", "none", "hollow triangle", ""),
        ("Serving", "none", "arrow", ""),
        ("Influence", "none", "arrow", "6 3"),
        ("Association", "none", "none", ""),
        ("Triggering", "none", "triangle", ""),
        ("Flow", "none", "triangle", "6 3"),
    ],
)
def test_line_ends_and_dashes_are_those_of_the_standard(
    metamodel: Metamodel, kind: str, source: str, target: str, dash: str
) -> None:
    look = Notation.of(metamodel).line(kind)

    assert (look.source, look.target, look.dash) == (source, target, dash)


@pytest.mark.parametrize(
    ("access", "ends"),
    [
        ("Read", ("arrow", "none")),
        ("Write", ("none", "arrow")),
        ("ReadWrite", ("arrow", "arrow")),
        ("Access", ("none", "none")),
        (None, ("none", "none")),
    ],
)
def test_access_points_to_where_the_data_go(metamodel: Metamodel, access: object, ends: tuple[str, str]) -> None:
    line = Line("l", "Access", "a", "b", access=access)  # type: ignore[arg-type]

    assert line_ends(Notation.of(metamodel).line("Access"), line, None, None) == ends


def test_directed_association_has_half_an_arrow(metamodel: Metamodel) -> None:
    look = Notation.of(metamodel).line("Association")

    assert line_ends(look, Line("l", "Association", "a", "b", directed=True), None, None) == ("none", "half arrow")


def test_arm_into_a_junction_has_no_arrowhead(metamodel: Metamodel) -> None:
    notation = Notation.of(metamodel)

    ends = line_ends(notation.line("Triggering"), Line("l", "Triggering", "a", "j"), None, notation.box("Junction"))

    assert ends == ("none", "none")


def test_or_junction_is_open_and_and_junction_is_filled(metamodel: Metamodel) -> None:
    filled = drawn(metamodel, Box("j", "Junction", "", x=0, y=0, w=15, h=15))
    opened = drawn(metamodel, Box("j", "Junction", "", x=0, y=0, w=15, h=15, is_or=True))

    assert 'fill="#000000"' in filled
    assert 'fill="#ffffff" stroke="#000000"' in opened


def test_grouping_is_dashed_with_a_tab_and_its_second_figure_has_none(metamodel: Metamodel) -> None:
    tabbed = drawn(metamodel, Box("g", "Grouping", "Domein", x=0, y=0, w=140, h=70))
    plain = drawn(metamodel, Box("g", "Grouping", "Domein", x=0, y=0, w=140, h=70, figure=1))

    assert 'stroke-dasharray="8 4"' in plain and 'stroke-dasharray="8 4"' in tabbed
    assert 'd="M0 0h140v70h-140z"' in plain
    assert 'd="M0 18v-18h100v18M0 18h140v52h-140z"' in tabbed


def test_unknown_kind_is_a_plain_box_and_no_fault(metamodel: Metamodel) -> None:
    svg = drawn(metamodel, Box("x", "Nonsense", "Iets", x=0, y=0, w=120, h=55))

    assert "Onbekend type" in svg


def test_line_end_has_its_tip_on_the_border() -> None:
    path, filling = end_path("triangle", (100, 50), (0, 50))

    assert path.startswith("M100 50L91 ")
    assert filling == "line"


def test_line_stops_at_the_border_of_its_boxes(metamodel: Metamodel) -> None:
    svg = drawn(
        metamodel,
        Box("a", "Node", "A", x=0, y=0, w=100, h=50),
        Box("b", "Node", "B", x=200, y=0, w=100, h=50),
        lines=(Line("l", "Association", "a", "b"),),
    )

    assert 'd="M100 25L200 25"' in svg


def test_line_to_a_line_ends_in_its_middle(metamodel: Metamodel) -> None:
    svg = drawn(
        metamodel,
        Box("a", "Node", "A", x=0, y=0, w=100, h=50),
        Box("b", "Node", "B", x=200, y=0, w=100, h=50),
        Box("c", "Node", "C", x=100, y=200, w=100, h=50),
        lines=(Line("m", "Association", "c", "l"), Line("l", "Flow", "a", "b")),
    )

    assert 'd="M150 200L150 25"' in svg


def test_lines_that_end_in_each_other_are_left_out(metamodel: Metamodel) -> None:
    box = Box("a", "Node", "A", x=0, y=0, w=100, h=50)

    svg = drawn(metamodel, box, lines=(Line("m", "Flow", "n", "m"), Line("n", "Flow", "m", "n")))

    etree.fromstring(svg.encode())
    assert 'id="m"' not in svg
