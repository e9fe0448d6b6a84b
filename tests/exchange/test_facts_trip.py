"""Voorbeeldstad goes into a file of another tool and comes back whole: every triple, every finding."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.exchange import ImportOptions, import_model
from archrepo.exchange.facts.side_files import PLACES_FOLDER
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import ModelFile
from archrepo.exchange.writing import write_model
from archrepo.findings import Report
from archrepo.positions.homes import FOLDER
from archrepo.store import Graph
from archrepo.validation import validate
from archrepo.workspace import Workspace, open_workspace

MODEL = Path(__file__).parents[2] / "models" / "voorbeeldstad"
DAY = date(2026, 11, 22)
ONTOLOGY = shipped_ontology()
ENDINGS = {"ameff": ".xml", "archimate": ".archimate"}


@pytest.fixture(scope="module")
def voorbeeldstad() -> Workspace:
    return open_workspace(MODEL, DAY, ontology=ONTOLOGY)


@pytest.fixture(scope="module")
def gathered(voorbeeldstad: Workspace) -> ModelFile:
    return gather(voorbeeldstad)


@pytest.fixture(scope="module", params=sorted(ENDINGS))
def trip(request: pytest.FixtureRequest, gathered: ModelFile, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace that the import of the exported file makes; it lies beside that file."""
    folder = tmp_path_factory.mktemp(request.param)
    path = folder / f"voorbeeldstad{ENDINGS[request.param]}"
    path.write_bytes(write_model(gathered, request.param).data)
    import_model([path], folder / "back", ImportOptions())
    return open_workspace(folder / "back", DAY, ontology=ONTOLOGY)


def canonical(graph: Graph) -> set[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in graph)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def test_every_triple_comes_back_and_no_other(voorbeeldstad: Workspace, trip: Workspace) -> None:
    there, back = canonical(voorbeeldstad.model), canonical(trip.model)

    assert (there - back, back - there) == (set(), set())


def test_the_base_travels_along(voorbeeldstad: Workspace, trip: Workspace) -> None:
    assert trip.base == voorbeeldstad.base


def test_relations_are_as_many_and_as_before(voorbeeldstad: Workspace, trip: Workspace) -> None:
    def count(workspace: Workspace) -> Counter[str]:
        return Counter(relation.predicate.value for relation in workspace.relations)

    assert count(trip) == count(voorbeeldstad)


def test_a_check_finds_the_same(voorbeeldstad: Workspace, trip: Workspace) -> None:
    book = shipped_book()

    before, after = validate(voorbeeldstad, book), validate(trip, book)

    def count(report: Report) -> Counter[tuple[str, str, str]]:
        return Counter((one.principle, one.subject, one.severity.name) for one in report.findings)

    assert count(after) == count(before)
    assert sum(count(before).values()) > 0


def test_a_second_round_is_the_same_to_the_byte(trip: Workspace) -> None:
    ending = next(path for path in trip.root.parent.iterdir() if path.is_file())
    name = next(one for one, end in ENDINGS.items() if ending.suffix == end)

    again = write_model(gather(trip), name)

    assert again.data == ending.read_bytes()


def test_all_is_readable_but_what_stands_alone(gathered: ModelFile) -> None:
    keys = Counter(one.key for each in (*gathered.elements, *gathered.relations) for one in each.properties)

    assert keys["ar:furtherFacts"] == keys["ar:textsWithoutLanguage"] == 0
    assert keys["ar:inUseFrom"] == 86


def test_the_folder_of_kept_places_is_the_one_that_is_told_of() -> None:
    assert PLACES_FOLDER == FOLDER
