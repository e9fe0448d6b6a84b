"""The national model comes over whole: counts, names, ends, identities, and in time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from archrepo.exchange import ImportReport, import_model, report_lines
from archrepo.exchange.model import ModelFile
from archrepo.exchange.report import total
from archrepo.vocabulary import GEMMA, LABEL, PROP
from archrepo.workspace import Workspace


@pytest.fixture(scope="module")
def source(shared: Path) -> Path:
    return shared / "data" / "gemma" / "gemma.archimate"


@pytest.fixture(scope="module")
def imported(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport]:
    folder = tmp_path_factory.mktemp("gemma") / "model"
    return folder, import_model([source], folder)


@pytest.fixture(scope="module")
def model(published: Callable[[str], ModelFile]) -> ModelFile:
    return published("gemma/gemma.archimate")


@pytest.fixture(scope="module")
def workspace(gemma: Workspace) -> Workspace:
    return gemma


def test_the_report_counts_what_the_publisher_counts(imported: tuple[Path, ImportReport]) -> None:
    report = imported[1].models[0]

    elements, relations = total("elements", report.elements), total("relations", report.relations)
    assert (elements.read, elements.written) == (3006, 3006)
    assert (relations.read, relations.written) == (6257, 6257)
    assert [(view.name, view.read, view.written) for view in report.views] == [("diagram", 357, 357), ("sketch", 1, 1)]
    assert report.properties.read == report.properties.written == 27168
    assert report.is_complete


def test_the_report_can_be_written_as_json_and_read_in_two_languages(imported: tuple[Path, ImportReport]) -> None:
    lines = report_lines(imported[1])

    assert json.loads(json.dumps(asdict(imported[1])))["models"][0]["name"] == "GEMMA"
    assert "  3006 elementen" in [line.nl for line in lines]
    assert "  6257 relations" in [line.en for line in lines]


def test_the_workspace_holds_as_many_of_each_type_as_the_file(workspace: Workspace, model: ModelFile) -> None:
    elements = Counter(element.kind.name for element in workspace.elements.values())
    relations = Counter(relation.kind.name for relation in workspace.relations)

    assert elements == Counter(element.kind for element in model.elements)
    assert relations == Counter(relation.kind for relation in model.relations)


def test_every_element_keeps_its_name_and_its_lasting_identity(workspace: Workspace, model: ModelFile) -> None:
    for element in model.elements:
        lasting = next(one.value for one in element.properties if one.key == "Object ID")
        iri = NamedNode(GEMMA + lasting)

        assert workspace.model.objects(iri, LABEL) == tuple(Literal(name.text, language="nl") for name in element.names)
        assert workspace.model.value(iri, NamedNode(PROP + "Object-ID")) == Literal(lasting)


def test_every_relation_keeps_its_type_its_ends_and_its_attributes(workspace: Workspace, model: ModelFile) -> None:
    lasting = {
        concept.id: GEMMA + next(one.value for one in concept.properties if one.key == "Object ID")
        for concept in (*model.elements, *model.relations)
    }

    found = Counter(
        (one.kind.name, one.source.value, one.target.value, one.access, one.directed, one.modifier or "")
        for one in workspace.relations
    )
    assert found == Counter(
        (one.kind, lasting[one.source], lasting[one.target], one.access, one.directed, one.modifier)
        for one in model.relations
    )


def test_a_second_import_changes_no_byte_and_no_file(source: Path, imported: tuple[Path, ImportReport]) -> None:
    folder = imported[0]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}

    report = import_model([source], folder)

    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assert after == before
    assert (report.written, report.removed) == (0, 0)


def test_two_imports_into_two_folders_give_the_same_bytes(
    imported: tuple[Path, ImportReport], gemma_folder: Path
) -> None:
    first, second = imported[0], gemma_folder

    assert first != second
    assert {path.relative_to(first): path.read_bytes() for path in first.rglob("*") if path.is_file()} == {
        path.relative_to(second): path.read_bytes() for path in second.rglob("*") if path.is_file()
    }
