"""Views in an ArchiMate exchange file: valid, with the concepts they show, and readable again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from archrepo.diagrams import Artist
from archrepo.exchange import import_model
from archrepo.exchange.ameff_view import write_ameff_views
from archrepo.exchange.drawings import Drawings
from archrepo.generated_views import build_view
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

MODEL = Path(__file__).parents[2] / "models" / "voorbeeldstad"
NS = {"m": "http://www.opengroup.org/xsd/archimate/3.0/"}


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(MODEL, date(2026, 11, 22))


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(shared / "data/archimate-xsd/archimate3_Diagram.xsd")))


def faults(schema: etree.XMLSchema, file: bytes) -> list[str]:
    schema.validate(etree.fromstring(file))
    return [str(one.message) for one in schema.error_log]


@pytest.mark.parametrize(("name", "values"), [("keten", {"start": "dso-lv"}), ("landschap", {}), ("plateaus", {})])
def test_generated_view_is_valid_and_comes_back_with_its_boxes(
    town: Workspace, schema: etree.XMLSchema, tmp_path: Path, name: str, values: dict[str, str]
) -> None:
    view = Artist(town.metamodel).place(build_view(town, name, values))

    file = write_ameff_views(town, [view])

    assert faults(schema, file) == []
    (tmp_path / "view.xml").write_bytes(file)
    import_model([tmp_path / "view.xml"], tmp_path / "in")
    again = open_workspace(tmp_path / "in", date(2026, 11, 22))
    drawings = Drawings(again, "nl")
    (back,) = [drawings.view(iri) for iri in drawings]
    assert len(back.boxes) == len(view.boxes)
    in_model = {box.element for box in view.boxes if box.element in town.elements}
    assert len(again.elements) == len(in_model)


def test_every_relation_of_a_line_is_in_the_file(town: Workspace) -> None:
    view = Artist(town.metamodel).place(build_view(town, "gegevensstromen", {"start": "zaaksysteem"}))

    root = etree.fromstring(write_ameff_views(town, [view]))

    shown = {box.element for box in view.boxes}
    expected = [
        one for one in town.relations if one.kind.name == "Flow" and one.source in shown and one.target in shown
        and town.find("zaaksysteem") in (one.source, one.target)
    ]  # fmt: skip
    assert len(root.findall(".//m:relationship", NS)) == len(expected)
    names = root.findall(".//m:element/m:name", NS)
    assert {name.get("{http://www.w3.org/XML/1998/namespace}lang") for name in names} >= {"nl"}


def test_all_stored_drawings_of_the_national_model_are_valid(gemma: Workspace, schema: etree.XMLSchema) -> None:
    drawings = Drawings(gemma, "nl")

    file = write_ameff_views(gemma, [drawings.view(iri) for iri in drawings])

    assert faults(schema, file) == []
    assert len(etree.fromstring(file).findall(".//m:view", NS)) == 358


def test_concepts_keep_the_ids_of_the_file_they_came_from(gemma: Workspace, shared: Path) -> None:
    drawings = Drawings(gemma, "nl")
    there = (shared / "data/gemma/gemma.archimate").read_text("utf-8")

    root = etree.fromstring(write_ameff_views(gemma, [drawings.view(list(drawings)[3])]))

    ids = [str(one) for one in root.xpath("//m:element/@identifier", namespaces=NS)]
    assert ids
    assert all(f'id="{one}"' in there or f'id="{one.removeprefix("id-")}"' in there for one in ids)


def test_what_is_no_relation_or_element_is_a_group_or_a_line(town: Workspace, schema: etree.XMLSchema) -> None:
    boxes = (
        Box("g", "Group", "Groep <&>", None, -50, -20, 100, 50),
        Box("n", "Note", "Let\x00 op", None, 100, -20, 100, 50),
    )
    view = View("plate", "Titel", boxes, (Line("1", "Connection", "g", "n", label="bij"),), "drawn")

    file = write_ameff_views(town, [view])

    assert faults(schema, file) == []
    root = etree.fromstring(file)
    kinds = [one.get("{http://www.w3.org/2001/XMLSchema-instance}type") for one in root.findall(".//m:node", NS)]
    assert kinds == ["Container", "Label"]
    assert root.find(".//m:relationships", NS) is None
