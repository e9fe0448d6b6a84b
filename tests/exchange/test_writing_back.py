"""A model file that goes back into its own format: the same bytes where its tool wrote it, and what an edit does."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from archrepo.exchange import read_model
from archrepo.exchange.equality import differences
from archrepo.exchange.model import FileElement, ModelFile, Phrase, Property
from archrepo.exchange.writing import write_model

_NS = "{http://www.opengroup.org/xsd/archimate/3.0/}"
_ELEMENTS = (
    '<element xsi:type="archimate:BusinessActor" name="A" id="a"/>'
    '<element xsi:type="archimate:BusinessRole" name="B" id="b"/>'
)
_RELATIONS = '<element xsi:type="archimate:AssignmentRelationship" id="r" source="a" target="b"/>'
_VIEWS = (
    '<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="v">'
    '<child xsi:type="archimate:DiagramObject" id="box-a" archimateElement="a"><bounds x="10" y="20"/>'
    '<sourceConnection xsi:type="archimate:Connection" id="line" source="box-a" target="box-b" '
    'archimateRelationship="r"/>'
    '<child xsi:type="archimate:DiagramObject" id="box-b" targetConnections="line" archimateElement="b">'
    '<bounds x="1" y="2"/></child></child></element>'
)


@pytest.mark.parametrize(("name", "form"), [("vera41.archimate", "archimate"), ("vera41.xml", "ameff")])
def test_a_file_written_by_archi_comes_back_byte_for_byte(shared: Path, name: str, form: str) -> None:
    path = shared / "data" / "vera" / name

    written = write_model(read_model(path), form)

    assert written.data == path.read_bytes()
    assert written.remarks == ()


def test_gemma_comes_back_equal_and_a_second_round_gives_the_same_bytes(
    published: Callable[[str], ModelFile], tmp_path: Path
) -> None:
    source = published("gemma/gemma.archimate")
    path = tmp_path / "gemma.archimate"

    path.write_bytes(write_model(source, "archimate").data)
    back = read_model(path)

    assert differences(source, back) == ()
    assert write_model(back, "archimate").data == path.read_bytes()


def test_a_concept_that_is_gone_leaves_folders_and_drawings_but_not_what_lay_in_its_box(
    archi_file: Callable[..., Path],
) -> None:
    model = read_model(archi_file(_ELEMENTS, _RELATIONS, _VIEWS))

    written = write_model(replace(model, elements=model.elements[1:], relations=()), "archimate")

    root = etree.fromstring(written.data)
    assert [node.get("id") for node in root.iter("element")] == ["b", "v"]
    assert [node.get("id") for node in root.iter("child", "sourceConnection")] == ["box-b"]
    box = root.find(".//child")
    assert box is not None
    assert box.get("targetConnections") is None
    assert dict(box.find("bounds").attrib) == {"x": "11", "y": "22"}
    assert [(remark.count, remark.is_loss) for remark in written.remarks] == [(2, False)]


def test_new_concepts_come_at_the_end_of_the_folder_of_their_layer_by_id(archi_file: Callable[..., Path]) -> None:
    model = read_model(archi_file(_ELEMENTS))
    new = (FileElement("z", "BusinessEvent"), FileElement("y", "Product"), FileElement("x", "Node"))

    root = etree.fromstring(write_model(replace(model, elements=model.elements + new), "archimate").data)

    folders = {node.get("type"): [one.get("id") for one in node] for node in root.iter("folder")}
    assert folders == {"business": ["a", "b", "y", "z"], "relations": [], "diagrams": [], "technology": ["x"]}


def test_changed_names_and_properties_of_the_model_and_a_view_replace_those_of_the_file(
    archi_file: Callable[..., Path],
) -> None:
    model = read_model(archi_file(_ELEMENTS, "", _VIEWS, "<purpose>was</purpose>"))
    view = replace(model.views[0], names=(Phrase("W"),), properties=(Property("k", "v"),), viewpoint="layered")
    changed = replace(model, names=(Phrase("Nieuw"),), texts=(Phrase("is"),), views=(view,))

    root = etree.fromstring(write_model(changed, "archimate").data)

    drawn = root.find(".//element[@id='v']")
    assert (root.get("name"), root.findtext("purpose")) == ("Nieuw", "is")
    assert drawn is not None
    assert (drawn.get("name"), drawn.get("viewpoint")) == ("W", "layered")
    assert [dict(one.attrib) for one in drawn.iterchildren("property")] == [{"key": "k", "value": "v"}]


def test_the_exchange_file_gets_new_concepts_and_keys_in_the_order_of_the_schema(
    ameff_file: Callable[..., Path],
) -> None:
    model = read_model(
        ameff_file('<elements><element identifier="a" xsi:type="Goal"><name>A</name></element></elements>')
    )
    new = FileElement("b", "Node", (Phrase("B", "en"),), (), (Property("cost", "3"), Property("", "x")))

    root = etree.fromstring(
        write_model(replace(model, elements=(*model.elements, new), keys={"cost": "number"}), "ameff").data
    )

    assert [str(part.tag).removeprefix(_NS) for part in root] == ["name", "elements", "propertyDefinitions"]
    assert [(one.get("type"), one.findtext(f"{_NS}name")) for one in root[-1]] == [("number", "cost"), ("string", "")]
    assert [part.tag.removeprefix(_NS) for part in root[1][1]] == ["name", "properties"]


def test_a_concept_that_is_gone_leaves_organizations_and_views_of_the_exchange_file(
    ameff_file: Callable[..., Path],
) -> None:
    model = read_model(
        ameff_file(
            '<elements><element identifier="a" xsi:type="Goal"><name>A</name></element>'
            '<element identifier="b" xsi:type="Goal"><name>B</name></element></elements>'
            '<organizations><item identifier="i"><label>Map</label><item identifierRef="a"/>'
            '<item identifierRef="b"/></item></organizations>'
            '<views><diagrams><view identifier="v" xsi:type="Diagram"><name>V</name>'
            '<node identifier="n1" xsi:type="Element" elementRef="a" x="0" y="0" w="9" h="9">'
            '<node identifier="n2" xsi:type="Element" elementRef="b" x="1" y="1" w="3" h="3"/></node>'
            '<connection identifier="c" xsi:type="Line" source="n1" target="n2"/></view></diagrams></views>'
        )
    )

    root = etree.fromstring(write_model(replace(model, elements=model.elements[1:]), "ameff").data)

    assert [node.get("identifierRef") for node in root.iter(f"{_NS}item")] == [None, "b"]
    assert [node.get("identifier") for node in root.iter(f"{_NS}node", f"{_NS}connection")] == ["n2"]


def test_values_in_several_languages_stand_in_one_property(ameff_file: Callable[..., Path], tmp_path: Path) -> None:
    body = (
        '<elements><element identifier="a" xsi:type="Goal"><name xml:lang="en">A</name>'
        '<name xml:lang="nl">a</name><properties><property propertyDefinitionRef="p">'
        '<value xml:lang="nl">een</value><value xml:lang="en">one</value></property>'
        '<property propertyDefinitionRef="p"><value xml:lang="nl">twee</value></property></properties></element>'
        '</elements><propertyDefinitions><propertyDefinition identifier="p" type="string"><name>k</name>'
        "</propertyDefinition></propertyDefinitions>"
    )
    model = read_model(ameff_file(body))
    path = tmp_path / "back.xml"

    path.write_bytes(write_model(model, "ameff").data)

    root = etree.parse(str(path)).getroot()
    assert [len(one) for one in root.iter(f"{_NS}property")] == [2, 1]
    assert differences(model, read_model(path)) == ()


def test_pictures_travel_in_a_zip_that_is_the_same_each_time(archi_file: Callable[..., Path], tmp_path: Path) -> None:
    model = replace(read_model(archi_file(_ELEMENTS)), images={"images/b.png": b"B", "images/a.png": b"A"})

    data = write_model(model, "archimate").data
    (tmp_path / "packed.archimate").write_bytes(data)

    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["model.xml", "images/a.png", "images/b.png"]
    assert read_model(tmp_path / "packed.archimate").images == model.images
    assert write_model(model, "archimate").data == data


def test_line_ends_tabs_and_quotes_of_texts_survive_both_formats(archi_file: Callable[..., Path]) -> None:
    path = archi_file(_ELEMENTS)
    said = ' "a"\tb\r\nc\rd\n<e> & ]]> '
    model = read_model(path)
    element = replace(
        model.elements[0], names=(Phrase(said),), texts=(Phrase(said),), properties=(Property(said, said),)
    )
    changed = replace(model, elements=(element, *model.elements[1:]))

    for form, name in (("archimate", "m.archimate"), ("ameff", "m.xml")):
        target = path.with_name(name)
        target.write_bytes(write_model(changed, form).data)
        back = read_model(target).elements[0]

        assert (back.names[0].text, back.texts[0].text) == (said, said)
        assert back.properties == (Property(said, said),)
