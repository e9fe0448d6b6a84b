"""What an import puts in a workspace is gathered again whole, whatever the file holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from generated_models import ameff_models, archi_models
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree
from pyoxigraph import NamedNode
from the_knowledge import shipped_ontology

from archrepo.exchange import ImportOptions, import_model, read_model
from archrepo.exchange.equality import differences
from archrepo.exchange.gathering import gather
from archrepo.exchange.gathering.gathering import gathered
from archrepo.exchange.lock import read_lock
from archrepo.exchange.model import ModelFile
from archrepo.turtle import write
from archrepo.vocabulary import TYPE
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
DAY = date(2026, 11, 22)
BASE = "https://proef.example/id/"
#: Where a model came from, and what there is to tell of it, is no part of it.
NOT_COMPARED = {"path", "remarks"}

Published = Callable[[str], ModelFile]


def _gathered(folder: Path) -> ModelFile:
    return gather(open_workspace(folder, DAY, ontology=ONTOLOGY))


def _parts(model: ModelFile) -> dict[str, object]:
    found = {one.name: getattr(model, one.name) for one in fields(model) if one.name not in NOT_COMPARED}
    return found | {"keys": list(model.keys.items())}


def _assert_kept(root: etree._Element, name: str) -> None:
    with TemporaryDirectory() as made:
        source, folder = Path(made) / name, Path(made) / "out"
        source.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        expected = read_model(source)

        import_model([source], folder, ImportOptions(base=BASE))
        found = _gathered(folder)

    assert _parts(found) == _parts(expected)


@settings(max_examples=40, deadline=None)
@given(archi_models())
def test_a_native_file_is_gathered_as_it_was_read(root: etree._Element) -> None:
    _assert_kept(root, "m.archimate")


@settings(max_examples=40, deadline=None)
@given(ameff_models())
def test_an_exchange_file_is_gathered_as_it_was_read(root: etree._Element) -> None:
    _assert_kept(root, "m.xml")


@pytest.mark.parametrize("name", ["vera/vera41.archimate", "vera/vera41.xml"])
def test_a_published_model_is_gathered_as_it_was_read(
    name: str, published: Published, shared: Path, tmp_path: Path
) -> None:
    import_model([shared / "data" / name], tmp_path / "out")

    found = _gathered(tmp_path / "out")

    assert _parts(found) == _parts(published(name))
    assert differences(found, published(name)) == ()


def test_the_national_model_is_gathered_as_it_was_read(published: Published, gemma: Workspace) -> None:
    found, expected = gather(gemma), published("gemma/gemma.archimate")

    assert _parts(found) == _parts(expected)
    assert differences(found, expected) == ()


def _left(model: ModelFile, removed: str) -> tuple[set[str], set[str]]:
    """Return the ids of the elements and relations without the removed element and all that hangs on it."""
    gone = {removed}
    while True:
        more = {one.id for one in model.relations if {one.source, one.target} & gone} - gone
        if not more:
            break
        gone |= more
    return {one.id for one in model.elements} - gone, {one.id for one in model.relations} - gone


@settings(max_examples=60, deadline=None)
@given(archi_models(), some.randoms(use_true_random=False))
def test_without_any_one_element_all_that_does_not_hang_on_it_is_as_it_was(
    root: etree._Element, chance: Random
) -> None:
    with TemporaryDirectory() as made:
        source, folder = Path(made) / "m.archimate", Path(made) / "out"
        source.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        expected = read_model(source)
        import_model([source], folder, ImportOptions(base=BASE))
        removed = chance.choice(expected.elements)
        iri = next(row[1] for row in read_lock(folder).rows if row[0] == "element" and row[4] == removed.id)
        opened = open_workspace(folder, DAY, ontology=ONTOLOGY)
        (file,) = (one for one in opened.files if (NamedNode(iri), TYPE) in {two[:2] for two in one.triples})
        left = [one for one in file.triples if one[0] != NamedNode(iri)]
        (folder / file.path).write_text(write(left, {"": BASE}), "utf-8")

        workspace = open_workspace(folder, DAY, ontology=ONTOLOGY)
        found = gathered(workspace).model

    elements, relations = _left(expected, removed.id)
    assert found.elements == tuple(one for one in expected.elements if one.id in elements)
    assert {one.id for one in found.relations} == relations
    unchanged = {one.id: one for one in expected.relations}
    assert all(one == unchanged[one.id] for one in found.relations)
    assert all(removed.id not in view.shows for view in found.views)
    assert [view.names for view in found.views] == [view.names for view in expected.views]
