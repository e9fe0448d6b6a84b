"""The written definition of equality: what counts, what does not, and that public models meet it in both directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archrepo.exchange import read_model
from archrepo.exchange.equality import differences
from archrepo.exchange.model import ModelFile, Phrase, Property
from archrepo.exchange.writing import write_model
from archrepo.exchange.writing.written import WrittenFile

_ELEMENTS = '<element xsi:type="archimate:Goal" name="A" id="a"/><element xsi:type="archimate:Goal" name="B" id="b"/>'
_VIEW = (
    '<element xsi:type="archimate:ArchimateDiagramModel" name="V" id="v">'
    '<child xsi:type="archimate:DiagramObject" id="c" archimateElement="a" fillColor="{0}">'
    '<bounds x="{1}" y="2" width="120" height="55"/></child>'
    '<child xsi:type="archimate:Note" id="n"><bounds x="300" y="2"/><content>Let op</content></child></element>'
)


@pytest.fixture
def model(archi_file: Callable[..., Path]) -> ModelFile:
    return read_model(archi_file(_ELEMENTS, "", _VIEW.format("#ff0000", "1")))


def test_a_model_is_equal_to_itself(model: ModelFile) -> None:
    assert differences(model, model) == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"names": (Phrase("A "),)}, "element a: names: was 'A', is 'A '"),
        ({"names": (Phrase("A", "nl"),)}, "element a: names: was '', is 'nl'"),
        ({"texts": (Phrase("x\r\n"),)}, "element a: documentation: was (), is (('x\\r\\n', ''),)"),
        ({"kind": "Node"}, "element a: type: was 'Goal', is 'Node'"),
        ({"foreign": ("<feature/>",)}, "element a: other parts: was (), is ('<feature/>',)"),
    ],
)
def test_a_change_of_one_field_is_one_line(model: ModelFile, changed: dict[str, object], told: str) -> None:
    element = replace(model.elements[0], **changed)  # type: ignore[arg-type]  # fields of FileElement with their values

    found = differences(model, replace(model, elements=(element, model.elements[1])))

    assert [line.en for line in found] == [told]


def test_order_and_doubles_of_properties_count_and_definitions_do_not(model: ModelFile) -> None:
    def with_properties(*properties: Property) -> ModelFile:
        return replace(model, elements=(replace(model.elements[0], properties=properties), model.elements[1]))

    first, second = Property("k", "1"), Property("k", "2")

    assert differences(with_properties(first, second), with_properties(second, first))
    assert differences(with_properties(first, first), with_properties(first))
    assert not differences(with_properties(first), with_properties(replace(first, definition="p9")))


def test_what_is_missing_and_what_was_added_is_told(model: ModelFile) -> None:
    other = replace(model, elements=(model.elements[0], replace(model.elements[1], id="z")), folders=())

    found = [line.en for line in differences(model, other) if "folders" not in line.en]

    assert found == ["element b is missing", "element z was added"]


def test_each_part_of_a_drawing_counts_but_not_the_form_of_its_xml(
    model: ModelFile, archi_file: Callable[..., Path]
) -> None:
    moved = read_model(archi_file(_ELEMENTS, "", _VIEW.format("#ff0000", "3")))
    coloured = read_model(archi_file(_ELEMENTS, "", _VIEW.format("#ff0001", "1")))
    spread = read_model(archi_file(_ELEMENTS, "", _VIEW.format("#ff0000", "1").replace("><", ">\n  <")))
    said = read_model(archi_file(_ELEMENTS, "", _VIEW.format("#ff0000", "1").replace("Let op", "Let op ")))

    assert [line.en for line in differences(model, moved)] == ["view v: drawing c: was '1', is '3'"]
    assert [line.en for line in differences(model, coloured)] == ["view v: drawing c: was '#ff0000', is '#ff0001'"]
    assert [line.en for line in differences(model, said)] == ["view v: drawing n: was 'Let op', is 'Let op '"]
    assert differences(model, spread) == ()


def test_files_of_different_formats_are_compared_as_far_as_the_exchange_format_can_tell(
    archi_file: Callable[..., Path],
) -> None:
    path = archi_file(_ELEMENTS, "", _VIEW.format("#ff0000", "1").replace('id="n"', 'id="n" textAlignment="1"'))
    native = read_model(path)
    sent = path.with_name("sent.xml")
    sent.write_bytes(write_model(native, "ameff").data)
    there = read_model(sent)
    renamed = replace(there, elements=(replace(there.elements[0], names=(Phrase("Z"),)), there.elements[1]))

    assert differences(native, there) == ()
    assert [line.en for line in differences(native, renamed)] == ["element a: names: was 'A', is 'Z'"]


@pytest.mark.parametrize(
    ("name", "form", "ending", "other", "far"),
    [
        ("vera/vera41.archimate", "archimate", ".archimate", "ameff", "ameff"),
        ("vera/vera41.xml", "ameff", ".xml", "archimate", None),
        ("gemma/gemma.archimate", "archimate", ".archimate", "ameff", "ameff"),
    ],
)
def test_a_public_model_comes_back_from_the_other_format(
    published: Callable[[str], ModelFile],
    published_as: Callable[[str, str], WrittenFile],
    tmp_path: Path,
    name: str,
    form: str,
    ending: str,
    other: str,
    far: str | None,
) -> None:
    model = published(name)
    there, back = tmp_path / f"there{'.xml' if other == 'ameff' else '.archimate'}", tmp_path / f"back{ending}"

    there.write_bytes(published_as(name, other).data)
    back.write_bytes(write_model(read_model(there), form).data)

    returned = read_model(back)
    assert differences(model, returned, as_far_as=far) == ()  # type: ignore[arg-type]  # a form of drawings, or None
    aside = [line.en for line in differences(model, returned) if ": drawing" not in line.en]
    assert [line for line in aside if not line.startswith("folders")] == [
        f"view {view.id} is missing" for view in model.views if view.form != "diagram"
    ]
