"""Views as a draw.io file: shapes of its ArchiMate library, nested, with words that stay words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from archrepo.diagrams import Artist
from archrepo.exchange.drawings import Drawings
from archrepo.exchange.drawio import write_drawio
from archrepo.generated_views import build_view
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

MODEL = Path(__file__).parents[2] / "models" / "voorbeeldstad"


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(MODEL, date(2026, 11, 22))


def small(label: str) -> View:
    boxes = (
        Box("g", "Grouping", "Domein", None, 100, 50, 400, 200),
        Box("a", "ApplicationComponent", label, None, 120, 90, 150, 60, parent="g"),
        Box("b", "Goal", "Doel", None, 320, 90, 150, 60, parent="g", tip="Waarheen"),
        Box("c", "BusinessProcess", "Proces", None, 600, 90, 150, 60),
    )
    lines = (
        Line("1", "Realization", "a", "b", label=label),
        Line("2", "Access", "c", "a", access="Read", bendpoints=((560.0, 30.0),)),
        Line("3", "Connection", "c", "b", directed=True),
    )
    return View("plate", label, boxes, lines, "drawn", question="Wat?", x=100, y=50, width=650, height=200)


def cell(file: bytes, label: str) -> etree._Element:
    found = etree.fromstring(file).xpath("//object[@label=$label]/mxCell", label=label)
    assert isinstance(found, list) and isinstance(found[0], etree._Element)
    return found[0]


def test_box_has_the_shape_of_its_type_at_its_place_in_its_parent(town: Workspace) -> None:
    file = write_drawio([small("Zaaksysteem")], town.metamodel)

    found = cell(file, "Zaaksysteem")
    assert "shape=mxgraph.archimate3.application;appType=comp;archiType=square" in found.get("style", "")
    assert dict(found[0].attrib) == {"x": "20", "y": "40", "width": "150", "height": "60", "as": "geometry"}
    parent = etree.fromstring(file).xpath("string(//object[@label='Domein']/@id)")
    assert found.get("parent") == parent
    assert "appType=goal;archiType=oct" in cell(file, "Doel").get("style", "")
    assert "appType=proc;archiType=rounded" in cell(file, "Proces").get("style", "")


def test_line_joins_its_boxes_with_the_ends_of_its_kind(town: Workspace) -> None:
    root = etree.fromstring(write_drawio([small("Zaaksysteem")], town.metamodel))

    styles = {one.getparent().get("type"): one.get("style") for one in root.xpath("//mxCell[@edge='1']")}
    assert "endArrow=block;endFill=0" in styles["Realization"] and "dashed=1" in styles["Realization"]
    assert styles["Access"].rindex("startArrow=open") > styles["Access"].index("endArrow=none")
    assert "endArrow=open" in styles["Connection"]
    ids = set(root.xpath("//@id"))
    assert all(one.get("source") in ids and one.get("target") in ids for one in root.xpath("//mxCell[@edge='1']"))


@pytest.mark.parametrize("label", ["<img src=x onerror=alert(1)>", "a\x00\x0bb", "lang " * 3000, "\u202eomgekeerd"])
def test_hostile_label_is_plain_text(town: Workspace, label: str) -> None:
    root = etree.fromstring(write_drawio([small(label)], town.metamodel))

    assert not root.xpath("//mxCell[contains(@style, 'html=1')]")
    assert all(len(one) <= 10_000 and "\u202e" not in one for one in root.xpath("//object/@label"))


def test_every_type_of_the_metamodel_has_a_shape_in_draw_io(town: Workspace) -> None:
    kinds = [kind.name for kind in town.metamodel.types.values() if "Junction" not in kind.name]
    boxes = tuple(Box(kind, kind, kind, None, 0, 0, 100, 50) for kind in kinds)
    file = write_drawio([View("all", "Alles", boxes, (), "drawn", width=100, height=50)], town.metamodel)

    for kind in kinds:
        assert "shape=mxgraph.archimate3.application;appType=" in cell(file, kind).get("style", ""), kind


def test_generated_and_stored_views_are_pages_of_one_file(town: Workspace, gemma: Workspace) -> None:
    drawings = Drawings(gemma, "nl")
    stored = [drawings.view(iri) for iri in list(drawings)[:5]]
    made = Artist(town.metamodel).place(build_view(town, "keten", {"start": "dso-lv"}))

    root = etree.fromstring(write_drawio([made, *stored], town.metamodel))

    assert len(root.findall("diagram")) == 6
    for page, view in zip(root.findall("diagram"), [made, *stored], strict=True):
        assert len(page.findall(".//mxCell[@vertex='1']")) >= len(view.boxes)
    assert write_drawio([made, *stored], town.metamodel) == write_drawio([made, *stored], town.metamodel)
