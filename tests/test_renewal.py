"""A renewed workspace equals one that is opened anew, over random edits, down to order and places."""

from __future__ import annotations

import random
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from edits import STATES, random_edit, write_small
from the_knowledge import shipped_ontology

from archrepo.errors import SyntaxFault
from archrepo.findings import Location
from archrepo.places import shipped
from archrepo.workspace import Workspace, open_workspace
from archrepo.workspace.renewal import renewed

AS_OF = date(2026, 11, 22)
ONTOLOGY = shipped_ontology()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(shipped("models") / "voorbeeldstad", tmp_path / "model")
    return tmp_path / "model"


def warmed(workspace: Workspace) -> Workspace:
    """Make all that a renewal may take over, so that the comparison is about it."""
    for file in workspace.files:
        workspace.places_of(file)
    assert workspace.graph.store is not None
    for _subject, predicate, value in list(workspace.graph)[::50]:
        workspace.graph.subjects(predicate, value)
        workspace.graph.instances(value)
    return workspace


def assert_same(renewed_one: Workspace, fresh: Workspace, what: str) -> None:
    assert [file.triples for file in renewed_one.files] == [file.triples for file in fresh.files], what
    assert list(renewed_one.model) == list(fresh.model), what
    assert list(renewed_one.elements.items()) == list(fresh.elements.items()), what
    assert list(renewed_one.relations) == list(fresh.relations), what
    assert renewed_one.derived == fresh.derived, what
    assert list(renewed_one.graph) == list(fresh.graph), what
    assert set(renewed_one.graph.store) == set(fresh.graph.store), what
    assert list(renewed_one.model.predicates) == list(fresh.model.predicates), what
    assert list(renewed_one.graph.predicates) == list(fresh.graph.predicates), what
    for subject, predicate, value in list(fresh.graph)[::61]:
        assert renewed_one.graph.subjects(predicate, value) == fresh.graph.subjects(predicate, value), what
        assert renewed_one.graph.instances(value) == fresh.graph.instances(value), what
        assert renewed_one.locate(subject, predicate, value) == fresh.locate(subject, predicate, value), what
        assert renewed_one.locate(subject) == fresh.locate(subject), what


@pytest.mark.parametrize("seed", range(1))
def test_renewed_workspace_equals_one_opened_anew(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    workspace = warmed(open_workspace(folder, AS_OF, ontology=ONTOLOGY))
    for _ in range(6):
        what = random_edit(folder, chance)
        before = set(workspace.graph)
        found = renewed(workspace, AS_OF)
        assert found is not None
        workspace, change = found

        assert_same(workspace, open_workspace(folder, AS_OF, ontology=ONTOLOGY), f"seed {seed}: {what}")
        assert set(workspace.graph) == (before - change.removed) | change.added


@pytest.mark.parametrize("what", STATES)
def test_small_workspace_that_changes_equals_one_opened_anew(tmp_path: Path, what: str) -> None:
    first, *further = STATES[what]
    write_small(tmp_path, first)
    workspace = warmed(open_workspace(tmp_path, AS_OF, ontology=ONTOLOGY))
    for files in further:
        assert workspace.derived_relations is not None
        warmed(workspace)
        write_small(tmp_path, files)

        found = renewed(workspace, AS_OF)
        assert found is not None
        workspace = found[0]
        fresh = open_workspace(tmp_path, AS_OF, ontology=ONTOLOGY)
        assert_same(workspace, fresh, what)
        for subject, predicate, value in fresh.model:
            assert list(workspace.model.incoming(value)) == list(fresh.model.incoming(value)), what
            assert workspace.model.subjects(predicate, value) == fresh.model.subjects(predicate, value), what
            assert workspace.locate(subject, predicate, value) == fresh.locate(subject, predicate, value), what
            assert workspace.locate(value) == fresh.locate(value), what
            assert workspace.name_of(subject) == fresh.name_of(subject), what
        assert workspace.derived_relations == fresh.derived_relations, what


def test_reader_of_the_old_workspace_sees_the_old_facts_while_it_is_renewed(folder: Path) -> None:
    path = folder / "baseline" / "services.ttl"
    text = path.read_text(encoding="utf-8")
    workspace = warmed(open_workspace(folder, AS_OF, ontology=ONTOLOGY))
    question = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER (?o = 'nieuw'@nl) }"
    is_over = threading.Event()

    def read(old: Workspace) -> None:
        while not is_over.is_set():
            assert not old.graph.sparql(question).rows
            for file in old.files:
                old.places_of(file)
                old.source_line(Location(file.path, 1, 1, 1, 1))
            for predicate in old.graph.predicates:
                old.graph.with_predicate(predicate)

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read, workspace)
        try:
            for number in range(6):
                path.write_text(f'{text}\n:nieuw-{number} rdfs:comment "nieuw"@nl .\n', encoding="utf-8")
                found = renewed(workspace, AS_OF)
                assert found is not None
                assert len(found[0].graph.sparql(question).rows) == 1
        finally:
            is_over.set()

    assert reading.exception() is None


def test_file_that_comes_and_goes_is_read_and_forgotten(folder: Path) -> None:
    workspace = warmed(open_workspace(folder, AS_OF, ontology=ONTOLOGY))
    extra = folder / "baseline" / "aaa.ttl"
    extra.write_text("@prefix : <https://voorbeeldstad.example/id/> .\n:x <urn:y> [ <urn:z> 1 ] .\n", encoding="utf-8")

    found = renewed(workspace, AS_OF)
    assert found is not None
    assert_same(found[0], open_workspace(folder, AS_OF, ontology=ONTOLOGY), "came")
    extra.unlink()
    found = renewed(found[0], AS_OF)
    assert found is not None

    assert_same(found[0], open_workspace(folder, AS_OF, ontology=ONTOLOGY), "went")


def test_broken_file_leaves_the_workspace_as_it_was(folder: Path) -> None:
    workspace = warmed(open_workspace(folder, AS_OF, ontology=ONTOLOGY))
    triples = list(workspace.graph)
    path = folder / "baseline" / "services.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2] + ' "', encoding="utf-8")

    with pytest.raises(SyntaxFault):
        renewed(workspace, AS_OF)
    path.write_text(text, encoding="utf-8")

    found = renewed(workspace, AS_OF)
    assert found is not None
    assert list(found[0].graph) == triples
    assert found[1].files == frozenset()


def test_other_date_or_configuration_asks_for_a_fresh_start(folder: Path) -> None:
    workspace = open_workspace(folder, AS_OF, ontology=ONTOLOGY)

    assert renewed(workspace, date(2027, 1, 1)) is None
    (folder / "archrepo.toml").write_text('[workspace]\nname = "X"\nbase = "https://x.example/"\n', encoding="utf-8")
    assert renewed(workspace, AS_OF) is None
