"""A model as it stood at a commit: found by name, read without touching the repository, and kept open by a viewer."""

from __future__ import annotations

import gc
import subprocess
import threading
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.errors import RequestFault
from archrepo.picturing.moments import pinned
from archrepo.picturing.seeing import Seeing, seen
from archrepo.views import Box, View
from archrepo.workspace import Workspace, open_workspace
from archrepo.workspace.history import OldVersions, find_commit, workspace_at
from archrepo.workspace.revision import head_of

BASE = "https://klein.example/id/"
HEAD = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
OLD = """
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:InUse .
:c a am:ApplicationComponent ; rdfs:label "C"@nl .
"""
NEW = """
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:PhaseOut .
:d a am:ApplicationComponent ; rdfs:label "D"@nl .
"""


def of_turtle(folder: Path, turtle: str) -> Workspace:
    folder.mkdir(exist_ok=True)
    (folder / "archrepo.toml").write_text(
        f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (folder / "model.ttl").write_text(HEAD + turtle)
    return open_workspace(folder, date(2026, 11, 22))


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=T", "-c", "user.email=t@example.nl", *arguments],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Workspace:
    """A repository of two commits, with the workspace in a folder below its root."""
    git(tmp_path, "init", "-q")
    of_turtle(tmp_path / "model", OLD)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "eerste")
    git(tmp_path, "tag", "start")
    workspace = of_turtle(tmp_path / "model", NEW)
    git(tmp_path, "commit", "-q", "-a", "-m", "tweede")
    return workspace


def test_between_two_versions_in_git(repository: Workspace) -> None:
    def everything(workspace: Workspace) -> View:
        boxes = tuple(
            Box(iri.value.rpartition("/")[2], element.kind.name, workspace.label(iri), element.iri)
            for iri, element in workspace.elements.items()
        )
        return View("alles", "Alles", boxes, (), "generated")

    view = seen(repository, everything, Seeing(between=("start", "HEAD")))

    told = dict(one.label.split("\n") for one in view.boxes)
    assert told == {"A": "~ gewijzigd", "D": "+ nieuw", "C": "− vervalt"}


def test_an_old_version_is_read_without_touching_the_repository(repository: Workspace) -> None:
    commit = find_commit(repository.root, "start")
    assert commit is not None
    before = sorted(path.name for path in repository.root.rglob("*"))

    with workspace_at(repository.root, commit, date(2026, 11, 22)) as old:
        assert old.label(NamedNode(BASE + "c")) == "C"
        folder = old.root

    assert not folder.exists()
    assert sorted(path.name for path in repository.root.rglob("*")) == before


def test_link_that_leads_outside_is_no_part_of_an_old_version(tmp_path: Path) -> None:
    (tmp_path / "geheim.ttl").write_text(HEAD + ":geheim a :x .")
    folder = tmp_path / "model"
    of_turtle(folder, OLD)
    (folder / "los.ttl").symlink_to(tmp_path / "geheim.ttl")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "een")
    commit = find_commit(folder, "HEAD")
    assert commit is not None

    with workspace_at(folder, commit, date(2026, 11, 22)) as old:
        assert [file.path for file in old.files] == ["model.ttl"]


def test_old_versions_stay_open_until_others_are_asked_for(repository: Workspace) -> None:
    first, last = find_commit(repository.root, "start"), find_commit(repository.root, "HEAD")
    assert first is not None and last is not None
    old, day = OldVersions(most=2), date(2026, 11, 22)

    with old.workspace_at(repository.root, first, day) as before, old.workspace_at(repository.root, last, day) as after:
        assert before.label(NamedNode(BASE + "c")) == "C" and after.ontology is before.ontology
    with old.workspace_at(repository.root, first, day) as again:
        assert again is before and again.root.exists()
    with old.workspace_at(repository.root, first, date(2027, 1, 1)):
        assert not after.root.exists() and before.root.exists()


def test_one_reader_at_a_time_has_the_old_versions(repository: Workspace) -> None:
    commit = find_commit(repository.root, "start")
    assert commit is not None
    old, found = OldVersions(), []

    def read() -> None:
        with old.workspace_at(repository.root, commit, date(2026, 11, 22)) as workspace:
            found.append(workspace)

    with old.workspace_at(repository.root, commit, date(2026, 11, 22)) as mine:
        other = threading.Thread(target=read)
        other.start()
        other.join(0.1)
        assert found == []
    other.join(10)

    assert found == [mine]


def test_old_versions_leave_no_files(repository: Workspace) -> None:
    commit = find_commit(repository.root, "start")
    assert commit is not None
    old = OldVersions()
    with old.workspace_at(repository.root, commit, date(2026, 11, 22)) as workspace:
        folder = workspace.root

    del old
    gc.collect()

    assert not folder.exists()


def test_version_of_a_difference_is_pinned_to_its_commit(repository: Workspace) -> None:
    first, last = find_commit(repository.root, "start"), find_commit(repository.root, "HEAD")
    assert first is not None and last is not None

    assert pinned(repository, ("start", "HEAD")) == (first.identifier, last.identifier)
    assert pinned(repository, ("2028-01-01", "2030-01-01")) == ("2028-01-01", "2030-01-01")
    assert pinned(repository, ("start", "2030-01-01")) == ("start", "2030-01-01")


@pytest.mark.parametrize("name", ["", "--help", "-n1", "bestaat-niet", "HEAD --"])
def test_what_is_no_version_is_none(repository: Workspace, name: str) -> None:
    assert find_commit(repository.root, name) is None


def test_folder_that_was_no_model_then_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "leeg.txt").write_text("leeg")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "leeg")
    commit = find_commit(tmp_path, "HEAD")
    assert commit is not None

    with pytest.raises(RequestFault, match="no model here yet"), workspace_at(tmp_path, commit, date(2026, 11, 22)):
        pass


def test_head_is_the_commit_on_a_branch_packed_apart_from_it_and_in_a_second_work_tree(repository: Workspace) -> None:
    commit, start = find_commit(repository.root, "HEAD"), find_commit(repository.root, "start")
    assert commit is not None and start is not None
    top = repository.root.parent
    assert head_of(repository.root) == commit.identifier

    git(top, "pack-refs", "--all")
    assert head_of(repository.root) == commit.identifier
    git(top, "worktree", "add", "-q", "-b", "ander", str(top / "ander"), "start")
    assert head_of(top / "ander" / "model") == start.identifier
    git(top, "checkout", "-q", "--detach", "start")
    assert head_of(repository.root) == start.identifier


def test_folder_outside_a_repository_has_no_head(tmp_path: Path) -> None:
    assert head_of(tmp_path) == ""
