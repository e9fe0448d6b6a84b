"""A native model in the exchange format: which words it gets there, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from archrepo.exchange import read_model
from archrepo.exchange.equality import differences
from archrepo.exchange.writing import write_model

_NS = "{http://www.opengroup.org/xsd/archimate/3.0/}"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_ELEMENTS = (
    '<element xsi:type="archimate:BusinessActor" name="A" id="a" profiles="p1"/>'
    '<element xsi:type="archimate:BusinessRole" name="B" id="b"><feature name="x" value="1"/></element>'
    '<element xsi:type="archimate:Junction" id="j" type="or"/>'
)
_RELATIONS = (
    '<element xsi:type="archimate:AccessRelationship" id="r1" source="a" target="b"/>'
    '<element xsi:type="archimate:InfluenceRelationship" id="r2" source="a" target="b" strength="++"/>'
    '<element xsi:type="archimate:AssociationRelationship" id="r3" source="a" target="r1" directed="true"/>'
)
_PROFILE = '<profile name="Team" id="p1" conceptType="BusinessActor"/>'


def _child(kind: str, identifier: str, inside: str, rest: str = "") -> str:
    return f'<child xsi:type="archimate:{kind}" id="{identifier}" {rest}>{inside}</child>'


def _view(inside: str) -> str:
    return f'<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="v" viewpoint="layered">{inside}</element>'


def _bounds(x: int, y: int, width: int = 100, height: int = 50) -> str:
    return f'<bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _sent(path: Path) -> tuple[etree._Element, list[str]]:
    written = write_model(read_model(path), "ameff")
    return etree.fromstring(written.data), [f"{one.count}x {one.text.en}" for one in written.remarks if one.is_loss]


def test_attributes_of_relations_and_junctions_get_their_words_there(archi_file: Callable[..., Path]) -> None:
    root, lost = _sent(archi_file(_ELEMENTS, _RELATIONS, "", _PROFILE))

    kinds = {node.get("identifier"): node.get(_TYPE) for node in root.iter(f"{_NS}element", f"{_NS}relationship")}
    stated = [
        (node.get("accessType"), node.get("modifier"), node.get("isDirected"))
        for node in root.iter(f"{_NS}relationship")
    ]
    assert kinds == {
        "a": "BusinessActor",
        "b": "BusinessRole",
        "j": "OrJunction",
        "r1": "Access",
        "r2": "Influence",
        "r3": "Association",
    }
    assert stated == [("Write", None, None), (None, "++", None), (None, None, "true")]
    assert lost == ["1x part feature of a concept in Archi"]


def test_a_specialization_is_a_property_and_comes_back(archi_file: Callable[..., Path]) -> None:
    path = archi_file(_ELEMENTS, _RELATIONS, "", _PROFILE)
    model = read_model(path)

    root, _ = _sent(path)
    (path.parent / "s.xml").write_bytes(write_model(model, "ameff").data)
    (path.parent / "b.archimate").write_bytes(write_model(read_model(path.parent / "s.xml"), "archimate").data)

    keys = {one.get("identifier"): one.findtext(f"{_NS}name") for one in root.iter(f"{_NS}propertyDefinition")}
    element = root.find(f".//{_NS}element[@identifier='a']")
    assert element is not None
    assert [
        (keys[one.get("propertyDefinitionRef", "")], one.findtext(f"{_NS}value"))
        for one in element.iter(f"{_NS}property")
    ] == [("specialization", "Team")]
    assert read_model(path.parent / "b.archimate").profiles == model.profiles


def test_folders_of_any_depth_become_organizations_and_keep_their_type(archi_file: Callable[..., Path]) -> None:
    inner = '<folder name="Diep" id="2d"><folder name="Leeg" id="f5"/>' + _ELEMENTS + "</folder>"
    path = archi_file(inner)

    root, _ = _sent(path)
    (path.parent / "s.xml").write_bytes(write_model(read_model(path), "ameff").data)
    (path.parent / "b.archimate").write_bytes(write_model(read_model(path.parent / "s.xml"), "archimate").data)

    items = [
        (item.get("identifier"), item.findtext(f"{_NS}label"), item.get("identifierRef"))
        for item in root.iter(f"{_NS}item")
    ]
    assert items == [
        ("f1", "Business", None),
        ("id-2d", "Diep", None),
        ("f5", "Leeg", None),
        (None, None, "a"),
        (None, None, "b"),
        (None, None, "j"),
        ("f2", "Relations", None),
        ("f3", "Views", None),
    ]
    assert read_model(path.parent / "b.archimate").folders == read_model(path).folders


def test_places_are_absolute_and_a_negative_drawing_moves_and_comes_back(archi_file: Callable[..., Path]) -> None:
    inner = _child("DiagramObject", "c2", _bounds(10, 5), 'archimateElement="b"')
    line = (
        '<sourceConnection xsi:type="archimate:Connection" id="l1" source="c1" target="c2" archimateRelationship="r2">'
        '<bendpoint startX="20" startY="-80" endX="-10" endY="-90"/></sourceConnection>'
    )
    path = archi_file(
        _ELEMENTS,
        _RELATIONS,
        _view(_child("DiagramObject", "c1", _bounds(-30, 40, 300, 200) + line + inner, 'archimateElement="a"')),
    )

    root, _ = _sent(path)
    (path.parent / "s.xml").write_bytes(write_model(read_model(path), "ameff").data)
    back = read_model(path.parent / "s.xml")
    (path.parent / "b.archimate").write_bytes(write_model(back, "archimate").data)

    places = [(node.get("x"), node.get("y"), node.get("w"), node.get("h")) for node in root.iter(f"{_NS}node")]
    connection = next(root.iter(f"{_NS}connection"))
    assert places == [("0", "40", "300", "200"), ("10", "45", "100", "50")]
    assert connection.get(_TYPE) == "NestingRelationship"
    assert [dict(one.attrib) for one in connection.iter(f"{_NS}bendpoint")] == [{"x": "110", "y": "20"}]
    assert back.views[0].viewpoint == "Layered"
    drawn = etree.fromstring(read_model(path.parent / "b.archimate").views[0].drawing)
    assert [dict(one.attrib) for one in drawn.iter("bounds")] == [
        {"x": "-30", "y": "40", "width": "300", "height": "200"},
        {"x": "10", "y": "5", "width": "100", "height": "50"},
    ]
    assert drawn.get("viewpoint") == "layered"
    assert differences(read_model(path), read_model(path.parent / "b.archimate"), as_far_as="ameff") == ()


def test_colours_fonts_and_line_widths_are_those_of_the_author(archi_file: Callable[..., Path]) -> None:
    line = (
        '<sourceConnection xsi:type="archimate:Connection" id="l1" source="c1" target="c2" lineWidth="3" '
        'lineColor="#0000ff" name="tekst"/>'
    )
    looks = 'fillColor="#ff8000" alpha="102" lineColor="#010203" fontColor="#00ff00" font="1|Arial|10.5|3|" '
    derived = '<feature name="deriveElementLineColor" value="false"/><feature name="lineAlpha" value="51"/>'
    root, lost = _sent(
        archi_file(
            _ELEMENTS,
            "",
            _view(
                _child("DiagramObject", "c1", derived + _bounds(0, 0) + line, looks + 'archimateElement="a"')
                + _child("Note", "c2", _bounds(200, 0) + "<content>let op</content>", 'textAlignment="1"')
            ),
        )
    )

    box, connection = root.iter(f"{_NS}style")
    said = [(str(one.tag).removeprefix(_NS), dict(one.attrib)) for one in box.iterdescendants()]
    assert said == [
        ("fillColor", {"r": "255", "g": "128", "b": "0", "a": "40"}),
        ("lineColor", {"r": "1", "g": "2", "b": "3", "a": "20"}),
        ("font", {"name": "Arial", "size": "10.5", "style": "bold italic"}),
        ("color", {"r": "0", "g": "255", "b": "0"}),
    ]
    assert dict(connection.attrib) == {"lineWidth": "3"}
    assert [node.findtext(f"{_NS}label") for node in root.iter(f"{_NS}node", f"{_NS}connection")] == [
        None,
        "let op",
        "tekst",
    ]
    assert lost[-1] == "1x alignment of text"


def test_what_has_no_place_there_is_told_once_for_each_kind(archi_file: Callable[..., Path]) -> None:
    image = _child("DiagramModelImage", "c3", _bounds(0, 0), 'imagePath="images/a.png"')
    line = '<sourceConnection xsi:type="archimate:Connection" id="l1" source="c1" target="c3"/>'
    shown = _child("DiagramObject", "c1", _bounds(0, 0) + line, 'archimateElement="a" type="1"')
    reference = _child("DiagramModelReference", "c4", _bounds(5, 5), 'model="s"')
    sketch = '<element xsi:type="archimate:SketchModel" name="S" id="s"/>'
    path = archi_file(_ELEMENTS.replace("<feature", "<x"), "", _view(image + shown + reference) + sketch)
    model = replace(read_model(path), images={"images/a.png": b"x"})

    written = write_model(model, "ameff")

    assert [one.text.en for one in written.remarks if one.is_loss] == [
        "whole view of Archi's kind sketch",
        "reference to a missing profile",
        "part x of a concept in Archi",
        "image or block in a view",
        "second figure of a box",
        "reference to a view that is not in the file",
        "line at an image or block",
        "images in the file",
    ]
    assert written.counts["sketch"] == 0
    assert written.counts["diagram"] == 1


def test_a_relation_without_an_end_is_left_out_and_told(archi_file: Callable[..., Path]) -> None:
    root, lost = _sent(
        archi_file(
            _ELEMENTS,
            '<element xsi:type="archimate:FlowRelationship" id="r1" source="a" target="nowhere"/>'
            '<element xsi:type="archimate:AssociationRelationship" id="r2" source="a" target="r1"/>',
        )
    )

    assert root.find(f"{_NS}relationships") is None
    assert "2x relation with an end that is not in the file" in lost
