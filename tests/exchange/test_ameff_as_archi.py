"""A model of the exchange format as a native file of Archi, and back: languages, types, folders and drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from archrepo.exchange import import_model, read_model
from archrepo.exchange.equality import differences
from archrepo.exchange.languages import in_all_languages, in_one_language
from archrepo.exchange.model import FileElement, ModelFile, Phrase, Property
from archrepo.exchange.writing import WrittenFile, write_model

_ELEMENT = (
    '<element identifier="{0}" xsi:type="{1}"><name xml:lang="nl">{0}</name>'
    '<name xml:lang="en">{0} en</name>{2}</element>'
)
_DEFINITIONS = (
    '<propertyDefinitions><propertyDefinition identifier="p1" type="number"><name>Kosten</name></propertyDefinition>'
    '<propertyDefinition identifier="p2" type="string"><name>Let op</name></propertyDefinition></propertyDefinitions>'
)
_PROPERTIES = (
    '<properties><property propertyDefinitionRef="p1"><value>3</value></property>'
    '<property propertyDefinitionRef="p2"><value xml:lang="nl">ja</value><value xml:lang="en">yes</value></property>'
    "</properties>"
)


def _elements(*kinds: tuple[str, str], inside: str = "") -> str:
    made = "".join(_ELEMENT.format(identifier, kind, inside) for identifier, kind in kinds)
    return f"<elements>{made}</elements>"


def _there_and_back(path: Path) -> tuple[ModelFile, etree._Element, WrittenFile, ModelFile]:
    """Return the model read, the native file, what was told of it, and the model that comes back from it."""
    model = read_model(path)
    written = write_model(model, "archimate")
    native = path.with_suffix(".archimate")
    native.write_bytes(written.data)
    back = path.with_name("back.xml")
    back.write_bytes(write_model(read_model(native), "ameff").data)
    return model, etree.fromstring(written.data), written, read_model(back)


def test_languages_and_data_types_travel_as_properties_and_come_back(ameff_file: Callable[..., Path]) -> None:
    body = _elements(("a", "Goal"), inside="<documentation>zonder taal</documentation>" + _PROPERTIES) + _DEFINITIONS

    model, root, written, back = _there_and_back(ameff_file(body))

    element = root.find(".//element")
    assert element is not None
    assert element.get("name") == "a"
    assert [(one.get("key"), one.get("value")) for one in element.iter("property")] == [
        ("Kosten", "3"),
        ("Let op@nl", "ja"),
        ("Let op@en", "yes"),
        ("name@en", "a en"),
        ("documentation@", "zonder taal"),
    ]
    assert {one.get("key"): one.get("value") for one in root.iterchildren("property")} == {
        "archrepo:language": "nl",
        "archrepo:languages": "en nl",
        "archrepo:datatypes": "number Kosten",
    }
    assert not [remark for remark in written.remarks if remark.is_loss]
    assert (back.elements, back.names, back.properties) == (model.elements, model.names, model.properties)
    assert back.keys == model.keys


def test_a_native_file_of_ours_is_imported_with_its_languages(ameff_file: Callable[..., Path], tmp_path: Path) -> None:
    path = ameff_file(_elements(("a", "Goal"), inside=_PROPERTIES) + _DEFINITIONS)
    native = path.with_suffix(".archimate")
    native.write_bytes(write_model(read_model(path), "archimate").data)

    import_model([native], tmp_path / "into")

    turtle = (tmp_path / "into" / "motivation.ttl").read_text("utf-8")
    assert '"a"@nl' in turtle
    assert '"a en"@en' in turtle
    assert "name-en" not in (tmp_path / "into" / "properties.ttl").read_text("utf-8")


def test_metadata_viewpoints_and_version_come_back(ameff_file: Callable[..., Path]) -> None:
    body = (
        "<metadata><schema>s</schema></metadata>"
        + _elements(("a", "Goal"))
        + '<views><viewpoints><viewpoint identifier="vp"><name>Eigen</name></viewpoint></viewpoints></views>'
    )
    path = ameff_file(body)
    path.write_text(path.read_text("utf-8").replace('identifier="m1"', 'identifier="m1" version="2"'), "utf-8")

    model, _, _, back = _there_and_back(path)

    frame = etree.fromstring(back.rest)
    assert frame.get("version") == "2"
    assert [one.text for one in frame.iter("{*}schema")] == ["s"]
    assert [one.get("identifier") for one in frame.iter("{*}viewpoint")] == ["vp"]
    assert back.properties == model.properties


def test_folders_go_below_the_layer_of_what_is_in_them(ameff_file: Callable[..., Path]) -> None:
    body = (
        _elements(("a", "Goal"), ("b", "Node"), ("c", "Node"))
        + '<organizations><item identifier="i"><label>Map</label><item identifierRef="b"/><item identifierRef="a"/>'
        '<item identifier="e"><label>Leeg</label></item></item>'
        "<item><label>Technology &amp; Physical</label><item identifierRef='c'/></item></organizations>"
    )

    _, root, written, _ = _there_and_back(ameff_file(body))

    paths = {
        node.get("id"): [one.get("name") for one in reversed(list(node.iterancestors("folder")))]
        for node in root.iter("element")
    }
    assert paths == {
        "b": ["Technology & Physical", "Map"],
        "a": ["Motivation", "Map"],
        "c": ["Technology & Physical"],
    }
    assert [one.get("type") for one in root.iterchildren("folder")].count("technology") == 1
    assert not [remark for remark in written.remarks if remark.is_loss]


def test_a_second_place_of_a_concept_is_told(ameff_file: Callable[..., Path]) -> None:
    tree = '<organizations><item><label>{}</label><item identifierRef="a"/></item></organizations>'

    _, root, written, _ = _there_and_back(ameff_file(_elements(("a", "Goal")) + tree.format("X") + tree.format("Y")))

    assert [node.get("id") for node in root.iter("element")] == ["a"]
    assert [one.text.en for one in written.remarks if one.is_loss] == ["second place of a concept in the folders"]


def test_a_drawing_gets_relative_places_and_lines_in_their_source(ameff_file: Callable[..., Path]) -> None:
    body = (
        _elements(("a", "Node"), ("b", "Node"))
        + '<relationships><relationship identifier="r" source="a" target="b" xsi:type="Access"/></relationships>'
        '<views><diagrams><view identifier="v" xsi:type="Diagram" viewpoint="Technology Usage"><name>V</name>'
        '<node identifier="n1" xsi:type="Container" x="10" y="20" w="300" h="200"><label>Groep</label>'
        '<node identifier="n2" xsi:type="Element" elementRef="a" x="15" y="30" w="100" h="50"><style lineWidth="2">'
        '<fillColor r="1" g="2" b="3" a="50"/><lineColor r="4" g="5" b="6"/><font name="Arial" size="9.5" '
        'style="bold underline"/></style></node></node>'
        '<node identifier="n3" xsi:type="Element" elementRef="b" x="400" y="30" w="100" h="50"/>'
        '<node identifier="n4" xsi:type="Label" x="0" y="400" w="50" h="20"><label>Kijk</label>'
        '<viewRef ref="v"/></node>'
        '<connection identifier="c1" xsi:type="Relationship" relationshipRef="r" source="n2" target="n3">'
        '<bendpoint x="250" y="55"/></connection>'
        '<connection identifier="c2" xsi:type="Line" source="c1" target="n4"><label>lijn</label></connection>'
        "</view></diagrams></views>"
    )

    model, root, written, back = _there_and_back(ameff_file(body))

    view = root.find(".//folder[@type='diagrams']/element")
    assert view is not None
    boxes = {one.get("id"): (one.getparent().get("id"), dict(one.find("bounds").attrib)) for one in view.iter("child")}
    assert boxes["n2"] == ("n1", {"x": "5", "y": "10", "width": "100", "height": "50"})
    assert view.get("viewpoint") == "technology_usage"
    lines = {one.get("id"): one.getparent().get("id") for one in view.iter("sourceConnection")}
    assert lines == {"c1": "n2", "c2": "c1"}
    assert [dict(one.attrib) for one in view.iter("bendpoint")] == [{"startX": "185", "endX": "-200"}]
    box = view.find(".//child[@id='n2']")
    assert box is not None
    assert (box.get("font"), box.get("fillColor"), box.get("alpha")) == ("1|Arial|9.5|1|", "#010203", "128")
    assert [one.text.en for one in written.remarks if one.is_loss] == [
        "access of which the type is not said: Archi only knows access in general",
        "underline of a label",
        "own label of a box",
    ]
    left = [line.en for line in differences(model, back, as_far_as="archi")]
    assert left == []


phrases = some.lists(
    some.builds(Phrase, some.sampled_from(["", "a", "b"]), some.sampled_from(["", "nl", "en"])), max_size=3
).map(lambda found: tuple(one for one in found if one.text))
properties = some.lists(
    some.builds(
        Property,
        some.sampled_from(["k", "name", "", "a b", "name@en", "name@", "documentation@@"]),
        some.sampled_from(["", "a", "b"]),
        some.sampled_from(["", "nl"]),
    ),
    max_size=3,
).map(tuple)
elements = some.builds(FileElement, some.just("e"), some.just("Goal"), phrases, phrases, properties)


@settings(max_examples=300, deadline=None)
@given(elements, phrases, some.sampled_from(["string", "number"]))
def test_one_language_is_the_exact_opposite_of_all_languages(
    element: FileElement, names: tuple[Phrase, ...], kind: str
) -> None:
    key = {one.key: kind for one in element.properties}
    model = ModelFile("m", "ameff", "m", names, (), (), (element,), (), (), (), key, b"")

    lowered = in_one_language(model)

    assert all(len(one) <= 1 for one in (lowered.names, lowered.elements[0].names, lowered.elements[0].texts))
    assert in_all_languages(lowered) == model


@settings(max_examples=100, deadline=None)
@given(elements, some.randoms(use_true_random=False))
def test_texts_in_other_languages_count_wherever_archi_puts_them(element: FileElement, chance: Random) -> None:
    languages = {(one.language, one.text) for one in element.names}
    model = ModelFile("m", "ameff", "m", (Phrase("m", "nl"),), (), (), (element,), (), (), (), {}, b"")
    lowered = in_one_language(model)
    (edited,) = lowered.elements
    shuffled = [*edited.properties, Property("nieuw", "x")]
    chance.shuffle(shuffled)

    (back,) = in_all_languages(replace(lowered, elements=(replace(edited, properties=tuple(shuffled)),))).elements

    assert {(one.language, one.text) for one in back.names} == languages
    assert Counter(back.properties) == Counter([*element.properties, Property("nieuw", "x")])


@pytest.mark.parametrize(
    ("names", "renamed"),
    [
        ([("BRP", "nl"), ("BRP", "en")], [("nieuw", "nl"), ("BRP", "en")]),
        ([("BRP", "")], [("nieuw", "")]),
        ([("Zaak", "nl"), ("Case", "en")], [("nieuw", "nl"), ("Case", "en")]),
        ([("Case", "en"), ("Zaak", "nl")], [("nieuw", "en"), ("Zaak", "nl")]),
        ([("Case", "en")], [("nieuw", "en")]),
        ([("Zaak", "nl"), ("nieuw", "en")], [("nieuw", "nl"), ("nieuw", "en")]),
    ],
)
def test_a_new_name_in_archi_takes_the_place_of_the_one_it_was(
    names: list[tuple[str, str]], renamed: list[tuple[str, str]]
) -> None:
    element = FileElement("e", "Goal", tuple(Phrase(*one) for one in names), (), ())
    model = ModelFile("m", "ameff", "m", (Phrase("m", "nl"),), (), (), (element,), (), (), (), {}, b"")
    lowered = in_one_language(model)
    edited = replace(lowered.elements[0], names=(Phrase("nieuw"),))

    (back,) = in_all_languages(replace(lowered, elements=(edited,))).elements

    assert back.names == tuple(Phrase(*one) for one in renamed)


def test_lines_that_begin_in_each_other_are_left_out_and_told(ameff_file: Callable[..., Path]) -> None:
    line = '<connection identifier="{}" xsi:type="Line" source="{}" target="{}"/>'
    body = (
        _elements(("a", "Node")) + '<views><diagrams><view identifier="v" xsi:type="Diagram"><name>V</name>'
        '<node identifier="n" xsi:type="Element" elementRef="a" x="0" y="0" w="9" h="9"/>'
        + line.format("c1", "c2", "n")
        + line.format("c2", "c1", "n")
        + line.format("c3", "c3", "n")
        + line.format("c4", "n", "c1")
        + line.format("c5", "n", "n")
        + line.format("c6", "n", "c7").replace("/>", '><bendpoint x="3" y="4"/></connection>')
        + line.format("c7", "n", "c6")
        + "</view></diagrams></views>"
    )

    _, root, written, _ = _there_and_back(ameff_file(body))

    assert [node.get("id") for node in root.iter("sourceConnection")] == ["c5", "c6", "c7"]
    assert [(one.count, one.text.en) for one in written.remarks if one.is_loss] == [
        (4, "line in a ring or long chain of lines")
    ]
