"""A file of an older Archi is read as Archi itself reads it today, and a file with pictures keeps them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from archrepo.exchange import import_model, read_model
from archrepo.exchange.model import ModelFile, Phrase
from archrepo.exchange.writing import write_model

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:archimate="http://www.bolton.ac.uk/archimate" name="Oud" id="m1" version="{version}">
  <folder name="Business" id="f1" type="business"/>
  <folder name="Application" id="f2" type="application">
    <element xsi:type="archimate:ApplicationComponent" id="a" name="A"/>
  </folder>
  <folder name="Technology" id="f3" type="technology">
    <element xsi:type="archimate:InfrastructureService" id="s" name="S"/>
    <element xsi:type="archimate:CommunicationPath" id="p" name="P"/>
  </folder>
  <folder name="Connectors" id="f4" type="connectors">
    <element xsi:type="archimate:OrJunction" id="o"/>
    <element xsi:type="archimate:AndJunction" id="n"/>
  </folder>
  <folder name="Relations" id="f5" type="relations">
    <element xsi:type="archimate:UsedByRelationship" id="u" name="Used By relation" source="s" target="a"/>
    <element xsi:type="archimate:AccessRelationship" id="c" name="leest" source="a" target="s" accessType="1"/>
  </folder>
  <folder name="Derived Relations" id="f6" type="derived">
    <element xsi:type="archimate:RealisationRelationship" id="r" source="a" target="s"/>
  </folder>
  <folder name="Views" id="f7" type="diagrams">
    <element xsi:type="archimate:ArchimateDiagramModel" id="v" name="V">
      <child xsi:type="archimate:Group" id="g" name="G"><bounds x="0" y="0" width="300" height="300"/>
        <child xsi:type="archimate:DiagramObject" id="b1" archimateElement="a" alpha="100">
          <bounds x="10" y="10" width="120" height="55"/>
          <sourceConnection xsi:type="archimate:Connection" id="l" source="b1" target="b2" relationship="c"
              text="bekijkt"/>
        </child>
        <child xsi:type="archimate:DiagramObject" id="b2" archimateElement="s"><bounds x="9" y="99"/></child>
      </child>
    </element>
    <element xsi:type="archimate:SketchModel" id="k" name="K"/>
  </folder>
</archimate:model>
"""


def read(folder: Path, version: str) -> ModelFile:
    path = folder / "oud.archimate"
    path.write_text(OLD.format(version=version), encoding="utf-8")
    return read_model(path)


def part(model: ModelFile, identifier: str) -> etree._Element:
    return next(node for node in etree.fromstring(model.views[0].drawing).iter() if node.get("id") == identifier)


def test_types_of_archimate_2_have_their_names_of_today(tmp_path: Path) -> None:
    model = read(tmp_path, "2.0.0")

    assert {one.id: one.kind for one in model.elements} == {
        "a": "ApplicationComponent",
        "s": "TechnologyService",
        "p": "Path",
        "o": "OrJunction",
        "n": "AndJunction",
    }
    assert {one.id: one.kind for one in model.relations} == {"u": "Serving", "c": "Access", "r": "Realization"}
    assert model.relations[1].access == "Read"
    assert [view.form for view in model.views] == ["diagram", "sketch"]


def test_names_that_archi_gave_itself_go_and_words_along_lines_become_names(tmp_path: Path) -> None:
    model = read(tmp_path, "2.0.0")

    assert {one.id: one.names for one in model.relations} == {"u": (), "c": (Phrase("bekijkt"),), "r": ()}


def test_a_name_of_a_relation_in_a_newer_file_is_the_authors(tmp_path: Path) -> None:
    assert read(tmp_path, "3.0.0").relations[0].names == (Phrase("Used By relation"),)


def test_folders_that_are_no_more_have_their_new_place(tmp_path: Path) -> None:
    model = read(tmp_path, "2.0.0")

    folders = {folder.kind: folder for folder in model.folders}
    assert not {"connectors", "derived"} & set(folders)
    assert folders["other"].members == ("o", "n")
    assert folders["relations"].members == ("u", "c", "r")


@pytest.mark.parametrize(
    ("version", "y", "alignment", "figure", "reference"),
    [
        ("2.0.0", "28", "1", "1", "c"),
        ("3.1.1", "10", "1", "1", "c"),
        ("4.0.0", "10", "1", "1", None),
        ("4.4.0", "10", None, "1", None),
        ("4.9.0", "10", None, "1", None),
        ("5.0.0", "10", None, None, None),
    ],
)
def test_a_drawing_is_brought_up_to_date_step_by_step(
    tmp_path: Path, version: str, y: str, alignment: str | None, figure: str | None, reference: str | None
) -> None:
    model = read(tmp_path, version)

    box = part(model, "b1")
    bounds = box.find("bounds")
    assert bounds is not None and bounds.get("y") == y
    assert part(model, "g").get("textAlignment") == alignment
    assert box.get("type") == figure
    assert part(model, "l").get("archimateRelationship") == reference
    assert ("lineAlpha" in model.views[0].drawing.decode()) is (version == "4.4.0")


def test_the_version_that_was_read_is_told(tmp_path: Path) -> None:
    assert any("Archi 3.0.0" in remark.text.nl for remark in read(tmp_path, "3.0.0").remarks)
    assert not any("model van Archi" in remark.text.nl for remark in read(tmp_path, "5.0.0").remarks)


@pytest.mark.parametrize("version", ["", "onbekend", "1.2.3.4.5", "9" * 50])
def test_a_version_that_is_none_changes_nothing(tmp_path: Path, version: str) -> None:
    assert part(read(tmp_path, version), "b1").get("type") is None


def test_an_old_file_comes_back_as_one_of_the_newest_version(tmp_path: Path) -> None:
    written = write_model(read(tmp_path, "2.0.0"), "archimate").data
    (tmp_path / "nieuw.archimate").write_bytes(written)

    again = read_model(tmp_path / "nieuw.archimate")

    assert b'version="5.0.0"' in written and b"UsedBy" not in written
    assert again.remarks == ()
    assert write_model(again, "archimate").data == written


def test_a_file_with_pictures_is_a_zip_that_comes_back_byte_for_byte(shared: Path, tmp_path: Path) -> None:
    model = read_model(shared / "data/softwarecatalogus/softwarecatalogus-grafico.tar.xz")
    path = tmp_path / "catalogus.archimate"
    path.write_bytes(write_model(model, "archimate").data)

    again = read_model(path)

    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == sorted(["model.xml", *model.images])
    assert again.images == model.images and len(again.images) == 13
    assert (again.elements, again.relations, again.views) == (model.elements, model.relations, model.views)
    assert write_model(again, "archimate").data == path.read_bytes()


def test_an_import_of_a_file_with_pictures_tells_how_many(shared: Path, tmp_path: Path) -> None:
    report = import_model([shared / "data/softwarecatalogus/softwarecatalogus-grafico.tar.xz"], tmp_path / "uit")

    assert report.models[0].images == len(list((tmp_path / "uit" / "images").iterdir())) == 13
    assert report.is_complete
