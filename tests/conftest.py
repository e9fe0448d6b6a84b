"""Fixtures that every room of the house uses."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the test data that lies beside the project; tests that need it fail without it."""
    folder = ROOT.parent / "shared"
    assert (folder / "data").is_dir(), f"test data not found: expected the folder {folder}/data beside the project"
    return folder


@pytest.fixture(scope="session")
def gemma_folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The national reference model, imported into a workspace once for all tests."""
    from archrepo.exchange import import_model

    folder = tmp_path_factory.mktemp("gemma") / "model"
    import_model([shared / "data/gemma/gemma.archimate"], folder)
    return folder
