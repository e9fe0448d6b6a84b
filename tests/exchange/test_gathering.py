"""What an import puts in a workspace is gathered again whole, whatever the file holds."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from generated_models import ameff_models, archi_models
from hypothesis import given, settings
from lxml import etree

from archrepo.exchange import ImportOptions, import_model, read_model
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import ModelFile
from archrepo.workspace import load_ontology, open_workspace

ONTOLOGY = load_ontology()
DAY = date(2026, 11, 22)
BASE = "https://proef.example/id/"
#: Where a model came from, and what there is to tell of it, is no part of it.
NOT_COMPARED = {"path", "remarks"}


def _parts(model: ModelFile) -> dict[str, object]:
    found = {one.name: getattr(model, one.name) for one in fields(model) if one.name not in NOT_COMPARED}
    return found | {"keys": list(model.keys.items())}


def _assert_kept(root: etree._Element, name: str) -> None:
    with TemporaryDirectory() as made:
        source, folder = Path(made) / name, Path(made) / "out"
        source.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        expected = read_model(source)

        import_model([source], folder, ImportOptions(base=BASE))
        found = gather(open_workspace(folder, DAY, ontology=ONTOLOGY))

    assert _parts(found) == _parts(expected)


@settings(max_examples=80, deadline=None)
@given(archi_models())
def test_a_native_file_is_gathered_as_it_was_read(root: etree._Element) -> None:
    _assert_kept(root, "m.archimate")


@settings(max_examples=80, deadline=None)
@given(ameff_models())
def test_an_exchange_file_is_gathered_as_it_was_read(root: etree._Element) -> None:
    _assert_kept(root, "m.xml")


@pytest.mark.parametrize("name", ["gemma/gemma.archimate", "vera/vera41.archimate", "vera/vera41.xml"])
def test_a_published_model_is_gathered_as_it_was_read(name: str, shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / name

    import_model([source], tmp_path / "out")
    found = gather(open_workspace(tmp_path / "out", DAY, ontology=ONTOLOGY))

    assert _parts(found) == _parts(read_model(source))
