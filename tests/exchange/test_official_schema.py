"""Every export in the exchange format is valid under the official schema."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from official_schema import schema_of

from archrepo.exchange import import_model, read_model
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import ModelFile
from archrepo.exchange.writing import write_model
from archrepo.exchange.writing.written import WrittenFile
from archrepo.places import shipped
from archrepo.workspace import open_workspace

_DUBLIN_CORE = (
    "<metadata><schema>http://purl.org/dc/elements/1.1/</schema><schemaversion>1.1</schemaversion>"
    '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Titel</dc:title></metadata>'
)
_ELEMENT = '<elements><element identifier="a" xsi:type="Goal"><name>A</name></element></elements>'


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return schema_of(shared)


@pytest.mark.parametrize("name", ["gemma/gemma.archimate", "vera/vera41.archimate", "vera/vera41.xml"])
def test_the_export_of_a_public_model_is_valid(
    published: Callable[[str], ModelFile],
    published_as: Callable[[str, str], WrittenFile],
    schema: etree.XMLSchema,
    name: str,
) -> None:
    model = published(name)

    root = etree.fromstring(published_as(name, "ameff").data)

    schema.assertValid(root)
    tags = [str(node.tag).rpartition("}")[2] for node in root.iter(etree.Element)]
    assert tags.count("element") == len(model.elements)
    assert tags.count("relationship") == len(model.relations)
    assert tags.count("view") == sum(view.form == "diagram" for view in model.views)


def test_the_export_of_what_was_imported_is_valid(schema: etree.XMLSchema, shared: Path, tmp_path: Path) -> None:
    import_model([shared / "data/vera/vera41.archimate"], tmp_path / "model")

    written = write_model(gather(open_workspace(tmp_path / "model", date(2026, 11, 22))), "ameff")

    schema.assertValid(etree.fromstring(written.data))


def test_the_export_of_a_model_made_in_turtle_is_valid(schema: etree.XMLSchema) -> None:
    town = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22))

    written = write_model(gather(town), "ameff")

    schema.assertValid(etree.fromstring(written.data))
    assert not [remark for remark in written.remarks if remark.is_loss]


def test_metadata_in_dublin_core_is_kept_and_valid_once_its_own_schema_is_known(
    ameff_file: Callable[..., Path], schema: etree.XMLSchema, shared: Path
) -> None:
    model = read_model(ameff_file(_DUBLIN_CORE + _ELEMENT))

    data = write_model(model, "ameff").data

    alone = etree.XMLSchema(file=str(shared / "data" / "archimate-xsd" / "archimate3_Diagram.xsd"))
    schema.assertValid(etree.fromstring(data))
    assert not alone.validate(etree.fromstring(data))
    assert "strict" in str(alone.error_log)


def test_ids_with_spaces_and_digits_and_concepts_of_no_known_type_are_valid_and_come_back(
    archi_file: Callable[..., Path], schema: etree.XMLSchema
) -> None:
    path = archi_file(
        '<element xsi:type="archimate:Gadget" name="G" id="1 é"/><element xsi:type="archimate:Goal" id="id-1"/>',
        '<element xsi:type="archimate:LikesRelationship" id="1" source="1 é" target="id-1"/>',
    )
    model = read_model(path)

    sent = write_model(model, "ameff").data
    (path.parent / "sent.xml").write_bytes(sent)
    back = write_model(read_model(path.parent / "sent.xml"), "archimate").data
    (path.parent / "back.archimate").write_bytes(back)

    returned = read_model(path.parent / "back.archimate")
    schema.assertValid(etree.fromstring(sent))
    assert [(one.id, one.kind) for one in returned.elements] == [("1 é", "Gadget"), ("id-1", "Goal")]
    assert [(one.id, one.kind, one.source) for one in returned.relations] == [("1", "Likes", "1 é")]
    assert returned.properties == ()
