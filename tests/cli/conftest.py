"""The real command in a process of its own, and a copy of the example municipality to run it in."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

import pytest
from the_command import Run, runner

from archrepo.places import shipped


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs `archrepo` in a folder and gives its output; the language is Dutch unless told."""
    return runner(tmp_path)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of Voorbeeldstad for tests that only read."""
    folder = tmp_path_factory.mktemp("town") / "voorbeeldstad"
    shutil.copytree(shipped("models") / "voorbeeldstad", folder)
    return folder


@pytest.fixture(scope="session")
def in_town(town: Path) -> Run:
    """A function that gives what a command says that only reads Voorbeeldstad: run once for all tests that look at it.

    That a command says the same when it runs again is proved where `run` is called twice.
    """
    run = runner(town)

    @functools.cache
    def said(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(*arguments)

    return said


@pytest.fixture
def hamlet(tmp_path: Path) -> Path:
    """A model of two elements, with one fault of each kind: for tests that change or break it."""
    folder = tmp_path / "buurtschap"
    (folder / "model").mkdir(parents=True)
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Buurtschap"\nbase = "https://buurtschap.example/id/"\n'
        '\n[files]\nmodel = ["model/*.ttl"]\n',
        encoding="utf-8",
    )
    (folder / "model" / "applications.ttl").write_text(HAMLET, encoding="utf-8")
    return folder


@pytest.fixture
def small_copy(hamlet: Path) -> Path:
    """The hamlet under the name of Voorbeeldstad: a copy of which the user threw nearly everything away."""
    path = hamlet / "archrepo.toml"
    renamed = path.read_text(encoding="utf-8").replace("Buurtschap", "Voorbeeldstad")
    path.write_text(renamed.replace("buurtschap.example", "voorbeeldstad.example"), encoding="utf-8")
    return hamlet


HAMLET = """\
@prefix : <https://buurtschap.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:zaaksysteem a am:ApplicationComponent ;
    rdfs:label "Zaaksysteem"@nl , "Case system"@en ;
    ar:lifecycle ar:InUse .

:behandelen-klacht a am:BusinessProcess ;
    rdfs:label "Behandelen van een klacht"@nl , "Handling a complaint"@en ;
    ar:lifecycle ar:InUse ; ar:owner :burgerzaken .

:burgerzaken a ar:Department ;
    rdfs:label "Burgerzaken"@nl , "Civil affairs"@en .
"""
