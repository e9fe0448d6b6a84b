"""Small model files of other tools, written where a test needs them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.exchange import read_model
from archrepo.exchange.model import ModelFile
from archrepo.exchange.writing import write_model
from archrepo.exchange.writing.written import WrittenFile
from archrepo.landscape import landscape
from archrepo.places import shipped
from archrepo.reporting.landscape_xlsx import landscape_xlsx
from archrepo.workspace import Workspace, open_workspace

ARCHI = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:archimate="http://www.archimatetool.com/archimate" name="Proef" id="m1" version="5.0.0">\n'
    "{body}\n</archimate:model>\n"
)
AMEFF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m1">\n'
    '<name xml:lang="nl">Proef</name>\n{body}\n</model>\n'
)


@pytest.fixture(scope="session")
def gemma(gemma_folder: Path) -> Workspace:
    """The national reference model as it was imported."""
    return open_workspace(gemma_folder, date(2026, 11, 22), ontology=shipped_ontology())


@pytest.fixture(scope="session")
def published(shared: Path) -> Callable[[str], ModelFile]:
    """A function that gives a published model, by its path in the test data; each is read once."""
    return functools.cache(lambda path: read_model(shared / "data" / path))


@pytest.fixture(scope="session")
def published_as(published: Callable[[str], ModelFile]) -> Callable[[str, str], WrittenFile]:
    """A function that gives the export of a published model, by its path and the form; each is written once."""
    return functools.cache(lambda path, form: write_model(published(path), form))


@pytest.fixture(scope="session")
def exported_town() -> tuple[Workspace, bytes]:
    """Voorbeeldstad and the workbook that an export makes of it."""
    town = open_workspace(shipped("models") / "voorbeeldstad", date(2026, 11, 22), ontology=shipped_ontology())
    return town, landscape_xlsx(landscape(town, "nl"))


@pytest.fixture
def archi_file(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a native Archi file: elements, relations, views and what follows the folders."""

    def write(elements: str, relations: str = "", views: str = "", rest: str = "", name: str = "model") -> Path:
        body = (
            f'<folder name="Business" id="f1" type="business">{elements}</folder>\n'
            f'<folder name="Relations" id="f2" type="relations">{relations}</folder>\n'
            f'<folder name="Views" id="f3" type="diagrams">{views}</folder>\n{rest}'
        )
        path = tmp_path / f"{name}.archimate"
        path.write_text(ARCHI.format(body=body), encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def ameff_file(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes an exchange file with the given body."""

    def write(body: str, name: str = "model") -> Path:
        path = tmp_path / f"{name}.xml"
        path.write_text(AMEFF.format(body=body), encoding="utf-8", newline="")
        return path

    return write
