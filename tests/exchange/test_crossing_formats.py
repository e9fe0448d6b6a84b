"""Whatever a model holds, it goes to the other format and back with all that this format can say."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from made_exchange_models import exchange_models
from made_models import archi_models
from official_schema import schema_of

from archrepo.exchange import read_model
from archrepo.exchange.equality import differences
from archrepo.exchange.model import ModelFile
from archrepo.exchange.writing import write_model


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return schema_of(shared)


def _read(data: bytes, folder: Path, name: str) -> ModelFile:
    path = folder / name
    path.write_bytes(data)
    return read_model(path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(archi_models())
def test_a_native_model_comes_back_from_the_exchange_format(schema: etree.XMLSchema, data: bytes) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        native = _read(data, folder, "a.archimate")

        sent = write_model(native, "ameff").data
        there = _read(sent, folder, "b.xml")
        returned = write_model(there, "archimate").data
        back = _read(returned, folder, "c.archimate")
        again = write_model(back, "ameff").data

    schema.assertValid(etree.fromstring(sent))
    assert differences(native, back, as_far_as="ameff") == ()
    assert [line.en for line in differences(native, back) if ": drawing" not in line.en] == []
    assert again == sent
    assert write_model(back, "archimate").data == returned


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(archi_models())
def test_a_native_model_comes_back_from_its_own_format_whole(data: bytes) -> None:
    with TemporaryDirectory() as made:
        native = _read(data, Path(made), "a.archimate")

        written = write_model(native, "archimate")
        back = _read(written.data, Path(made), "b.archimate")

    assert differences(native, back) == ()
    assert written.remarks == ()
    assert write_model(back, "archimate").data == written.data


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(exchange_models())
def test_a_model_of_the_exchange_format_comes_back_from_archi_whole(schema: etree.XMLSchema, data: bytes) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        model = _read(data, folder, "a.xml")

        own = _read(write_model(model, "ameff").data, folder, "own.xml")
        written = write_model(model, "archimate")
        returned = write_model(_read(written.data, folder, "b.archimate"), "ameff").data
        back = _read(returned, folder, "c.xml")

    schema.assertValid(etree.fromstring(returned))
    assert differences(model, own) == ()
    assert not [remark for remark in written.remarks if remark.is_loss]
    assert differences(model, back) == ()
    assert write_model(back, "archimate").data == written.data
