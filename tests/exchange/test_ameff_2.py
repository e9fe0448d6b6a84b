"""A file of the exchange format for ArchiMate 2.1 is read as what it says, in the words of ArchiMate 3."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from archrepo.errors import InputFault
from archrepo.exchange import import_model, read_model
from archrepo.exchange.model import ModelFile, Phrase, Property
from archrepo.exchange.names import AMEFF_NAMESPACE

NS = f"{{{AMEFF_NAMESPACE}}}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
OLD = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xmlns:dc="http://purl.org/dc/elements/1.1/" identifier="id-oud">
  <metadata><schema>Dublin Core</schema><schemaversion>1.1</schemaversion><dc:title>Oud</dc:title></metadata>
  <name xml:lang="nl">Belastingen 2015</name>
  <documentation xml:lang="nl">Uit de oude tijd</documentation>
  <properties><property identifierref="p1"><value xml:lang="nl">ja</value></property></properties>
  <elements>
    <element identifier="a" xsi:type="InfrastructureService">
      <label xml:lang="nl">Opslag</label><label xml:lang="en">Storage</label>
      <documentation>Bewaart aanslagen</documentation>
      <properties><property identifierref="p1"><value>1</value></property></properties>
    </element>
    <element identifier="b" xsi:type="ApplicationComponent"><label>Belastingsysteem</label></element>
    <element identifier="n" xsi:type="Network"><label>Gemeentenet</label></element>
    <element identifier="j" xsi:type="Junction"><label>of</label>
      <properties><property identifierref="p2"><value>OR</value></property></properties></element>
    <element identifier="k" xsi:type="Junction"><label>en</label></element>
  </elements>
  <relationships>
    <relationship identifier="r" source="a" target="b" xsi:type="UsedByRelationship">
      <label>gebruikt</label></relationship>
    <relationship identifier="s" source="b" target="a" xsi:type="RealisationRelationship"/>
    <relationship identifier="t" source="b" target="n" xsi:type="SpecialisationRelationship"/>
  </relationships>
  <organization>
    <item><label>Techniek</label><item identifierref="a"/></item><item identifierref="b"/>
  </organization>
  <propertydefs>
    <propertydef identifier="p1" name="Kritiek" type="boolean"/>
    <propertydef identifier="p2" name="JunctionType" type="string"/>
  </propertydefs>
  <views>
    <view identifier="v" viewpoint="Infrastructure Usage"><label>Overzicht</label>
      <node identifier="n0" x="-10" y="5" w="400" h="300" type="group"><label>Groep</label>
        <properties><property identifierref="p1"><value>x</value></property></properties>
        <node identifier="n1" elementref="a" x="20" y="20" w="120" h="55">
          <style><fillColor r="1" g="2" b="3"/><lineColor r="0" g="0" b="0"/></style></node>
        <node identifier="n2" elementref="b" x="200" y="20" w="120" h="55"/></node>
      <node identifier="n3" x="200" y="220" w="120" h="55"><label>Let op</label></node>
      <connection identifier="c1" relationshipref="r" source="n1" target="n2">
        <bendpoint x="150" y="40"/><style><lineColor r="0" g="0" b="0"/></style></connection>
      <connection identifier="c2" source="n3" target="n2"/>
    </view>
  </views>
</model>
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "oud.xml"
    path.write_text(OLD, encoding="utf-8")
    return path


@pytest.fixture
def model(old: Path) -> ModelFile:
    return read_model(old)


def line_with(text: str) -> int:
    return OLD[: OLD.index(text)].count("\n") + 1


def drawing(model: ModelFile) -> etree._Element:
    return etree.fromstring(model.views[0].drawing)


def test_old_types_are_carried_over_under_their_new_names(model: ModelFile) -> None:
    assert [one.kind for one in model.elements] == [
        *("TechnologyService", "ApplicationComponent", "CommunicationNetwork", "OrJunction", "AndJunction")
    ]
    assert [one.kind for one in model.relations] == ["Serving", "Realization", "Specialization"]
    assert any("Realisation" in remark.text.nl for remark in model.remarks)


def test_labels_of_every_language_texts_and_properties_come_along(model: ModelFile) -> None:
    storage = model.elements[0]

    assert storage.names == (Phrase("Opslag", "nl"), Phrase("Storage", "en"))
    assert storage.texts == (Phrase("Bewaart aanslagen"),)
    assert [(one.key, one.value) for one in storage.properties] == [("Kritiek", "1")]
    assert model.keys["Kritiek"] == "boolean"
    assert [(one.key, one.value, one.language) for one in model.properties] == [("Kritiek", "ja", "nl")]
    assert isinstance(model.properties[0], Property)


def test_a_junction_without_a_kind_is_an_and_junction_and_that_is_told(model: ModelFile) -> None:
    told = [remark for remark in model.remarks if "knooppunt" in remark.text.nl]

    assert [(remark.count, remark.place.line if remark.place else 0) for remark in told] == [
        (1, line_with("<label>en</label>"))
    ]


def test_the_drawing_is_in_the_form_of_archimate_3(model: ModelFile) -> None:
    view = drawing(model)
    nodes = {node.get("identifier"): node for node in view.iter(f"{NS}node")}
    lines = {line.get("identifier"): line for line in view.iter(f"{NS}connection")}

    assert {name: node.get(TYPE) for name, node in nodes.items()} == {
        "n0": "Container",
        "n1": "Element",
        "n2": "Element",
        "n3": "Label",
    }
    assert {name: line.get(TYPE) for name, line in lines.items()} == {"c1": "Relationship", "c2": "Line"}
    assert [part.tag for part in lines["c1"]] == [f"{NS}style", f"{NS}bendpoint"]
    assert model.views[0].shows == ("a", "b")
    assert model.views[0].names == (Phrase("Overzicht"),)


def test_a_drawing_left_of_the_origin_is_moved_as_a_whole(model: ModelFile) -> None:
    places = [(int(part.get("x", "")), int(part.get("y", ""))) for part in drawing(model).iter(f"{NS}node")]

    assert places == [(0, 5), (30, 20), (210, 20), (210, 220)]
    assert drawing(model).find(f".//{NS}bendpoint").attrib == {"x": "160", "y": "40"}  # type: ignore[union-attr]  # there is one


def test_what_archimate_3_cannot_say_of_a_box_is_counted_as_lost(model: ModelFile) -> None:
    lost = [remark for remark in model.remarks if remark.is_loss]

    assert [remark.count for remark in lost] == [1]
    assert lost[0].place is not None and lost[0].place.line == line_with("<value>x</value>")


def test_folders_and_metadata_stay(model: ModelFile) -> None:
    assert [(folder.names, folder.members) for folder in model.folders] == [
        ((Phrase("Techniek"),), ("a",)),
        ((), ("b",)),
    ]
    assert b"<dc:title>Oud</dc:title>" in model.rest
    assert b'identifierRef="a"' in model.rest


def test_the_import_tells_the_same_counts_in_and_out(old: Path, tmp_path: Path) -> None:
    report = import_model([old], tmp_path / "model")

    counts = (*report.models[0].elements, *report.models[0].relations, *report.models[0].views)
    assert sum(count.read for count in counts) == sum(count.written for count in counts) == 9


def test_a_concept_without_an_id_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "oud.xml"
    path.write_text(OLD.replace('identifier="b" ', ""), encoding="utf-8")

    with pytest.raises(InputFault) as caught:
        read_model(path)

    assert caught.value.location is not None and caught.value.location.line == line_with(
        "<label>Belastingsysteem</label>"
    )
